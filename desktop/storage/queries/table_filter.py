"""Conditions on the columns of the household table, as SQL over ``household h``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.codes import ElectricityRole, WaterRole
from desktop.domain.fields import Kind
from desktop.domain.list_filter import Test
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.table_columns import METERS, column
from desktop.domain.values import restore
from desktop.storage.codec import encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.fields import Field
    from desktop.domain.list_filter import Condition
    from desktop.domain.rows import Scope
    from desktop.domain.table_columns import TableColumn

_OWN_ROLE = {
    "water_meter": int(WaterRole.HOUSEHOLD),
    "electricity_meter": int(ElectricityRole.HOUSEHOLD),
}
_OUT = ", ".join(str(int(state)) for state in sorted(OUT_OF_USE))
_PARENTS = {"quarter": "quarter_id", "building": "building_id", "unit": "unit_id"}
_ASCII = "{0} NOT GLOB '*[^ -~]*'"
_NAMED = (
    "CASE WHEN {0} IS NULL OR {0} = '' THEN '' WHEN " + _ASCII + " THEN {0} || '{1}' ELSE {0} END"
)
_LABEL = (
    f"{_NAMED.format('b.building_no', '栋')} || CASE WHEN u.unit_no = '0' THEN '' ELSE "
    f"{_NAMED.format('u.unit_no', '单元')} END || coalesce(h.room_no, '')"
)


def in_use(kind: str, alias: str = "m") -> str:
    """Return the test that a meter of ``kind`` is a household's own and still measures."""
    return (
        f"{alias}.deleted = 0 AND ({alias}.role IS NULL OR {alias}.role = {_OWN_ROLE[kind]}) "
        f"AND ({alias}.state IS NULL OR {alias}.state NOT IN ({_OUT}))"
    )


def first_in_use(kind: str) -> str:
    """Return the test that meter ``m`` is the first in use at its household."""
    return (
        f"m.household_id IS NOT NULL AND {in_use(kind)} AND NOT EXISTS (SELECT 1 FROM {kind} e "
        f"WHERE e.household_id = m.household_id AND e.id < m.id AND {in_use(kind, 'e')})"
    )


def narrowed(scope: Scope) -> tuple[str, list[Any]]:
    """Return the test for a part of the ledger, empty for all of it."""
    for name, value in (
        ("unit_id", scope.unit_id),
        ("building_id", scope.building_id),
        ("quarter_id", scope.quarter_id),
    ):
        if value is not None:
            return f"h.{name} = ?", [value]
    return "", []


def where(conditions: Sequence[Condition]) -> tuple[str, list[Any]]:
    """Return the tests joined by AND, empty for none, and what they are asked with."""
    parts, parameters = [], []
    for condition in conditions:
        part, given = _test(condition, column(condition.key))
        parts.append(f"({part})")
        parameters += given
    return " AND ".join(parts), parameters


def _test(condition: Condition, of: TableColumn) -> tuple[str, list[Any]]:
    if of.field is None:
        return (
            "h.rowid IN (SELECT h.rowid FROM household h "
            "LEFT JOIN unit u ON u.id = h.unit_id LEFT JOIN building b ON b.id = h.building_id "
            f"WHERE instr(lower({_LABEL}), lower(?)))",
            [condition.text],
        )
    if of.kind == "household":
        return _asked(condition, of.field, f"h.{of.field.name}")
    if of.kind in METERS:
        return _over(
            condition,
            of.field,
            "h.id",
            f"SELECT m.household_id FROM {of.kind} m WHERE {first_in_use(of.kind)}",
            of.kind,
        )
    return _over(
        condition, of.field, f"h.{_PARENTS[of.kind]}", f"SELECT m.id FROM {of.kind} m WHERE 1"
    )


def _over(
    condition: Condition, field: Field, name: str, rows: str, of_meter: str = ""
) -> tuple[str, list[Any]]:
    """Ask it of another table; what has no record there is empty."""
    value = f"m.{field.name}"
    if condition.test is Test.EMPTY:
        return f"{name} IS NULL OR {name} NOT IN ({rows} AND {_filled(field, value)})", []
    if condition.test is Test.ONE_OF and None in condition.codes:
        rest = (
            tuple(code for code in field.codes.labels if code not in condition.codes)
            if field.codes
            else ()
        )
        marks = ",".join("?" * len(rest))
        return f"{name} IS NULL OR {name} NOT IN ({rows} AND {value} IN ({marks}))", list(rest)
    asked, given = _asked(condition, field, value)
    if of_meter and condition.test in {Test.CONTAINS, Test.EQUALS}:
        # An index of the column alone tells which rows to look at; most have a few.
        asked = f"m.rowid IN (SELECT m.rowid FROM {of_meter} m WHERE {asked})"
    return f"{name} IN ({rows} AND ({asked}))", given


def _asked(condition: Condition, field: Field, value: str) -> tuple[str, list[Any]]:
    if condition.test is Test.CONTAINS:
        return _contains(value, condition.text)
    if condition.test is Test.EQUALS:
        return f"{value} = ?", [condition.text]
    if condition.test is Test.EMPTY:
        return f"NOT ({_filled(field, value)})", []
    if condition.test is Test.FILLED:
        return _filled(field, value), []
    if condition.test is Test.ONE_OF:
        given = [code for code in condition.codes if code is not None]
        test = f"{value} IN ({','.join('?' * len(given))})"
        return (f"{test} OR {value} IS NULL" if None in condition.codes else test), given
    return _range(condition, field, value)


def _contains(value: str, text: str) -> tuple[str, list[Any]]:
    # A partial index of what is filled is only used when that is said.
    if text.lower() == text.upper():
        return f"{value} IS NOT NULL AND instr({value}, ?)", [text]
    return f"{value} IS NOT NULL AND instr(lower({value}), lower(?))", [text]


def _filled(field: Field, value: str) -> str:
    return (
        f"{value} IS NOT NULL AND {value} <> ''"
        if field.kind is Kind.TEXT
        else f"{value} IS NOT NULL"
    )


def _range(condition: Condition, field: Field, value: str) -> tuple[str, list[Any]]:
    parts, given = [], []
    for sign, text in ((">=", condition.low), ("<=", condition.high)):
        if text:
            parts.append(f"{value} {sign} ?")
            given.append(stored(condition.key, field, text))
    return " AND ".join(parts), given


def stored(key: str, field: Field, text: str) -> Any:
    """Return what the column stores for a canonical text."""
    return encode(column(key).kind, {field.name: restore(field, text)})[field.name]
