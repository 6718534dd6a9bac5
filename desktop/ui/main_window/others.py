"""Hears of what other clerks changed in a ledger on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from desktop.ui.shell.desk import Desk

INTERVAL = 10_000
"""Milliseconds between two looks; one look reads one number."""


class Others(QObject):
    """Tells every screen, as if this window had changed it."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        clock = QTimer(self)
        clock.timeout.connect(self.look)
        clock.start(INTERVAL)

    def look(self) -> None:
        """Ask whether there is anything new; a server that is silent is told by the next act."""
        self._desk.ask(
            self._desk.office.others, self._desk.bus.publish, owner=self, failed=lambda _: None
        )
