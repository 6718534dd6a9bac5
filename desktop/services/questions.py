"""What merges left open: kept with the ledger until a person settles it or it falls away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.merge_decisions import Choice
from desktop.kernel.errors import InputError
from desktop.services.question_list import OpenQuestion, open_list
from desktop.services.question_records import fallen_away
from desktop.services.settling import Settling
from desktop.storage.queries import questions as queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.storage.ledger import Ledger


class Questions:
    """Lists and settles what is open."""

    def __init__(self, ledger: Ledger, clock: Clock, make_id: IdFactory) -> None:
        self._ledger = ledger
        self._clock = clock
        self._make_id = make_id

    def count(self) -> int:
        """Return how many questions wait: for the start page."""
        with self._ledger.reader() as connection:
            rows = queries.open_questions(connection)
            return len(rows) - len(fallen_away(connection, rows))

    def open(self) -> list[OpenQuestion]:
        """Return what waits, by quarter, kind and record; what has fallen away is not in it."""
        with self._ledger.reader() as connection:
            rows = queries.open_questions(connection)
            gone = fallen_away(connection, rows)
            return open_list(connection, [row for row in rows if row.id not in gone])

    def settle(self, ids: Sequence[str], choice: str, value: object = None) -> dict[str, Any]:
        """Give many questions one answer, as one operation.

        Args:
            ids: of the questions; those that are closed already are passed over.
            choice: ``ours`` keeps the ledger, ``theirs`` takes the workbook, ``value`` writes
                ``value`` (as typed) into the field.
            value: for ``value``.

        Returns:
            ``{"settled": n, "skipped": n, "problems": [{"id", "code", "value"}]}``: skipped are
            questions that this answer does not fit; problems, what would stand twice or has no
            place, with its message code. Both stay open.

        Raises:
            InputError: ``decision-unknown``, ``decision-value``.
            RefusedError: the operator may only read.
        """
        if choice not in {Choice.OURS, Choice.THEIRS, Choice.VALUE}:
            raise InputError("decision-unknown", answer=choice[:40])
        settling = Settling(self._ledger, self._clock, self._make_id)
        return settling.settle(ids, Choice(choice), value)


__all__ = ["OpenQuestion", "Questions"]
