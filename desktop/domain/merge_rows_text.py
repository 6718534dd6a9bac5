"""A workbook row without ticket as one text: how an open question keeps it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.domain.merge_plan import NOWHERE, Insertion, Place
from desktop.domain.values import canonical, restore

if TYPE_CHECKING:
    from collections.abc import Sequence


def row_text(rows: Sequence[Insertion]) -> str:
    """Return the new records of one row with where they belong, as JSON of canonical texts."""
    told = [
        {
            "kind": one.kind,
            "match": one.match or "",
            "parent": list(one.parent or ()),
            "values": {
                field.name: canonical(field, one.values[field.name])
                for field in ENTITIES[one.kind].fields
                if field.name in one.values
            },
        }
        for one in rows
    ]
    address = {key: text for key, text in rows[0].address.items() if text}
    return json.dumps({"address": address, "rows": told}, ensure_ascii=False, sort_keys=True)


def rows_of_text(text: str, place: Place = NOWHERE) -> list[Insertion]:
    """Return what :func:`row_text` wrote; what cannot be read any more is left out."""
    try:
        kept = json.loads(text)
        return [_row(one, kept["address"], place) for one in kept["rows"]]
    except (AttributeError, KeyError, TypeError, ValueError):
        return []


def _row(told: dict[str, object], address: dict[str, str], place: Place) -> Insertion:
    kind, parent, values = str(told["kind"]), told["parent"], told["values"]
    fields = {field.name: field for field in ENTITIES[kind].fields}
    assert isinstance(parent, list)  # noqa: S101 - as written above
    assert isinstance(values, dict)  # noqa: S101 - as written above
    return Insertion(
        kind,
        {name: restore(fields[name], value) for name, value in values.items()},
        address,
        (parent[0], parent[1]) if parent else None,
        str(told["match"]) or None,
        place,
    )
