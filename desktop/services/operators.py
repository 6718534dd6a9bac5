"""The people of the office: who may open the ledger, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.storage import operators

if TYPE_CHECKING:
    from desktop.domain.codes import OperatorRole
    from desktop.storage.ledger import Ledger
    from desktop.storage.open_ledger import OperatorInfo


class Operators:
    """A leader adds, resets and disables; everybody may change their own password."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def list(self) -> list[OperatorInfo]:
        """Return every operator, disabled ones included."""
        return operators.listing(self._ledger)

    def add(self, name: str, role: OperatorRole, passphrase: str) -> None:
        """Add an operator.

        Raises:
            RefusedError: only the leader may, or the name is taken.
        """
        operators.add(self._ledger, name, role, passphrase)

    def reset(self, name: str, passphrase: str) -> None:
        """Set a new password.

        Raises:
            RefusedError: another's password and not the leader, or nobody of that name.
        """
        operators.reset(self._ledger, name, passphrase)

    def disable(self, name: str) -> None:
        """Take the right to open the ledger away.

        Raises:
            RefusedError: only the leader may, nobody of that name, or the last leader.
        """
        operators.disable(self._ledger, name)
