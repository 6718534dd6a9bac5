"""Ctrl+K: type a name, number, address, command or initials; the list follows every key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from desktop.ui.main_window.commands import Command, fitting
from desktop.ui.shell.icons import icon
from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.search import SearchHit
    from desktop.ui.shell.desk import Desk

_ROWS = 12
_COMMANDS = 4
_ICONS = {"household": "survey", "building": "quarters", "quarter": "quarters"}
_MOVES = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}
_HIT = Qt.ItemDataRole.UserRole


class SearchBox(QLineEdit):
    """The search field of the window with its list below.

    Attributes:
        painted: how often the list was painted for a key.
        commands: what can be done besides; the window puts them in.

    Signals:
        picked: the :class:`SearchHit` a person went for.
    """

    picked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.commands: Sequence[Command] = ()
        self.painted = 0
        self.setPlaceholderText(tr("Find a name, address, phone or meter  (Ctrl+K)"))
        self.setAccessibleName(tr("Find"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.setMinimumWidth(220)
        self.setMaximumWidth(460)
        self.popup = QFrame(self, Qt.WindowType.ToolTip)
        self.popup.setObjectName("panel")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("Found"))
        self.list.setUniformItemSizes(True)
        layout = QVBoxLayout(self.popup)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.list)
        self.list.itemClicked.connect(self._take)
        self.textEdited.connect(self._search)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list with the arrows, take with Enter, leave with Escape."""
        if watched is self and event.type() == QEvent.Type.FocusOut:
            self.popup.hide()
        if (
            watched is self
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.popup.hide()
            self.clear()
            return True
        if not self.popup.isVisible():
            return False
        if event.key() in _MOVES:
            step = 1 if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_PageDown} else -1
            last = self.list.count() - 1
            self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + step)))
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(self.list.currentItem())
            return True
        return False

    def look_up(self, text: str) -> None:
        """Search for ``text`` as if it had been typed."""
        self.setText(text)
        self._search(text)

    def _search(self, text: str) -> None:
        text = text.strip()
        if not text:
            self.popup.hide()
            return
        # Few milliseconds by the index: asked at once, so that no key waits for a thread.
        try:
            hits = self._desk.office.reading.search(text, _ROWS)
        except Exception as error:  # noqa: BLE001 - told in words, the window stays
            self._desk.messages.failure(error)
            return
        fit: list[SearchHit | Command] = [*fitting(self.commands, text, _COMMANDS)]
        self._show([*fit, *hits][:_ROWS])

    def _show(self, hits: Sequence[SearchHit | Command]) -> None:
        self.list.clear()
        for hit in hits:
            self.list.addItem(_item(hit))
        if not hits:
            nothing = QListWidgetItem(tr("Nothing found"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        else:
            self.list.setCurrentRow(0)
        height = self.list.sizeHintForRow(0) * max(1, len(hits)) + 8
        self.popup.setFixedSize(max(self.width(), 420), height)
        self.popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self.popup.show()
        self.list.viewport().repaint()
        self.painted += 1

    def _take(self, item: QListWidgetItem | None) -> None:
        hit = item.data(_HIT) if item is not None else None
        self.popup.hide()
        if hit is None:
            return
        self.clear()
        if isinstance(hit, Command):
            hit.run()
        else:
            self.picked.emit(hit)


def _item(hit: SearchHit | Command) -> QListWidgetItem:
    if isinstance(hit, Command):
        item = QListWidgetItem(icon("command", "accent"), hit.label)
    else:
        kind = hit.kind if hit.kind in _ICONS else "household"
        text = f"{hit.label}    {hit.detail}" if hit.detail else hit.label
        item = QListWidgetItem(icon(_ICONS[kind], "muted"), text)
    item.setData(_HIT, hit)
    return item
