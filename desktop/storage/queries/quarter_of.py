"""In which quarter a record is, whatever its kind: by what it refers to, step by step up."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from desktop.domain.field_kinds import Kind
from desktop.domain.fields import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from desktop.domain.values import Value

_UPWARDS = ("quarter", "building", "unit", "household", "vote", "acceptance", "meeting",
            "committee", "inspection", "audit", "water_meter", "electricity_meter")  # fmt: skip
_OWNER = ("owner_kind", "owner_id")
_DEEPEST = 8


class QuarterOf:
    """Finds quarters, and remembers the way.

    Args (of the constructor):
        connection: of the ledger.
        made: (kind, id) → values of records that are not in the ledger yet.
    """

    def __init__(
        self,
        connection: Connection,
        made: Mapping[tuple[str, str], Mapping[str, Value]] | None = None,
    ) -> None:
        self._connection = connection
        self._made = made or {}
        self._known: dict[tuple[str, str], str] = {}

    def name(self, kind: str, entity_id: str) -> str:
        """Return the name of a record's quarter; empty for what belongs to the whole office."""
        return self._find(kind, entity_id, _DEEPEST)

    def _find(self, kind: str, entity_id: str, depth: int) -> str:
        place = (kind, entity_id)
        if place not in self._known:
            self._known[place] = ""  # a ring ends here
            self._known[place] = self._look(kind, entity_id, depth)
        return self._known[place]

    def _look(self, kind: str, entity_id: str, depth: int) -> str:
        ways = _ways(kind)
        if not depth or (kind != "quarter" and not ways):
            return ""
        values = self._made.get((kind, entity_id)) or self._stored(kind, entity_id)
        if kind == "quarter":
            return str(values.get("name") or values.get("quarter_code") or "")
        for field, target in ways:
            above = values.get(field)
            owner = str(values.get(_OWNER[0]) or "") if field == _OWNER[1] else target
            if above and owner and (found := self._find(owner, str(above), depth - 1)):
                return found
        return ""

    def _stored(self, kind: str, entity_id: str) -> dict[str, Value]:
        names = [field for field, _ in _ways(kind)]
        if _OWNER[1] in names:
            names.append(_OWNER[0])
        if kind == "quarter":
            names = ["name", "quarter_code"]
        row = self._connection.exec_driver_sql(
            f"SELECT {', '.join(names)} FROM {kind} WHERE id = ?", (entity_id,)
        ).first()
        return {} if row is None else dict(zip(names, row, strict=True))


@cache
def _ways(kind: str) -> tuple[tuple[str, str], ...]:
    """Return (field, kind it refers to) of the ways up, the shortest first."""
    entity = ENTITIES.get(kind)
    if entity is None:
        return ()
    ways = [
        (field.name, field.target)
        for field in entity.fields
        if field.kind is Kind.REFERENCE and field.target in _UPWARDS
    ]
    ways.sort(key=lambda way: _UPWARDS.index(way[1]))
    if entity.field(_OWNER[1]) is not None:
        ways.append((_OWNER[1], ""))
    return tuple(ways)
