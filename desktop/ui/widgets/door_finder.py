"""Find one door by room number, name or phone, and choose it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from desktop.domain.search import SearchHit
    from desktop.ui.shell.desk import Desk

_MOST = 40
_ROW = 44
_ID = Qt.ItemDataRole.UserRole
_LABEL = Qt.ItemDataRole.UserRole + 1


class DoorFinder(QWidget):
    """A search field with the doors found below it.

    Signals:
        chosen: (household id, label) of the door that is marked now; empty texts for none.
        taken: the marked door is meant: Enter or a double tap.
    """

    chosen = Signal(str, str)
    taken = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = 0
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Door, name or phone, such as 3-2-402"))
        self.field.setAccessibleName(tr("Find the door"))
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumHeight(_ROW)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Doors found"))
        self.list.setUniformItemSizes(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.currentItemChanged.connect(lambda *_: self.chosen.emit(*self.door))
        self.list.itemDoubleClicked.connect(lambda *_: self.taken.emit())

    @property
    def door(self) -> tuple[str, str]:
        """Id and label of the marked door; empty texts for none."""
        item: QListWidgetItem | None = self.list.currentItem()
        return (item.data(_ID) or "", item.data(_LABEL) or "") if item is not None else ("", "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list with the arrows while typing; Enter takes the marked door."""
        if isinstance(event, QKeyEvent) and watched is self.field and _pressed(event):
            if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                last = self.list.count() - 1
                self.list.setCurrentRow(min(max(0, self.list.currentRow() + step), last))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.taken.emit()
                return True
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> None:
        self._asked += 1
        number, reading = self._asked, self._desk.office.reading
        if not text.strip():
            self._show([])
            return
        self._desk.ask(
            lambda: reading.search(text.strip(), _MOST),
            lambda hits: self._show(hits) if number == self._asked else None,
            owner=self,
        )

    def _show(self, hits: list[SearchHit]) -> None:
        doors = [hit for hit in hits if hit.kind == "household"]
        self.list.blockSignals(True)
        self.list.clear()
        for hit in doors:
            item = QListWidgetItem(f"{hit.label}    {hit.detail}".strip())
            item.setData(_ID, hit.id)
            item.setData(_LABEL, hit.label)
            self.list.addItem(item)
        if hits and not doors:
            more = QListWidgetItem(tr("Type the unit and room as well"))
            more.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(more)
        elif not hits and self.field.text().strip():
            nothing = QListWidgetItem(tr("Nothing found"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(0 if doors else -1)
        self.list.blockSignals(False)
        self.chosen.emit(*self.door)


def _pressed(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress
