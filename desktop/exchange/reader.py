"""Sheets out of a guarded file: a workbook through a child process, a .csv directly."""

from __future__ import annotations

import csv
import marshal
import os
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from desktop.exchange.csv_reading import separated
from desktop.exchange.guard import FileKind
from desktop.exchange.sheet_extent import LAST_ROW, MOST_COLUMNS
from desktop.exchange.worker import receive, send
from desktop.kernel.errors import InputError, MachineError
from desktop.kernel.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.exchange.guard import GuardedFile
    from desktop.kernel.progress import Progress

WORKER_MEMORY = 2_000_000_000
WORKER_SECONDS = 300.0
_LEAST_MEMORY = 80_000_000
_MEMORY_A_BYTE = {FileKind.XLSX: 4, FileKind.XLS: 20}
"""What laying a workbook out takes: measured at half of this for 50,000 x 30 and 500,000 x 12."""
_TICK = 0.1
_AHEAD = 3
"""Frames that wait to be read: the child is held up rather than the memory filled."""

_ENDED = ("error", "died")
_ABORTED = frozenset({-6, 0xC0000409})
"""How a process ends that aborts: SIGABRT, and what Windows has for it."""
_GIVE_UP_SECONDS = 2.0


@dataclass(slots=True)
class RawSheet:
    """The cells of one sheet, each as the file stores it.

    Attributes:
        name: the sheet's name.
        visible: False for a hidden sheet.
        first_row: number of the first row in ``rows``, counted from 1.
        first_column: number of the first column, counted from 0.
        rows: cells; numbers are floats, an empty cell is ``""``.
        merged: ((top, left), (bottom, right)) of merged ranges, in places of ``rows``.
    """

    name: str
    visible: bool = True
    first_row: int = 1
    first_column: int = 0
    rows: list[list[Any]] = field(default_factory=list)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)


def read_sheets(
    source: GuardedFile,
    progress: Progress | None = None,
    *,
    memory: int = WORKER_MEMORY,
    seconds: float = WORKER_SECONDS,
) -> list[RawSheet]:
    """Return every worksheet of ``source`` in order.

    Args:
        source: what :func:`desktop.exchange.guard.guard` let through.
        progress: asked often whether to stop; the child is then killed.
        memory: most bytes the child may use.
        seconds: longest time the child may take.

    Raises:
        InputError: the file cannot be read within these limits.
        MachineError: the child cannot be started.
        CancelledError: a person stopped it.
    """
    if source.kind is FileKind.CSV:
        return [_csv_sheet(source)]
    with Reading(source, memory=memory, seconds=seconds) as reading:
        return list(_sheets(source, reading.answers(progress or NoProgress())))


def iterate_dates(rows: list[list[Any]]) -> None:
    """Turn the travelling form of dates back into dates, in place."""
    for row in rows:
        for place, cell in enumerate(row):
            if cell.__class__ is tuple:
                row[place] = datetime.fromisoformat(cell[1])


