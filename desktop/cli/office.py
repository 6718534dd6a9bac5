"""demo, new, operator, recover, device: the office, its people and its laptops."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.opening import open_office
from desktop.domain.codes import OPERATOR_ROLE, OperatorRole
from desktop.domain.profile import Profile
from desktop.kernel.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from desktop.cli.console import Console
    from desktop.services.program import Program

_STATES = {
    "this": "device-this",
    "enrolled": "device-enrolled",
    "revoked": "device-revoked",
}
_DONE = {"enrol": "device-now-enrolled", "revoke": "device-now-revoked"}
_DEMO_PASSPHRASE = "demo"  # noqa: S105 - the contract publishes it


def _demo(options: argparse.Namespace, program: Program, console: Console) -> int:
    answer = program.build_demo(
        Path(options.dir),
        households=options.households,
        seed=options.seed,
        operator=program.operator_name(options.operator),
        passphrase=console.passphrase(options, default=_DEMO_PASSPHRASE),
        progress=console,
    )
    console.answer(answer, console.sentence("demo-built", answer))
    return 0


def _new(options: argparse.Namespace, program: Program, console: Console) -> int:
    passphrase = console.passphrase(options)
    recovery_key = program.create(
        Path(options.ledger),
        office_name=options.office,
        street_code=options.street_code,
        operator=program.operator_name(options.operator),
        passphrase=passphrase,
        profile=Profile(options.profile),
    )
    document = {"ledger": options.ledger, "recovery_key": recovery_key}
    said = "ledger-created" if recovery_key else "ledger-on-server"
    console.answer(document, console.sentence(said, document))
    return 0


def _operator(options: argparse.Namespace, program: Program, console: Console) -> int:
    if options.action != "list" and not options.name:
        raise UsageError("operator-name-missing")
    with open_office(options, program, console, read_only=options.action == "list") as office:
        if options.action == "list":
            people = office.operators.list()
            rows = [
                {"name": p.name, "role": OperatorRole(p.role).name.lower(), "disabled": p.disabled}
                for p in people
            ]
            text = "\n".join(
                f"{p.name}  {OPERATOR_ROLE.label(int(p.role), console.language)}"
                + ("  ✕" if p.disabled else "")
                for p in people
            )
            console.answer(rows, text)
            return 0
        if options.action == "disable":
            office.operators.disable(options.name)
        else:
            secret = console.secret("ask-new-passphrase", options.new_passphrase_file)
            if options.action == "add":
                office.operators.add(options.name, OperatorRole[options.role.upper()], secret)
            else:
                office.operators.reset(options.name, secret)
    console.answer({"done": options.action, "name": options.name}, "")
    console.say("operator-done", name=options.name)
    return 0


def _recover(options: argparse.Namespace, program: Program, console: Console) -> int:
    program.recover(
        Path(options.ledger),
        recovery_key=console.secret("ask-recovery-key", options.recovery_key_file),
        operator=program.operator_name(options.operator),
        passphrase=console.secret("ask-new-passphrase", options.new_passphrase_file),
    )
    console.answer({"recovered": options.ledger}, "")
    console.say("ledger-recovered")
    return 0


def _device(options: argparse.Namespace, program: Program, console: Console) -> int:
    if options.action != "list" and not options.device:
        raise UsageError("device-missing")
    with open_office(options, program, console, read_only=options.action == "list") as office:
        devices = office.devices
        if options.action != "list":
            path = Path(options.device)
            code = devices.code_in(path) if path.is_file() else options.device
            check = devices.enrol(code) if options.action == "enrol" else devices.revoke(code)
            console.say(_DONE[options.action], check=check)
        rows = devices.list()
    laptops = {row["check"]: row for row in rows}  # its newest incarnation
    console.answer(rows, "\n".join(_device_line(row, console) for row in laptops.values()))
    return 0


def _device_line(row: dict[str, Any], console: Console) -> str:
    """Name, state, check number, how far behind; the code comes last because it is long."""
    state = console.sentence(_STATES[row["state"]])
    behind = "" if row["behind"] is None else console.sentence("device-behind", row)
    return f"{row['name']}  {state}  {row['check']}  {behind}\n    {row['code']}"


COMMANDS = {
    "demo": _demo,
    "new": _new,
    "operator": _operator,
    "recover": _recover,
    "device": _device,
}
