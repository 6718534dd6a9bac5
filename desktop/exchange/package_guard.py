"""The structure of an .xlsx before anybody parses it: the zip, its sizes, its XML declarations.

Every part is unpacked once in small pieces and thrown away, which proves its true size and its
checksum; the pieces are searched for what no spreadsheet program writes. Memory stays small
whatever the file claims.
"""

from __future__ import annotations

import contextlib
import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.exchange.formula_values import FormulaValues
from desktop.exchange.part_pieces import part_pieces
from desktop.exchange.sheet_extent import SheetExtent
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PARTS = 5_000
LARGEST_PART = 800_000_000
LARGEST_SUM = 1_000_000_000
HIGHEST_RATIO = 250
_RATIO_FROM = 20_000_000
_OVERLAP = 64
_LONGEST_MARK = 2  # what is counted has three letters
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LINK, _KIND_OF_FILE = 0o120000, 0o170000
_ENDS = re.compile(
    rb"(?:</(?:[\w.-]+:)?(?:worksheet|sst|workbook|styleSheet)\s*>|<[\w.:-]+[^<>]*/>)\s*\Z"
)
_WHOLE = ("xl/worksheets/", "xl/sharedstrings.xml", "xl/workbook.xml", "xl/styles.xml")
_NOT_BOM = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


def check_package(name: str, data: bytes, *, formulas: bool = False) -> int:
    """Check the zip ``data`` of the file ``name`` and return how many bytes it unpacks to.

    Args:
        name: of the file.
        data: its bytes.
        formulas: whether formulas without a result may stand in it.

    Raises:
        InputError: it is damaged, hostile, password-protected or no workbook;
            ``file-formulas-not-computed``.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            _check_entries(name, entries, len(data))
            _check_is_workbook(name, {entry.filename for entry in entries})
            for entry in entries:
                _check_part(name, package, entry, formulas=formulas)
            return sum(entry.file_size for entry in entries)
    except (*_FAILURES, RuntimeError) as failure:
        raise InputError("file-damaged", file=name) from failure


def _check_entries(name: str, entries: Sequence[zipfile.ZipInfo], size: int) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MOST_PARTS or len({part.lower() for part in names}) != len(names):
        raise _hostile(name)
    if sum(entry.file_size for entry in entries) > LARGEST_SUM:
        raise _hostile(name)
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        _check_entry(name, entry)
        if entry.header_offset < end:  # overlapping parts: one bomb seen many times
            raise _hostile(name)
        end = entry.header_offset + _LOCAL_HEADER + entry.compress_size
    if end > size:
        raise InputError("file-damaged", file=name)


def _check_entry(name: str, entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise InputError("file-encrypted", file=name)
    part = entry.orig_filename
    if entry.external_attr >> 16 & _KIND_OF_FILE == _LINK:
        raise _hostile(name)
    outside = part.startswith("/") or "\\" in part or "\0" in part or ":" in part
    if outside or ".." in part.split("/") or entry.compress_type not in _METHODS:
        raise _hostile(name)
    bomb = entry.file_size > _RATIO_FROM and (entry.file_size > entry.compress_size * HIGHEST_RATIO)
    if entry.file_size > LARGEST_PART or bomb:
        raise _hostile(name)


def _check_is_workbook(name: str, parts: set[str]) -> None:
    if "[Content_Types].xml" not in parts or not any(
        part.startswith("xl/workbook.") for part in parts
    ):
        raise InputError("file-not-a-workbook", file=name)


def _check_part(
    name: str, package: zipfile.ZipFile, entry: zipfile.ZipInfo, *, formulas: bool
) -> None:
    part = entry.filename.lower()
    is_markup = part.endswith((".xml", ".rels", ".vml"))
    extent = SheetExtent() if is_markup and part.startswith("xl/worksheets/") else None
    values = FormulaValues() if extent is not None and not formulas else None
    tail = b""
    total = 0
    for piece in part_pieces(package, entry):
        if is_markup:
            if total == 0 and piece.startswith(_NOT_BOM):
                raise _hostile(name)  # UTF-16: calamine would silently see nothing
            joined = tail + piece
            _check_piece(name, joined, extent)
            if values is not None:
                values.look_at(piece)
            tail = joined[-_OVERLAP:]
        total += len(piece)
    whole = part.startswith(_WHOLE) and part.endswith(".xml")
    cut = whole and not _ENDS.search(tail.rstrip())
    if total != entry.file_size or cut:  # a sheet that was cut would silently lose rows
        raise InputError("file-damaged", file=name)
    if values is not None and values.missing:
        sheet = _sheet_name(package, entry)
        raise InputError("file-formulas-not-computed", file=name, sheet=sheet, cell=values.missing)
    if extent is not None and extent.is_large:
        _check_width(name, package, entry, extent)


def _check_piece(name: str, piece: bytes, extent: SheetExtent | None) -> None:
    if b"!" in piece and _DECLARATION.search(piece):
        raise _hostile(name)
    if extent is not None:
        extent.look_at(piece)
        if extent.is_outside:
            raise InputError("file-sheet-too-wide", file=name)


def _check_width(
    name: str, package: zipfile.ZipFile, entry: zipfile.ZipInfo, extent: SheetExtent
) -> None:
    """Count the cells of a large sheet; the few that are large are unpacked twice for it."""
    tail = b""
    for piece in part_pieces(package, entry):
        extent.count(tail + piece)
        tail = piece[-_LONGEST_MARK:]
    if extent.is_too_wide:
        raise InputError("file-sheet-too-wide", file=name)


def _sheet_name(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    from desktop.exchange.package_copy import sheet_parts

    with contextlib.suppress(InputError):
        named = {one.part: one.name for one in sheet_parts(package)}
        return named.get(entry.filename, entry.filename)
    return entry.filename


def _hostile(name: str) -> InputError:
    return InputError("file-hostile", file=name)
