"""What every page is: a widget that hears of changes and refreshes when it is in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.domain.changes import Changes
    from desktop.ui.shell.desk import Desk


class Page(QWidget):
    """One page.

    Attributes:
        kinds: entity kinds whose change makes the page stale.
        wants_places: whether the tree of quarters stands beside it.
    """

    kinds: frozenset[str] = frozenset()
    wants_places = False

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("page")
        self.desk = desk
        self._stale = True
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(16, 12, 16, 12)
        self.box.setSpacing(12)
        desk.bus.changed.connect(self._on_changes)
        desk.scope_changed.connect(self._on_scope)

    def refresh(self) -> None:
        """Read again what the page shows."""

    def renew(self) -> None:
        """Refresh now when in front, else when it comes to the front."""
        self._stale = True
        if self.isVisible():
            self._stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def _on_changes(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in self.kinds):
            self.renew()

    def _on_scope(self, _quarter: str, _building: str) -> None:
        if self.wants_places:
            self.renew()
