"""What every mark of the elevation means, drawn by the same hand as the elevation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.domain.codes import VisitState
from desktop.ui.pages.elevation_marks import Marks
from desktop.ui.pages.overview_tiles import overview_entries
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.door import Consent, Mark
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap as Picture

_HALF = QSize(20, 16)
_SIGN = 16


class Legend(QFrame):
    """Every mark with its word; wraps where the line is too short.

    The overview of a quarter has simpler shapes of its own.
    """

    def __init__(self, *, overview: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(tr("Legend"))
        layout = FlowLayout(self)
        ratio = self.devicePixelRatioF()
        shown = overview_entries(ratio) if overview else entries(Marks(ratio, self.font()))
        for picture, text in shown:
            layout.addWidget(_entry(picture, text))


def entries(marks: Marks) -> list[tuple[Picture, str]]:
    """Return (picture, word) of every mark a door can carry."""
    width, height, power = _HALF.width(), _HALF.height(), "electricity"
    return [
        (marks.half(Mark.MET, "water", width, height), tr("Water met")),
        (marks.half(Mark.MET, power, width, height), tr("Electricity met")),
        (marks.half(Mark.NOT_MET, power, width, height), tr("Not met")),
        (marks.half(Mark.UNKNOWN, power, width, height), tr("Unknown")),
        (marks.half(Mark.NOT_VISITED, power, width, height), tr("Not visited")),
        (marks.half(Mark.REFUSED, power, width, height), tr("Refused")),
        (marks.visit(VisitState.VISITED, 0, _SIGN), tr("Visited")),
        (marks.visit(VisitState.NOBODY_HOME, 2, _SIGN), tr("Nobody home, times tried")),
        (marks.visit(VisitState.BY_PHONE, 0, _SIGN), tr("By phone")),
        (marks.consent(Consent.YES, _SIGN), tr("Consents")),
        (marks.consent(Consent.PART, _SIGN), tr("Consents in part")),
        (marks.consent(Consent.NO, _SIGN), tr("Does not consent")),
        (_shop(marks.ratio), tr("Shop")),
    ]


def _entry(picture: Picture, text: str) -> QWidget:
    sample = QLabel()
    sample.setPixmap(picture)
    whole = QWidget()
    layout = QHBoxLayout(whole)
    layout.setContentsMargins(0, 0, 6, 0)
    layout.setSpacing(4)
    layout.addWidget(sample)
    layout.addWidget(label(text, "muted"))
    return whole


def _shop(ratio: float) -> Picture:
    picture = QPixmap(_HALF * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(current().colour("surface"))
    painter = QPainter(picture)
    painter.setPen(current().colour("hatch"))
    painter.drawRect(QRectF(0.5, 0.5, _HALF.width() - 1, _HALF.height() - 1))
    for left in range(0, _HALF.width(), 6):
        painter.fillRect(QRectF(left, 0, 3, 5), current().colour("text"))
    painter.end()
    return picture
