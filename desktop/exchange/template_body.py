"""The rows below the header of a form: where data begins, what is free, what is never written."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.domain.values import tidy
from desktop.exchange.template_fields import NUMBER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.exchange.reader import RawSheet
    from desktop.exchange.roster_header import Header
    from desktop.exchange.template_sheet import TemplateColumn

_FEWEST = 2
_SUM = re.compile(r"(?:本页|累计|总|小|合|共)?\s*[总小合共]?\s*计[:：]?.*")
_COLUMN_NUMBERS = re.compile(r"[甲乙丙丁戊\d()（）=+\-×*/]{1,12}")


class TemplateBody:
    """The rows below the header, in places of the sheet's rows.

    Attributes:
        start: first row of data.
        end: first row below the data; None where nothing stands below.
        below: its first text.
        barriers: this and all further rows that are never written, with their first texts.
    """

    def __init__(
        self,
        sheet: RawSheet,
        header: Header,
        columns: Sequence[TemplateColumn],
        formulas: Mapping[tuple[int, int], str],
    ) -> None:
        self._sheet = sheet
        self._columns = columns
        self._formulas = formulas
        self.start = header.last + 1
        self.end: int | None
        while self.start < len(sheet.rows) and (
            self._is_sum(self.start) or self._is_numbering(self.start)
        ):
            self.start += 1
        self.barriers = [
            (place, next(iter(self._row_texts(place)), ""))
            for place in range(self.start, self._last() + 1)
            if self._ends(place)
        ]
        self.end, self.below = self.barriers[0] if self.barriers else (None, "")

    def given(self) -> dict[int, dict[int, str]]:
        """Return what data rows hold already."""
        found: dict[int, dict[int, str]] = {}
        end = len(self._sheet.rows) if self.end is None else self.end
        wanted = {one.place for one in self._columns if one.field != NUMBER}
        for place in range(self.start, min(end, len(self._sheet.rows))):
            row = {
                self._sheet.first_column + column: cell_text(cell)
                for column, cell in enumerate(self._sheet.rows[place])
                if self._sheet.first_column + column in wanted and cell_text(cell)
            }
            if row:
                found[self._sheet.first_row + place] = row
        return found

    def _last(self) -> int:
        computed = max((row for row, _ in self._formulas), default=0) - self._sheet.first_row
        return max(computed, len(self._sheet.rows) - 1)

    def _ends(self, place: int) -> bool:
        """Return whether a row is a sum, a note, or the signatures: it is never written."""
        texts = self._row_texts(place)
        if self._is_sum(place) or self._has_sum_formula(place):
            return True
        if not texts:
            return False
        key = {one.place - self._sheet.first_column for one in self._columns if one.field}
        filled = [c for c, cell in enumerate(self._row(place)) if cell_text(cell)]
        # a note or the line for signatures: a sentence alone, or a colon behind a label
        lone = len(texts) == 1 and filled[0] not in key
        return lone or self._has_words_for_number(place) or any(":" in text for text in texts)

    def _has_words_for_number(self, place: int) -> bool:
        column = next((one.place for one in self._columns if one.field == NUMBER), None)
        row = self._row(place)
        own = -1 if column is None else column - self._sheet.first_column
        return (
            0 <= own < len(row)
            and bool(cell_text(row[own]))
            and not cell_text(row[own]).isdecimal()
        )

    def _is_sum(self, place: int) -> bool:
        return any(_SUM.fullmatch(text) for text in self._row_texts(place)[:3])

    def _has_sum_formula(self, place: int) -> bool:
        number = self._sheet.first_row + place
        wanted = {one.place for one in self._columns if not one.computed}
        return any((number, column) in self._formulas for column in wanted)

    def _is_numbering(self, place: int) -> bool:
        """Return whether a row below the header only numbers the columns: 甲, 乙, 1, 2."""
        texts = [cell_text(cell) for cell in self._row(place) if cell_text(cell)]
        if len(texts) < max(_FEWEST, len(self._columns) // 2):
            return False
        numbers = [int(text) for text in texts if text.isdecimal()]
        rising = all(b == a + 1 for a, b in pairwise(numbers))
        plain = all(_COLUMN_NUMBERS.fullmatch(text) for text in texts)
        return plain and rising and len(numbers) >= _FEWEST

    def _row(self, place: int) -> Sequence[object]:
        return self._sheet.rows[place] if place < len(self._sheet.rows) else ()

    def _row_texts(self, place: int) -> list[str]:
        cells = self._row(place)
        return [tidy(cell) for cell in cells if isinstance(cell, str) and tidy(cell)]


def cell_text(cell: object) -> str:
    """Return a cell as tidy text, whole numbers without a point."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return tidy(cell) if isinstance(cell, str) else "" if cell is None else str(cell)
