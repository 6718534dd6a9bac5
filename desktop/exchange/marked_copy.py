"""A copy of a returned workbook in which the cells that were not understood are pointed at.

The cells are coloured and carry a comment that says what is wrong; what they hold stays, so that
the copy merges as the original does. Large sheets stream through: memory stays small.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import IO, TYPE_CHECKING

from desktop.exchange.comment_parts import commented, drawn
from desktop.exchange.guard import FileKind, guard
from desktop.exchange.marked_header import columns_named, first_visible
from desktop.exchange.package_copy import (
    CONTENT_TYPES,
    WORKBOOK,
    copy_package,
    relations,
    relations_name,
    sheet_parts,
    small_part,
)
from desktop.exchange.sheet_cells import column_number, split_row
from desktop.exchange.sheet_stream import SheetEdit, edit_sheet
from desktop.exchange.sheet_styles import STYLES, SheetStyles
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from desktop.exchange.package_copy import NewPart, SheetPart
    from desktop.exchange.sheet_stream import SheetNames

COLOUR = "FFFFC7CE"
"""Light red, as Excel's own style for bad values."""
AUTHOR = "核对"
_MOST_COMMENTS = 10_000
_LETTERS = re.compile(r"[A-Z]{1,3}")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_LEGACY = re.compile(rb"<(?:[\w.-]+:)?legacyDrawing\s[^>]*:id\s*=\s*[\"']([^\"']*)[\"']")
_AFTER_LEGACY = re.compile(
    rb"<(?:mc:AlternateContent|(?:[\w.-]+:)?(?:legacyDrawingHF|drawingHF|picture|oleObjects"
    rb"|controls|webPublishItems|tableParts|extLst))(?=[\s/>])|</(?:[\w.-]+:)?worksheet>"
)

_Cells = dict[tuple[int, int], str]


def mark_cells(
    source: Path,
    target: Path,
    marks: Mapping[tuple[str, int, str], str],
    *,
    author: str = AUTHOR,
    sha256: str = "",
) -> int:
    """Write a copy of ``source`` with ``marks`` to ``target`` and return how many were made.

    Args:
        source: the workbook; it is only read.
        target: where the copy goes.
        marks: (sheet, row number, column letters or heading) → what is wrong; an empty column
            marks the row's first visible cell. What names no sheet or column is left out.
        author: whom the comments name.
        sha256: of the file that the marks belong to; empty asks nothing.

    Raises:
        InputError: the file cannot be used (``guard``), is no .xlsx (``sheet-not-xlsx``), is not
            the one with ``sha256`` (``file-changed-since``), or is written in a way that cannot be
            changed in place (``sheet-not-editable``).
        MachineError: ``workbook-not-written``.
    """
    checked = guard(source, formulas=True)
    if checked.kind is not FileKind.XLSX:
        raise InputError("sheet-not-xlsx", file=checked.name)
    if sha256 and hashlib.sha256(checked.data).hexdigest() != sha256:
        raise InputError("file-changed-since", file=checked.name)
    with zipfile.ZipFile(BytesIO(checked.data)) as package:
        copy = _Copy(package, author)
        for number, sheet in enumerate(sheet_parts(package), start=1):
            wanted = {key[1:]: text for key, text in marks.items() if key[0] == sheet.name}
            if wanted:
                copy.mark(sheet, number, _placed(package, sheet, wanted))
        copy_package(package, target, copy.changed(), last=STYLES)
    return copy.count


def _placed(
    package: zipfile.ZipFile, sheet: SheetPart, wanted: Mapping[tuple[int, str], str]
) -> _Cells:
    """Return the marks of one sheet by (row, column); headings are looked up in its first rows."""
    labels = {column for _, column in wanted if column and not _LETTERS.fullmatch(column)}
    named = columns_named(package, sheet.part, labels) if labels else {}
    first = first_visible(package, sheet.part) if any(not c for _, c in wanted) else 0
    found: _Cells = {}
    for (row, column), text in wanted.items():
        if not column:
            place: int | None = first
        elif column in named:
            place = named[column]
        else:
            place = column_number(column) if _LETTERS.fullmatch(column) else None
        if place is None or row < 1:
            continue
        before = found.get((row, place))
        found[row, place] = text if before is None else f"{before}\n{text}"
    return found


@dataclass(frozen=True, slots=True)
class _Linked:
    """Where the comments of a sheet live, and what was added for them."""

    comments: str
    drawing: str
    is_new: bool


class _Copy:
    """Collects what differs in the copy."""

    def __init__(self, package: zipfile.ZipFile, author: str) -> None:
        self.count = 0
        self._package = package
        self._author = author
        self._styles = SheetStyles(small_part(package, STYLES))
        self._changed: dict[str, NewPart] = {}
        self._types = small_part(package, CONTENT_TYPES)
        self._strict = b"purl.oclc.org" in small_part(package, WORKBOOK)[:2000]

    def changed(self) -> dict[str, NewPart]:
        """Return the parts that differ."""
        if not self._changed:
            return {}
        made = {**self._changed, CONTENT_TYPES: self._types}
        if self._styles.known:
            made[STYLES] = lambda _: (self._styles.data,)
        return made

    def mark(self, sheet: SheetPart, number: int, cells: _Cells) -> None:
        """Colour and comment ``cells`` of one sheet."""
        if not cells:
            return
        self.count += len(cells)
        linked = self._linked(sheet.part, number)
        texts = dict(sorted(cells.items())[:_MOST_COMMENTS])
        comments, new = commented(
            small_part(self._package, linked.comments), texts, self._author, strict=self._strict
        )
        drawing = drawn(small_part(self._package, linked.drawing), new, number)
        self._changed[linked.comments], self._changed[linked.drawing] = comments, drawing
        if linked.is_new:
            self._link(sheet.part, linked, number)
        columns: dict[int, list[int]] = {}
        for row, column in cells:
            columns.setdefault(row, []).append(column)
        identity = f"hbDrawing{number}" if linked.is_new else ""
        self._changed[sheet.part] = lambda stream: self._sheet(stream, columns, identity)

    def _sheet(
        self, stream: IO[bytes], columns: dict[int, list[int]], identity: str
    ) -> Iterable[bytes]:
        def change(number: int, xml: bytes, names: SheetNames) -> bytes:
            row = split_row(number, xml, names)
            for column in columns[number]:
                style = self._styles.with_fill(row.style(column), COLOUR)
                if style is not None:
                    row.restyle(column, style)
            return row.xml()

        def tail(data: bytes, names: SheetNames) -> bytes:
            return self._with_drawing(data, names, identity) if identity else data

        return edit_sheet(stream, SheetEdit(sorted(columns), change, tail=tail))

    def _with_drawing(self, tail: bytes, names: SheetNames, identity: str) -> bytes:
        found = _AFTER_LEGACY.search(tail)
        if found is None:
            raise InputError("sheet-not-editable")
        base = _RELATIONS_STRICT if self._strict else _RELATIONS
        p = names.prefix.decode()
        tag = f'<{p}legacyDrawing xmlns:hbr="{base}" hbr:id="{identity}"/>'
        return tail[: found.start()] + tag.encode() + tail[found.start() :]

    def _linked(self, part: str, number: int) -> _Linked:
        """Return the parts of the sheet's comments: those it has, or names for new ones."""
        comments = next(iter(relations(self._package, part, "comments").values()), "")
        drawing = self._legacy_drawing(part, relations(self._package, part, "vmlDrawing"))
        if comments and drawing:
            return _Linked(comments, drawing, is_new=False)
        if comments or drawing:  # controls or headers use the drawing: nothing to build on
            raise InputError("sheet-not-editable")
        name = f"hb{number}"
        return _Linked(f"xl/comments_{name}.xml", f"xl/drawings/vmlDrawing_{name}.vml", is_new=True)

    def _legacy_drawing(self, part: str, own: dict[str, str]) -> str:
        if not own:
            return ""
        with self._package.open(part) as stream:
            end = b""
            while piece := stream.read(1 << 20):
                end = (end + piece)[-(1 << 20) :]
        found = _LEGACY.search(end)
        return own.get(found[1].decode(), "") if found else ""

    def _link(self, part: str, linked: _Linked, number: int) -> None:
        base = _RELATIONS_STRICT if self._strict else _RELATIONS
        name = relations_name(part)
        present = small_part(self._package, name) or (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
        )
        links = (
            ("vmlDrawing", f"hbDrawing{number}", linked.drawing),
            ("comments", f"hbComments{number}", linked.comments),
        )
        self._changed[name] = _added(
            present,
            "Relationships",
            *(
                f'Relationship Id="{identity}" Type="{base}/{kind}" Target="/{target}"'
                for kind, identity, target in links
            ),
        )
        kinds = [f'Override PartName="/{linked.comments}" ContentType="{_COMMENTS_TYPE}"']
        if b'"vml"' not in self._types.lower():
            kinds.insert(0, f'Default Extension="vml" ContentType="{_VML_TYPE}"')
        self._types = _added(self._types, "Types", *kinds)


def _added(data: bytes, name: str, *elements: str) -> bytes:
    """Return ``data`` with elements (without their brackets) at the end of its root."""
    word = name.encode()
    data = re.sub(rb"<((?:[\w.-]+:)?%s)((?:\s[^>]*)?)/>" % word, rb"<\1\2></\1>", data)
    found = re.search(rb"</((?:[\w.-]+:)?)%s\s*>" % word, data)
    if found is None:
        raise InputError("sheet-not-editable")
    prefix = found[1].decode()
    inside = "".join(f"<{prefix}{element}/>" for element in elements).encode()
    return data[: found.start()] + inside + data[found.start() :]
