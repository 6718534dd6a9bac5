"""The child that reads a workbook: python-calamine behind a memory limit, and nothing else.

It imports the standard library and calamine only. Some files make calamine abort the process or
raise past ``Exception`` (``exchange.md``); that ends this child and is one sentence in the parent.

The request comes on standard input: a frame with ``{"memory": bytes, "sift": bool, "first":
[sheet names]}``, then a frame with the file. Answers are frames on standard output:
``("sheet", name, visible, first_row, first_column, merged)``, ``("rows", [[cell, ...], ...])``
with a third item where dates are among them, or ``("sifted", ...)``
(:mod:`desktop.exchange.sifting`), and at last ``("end",)`` or ``("error", kind)``. A frame is
eight bytes of length, big-endian, and that many bytes of ``marshal``: parent and child are the
same program. Dates travel as ``("date", "2024-03-05T00:00:00")``.
"""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROWS_A_FRAME = 4_000
LARGEST_FRAME = 1 << 30
_HEAD = 8


def main() -> int:
    """Answer one request and return the exit code."""
    inward, outward = sys.stdin.buffer, sys.stdout.buffer
    request = marshal.loads(receive(inward))  # noqa: S302 - written by our own parent
    limit_memory(int(request["memory"]))
    data = receive(inward)
    try:
        for answer in _sifted(data) if request.get("sift") else _read(data, request["first"]):
            send(outward, answer)
        send(outward, marshal.dumps(("end",)))
    except MemoryError:
        send(outward, marshal.dumps(("error", "memory")))
    except BaseException as failure:  # noqa: BLE001 - a Rust panic is no Exception
        kind = "password" if type(failure).__name__ == "PasswordError" else "unreadable"
        send(outward, marshal.dumps(("error", kind)))
    return 0


def send(stream: IO[bytes], data: bytes) -> None:
    """Write one frame."""
    stream.write(len(data).to_bytes(_HEAD, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Read one frame.

    Raises:
        EOFError: the other side ended.
    """
    head = stream.read(_HEAD)
    if len(head) < _HEAD:
        raise EOFError
    length = int.from_bytes(head, "big")
    if length > LARGEST_FRAME:  # not a frame: something else writes here
        raise EOFError
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def limit_memory(limit: int) -> None:
    """Hold this process to ``limit`` bytes; on Windows its parent does that with a job object."""
    if sys.platform == "win32":  # there the parent holds this process in a job object
        return
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with suppress(OSError, ValueError):  # a crash must not leave people's data in a core file
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(data: bytes, first: list[str]) -> Iterator[bytes]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    from desktop.exchange.portions import portioned

    portions = portioned(data)
    with load_workbook(BytesIO(data)) as book:
        for meta in sorted(book.sheets_metadata, key=lambda one: one.name not in first):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            visible = meta.visible == SheetVisibleEnum.Visible
            if portions is not None and portions.holds(meta.name):
                merged = portions.merged(meta.name)
                yield marshal.dumps(("sheet", meta.name, visible, 0, 0, merged))
                yield from _frames(portions.rows(meta.name))
                continue
            sheet = book.get_sheet_by_name(meta.name)
            top, left = sheet.start or (0, 0)
            merged = sheet.merged_cell_ranges or []
            yield marshal.dumps(("sheet", meta.name, visible, top, left, merged))
            # iter_rows gives the rows above the first filled one too
            yield from _frames(islice(sheet.iter_rows(), top, None))


def _sifted(data: bytes) -> Iterator[bytes]:
    """Yield the sheets of our own workbook: only rows that somebody touched travel in full."""
    from python_calamine import load_workbook

    from desktop.exchange.portions import portioned
    from desktop.exchange.sifting import sifted_frames

    with load_workbook(BytesIO(data)) as book:
        for name, title, head, touched, same in sifted_frames(book, portioned(data)):
            packed = [[_plain(cell) for cell in row] for row in head]
            rows = [(index, [_plain(cell) for cell in row]) for index, row in touched]
            yield marshal.dumps((name, title, packed, rows, same))


def _frames(rows: Iterable[list[Any]]) -> Iterator[bytes]:
    left = iter(rows)
    while frame := list(islice(left, ROWS_A_FRAME)):
        yield _packed(frame)


def _packed(rows: list[list[Any]]) -> bytes:
    try:
        return marshal.dumps(("rows", rows))
    except ValueError:  # dates among them
        return marshal.dumps(("rows", [[_plain(cell) for cell in row] for row in rows], "dates"))


def _plain(cell: object) -> object:
    if isinstance(cell, (datetime, date)):
        return ("date", cell.isoformat())
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return cell
