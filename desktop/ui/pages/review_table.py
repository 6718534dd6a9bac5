"""The table of a review: many lines at once, answered by one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTableView

from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.review_lines import Pick
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel, QItemSelection
    from PySide6.QtGui import QKeyEvent

_LEAST = 80
_KEYS = {
    Qt.Key.Key_O: Pick.OURS,
    Qt.Key.Key_1: Pick.OURS,
    Qt.Key.Key_T: Pick.THEIRS,
    Qt.Key.Key_2: Pick.THEIRS,
    Qt.Key.Key_V: Pick.VALUE,
    Qt.Key.Key_3: Pick.VALUE,
    Qt.Key.Key_L: Pick.LEAVE,
    Qt.Key.Key_0: Pick.LEAVE,
}
_WITH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ReviewTable(Table):
    """Figures serve as well as letters: an input method takes letters away.

    Signals:
        answered: the :class:`Pick` that was pressed.
        value_asked: a third value is wanted.
    """

    answered = Signal(object)
    value_asked = Signal()

    def __init__(self, model: QAbstractItemModel, widths: Sequence[int]) -> None:
        super().__init__(model, widths, tr("Lines of the review"), stretch=0)
        self.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.horizontalHeader().setMinimumSectionSize(_LEAST)

    def chosen_rows(self) -> list[int]:
        """Return the chosen rows from top to bottom; by ranges, so thousands cost nothing."""
        rows: set[int] = set()
        parts = self.selectionModel().selection()
        for part in (parts.at(number) for number in range(parts.count())):
            rows.update(range(part.top(), part.bottom() + 1))
        return sorted(rows)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell the first chosen row; asking Qt for all rows of a long list takes seconds."""
        QTableView.selectionChanged(self, selected, deselected)
        rows = self.chosen_rows()
        self.row_chosen.emit(rows[0] if rows else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by a key."""
        pick = _KEYS.get(Qt.Key(event.key())) if not event.modifiers() & _WITH else None
        if pick is None:
            super().keyPressEvent(event)
        elif pick is Pick.VALUE:
            self.value_asked.emit()
        else:
            self.answered.emit(pick)
