"""What the demo's quarters have on file, read from ``resources/demo/project.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.domain.amounts import to_fen
from desktop.domain.fields import ENTITIES, Kind
from desktop.kernel.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.domain.fields import Field
    from desktop.domain.values import Record, Value
    from desktop.kernel.identity import IdFactory

PARTS = ("finished", "stuck", "overridden", "voting", "building", "moved")
"""The parts of the story, for the quarters in their order."""

_AHEAD = frozenset({"term_to"})
"""Days that may be written out though they are still to come; every other one is past by now."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one part of the story takes place.

    Attributes:
        quarter_id: the quarter; empty for the office itself.
        households: how many doors, for amounts per household.
        buildings: ids of the buildings in their order.
    """

    quarter_id: str
    households: int
    buildings: Sequence[str]


class Registers:
    """Turns the tables of the story into records with days, ids and amounts."""

    def __init__(
        self, today: date, make_id: IdFactory, stands: Mapping[str, Stand], known: Mapping[str, str]
    ) -> None:
        """Set up.

        Args:
            today: the day from which the story counts.
            make_id: where row ids come from.
            stands: part of the story → where it takes place.
            known: name of an organisation on file → its id.
        """
        self._today = today
        self._make_id = make_id
        self._stands = stands
        self._organisations = dict(known)

    def records(self, part: str) -> dict[str, list[Record]]:
        """Return kind → records of one part of the story, parents before children."""
        found: dict[str, list[Record]] = {}
        for kind, tables in _story()[part].items():
            for table in tables:
                for each, record in self._tree(part, kind, table, {}):
                    found.setdefault(each, []).append(record)
        return found

    def _tree(
        self, part: str, kind: str, table: Mapping[str, Any], parent: Record
    ) -> Iterator[tuple[str, Record]]:
        part = table.get("of", part)
        stand = self._stands.get(part)
        if stand is None:
            return
        values: dict[str, Value] = {"id": self._make_id(), **parent}
        if ENTITIES[kind].field("quarter_id") is not None:
            values["quarter_id"] = stand.quarter_id or None
        children = []
        for name, raw in table.items():
            field = ENTITIES[kind].field(name)
            if field is not None:
                values[name] = self._value(field, raw, stand)
            elif isinstance(raw, list):
                children.append((name, raw))
        values |= self._links(table, stand)
        if kind == "organisation":
            self._organisations[str(values["name"])] = str(values["id"])
        yield kind, values
        for child, tables in children:
            for below in tables:
                yield from self._tree(part, child, below, {f"{kind}_id": values["id"]})

    def _links(self, table: Mapping[str, Any], stand: Stand) -> Record:
        links: dict[str, Value] = {}
        if "organisation" in table:
            links["organisation_id"] = self._organisations[table["organisation"]]
        if "building" in table:
            number = min(table["building"], len(stand.buildings))
            links["building_id"] = stand.buildings[number - 1]
        return links

    def _value(self, field: Field, raw: Any, stand: Stand) -> Value:
        if field.kind is Kind.DATE:
            written = isinstance(raw, date) and field.name in _AHEAD
            return raw if written else self._day(raw)
        if field.kind is Kind.MOMENT:
            return datetime.combine(self._day(raw[0]), time.fromisoformat(raw[1])).astimezone()
        if field.kind is Kind.DECIMAL:
            if isinstance(raw, dict):
                return to_fen(Decimal(raw["each"]) * stand.households)
            return to_fen(Decimal(raw))
        return raw  # type: ignore[no-any-return]

    def _day(self, raw: date | int) -> date:
        if isinstance(raw, int):
            return self._today + timedelta(days=raw)
        return min(raw, self._today)


@cache
def _story() -> dict[str, Any]:
    return tomllib.loads(resource("demo", "project.toml").read_text(encoding="utf-8"))
