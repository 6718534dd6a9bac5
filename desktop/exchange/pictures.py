"""Photos from outside: refused, or an upright small JPEG without metadata and the codes on it.

What a file claims to be is looked at here; it is decoded in a child process only
(:mod:`desktop.exchange.picture_worker`). Nothing is written to a disk.
"""

from __future__ import annotations

import marshal
import re
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self

from desktop.exchange.reader import start_worker
from desktop.exchange.worker import receive, send
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import Popen

LONGEST_SIDE = 1_600
LARGEST_JPEG = 300_000
LARGEST_FILE = 60_000_000
SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".mpo"})
"""Names that promise a picture; of other files in a phone's folder nothing is said."""

HEAD = 262_144
"""A camera writes its time into the first bytes; these are enough to read it."""

_STAMP_ROOM = 2_000
_MEMORY = 1_500_000_000
_SECONDS = 20.0
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"}
)
_MOMENT = re.compile(r"(\d{4})\D?(\d{2})\D?(\d{2})\D?(\d{2})\D?(\d{2})\D?(\d{2})")
_FIRST_YEAR = 1995
_FAILURES = {
    "kind": "picture-unknown-kind",
    "pixels": "picture-too-many-pixels",
    "memory": "picture-too-many-pixels",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it may be kept.

    Attributes:
        jpeg: at most 1,600 pixels a side and 300 kB with its stamp, upright, nothing of the
            camera's metadata.
        width / height: in pixels.
        taken: when, by the camera; None when it does not say.
        codes: (text, share of the picture that it covers) of bar codes and QR codes.
        source_sha256: of the file as it came, to know it again.
        scanned: a page of a scan, not a photo.
    """

    jpeg: bytes
    width: int
    height: int
    taken: datetime | None
    codes: tuple[tuple[str, float], ...]
    source_sha256: str
    scanned: bool = False


def picture_bytes(path: Path) -> bytes:
    """Return the content of ``path``, if it is no larger than a photo can be.

    Raises:
        InputError: missing, unreadable or too large.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError("picture-file-too-large", limit=LARGEST_FILE // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("picture-missing") from None
    except OSError as failure:
        raise InputError("picture-unreadable") from failure


def check_kind(data: bytes) -> None:
    """Refuse what is no photo by its first bytes, whatever its name says.

    Raises:
        InputError: empty, too large, an iPhone's HEIC, or nothing that this program reads.
    """
    if not data:
        raise InputError("picture-empty")
    if len(data) > LARGEST_FILE:
        raise InputError("picture-file-too-large", limit=LARGEST_FILE // 1_000_000)
    if data[4:8] == b"ftyp" and data[8:12] in _BRANDS:
        raise InputError("picture-heic")
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if not (webp or data.startswith((_JPEG, _PNG))):
        raise InputError("picture-unknown-kind")


def moment_in(text: str, offset: str = "") -> datetime | None:
    """Return the moment in a camera's date or a file name such as ``IMG_20260305_083000``.

    Args:
        text: year to second in their order, with or without marks between.
        offset: such as ``+08:00``; without it the clock of this machine is meant.
    """
    found = _MOMENT.search(text)
    if found is None:
        return None
    try:
        moment = datetime.fromisoformat(
            "{}-{}-{}T{}:{}:{}".format(*found.groups()) + (offset or "")
        )
        in_utc = moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return moment_in(text) if offset else None
    return in_utc if in_utc.year >= _FIRST_YEAR else None


class PictureReader:
    """Reads pictures one after the other in a child that is started anew when it dies.

    Use it as a context manager; the child ends with it. Not for two threads at a time.
    """

    def __init__(self, *, memory: int = _MEMORY, seconds: float = _SECONDS) -> None:
        self._memory = memory
        self._seconds = seconds
        self._child: Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Return the reader; its child starts with the first picture."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the child."""
        self._end()

    def read(self, data: bytes) -> Picture:
        """Return the picture in ``data``.

        Raises:
            InputError: ``picture-...``: it is no photo, damaged, or larger than can be read.
            MachineError: the child cannot be started.
        """
        check_kind(data)
        facts = self._ask("read", data)
        return Picture(
            jpeg=facts["jpeg"],
            width=facts["size"][0],
            height=facts["size"][1],
            taken=moment_in(*facts["taken"]),
            codes=tuple((text.strip(), share) for text, share in facts["codes"]),
            source_sha256=sha256(data).hexdigest(),
        )

    def taken(self, head: bytes) -> datetime | None:
        """Return when the camera says it took the picture that begins with ``head``."""
        try:
            check_kind(head)
            return moment_in(*self._ask("taken", head)["taken"])
        except InputError:  # the reading itself will say so
            return None

    def _ask(self, task: str, data: bytes) -> dict[str, Any]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = start_worker(self._memory, task="pictures")
        request = {
            "task": task,
            "memory": self._memory,
            "longest": LONGEST_SIDE,
            "largest": LARGEST_JPEG - _STAMP_ROOM,
        }
        watch = threading.Timer(self._seconds, self._child.kill)
        watch.start()
        try:
            kind, answer = _exchange(self._child, marshal.dumps(request), data)
        finally:
            watch.cancel()
        if kind == "picture":
            return dict(answer)
        raise InputError(_FAILURES.get(answer, "picture-damaged"))

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


def _exchange(child: Popen[bytes], request: bytes, data: bytes) -> tuple[str, Any]:
    assert child.stdin is not None  # noqa: S101 - opened as a pipe
    assert child.stdout is not None  # noqa: S101 - opened as a pipe
    try:
        send(child.stdin, request)
        send(child.stdin, data)
        kind, answer = marshal.loads(receive(child.stdout))  # noqa: S302 - our own child
    except (OSError, EOFError, ValueError, TypeError):
        return "error", "died"
    return kind, answer
