"""Who may open a ledger, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import OperatorRole
from desktop.kernel.errors import RefusedError
from desktop.kernel.paths import LedgerPaths
from desktop.storage.failures import translated
from desktop.storage.keyring import Keyring
from desktop.storage.open_ledger import OperatorInfo
from desktop.storage.postgres.address import is_address

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger


def sign_in_names(path: Path) -> tuple[str, ...]:
    """Return the operators that may open the ledger in ``path``, as a sign-in page offers them.

    Raises:
        LedgerError: the key file is missing or damaged.
    """
    if is_address(str(path)):
        return ()  # a server tells nobody who its people are
    return Keyring.load(LedgerPaths(path).key_file).names()


def listing(ledger: Ledger) -> list[OperatorInfo]:
    """Return every operator, disabled ones included, by name."""
    with ledger.reader() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, name, role, disabled FROM operator WHERE deleted = 0 ORDER BY name"
        )
        return [OperatorInfo(row[0], row[1], int(row[2]), bool(row[3])) for row in rows]


def add(ledger: Ledger, name: str, role: OperatorRole, passphrase: str) -> str:
    """Add an operator and return the id.

    Raises:
        RefusedError: ``leader-only``, ``operator-exists``.
        MachineError: the disk refuses; nothing was changed.
    """
    _require_leader(ledger)
    if any(found.name == name for found in listing(ledger)):
        raise RefusedError("operator-exists", name=name)
    with ledger.unit_of_work("operator.add") as work, translated():
        record: Record = {"name": name, "role": int(role), "disabled": False}
        operator_id = work.insert("operator", [record])[0]
        # The key file is written inside the transaction: a full disk keeps both as they were, and
        # a kill in between leaves a wrapped key without an operator, which opens nothing.
        _change(ledger, lambda ring: ring.add(operator_id, name, passphrase, ledger.key))
    return operator_id


def reset(ledger: Ledger, name: str, passphrase: str) -> None:
    """Set a new password: one's own, or as leader anybody's. A disabled operator is let in again.

    Raises:
        RefusedError: ``leader-only``, ``operator-unknown``.
        MachineError: the disk refuses; the old password still holds.
    """
    if name != ledger.operator.name:
        _require_leader(ledger)
    found = _find(ledger, name)
    with ledger.unit_of_work("operator.reset") as work, translated():
        work.update("operator", found.id, {"disabled": False})
        _change(ledger, lambda ring: ring.add(found.id, name, passphrase, ledger.key))


def disable(ledger: Ledger, name: str) -> None:
    """Take the right to open the ledger away; an old backup still opens with its old passwords.

    Raises:
        RefusedError: ``leader-only``, ``operator-unknown``, ``operator-last-leader``.
        MachineError: the disk refuses.
    """
    _require_leader(ledger)
    found = _find(ledger, name)
    leaders = [o for o in listing(ledger) if o.role == OperatorRole.LEADER and not o.disabled]
    if [leader.id for leader in leaders] == [found.id]:
        raise RefusedError("operator-last-leader", name=name)
    with ledger.unit_of_work("operator.disable") as work, translated():
        work.update("operator", found.id, {"disabled": True})
        _change(ledger, lambda ring: ring.remove(found.id))


def _change(ledger: Ledger, change: Callable[[Keyring], None]) -> None:
    """Change the key file; what could not be written is forgotten, and not saved later on."""
    ring = ledger.keyring.reloaded()
    change(ring)
    ring.save()
    ledger.keyring = ring


def _require_leader(ledger: Ledger) -> None:
    if ledger.operator.role != OperatorRole.LEADER:
        raise RefusedError("leader-only")


def _find(ledger: Ledger, name: str) -> OperatorInfo:
    for found in listing(ledger):
        if found.name == name:
            return found
    raise RefusedError("operator-unknown", name=name)
