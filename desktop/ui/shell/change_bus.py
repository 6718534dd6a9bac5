"""Screens hear what changed, not who changed it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.domain.changes import Changes


class ChangeBus(QObject):
    """Carries committed changes to every screen.

    Signals:
        changed: a :class:`~desktop.domain.changes.Changes`, emitted in the window's thread.
    """

    changed = Signal(object)

    def publish(self, changes: object) -> None:
        """Tell everyone; an operation that changed nothing is not told."""
        if isinstance(changes, Changes) and changes.kinds:
            self.changed.emit(changes)
