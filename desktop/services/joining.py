"""Joins the journal of another laptop with this one's, and decides what stays open between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.domain.changes import Changes
    from desktop.domain.join_plan import (
        Decisions,
        ForeignEntry,
        ForeignOperation,
        JoinConflict,
        JoinOutcome,
        JoinPlan,
    )
    from desktop.domain.journal import Vector
    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger


class Joining:
    """Writes foreign operations untouched, brings the records up to date, keeps conflicts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def plan(
        self,
        records: Callable[[], Iterable[ForeignOperation | ForeignEntry]],
        *,
        since: Vector,
        decisions: Decisions = "leave",
    ) -> JoinPlan:
        """Do everything inside a transaction that is taken back, and return what happened.

        Args:
            records: gives the journal lines, each operation before its entries.
            since: device → sequence after which the parcel begins.
            decisions: answers to what is open.

        Raises:
            InputError: ``parcel-gap`` (a parcel before this one is missing), ``parcel-chain``
                (a seal is wrong), ``parcel-fork`` (two operations of one name).
        """
        raise NotImplementedError

    def write(
        self,
        records: Callable[[], Iterable[ForeignOperation | ForeignEntry]],
        *,
        since: Vector,
        exchange: Record,
        decisions: Decisions = "leave",
    ) -> JoinOutcome:
        """Take everything over; one own operation ``parcel`` remembers it.

        When nothing is new and nothing was decided, nothing is written.

        Args:
            records: gives the journal lines, each operation before its entries.
            since: device → sequence after which the parcel begins.
            exchange: the fields of the exchange row (code, scope, time …); ``direction`` and
                ``vector`` are filled in here.
            decisions: answers to what is open.

        Raises:
            InputError: as :meth:`plan`; nothing is applied.
            RefusedError: the operator may only read.
        """
        raise NotImplementedError

    def open(self) -> list[JoinConflict]:
        """Return the conflicts that wait for a decision, oldest record first."""
        raise NotImplementedError

    def count(self) -> int:
        """Return how many fields wait for a decision."""
        raise NotImplementedError

    def decide(self, decisions: Decisions) -> Changes:
        """End open conflicts with entries that name all heads; see :data:`Decisions`.

        ``ours`` is the value shown here.

        Raises:
            InputError: a value does not fit its field.
            RefusedError: ``join-deleted-in-use``; the operator may only read.
        """
        raise NotImplementedError
