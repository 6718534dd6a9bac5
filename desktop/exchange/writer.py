"""Writes the district workbook: the rows are streamed into the shell, sheet by sheet."""

from __future__ import annotations

import io
import os
import re
import zipfile
from datetime import UTC
from typing import TYPE_CHECKING, Any

from desktop.exchange.deflating import Deflating
from desktop.exchange.package_writer import PackageWriter
from desktop.exchange.row_writer import (
    StoredRows,
    column_letters,
    given_rows,
    rows_maker,
    spare_rows,
)
from desktop.exchange.shared_strings import PART, SharedStrings, announced
from desktop.exchange.sheets import FIRST_DATA_ROW, SHEETS, SPARE_ROWS, Sheet
from desktop.exchange.shell import Shell, make_shell, range_marks
from desktop.kernel.errors import MachineError, RefusedError
from desktop.kernel.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from typing import IO

    from desktop.exchange.row_parts import Reader
    from desktop.exchange.workbook_content import WorkbookContent
    from desktop.kernel.progress import Progress

MOST_ROWS = 1_048_576
"""Rows of a sheet (ECMA-376)."""

_NAMES = "xl/workbook.xml"
"""Names the ranges, so it must wait for the rows."""
_BATCH = 64  # small enough to stay in the processor's cache
_SHEET_DATA_END = b"</sheetData>"
_DIMENSION = re.compile(rb"<dimension [^>]*/>")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_ROW_REFERENCE = re.compile(r"(?<=[A-Z$])9\d{5}(?!\d)")


def write_workbook(
    path: Path, content: WorkbookContent, progress: Progress | None = None
) -> dict[str, int]:
    """Write ``content`` to ``path`` and return sheet key → number of rows.

    The file appears under its name only when it is complete.

    Raises:
        MachineError: ``workbook-not-written``: disk full, no permission.
        RefusedError: ``workbook-text-too-long``, ``workbook-too-many-rows``,
            ``workbook-too-large``.
        CancelledError: a person stopped it.
    """
    draft = path.with_name(path.name + ".part")
    try:
        with draft.open("wb") as target:
            counts = stream_workbook(target, content, progress or NoProgress())
            target.flush()
            os.fsync(target.fileno())
        os.replace(draft, path)
    except OSError as error:
        raise MachineError("workbook-not-written", file=path.name) from error
    finally:
        draft.unlink(missing_ok=True)
    return counts


def stream_workbook(
    target: IO[bytes], content: WorkbookContent, progress: Progress
) -> dict[str, int]:
    """Write ``content`` as .xlsx into ``target`` and return sheet key → number of rows."""
    shell = make_shell(content)
    counts: dict[str, int] = {}
    rows: dict[int, int] = {}
    parts = {part: key for key, part in shell.parts.items()}
    written = _Counter(progress)
    with (
        zipfile.ZipFile(io.BytesIO(shell.package)) as empty,
        PackageWriter(target) as full,
    ):
        strings = SharedStrings()
        for name in empty.namelist():
            if name == "docProps/core.xml":
                full.write(name, _made_at(empty.read(name), content))
            elif name not in parts and name != _NAMES:
                full.write(name, announced(name, empty.read(name)))
        for index, sheet in enumerate(SHEETS):
            part = shell.parts[sheet.key]
            with full.part(part) as entry, Deflating(entry) as stream:
                counts[sheet.key] = _write_sheet(
                    stream, empty.read(part), sheet, shell, content, strings, index, written
                )
            rows |= _row_numbers(index, counts[sheet.key])
        full.write(_NAMES, _with_rows(empty.read(_NAMES), rows))
        full.write(PART, strings.part())
    return counts


def _made_at(part: bytes, content: WorkbookContent) -> bytes:
    """Return the core properties with the export's own time, where openpyxl puts the clock's."""
    moment = content.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return _MODIFIED.sub(rb"\g<1>" + moment.encode(), part)


class _Counter:
    """Tells the progress how many rows are written; the total is not known to a stream."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._done = 0

    def add(self, rows: int) -> None:
        self._done += rows
        self._progress.step(self._done, 0, "export-rows")


def _row_numbers(index: int, count: int) -> dict[int, int]:
    """Return what the shell's range marks of the sheet at ``index`` stand for."""
    last = max(FIRST_DATA_ROW, FIRST_DATA_ROW + count - 1)
    return dict(zip(range_marks(index), (last, last + 1, last + SPARE_ROWS), strict=True))


def _with_rows(part: bytes, rows: dict[int, int]) -> bytes:
    text = part.decode()
    return _ROW_REFERENCE.sub(lambda match: str(rows.get(int(match[0]), match[0])), text).encode()


def _write_sheet(
    stream: Deflating,
    part: bytes,
    sheet: Sheet,
    shell: Shell,
    content: WorkbookContent,
    strings: SharedStrings,
    index: int,
    written: _Counter,
) -> int:
    # The dimension would be a lie by the time the rows are in; it may be left out.
    head, _, tail = _DIMENSION.sub(b"", part).partition(_SHEET_DATA_END)
    styles = shell.styles[sheet.key]
    stream.write(head)
    count = _write_rows(stream, sheet, styles, content, strings, written)
    if sheet.kinds:
        texts = (True, True, *(column.number_format == "@" for column in sheet.columns))
        first = FIRST_DATA_ROW + count
        stream.write(spare_rows(styles, texts, first, SPARE_ROWS).encode())
    stream.write(
        _SHEET_DATA_END
        + _with_rows(tail, _row_numbers(index, count)).replace(
            b"</worksheet>", _no_green_corners(sheet, count) + b"</worksheet>"
        )
    )
    return count


def _no_green_corners(sheet: Sheet, count: int) -> bytes:
    """Return the mark that spares Excel's warning about numbers kept as text."""
    last = FIRST_DATA_ROW + count + SPARE_ROWS
    cells = f"A1:{column_letters(len(sheet.columns) + 1)}{last}"
    return (
        f'<ignoredErrors><ignoredError sqref="{cells}" numberStoredAsText="1"/></ignoredErrors>'
    ).encode()


def _write_rows(
    stream: Deflating,
    sheet: Sheet,
    styles: Sequence[int],
    content: WorkbookContent,
    strings: SharedStrings,
    written: _Counter,
) -> int:
    given = content.rows.get(sheet.key, ())
    readers: Sequence[Reader] | None = None
    pages: Iterable[Sequence[Any]]
    if isinstance(given, StoredRows):
        readers, pages = given.readers, given.pages
    else:
        pages = given_rows(sheet, given, _BATCH)
    make_rows = rows_maker(sheet, styles, content.export_code, strings, readers, content.looked_at)
    number = FIRST_DATA_ROW
    for page in pages:
        for first in range(0, len(page), _BATCH):
            batch = page[first : first + _BATCH]
            if number + len(batch) > MOST_ROWS - SPARE_ROWS:
                raise RefusedError("workbook-too-many-rows", most=MOST_ROWS - SPARE_ROWS)
            stream.write(make_rows(number, batch))
            number += len(batch)
            written.add(len(batch))
    return number - FIRST_DATA_ROW
