"""Work off the window's thread, with exactly one end.

The runner lives as long as the window; a worker touches nothing of Qt but the runner's own
signals and knows its job by number. Jobs are no Qt objects, have no parent and are never handed
to ``deleteLater``: the variant with short-lived objects crashed nine times of nine.
"""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from desktop.kernel.errors import CancelledError
from desktop.kernel.progress import CancellableProgress

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.kernel.progress import Progress

_DONE, _FAILED, _CANCELLED = 0, 1, 2


def _nothing(*_: object) -> None:
    """Nobody wants to hear of it."""


@dataclass
class _Job:
    """What happens to one job.

    Attributes:
        owner: the page or widget that asked; once Qt has deleted it nobody is called.
    """

    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]
    cancelled: Callable[[], None]
    stepped: Callable[[int, int, str], None]
    owner: QObject | None
    progress: CancellableProgress

    def heard(self) -> bool:
        return self.owner is None or isValid(self.owner)


class _Reporter(CancellableProgress):
    """A progress that reports to the runner by number and is cancelled from the window."""

    def __init__(self, runner: Runner, number: int) -> None:
        super().__init__()
        self._runner = runner
        self._number = number

    def step(self, done: int, total: int, what: str = "") -> None:
        super().step(done, total, what)
        self._runner.stepped.emit(self._number, done, total, what)


class Runner(QObject):
    """Runs jobs on lanes: short ones in order, one long one beside, heavy readers, pages.

    Signals:
        ended: (number, how, result or exception); emitted by the worker, heard in the window.
        stepped: (number, done, total, message key).
        busy_changed: number of jobs that have not ended.
    """

    ended = Signal(int, int, object)
    stepped = Signal(int, int, int, str)
    busy_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._jobs: dict[int, _Job] = {}
        self._hushed = False
        self._short = ThreadPoolExecutor(1, thread_name_prefix="hubiao-short")
        self._long = ThreadPoolExecutor(1, thread_name_prefix="hubiao-long")
        self._beside = ThreadPoolExecutor(2, thread_name_prefix="hubiao-beside")
        self._drawing = ThreadPoolExecutor(1, thread_name_prefix="hubiao-drawing")
        queued = Qt.ConnectionType.QueuedConnection
        self.ended.connect(self._end, queued)
        self.stepped.connect(self._step, queued)

    def start(
        self,
        work: Callable[[Progress], Any],
        *,
        done: Callable[[Any], None] = _nothing,
        failed: Callable[[BaseException], None] = _nothing,
        cancelled: Callable[[], None] = _nothing,
        stepped: Callable[[int, int, str], None] = _nothing,
        owner: QObject | None = None,
        long: bool = False,
        beside: bool = False,
        drawing: bool = False,
    ) -> int:
        """Run ``work`` and call exactly one of ``done``, ``failed`` and ``cancelled`` afterwards.

        Args:
            work: gets a progress to report to; must not touch anything of the window.
            done: gets the result.
            failed: gets the exception.
            cancelled: the work stopped because it was asked to.
            stepped: gets (done, total, message key) now and then.
            owner: when Qt has deleted it by then, nobody is called.
            long: on the lane of imports, exports and forms, which short jobs overtake.
            beside: reads only and may take a second: nobody waits for it, in no order.
            drawing: a page for the screen, some milliseconds: never behind a question to the disk.

        Returns:
            The number to cancel it by.
        """
        number = next(self._numbers)
        if self._hushed:
            return number  # a last word of a window that is going away
        progress = _Reporter(self, number)
        job = _Job(done, failed, cancelled, stepped, owner, progress)
        self._jobs[number] = job
        lane = self._long if long else self._beside if beside else self._short
        lane = self._drawing if drawing else lane
        lane.submit(self._work, number, work, progress)
        self.busy_changed.emit(len(self._jobs))
        return number

    def cancel(self, number: int) -> None:
        """Ask the job to stop at its next step; a job that has ended is left in peace."""
        job = self._jobs.get(number)
        if job is not None:
            job.progress.cancel()

    @property
    def busy(self) -> int:
        """How many jobs have not ended."""
        return len(self._jobs)

    def hush(self) -> None:
        """Cancel what can be cancelled and call nobody any more: the window is going away."""
        self._hushed = True
        for number in list(self._jobs):
            self.cancel(number)
        self._jobs.clear()

    def stop(self) -> None:
        """Cancel what can be cancelled and wait for the rest: nothing is half-done at the end."""
        self._hushed = True
        for number in list(self._jobs):
            self.cancel(number)
        self._short.shutdown(wait=True)
        self._long.shutdown(wait=True)
        self._beside.shutdown(wait=True, cancel_futures=True)
        self._drawing.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

    def _work(self, number: int, work: Callable[[Progress], Any], progress: _Reporter) -> None:
        try:
            outcome: tuple[int, object] = (_DONE, work(progress))
        except CancelledError:
            outcome = (_CANCELLED, None)
        except BaseException as error:  # noqa: BLE001 - whatever it was, the job must end
            outcome = (_FAILED, error)
        if isValid(self):
            self.ended.emit(number, *outcome)

    def _end(self, number: int, how: int, result: object) -> None:
        job = self._jobs.pop(number, None)
        self.busy_changed.emit(len(self._jobs))
        if job is None or not job.heard():
            return
        if how == _DONE:
            job.done(result)
        elif how == _CANCELLED:
            job.cancelled()
        else:
            assert isinstance(result, BaseException)  # noqa: S101 - put there by _work
            job.failed(result)

    def _step(self, number: int, done: int, total: int, what: str) -> None:
        job = self._jobs.get(number)
        if job is not None and job.heard():
            job.stepped(done, total, what)
