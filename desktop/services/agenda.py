"""What is late, what is due and what is stuck, over all quarters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.agenda import AgendaItem, Due, agenda
from desktop.domain.parameters import value_on
from desktop.services.joining import Joining
from desktop.services.parameters import set_values
from desktop.services.question_records import fallen_away
from desktop.storage.queries import acceptance, findings, questions, votes
from desktop.storage.queries.agenda import committees_due, promised_papers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from desktop.domain.quarter_gate import QuarterGate
    from desktop.kernel.clock import Clock
    from desktop.services.gates import Gates
    from desktop.services.money import Money
    from desktop.storage.ledger import Ledger


class Agenda:
    """Gathers everything that has a day and is not done."""

    def __init__(self, ledger: Ledger, clock: Clock, gates: Gates, money: Money) -> None:
        self._ledger = ledger
        self._clock = clock
        self._gates = gates
        self._money = money

    def today(self) -> date:
        """Return the office's day."""
        return self._clock.today()

    def items(self, quarters: Sequence[QuarterGate] | None = None) -> list[AgendaItem]:
        """Return what is late or due soon, the longest late first.

        Args:
            quarters: where they stand, when somebody has just asked (``Gates.all``).
        """
        gates = self._gates.all() if quarters is None else quarters
        today = self._clock.today()
        with self._ledger.reader() as connection:
            dues = [*_stages(gates), *_records(connection, today)]
            waiting = _questions(connection)
        waiting += Joining(self._ledger).count()
        if waiting:
            # It has no day of its own, so it stands with what is due today.
            dues.append(Due("merge-question", None, today, str(waiting)))
        # Kept between questions, and read again only when money moves.
        dues += [Due(s.kind, s.quarter_id, s.due_on, s.subject) for s in self._money.due_items()]
        return agenda(dues, {gate.quarter_id: gate.name for gate in gates}, today)


def _stages(gates: Sequence[QuarterGate]) -> Iterator[Due]:
    for gate in gates:
        if not gate.complete and gate.due.due_on is not None:
            yield Due(
                "stage", gate.quarter_id, gate.due.due_on, str(int(gate.stage)),
                gate.due.answered_by,
            )  # fmt: skip


def _records(connection: Connection, today: date) -> Iterator[Due]:
    values = set_values(connection)

    def number(name: str) -> int:
        return int(value_on(name, today, values))

    yield from promised_papers(connection)
    yield from committees_due(connection, number("committee-filing-days"))
    rows = findings.due_items(connection, number("voice-answer-days"), number("warranty-years"))
    # A warranty that is over is nobody's task any more.
    for row in findings.expiring(rows, today, findings.ANNOUNCED):
        yield Due(row.kind, row.quarter_id, row.due_on, row.subject, row.with_whom)
    for item in votes.due_items(connection, number("vote-notice-days")):
        yield Due(item.kind, item.quarter_id, item.due_on, item.subject)
    for reply in acceptance.due_items(connection, number("acceptance-reply-days")):
        day = date.fromisoformat(str(reply.due_on))
        yield Due(reply.kind, reply.quarter_id, day, reply.subject)


def _questions(connection: Connection) -> int:
    """Return how many questions merges left open that have not fallen away."""
    waiting = questions.open_questions(connection)
    return len(waiting) - len(fallen_away(connection, waiting))
