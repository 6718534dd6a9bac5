"""The rows of a sheet's XML as they stream by: some are changed, all others pass byte for byte.

The XML is not parsed but cut at its rows, which keeps what other programs wrote exactly as it is
and takes little memory. What would deceive such cutting (comments, CDATA, another encoding, rows
out of order) is refused in words instead.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_PIECE = 1 << 20
_LONGEST_ROW = 16_000_000
_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet\b")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)""")
_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_CACHED = re.compile(rb"(<(?:[\w.-]+:)?f\b[^>]*/>|</(?:[\w.-]+:)?f>)\s*<((?:[\w.-]+:)?v)\b[^>]*"
                     rb"(?:/>|>[^<]*</\2>)")  # fmt: skip


@dataclass(slots=True)
class SheetNames:
    """How the sheet writes its tags: with a namespace prefix (``x:``) or without."""

    prefix: bytes = b""

    def opening(self, name: bytes) -> re.Pattern[bytes]:
        """Return a pattern of the opening tag of ``name``."""
        return re.compile(rb"<" + re.escape(self.prefix + name) + rb"(?=[\s/>])[^>]*>")

    def closing(self, name: bytes) -> bytes:
        """Return the closing tag of ``name``."""
        return b"</" + self.prefix + name + b">"


@dataclass(frozen=True, slots=True)
class SheetEdit:
    """What becomes of a sheet.

    Attributes:
        rows: numbers of the rows to change, rising.
        change: row number and its XML (``b""`` where there is none yet) to its new XML.
        head: what stands before the rows, changed.
        tail: what stands behind the rows, changed.
        recalculate: whether the stored results of formulas go, so that they are computed anew.
    """

    rows: Sequence[int]
    change: Callable[[int, bytes, SheetNames], bytes]
    head: Callable[[bytes, SheetNames], bytes] = lambda data, _: data
    tail: Callable[[bytes, SheetNames], bytes] = lambda data, _: data
    recalculate: bool = False


def edit_sheet(stream: IO[bytes], edit: SheetEdit) -> Iterator[bytes]:
    """Yield the sheet in ``stream`` with ``edit`` done to it.

    Raises:
        InputError: ``sheet-not-editable``.
    """
    head, rest, names = _head(stream)
    yield edit.head(head, names)
    editor = _Rows(edit, names)
    closing, end = names.closing(b"row"), names.closing(b"sheetData")
    while True:
        stop = rest.find(end)
        cut = stop if stop >= 0 else rest.rfind(closing) + len(closing)
        if stop >= 0 or cut >= len(closing):
            yield editor.block(rest[:cut])
            rest = rest[cut:]
        if stop >= 0:
            break
        piece = stream.read(_PIECE)
        if not piece or len(rest) > _LONGEST_ROW:
            raise InputError("sheet-not-editable")
        rest += piece
    yield editor.rest()
    tail = rest + stream.read()
    _refuse_odd(tail)
    yield edit.tail(tail, names)


def row_number(tag: bytes, before: int) -> int:
    """Return the number of a row, which follows the one before where it names none."""
    found = _NUMBER.search(tag)
    return int(found[1]) if found else before + 1


def without_results(rows: bytes) -> bytes:
    """Return ``rows`` whose formulas have no stored result."""
    return _CACHED.sub(rb"\1", rows)


class _Rows:
    def __init__(self, edit: SheetEdit, names: SheetNames) -> None:
        self._edit = edit
        self._names = names
        self._waiting = deque(edit.rows)
        self._tag = names.opening(b"row")
        self._closing = names.closing(b"row")
        self._number = 0

    def block(self, rows: bytes) -> bytes:
        """Return whole rows changed."""
        _refuse_odd(rows)
        if not self._waiting:
            return self._passed(rows)
        made: list[bytes] = []
        done = 0
        for tag in self._tag.finditer(rows):
            number = row_number(tag[0], self._number)
            if number <= self._number:
                raise InputError("sheet-not-editable")
            self._number = number
            if not self._waiting or number < self._waiting[0]:
                continue
            made.append(self._passed(rows[done : tag.start()]))
            done = tag.start()
            while self._waiting and self._waiting[0] < number:
                made.append(self._edit.change(self._waiting.popleft(), b"", self._names))
            if self._waiting and self._waiting[0] == number:
                done = self._end(rows, tag)
                old = self._passed(rows[tag.start() : done])
                made.append(self._edit.change(self._waiting.popleft(), old, self._names))
        made.append(self._passed(rows[done:]))
        return b"".join(made)

    def rest(self) -> bytes:
        """Return the rows that stand below the last one."""
        return b"".join(self._edit.change(number, b"", self._names) for number in self._waiting)

    def _end(self, rows: bytes, tag: re.Match[bytes]) -> int:
        if tag[0].endswith(b"/>"):
            return tag.end()
        end = rows.find(self._closing, tag.end())
        if end < 0:
            raise InputError("sheet-not-editable")
        return end + len(self._closing)

    def _passed(self, rows: bytes) -> bytes:
        if self._edit.recalculate and self._names.prefix + b"f" in rows:
            return without_results(rows)
        return rows


def _head(stream: IO[bytes]) -> tuple[bytes, bytes, SheetNames]:
    """Return what stands up to the first row, what follows, and how tags are written."""
    data = stream.read(_PIECE)
    root = _ROOT.search(data)
    encoding = _ENCODING.search(data[:200])
    usual = encoding is None or encoding[1].lower() in {b"utf-8", b"utf8", b"us-ascii"}
    if root is None or not usual:
        raise InputError("sheet-not-editable")
    names = SheetNames(root[1] + b":" if root[1] else b"")
    opening = names.opening(b"sheetData")
    while (found := opening.search(data)) is None:
        piece = stream.read(_PIECE)
        if not piece or len(data) > _LONGEST_ROW:
            raise InputError("sheet-not-editable")
        data += piece
    _refuse_odd(data[: found.start()])
    if found[0].endswith(b"/>"):
        tag = found[0][:-2].rstrip() + b">"
        return data[: found.start()] + tag, names.closing(b"sheetData") + data[found.end() :], names
    return data[: found.end()], data[found.end() :], names


def _refuse_odd(data: bytes) -> None:
    if b"<!" in data:
        raise InputError("sheet-not-editable")
