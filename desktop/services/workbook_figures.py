"""Rows of the sheets that are only to look at: funds, progress, the national form's figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from desktop.domain.amounts import NOTHING
from desktop.domain.national_figures import NATIONAL_TABLES, TOTAL, totals
from desktop.exchange.sheets import FUNDING, PROGRESS
from desktop.storage.queries.funding_sources import funds_by_source
from desktop.storage.queries.lists import quarter_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from sqlalchemy import Connection

    from desktop.domain.national_figures import NationalTable
    from desktop.domain.report_facts import QuarterLine
    from desktop.domain.rows import QuarterRow
    from desktop.domain.values import Value
    from desktop.exchange.row_writer import SheetRowInput
    from desktop.exchange.sheets import Sheet

_AMOUNTS = ("planned", "approved", "received", "paid", "returned", "balance")


def figure_rows(
    connection: Connection, quarters: Sequence[str], lines: Sequence[tuple[str, QuarterLine]]
) -> dict[str, Iterator[SheetRowInput]]:
    """Return sheet key → rows of every sheet of figures.

    Args:
        connection: a reader; the funds and the progress come from its moment.
        quarters: ids, in the order of the rows.
        lines: (quarter id, its line in the reports), for the national form.
    """
    found = {row.id: row for row in quarter_rows(connection)}
    rows = [found[one] for one in quarters if one in found]
    by_quarter = dict(lines)
    return {
        FUNDING.key: _funding(connection, rows),
        PROGRESS.key: _progress(rows),
        **{table.key: _national(table, rows, by_quarter) for table in NATIONAL_TABLES},
    }


def _funding(connection: Connection, rows: Sequence[QuarterRow]) -> Iterator[SheetRowInput]:
    funds = funds_by_source(connection)
    sums: dict[str, Decimal] = dict.fromkeys(_AMOUNTS, NOTHING)
    for row in rows:
        for one in funds.get(row.id, ()):
            record = asdict(one)
            for name in _AMOUNTS:
                sums[name] += record[name]
            yield [], [row.code, row.name, *_values(FUNDING, record)]
    if any(sums.values()):
        yield [], [None, TOTAL, *_values(FUNDING, {"source": None, **sums})]


def _progress(rows: Sequence[QuarterRow]) -> Iterator[SheetRowInput]:
    sums: Counter[str] = Counter()
    for row in rows:
        counts = asdict(row.progress)
        sums.update(counts)
        yield [], [row.code, row.name, *_values(PROGRESS, counts)]
    if len(rows) > 1:
        yield [], [None, TOTAL, *_values(PROGRESS, sums)]


def _values(sheet: Sheet, record: Mapping[str, Value]) -> list[Value]:
    return [record[one.field.name] for one in sheet.columns[2:] if one.field is not None]


def _national(
    table: NationalTable, rows: Sequence[QuarterRow], lines: Mapping[str, QuarterLine]
) -> Iterator[SheetRowInput]:
    shown = [(row.code, lines[row.id]) for row in rows if row.id in lines]
    for code, line in shown:
        yield [], [code, *(figure.value(line) for figure in table.figures)]
    if len(shown) > 1:
        yield [], [None, *totals(table, [line for _, line in shown])]
