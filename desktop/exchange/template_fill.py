"""Filling a district's own form: rows into its free rows, or beside the names it lists already.

Nothing of the form but the filled cells changes, and where there is no room it is said in words:
rows are never pushed down into sums, notes or signatures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.field_kinds import Kind
from desktop.domain.values import show, tidy
from desktop.exchange.guard import FileKind
from desktop.exchange.sheet_patch import SheetPatch, formulas_of, patch_workbook
from desktop.exchange.sheet_tail import read_area
from desktop.exchange.template_cells import asked_for, filled_in
from desktop.exchange.template_fields import NUMBER, fields_for, single_fields
from desktop.exchange.template_look import look_at
from desktop.kernel.errors import InputError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from desktop.domain.values import Value
    from desktop.exchange.guard import GuardedFile
    from desktop.exchange.reader import RawSheet
    from desktop.exchange.sheet_cells import CellValue
    from desktop.exchange.template_fields import TemplateField
    from desktop.exchange.template_sheet import TemplateSheet

_KEYS: Mapping[str, tuple[str, ...]] = {
    "quarter": ("quarter.quarter_code", "quarter.name"),
    "building": ("quarter.name", "building.building_no"),
    "household": (
        "quarter.name", "building.building_no", "unit.unit_no", "household.room_no",
    ),
    "water_meter": ("water_meter.body_no",),
    "electricity_meter": ("electricity_meter.asset_no",),
}  # fmt: skip
_ENDINGS = re.compile(r"(?:号楼|号|栋|幢|楼|单元|室|户)$")
_RANGE = re.compile(r"\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+")
_NAMED = 5
"""Names that a note lists before it only counts."""


@dataclass(frozen=True, slots=True)
class SheetFill:
    """What goes into one sheet.

    Attributes:
        sheet: the sheet as it was looked at and mapped.
        rows: field → value, one for each row.
        singles: field → value of single cells.
    """

    sheet: TemplateSheet
    rows: Sequence[Mapping[str, Value]]
    singles: Mapping[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class FillOutcome:
    """What was written and what a person should know.

    Attributes:
        rows: sheet → rows filled.
        notes: (message code, details).
    """

    rows: dict[str, int] = field(default_factory=dict)
    notes: list[tuple[str, dict[str, object]]] = field(default_factory=list)


def look_at_template(source: GuardedFile, sheets: Sequence[RawSheet]) -> list[TemplateSheet]:
    """Return the sheets of a form that have a header.

    Raises:
        InputError: ``sheet-not-xlsx``, ``template-no-header``, ``sheet-not-editable``.
    """
    if source.kind is not FileKind.XLSX:
        raise InputError("sheet-not-xlsx", file=source.name)
    formulas = formulas_of(source)
    found = [
        seen
        for sheet in sheets
        if sheet.visible and sheet.rows
        and (seen := look_at(sheet, formulas.get(sheet.name, {}))) is not None
    ]  # fmt: skip
    if not found:
        raise InputError("template-no-header", file=source.name)
    return found


def fill_template(source: GuardedFile, target: Path, fills: Iterable[SheetFill]) -> FillOutcome:
    """Write the filled form to ``target``.

    Raises:
        RefusedError: ``template-no-room``, ``template-rows-unknown``, ``template-not-mapped``;
            nothing is written.
        InputError: ``sheet-not-editable``.
        MachineError: ``workbook-not-written``.
    """
    outcome = FillOutcome()
    patches: dict[str, SheetPatch] = {}
    formulas = formulas_of(source)
    for fill in fills:
        own = formulas.get(fill.sheet.name, {})
        patches[fill.sheet.name] = _Filling(fill, own, outcome).patch()
    if not any(patch.cells for patch in patches.values()):
        raise RefusedError("template-not-mapped", file=source.name)
    kept = patch_workbook(source, target, patches)
    outcome.notes += [
        ("template-formula-kept", {"sheet": sheet, "cells": "、".join(cells[:_NAMED])})
        for sheet, cells in kept.formulas.items()
        if cells
    ]
    return outcome


def typed(wanted: TemplateField, value: Value) -> CellValue:
    """Return a value as it belongs into a cell: labels for codes, numbers and days as such."""
    rules = wanted.field
    if value is None or rules is None:
        return value if isinstance(value, (str, int)) else None
    if rules.kind in {Kind.CODE, Kind.BOOLEAN, Kind.MOMENT} or isinstance(value, (bool, datetime)):
        return show(rules, value)
    if isinstance(value, Decimal):
        return value / wanted.divisor if wanted.divisor != 1 else value
    if isinstance(value, (int, date)):
        return value
    return str(value)


class _Filling:
    """The cells of one sheet."""

    def __init__(
        self,
        fill: SheetFill,
        formulas: Mapping[tuple[int, int], str],
        outcome: FillOutcome,
    ) -> None:
        self._sheet = fill.sheet
        self._rows = fill.rows
        self._singles = fill.singles
        self._formulas = formulas
        self._outcome = outcome
        self._fields = fields_for(fill.sheet.rows_of)
        self._columns = {
            one.field: one.place for one in fill.sheet.columns if one.field and not one.computed
        }
        self._cells: dict[tuple[int, int], CellValue] = {}

    def patch(self) -> SheetPatch:
        """Return what to write, and note what a person should know."""
        following: list[int] = []
        if self._columns and self._rows:
            following = self._matched() if self._lists_its_rows() else self._one_below_the_other()
        self._fill_singles()
        return SheetPatch(self._cells, self._sheet.first_row if following else 0, following)

    def _one_below_the_other(self) -> list[int]:
        sheet, needed = self._sheet, len(self._rows)
        if sheet.room is not None and needed > sheet.room:
            raise RefusedError(
                "template-no-room",
                sheet=sheet.name, room=sheet.room, needed=needed, missing=needed - sheet.room,
                row=sheet.first_row + sheet.room, below=sheet.below or "—",
            )  # fmt: skip
        numbers = range(sheet.first_row, sheet.first_row + needed)
        for count, (number, row) in enumerate(zip(numbers, self._rows, strict=True), start=1):
            for name, place in self._columns.items():
                self._cells[number, place] = self._value(name, row, count)
        for number in self._given():
            if number not in numbers:  # what stood there belongs to nobody any more
                self._cells.update(dict.fromkeys((number, p) for p in self._columns.values()))
        self._outcome.rows[sheet.name] = needed
        self._note_short_ranges(numbers[-1])
        return list(numbers[1:])

    def _note_short_ranges(self, last: int) -> None:
        """Name formulas that add up only some of the rows."""
        first = self._sheet.first_row
        for (row, _), text in self._formulas.items():
            for found in _RANGE.findall(text):
                area = read_area(found.replace("$", ""))
                if area is None or not first <= area.bottom < last or row in range(first, last + 1):
                    continue
                if area.top <= first + 1 and area.bottom > area.top:
                    details = {"sheet": self._sheet.name, "row": row, "area": found, "last": last}
                    self._outcome.notes.append(("template-range-short", details))

    def _lists_its_rows(self) -> bool:
        """Return whether the form names the quarters or doors itself.

        Raises:
            RefusedError: ``template-rows-unknown``: it names several, and none is in the ledger.
        """
        given = self._given_keys()
        known = self._by_key()
        if any(key in known for key in given.values()):
            return True
        if len(given) > 1:
            raise RefusedError("template-rows-unknown", sheet=self._sheet.name, rows=len(given))
        return False

    def _matched(self) -> list[int]:
        given, known = self._given_keys(), self._by_key()
        names = [name for name in self._columns if name not in self._key_fields()]
        unknown, used = [], set()
        for count, (number, key) in enumerate(given.items(), start=1):
            row = known.get(key)
            if row is None:
                unknown.append(number)
                continue
            used.add(id(row))
            for name in names:
                value = self._value(name, row, count)
                if value is not None:
                    self._cells[number, self._columns[name]] = value
        left = [row for row in self._rows if id(row) not in used]
        self._outcome.rows[self._sheet.name] = len(used)
        if unknown:
            rows = "、".join(str(number) for number in unknown[:_NAMED])
            details = {"sheet": self._sheet.name, "rows": rows, "count": len(unknown)}
            self._outcome.notes.append(("template-row-unknown", details))
        if left:
            self._outcome.notes.append(
                ("template-left-out", {"sheet": self._sheet.name, "count": len(left)})
            )
        return []

    def _key_fields(self) -> list[str]:
        """Return the mapped fields by which a row is known."""
        found = [name for name in _KEYS[self._sheet.rows_of] if name in self._columns]
        if self._sheet.rows_of == "quarter":
            return found[:1]
        return found if found and found[-1] == _KEYS[self._sheet.rows_of][-1] else []

    def _given(self) -> dict[int, Mapping[int, str]]:
        """Return the rows of data that hold something already."""
        first = self._sheet.first_row
        return {number: row for number, row in self._sheet.given.items() if number >= first}

    def _given_keys(self) -> dict[int, tuple[str, ...]]:
        """Return row number → key of the rows that the form lists; what is merged holds on."""
        fields = self._key_fields()
        if not fields:
            return {}
        found: dict[int, tuple[str, ...]] = {}
        held = [""] * len(fields)
        for number, row in self._given().items():
            for place, name in enumerate(fields):
                text = _plain(row.get(self._columns[name], ""))
                held[place] = text or (held[place] if place < len(fields) - 1 else "")
            if held[-1]:
                found[number] = tuple(held)
        return found

    def _by_key(self) -> dict[tuple[str, ...], Mapping[str, Value]]:
        fields = self._key_fields()
        found: dict[tuple[str, ...], Mapping[str, Value]] = {}
        twice: set[tuple[str, ...]] = set()
        for row in self._rows:
            key = tuple(_plain(str(row.get(name) or "")) for name in fields)
            if key in found:
                twice.add(key)
            found[key] = row
        return {key: row for key, row in found.items() if key not in twice}

    def _value(self, name: str, row: Mapping[str, Value], count: int) -> CellValue:
        return count if name == NUMBER else typed(self._fields[name], row.get(name))

    def _fill_singles(self) -> None:
        for cell in self._sheet.cells:
            area = read_area(cell.reference)
            if area is None:
                continue
            asked = any(not one.whole for one in asked_for(cell.text))
            known = single_fields()
            if not asked and len(cell.fields) == 1:
                name = cell.fields[0]
                self._cells[area.top, area.left] = typed(known[name], self._singles.get(name))
                continue
            said = {name: _said(known[name], self._singles.get(name)) for name in cell.fields}
            self._cells[area.top, area.left] = filled_in(cell.text, said, cell.fields)


def _said(wanted: TemplateField, value: Value) -> str:
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    made = typed(wanted, value)
    return "" if made is None else str(made)


def _plain(text: str) -> str:
    return _ENDINGS.sub("", tidy(text).replace(" ", "").removesuffix(".0"))
