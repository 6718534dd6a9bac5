"""One writing program at a time: an operating-system lock with its owner's name inside."""

from __future__ import annotations

import json
import os
import socket
import sys
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import LedgerError

if TYPE_CHECKING:
    from pathlib import Path

_FAR = 1 << 30
"""On Windows a locked byte cannot be read by others, so one far behind the text is locked."""


class WriterLock:
    """The right to write one ledger, held until :meth:`release` or the end of the process.

    The file stays when the lock is released: removing it would let two programs hold two files.
    """

    def __init__(self, path: Path, owner: str, since: str) -> None:
        """Take the lock.

        Raises:
            LedgerError: ``ledger-held``, with who holds it and since when.
        """
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        if not _lock(self._descriptor):
            held = _owner(self._descriptor)
            os.close(self._descriptor)
            raise LedgerError(
                "ledger-held", who=held["who"], host=held["host"], since=held["since"]
            )
        text = json.dumps(
            {"who": owner, "host": socket.gethostname(), "pid": os.getpid(), "since": since},
            ensure_ascii=False,
        ).encode()
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, text, 0) if hasattr(os, "pwrite") else os.write(
            self._descriptor, text
        )

    def release(self) -> None:
        """Give the right back; a second call does nothing."""
        if self._descriptor >= 0:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = -1


def _owner(descriptor: int) -> dict[str, Any]:
    try:
        held = json.loads(os.read(descriptor, 4096))
    except (OSError, ValueError):
        held = {}
    unknown: dict[str, Any] = {"who": "?", "host": "?", "since": "?"}
    return {**unknown, **held} if isinstance(held, dict) else unknown


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
