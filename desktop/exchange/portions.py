"""Large sheets read a portion at a time, so that memory does not grow with the rows.

calamine lays a sheet out whole. Here a large one is unpacked as a stream and cut between rows;
each portion becomes a small package of its own, with the styles and strings of the workbook, which
calamine reads. Because the portions fit the processor's cache, this is also faster.

What cannot be cut cleanly (rows without numbers, comments in the XML, one row that fills the
file) comes as one portion. Runs in the reading child only.
"""

from __future__ import annotations

import re
import zipfile
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.exchange.package_copy import sheet_parts
from desktop.exchange.part_pieces import part_pieces
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Merged: TypeAlias = "list[tuple[tuple[int, int], tuple[int, int]]]"

LARGE = 4_000_000
"""Bytes of a sheet's XML from which on it is read in portions."""
_PORTION = 1_000_000
_MOST_BESIDE = 4_000_000
"""Bytes of the parts that every portion takes along; texts of all cells in one table are more."""
_SHEETS = "xl/worksheets/"
_MAIN = b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_DATA = b"<sheetData>"
_DATA_END = b"</sheetData>"
_END = _DATA_END + b"</worksheet>"
_ROW = b"<row "
_NUMBERED = re.compile(rb"""<row\s(?:[^<>]*\s)?r=["']\d""")
_DIMENSION = re.compile(rb"<dimension\s[^<>]*>(?:</dimension>)?")


def portioned(data: bytes) -> Portions | None:
    """Return how the workbook ``data`` is read in portions; None where it is read whole."""
    with suppress(InputError, zipfile.BadZipFile, KeyError):
        package = zipfile.ZipFile(BytesIO(data))
        large = [
            entry
            for entry in package.infolist()
            if entry.filename.startswith(_SHEETS) and entry.file_size > LARGE
        ]
        beside = [entry for entry in package.infolist() if not entry.filename.startswith(_SHEETS)]
        kept = [e for e in beside if e.filename.endswith((".xml", ".rels"))]
        if large and sum(entry.file_size for entry in kept) <= _MOST_BESIDE:
            named = {one.part: one.name for one in sheet_parts(package)}
            entries = {named[e.filename]: e for e in large if e.filename in named}
            return Portions(package, entries, {e.filename: package.read(e) for e in kept})
    return None


class Portions:
    """The large sheets of one workbook."""

    def __init__(
        self,
        package: zipfile.ZipFile,
        entries: Mapping[str, zipfile.ZipInfo],
        beside: Mapping[str, bytes],
    ) -> None:
        self._package = package
        self._entries = entries
        self._beside = beside

    def holds(self, name: str) -> bool:
        """Return whether the sheet of that name is read in portions."""
        return name in self._entries

    def rows(self, name: str) -> Iterator[list[Any]]:
        """Yield the rows of a sheet from its first row and column on.

        Raises:
            ValueError: the rows do not stand in their order.
        """
        above, width = 0, 0
        for top, left, rows in self._read(name):
            if top < above:
                raise ValueError(top)
            width = max(width, left + len(rows[0]))
            for _ in range(top - above):
                yield [""] * width
            before, behind = [""] * left, [""] * (width - left - len(rows[0]))
            for row in rows:
                yield [*before, *row, *behind] if before or behind else row
            above = top + len(rows)

    def merged(self, name: str) -> Merged:
        """Return the merged cells of a sheet, as calamine does."""
        entry = self._entries[name]
        tail = b""
        found = False
        for piece in part_pieces(self._package, entry):
            tail += piece
            if not found:
                start = tail.find(_DATA_END)
                found = start >= 0
                tail = tail[start:] if found else tail[-len(_DATA_END) :]
        if not found or b"mergeCell" not in tail:
            return []
        sheet = self._sheet(name, b"<worksheet xmlns=%b>" % _MAIN + _DATA + tail)
        return sheet.merged_cell_ranges or []

    def _read(self, name: str) -> Iterator[tuple[int, int, list[list[Any]]]]:
        for portion in self._cut(self._entries[name]):
            sheet = self._sheet(name, portion)
            if sheet.start is not None:
                top, left = sheet.start
                yield top, left, sheet.to_python(skip_empty_area=True)

    def _cut(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield documents of some rows each; together they hold every row of the sheet."""
        held: list[bytes] = []
        size, wanted = 0, _PORTION
        head = b""
        for piece in part_pieces(self._package, entry):
            held.append(piece)
            size += len(piece)
            if size < wanted:
                continue
            text = b"".join(held)
            if not head:
                head, text = _without_head(text)
            place = _last_row(text) if head else 0
            if place:
                yield head + text[:place] + _END
                text = text[place:]
            held, size = [text], len(text)
            # where no cut was found it is looked for again when there is twice as much
            wanted = _PORTION if place else 2 * size
        yield head + b"".join(held)

    def _sheet(self, name: str, document: bytes) -> Any:
        from python_calamine import load_workbook

        target = BytesIO()
        with zipfile.ZipFile(target, "w") as package:
            for part, data in self._beside.items():
                package.writestr(part, data)
            package.writestr(self._entries[name].filename, document)
        target.seek(0)
        return load_workbook(target).get_sheet_by_name(name)


def _without_head(text: bytes) -> tuple[bytes, bytes]:
    """Return what stands before the rows, without the stated size, and the rest."""
    place = text.find(_DATA)
    if place < 0:
        return b"", text
    place += len(_DATA)
    return _DIMENSION.sub(b"", text[:place]), text[place:]


def _last_row(text: bytes) -> int:
    """Return where the last row begins that a portion may begin with; 0 for nowhere."""
    if b"<!" in text:  # a comment may hold what looks like a row
        return 0
    place = text.rfind(_ROW)
    while place > 0 and not _NUMBERED.match(text, place):
        place = text.rfind(_ROW, 0, place)
    return max(place, 0)
