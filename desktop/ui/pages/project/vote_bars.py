"""Bars of a count: how far each share is, with a mark where it must get to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.vote_count import AREA
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.vote_words import check_name, check_numbers, threshold_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from desktop.domain.vote_count import Check

_LINE, _BAR = 1.35, 0.75
_GAP, _BETWEEN = 10, 28
_TWO_COLUMNS = 74
"""From this width in figures on, area stands on the left and heads on the right."""
_LEAST_BAR = 48.0
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class VoteBars(QWidget):
    """One bar for each share that must be reached; colour, mark and word say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.checks: tuple[Check, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
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

    def heightForWidth(self, width: int) -> int:
        """Return the height of all bars in this width."""
        rows = max((len(column) for column in self._columns(width)), default=0)
        return round(self.fontMetrics().height() * _LINE * rows) + 2

    def sizeHint(self) -> QSize:
        """Return the room for every bar."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = self._columns(self.width())
        width = (self.width() - _BETWEEN * (len(columns) - 1)) / max(1, len(columns))
        for place, column in enumerate(columns):
            self._draw_column(painter, column, place * (width + _BETWEEN), width)
        painter.end()

    def _columns(self, width: int) -> list[list[Check]]:
        area = [check for check in self.checks if check.side == AREA]
        heads = [check for check in self.checks if check.side != AREA]
        wide = width >= self.fontMetrics().horizontalAdvance("0") * _TWO_COLUMNS * 2
        return [area, heads] if wide else [[*area, *heads]]

    def _draw_column(
        self, painter: QPainter, checks: Sequence[Check], left: float, width: float
    ) -> None:
        """Draw bars below each other; names and numbers take the room that the longest needs."""
        measure = self.fontMetrics().horizontalAdvance
        name = max((measure(check_name(check)) for check in checks), default=0) + _GAP
        numbers = max((measure(check_numbers(check)) for check in checks), default=0) + _GAP
        must = max((measure(_must(check)) for check in checks), default=0)
        height = self.fontMetrics().height() * _LINE
        for number, check in enumerate(checks):
            line = QRectF(left, number * height, width, height)
            bar = line.adjusted(name, 0, -(numbers + must + _GAP), 0)
            bar.setWidth(max(_LEAST_BAR, bar.width()))
            self._draw_bar(painter, check, bar)
            theme = current()
            painter.setPen(theme.colour("text"))
            painter.drawText(line, _MIDDLE | Qt.AlignmentFlag.AlignLeft, check_name(check))
            said = QRectF(bar.right() + _GAP, line.top(), numbers, height)
            painter.drawText(said, _MIDDLE | Qt.AlignmentFlag.AlignLeft, check_numbers(check))
            painter.setPen(theme.colour("good_text" if check.reached else "not_met_text"))
            painter.drawText(line, _MIDDLE | Qt.AlignmentFlag.AlignRight, _must(check))

    def _draw_bar(self, painter: QPainter, check: Check, room: QRectF) -> None:
        theme, height = current(), self.fontMetrics().height() * _BAR
        bar = QRectF(room.left(), room.center().y() - height / 2, room.width(), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(bar, 3, 3)
        share = check.part / check.whole if check.whole else 0.0
        painter.setBrush(theme.colour("water" if check.reached else "not_met"))
        if share > 0:
            filled = QRectF(bar)
            filled.setWidth(max(3.0, bar.width() * min(1.0, share)))
            painter.drawRoundedRect(filled, 3, 3)
        mark = round(bar.left() + bar.width() * float(check.threshold.share))
        painter.setPen(QPen(theme.colour("text"), 2))
        painter.drawLine(mark, round(bar.top()) - 2, mark, round(bar.bottom()) + 2)


def _must(check: Check) -> str:
    sign = "✓" if check.reached else "✗"
    return f"{sign} {threshold_name(check.threshold)}"
