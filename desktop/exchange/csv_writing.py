"""Lists as .csv that a spreadsheet opens as they are meant.

A .csv has no types, so two things are done to texts, and :mod:`desktop.exchange.csv_reading` takes
both off again:

- what a spreadsheet would run (it begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break,
  half or full width) gets an apostrophe in front;
- what it would change (noughts in front, twelve figures or more, ``3-4`` taken for a date, ``1E5``
  for a power) is written ``="0012345"``, which every spreadsheet shows as that text; a whole date
  such as 2026-03-04 is left a date.

``plain`` leaves the second out, for programs that read the file themselves.
"""

from __future__ import annotations

import csv
import os
import re
from typing import TYPE_CHECKING

from desktop.exchange.csv_reading import PROTECTED, RUNS
from desktop.kernel.errors import MachineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

ENCODINGS = {"utf-8": "utf-8-sig", "gb18030": "gb18030"}
"""Name of an encoding → how it is written; UTF-8 carries its mark, or Excel takes it for GBK."""

_RUNS = re.compile(RUNS)
_NUMBER = re.compile(r"[+-]?\d{1,11}(?:\.\d+)?")
_CHANGED = re.compile(
    r"0\d[\d.]*"  # noughts in front
    r"|\d{12,}"  # shown as 1.23E+11, cut after 15 figures
    r"|(?!\d{4}-\d\d-\d\d$)\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?"  # a door taken for a date
    r"|\d+[eE]\d+"
    r"|\d{1,2}:\d{2}(?::\d{2})?"
)


def csv_cell(text: str, *, plain: bool = False) -> str:
    """Return ``text`` as it is written into a cell."""
    if _CHANGED.fullmatch(text):
        return text if plain else f'="{text}"'
    runs = _RUNS.match(text) and not _NUMBER.fullmatch(text)
    # one with an apostrophe of its own gets another: the reader takes one off
    return f"'{text}" if runs or PROTECTED.match(text) else text


def write_csv(
    path: Path,
    rows: Iterable[Sequence[str]],
    *,
    encoding: str = "utf-8",
    plain: bool = False,
) -> int:
    """Write ``rows`` to ``path`` at once or not at all, and return how many they are.

    Args:
        path: where.
        rows: headings first.
        encoding: a key of :data:`ENCODINGS`.
        plain: whether nothing is done for spreadsheets but to keep formulas from running.

    Raises:
        MachineError: ``csv-not-written``.
        CancelledError: whoever gives the rows was stopped; no file is left.
    """
    draft = path.with_name(path.name + ".part")
    count = 0
    try:
        with draft.open("w", encoding=ENCODINGS[encoding], newline="") as target:
            writer = csv.writer(target)
            for row in rows:
                writer.writerow([csv_cell(cell, plain=plain) for cell in row])
                count += 1
            target.flush()
            os.fsync(target.fileno())
        os.replace(draft, path)
    except OSError as failure:
        raise MachineError("csv-not-written", file=path.name) from failure
    finally:
        draft.unlink(missing_ok=True)
    return count
