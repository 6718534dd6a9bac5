"""Owners' committees, their members and filing, and applications for maintenance funds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.committee import committee_findings, standing
from desktop.domain.parameters import value_on
from desktop.services.parameters import set_values
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from desktop.domain.committee import CommitteeFinding
    from desktop.domain.values import Record, Value
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork


class Committees:
    """Answers what is due for a quarter's committee."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def findings(self, quarter_id: str) -> dict[str, tuple[CommitteeFinding, ...]]:
        """Return committee id → what is wrong with it or due."""
        today = self._clock.today()
        with self._ledger.reader() as connection:
            values = set_values(connection)
            found = {}
            for committee in records_below(connection, "committee", "quarter_id", quarter_id):
                committee_id = str(committee["id"])
                members = records_below(
                    connection, "committee_member", "committee_id", committee_id
                )
                # By the rule of the day it was elected (R3).
                day = committee["elected_on"] or today
                days = int(value_on("committee-filing-days", day, values))  # type: ignore[arg-type]
                found[committee_id] = committee_findings(committee, members, today, days)
        return found


def keep_quarter_in_step(work: UnitOfWork, kind: str, record: Record | None) -> None:
    """Let the quarter show how its committee stands, in the operation that changed it.

    Args:
        work: the operation.
        kind: of the record that was added, changed or removed; other kinds are none of ours.
        record: the record before or after.
    """
    quarter_id = record.get("quarter_id") if record is not None else None
    if kind != "committee" or not isinstance(quarter_id, str):
        return
    committees = list(records_below(work.connection, "committee", "quarter_id", quarter_id))
    state, filed_on = standing(committees)
    quarter = work.get("quarter", quarter_id) or {}
    # Without its committee a quarter must not go on passing the gate by what that one was.
    gone = not committees and _state(record) == _state(quarter, "committee_state")
    if state is not None or gone:
        work.update(
            "quarter", quarter_id, {"committee_state": state, "committee_filed_on": filed_on}
        )


def _state(record: Record | None, name: str = "state") -> Value:
    return None if record is None else record.get(name)
