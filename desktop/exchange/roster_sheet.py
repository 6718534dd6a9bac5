"""The rows under one header, read column by column and put together by address."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.domain.addresses import (
    LONGEST_BUILDING,
    LONGEST_UNIT,
    NO_UNIT,
    building_no,
    chinese_number,
    door,
    floor_of,
    split_address,
    unit_no,
)
from desktop.domain.fields import QUARTER
from desktop.domain.roster import RosterProblem, RosterRow
from desktop.exchange.roster_columns import plain_text, read_column
from desktop.exchange.roster_fields import field_of, targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.roster import SheetMapping
    from desktop.domain.values import Record, Value
    from desktop.exchange.reader import RawSheet
    from desktop.exchange.roster_header import Column, Header

_FILLED_DOWN = ("quarter", "building_no", "unit_no")
_METER_NOUNS = ("water_meter", "electricity_meter")
_SPARSE = 2
_BLANK = frozenset({"", " ", None})
_SUBTOTAL = re.compile(
    r".{0,12}(?:小\s*计|合\s*计|总\s*计|共\s*计|累\s*计)(?:[:：].*|[\d户]*)?|共\s*\d+\s*户.*"
)
_NOTE = re.compile(
    r"(?:注|备注|说明|附注|填表|制表|审核|复核|填报|经办|负责人|日期|联系人|单位|统计人|社区)"
    r"[\w人单位日期负责时间、/]{0,10}[:：].*|(?:\d{4}年.*月.*日)|注[:：]?"
)
_LONG_NOTE = 12
_FLOOR = re.compile(r"(负|地下|-|[bB])?第?(\d{1,2}|[零一二三四五六七八九十]+)(?:楼|层|F)?")
_QUARTER_LENGTH = next(field.length for field in QUARTER.fields if field.name == "name")


class _Place(NamedTuple):
    """The address that one row's cells name; a code instead where they name none."""

    building: str
    unit: str
    room: str
    quarter: str = ""
    code: str = ""
    column: str = ""
    value: str = ""


class _ReadColumn(NamedTuple):
    column: Column
    name: str
    values: Sequence[Value]
    bad: dict[Any, tuple[str, str]]
    cells: Sequence[Any]


