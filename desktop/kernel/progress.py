"""How a long job tells how far it is, and hears that it should stop."""

from __future__ import annotations

from typing import Protocol

from desktop.kernel.errors import CancelledError


class Progress(Protocol):
    """Told by services, shown by the command line or the window."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Say that ``done`` of ``total`` are finished; ``what`` is a message key.

        Raises:
            CancelledError: a person asked to stop; the caller lets it pass through.
        """


class NoProgress:
    """Nobody is watching."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Do nothing."""


class CancellableProgress:
    """Counts steps and raises once :meth:`cancel` was called, from any thread."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.what = ""
        self._cancelled = False

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._cancelled = True

    def step(self, done: int, total: int, what: str = "") -> None:
        """Record the step.

        Raises:
            CancelledError: :meth:`cancel` was called before.
        """
        if self._cancelled:
            raise CancelledError
        self.done, self.total, self.what = done, total, what
