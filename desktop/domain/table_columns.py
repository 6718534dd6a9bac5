"""The columns of the household table, declared once from the fields of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.fields import Field
    from desktop.domain.values import Value

ADDRESS = "address"
"""Key of the address inside the quarter: the table's natural order, never typed."""

VERDICTS = {"verdict.water": "water", "verdict.electricity": "electricity"}
"""Keys of the two verdicts → utility; answered by rule when a row is shown."""

METERS = ("water_meter", "electricity_meter")
GROUPS = ("household", *METERS, "quarter", "building", "unit")
"""Where columns come from, in the order in which a person is offered them."""

_HIDDEN = frozenset({"household.owner_group_id"})
_BY_RULE = frozenset({"water_meter.expires_on", "electricity_meter.expires_on"})
_PREFIX = {
    "household": ("", ""),
    "water_meter": ("水表·", "water meter: "),
    "electricity_meter": ("电表·", "electricity meter: "),
    "quarter": ("小区·", "quarter: "),
    "building": ("楼栋·", "building: "),
    "unit": ("单元·", "unit: "),
}
_NARROWEST, _WIDEST = 8, 18
_FUNNEL = 3
_WIDTHS = {
    Kind.DATE: 11,
    Kind.MOMENT: 16,
    Kind.INTEGER: 7,
    Kind.DECIMAL: 9,
    Kind.BOOLEAN: 6,
    Kind.CODE: 12,
}
# What people write there is shorter or longer than the field allows.
_USUAL_WIDTHS = {
    "household.owner_name": 11,
    "household.phone": 13,
    "household.visit_state": 11,
    "household.w_state": 17,
    "household.e_state": 17,
    "household.consent_w": 11,
    "household.consent_e": 11,
    "household.remarks": 22,
    "quarter.name": 14,
    "water_meter.body_no": 17,
    "electricity_meter.asset_no": 21,
}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column.

    Attributes:
        key: stable name, such as ``household.owner_name`` or ``water_meter.body_no``.
        kind: entity kind whose record holds the value; empty when it is computed.
        field: the declared field; None when it is computed.
        label: Chinese heading; ``label_en`` the English one.
        width: width to begin with, in figures.
        editable: whether a person may type into it here.
    """

    key: str
    kind: str
    field: Field | None
    label: str
    label_en: str
    width: int
    editable: bool

    def heading(self, language: str) -> str:
        """Return the heading in ``language``."""
        return self.label if language == "zh_CN" else self.label_en

    @property
    def computed(self) -> bool:
        """Whether no field stands behind it."""
        return self.field is None

    @property
    def searchable(self) -> bool:
        """Whether the table can be ordered and narrowed by it."""
        return self.key not in VERDICTS

    @property
    def numeric(self) -> bool:
        """Whether its values can be added up."""
        return self.field is not None and self.field.kind in {Kind.INTEGER, Kind.DECIMAL}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One household in the table.

    Attributes:
        number: row number in this ledger file.
        id: its id; ``building_id`` the building it stands in, empty for none.
        meters: entity kind → id of its first meter in use; a kind without one is missing.
        values: by column, in the order asked for.
    """

    number: int
    id: str
    building_id: str
    meters: Mapping[str, str]
    values: tuple[Value, ...]


DEFAULT = (
    "quarter.name",
    ADDRESS,
    "household.owner_name",
    "household.phone",
    "household.visit_state",
    "household.w_state",
    "water_meter.body_no",
    "verdict.water",
    "household.e_state",
    "electricity_meter.asset_no",
    "verdict.electricity",
    "household.consent_w",
    "household.consent_e",
    "household.remarks",
)
"""What a person sees who has chosen nothing."""


@cache
def columns() -> Mapping[str, TableColumn]:
    """Return every column of the table by key, in the order in which they are offered."""
    found = [
        TableColumn(ADDRESS, "", None, "地址", "Address", 15, editable=False),
        TableColumn("verdict.water", "", None, "水达标", "Water met", 10, editable=False),
        TableColumn("verdict.electricity", "", None, "电达标", "Power met", 10, editable=False),
    ]
    for kind in GROUPS:
        found += [
            _column(kind, field)
            for field in ENTITIES[kind].fields
            if field.kind is not Kind.REFERENCE and f"{kind}.{field.name}" not in _HIDDEN
        ]
    return {column.key: column for column in found}


def column(key: str) -> TableColumn:
    """Return one column.

    Raises:
        KeyError: there is none of that key.
    """
    return columns()[key]


def known(keys: Iterable[str]) -> tuple[str, ...]:
    """Return those of ``keys`` that are columns, each once, in their order."""
    return tuple(dict.fromkeys(key for key in keys if key in columns()))


def own_fields(keys: Sequence[str], kind: str) -> list[tuple[int, Field]]:
    """Return (place among ``keys``, field) of the columns that the record of ``kind`` holds."""
    return [
        (place, found.field)
        for place, key in enumerate(keys)
        if (found := columns()[key]).kind == kind and found.field is not None
    ]


def _column(kind: str, field: Field) -> TableColumn:
    chinese, english = _PREFIX[kind]
    key = f"{kind}.{field.name}"
    # "水表类型" says whose it is without our help.
    own = bool(chinese) and field.label.startswith(chinese.removesuffix("·"))
    label = field.label if own else f"{chinese}{field.label}"
    label_en = f"{english}{field.label_en}".capitalize()
    usual = _WIDTHS.get(field.kind, min(max(field.length // 2, _NARROWEST), _WIDEST))
    # A Chinese character is two figures wide; a long heading is shortened rather.
    heading = min(2 * len(label) + _FUNNEL, _WIDEST)
    width = _USUAL_WIDTHS.get(key) or max(usual, heading)
    editable = kind in {"household", *METERS} and key not in _BY_RULE
    if field.unit:
        label, label_en = f"{label}({field.unit})", f"{label_en} ({field.unit})"
    return TableColumn(key, kind, field, label, label_en, width, editable)
