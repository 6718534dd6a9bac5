"""What a person looks at before a parcel is taken: what it brings, and what is in conflict."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import ENTITIES
from desktop.domain.journal import DELETE, INSERT
from desktop.domain.merge_review import Review, ReviewGroup, ReviewRow
from desktop.models.catalogue import JOURNALLED, journalled_columns
from desktop.services.devices import check_number
from desktop.services.parcel_plan import Brought, ParcelPlan
from desktop.services.parcel_report import problem_document
from desktop.storage.queries import laptops
from desktop.storage.queries.quarter_of import QuarterOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from desktop.domain.join_plan import JoinConflict, JoinPlan
    from desktop.exchange.parcel import ParcelFile
    from desktop.exchange.parcel_lines import EntryLine, OperationLine
    from desktop.exchange.parcel_reader import Parcel
    from desktop.services.devices import Devices
    from desktop.storage.ledger import Ledger

_OWN_AFFAIRS = frozenset({"device", "operator", "exchange", "merge_question", "saved_filter"})
"""Kinds that nobody looks at as what a parcel brings."""
_GONE = "deleted"


class _Touched:
    """The records that unseen operations touch, and what they do to each."""

    def __init__(self, seen: dict[str, int]) -> None:
        self._seen = seen
        self.known = 0
        self.images: dict[tuple[str, str], dict[str, Any]] = {}
        self.changed: dict[tuple[str, str], None] = {}
        self.deleted: dict[tuple[str, str], None] = {}

    def read(self, records: Iterable[OperationLine | EntryLine]) -> None:
        """Go through a parcel's journal."""
        new = False
        for one in records:
            sequence = getattr(one, "sequence", None)
            if sequence is not None:
                new = sequence > self._seen.get(one.device, 0)  # type: ignore[union-attr]
                self.known += not new
            elif new:
                self._entry(one)  # type: ignore[arg-type]

    def _entry(self, entry: EntryLine) -> None:
        record = (entry.kind, entry.entity_id)
        if entry.kind not in JOURNALLED or entry.kind in _OWN_AFFAIRS:
            return
        if entry.action == INSERT:
            names = _column_names(entry.kind)
            image = json.loads(entry.new or "[]")
            self.images[record] = dict(zip(names, image, strict=False))
        elif entry.action == DELETE or (entry.field == _GONE and entry.new == "1"):
            self.deleted[record] = None
        else:
            self.changed[record] = None


def look(
    ledger: Ledger,
    devices: Devices,
    path: Path,
    parcel: Parcel,
    joined: JoinPlan,
    missing: Sequence[ParcelFile],
) -> ParcelPlan:
    """Return what taking ``parcel`` would do, in the words of people.

    Args:
        ledger: the ledger.
        devices: its laptops.
        path: the parcel's file.
        parcel: opened and verified.
        joined: what joining its journal would do.
        missing: its files that are not here.
    """
    header = parcel.header
    with ledger.reader() as connection:
        work = laptops.work(connection)
        touched = _Touched({device: done.last for device, done in work.items()})
        touched.read(parcel.records())
        quarters = QuarterOf(connection, touched.images)
        brought = _brought(touched, quarters)
        rows = tuple(_row(one, quarters) for one in joined.conflicts)
    own = next(one for one in devices.laptops() if one.own)
    recipient = "" if header.recipient in {"", *own.devices} else header.recipient
    return ParcelPlan(
        path=path,
        header=header,
        sender=devices.name_of(header.public_key),
        check=check_number(header.public_key),
        recipient=devices.device_name(recipient) if recipient else "",
        operations=joined.operations,
        known=touched.known,
        brought=brought,
        review=Review(rows),
        problems=tuple(problem_document(p.code, p.kind, p.entity_id) for p in joined.problems),
        revoked=tuple(relayed_names(devices, joined).items()),
        files=len(missing),
        file_bytes=sum(one.size for one in missing),
        unchanged=joined.unchanged,
    )


def relayed_names(devices: Devices, joined: JoinPlan) -> dict[str, int]:
    """Return name of a revoked laptop → operations of it that another laptop hands on."""
    names: Counter[str] = Counter()
    for device, count in (joined.relayed or {}).items():
        names[devices.device_name(device)] += count
    return dict(names)


def _brought(touched: _Touched, quarters: QuarterOf) -> tuple[Brought, ...]:
    counts: dict[tuple[str, str], list[int]] = {}
    gone = touched.deleted
    changed = [one for one in touched.changed if one not in touched.images and one not in gone]
    added = [one for one in touched.images if one not in gone]
    groups = (added, changed, [one for one in gone if one not in touched.images])
    for place, records in enumerate(groups):
        for kind, entity_id in records:
            where = (quarters.name(kind, entity_id), kind)
            counts.setdefault(where, [0, 0, 0])[place] += 1
    order = list(ENTITIES)
    return tuple(
        Brought(quarter, kind, *numbers)
        for (quarter, kind), numbers in sorted(
            counts.items(), key=lambda one: (not one[0][0], one[0][0], order.index(one[0][1]))
        )
    )


def _row(conflict: JoinConflict, quarters: QuarterOf) -> ReviewRow:
    """A conflict as the review shows it; who and when are those of the other side's value."""
    theirs = next((head for head in conflict.heads if head.value == conflict.theirs), None)
    return ReviewRow(
        key=f"{conflict.entity_id}.{conflict.field}",
        group=ReviewGroup.CONFLICT,
        kind=conflict.kind,
        id=conflict.entity_id,
        field=conflict.field,
        quarter=quarters.name(conflict.kind, conflict.entity_id),
        label=conflict.label,
        base=conflict.base,
        ours=conflict.ours,
        theirs=conflict.theirs,
        reason="conflict-two-laptops",
        who=theirs.who if theirs else "",
        at=theirs.at if theirs else None,
        can_type=conflict.field != _GONE,
    )


@cache
def _column_names(kind: str) -> tuple[str, ...]:
    return tuple(column.name for column in journalled_columns(kind))