class Reading:
    """One child process at work; started early, it is ready by the time its file is."""

    def __init__(
        self,
        source: GuardedFile,
        *,
        memory: int = WORKER_MEMORY,
        seconds: float = WORKER_SECONDS,
        sift: bool = False,
        first: Sequence[str] = (),
    ) -> None:
        """Start the child; ``first`` names sheets that it is to send before the others."""
        self._source = source
        self._first = list(first)
        self._sift = sift
        self._memory = min(memory, _needed(source))
        self._end = time.monotonic() + seconds
        self._queue: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()
        self._room = threading.Semaphore(_AHEAD)
        self._left = False
        self._child = start_worker(self._memory)
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._feed, self._listen)
        ]

    def __enter__(self) -> Self:
        """Begin to feed the child and to listen to it."""
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the child, whatever it is doing."""
        self._child.kill()
        self._left = True
        self._room.release()
        self._child.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self._child.stdin, self._child.stdout):
            with suppress(OSError):  # what was left unsent to a dead child
                if stream is not None:
                    stream.close()

    def answers(self, progress: Progress) -> Iterator[tuple[Any, ...]]:
        """Yield the child's answers up to its ``end``.

        Raises:
            InputError: the child gave up, died or took too long.
            CancelledError: ``progress`` was told to stop.
        """
        done = 0
        while True:
            progress.step(done, 0, "reading")
            if time.monotonic() > self._end:
                raise InputError("file-takes-too-long", file=self._source.name)
            try:
                answer = self._queue.get(timeout=_TICK)
            except queue.Empty:
                continue
            self._room.release()
            if answer[0] == "end":
                return
            if answer[0] == "error":
                raise self._failure(answer[1])
            if answer[0] == "rows":
                done += len(answer[1])
            yield answer

    def _failure(self, kind: str) -> InputError:
        name = self._source.name
        if kind == "password":
            return InputError("file-encrypted", file=name)
        if kind == "memory" or (kind == "died" and self._aborted()):
            return InputError("file-needs-too-much-memory", file=name)
        return InputError("file-damaged", file=name)

    def _aborted(self) -> bool:
        """Return whether the child gave up by itself, as it does where memory runs out."""
        with suppress(subprocess.TimeoutExpired):
            return self._child.wait(_GIVE_UP_SECONDS) in _ABORTED
        return False

    def _feed(self) -> None:
        stream = self._child.stdin
        assert stream is not None  # noqa: S101 - opened as a pipe
        try:
            send(
                stream,
                marshal.dumps({"memory": self._memory, "sift": self._sift, "first": self._first}),
            )
            send(stream, self._source.data)
            stream.close()
        except OSError:  # the child died: the listener tells
            return

    def _listen(self) -> None:
        stream = self._child.stdout
        assert stream is not None  # noqa: S101 - opened as a pipe
        answer: tuple[Any, ...] = ("",)
        while answer[0] not in {"end", "error"}:
            try:
                answer = marshal.loads(receive(stream))  # noqa: S302 - our own child, same program
            except (EOFError, ValueError, TypeError, OSError):
                answer = _ENDED
            self._room.acquire()
            if self._left:
                return
            self._queue.put(answer)


def _needed(source: GuardedFile) -> int:
    """Return how much memory a child may take: more than a file of its size can honestly need."""
    size = source.unpacked or len(source.data)
    return _LEAST_MEMORY + _MEMORY_A_BYTE.get(source.kind, 0) * size


def start_worker(memory: int, task: str = "read") -> subprocess.Popen[bytes]:
    """Start this program as a reading worker: from source, from a wheel and frozen alike.

    Args:
        memory: most bytes the child may use.
        task: ``read`` for workbooks, ``pictures`` for photos.

    Raises:
        MachineError: the machine does not let a process start.
    """
    frozen = bool(getattr(sys, "frozen", False))
    command = [sys.executable] if frozen else [sys.executable, "-m", "desktop"]
    flags: dict[str, Any] = {}
    if sys.platform == "win32":
        flags["creationflags"] = subprocess.CREATE_NO_WINDOW
    try:
        child = subprocess.Popen(  # noqa: S603 - this very program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(task),
            **flags,
        )
    except OSError as failure:
        raise MachineError("reader-cannot-start") from failure
    if sys.platform == "win32":
        from desktop.exchange.job_object import hold

        hold(child, memory)
    return child


def _environment(task: str) -> Mapping[str, str]:
    """Return the child's environment: it finds this package and nothing of the user's Python."""
    home = str(Path(__file__).resolve().parents[2])
    present = os.environ.get("PYTHONPATH", "")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUBIAO_")}
    return {
        **kept,
        "HUBIAO_WORKER": task,
        "PYTHONPATH": os.pathsep.join(part for part in (home, present) if part),
        "PYTHONSAFEPATH": "1",
    }


def _sheets(source: GuardedFile, answers: Iterator[tuple[Any, ...]]) -> Iterator[RawSheet]:
    sheet: RawSheet | None = None
    for answer in answers:
        if answer[0] == "sheet":
            if sheet is not None:
                yield sheet
            _, name, visible, top, left, merged = answer
            if _overlap(merged):
                raise InputError("file-hostile", file=source.name)
            sheet = RawSheet(name, visible, top + 1, left, [], _relative(merged, top, left))
        elif sheet is not None:
            rows = answer[1]
            if answer[0] == "rows" and len(answer) > 2:  # noqa: PLR2004 - marked: holds dates
                iterate_dates(rows)
            sheet.rows.extend(rows)
    if sheet is None:
        raise InputError("file-not-a-workbook", file=source.name)
    yield sheet


def _overlap(merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
    """Return whether merged cells lie over each other by the thousand, as no program writes them.

    Reading such a sheet would take as long as all its merged rows together.
    """
    heights: dict[int, int] = {}
    for (top, left), (bottom, _) in merged:
        heights[left] = heights.get(left, 0) + bottom - top + 1
    return any(height > 2 * LAST_ROW for height in heights.values())


def _relative(
    merged: list[tuple[tuple[int, int], tuple[int, int]]], top: int, left: int
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [
        ((start[0] - top, start[1] - left), (end[0] - top, end[1] - left))
        for start, end in merged
        if start[0] >= top and start[1] >= left
    ]


def _csv_sheet(source: GuardedFile) -> RawSheet:
    try:
        rows: list[list[Any]] = [list(row) for row in separated(source.text)]
    except csv.Error as failure:
        raise InputError("file-damaged", file=source.name) from failure
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise InputError("file-sheet-too-wide", file=source.name)
    return RawSheet(Path(source.name).stem, rows=rows)
