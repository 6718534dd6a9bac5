"""Horizontal bars that are read at a glance: done filled, the rest outlined, the number beside it.

Told apart without colour and on a black-and-white print; what it shows is also said in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.shell.theme import current

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.domain.paper import Bar, BarChart

_ROW, _BAR, _GAP, _NAMES = 26, 14, 10, 0.32
_SHARP = 2


class BarChartView(QWidget):
    """Draws one chart; it grows with its bars and never scrolls by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.chart: BarChart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: BarChart) -> None:
        """Show ``chart``."""
        self.chart = chart
        said = "; ".join(f"{bar.name} {_label(bar, chart.unit)}" for bar in chart.bars)
        self.setAccessibleName(chart.caption)
        self.setAccessibleDescription(said)
        self.setToolTip(said if len(chart.bars) <= _ROW else "")
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a row for each bar and one for the caption."""
        bars = len(self.chart.bars) if self.chart else 0
        return QSize(480, _ROW * (bars + 1) + _GAP)

    def picture(self) -> QImage:
        """Return it as a sharp picture on white, to be kept or sent."""
        size = QSize(max(self.width(), 640), self.sizeHint().height())
        image = QImage(size * _SHARP, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_SHARP)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        self._paint(painter, size.width(), QColor(0, 0, 0), QColor(0x55, 0x55, 0x55))
        painter.end()
        return image

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the window's colours."""
        painter = QPainter(self)
        theme = current()
        self._paint(
            painter, self.width(), QColor(theme.colour("text")), QColor(theme.colour("accent"))
        )
        painter.end()

    def _paint(self, painter: QPainter, width: int, ink: QColor, filled: QColor) -> None:
        if self.chart is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        painter.setPen(ink)
        bold = painter.font()
        bold.setBold(True)
        painter.setFont(bold)
        painter.drawText(
            QRectF(0, 0, width, _ROW), Qt.AlignmentFlag.AlignVCenter, self.chart.caption
        )
        painter.setFont(self.font())
        figures = painter.fontMetrics().horizontalAdvance("00,000 / 00,000") + _GAP
        names = width * _NAMES
        room = max(40.0, width - names - figures - 2 * _GAP)
        most = max((bar.whole for bar in self.chart.bars), default=0) or 1
        for number, bar in enumerate(self.chart.bars, start=1):
            top = number * _ROW
            name = painter.fontMetrics().elidedText(
                bar.name, Qt.TextElideMode.ElideRight, int(names)
            )
            painter.setPen(ink)
            painter.drawText(QRectF(0, top, names, _ROW), Qt.AlignmentFlag.AlignVCenter, name)
            self._bar(painter, bar, QRectF(names + _GAP, top, room, _ROW), most, filled)
            painter.setPen(ink)
            place = QRectF(width - figures, top, figures, _ROW)
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(place, align, _label(bar, self.chart.unit))

    @staticmethod
    def _bar(painter: QPainter, bar: Bar, row: QRectF, most: float, filled: QColor) -> None:
        top = row.top() + (_ROW - _BAR) / 2
        whole = QRectF(row.left(), top, row.width() * bar.whole / most, _BAR)
        done = QRectF(row.left(), top, row.width() * min(bar.done, bar.whole) / most, _BAR)
        painter.fillRect(done, filled)
        painter.setPen(QPen(filled, 1))
        painter.drawRect(whole)


def _label(bar: Bar, unit: str) -> str:
    if bar.label:
        return bar.label
    text = f"{bar.done:,.0f}" if bar.done == bar.whole else f"{bar.done:,.0f} / {bar.whole:,.0f}"
    return f"{text} {unit}".strip()
