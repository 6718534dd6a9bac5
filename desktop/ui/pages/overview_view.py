"""A quarter at a glance: every building small, a cell per door, coloured by its progress."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QScrollArea, QScroller, QToolTip, QWidget

from desktop.ui.pages.overview_tiles import TilePainter
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.overview import Layout, Tile, lay_out

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_SOON_MS = 15
_SLOP = 12
_LONG = 0.008
"""Seconds of drawing in one paint; the rest follows in the next, so that none is long."""


class OverviewView(QScrollArea):
    """Shows the buildings of a quarter and lets one be chosen.

    Signals:
        opened: id of the building that was clicked or entered.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("All buildings of the quarter"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.board = Board(self)
        self.board.opened.connect(self.opened)
        self.setWidget(self.board)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_tiles(self, tiles: list[Tile]) -> None:
        """Draw these buildings."""
        self.board.show_tiles(tiles)
        self._lay()

    def renew(self, building_id: str) -> None:
        """Draw one building again."""
        self.board.renew(building_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the buildings out again."""
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        size = self.viewport().size()
        self.board.lay(size.width(), size.height())


class Board(QWidget):
    """The buildings themselves, at whatever height they need.

    Attributes:
        tiles: the buildings.
        current: place of the one in hand in ``tiles``.
    """

    opened = Signal(str)

    def __init__(self, area: OverviewView) -> None:
        super().__init__()
        self._area = area
        self.tiles: list[Tile] = []
        self.current = 0
        self._layout = Layout((4, 4), (), 0)
        self._spots: list[QRect] = []
        self._picture = QPixmap()
        self._painter = TilePainter((4, 4), self.font(), 1.0)
        self._theme = current()
        self._stale: set[int] = set()
        self._pressed = QPointF()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SOON_MS)
        self._later.timeout.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("All buildings of the quarter"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)

    def show_tiles(self, tiles: list[Tile]) -> None:
        """Draw these buildings."""
        held = self.tiles[self.current].id if self.tiles else ""
        self.tiles = tiles
        self.current = next((n for n, tile in enumerate(tiles) if tile.id == held), 0)
        self._describe()

    @property
    def drawn(self) -> int:
        """How many buildings were drawn so far; tests and the benchmark look at it."""
        return self._painter.drawn

    def renew(self, building_id: str) -> None:
        """Draw one building again."""
        for place, tile in enumerate(self.tiles):
            if tile.id == building_id and place < len(self._spots):
                self._stale.add(place)
                self.update(self._spots[place])
                if place == self.current:
                    self._describe()

    def lay(self, width: int, height: int) -> None:
        """Place the buildings in this much room."""
        self._layout = lay_out(self.tiles, width, height, self.fontMetrics().height())
        self._spots = [
            QRectF(spot.left, spot.top, spot.width, spot.height).toRect()
            for spot in self._layout.spots
        ]
        self.resize(width, max(height, round(self._layout.height)))
        self._picture = QPixmap()
        self.update()

    def spot(self, place: int) -> QRect:
        """Return where a building stands."""
        return self._spots[place]

    def choose(self, place: int) -> None:
        """Take a building in hand."""
        if 0 <= place < len(self.tiles) and place != self.current:
            old, self.current = self.current, place
            for one in (old, place):
                self.update(self.spot(one).adjusted(-4, -4, 4, 4))
            spot = self.spot(place)
            self._area.ensureVisible(spot.center().x(), spot.center().y(), 0, spot.height() // 2)
            self._describe()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the kept picture; draw into it what changed, as much as is quick."""
        seen = event.rect()
        self._draw_stale(seen)
        ratio = self._picture.devicePixelRatio()
        painter = QPainter(self)
        source = QRectF(seen.topLeft() * ratio, seen.size() * ratio)
        painter.drawPixmap(QRectF(seen), self._picture, source)
        if self.tiles and self.hasFocus():
            painter.setPen(QPen(current().colour("accent"), 3))
            painter.drawRect(self.spot(self.current).adjusted(-2, -2, 2, 2))

    def _draw_stale(self, seen: QRect) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture.size() != self.size() * ratio or self._theme is not current():
            self._theme = current()
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(self._theme.colour("surface"))
            drawn = self._painter.drawn
            self._painter = TilePainter(self._layout.cell, self.font(), ratio)
            self._painter.drawn = drawn
            self._stale = set(range(len(self.tiles)))
        if not self._stale:
            return
        painter = QPainter(self._picture)
        begun = time.monotonic()
        for place in sorted(self._stale):
            if time.monotonic() - begun > _LONG:
                self._later.start()
                break
            if self._spots[place].intersects(seen):
                self._painter.draw(painter, self.tiles[place], self._spots[place])
                self._stale.discard(place)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the building under the pointer or finger in hand."""
        self._pressed = event.position()
        place = self._at(event.position())
        if place is not None:
            self.choose(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the building, unless the finger moved on to scroll."""
        place = self._at(event.position())
        moved = (event.position() - self._pressed).manhattanLength()
        if place is not None and place == self.current and moved < _SLOP:
            self.opened.emit(self.tiles[place].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, open with Enter."""
        key = Qt.Key(event.key())
        if key in _ENTER and self.tiles:
            self.opened.emit(self.tiles[self.current].id)
        elif key is Qt.Key.Key_Home:
            self.choose(0)
        elif key is Qt.Key.Key_End:
            self.choose(len(self.tiles) - 1)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.choose(self.current + (1 if key is Qt.Key.Key_Right else -1))
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.choose(self._beyond(down=key is Qt.Key.Key_Down))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say in words what the building under the pointer shows."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._at(QPointF(event.pos()))
            text = "" if place is None else tile_words(self.tiles[place])
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame."""
        super().focusInEvent(event)
        self.update()

    def _at(self, point: QPointF) -> int | None:
        return next(
            (n for n in range(len(self.tiles)) if self.spot(n).contains(point.toPoint())), None
        )

    def _beyond(self, *, down: bool) -> int:
        """Return the nearest building in the row above or below."""
        if not self.tiles:
            return 0
        here = self.spot(self.current)
        rows = {self.spot(n).top() for n in range(len(self.tiles))}
        rest = [top for top in rows if (top > here.top() if down else top < here.top())]
        if not rest:
            return self.current
        row = min(rest) if down else max(rest)
        places = [n for n in range(len(self.tiles)) if self.spot(n).top() == row]
        return min(places, key=lambda n: abs(self.spot(n).center().x() - here.center().x()))

    def _describe(self) -> None:
        words = tile_words(self.tiles[self.current]) if self.tiles else ""
        self.setAccessibleDescription(words)


def tile_words(tile: Tile) -> str:
    """Return a building's name and progress in words."""
    name = tr("Building {number}", number=tile.name) if tile.name.isascii() else tile.name
    return tr(
        "{name}: {done} of {all} done, {refused} refused",
        name=name,
        done=tile.done,
        all=tile.households,
        refused=tile.refused,
    )
