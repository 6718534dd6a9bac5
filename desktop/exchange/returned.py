"""A returned workbook from the file to rows: guarded, read in a child process, understood."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.exchange.guard import FileKind, guard
from desktop.exchange.identity import Stamps, read_stamps
from desktop.exchange.reader import Reading, iterate_dates, read_sheets
from desktop.exchange.sifting import SiftedSheet, sift
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
    stamps = Stamps()
    if source.kind is not FileKind.CSV:
        stamps = read_stamps(BytesIO(source.data))
        sheets = list(_sifted(source, progress or NoProgress()))
    else:
        sheets = [sift(one.name, _from_the_first_row(one)) for one in read_sheets(source)]
    content = source.data or source.text.encode()
    return read_sifted(sheets, stamps, progress), sha256(content).hexdigest()


def _sifted(source: GuardedFile, progress: Progress) -> Iterator[SiftedSheet]:
    sheet: SiftedSheet | None = None
    tickets: list[str] = []
    with Reading(source, sift=True) as reading:
        for _, title, head, touched, same in reading.answers(progress):
            if sheet is not None and not head and title == sheet.title:
                tickets += same
                continue
            if sheet is not None:
                yield sheet
            iterate_dates(head)
            iterate_dates([row for _, row in touched])
            tickets = list(same)
            sheet = SiftedSheet(title, head, touched, tickets)
    if sheet is not None:
        yield sheet


def _from_the_first_row(sheet: RawSheet) -> Sequence[Sequence[object]]:
    """Return the rows so that the index is the row number the person sees, less one."""
    above: list[list[object]] = [[] for _ in range(sheet.first_row - 1)]
    return above + sheet.rows
