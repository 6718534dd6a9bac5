"""Bars of a count: how far each share is, with a mark where it must get to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.vote_words import check_name, check_numbers, threshold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from desktop.domain.vote_count import Check

_LINE, _BAR = 1.3, 0.75
_NAME, _NUMBERS = 20, 46


class VoteBars(QWidget):
    """One bar for each share that must be reached; colour, mark and word say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.checks: tuple[Check, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Result so far"))

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show these shares."""
        self.checks = tuple(checks)
        self.setAccessibleDescription("\n".join(self.line(check) for check in self.checks))
        self.updateGeometry()
        self.update()

    @staticmethod
    def line(check: Check) -> str:
        """Return a bar in words."""
        sign = tr("✓ reached") if check.reached else tr("✗ not reached")
        return (
            f"{check_name(check)}　{check_numbers(check)}　"
            f"{threshold_name(check.threshold)}　{sign}"
        )

    def sizeHint(self) -> QSize:
        """Return the room for every bar."""
        return QSize(480, round(self.fontMetrics().height() * _LINE * len(self.checks)) + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.fontMetrics().height()
        for number, check in enumerate(self.checks):
            self._draw(painter, check, number * height * _LINE)
        painter.end()

    def _draw(self, painter: QPainter, check: Check, top: float) -> None:
        theme, letter = current(), self.fontMetrics().horizontalAdvance("0")
        height = self.fontMetrics().height()
        left, right = letter * _NAME, self.width() - letter * _NUMBERS
        line = QRectF(0, top, left - letter, height * _LINE)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour("text"))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, check_name(check))
        bar = QRectF(
            left, top + height * (_LINE - _BAR) / 2, max(40.0, right - left), height * _BAR
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(bar, 3, 3)
        share = check.part / check.whole if check.whole else 0.0
        painter.setBrush(theme.colour("water" if check.reached else "not_met"))
        if share > 0:
            filled = QRectF(bar)
            filled.setWidth(max(3.0, bar.width() * min(1.0, share)))
            painter.drawRoundedRect(filled, 3, 3)
        mark = bar.left() + bar.width() * float(check.threshold.share)
        painter.setPen(QPen(theme.colour("text"), 2))
        painter.drawLine(round(mark), round(bar.top()) - 3, round(mark), round(bar.bottom()) + 3)
        self._say(painter, check, bar.right() + letter, top)

    def _say(self, painter: QPainter, check: Check, left: float, top: float) -> None:
        height = self.fontMetrics().height() * _LINE
        room = QRectF(left, top, self.width() - left, height)
        theme = current()
        painter.setPen(theme.colour("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, check_numbers(check))
        sign = "✓ " if check.reached else "✗ "
        painter.setPen(theme.colour("good_text" if check.reached else "not_met_text"))
        painter.drawText(
            room,
            middle | Qt.AlignmentFlag.AlignRight,
            sign + threshold_name(check.threshold),
        )
