"""The import sheet of a company's billing system: which columns, in which order, in its own codes.

Every company's system differs, so the columns are data (``resources/company_profiles``); an office
can keep its own version. What a column holds comes from the columns of ``meters.csv``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.domain.handover import Utility
from desktop.domain.meter_sheet import METER_COLUMNS
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from desktop.domain.handover import MeterLine

ImportCell: TypeAlias = "str | Decimal"
_CELLS: dict[str, Callable[[MeterLine], str]] = {c.name: c.cell for c in METER_COLUMNS}
_COLUMN_KEYS = frozenset({"heading", "field", "value", "codes", "number"})
_KEYS = frozenset({"version", "name", "utility", "sheet", "columns"})


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """One column.

    Attributes:
        heading: as the company's system expects it.
        takes: name of a column of ``meters.csv``; empty for a column that is the same in every row.
        value: what stands in every row, where there is no field.
        codes: word of this program → code of the company; other words stay as they are.
        number: whether it is written as a number; everything else is text, so that noughts in
            front and long numbers survive.
    """

    heading: str
    takes: str = ""
    value: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    number: bool = False

    def cell(self, line: MeterLine, clean: Callable[[str], str]) -> ImportCell:
        """Return what stands here for ``line``; ``clean`` drops what cannot be printed."""
        cell = _CELLS.get(self.takes)
        text = self.value if cell is None else clean(cell(line))
        text = self.codes.get(text, text)
        return Decimal(text) if self.number and text else text


@dataclass(frozen=True, slots=True)
class CompanyProfile:
    """The import sheet of one company.

    Attributes:
        name: of the sheet, for people and as its file name inside a form.
        version: of the profile.
        utility: whose meters it takes.
        sheet: name of the worksheet.
        columns: in order.
    """

    name: str
    version: int
    utility: Utility
    sheet: str
    columns: tuple[ProfileColumn, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the first row."""
        return tuple(column.heading for column in self.columns)

    def rows(
        self, lines: Iterable[MeterLine], clean: Callable[[str], str]
    ) -> list[tuple[ImportCell, ...]]:
        """Return a row for every meter of the utility, in the order of ``lines``."""
        return [
            tuple(column.cell(line, clean) for column in self.columns)
            for line in lines
            if line.utility is self.utility
        ]


def read_profile(text: str, name: str) -> CompanyProfile:
    """Return the profile that ``text`` describes as TOML; ``name`` is the file's, for the sentence.

    Raises:
        InputError: ``company-profile-unusable`` with what is wrong.
    """
    try:
        table = tomllib.loads(text)
        _only(table, _KEYS)
        return CompanyProfile(
            name=_text(table["name"]),
            version=int(table["version"]),
            utility=Utility(table["utility"]),
            sheet=_text(table["sheet"]),
            columns=_columns(table["columns"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise InputError("company-profile-unusable", file=name, what=str(error)) from error


def _columns(given: Any) -> tuple[ProfileColumn, ...]:
    columns = tuple(_column(one) for one in given)
    headings = [column.heading for column in columns]
    if not columns or len(set(headings)) < len(headings):
        raise ValueError("columns")
    return columns


def _column(given: Mapping[str, Any]) -> ProfileColumn:
    _only(given, _COLUMN_KEYS)
    name = given.get("field", "")
    if (name and name not in _CELLS) or ("field" in given) == ("value" in given):
        raise ValueError(str(name or given.get("heading")))
    codes = {str(word): str(code) for word, code in given.get("codes", {}).items()}
    return ProfileColumn(
        heading=_text(given["heading"]),
        takes=str(name),
        value=str(given.get("value", "")),
        codes=codes,
        number=bool(given.get("number", False)),
    )


def _only(given: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = given.keys() - known
    if unknown:
        raise ValueError(", ".join(sorted(unknown)))


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(value)
    return value.strip()
