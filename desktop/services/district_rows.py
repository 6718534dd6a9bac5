"""Rows of the district workbook, sheet by sheet, streamed out of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.stored_lines import BETWEEN_PARTS
from desktop.exchange.row_parts import row_parts
from desktop.exchange.row_writer import StoredRows
from desktop.exchange.sheets import HOUSEHOLDS, SHEETS
from desktop.services.workbook_figures import figure_rows
from desktop.storage.queries.sheet_rows import readers, sheet_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from desktop.domain.report_facts import QuarterLine
    from desktop.exchange.row_writer import SheetRowInput
    from desktop.exchange.sheets import Sheet


class WorkbookRows:
    """Makes the rows of every sheet from one moment of the ledger.

    Attributes:
        counts: ``households`` and ``meters`` that were given out so far.
    """

    def __init__(
        self,
        connection: Connection,
        quarters: Sequence[str],
        lines: Sequence[tuple[str, QuarterLine]] = (),
    ) -> None:
        self._connection = connection
        self._quarters = quarters
        self._lines = lines
        self.counts = {"households": 0, "meters": 0}

    def sheets(self) -> dict[str, Iterable[SheetRowInput] | StoredRows]:
        """Return sheet key → rows, each to be read once."""
        figures = figure_rows(self._connection, self._quarters, self._lines)
        return {**figures, **{one.key: self._stored(one) for one in SHEETS if one.kinds}}

    def _stored(self, sheet: Sheet) -> StoredRows:
        keys = [column.key for column in sheet.columns]
        parts = [[keys[place] for place in places] for places in row_parts(sheet)]
        pages = sheet_rows(self._connection, sheet.kinds, parts, self._quarters)
        return StoredRows(readers(keys), self._counted(pages) if sheet is HOUSEHOLDS else pages)

    def _counted(self, pages: Iterator[list[bytes]]) -> Iterator[list[bytes]]:
        ids = len(HOUSEHOLDS.kinds)
        for page in pages:
            none = sum(line.split(BETWEEN_PARTS, ids)[1:ids].count(b"") for line in page)
            self.counts["households"] += len(page)
            self.counts["meters"] += (ids - 1) * len(page) - none
            yield page
