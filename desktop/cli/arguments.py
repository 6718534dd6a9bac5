"""Every command and option of the contract, as one parser."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from desktop import __version__
from desktop.kernel.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COMMANDS = {
    "demo": "help-demo",
    "new": "help-new",
    "grid": "help-grid",
    "roster": "help-roster",
    "company": "help-company",
    "profile": "help-profile",
    "export": "help-export",
    "merge": "help-merge",
    "street": "help-street",
    "plan": "help-plan",
    "fill": "help-fill",
    "parcel": "help-parcel",
    "verdict": "help-verdict",
    "gate": "help-gate",
    "form": "help-form",
    "report": "help-report",
    "sheets": "help-sheets",
    "scans": "help-scans",
    "sign": "help-sign",
    "signed": "help-signed",
    "returned": "help-returned",
    "verify": "help-verify",
    "archive": "help-archive",
    "stats": "help-stats",
    "set": "help-set",
    "undo": "help-undo",
    "operator": "help-operator",
    "recover": "help-recover",
    "device": "help-device",
    "check": "help-check",
    "journal": "help-journal",
    "backup": "help-backup",
    "restore": "help-restore",
    "salvage": "help-salvage",
    "rehearse": "help-rehearse",
    "bench": "help-bench",
}
"""Command → code of the line that ``--help`` shows."""


class _Parser(argparse.ArgumentParser):
    """An argument parser that reports wrong usage as the program reports everything."""

    def error(self, message: str) -> NoReturn:
        raise UsageError("usage", detail=message, command=self.prog)


def parse_arguments(words: Sequence[str], sentence: Callable[[str], str]) -> argparse.Namespace:
    """Return the options in ``words``; ``command`` is ``window`` when no command is named.

    Args:
        words: the command line without the program's name.
        sentence: code → sentence in the person's language, for ``--help``.

    Raises:
        UsageError: the words make no command.
    """
    parser = _Parser(prog="hubiao", parents=[_common(defaults=True)])
    parser.add_argument("--version", action="version", version=f"hubiao {__version__}")
    rest = [word for word in words if not word.startswith("-")]
    if rest and rest[0] in COMMANDS:
        _add_commands(parser, sentence)
    elif not {"-h", "--help"} & set(words):
        parser.add_argument("ledger", nargs="?")
        parser.set_defaults(command="window")
    else:
        _add_commands(parser, sentence)
    return parser.parse_args(words)


def _common(*, defaults: bool) -> argparse.ArgumentParser:
    """Options that stand before or after the command; after it they leave no default behind."""
    common = argparse.ArgumentParser(
        add_help=False, argument_default=None if defaults else argparse.SUPPRESS
    )
    common.add_argument("--passphrase-file", metavar="FILE")
    common.add_argument("--operator", metavar="NAME")
    common.add_argument("--lang", choices=("zh_CN", "en"))
    flag_default = False if defaults else argparse.SUPPRESS
    common.add_argument("--json", action="store_true", default=flag_default)
    common.add_argument("--quiet", action="store_true", default=flag_default)
    return common


def _add_commands(parser: argparse.ArgumentParser, sentence: Callable[[str], str]) -> None:
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    common = _common(defaults=False)

    def add(name: str, *positional: str) -> argparse.ArgumentParser:
        text = sentence(COMMANDS[name])
        command = commands.add_parser(name, parents=[common], help=text, description=text)
        for argument in positional:
            command.add_argument(argument)
        return command

    _add_office(add)
    _add_exchange(add)
    _add_district(add)
    _add_project(add)
    _add_signing(add)
    _add_upkeep(add)


def _add_office(add) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - the closure above
    demo = add("demo")
    demo.add_argument("--dir", required=True)
    demo.add_argument("--households", type=int, default=600)
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--no-window", action="store_true")
    new = add("new", "ledger")
    new.add_argument("--office", required=True)
    new.add_argument("--street-code", required=True)
    new.add_argument("--profile", choices=("street", "district"), default="street")
    operator = add("operator")
    operator.add_argument("action", choices=("add", "list", "reset", "disable"))
    operator.add_argument("ledger")
    operator.add_argument("name", nargs="?")
    operator.add_argument("--role", choices=("surveyor", "leader", "auditor"), default="surveyor")
    operator.add_argument("--new-passphrase-file", metavar="FILE")
    recover = add("recover", "ledger")
    recover.add_argument("--recovery-key-file", metavar="FILE")
    recover.add_argument("--new-passphrase-file", metavar="FILE")
    device = add("device")
    device.add_argument("action", choices=("list", "enrol", "revoke"))
    device.add_argument("ledger")
    device.add_argument("device", nargs="?")


def _add_exchange(add) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - the closure above
    roster = add("roster", "ledger", "file")
    roster.add_argument("--map", metavar="MAP.json")
    roster.add_argument("--quarter", metavar="NAME")
    roster.add_argument("--dry-run", action="store_true")
    company = add("company", "ledger", "file")
    company.add_argument("--map", metavar="MAP.json")
    company.add_argument("--kind", choices=("exchanges", "accounts", "check"))
    company.add_argument("--utility", choices=("water", "electricity"))
    company.add_argument("--quarter", metavar="CODE")
    company.add_argument("--out", metavar="CHECK.xlsx")
    company.add_argument("--dry-run", action="store_true")
    profile = add("profile", "ledger")
    profile.add_argument("company", choices=("water", "power"))
    profile.add_argument("--copy", dest="deed", action="store_const", const="copy")
    profile.add_argument("--use", dest="deed", action="store_const", const="use")
    profile.add_argument("--reset", dest="deed", action="store_const", const="reset")
    # Here and not above: opening the window parses no command and should not pay for one.
    from desktop.domain.grid import Numbering

    grid = add("grid", "ledger")
    grid.add_argument("--quarter", required=True, metavar="CODE")
    grid.add_argument("--building", required=True, metavar="NO")
    grid.add_argument("--floors", type=int, required=True)
    grid.add_argument("--doors", type=int, required=True)
    grid.add_argument("--units", type=int, default=1)
    grid.add_argument("--shops", type=int, default=0)
    grid.add_argument("--first-floor", type=int, default=1)
    grid.add_argument("--numbering", default="storey_door", choices=[str(n) for n in Numbering])
    grid.add_argument("--missing", action="append", default=[], metavar="ROOM|UNIT-ROOM")
    export = add("export", "ledger", "file")
    export.add_argument("--quarter", action="append", default=[], metavar="CODE")
    export.add_argument("--encoding", choices=("utf-8", "gb18030"), default="utf-8")
    export.add_argument("--plain", action="store_true")
    export.add_argument("--return-by", type=date.fromisoformat, metavar="YYYY-MM-DD")
    merge = add("merge", "ledger", "file")
    _add_merge_options(merge)
    fill = add("fill", "ledger", "template", "file")
    fill.add_argument("--map", metavar="MAP.json")
    fill.add_argument("--quarter", action="append", default=[], metavar="CODE")
    parcel = add("parcel")
    parcel.add_argument("action", choices=("make", "take"))
    parcel.add_argument("ledger")
    parcel.add_argument("file")
    parcel.add_argument("--for", dest="recipient", metavar="DEVICE")
    _add_merge_options(parcel)


def _add_district(add) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - the closure above
    street = add("street")
    street.add_argument("action", choices=("list", "take", "send", "check"))
    street.add_argument("ledger")
    street.add_argument("file", nargs="?", metavar="FILE.xlsx|FOLDER")
    street.add_argument("--name", metavar="NAME")
    street.add_argument("--street", metavar="CODE")
    street.add_argument("--accept-older", action="store_true")
    _add_merge_options(street)
    plan = add("plan")
    plan.add_argument(
        "action", choices=("list", "set", "move", "withdraw", "add", "paper", "notice")
    )
    plan.add_argument("ledger")
    plan.add_argument("--street", metavar="CODE")
    plan.add_argument("--quarter", action="append", default=[], metavar="[STREET/]CODE")
    plan.add_argument("--year")
    plan.add_argument("--batch")
    plan.add_argument("--approval", metavar="NUMBER")
    plan.add_argument("--date", metavar="YYYY-MM-DD")
    plan.add_argument("--document", metavar="NUMBER")
    plan.add_argument("--reason", metavar="TEXT")
    plan.add_argument("--out", metavar="FILE.pdf|.docx|.xlsx")


def _add_merge_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true")
    command.add_argument("--conflicts", default="leave", metavar="leave|ours|theirs|DECISIONS.json")


def _add_project(add) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - the closure above
    add("verdict", "ledger").add_argument("--quarter", metavar="CODE")
    add("gate", "ledger").add_argument("--quarter", required=True, metavar="CODE")
    form = add("form")
    form.add_argument("ledger", nargs="?")
    form.add_argument("--list", action="store_true")
    form.add_argument("--quarter", metavar="CODE")
    form.add_argument("--type", metavar="TYPE")
    form.add_argument("--out", metavar="DIR")
    form.add_argument("--draft", action="store_true")
    form.add_argument("--building", action="append", default=[], metavar="NO")
    form.add_argument("--subject", default="", metavar="ID")
    form.add_argument("--reference", default="", metavar="NO")
    form.add_argument("--replaces", default="", metavar="NUMBER")
    form.add_argument("--supplements", default="", metavar="NUMBER")
    report = add("report")
    report.add_argument("ledger", nargs="?")
    report.add_argument("--list", action="store_true")
    report.add_argument("--type", choices=("weekly", "progress", "action-plan", "figures"))
    report.add_argument("--out", metavar="FILE.pdf|.docx|.xlsx")
    sheets = add("sheets", "ledger")
    sheets.add_argument("--quarter", required=True, metavar="CODE")
    sheets.add_argument("--building", metavar="NO")
    sheets.add_argument("--out", required=True, metavar="FILE.pdf")
    scans = add("scans", "ledger")
    scans.add_argument("files", nargs="+", metavar="FILE")
    scans.add_argument("--basis", choices=("paper", "copy"))


def _add_signing(add) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - the closure above
    sign = add("sign", "file")
    sign.add_argument("--as", dest="field", required=True, metavar="FIELD")
    sign.add_argument("--p12", metavar="FILE")
    sign.add_argument("--pkcs11", metavar="LIB")
    sign.add_argument("--token", metavar="LABEL")
    sign.add_argument("--pin-file", metavar="FILE")
    sign.add_argument("--ink", metavar="FILE")
    sign.add_argument("--seal", metavar="FILE.png")
    sign.add_argument("--signer", metavar="NAME")
    sign.add_argument("--ledger", metavar="LEDGER")
    signed = add("signed", "ledger")
    signed.add_argument("files", nargs="*", metavar="FILE")
    signed.add_argument("--number", metavar="NUMBER")
    signed.add_argument("--party", action="append", default=[], metavar="FIELD")
    signed.add_argument("--on", metavar="YYYY-MM-DD")
    signed.add_argument("--note", default="", metavar="TEXT")
    returned = add("returned", "ledger", "file")
    returned.add_argument("--number", required=True, metavar="NUMBER")
    returned.add_argument("--on", metavar="YYYY-MM-DD")
    returned.add_argument("--responsible", default="", metavar="NAME")
    archive = add("archive", "ledger")
    archive.add_argument("--quarter", required=True, metavar="CODE")
    archive.add_argument("--out", required=True, metavar="DIR|FILE.zip")
    verify = add("verify")
    verify.add_argument("files", nargs="+")
    verify.add_argument("--trust", action="append", default=[], metavar="CERT.pem")
    verify.add_argument("--ledger", metavar="LEDGER")


def _add_upkeep(add) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - the closure above
    add("stats", "ledger")
    add("set", "ledger", "entity", "field", "value")
    add("undo", "ledger").add_argument("operation", nargs="?")
    add("check", "ledger")
    journal = add("journal", "ledger")
    journal.add_argument("--entity", metavar="ID")
    journal.add_argument("--since", type=int, default=0, metavar="SEQ")
    add("backup", "ledger").add_argument("--to", metavar="DIR")
    add("restore", "backup", "ledger")
    add("salvage", "ledger")
    add("rehearse", "ledger")
    add("bench").add_argument("name", nargs="?")
