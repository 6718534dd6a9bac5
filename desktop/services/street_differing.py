"""Where the district's ledger says something else than the street said last."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.domain.values import canonical
from desktop.exchange.sheets import SHEETS
from desktop.services.street_memory import StreetMemory
from desktop.storage.journal import Journal
from desktop.storage.queries import streets as queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from desktop.domain.values import Record, Value
    from desktop.storage.ledger import Ledger

_CARRIED: dict[str, set[str]] = defaultdict(set)
for _sheet in SHEETS:
    for _column in _sheet.columns:
        if _sheet.kinds and not _column.context and _column.field is not None:
            _kind, _, _name = _column.key.partition(".")
            _CARRIED[_kind].add(_name)


@dataclass(frozen=True, slots=True)
class Differing:
    """One value.

    Attributes:
        kind: entity kind; ``id`` the record, ``field`` which of its fields.
        lead: id of the record that leads its row in the workbook.
        theirs: canonical text of what the street said; ``ours`` of what the district says.
        declined: whether the street has merged a workbook with this very value and still says
            otherwise.
    """

    kind: str
    id: str
    field: str
    lead: str
    theirs: str
    ours: str
    declined: bool = False


def differing(ledger: Ledger, street: Mapping[str, Value]) -> list[Differing]:
    """Return every value that the street and the district say differently, in a fixed order."""
    vector = {k: int(v) for k, v in json.loads(str(street["taken_vector"] or "{}")).items()}
    code = str(street["code"])
    with ledger.reader() as connection:
        taken = queries.intakes(connection, code)
        memory = StreetMemory.from_text(str(taken[0]["summary"]) if taken else None)
        seen = _seen_and_declined(connection, code, memory)
        changed = {kind: set(queries.changed_since(connection, kind, vector)) for kind in _CARRIED}
        for (one, _), (kind, _) in memory.said.items():
            if kind in changed:
                changed[kind].add(one)
        found: list[Differing] = []
        for kind, ids in changed.items():
            here = queries.of_street(connection, kind, ids, code)
            records = queries.records(connection, kind, sorted(here))
            base = Journal(ledger).base_values(kind, set(here), vector) | memory.values()
            found += _of_kind(kind, here, records, base, seen)
    return sorted(found, key=lambda one: (one.kind, one.id, one.field))


def _of_kind(
    kind: str,
    leads: Mapping[str, str],
    records: Mapping[str, Record],
    base: Mapping[tuple[str, str], Value],
    seen: set[tuple[str, str, str]],
) -> list[Differing]:
    fields = {f.name: f for f in ENTITIES[kind].fields if f.name in _CARRIED[kind]}
    found = []
    for (one, name), value in base.items():
        record = records.get(one)
        if record is None or name not in fields:
            continue
        theirs, ours = canonical(fields[name], value), canonical(fields[name], record.get(name))
        if theirs != ours:
            declined = (one, name, ours) in seen
            found.append(Differing(kind, one, name, leads[one], theirs, ours, declined))
    return found


def _seen_and_declined(
    connection: Connection, code: str, memory: StreetMemory
) -> set[tuple[str, str, str]]:
    """Return (id, field, text) of what the street had before it when it said otherwise."""
    merged = set(memory.merged)
    return {
        (one, name, text)
        for digest, summary in queries.sendings(connection, code)
        if digest in merged
        for one, name, text in json.loads(summary or "{}").get("sent", ())
    }
