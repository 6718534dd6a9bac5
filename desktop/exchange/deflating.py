"""Compresses beside the writing: zlib lets the other thread run meanwhile."""

from __future__ import annotations

import threading
from contextlib import suppress
from queue import Empty, Queue
from typing import Protocol, Self

_CHUNK = 400_000
"""Bytes handed over at once; with small ones the threads would wait for each other."""
_WAITING = 4


class Compressing(Protocol):
    """What compresses the bytes written to it."""

    def write(self, data: bytes) -> None:
        """Write the next bytes."""


class Deflating:
    """Takes what is written and passes it on to a compressing stream in a thread of its own."""

    def __init__(self, stream: Compressing) -> None:
        self._stream = stream
        self._queue: Queue[bytes | None] = Queue(_WAITING)
        self._held: list[bytes] = []
        self._size = 0
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> Self:
        """Start the thread."""
        self._thread.start()
        return self

    def write(self, data: bytes) -> None:
        """Write ``data`` some time before the end.

        Raises:
            OSError: what the stream could not write, now or earlier.
        """
        self._held.append(data)
        self._size += len(data)
        if self._size >= _CHUNK:
            self._hand_over()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait until all is written; after an error what waits is thrown away."""
        if kind is not None:
            self._drop()
        else:
            self._hand_over()
        self._queue.put(None)
        self._thread.join()
        if kind is None and self._failure is not None:
            raise self._failure

    def _hand_over(self) -> None:
        if self._failure is not None:
            raise self._failure
        self._queue.put(b"".join(self._held))
        self._held.clear()
        self._size = 0

    def _drop(self) -> None:
        with suppress(Empty):
            while True:
                self._queue.get_nowait()

    def _work(self) -> None:
        while (data := self._queue.get()) is not None:
            if self._failure is not None:
                continue
            try:
                self._stream.write(data)
            except BaseException as failure:  # noqa: BLE001 - told to the one who writes
                self._failure = failure
