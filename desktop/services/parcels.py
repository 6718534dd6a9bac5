"""Parcels: what one laptop of the office hands to another."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import ENTITIES
from desktop.domain.parcel_changes import RecordChange, changes_of
from desktop.domain.values import canonical
from desktop.kernel.errors import InputError
from desktop.models.device import Device
from desktop.services.frozen import FREEZES, frozen
from desktop.storage.journal import Journal
from desktop.storage.keyring import derived
from desktop.storage.migrations.upgrade import SCHEMA
from desktop.storage.queries import exchanges
from desktop.storage.queries.labels import labels_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.domain.journal import Entry, Operation
    from desktop.domain.values import Record, Value
    from desktop.exchange.parcel_first import ParcelHeader
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.services.backing_up import BackingUp
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork

TRAVELLING = frozenset(ENTITIES) - {"exchange"}
"""What other laptops get; operators and devices are each ledger's own."""

_ALL = 10**9


@dataclass(slots=True)
class _Outcome:
    """What taking a parcel does, before it is written."""

    inserts: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    updates: dict[str, dict[str, dict[str, Value]]] = field(default_factory=dict)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    kept: list[list[str]] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    unchanged: int = 0
    fields: int = 0
    deleted: int = 0


class Parcels:
    """Makes and takes encrypted, signed parcels of journalled operations."""

    def __init__(
        self, ledger: Ledger, clock: Clock, make_id: IdFactory, backups: BackingUp
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._make_id = make_id
        self._backups = backups

    def make(self, path: Path, *, recipient: str | None = None) -> dict[str, Any]:
        """Write what other laptops may not have seen yet to ``path``.

        Args:
            path: the parcel.
            recipient: device it is for: only what that one has not shown to have seen.

        Raises:
            MachineError: the stick is full or cannot be written.
        """
        from desktop.exchange.parcel_first import ParcelHeader, write_parcel

        journal = Journal(self._ledger)
        since = self._seen_by(recipient) if recipient else {}
        operations = [
            operation
            for operation in journal.operations(limit=_ALL)
            if operation.sequence > since.get(operation.device, 0)
        ]
        numbers = {operation.number for operation in operations}
        entries = [e for e in journal.entries(limit=_ALL) if e.operation in numbers]
        header = ParcelHeader(
            parcel_id=self._make_id(),
            device=self._ledger.device_id,
            recipient=recipient or "",
            schema=SCHEMA,
            made_at=self._clock.now().isoformat(timespec="seconds"),
            since=since,
            vector={**self._taken(), **journal.vector()},
            records=len(operations) + len(entries),
        )
        size = write_parcel(
            path,
            header,
            [*operations, *entries],
            office_key=derived(self._ledger.key, "parcel"),
            sign=self._ledger.machine.sign,
        )
        return {
            "path": str(path),
            "device": header.device,
            "for": header.recipient,
            "operations": len(operations),
            "vector": header.vector,
            "bytes": size,
        }

    def take(
        self, path: Path, *, decisions: str | Mapping[str, Any] = "leave", dry_run: bool = False
    ) -> dict[str, Any]:
        """Merge a parcel field by field, as one operation; return the contract's answer.

        Raises:
            InputError: damaged, truncated, of another office, of a newer program, or from a
                device that is not enrolled; nothing of it is used.
        """
        from desktop.exchange.parcel_first import read_parcel

        header, records = read_parcel(
            path,
            office_key=derived(self._ledger.key, "parcel"),
            public_key=self._public_key,
            newest_schema=SCHEMA,
        )
        outcome = self._judge(records, decisions)
        if not dry_run:
            self._write(header, outcome)
        labels = self._labels(outcome)
        for conflict in outcome.conflicts:
            conflict["label"] = labels.get(conflict["entity_id"], "")
        return {
            "export_id": header.parcel_id,
            "from": header.device,
            "rows": header.records,
            "applied": {
                "fields": outcome.fields,
                "inserted": sum(map(len, outcome.inserts.values())),
                "deleted": outcome.deleted,
            },
            "unchanged": outcome.unchanged,
            "conflicts": outcome.conflicts,
            "problems": outcome.problems,
            "dry_run": dry_run,
        }

    def _judge(
        self, records: list[Operation | Entry], decisions: str | Mapping[str, Any]
    ) -> _Outcome:
        seen = {**self._taken(), **Journal(self._ledger).vector()}
        outcome = _Outcome()
        settled = self._settled()
        with self._ledger.reader() as connection:
            from desktop.storage.queries.card import record

            changes = changes_of(records, seen, TRAVELLING)
            reopened = _reopened(changes)
            for change in changes:
                present = record(connection, change.kind, change.id)
                if (
                    not _beside(change)
                    and _alters(change, present)
                    and (code := frozen(connection, change.kind, _values(change), reopened))
                ):
                    outcome.problems.append(_problem(code, change))
                    continue
                _compare(change, present, outcome, decisions, settled)
        return outcome

    def _write(self, header: ParcelHeader, outcome: _Outcome) -> None:
        self._backups.automatic("merge")
        with self._ledger.unit_of_work("parcel") as work:
            _apply(work, outcome)
            # Open conflicts are offered again until they are decided, so what was seen must not
            # move past them.
            seen = {} if outcome.conflicts else header.vector
            work.insert(
                "exchange",
                [
                    {
                        "direction": "parcel",
                        "export_code": header.device,
                        "vector": json.dumps(seen),
                        "scope": json.dumps(header.vector),
                        "summary": json.dumps(outcome.kept),
                        "made_at": self._clock.now(),
                    }
                ],
            )

    def _public_key(self, device: str) -> bytes | None:
        from sqlalchemy import select

        table = Device.__table__
        with self._ledger.reader() as connection:
            row = connection.execute(
                select(table.c.public_key, table.c.revoked).where(table.c.id == device)
            ).first()
        if row is None or row[1] or not row[0]:
            return None
        return bytes.fromhex(row[0])

    def _parcels(self) -> list[dict[str, Any]]:
        with self._ledger.reader() as connection:
            return exchanges.parcels(connection)

    def _taken(self) -> dict[str, int]:
        """Return device → sequence that parcels have brought here."""
        return _highest(row["vector"] for row in self._parcels())

    def _seen_by(self, device: str) -> dict[str, int]:
        """Return what ``device`` has shown to have seen, by its own parcels."""
        found = [row["scope"] for row in self._parcels() if row["export_code"] == device]
        if not found and not any(row == device for row in Journal(self._ledger).vector()):
            raise InputError("device-id-wrong", device=device)
        return _highest(found)

    def _settled(self) -> set[tuple[str, ...]]:
        return {tuple(key) for row in self._parcels() for key in json.loads(row["summary"] or "[]")}

    def _labels(self, outcome: _Outcome) -> dict[str, str]:
        wanted = {(c["entity_kind"], c["entity_id"]) for c in outcome.conflicts}
        with self._ledger.reader() as connection:
            return labels_of(connection, wanted)


def _highest(vectors: Any) -> dict[str, int]:
    highest: dict[str, int] = {}
    for text in vectors:
        for device, sequence in json.loads(text or "{}").items():
            highest[device] = max(sequence, highest.get(device, 0))
    return highest


def _reopened(changes: list[RecordChange]) -> set[str]:
    """Return the votes and acceptances whose closing was taken back on the other laptop."""
    return {
        change.id
        for change in changes
        for name, (base, _) in change.fields.items()
        if (change.kind, name) in FREEZES and base is not None
    }


def _alters(change: RecordChange, present: Record | None) -> bool:
    if present is None:
        return True
    ours = {**present, "deleted": False}
    return any(ours.get(name) != theirs for name, (_, theirs) in change.fields.items())


def _beside(change: RecordChange) -> bool:
    """Whether it is a new count beside the frozen one, which alters nothing that is frozen."""
    if change.kind != "vote_count" or change.image is None:
        return False
    return not _values(change).get("final")


def _values(change: RecordChange) -> Record:
    fields = {name: new for name, (_, new) in change.fields.items()}
    return {**(change.image or {}), **fields, "id": change.id}


def _problem(code: str, change: RecordChange) -> dict[str, Any]:
    """What would alter a vote closed here, or an acceptance decided here, is left out and told."""
    place = {"sheet": change.kind, "row": 0, "column": "", "value": change.id}
    return {**place, "code": code, "message": code}


def _compare(
    change: RecordChange,
    present: Record | None,
    outcome: _Outcome,
    decisions: str | Mapping[str, Any],
    settled: set[tuple[str, ...]],
) -> None:
    """Judge one record three ways: base and theirs from the parcel, ours from the ledger."""
    if present is None:
        if change.image is not None:
            values = {**change.image, **{name: new for name, (_, new) in change.fields.items()}}
            if not values.pop("deleted", False):
                outcome.inserts.setdefault(change.kind, []).append({**values, "id": change.id})
        return
    for name, (base, theirs) in change.fields.items():
        ours = False if name == "deleted" else present.get(name)
        if ours == theirs:
            outcome.unchanged += 1
        elif ours == base:
            _take(change, name, theirs, outcome)
        else:
            _conflict(change, name, (base, ours, theirs), outcome, decisions, settled)


def _take(change: RecordChange, name: str, theirs: Value, outcome: _Outcome) -> None:
    outcome.updates.setdefault(change.kind, {}).setdefault(change.id, {})[name] = theirs
    if name == "deleted":
        outcome.deleted += 1
    else:
        outcome.fields += 1


def _conflict(
    change: RecordChange,
    name: str,
    values: tuple[Value, Value, Value],
    outcome: _Outcome,
    decisions: str | Mapping[str, Any],
    settled: set[tuple[str, ...]],
) -> None:
    field_of = ENTITIES[change.kind].field(name)
    base, ours, theirs = (canonical(field_of, v) if field_of else str(v) for v in values)
    if (change.id, name, theirs) in settled:
        outcome.unchanged += 1
        return
    answer: Any = decisions
    if not isinstance(decisions, str):
        answer = decisions.get(change.id, decisions.get("*", "leave"))
        if not isinstance(answer, str):
            answer = answer.get(name, "leave")
    if answer == "theirs":
        _take(change, name, values[2], outcome)
    elif answer == "ours":
        outcome.kept.append([change.id, name, theirs])
    else:
        outcome.conflicts.append(
            {
                "entity_kind": change.kind,
                "entity_id": change.id,
                "label": "",
                "field": name,
                "base": base,
                "ours": ours,
                "theirs": theirs,
            }
        )


def _apply(work: UnitOfWork, outcome: _Outcome) -> None:
    for kind in ENTITIES:
        if outcome.inserts.get(kind):
            work.insert(kind, outcome.inserts[kind])
    for kind, rows in outcome.updates.items():
        work.update_many(kind, rows.items())
