"""Keys pressed faster than a door arrives wait for it; a key that bounced is let fall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer

if TYPE_CHECKING:
    from collections.abc import Callable

BOUNCE = 200
"""Milliseconds within which the key that left a door is not meant for the next one."""
_MOST = 8


class KeyQueue:
    """Holds keys back while no door is ready to take them.

    Attributes:
        bounce: see :data:`BOUNCE`.
    """

    def __init__(self, take: Callable[[str], object]) -> None:
        self.bounce = BOUNCE
        self._take = take
        self._held = False
        self._keys: list[str] = []
        self._last = ""
        self._left = QElapsedTimer()

    @property
    def holds(self) -> bool:
        """Whether keys wait."""
        return self._held

    def press(self, key: str) -> None:
        """Take a key now, or when the door is there."""
        bounced = self._left.isValid() and self._left.elapsed() < self.bounce
        if bounced and key == self._last:
            return
        self._last = key
        if not self._held:
            self._take(key)
        elif len(self._keys) < _MOST:
            self._keys.append(key)

    def leave(self) -> None:
        """Note that the last key left the door."""
        self._left.start()
        self.hold()

    def hold(self) -> None:
        """Let keys wait from now on."""
        self._held = True

    def release(self, *, drop: bool = False) -> None:
        """Take what waits, one by one, until something holds again; or forget it."""
        self._held = False
        if drop:
            self._keys.clear()
        while self._keys and not self._held:
            self._take(self._keys.pop(0))
