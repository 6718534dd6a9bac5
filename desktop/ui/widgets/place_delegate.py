"""Paints a quarter or building of the tree with its progress as a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.rows import Progress
from desktop.ui.itemmodels.places import PROGRESS
from desktop.ui.shell.theme import current

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPainter

_BAR = 48


class PlaceDelegate(QStyledItemDelegate):
    """Name left; visited of all right, as figures and as a bar."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one place."""
        progress = index.data(PROGRESS)
        whole: Any = QStyleOptionViewItem(option)  # its fields are not in the type stubs
        self.initStyleOption(whole, index)
        name, whole.text = whole.text, ""
        style = QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, whole.widget)
        theme = current()
        room = QRect(whole.rect).adjusted(4, 0, -8, 0)
        if not isinstance(progress, Progress):
            return
        figures = f"{progress.visited}/{progress.households}"
        width = whole.fontMetrics.horizontalAdvance(figures)
        bar = QRect(room.right() - _BAR, room.center().y() - 3, _BAR, 7)
        text_right = bar.left() - 8 - width
        painter.save()
        painter.setPen(theme.colour("text"))
        fitting = whole.fontMetrics.elidedText(
            name, Qt.TextElideMode.ElideRight, text_right - room.left() - 6
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, fitting)
        painter.setPen(theme.colour("muted"))
        painter.drawText(
            QRect(text_right, room.top(), width + 2, room.height()),
            Qt.AlignmentFlag.AlignRight | middle,
            figures,
        )
        painter.fillRect(bar, theme.colour("raised"))
        painter.setPen(theme.colour("line"))
        painter.drawRect(bar.adjusted(0, 0, -1, -1))
        if progress.households:
            done = round((bar.width() - 2) * progress.visited / progress.households)
            painter.fillRect(
                bar.x() + 1, bar.y() + 1, done, bar.height() - 2, theme.colour("accent")
            )
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a row."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), current().measure("row") + 2)
