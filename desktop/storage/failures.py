"""Whose fault is it? Database and system failures, sorted into sentences people can act on.

What the world did (disk full, read-only place, damaged page, another program) becomes a
:class:`~desktop.kernel.errors.HubiaoError`; what is our own mistake stays what it is and goes to
the crash report.
"""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from desktop.kernel.errors import HubiaoError, LedgerError, MachineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_CONSTRAINT = 19
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

_MEANINGS: Mapping[int, Callable[[], HubiaoError]] = {
    5: lambda: LedgerError("ledger-busy"),  # SQLITE_BUSY
    6: lambda: LedgerError("ledger-busy"),  # SQLITE_LOCKED
    8: lambda: MachineError("place-not-writable"),  # SQLITE_READONLY
    10: lambda: MachineError("disk-failed"),  # SQLITE_IOERR
    11: lambda: LedgerError("ledger-damaged"),  # SQLITE_CORRUPT
    13: lambda: MachineError("disk-full"),  # SQLITE_FULL
    14: lambda: LedgerError("ledger-cannot-open"),  # SQLITE_CANTOPEN
    26: lambda: LedgerError("ledger-damaged"),  # SQLITE_NOTADB
}
"""By SQLite's primary result code (https://sqlite.org/rescode.html)."""

# The driver's online backup raises without the code; SQLite's own sentence tells it.
_SENTENCES: Mapping[str, int] = {
    "database is locked": 5,
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
    "unable to open database file": 14,
    "file is not a database": 26,
}


def of_system(error: OSError) -> HubiaoError:
    """Return what an operating-system failure means for a person."""
    if error.errno in _FULL:
        return MachineError("disk-full")
    if error.errno in _FORBIDDEN:
        return MachineError("place-not-writable")
    if error.errno == errno.ENOENT:
        return MachineError("ledger-file-gone")
    return MachineError("disk-failed")


def of_database(error: BaseException) -> HubiaoError | None:
    """Return what a database failure means for a person, or None when it is our own mistake."""
    original = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(original, "sqlite_errorcode", None) or _SENTENCES.get(str(original))
    if not isinstance(code, int):
        return None
    if code & 0xFF == _CONSTRAINT and "FOREIGN KEY" in str(original):
        return LedgerError("record-still-used")
    # A constructor per code, so that the catalogue test sees every code as a literal.
    make = _MEANINGS.get(code & 0xFF)
    return None if make is None else make()


@contextmanager
def translated() -> Iterator[None]:
    """Let the world's failures leave the block as sentences, our own as they are."""
    try:
        yield
    except OSError as error:
        raise of_system(error) from error
    except (DBAPIError, dbapi2.Error) as error:
        meaning = of_database(error)
        if meaning is None:
            raise
        raise meaning from error
