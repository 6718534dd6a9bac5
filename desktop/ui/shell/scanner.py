"""A bar code scanner is a keyboard that types faster than anybody: caught wherever the focus is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

if TYPE_CHECKING:
    from desktop.kernel.settings import Settings

GAP = 35
"""Milliseconds between two keys of a scanner, at most; a fast typist needs 60 and more."""

LEAST = 6
"""A code has at least so many characters; no finger is as fast as that six times running."""

_WAIT = GAP + 5
_LAST_LOOK = 10
_LATE_END = 250
"""A slow scanner's Enter comes after the pause that ended its code; it must press nothing."""

_ENDS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_SHIFTS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock})
_CHORDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_INTERRUPTS = frozenset(
    {
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.WindowDeactivate,
        QEvent.Type.Close,
    }
)


@dataclass(slots=True)
class _Held:
    """A key that waits for the verdict, and where it was going."""

    target: QObject
    event: QKeyEvent


class Scanner(QObject):
    """An event filter of the object in focus and its window.

    A character key is held back for some 50 milliseconds. When more follow as fast as only a
    scanner types, none of them reaches the field in focus and the whole code is told at once; else
    they go on to where they were meant, in their order. Nothing else is ever held: not input
    methods, not chords, not a password, and not keys that a program made (they carry no time).

    What is in a modal dialog stays there: if the dialog has a slot ``scanned(str)`` it is called,
    else the code is typed into the field in focus, without the Enter that would press a button.

    Attributes:
        enabled: off while the program is locked.

    Signals:
        scanned: the code, without the key that ended it.
    """

    scanned = Signal(str)

    def __init__(
        self, app: QApplication, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.enabled = True
        self._settings = settings
        self._held: list[_Held] = []
        self._code = ""
        self._last = 0
        self._told = -_LATE_END
        self._passing = False
        self._replaying = False
        self._looked = False
        self._swallowed: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._pause)
        self._watched: list[QObject] = []
        # Not the whole application: a filter in Python over every event of every widget costs a
        # page that is being built some ten milliseconds.
        app.focusObjectChanged.connect(self._follow)
        app.focusWindowChanged.connect(self._follow)
        self._follow()

    def _follow(self, _where: QObject | None = None) -> None:
        """Listen where keys go now, and at its window for whatever interrupts them."""
        focus: QObject | None = QGuiApplication.focusObject()
        window: QObject | None = QGuiApplication.focusWindow()
        for one in self._watched:
            if isValid(one):
                one.removeEventFilter(self)
        self._watched = [one for one in (focus, window) if one is not None]
        for one in self._watched:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold keys back until it is known who types."""
        kind = event.type()
        if self._replaying or not (kind in _KEYS or self._held):
            return False
        if kind in _KEYS:
            if isinstance(watched, QWindow) and watched is not QGuiApplication.focusObject():
                return False  # comes again at the object in focus
            return isinstance(event, QKeyEvent) and self._key(watched, event, kind)
        if kind in _INTERRUPTS:
            self._let_go()
        return False

    def _key(self, watched: QObject, event: QKeyEvent, kind: QEvent.Type) -> bool:
        if not self._listens(event):
            if kind is not QEvent.Type.ShortcutOverride:
                self._let_go()
            return False
        if kind is QEvent.Type.KeyRelease:
            return self._released(watched, event)
        fast = self._last > 0 and event.timestamp() - self._last <= GAP
        if kind is QEvent.Type.ShortcutOverride:
            if self._held and fast and _character(event):
                event.accept()  # the second digit of a code is no one-key command
                return True
            return False
        if event.key() in _SHIFTS:
            return False
        return self._pressed(watched, event, fast=fast)

    def _pressed(self, watched: QObject, event: QKeyEvent, *, fast: bool) -> bool:
        character = _character(event)
        self._swallowed.discard(event.key())
        if self._held and not fast:
            self._verdict()
        if character and not event.isAutoRepeat():
            # What has begun as a person's typing does not become a code in the middle.
            self._passing = self._passing and fast
            self._last = event.timestamp()
            if self._passing:
                return False
            self._hold(watched, event)
            self._code += event.text()
            return True
        if event.key() in _ENDS and len(self._code) >= LEAST and fast:
            self._swallowed.add(event.key())
            self._tell()
            return True
        if event.key() in _ENDS and not self._held and self._is_late_end(event):
            self._swallowed.add(event.key())
            return True
        self._let_go()
        self._last = 0
        return False

    def _is_late_end(self, event: QKeyEvent) -> bool:
        late = event.timestamp() - self._told <= _LATE_END
        self._told = -_LATE_END
        return late

    def _released(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in self._swallowed:
            self._swallowed.discard(event.key())
            return True
        if any(one.event.key() == event.key() for one in self._held):
            self._hold(watched, event)
            return True
        return False

    def _listens(self, event: QKeyEvent) -> bool:
        if not self.enabled or not self._settings.scanner or event.timestamp() == 0:
            return False
        if event.modifiers() & _CHORDS:
            return False
        focus = QApplication.focusWidget()
        return not (isinstance(focus, QLineEdit) and focus.echoMode() != QLineEdit.EchoMode.Normal)

    def _hold(self, watched: QObject, event: QKeyEvent) -> None:
        self._held.append(_Held(watched, event.clone()))
        self._looked = False
        self._timer.start(_WAIT)

    def _pause(self) -> None:
        """Nothing came for a while; look once more, in case the window itself was busy."""
        if not self._looked:
            self._looked = True
            self._timer.start(_LAST_LOOK)
        else:
            self._verdict()

    def _verdict(self) -> None:
        if len(self._code) >= LEAST:
            self._tell()
        else:
            self._let_go()

    def _tell(self) -> None:
        code = self._code
        latest = {one.event.key(): one.event.type() for one in self._held}
        self._swallowed |= {k for k, kind in latest.items() if kind is QEvent.Type.KeyPress}
        self._told = self._last
        modal: Any = QApplication.activeModalWidget()
        if modal is not None and not callable(getattr(modal, "scanned", None)):
            self._let_go()
            return
        self._forget()
        if modal is not None:
            modal.scanned(code)
        else:
            self.scanned.emit(code)

    def _let_go(self) -> None:
        """Send the keys on to where they were going, in their order."""
        held = list(self._held)
        self._passing = bool(held)
        self._forget()
        self._replaying = True
        try:
            for one in held:
                if isValid(one.target):
                    QApplication.sendEvent(one.target, one.event)
        finally:
            self._replaying = False

    def _forget(self) -> None:
        self._timer.stop()
        self._held, self._code = [], ""


def _character(event: QKeyEvent) -> bool:
    text = event.text()
    return len(text) == 1 and "!" <= text <= "~"
