"""A returned workbook from the file to rows: guarded, read in a child process, understood."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.exchange.guard import FileKind, guard
from desktop.exchange.identity import Stamps, read_stamps
from desktop.exchange.reader import Reading, iterate_dates, read_sheets
from desktop.exchange.sifting import SiftedSheet, sifted_pages
from desktop.exchange.workbook import ReturnedWorkbook, read_sifted
from desktop.kernel.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.exchange.guard import GuardedFile
    from desktop.exchange.reader import RawSheet
    from desktop.kernel.progress import Progress


def read_returned(path: Path, progress: Progress | None = None) -> tuple[ReturnedWorkbook, str]:
    """Return what ``path`` holds and the SHA-256 of the file, by which it is known again.

    Raises:
        InputError: the file cannot be used, or nothing in it says which export it is
            (``workbook-no-export-id``).
        MachineError: the reading child cannot be started.
        CancelledError: a person stopped it.
    """
    source = guard(path)
    content = source.data or source.text.encode()
    digest = sha256(content).hexdigest()
    if source.kind is FileKind.CSV:
        pages = (
            page
            for one in read_sheets(source)
            for page in sifted_pages(one.name, _from_the_first_row(one))
        )
        return read_sifted(pages, Stamps(), progress), digest
    stamps = read_stamps(BytesIO(source.data))
    return read_sifted(_sifted(source, progress or NoProgress()), stamps, progress), digest


def _sifted(source: GuardedFile, progress: Progress) -> Iterator[SiftedSheet]:
    with Reading(source, sift=True) as reading:
        for _, title, head, touched, same in reading.answers(progress):
            iterate_dates(head)
            iterate_dates([row for _, row in touched])
            yield SiftedSheet(title, head, touched, same)


def _from_the_first_row(sheet: RawSheet) -> Sequence[Sequence[object]]:
    """Return the rows so that the index is the row number the person sees, less one."""
    above: list[list[object]] = [[] for _ in range(sheet.first_row - 1)]
    return above + sheet.rows
