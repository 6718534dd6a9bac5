"""Makes and opens ledgers, and puts the use cases around them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from desktop.domain.profile import Profile
from desktop.storage.ledger import Ledger
from desktop.storage.postgres.address import ServerAddress, is_address

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.services.bundle import Office
    from desktop.services.environment import Environment
    from desktop.storage.quick_key import QuickKey

_FAMILIES = (
    "acceptances", "agenda", "annual_plan", "backing_up", "committees", "company", "csv_out", "day",
    "devices", "district", "district_office", "editing", "exchange_log", "findings", "forms",
    "gates", "health", "history", "metering",
    "money", "operators", "paper_out", "parameters", "parcels", "pictures", "questions",
    "readiness", "reading", "registers", "reports", "roster", "surveying", "tables", "templates",
    "verdicts", "visit_paper", "votes", "waiting", "works",
)  # fmt: skip
_LATE = (
    "argon2.low_level",
    "cryptography.hazmat.primitives.ciphers.aead",
    "desktop.models.catalogue",
)


def create_ledger(
    environment: Environment,
    path: Path,
    *,
    office_name: str,
    street_code: str,
    operator: str,
    passphrase: str,
    profile: Profile = Profile.STREET,
) -> tuple[Office, str]:
    """Make a new ledger and return it open, with the recovery key that is shown once.

    Raises:
        RefusedError: a ledger or key file of that name is there already.
        MachineError: the place is full or cannot be written.
    """
    if is_address(str(path)):
        facts = {"office": office_name, "street_code": street_code, "profile": profile}
        return _around(environment, _made(environment, path, operator, passphrase, facts)), ""
    ledger, recovery_key = Ledger.create(
        path,
        office=office_name,
        street_code=street_code,
        operator=operator,
        passphrase=passphrase,
        clock=environment.clock,
        ids=environment.make_id,
        machine=environment.device_folder,
        profile=profile,
    )
    return _around(environment, ledger), recovery_key


def open_office(
    environment: Environment, path: Path, *, operator: str, passphrase: str, read_only: bool
) -> Office:
    """Open the ledger at ``path`` for ``operator``.

    Raises:
        LedgerError: wrong passphrase, damaged, newer, held by another program.
        MachineError: the disk refuses, or the server does not answer.
    """
    if is_address(str(path)):
        ledger = _reached(environment, path, operator, passphrase)
        ledger.read_only = ledger.read_only or read_only
        return _around(environment, ledger)
    return _around(
        environment,
        Ledger.open(
            path,
            operator=operator,
            passphrase=passphrase,
            clock=environment.clock,
            ids=environment.make_id,
            read_only=read_only,
            machine=environment.device_folder,
        ),
    )


def reopen_office(
    environment: Environment, path: Path, quick: QuickKey, pin: str, *, read_only: bool
) -> Office:
    """Open the ledger at ``path`` again with the PIN of ``quick``.

    Raises:
        RefusedError: ``pin-wrong``, ``pin-gone``.
        LedgerError: damaged, held by another program.
    """
    return _around(
        environment,
        Ledger.reopen(
            path,
            quick,
            pin,
            clock=environment.clock,
            ids=environment.make_id,
            read_only=read_only,
            machine=environment.device_folder,
        ),
    )


def _reached(environment: Environment, path: Path, operator: str, passphrase: str) -> Ledger:
    """Return the ledger on a server, which does all that a file does but keep files."""
    from desktop.storage.postgres.ledger import ServerLedger

    address = ServerAddress.parse(str(path))
    ledger = ServerLedger(
        address,
        address.user or operator,
        passphrase,
        clock=environment.clock,
        ids=environment.make_id,
        machine=environment.device_folder,
    )
    return cast("Ledger", ledger)


def _made(
    environment: Environment, path: Path, operator: str, passphrase: str, facts: Mapping[str, str]
) -> Ledger:
    from desktop.storage.postgres.ledger import ServerLedger

    address = ServerAddress.parse(str(path))
    ledger = ServerLedger.create(
        address,
        office=facts["office"],
        street_code=facts["street_code"],
        profile=Profile(facts["profile"]),
        operator=address.user or operator,
        passphrase=passphrase,
        clock=environment.clock,
        ids=environment.make_id,
        machine=environment.device_folder,
    )
    return cast("Ledger", ledger)


def _around(environment: Environment, ledger: Ledger) -> Office:
    from desktop.services.assembly import assemble

    return assemble(environment, ledger)


def warm() -> None:
    """Import what opening a ledger imports on first use; opens nothing."""
    for name in _FAMILIES:
        import_module(f"desktop.services.{name}")
    for name in _LATE:
        import_module(name)
