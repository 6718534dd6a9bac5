"""What a water or power company's list says, line by line, before anybody is sought for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.addresses import building_no, door, split_address, unit_no
from desktop.domain.meter_numbers import canonical_number
from desktop.domain.values import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from desktop.domain.roster import RosterProblem, SheetMapping
    from desktop.domain.values import Record

_NOTHING: Record = MappingProxyType({})


class ListKind(StrEnum):
    """What a company's list is for."""

    EXCHANGES = "exchanges"
    ACCOUNTS = "accounts"
    CHECK = "check"


class Place(NamedTuple):
    """An address as a line names it; what it leaves out is empty.

    Attributes:
        quarter: name of the quarter.
        building: canonical building number.
        unit: canonical unit number, ``"0"`` where it is said that there is none.
        room: canonical room number.
    """

    quarter: str
    building: str
    unit: str
    room: str


class CompanyLine(NamedTuple):
    """One line of a company's list.

    Attributes:
        sheet: where it stands.
        row: where it stands, counted from 1.
        account_no: the company's number of the customer.
        number: number of the meter, in lists that name one alone.
        old_number: number of the meter that was taken down.
        new_number: number of the meter that was put up.
        last_reading: final reading of the old meter, m³ or kW·h.
        first_reading: first reading of the new meter.
        removed_on: day on which the old meter was taken down.
        installed_on: day on which the new meter was put up.
        name: the customer's name as the company has it.
        address: the address as written, for people.
        place: the door that it names; None where it cannot be told apart.
        details: further fields of the meter by their name in the ledger.
        bad: (heading, text, message code) of cells that could not be read.
    """

    sheet: str
    row: int
    account_no: str = ""
    number: str = ""
    old_number: str = ""
    new_number: str = ""
    last_reading: Decimal | None = None
    first_reading: Decimal | None = None
    removed_on: date | None = None
    installed_on: date | None = None
    name: str = ""
    address: str = ""
    place: Place | None = None
    details: Record = _NOTHING
    bad: tuple[tuple[str, str, str], ...] = ()

    @property
    def said(self) -> tuple[object, ...]:
        """Everything but where it stands: two lines that say the same are one."""
        return (*self[2:13], tuple(sorted((k, str(v)) for k, v in self.details.items())))


@dataclass(frozen=True, slots=True)
class CompanyList:
    """Everything that one file says.

    Attributes:
        kind: what it is for.
        utility: ``water_meter`` or ``electricity_meter``; empty where nothing tells.
        sheets: how each usable sheet was understood.
        lines: in the file's order; a line that says the same as one above is left out.
        skipped: (sheet, row, reason code) of rows that are no lines.
        problems: cells that could not be read.
        heading_key: stands for the headings of the file, so that corrections are found again.
    """

    kind: ListKind
    utility: str
    sheets: tuple[SheetMapping, ...]
    lines: Sequence[CompanyLine]
    skipped: Sequence[tuple[str, int, str]] = field(default_factory=list)
    problems: Sequence[RosterProblem] = field(default_factory=list)
    heading_key: str = ""

    @property
    def fields(self) -> frozenset[str]:
        """Every field that some column stands for."""
        return frozenset(name for sheet in self.sheets for name in sheet.mapping.values())


def number_key(number: object) -> str:
    """Return what two ways to write one number have in common: half width, capitals, no blanks."""
    text = str(number or "")
    if text.isalnum() and text.isascii():
        return text.upper()
    text = tidy(text)
    return canonical_number(text) or "".join(text.split()).upper()


def place_of(cells: Mapping[str, str]) -> Place | None:
    """Return the door that the cells of a line name, or None where they do not name one.

    Cells of their own (楼栋, 单元, 室号) count before the whole address; where both name a part
    and differ, the line names no door.

    Args:
        cells: texts under ``quarter``, ``building_no``, ``unit_no``, ``room_no``, ``address``.
    """
    room_cell, address = cells.get("room_no", ""), cells.get("address", "")
    quarter, building, unit, room = _named(room_cell or address, whole=not room_cell)
    if room_cell and address:
        lead = _named(address, whole=True)
        quarter, building, unit = quarter or lead[0], building or lead[1], unit or lead[2]
    own_building = building_no(cells["building_no"]) if cells.get("building_no") else ""
    own_unit = unit_no(cells["unit_no"]) if cells.get("unit_no") else ""
    if own_building is None or own_unit is None or not room:
        return None
    if (own_building and building and own_building != building) or (
        own_unit and unit and own_unit != unit
    ):
        return None
    building, unit = own_building or building, own_unit or unit
    quarter = tidy(cells.get("quarter", "")) or quarter
    return Place(quarter, building, unit, room) if building else None


def _named(text: str, *, whole: bool) -> tuple[str, str, str, str]:
    found = split_address(text) if whole and text else None
    if found is not None:
        unit = "" if found.unit == "0" else found.unit
        return found.quarter, found.building, unit, found.room
    inner = door(text) if text else None
    if inner is None or (whole and not any(sign.isdigit() for sign in inner.room)):
        return "", "", "", ""
    return "", inner.building or "", inner.unit or "", inner.room
