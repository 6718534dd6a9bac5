"""The headings of the spreadsheet: what it is ordered and narrowed by stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView

from desktop.ui.shell.theme import current

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPainter
    from PySide6.QtWidgets import QWidget

_FUNNEL = 22
_PAD = 6
_TEXT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class FilterHeader(QHeaderView):
    """A click orders by the column, one on its funnel narrows it, one with Ctrl chooses it all.

    Attributes:
        narrowed: logical columns that are narrowed.
        fixed: logical columns by which nothing can be ordered or narrowed.

    Signals:
        filter_asked: the logical column whose funnel was clicked.
        order_asked: the logical column that was clicked.
    """

    filter_asked = Signal(int)
    order_asked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.narrowed: set[int] = set()
        self.fixed: set[int] = set()
        self._pressed = -1
        self._x = 0.0
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setFixedHeight(current().measure("row") + 4)
        self.setMouseTracking(True)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one heading: text, arrow, funnel."""
        if not rect.isValid():
            return
        look = current()
        painter.save()
        painter.fillRect(rect, look.colour("raised"))
        painter.setPen(QPen(look.colour("line")))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        ordered = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        arrow = ""
        if ordered:
            arrow = "▲ " if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder else "▼ "
        funnel = 0 if section in self.fixed else _FUNNEL
        room = QRect(rect.x() + _PAD, rect.y(), rect.width() - _PAD - funnel - 2, rect.height())
        text = arrow + str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        painter.setPen(look.colour("accent" if ordered else "text"))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _TEXT, shown)
        if funnel:
            self._paint_funnel(painter, rect, full=section in self.narrowed)
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the button went down."""
        self._pressed = self._funnel_at(event)
        if self._pressed < 0:
            super().mousePressEvent(event)
            self._x = event.position().x()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Narrow or order, unless a heading was dragged or widened."""
        pressed, self._pressed = self._pressed, -1
        if pressed >= 0:
            if pressed == self._funnel_at(event):
                self.filter_asked.emit(pressed)
            return
        sizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        super().mouseReleaseEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        still = abs(event.position().x() - self._x) < 4  # noqa: PLR2004 - a hand trembles
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if still and plain and not sizing and section >= 0 and section not in self.fixed:
            self.order_asked.emit(section)

    def _funnel_at(self, event: QMouseEvent) -> int:
        place = event.position().toPoint()
        section = self.logicalIndexAt(place)
        if section < 0 or section in self.fixed:
            return -1
        right = self.sectionViewportPosition(section) + self.sectionSize(section)
        # The very edge widens the column.
        return section if right - _FUNNEL <= place.x() < right - 5 else -1

    def _paint_funnel(self, painter: QPainter, rect: QRect, *, full: bool) -> None:
        look = current()
        x, y = rect.right() - _FUNNEL + 6.5, rect.center().y() - 3.5
        shape = QPolygonF(
            [
                QPointF(x, y), QPointF(x + 10, y), QPointF(x + 6, y + 4.5),
                QPointF(x + 6, y + 8.5), QPointF(x + 4, y + 8.5), QPointF(x + 4, y + 4.5),
            ]
        )  # fmt: skip
        painter.setPen(QPen(look.colour("accent" if full else "muted")))
        painter.setBrush(look.colour("accent") if full else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(shape)
