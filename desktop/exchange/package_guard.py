"""The structure of an .xlsx before anybody parses it: the zip, its sizes, its XML declarations.

Every part is unpacked once in small pieces and thrown away, which proves its true size and its
checksum; the pieces are searched for what no spreadsheet program writes. Memory stays small
whatever the file claims.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PARTS = 5_000
LARGEST_PART = 800_000_000
LARGEST_SUM = 1_000_000_000
HIGHEST_RATIO = 250
_RATIO_FROM = 20_000_000
_PIECE = 1 << 18
_OVERLAP = 32
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FAR_CELL = re.compile(rb'<c r="[A-Z]{3}\d')
_FAR_ROW = re.compile(rb'<row r="(?:[2-9]\d{6}|1[1-9]\d{5}|10[5-9]\d{4}|\d{8,})"')
_NOT_BOM = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


def check_package(name: str, data: bytes) -> None:
    """Check the zip ``data`` of the file ``name``.

    Raises:
        InputError: it is damaged, hostile, password-protected or no workbook.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            _check_entries(name, entries, len(data))
            _check_is_workbook(name, {entry.filename for entry in entries})
            for entry in entries:
                _check_part(name, package, entry)
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


def _check_part(name: str, package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    is_markup = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    is_sheet = is_markup and entry.filename.lower().startswith("xl/worksheets/")
    tail = b""
    total = 0
    with package.open(entry) as stream:
        while piece := stream.read(_PIECE):
            if is_markup:
                if total == 0 and piece.startswith(_NOT_BOM):
                    raise _hostile(name)  # UTF-16: calamine would silently see nothing
                _check_piece(name, tail + piece, is_sheet)
                tail = piece[-_OVERLAP:]
            total += len(piece)
    if total != entry.file_size:
        raise InputError("file-damaged", file=name)


def _check_piece(name: str, piece: bytes, is_sheet: bool) -> None:
    if b"<!" in piece and _DECLARATION.search(piece):
        raise _hostile(name)
    if is_sheet and (_FAR_CELL.search(piece) or _FAR_ROW.search(piece)):
        raise InputError("file-sheet-too-wide", file=name)


def _hostile(name: str) -> InputError:
    return InputError("file-hostile", file=name)
