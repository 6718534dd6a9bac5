"""Finding the header of a household list: title rows above it, two lines, merged cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from desktop.domain.values import tidy
from desktop.exchange.roster_fields import field_of, normal, targets
from desktop.kernel.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.exchange.reader import RawSheet

_ROWS_LOOKED_AT = 40
_FEWEST_COLUMNS = 2
_DOORS = frozenset({"room_no", "address"})
_METERS = ("water_meter", "electricity_meter")
_TITLE = re.compile(
    r"(?:\d{4}年(?:度)?)?(?P<quarter>.+?)(?:老旧小区)?"
    r"(?:住户|居民|业主|户主|住房|房屋|水电|供水|供电|水表|电表|一户一表|户表|分户|改造|摸底|调查|基本"
    r"|信息|情况|入户|用户|家庭|人员|基础|登记|花|统计|明细|汇总|普查|核查)*"
    r"(?:名册|名单|台账|总表|表|册|清单)(?:\(.*\)|\d+)?"
)
_NO_QUARTER = re.compile(
    r".*(?:老旧小区|街道|社区|办事处|单位|日期|城区|[市县])|.*:.*|(?:住户|居民|业主|全部|各|本)?(?:小区)?"
)
_GENERIC = re.compile(r"(?i)sheet.*|工作表.*|.*(?:表|册|名单|汇总|清单|数据|台账|信息)\d*")
_HAN = re.compile(r"[㐀-鿿]{2}")


class Words(Protocol):
    """What the headings of one sort of list mean."""

    @property
    def leads(self) -> frozenset[str]:
        """Fields of which a header must name one, so that its rows are about something."""

    def field_of(self, header: str, heading: str, noun: str) -> str | None:
        """Return the field that ``header`` names below ``heading``, right of a ``noun`` column."""

    def noun_of(self, field: str) -> str:
        """Return what a column of ``field`` says about the columns to its right."""

    def own_name(self, name: str) -> str | None:
        """Return the field that a person's correction means, or None where there is none."""


@dataclass(frozen=True, slots=True)
class RosterWords:
    """The headings of household lists."""

    leads: frozenset[str] = _DOORS

    def field_of(self, header: str, heading: str, noun: str) -> str | None:
        """Return the field of a household, its meters or its address."""
        return field_of(header, heading, noun)

    def noun_of(self, field: str) -> str:
        """Return the kind of meter that the field belongs to."""
        found = targets()[field].noun
        return found if found in _METERS else ""

    def own_name(self, name: str) -> str | None:
        """Return the field under its usual name."""
        return targets()[name].name if name in targets() else None


_ROSTER = RosterWords()


@dataclass(frozen=True, slots=True)
class Column:
    """One column under a header.

    Attributes:
        place: index in the rows.
        header: what the mapping calls it: the header's text, with its heading where two columns
            would else have one name.
        field: name of the field, or None.
    """

    place: int
    header: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """A found header.

    Attributes:
        first: index of its first line in the sheet's rows.
        last: index of its last line.
        columns: its columns that have a text.
    """

    first: int
    last: int
    columns: tuple[Column, ...]

    @property
    def mapped(self) -> dict[str, Column]:
        """Field → column."""
        return {column.field: column for column in self.columns if column.field}


def find_header(
    sheet: RawSheet, override: Mapping[str, str | None], words: Words = _ROSTER
) -> Header | None:
    """Return the header of ``sheet``, or None when no row names a door.

    Args:
        sheet: the cells.
        override: normal header text → field or None, set by a person.
        words: what headings mean in this sort of list.
    """
    best: tuple[int, Header] | None = None
    for row in range(min(_ROWS_LOOKED_AT, len(sheet.rows))):
        for lines in (1, 2):
            if row + lines > len(sheet.rows):
                continue
            header = _header_at(sheet, row, lines, override, words)
            fields = set(header.mapped)
            if len(fields) < _FEWEST_COLUMNS or not fields & words.leads:
                continue
            if best is None or len(fields) > best[0]:
                best = (len(fields), header)
    return None if best is None else best[1]


