"""Joins the journal of another laptop with this one's, and decides what stays open between them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import ENTITIES
from desktop.domain.join_plan import JoinConflict, JoinOutcome, JoinPlan, JoinProblem
from desktop.domain.joined import DELETED
from desktop.domain.values import ValueProblem, parse
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.frozen import late
from desktop.storage import conflicts as stored
from desktop.storage.joining import join
from desktop.storage.queries.joined import revoked_devices
from desktop.storage.queries.labels import labels_of
from desktop.storage.seen import TAKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desktop.domain.changes import Changes
    from desktop.domain.join_plan import Decisions, ForeignEntry, ForeignOperation
    from desktop.domain.journal import Vector
    from desktop.domain.values import Record, Value
    from desktop.storage.joining import Joined
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork

    Records = Callable[[], Iterable[ForeignOperation | ForeignEntry]]

_LEAVE, _OURS, _THEIRS = "leave", "ours", "theirs"


class _LookedError(Exception):
    """Takes a transaction back that was only a look."""


@contextmanager
def _taken_back(ledger: Ledger) -> Iterator[UnitOfWork]:
    with suppress(_LookedError), ledger.unit_of_work(TAKING) as work:
        yield work
        raise _LookedError


class Joining:
    """Writes foreign operations untouched, brings the records up to date, keeps conflicts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def plan(self, records: Records, *, since: Vector, decisions: Decisions = _LEAVE) -> JoinPlan:
        """Do everything inside a transaction that is taken back, and return what happened.

        Args:
            records: gives the journal lines, each operation before its entries.
            since: device → sequence after which the parcel begins.
            decisions: answers to what is open.

        Raises:
            InputError: ``parcel-gap`` (a parcel before this one is missing), ``parcel-chain``
                (a seal is wrong), ``parcel-fork`` (two operations of one name),
                ``decision-value``.
            RefusedError: the operator may only read.
        """
        with _taken_back(self._ledger) as work:
            return self._join(work, records, since, decisions)[0]

    def write(
        self, records: Records, *, since: Vector, exchange: Record, decisions: Decisions = _LEAVE
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
        with self._ledger.unit_of_work(TAKING) as work:
            plan, decided = self._join(work, records, since, decisions)
            if plan.operations or decided:
                row = {**exchange, "direction": TAKING, "vector": json.dumps(_vector(work))}
                work.insert("exchange", [row])
        return JoinOutcome(plan, decided, work.changes)

    def open(self) -> list[JoinConflict]:
        """Return the conflicts that wait for a decision, oldest record first."""
        with self._ledger.reader() as connection:
            found = list(stored.conflicts(connection.exec_driver_sql))
            labels = labels_of(connection, {(one.kind, one.entity_id) for one in found})
        return [replace(one, label=labels.get(one.entity_id, "")) for one in found]

    def count(self) -> int:
        """Return how many fields wait for a decision."""
        with self._ledger.reader() as connection:
            return sum(1 for _ in stored.conflicts(connection.exec_driver_sql))

    def decide(self, decisions: Decisions) -> Changes:
        """End open conflicts with entries that name all heads; see ``Decisions``.

        ``ours`` is the value shown here.

        Raises:
            InputError: ``decision-value``: a value does not fit its field.
            RefusedError: ``join-deleted-in-use``; the operator may only read.
        """
        with self._ledger.unit_of_work("parcel.settle") as work:
            found = list(stored.conflicts(work.driver.execute))
            _, refused = _settle(work, found, decisions)
            if refused:
                raise RefusedError("join-deleted-in-use")
        return work.changes

    def _join(
        self, work: UnitOfWork, records: Records, since: Vector, decisions: Decisions
    ) -> tuple[JoinPlan, int]:
        joined = join(self._ledger, work, records(), since)
        problems: list[JoinProblem] = []
        if joined.written.operations:
            found = late(work.connection, joined.written.first_entry)
            problems += [JoinProblem(*one) for one in found]
        open_now = self._open_now(work, joined)
        before = {(one.entity_id, one.field) for one in open_now}
        decided, refused = _settle(work, open_now, decisions)
        problems += [JoinProblem("join-deleted-in-use", *one) for one in refused]
        left = [one for one in self._open_now(work, joined) if (one.entity_id, one.field) in before]
        left = [one for one in left if (one.entity_id, one.field) not in decided]
        return self._told(work, joined, left, problems), len(decided)

    def _open_now(self, work: UnitOfWork, joined: Joined) -> list[JoinConflict]:
        """Return the open conflicts that operations of this parcel take part in."""
        named = joined.written.named
        found = stored.conflicts(work.driver.execute, before=joined.brought.before)
        return [one for one in found if any(head.name[:2] in named for head in one.heads)]

    def _told(
        self,
        work: UnitOfWork,
        joined: Joined,
        left: list[JoinConflict],
        problems: list[JoinProblem],
    ) -> JoinPlan:
        labels = labels_of(work.connection, {(one.kind, one.entity_id) for one in left})
        brought, written = joined.brought, joined.written
        revoked = revoked_devices(work.connection)
        return JoinPlan(
            operations=written.operations,
            entries=written.last_entry - written.first_entry + 1,
            fields=brought.fields,
            inserted=brought.inserted,
            deleted=brought.deleted,
            unchanged=brought.unchanged,
            conflicts=tuple(replace(o, label=labels.get(o.entity_id, "")) for o in left),
            problems=tuple(problems),
            relayed={d: n for d, n in written.added.items() if d in revoked},
        )


def _settle(
    work: UnitOfWork, found: list[JoinConflict], decisions: Decisions
) -> tuple[set[tuple[str, str]], list[tuple[str, str]]]:
    """End what is decided; return (record, field) of it, and deletions that would hide others.

    Children come before what they belong to, so that a whole branch can be deleted at once.
    """
    decided: set[tuple[str, str]] = set()
    refused: list[tuple[str, str]] = []
    for conflict in reversed(found):
        answer = _answer(conflict, decisions)
        if answer == _LEAVE:
            continue
        value = _decided(conflict, answer)
        if conflict.field == DELETED and value and stored.hides_living(work, conflict):
            refused.append((conflict.kind, conflict.entity_id))
            continue
        stored.settle(work, conflict, value)
        decided.add((conflict.entity_id, conflict.field))
    return decided, refused


def _answer(conflict: JoinConflict, decisions: Decisions) -> Any:
    """Return what was said of one conflict: for its field, for its record, or for all."""
    if isinstance(decisions, str):
        return decisions
    answer = decisions.get(conflict.entity_id, decisions.get("*", _LEAVE))
    if isinstance(answer, Mapping) and "value" not in answer:
        return answer.get(conflict.field, answer.get("*", _LEAVE))
    return answer


def _decided(conflict: JoinConflict, answer: Any) -> Value:
    if answer == _OURS:
        return conflict.ours
    if answer == _THEIRS:
        return conflict.theirs
    entity = ENTITIES.get(conflict.kind)
    field = entity.field(conflict.field) if entity else None
    if field is None or not isinstance(answer, Mapping) or "value" not in answer:
        raise InputError("decision-value", field=conflict.field)
    try:
        return parse(field, answer["value"])
    except ValueProblem:
        raise InputError("decision-value", field=field.label) from None


def _vector(work: UnitOfWork) -> dict[str, int]:
    """Return device → sequence of everything that is in the ledger now."""
    rows = work.driver.execute(
        "SELECT device, max(sequence) FROM journal_operation GROUP BY device"
    ).fetchall()
    return dict(sorted(rows))
