"""Finds out which of our sheets a returned one is, and where its columns went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.sheet_rows import SheetProblem
from desktop.domain.values import tidy
from desktop.exchange.sheets import FINGERPRINT_KEY, SHEETS, TICKET_KEY, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOOKED_AT = 20
_FEWEST_KNOWN = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are on a returned sheet.

    Attributes:
        sheet: which of ours it is.
        first: index of the first row that may hold data.
        ticket: index of the ticket column, or None when it is gone.
        fingerprint: index of the fingerprint column, or None.
        columns: column key → index.
        problems: columns that are unknown or stand twice.
    """

    sheet: Sheet
    first: int
    ticket: int | None
    fingerprint: int | None
    columns: Mapping[str, int]
    problems: tuple[SheetProblem, ...]


def find_layout(title: str, rows: Sequence[Sequence[object]]) -> Layout | None:
    """Return the layout of a returned sheet by its key row, else by its headings, else None."""
    best: tuple[int, int, Sheet, int, bool] | None = None
    for index, row in enumerate(rows[:LOOKED_AT]):
        words = {str(cell) for cell in row if cell != "" and cell is not None}
        tidied = {tidy(word) for word in words}
        for sheet in SHEETS:
            by_key = len(words & sheet.by_key.keys())
            by_label = len(tidied & sheet.by_label.keys())
            for known, keys in ((by_key, True), (by_label, False)):
                if known < min(_FEWEST_KNOWN, len(sheet.columns)):
                    continue
                rank = (known + 1000 * keys, int(sheet.title == title), sheet, index, keys)
                if best is None or rank[:2] > best[:2]:
                    best = rank
    if best is None:
        return None
    return _layout(title, rows, best[2], best[3], by_key=best[4])


def _layout(
    title: str, rows: Sequence[Sequence[object]], sheet: Sheet, index: int, *, by_key: bool
) -> Layout:
    keys = rows[index] if by_key else ()
    label_row = index + 1 if by_key and _has_labels(rows, sheet, index + 1) else index
    labels = (
        rows[label_row] if label_row < len(rows) and label_row != (index if by_key else -1) else ()
    )
    columns: dict[str, int] = {}
    problems = []
    for position in range(max(len(keys), len(labels))):
        key = _cell(keys, position)
        label = tidy(_cell(labels, position))
        if key not in sheet.by_key and key not in {TICKET_KEY, FINGERPRINT_KEY}:
            named = sheet.by_label.get(label)
            key = named.key if named else ""
        if key and key not in columns:
            columns[key] = position
        elif label or key:
            code = "sheet-column-twice" if key else "sheet-column-unknown"
            problems.append(SheetProblem(title, label_row + 1, label or key, "", code))
    ticket = columns.pop(TICKET_KEY, None)
    mark = columns.pop(FINGERPRINT_KEY, None)
    hidden = {sheet.key, "校验"}
    told = tuple(problem for problem in problems if problem.column not in hidden)
    return Layout(sheet, label_row + 1, ticket, mark, columns, told)


def _has_labels(rows: Sequence[Sequence[object]], sheet: Sheet, index: int) -> bool:
    if index >= len(rows):
        return False
    known = sum(tidy(str(cell)) in sheet.by_label for cell in rows[index])
    return known >= min(_FEWEST_KNOWN, len(sheet.columns))


def _cell(row: Sequence[object], position: int) -> str:
    if position >= len(row) or row[position] is None:
        return ""
    return str(row[position])
