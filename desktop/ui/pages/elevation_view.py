"""A building drawn as it stands: floors by doors, water half and electricity half."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.domain import codes
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.door import SIGNS, Mark
from desktop.ui.viewmodels.elevation import Elevation

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from desktop.ui.viewmodels.elevation import Door

_GUTTER = 44
_HEAD = 26
_GAP = 18
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SMALL = 40
_ROOM_SHARE = 0.46


class ElevationView(QWidget):
    """Paints one building in batches of one colour and follows mouse, touch and keyboard.

    Signals:
        chosen: id of the household whose door was chosen.
        opened: id of the household whose door was entered (Enter or double click).
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Elevation of the building"))
        self.setMouseTracking(True)
        self.elevation = Elevation()
        self.current_id = ""
        self._hidden: frozenset[Mark] = frozenset()
        self._cells: dict[str, QRectF] = {}

    def show_elevation(self, elevation: Elevation) -> None:
        """Draw this building."""
        self.elevation = elevation
        if self.current_id and not any(d.id == self.current_id for d in elevation.doors):
            self.current_id = ""
        self._lay()
        self.updateGeometry()
        self.update()

    def choose(self, household_id: str) -> None:
        """Put the frame around one door."""
        if household_id != self.current_id:
            self.current_id = household_id
            door = next((d for d in self.elevation.doors if d.id == household_id), None)
            self.setAccessibleDescription(describe(door) if door else "")
            self.update()
            if household_id:
                self.chosen.emit(household_id)

    def step(self, by: int) -> None:
        """Go on in the order in which a surveyor walks."""
        order = [door.id for door in self.elevation.in_walk_order()]
        if order:
            at = order.index(self.current_id) + by if self.current_id in order else 0
            self.choose(order[max(0, min(len(order) - 1, at))])

    def next_open(self) -> None:
        """Go to the next door that is still to be visited, in walking order."""
        order = self.elevation.in_walk_order()
        ids = [door.id for door in order]
        start = ids.index(self.current_id) + 1 if self.current_id in ids else 0
        for door in order[start:] + order[:start]:
            if door.visit_state in {0, 2}:
                self.choose(door.id)
                return

    def cell(self, household_id: str) -> QRectF:
        """Return where a door is drawn."""
        return self._cells.get(household_id, QRectF())

    def sizeHint(self) -> QSize:
        """Return a size at which every door can be touched."""
        side = current().measure("touch")
        width = _GUTTER + self.elevation.columns * (side + 8) + _GAP * len(self.elevation.units)
        return QSize(max(width, 200), _HEAD + max(1, len(self.elevation.floors)) * side)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which 33 floors still fit a small screen."""
        return QSize(200, _HEAD + max(1, len(self.elevation.floors)) * 15)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the doors out again."""
        super().resizeEvent(event)
        self._lay()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw fills by colour, then lines, then letters: a few calls whatever the size."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour("surface"))
        if not self._cells:
            return
        self._paint_fills(painter)
        self._paint_frames(painter)
        self._paint_letters(painter)
        self._paint_labels(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the door under the finger."""
        door = self._door_at(event.position().x(), event.position().y())
        if door is not None:
            self.choose(door.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the door under the finger."""
        door = self._door_at(event.position().x(), event.position().y())
        if door is not None:
            self.opened.emit(door.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, go on with Page Down, open with Enter."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._walk(*_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_id:
            self.opened.emit(self.current_id)
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_Space}:
            self.next_open()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say in words what the door under the pointer shows."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            door = self._door_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), describe(door) if door else "", self)
            return True
        return super().event(event)

    def _walk(self, across: int, down: int) -> None:
        door = next((d for d in self.elevation.doors if d.id == self.current_id), None)
        if door is None:
            self.step(0)
            return
        column, line = door.column + across, door.line + down
        while 0 <= column < self.elevation.columns and 0 <= line < len(self.elevation.floors):
            found = self.elevation.at(column, line)
            if found is not None:
                self.choose(found.id)
                return
            column, line = column + across, line + down

    def _door_at(self, x: float, y: float) -> Door | None:
        return next((d for d in self.elevation.doors if self._cells[d.id].contains(x, y)), None)

    def _lay(self) -> None:
        house = self.elevation
        self._cells = {}
        if not house.doors:
            return
        room = self.width() - _GUTTER - _GAP * len(house.units)
        width = max(14.0, min(120.0, room / max(1, house.columns)))
        height = max(12.0, min(72.0, (self.height() - _HEAD) / len(house.floors)))
        inset = 3 if width > _SMALL else 1
        for door in house.doors:
            left = _GUTTER + door.column * width + door.unit * _GAP
            self._cells[door.id] = QRectF(
                left + inset,
                _HEAD + door.line * height + inset,
                width - 2 * inset,
                height - 2 * inset,
            )

    def _halves(self, door: Door) -> tuple[tuple[QRectF, Mark, str], tuple[QRectF, Mark, str]]:
        cell = self._cells[door.id]
        top = cell.height() * _ROOM_SHARE if cell.width() > _SMALL else 0
        half, height = cell.width() / 2, cell.height() - top
        water = QRectF(cell.left(), cell.top() + top, half, height)
        power = QRectF(cell.left() + half, cell.top() + top, half, height)
        return (water, door.water, "water"), (power, door.power, "electricity")

    def _paint_fills(self, painter: QPainter) -> None:
        theme = current()
        batches: dict[tuple[str, bool], list[QRectF]] = defaultdict(list)
        for door in self.elevation.doors:
            for rect, mark, utility in self._halves(door):
                if mark is Mark.MET:
                    batches[utility, False].append(rect)
                elif mark is Mark.NOT_MET:
                    batches["not_met", False].append(rect)
                elif mark is Mark.NOT_VISITED:
                    batches["hatch", True].append(rect)
                elif mark is Mark.REFUSED:
                    bar = rect.height() / 3
                    batches["bar", False].append(rect.adjusted(0, bar, 0, -bar))
        painter.setPen(Qt.PenStyle.NoPen)
        for (token, hatched), rects in batches.items():
            colour = theme.colour(token)
            style = Qt.BrushStyle.BDiagPattern if hatched else Qt.BrushStyle.SolidPattern
            painter.setBrush(QBrush(_faint(colour) if hatched else colour, style))
            painter.drawRects(rects)

    def _paint_frames(self, painter: QPainter) -> None:
        theme = current()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("hatch"), 1))
        painter.drawRects(list(self._cells.values()))
        unknown = [
            rect
            for door in self.elevation.doors
            for rect, mark, _ in self._halves(door)
            if mark is Mark.UNKNOWN
        ]
        painter.setPen(QPen(theme.colour("muted"), 1, Qt.PenStyle.DashLine))
        painter.drawRects([rect.adjusted(2, 2, -2, -2) for rect in unknown])
        if self.current_id in self._cells:
            painter.setPen(QPen(theme.colour("accent"), 3))
            painter.drawRect(self._cells[self.current_id].adjusted(-1, -1, 1, 1))

    def _paint_letters(self, painter: QPainter) -> None:
        theme = current()
        inks = {
            (Mark.MET, "water"): theme.colour("on_water"),
            (Mark.MET, "electricity"): theme.colour("on_electricity"),
        }
        first = next(iter(self._cells.values()))
        font = QFont(self.font())
        font.setPixelSize(int(max(8, min(16, first.height() * 0.38, first.width() * 0.4))))
        bold = QFont(font)
        bold.setBold(True)
        for door in self.elevation.doors:
            painter.setFont(bold)
            for rect, mark, utility in self._halves(door):
                sign = SIGNS[mark]
                if sign:
                    ink = theme.colour("on_not_met" if mark is Mark.NOT_MET else "muted")
                    painter.setPen(inks.get((mark, utility), ink))
                    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, sign)
            cell = self._cells[door.id]
            if cell.width() > _SMALL:
                painter.setFont(font)
                painter.setPen(theme.colour("text"))
                top = QRectF(
                    cell.left() + 4, cell.top(), cell.width() - 8, cell.height() * _ROOM_SHARE
                )
                painter.drawText(
                    top, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), door.room
                )
                painter.drawText(
                    top,
                    int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                    door.consent,
                )

    def _paint_labels(self, painter: QPainter) -> None:
        painter.setPen(current().colour("muted"))
        painter.setFont(self.font())
        first: dict[int, QRectF] = {}
        last: dict[int, QRectF] = {}
        seen: set[int] = set()
        for door in self.elevation.doors:
            cell = self._cells[door.id]
            first[door.unit] = min(first.get(door.unit, cell), cell, key=lambda r: r.left())
            last[door.unit] = max(last.get(door.unit, cell), cell, key=lambda r: r.right())
            if door.line not in seen:
                seen.add(door.line)
                place = QRectF(0, cell.top(), _GUTTER - 8, cell.height())
                floor = str(self.elevation.floors[door.line])
                painter.drawText(
                    place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), floor
                )
        for unit, (name, _) in enumerate(self.elevation.units):
            left, right = first[unit].left(), last[unit].right()
            text = tr("Unit {number}", number=name) if name else ""
            painter.drawText(
                QRectF(left, 0, right - left, _HEAD), Qt.AlignmentFlag.AlignCenter, text
            )


def _faint(colour: QColor) -> QColor:
    faint = QColor(colour)
    faint.setAlpha(150)
    return faint


def describe(door: Door) -> str:
    """Return in words what a door shows: for tooltips and screen readers."""
    words = {
        Mark.MET: tr("met"),
        Mark.NOT_MET: tr("not met"),
        Mark.UNKNOWN: tr("unknown"),
        Mark.NOT_VISITED: tr("not visited"),
        Mark.REFUSED: tr("refused"),
    }
    return tr(
        "{label} {owner}: {visit}, water {water}, electricity {power}",
        label=door.label,
        owner=door.owner,
        visit=codes.VISIT_STATE.label(door.visit_state, language()),
        water=words[door.water],
        power=words[door.power],
    )
