"""Which quarters are ready, nearly ready or not eligible, and which batch they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.domain.values import parse
from desktop.kernel.errors import InputError
from desktop.services.readiness_facts import HouseholdCounts, board
from desktop.services.readiness_paper import readiness_paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.changes import Changes
    from desktop.domain.paper import Paper
    from desktop.domain.readiness_board import Board, Sorting
    from desktop.kernel.clock import Clock
    from desktop.services.verdicts import Verdicts
    from desktop.storage.ledger import Ledger

PICKED = ("pilot", "own_batch", "area_group")
"""What the office itself sets for several quarters; plan year and batch are the district's."""


class Readiness:
    """The readiness board, and picking pilots and batches from it."""

    def __init__(self, ledger: Ledger, clock: Clock, verdicts: Verdicts) -> None:
        self._ledger = ledger
        self._clock = clock
        self._verdicts = verdicts
        self._counts = HouseholdCounts()

    def board(self) -> Board:
        """Return every quarter by code, judged by the office's rules of today."""
        today = self._clock.today()
        totals = self._verdicts.totals()
        with self._ledger.reader() as connection:
            return board(connection, totals, self._counts.read(connection), today)

    def pick(self, quarter_ids: Sequence[str], field: str, raw: str) -> Changes:
        """Set pilot, proposed batch or area group of several quarters; one undo takes it back.

        Args:
            quarter_ids: which.
            field: one of ``PICKED``.
            raw: as typed; empty takes the value away.

        Raises:
            InputError: ``readiness-chosen-nothing``, ``readiness-field``; ``value-…`` for a text
                that the field cannot hold.
            RefusedError: the operator may only read.
        """
        declared = ENTITIES["quarter"].field(field)
        if declared is None or field not in PICKED:
            raise InputError("readiness-field", field=declared.label if declared else field)
        if not quarter_ids:
            raise InputError("readiness-chosen-nothing")
        value = parse(declared, raw.strip())
        with self._ledger.unit_of_work("pick-quarters") as work:
            for quarter_id in dict.fromkeys(quarter_ids):
                work.update("quarter", quarter_id, {field: value})
        return work.changes

    def paper(self, sorting: Sorting, area_group: str | None = None) -> Paper:
        """Return the board as a paper.

        Args:
            sorting: order within the groups.
            area_group: only this one; None takes all.
        """
        return readiness_paper(
            self.board(), sorting, area_group, self._ledger.office, self._clock.today()
        )