def flat_override(
    mapping: Mapping[str, object] | None, sheet: str, words: Words = _ROSTER
) -> dict[str, str | None]:
    """Return the corrections of ``mapping`` for ``sheet``, by normal header text.

    Raises:
        UsageError: it names a field that does not exist.
    """
    flat: dict[str, str | None] = {}
    for header, value in (mapping or {}).items():
        if isinstance(value, dict):
            if tidy(header) == tidy(sheet):
                flat |= flat_override(value, sheet, words)
            continue
        name = None if value in {None, ""} else str(value)
        own = None if name is None else words.own_name(name)
        if name is not None and own is None:
            raise UsageError("roster-map-unknown-field", field=name)
        flat[normal(header)] = own
    return flat


def title_quarter(sheet: RawSheet, header: Header) -> str:
    """Return the quarter that a title row above the header names, or ``""``.

    A title that was not merged looks like the first line of a two-line header: it stands alone in
    its row, which a line of headings never does.
    """
    for number, row in enumerate(sheet.rows[: header.last]):
        cells = [cell for cell in row if cell not in {"", None}]
        if number >= header.first and len(cells) > 1:
            continue
        for cell in cells:
            found = quarter_in_title(cell) if isinstance(cell, str) else ""
            if found:
                return found
    return ""


def quarter_in_title(text: str) -> str:
    """Return the quarter in ``棉纺厂宿舍住户花名册``, or ``""`` where the title names none."""
    match = _TITLE.fullmatch("".join(tidy(text).split()))
    quarter = match["quarter"] if match is not None else ""
    return "" if not _HAN.search(quarter) or _NO_QUARTER.fullmatch(quarter) else quarter


def quarter_in_sheet_name(name: str) -> str:
    """Return the quarter that a sheet is named after, or ``""``."""
    text = "".join(tidy(name).split())
    if text.startswith("工作表"):
        return ""
    found = quarter_in_title(text)
    if found:
        return found
    return text if _HAN.search(text) and not _GENERIC.fullmatch(text) else ""


def _header_at(
    sheet: RawSheet, row: int, lines: int, override: Mapping[str, str | None], words: Words
) -> Header:
    upper = _texts(sheet, row)
    lower = _texts(sheet, row + 1) if lines > 1 else upper
    headings = _headings(sheet, row, upper) if lines > 1 else [""] * len(upper)
    names = _names(upper, lower, headings, lines)
    columns: list[Column] = []
    taken: set[str] = set()
    noun = ""
    for place, (header, heading, full) in enumerate(names):
        if not header:
            continue
        field = _chosen(header, heading, full, noun, override, words)
        if field in taken:
            field = None
        if field is not None:
            taken.add(field)
            noun = words.noun_of(field)
        columns.append(Column(place, full, field))
    return Header(row, row + lines - 1, tuple(columns))


def _chosen(
    header: str,
    heading: str,
    full: str,
    noun: str,
    override: Mapping[str, str | None],
    words: Words,
) -> str | None:
    for name in (normal(full), normal(header)):
        if name in override:
            return override[name]
    return words.field_of(header, heading, noun)


def _names(
    upper: Sequence[str], lower: Sequence[str], headings: Sequence[str], lines: int
) -> list[tuple[str, str, str]]:
    """Return (header, heading, name shown) of every column."""
    pairs = [
        (own or top, heading if own else "")
        for own, top, heading in zip(lower, upper, headings, strict=True)
    ]
    if lines == 1:
        pairs = [(own, "") for own in upper]
    counts: dict[str, int] = {}
    for own, _ in pairs:
        counts[own] = counts.get(own, 0) + 1
    return [
        (own, heading, f"{heading}/{own}" if counts[own] > 1 and heading else own)
        for own, heading in pairs
    ]


def _texts(sheet: RawSheet, row: int) -> list[str]:
    width = max((len(line) for line in sheet.rows[: _ROWS_LOOKED_AT + 1]), default=0)
    cells = [tidy(cell) if isinstance(cell, str) else "" for cell in sheet.rows[row]]
    return cells + [""] * (width - len(cells))


def _headings(sheet: RawSheet, row: int, upper: Sequence[str]) -> list[str]:
    """Return for each column the heading above it: its merged range's text, or its own."""
    headings = list(upper)
    ranges = [area for area in sheet.merged if area[0][0] == row]
    for (top, left), (_, right) in ranges:
        if top < len(sheet.rows) and left < len(upper):
            headings[left : right + 1] = [upper[left]] * (min(right + 1, len(upper)) - left)
    if not sheet.merged:  # a .csv, or a list whose cells were never merged: blank means the same
        for place in range(1, len(headings)):
            headings[place] = headings[place] or headings[place - 1]
    return headings
