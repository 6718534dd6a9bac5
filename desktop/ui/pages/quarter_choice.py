"""Choosing one quarter: the box above the pages that work on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox

from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from desktop.domain.rows import QuarterRow
    from desktop.ui.shell.desk import Desk


class QuarterChoice(QComboBox):
    """Follows the quarter that the window looks at, and changes it.

    Signals:
        quarter_chosen: (id, code) of the quarter; empty texts when there is none.
    """

    quarter_chosen = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: list[QuarterRow] = []
        self.setAccessibleName(tr("Quarter"))
        self.setMinimumWidth(220)
        self.currentIndexChanged.connect(self._changed)

    def refresh(self) -> None:
        """Read the quarters and tell which one is chosen."""
        self._desk.quarters.ask(self._show, self)

    @property
    def code(self) -> str:
        """Code of the chosen quarter."""
        number = self.currentIndex()
        return self._rows[number].code if 0 <= number < len(self._rows) else ""

    @property
    def quarter_id(self) -> str:
        """Id of the chosen quarter."""
        number = self.currentIndex()
        return self._rows[number].id if 0 <= number < len(self._rows) else ""

    def _show(self, rows: list[QuarterRow]) -> None:
        self._rows = rows
        with QSignalBlocker(self):
            self.clear()
            self.addItems([row.name for row in rows])
            wanted = self._desk.quarter_id
            self.setCurrentIndex(
                next((n for n, r in enumerate(rows) if r.id == wanted), 0 if rows else -1)
            )
        self.quarter_chosen.emit(self.quarter_id, self.code)

    def _changed(self, _number: int) -> None:
        if self.quarter_id:
            self._desk.choose(self.quarter_id)
        self.quarter_chosen.emit(self.quarter_id, self.code)