class SheetRows:
    """Reads the households of one sheet.

    Attributes:
        skipped: rows that are none, with the reason.
        problems: cells and rows that could not be used.
        notes: (code, column) of what was assumed for the whole sheet.
    """

    def __init__(self, sheet: RawSheet, header: Header, understood: SheetMapping) -> None:
        self.skipped: list[tuple[str, int, str]] = []
        self.problems: list[RosterProblem] = []
        self.notes: list[tuple[str, str]] = []
        self._sheet = sheet
        self._name = sheet.name
        self._header = header
        self._understood = understood
        self._columns = header.mapped
        self._top = header.last + 1
        self._first_number = sheet.first_row + self._top
        self._rows = sheet.rows[self._top :]
        self._places: dict[tuple[Any, ...], _Place] = {}
        self._prefix_is_building = False

    def read(self) -> list[RosterRow]:
        """Return the households in the order of the sheet."""
        if not self._rows:
            return []
        self._even_out()
        shared = self._fill_merged()
        usable = self._usable_rows()
        self._fill_sparse(usable)
        self._prefix_is_building = self._rooms_lead_with_building(usable)
        rows = self._assemble(usable)
        self.problems += shared
        return rows

    # ------------------------------------------------------------------ preparing the cells

    def _even_out(self) -> None:
        """Give all rows one width: lines of a .csv end where their writer stopped."""
        width = max(*map(len, self._rows), *(c.place + 1 for c in self._columns.values()))
        if min(map(len, self._rows)) < width:
            self._rows = [row + [""] * (width - len(row)) for row in self._rows]

    def _fill_merged(self) -> list[RosterProblem]:
        """Give a merged cell's text to all its rows; a meter number belongs to its first alone."""
        fields = {column.place: (field, column) for field, column in self._columns.items()}
        shared: list[RosterProblem] = []
        for (top, left), (bottom, _) in self._sheet.merged:
            first = top - self._top
            if left not in fields or bottom == top or not 0 <= first < len(self._rows):
                continue
            field, column = fields[left]
            value = self._rows[first][left]
            rows = range(first + 1, min(bottom - self._top + 1, len(self._rows)))
            if value in {"", None}:
                continue
            if targets()[field].noun in _METER_NOUNS:
                shared += [
                    self._problem(row, column.header, value, "roster-meter-shared") for row in rows
                ]
            elif field not in {"room_no", "address"}:
                for row in rows:
                    self._rows[row][left] = value
        return shared

    def _usable_rows(self) -> list[int]:
        """Return the places of rows that may be households; the others are skipped."""
        looked_at = sorted(
            {0, *(c.place for f, c in self._columns.items() if targets()[f].noun == "place")}
        )[:6]
        usable = []
        known: dict[str, bool] = {}
        for place, row in enumerate(self._rows):
            for column in looked_at:
                cell = row[column]
                if cell.__class__ is str and cell:
                    is_sum = known.get(cell)
                    if is_sum is None:
                        is_sum = known[cell] = bool(_SUBTOTAL.fullmatch(cell.strip()))
                    if is_sum:
                        self._skip(place, "roster-row-subtotal")
                        break
            else:
                if any(row) and any(map(_says_something, row)):
                    usable.append(place)
                else:
                    self._skip(place, "roster-row-blank")
        return usable

    def _fill_sparse(self, usable: Sequence[int]) -> None:
        """Fill down a column that is written only where it changes, and say so."""
        for field in _FILLED_DOWN:
            column = self._columns.get(field)
            if column is None or not usable:
                continue
            place = column.place
            filled = [row for row in usable if self._rows[row][place] not in _BLANK]
            if not filled or len(filled) * _SPARSE > len(usable):
                continue
            self.notes.append(("roster-filled-down", column.header))
            value: Any = ""
            for row in usable:
                value = self._rows[row][place] or value
                self._rows[row][place] = value

    def _rooms_lead_with_building(self, usable: Sequence[int]) -> bool:
        """Say whether rooms are written 3-101 with the building in front: all of them agree.

        Only asked where no column names the unit. One building alone proves nothing.
        """
        building, room = self._columns.get("building_no"), self._columns.get("room_no")
        if building is None or room is None or "unit_no" in self._columns:
            return False
        seen: Counter[str] = Counter()
        for row in usable:
            named = door(plain_text(self._rows[row][room.place]))
            if named is None or named.unit is None or named.building is not None:
                continue
            number = building_no(plain_text(self._rows[row][building.place]))
            if number != named.unit:
                return False
            seen[named.unit] += 1
        return len(seen) > 1

    # ------------------------------------------------------------------ putting rows together

    def _assemble(self, usable: Sequence[int]) -> list[RosterRow]:
        picked = self._rows if len(usable) == len(self._rows) else [self._rows[r] for r in usable]
        columns = self._read_columns(picked)
        records = {
            noun: _records([c for c in columns if targets()[c.column.field or ""].noun == noun])
            for noun in ("household", *_METER_NOUNS)
        }
        count = len(picked)
        household = records["household"] or [{} for _ in range(count)]
        water = records["water_meter"] or [{}] * count
        electricity = records["electricity_meter"] or [{}] * count
        floors = self._column_cells("floor", picked)
        keys = list(
            zip(
                *(
                    self._column_cells(field, picked)
                    for field in ("quarter", "building_no", "unit_no", "room_no", "address")
                ),
                strict=True,
            )
        )
        bad_columns = [column for column in columns if column.bad]
        rows: list[RosterRow] = []
        name, first = self._name, self._first_number
        for index, row in enumerate(usable):
            place = self._place_of(keys[index])
            if place.code:
                self._not_a_household(row, place)
                continue
            floor = self._floor(row, floors[index], place)
            rows.append(
                RosterRow(
                    name,
                    first + row,
                    place.quarter,
                    place.building,
                    place.unit,
                    floor,
                    place.room,
                    household[index],
                    water[index],
                    electricity[index],
                )
            )
            for column in bad_columns:
                found = column.bad.get(column.cells[index])
                if found is not None:
                    self.problems.append(
                        self._problem(row, column.column.header, found[1], found[0])
                    )
        return rows

    def _read_columns(self, picked: Sequence[Sequence[Any]]) -> list[_ReadColumn]:
        found = []
        for name, column in self._columns.items():
            field = targets()[name].field
            if field is None:
                continue
            place = column.place
            cells = [row[place] for row in picked]
            values, bad = read_column(field, cells)
            found.append(_ReadColumn(column, field.name, values, bad, cells))
        return found

    def _column_cells(self, field: str, picked: Sequence[Sequence[Any]]) -> list[Any]:
        column = self._columns.get(field)
        if column is None:
            return [""] * len(picked)
        place = column.place
        return [row[place] for row in picked]

    def _floor(self, row: int, cell: Any, place: _Place) -> int | None:
        if cell in _BLANK:
            return floor_of(place.room)
        if cell.__class__ is float and cell.is_integer():
            return int(cell)
        text = plain_text(cell)
        match = _FLOOR.fullmatch(text.replace(" ", ""))
        if match is None:
            if text:
                header = self._columns["floor"].header
                self.problems.append(self._problem(row, header, text, "roster-floor-unreadable"))
            return floor_of(place.room)
        number = chinese_number(match[2])
        storey = int(match[2]) if number is None else number
        return -storey if match[1] else storey

    # ------------------------------------------------------------------ addresses

    def _place_of(self, key: tuple[Any, ...]) -> _Place:
        """Return the place of a row; rows of one unit differ in the room alone."""
        room_cell, address_cell = key[3], key[4]
        found = door(room_cell) if room_cell.__class__ is str and address_cell == "" else None
        if found is None or found.unit is not None or found.building is not None:
            return self._place(key)
        unit = self._places.get(key[:3])
        if unit is None:
            unit = self._places[key[:3]] = self._place(key)
        if unit.code:
            return self._place(key)
        return _Place(unit.building, unit.unit, found.room, unit.quarter)

    def _place(self, key: tuple[Any, ...]) -> _Place:  # noqa: PLR0911 - one for each thing missing
        quarter, building_cell, unit_cell, room_cell, address_cell = map(plain_text, key)
        named = self._named(room_cell, address_cell)
        if named.code:
            return named
        building, unit = named.building, named.unit
        if self._prefix_is_building and not building and unit:
            building, unit = unit, ""
        code = ""
        if building_cell:
            own = building_no(building_cell)
            if own is None or len(own) > LONGEST_BUILDING:
                return self._bad(building_cell, "building_no", "roster-building-unreadable")
            code = "roster-address-contradicts" if building and building != own else ""
            building = own
        if unit_cell:
            own = unit_no(unit_cell)
            if own is None or len(own) > LONGEST_UNIT:
                return self._bad(unit_cell, "unit_no", "roster-unit-unreadable")
            code = code or ("roster-address-contradicts" if unit and unit != own else "")
            unit = own
        if code:
            return self._bad(room_cell or address_cell, named.column, code)
        building = building or self._understood.building
        quarter = quarter or named.quarter or self._understood.quarter
        if not building:
            return self._bad(room_cell or address_cell, "building_no", "roster-no-building")
        if not quarter or len(quarter) > _QUARTER_LENGTH:
            return self._bad(quarter, "quarter", "roster-no-quarter")
        return _Place(building, unit or NO_UNIT, named.room, quarter)

    def _named(self, room_cell: str, address_cell: str) -> _Place:
        """Return what the room and address cells name, the room cell counting first."""
        if room_cell:
            found = door(room_cell)
            if found is not None:
                whole = split_address(address_cell) if address_cell else None
                quarter, building, unit = whole[1:4] if whole else ("", "", NO_UNIT)
                return _Place(
                    found.building or building,
                    found.unit or ("" if unit == NO_UNIT else unit),
                    found.room,
                    quarter,
                    column="room_no",
                )
            return self._split(room_cell, "room_no", "roster-room-unreadable")
        if address_cell:
            return self._split(address_cell, "address", "roster-address-unreadable")
        return _Place("", "", "", "", "roster-no-room")

    def _split(self, text: str, column: str, code: str) -> _Place:
        whole = split_address(text)
        if whole is not None:
            unit = "" if whole.unit == NO_UNIT else whole.unit
            return _Place(whole.building, unit, whole.room, whole.quarter, column=column)
        found = door(text) if column == "address" else None
        if found is not None and any(character.isdigit() for character in found.room):
            return _Place(found.building or "", found.unit or "", found.room, column=column)
        return self._bad(text, column, code)

    def _bad(self, value: str, field: str, code: str) -> _Place:
        column = self._columns.get(field)
        return _Place("", "", "", "", code, column.header if column else "", value)

    def _not_a_household(self, row: int, place: _Place) -> None:
        """Tell a note or a repeated header from a household whose address is wrong."""
        filled = [text for text in map(plain_text, self._rows[row]) if text]
        lead = filled[0] if filled else ""
        alone = len(filled) == 1
        if _NOTE.fullmatch(lead) or (alone and len(lead) > _LONG_NOTE):
            self._skip(row, "roster-row-note")
            return
        if len(filled) > 1 and all(field_of(text) for text in filled[:4]):
            self._skip(row, "roster-row-header")
            return
        self.problems.append(self._problem(row, place.column, place.value, place.code))

    def _skip(self, row: int, reason: str) -> None:
        self.skipped.append((self._name, self._first_number + row, reason))

    def _problem(self, row: int, column: str, value: object, code: str) -> RosterProblem:
        return RosterProblem(self._name, self._first_number + row, column, plain_text(value), code)


def _says_something(cell: Any) -> bool:
    return bool(cell.strip()) if cell.__class__ is str else cell is not None


def _records(columns: Sequence[_ReadColumn]) -> list[Record]:
    """Turn columns into one record per row, blanks left out."""
    names = [column.name for column in columns]
    if not names:
        return []
    blank: Record = {}
    return [
        {name: value for name, value in zip(names, values, strict=True) if value is not None}
        or blank
        for values in zip(*(column.values for column in columns), strict=True)
    ]
