"""What a sheet of the district workbook is made of: columns, each declared once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES, Field, Kind, Side

if TYPE_CHECKING:
    from collections.abc import Mapping

ACTION_KEY = "row.action"
_FORMATS = {"元": "#,##{}", "%": '{}"%"'}
"""Number formats by unit; the others show the plain number."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a data sheet.

    Attributes:
        key: ``kind.field``, stable; stands in the hidden first row.
        label: Chinese heading; unique in its sheet.
        field: rules of its values; None for the column 操作.
        width: in characters.
        context: shown to find one's way (address, counts); never taken back.
        group: which columns it stands among; the guide tells by group who may edit.
    """

    key: str
    label: str
    field: Field | None
    width: float
    context: bool = False
    group: str = ""

    @property
    def side(self) -> Side:
        """Whose column it is."""
        if self.field is None:
            return Side.BOTH
        return Side.STREET if self.context else self.field.side

    @property
    def number_format(self) -> str:
        """Return the spreadsheet format: text wherever zeros, long digits or dashes may live."""
        if self.field is None:
            return "@"
        if self.field.kind is Kind.DATE:
            return "yyyy-mm-dd"
        if self.field.kind is Kind.INTEGER:
            return "0"
        if self.field.kind is Kind.DECIMAL:
            places = "0." + "0" * self.field.places
            return _FORMATS.get(self.field.unit, "{}").format(places)
        return "@"


@dataclass(frozen=True)
class Sheet:
    """One data sheet.

    Attributes:
        key: stable name.
        title: name on the tab.
        letter: first letter of its row tickets.
        kinds: entities of one row, the leading one first; a ticket carries their ids.
        columns: in order, without the two hidden ones.
        note: one line for the guide.
        pages_wide: sheets of paper side by side when printed.
    """

    key: str
    title: str
    letter: str
    kinds: tuple[str, ...]
    columns: tuple[Column, ...]
    note: str = ""
    pages_wide: int = 1

    @property
    def way(self) -> int:
        """How many columns at the left say what a row is about; they stay in view."""
        found = 0
        while found < len(self.columns) and self.columns[found].context:
            found += 1
        return found if self.kinds and found else 2

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        """Columns by key."""
        return {column.key: column for column in self.columns}

    @cached_property
    def by_label(self) -> Mapping[str, Column]:
        """Columns by heading."""
        return {column.label: column for column in self.columns}


_WIDTHS = {Kind.DATE: 12.0, Kind.INTEGER: 8.0, Kind.DECIMAL: 12.0}
_NARROWEST, _WIDEST = 7.0, 24.0
_SINGLE = {
    "owner_name": 11.0,
    "room_no": 9.0,
    "phone": 13.5,
    "name": 18.0,
    "remarks": 24.0,
    "plan_note": 30.0,
    "area_group": 14.0,
    "community": 14.0,
}
"""Fields that need less room, or more, than their longest text would."""
_PLACES = {
    "quarter_code": ("quarter.quarter_code", "小区编码", 14.0),
    "quarter": ("quarter.name", "小区名称", 18.0),
    "building": ("building.building_no", "楼栋", 8.0),
    "unit": ("unit.unit_no", "单元", 8.0),
}
WHERE = "位置"


def _made(key: str, field: Field, label: str, group: str, *, context: bool) -> Column:
    label = label or field.label
    heading = 2.1 * ((len(label) + 1) // 2) + 3.5  # a heading takes two lines
    width = max(_usual_width(field), heading, _NARROWEST)
    return Column(key, label, field, round(width, 1), context, group)


def _usual_width(field: Field) -> float:
    if field.name in _SINGLE:
        return _SINGLE[field.name]
    if field.codes is not None:
        longest = max(len(pair[0]) for pair in field.codes.labels.values())
        return min(_WIDEST, 2.1 * longest + 1.5)
    return _WIDTHS.get(field.kind, min(_WIDEST, 6 + field.length / 2))


def columns(group: str, kind: str, names: str, *, context: bool = False) -> tuple[Column, ...]:
    """Return columns for space-separated ``name`` or ``name=label`` of one entity."""
    made = []
    for word in names.split():
        name, _, label = word.partition("=")
        field = ENTITIES[kind].field(name)
        if field is None:
            raise KeyError(word)
        made.append(_made(f"{kind}.{name}", field, label, group, context=context))
    return tuple(made)


def address(*words: str) -> tuple[Column, ...]:
    """Return the columns that say where a row belongs: quarter_code, quarter, building, unit."""
    made = []
    for word in words:
        key, label, width = _PLACES[word]
        kind, _, name = key.partition(".")
        (column,) = columns(WHERE, kind, f"{name}={label}", context=True)
        made.append(replace(column, width=width))
    return tuple(made)


def figures(group: str, kind: str, *fields: Field) -> tuple[Column, ...]:
    """Return columns of computed figures, only to look at."""
    return tuple(_made(f"{kind}.{field.name}", field, "", group, context=True) for field in fields)
