"""Notices that nobody is there any more: no key for minutes, or the machine went to sleep."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication, QWindow

_ACTIVITY = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
}
_MINUTE = 60_000
_BEAT = 10_000
_PAUSE = 120.0
"""Seconds between two beats after which the machine must have slept."""


class Watch(QObject):
    """Listens to every window that has the focus.

    Signals:
        idle: nobody touched anything for the minutes of :meth:`guard`.
        slept: the machine has slept, or its clock has jumped.
        beat: every ten seconds while the program runs.
    """

    idle = Signal()
    slept = Signal()
    beat = Signal()

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__()
        self._minutes = 0
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.idle)
        self._last = time.time()
        self._pulse = QTimer(self)
        self._pulse.timeout.connect(self.feel)
        self._pulse.start(_BEAT)
        # At the windows and not at every widget: a filter in Python over every event of the
        # application costs a page that is being built some ten milliseconds.
        app.focusWindowChanged.connect(self._follow)
        self._follow(app.focusWindow())

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def guard(self, minutes: int) -> None:
        """Wait for ``minutes`` without a key or tap; 0 waits for ever."""
        self._minutes = minutes
        self.wake()

    def rest(self) -> None:
        """Wait for nothing: there is nothing open to be locked."""
        self._minutes = 0
        self._idle.stop()

    def wake(self) -> None:
        """Begin to wait again: somebody is there."""
        if self._minutes:
            self._idle.start(self._minutes * _MINUTE)
        else:
            self._idle.stop()

    def feel(self) -> None:
        """Compare the clock with the last beat."""
        now, before = time.time(), self._last
        self._last = now
        self.beat.emit()
        if abs(now - before) > _PAUSE:
            self.slept.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there."""
        if event.type() in _ACTIVITY:
            self.wake()
        return super().eventFilter(watched, event)
