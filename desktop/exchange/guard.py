"""The first look at a file from outside: what it is, and that it is safe to hand on.

The file is read into memory once its size stands still, so that nothing changes under the reader
and nobody's data lies in a temporary copy. What passes is either a .csv already decoded or a
workbook whose bytes only the child process parses (:mod:`desktop.exchange.reader`).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.exchange.csv_reading import decoded
from desktop.exchange.package_guard import check_package
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 100_000_000
LARGEST_XLS = 64_000_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OTHER_MAGIC = (
    b"%PDF",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"Rar!",
    b"7z\xbc\xaf",
    b"SQLite f",
)
_MARKUP = (b"<?xml", b"<html", b"<!doctype", b"<table", b"mime-version")
_TEXT_ENDINGS = frozenset({".csv", ".txt", ".tsv"})
_WAITS = 25
_WAIT_SECONDS = 0.2
_FRESH_SECONDS = 0.2
_FILEPASS = b"\x2f\x00"


class FileKind(StrEnum):
    """What a guarded file is."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class GuardedFile:
    """A file that passed the guard.

    Attributes:
        name: its file name without the folder.
        kind: what it is, by its content.
        data: its bytes; empty for a .csv.
        text: the decoded text of a .csv.
        lock: name of a lock file beside it: somebody has it open; empty if not.
        unpacked: how many bytes its parts have together; 0 where it has none.
    """

    name: str
    kind: FileKind
    data: bytes
    text: str = ""
    lock: str = ""
    unpacked: int = 0


def guard(path: Path, *, formulas: bool = False) -> GuardedFile:
    """Return the content of ``path`` if it is a list that can be read safely.

    Args:
        path: the file.
        formulas: whether formulas without a result may stand in it: a template is filled, not read.

    Raises:
        InputError: it is missing, empty, too large, encrypted, damaged, hostile, still being
            written, itself a lock file, or no workbook at all; ``file-formulas-not-computed``.
    """
    if path.name.startswith(("~$", ".~lock.")):
        raise InputError("file-is-a-lock", file=path.name)
    lock = _lock_beside(path)
    data = _stable_bytes(path, lock)
    if not data:
        raise InputError("file-empty", file=path.name)
    if data.startswith(_OLE):
        _check_ole(path.name, data)
        return GuardedFile(path.name, FileKind.XLS, data, lock=lock)
    if data.startswith(_ZIP):
        unpacked = check_package(path.name, data, formulas=formulas)
        return GuardedFile(path.name, FileKind.XLSX, data, lock=lock, unpacked=unpacked)
    return GuardedFile(path.name, FileKind.CSV, b"", text=_decoded(path, data), lock=lock)


def _lock_beside(path: Path) -> str:
    names = (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#")
    return next((name for name in names if path.with_name(name).exists()), "")


def _stable_bytes(path: Path, lock: str) -> bytes:
    """Read the file; again, as long as its size or time changes meanwhile."""
    for _ in range(_WAITS):
        before = _size_and_time(path, lock)
        try:
            data = path.read_bytes()
        except OSError as failure:
            raise _unreadable(path, lock, failure) from failure
        if time.time() - before[1] / 1e9 < _FRESH_SECONDS:
            time.sleep(_FRESH_SECONDS / 2)  # written just now: is somebody still at it?
        if _size_and_time(path, lock) == before and len(data) == before[0]:
            return data
        time.sleep(_WAIT_SECONDS)
    raise InputError("file-still-changing", file=path.name, lock=lock or path.name)


def _size_and_time(path: Path, lock: str) -> tuple[int, int]:
    try:
        state = path.stat()
    except FileNotFoundError:
        raise InputError("file-missing", file=path.name) from None
    except OSError as failure:
        raise _unreadable(path, lock, failure) from failure
    if not path.is_file():
        raise InputError("file-not-a-workbook", file=path.name)
    if state.st_size > LARGEST_FILE:
        raise InputError("file-too-large", file=path.name, limit=LARGEST_FILE // 1_000_000)
    return state.st_size, state.st_mtime_ns


def _unreadable(path: Path, lock: str, failure: OSError) -> InputError:
    if lock or isinstance(failure, PermissionError):
        return InputError("file-held", file=path.name, lock=lock or path.name)
    return InputError("file-unreadable", file=path.name)


def _check_ole(name: str, data: bytes) -> None:
    """Tell an encrypted .xlsx, an .xls and other Office 97 files apart by their stream names."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError("file-encrypted", file=name)
    streams = ("Workbook", "Book")
    if not any((f"{stream}\0").encode("utf-16-le") in data for stream in streams):
        raise InputError("file-not-a-workbook", file=name)
    if len(data) > LARGEST_XLS:
        raise InputError("file-too-large", file=name, limit=LARGEST_XLS // 1_000_000)
    if _has_password(data):
        raise InputError("file-encrypted", file=name)


def _has_password(data: bytes) -> bool:
    """Look for a FILEPASS record right behind the first BOF ([MS-XLS] 2.4.117)."""
    for bof in (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00"):
        place = data.find(bof)
        if place < 0:
            continue
        place += 4 + data[place + 2]
        for _ in range(4):
            if data[place : place + 2] == _FILEPASS:
                return True
            place += 4 + int.from_bytes(data[place + 2 : place + 4], "little")
    return False


def _decoded(path: Path, data: bytes) -> str:
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith((*_OTHER_MAGIC, _EMPTY_ZIP)) or start.startswith(_MARKUP):
        raise InputError("file-not-a-workbook", file=path.name)
    if path.suffix.lower() not in _TEXT_ENDINGS:
        raise InputError("file-not-a-workbook", file=path.name)
    text = decoded(data)
    if text is None:
        raise InputError("file-not-a-workbook", file=path.name)
    return text
