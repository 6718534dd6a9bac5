"""Scans from outside: refused, or pages as upright JPEGs with the door codes read on them.

What a file claims to be is looked at here; it is decoded in a child process only
(:mod:`desktop.exchange.scan_worker`). Nothing is written to a disk.
"""

from __future__ import annotations

import marshal
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self

from desktop.exchange.reader import start_worker
from desktop.exchange.worker import receive, send
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from subprocess import Popen

LARGEST_FILE = 300_000_000
MOST_PAGES = 1_000
LONGEST_SIDE = 2_340
"""A4 at 200 dpi: fine print and a signature stay readable."""

LARGEST_JPEG = 900_000
SUFFIXES = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp")
_MEMORY = 1_500_000_000
_SECONDS_A_PAGE = 40.0
_MAGIC = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"BM", b"RIFF")
_FAILURES = {
    "kind": "scan-unknown-kind",
    "pixels": "scan-too-large",
    "memory": "scan-too-large",
    "pages": "scan-too-many-pages",
    "password": "scan-with-password",
    "damaged": "scan-damaged",
    "died": "scan-damaged",
}


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page as it may be kept.

    Attributes:
        jpeg: upright where a code says how it stands, nothing of the scanner's metadata.
        number: of the page in its file, from 1.
        codes: texts of our codes on it, a door's or a form's; none, or several where it is not
            one sheet.
        source_sha256: to know the page again: of the file, and for a file of several pages of
            that hash and the page's number (``HASH:NUMBER``).
        blank: nothing is on it: the back of a sheet.
    """

    jpeg: bytes
    number: int
    codes: tuple[str, ...]
    source_sha256: str
    blank: bool = False


def scan_bytes(path: Path) -> bytes:
    """Return the content of ``path`` if by size and first bytes it can be a scan.

    Raises:
        InputError: missing, unreadable, empty, too large, or of another kind.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError("scan-too-large", file=path.name)
        data = path.read_bytes()
    except OSError as failure:
        raise InputError("scan-unreadable", file=path.name) from failure
    if not data.startswith(_MAGIC):
        raise InputError("scan-unknown-kind", file=path.name)
    return data


class ScanReader:
    """Reads files one after the other in a child that is started anew when it dies.

    Use it as a context manager; the child ends with it. Not for two threads at a time.
    """

    def __init__(self, *, memory: int = _MEMORY, seconds: float = _SECONDS_A_PAGE) -> None:
        self._memory = memory
        self._seconds = seconds
        self._child: Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Return the reader; its child starts with the first file."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the child, whatever it is doing."""
        self._end()

    def pages(
        self, data: bytes, name: str = "", *, most: int = MOST_PAGES
    ) -> Iterator[ScannedPage]:
        """Return the pages of a file in their order, as they are read.

        Args:
            data: the file.
            name: what the person calls it, for the sentence when it cannot be read.
            most: most pages to accept.

        Raises:
            InputError: ``scan-...``: no scan, damaged, with a password, or larger than can be read;
                pages given before are good.
            MachineError: the child cannot be started.
        """
        digest = sha256(data).hexdigest()
        waiting: list[ScannedPage] = []
        number = 0
        for kind, answer in self._ask(data, most):
            if kind == "error":
                raise InputError(_FAILURES.get(answer, "scan-damaged"), file=name)
            number += 1
            page = ScannedPage(
                answer["jpeg"],
                number,
                tuple(answer["codes"]),
                f"{digest}:{number}",
                answer["blank"],
            )
            # Whether the first page is the only one is known with the second.
            if number == 1:
                waiting.append(page)
                continue
            yield from waiting
            waiting.clear()
            yield page
        for page in waiting:
            yield replace(page, source_sha256=digest)

    def _ask(self, data: bytes, most: int) -> Iterator[tuple[str, Any]]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = start_worker(self._memory, task="scans")
        child = self._child
        assert child.stdin is not None  # noqa: S101 - opened as a pipe
        assert child.stdout is not None  # noqa: S101 - opened as a pipe
        request = {
            "memory": self._memory,
            "pages": most,
            "longest": LONGEST_SIDE,
            "largest": LARGEST_JPEG,
        }
        finished = False
        try:
            with _Watch(child, self._seconds):
                send(child.stdin, marshal.dumps(request))
                send(child.stdin, data)
            while True:
                with _Watch(child, self._seconds):
                    answer = marshal.loads(receive(child.stdout))  # noqa: S302 - our own child
                finished = answer[0] in {"end", "error"}
                if answer[0] != "end":
                    yield answer
                if finished:
                    return
        except (OSError, EOFError, ValueError, TypeError):
            yield "error", "died"
        finally:
            if not finished:  # what it still has to say would answer the next question
                self._end()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            with suppress(OSError):  # what was left unsent to a dead child
                if stream is not None:
                    stream.close()


class _Watch:
    """Kills a child that takes too long over one step."""

    def __init__(self, child: Popen[bytes], seconds: float) -> None:
        self._timer = threading.Timer(seconds, child.kill)

    def __enter__(self) -> None:
        self._timer.daemon = True
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
