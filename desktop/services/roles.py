"""Who may do what: the part that the ledger's own door does not ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import OperatorRole
from desktop.kernel.errors import RefusedError

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger


def require_leader(ledger: Ledger) -> None:
    """Let leaders pass.

    Raises:
        RefusedError: the operator is not a leader.
    """
    if ledger.operator.role != OperatorRole.LEADER:
        raise RefusedError("role-leader-only")
