"""Moving about in a paper: pages under each other, zoom, keys and wheel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea

from desktop.ui.shell.language import tr
from desktop.ui.widgets.paper_view_layout import (
    FIT_PAGE,
    FIT_WIDTH,
    GAP,
    LEAST,
    MOST,
    PageLayout,
    Room,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent

LOOKED_AT = 0.4
"""Height in the window at which the page is that the reader is on."""
_STEP = 1.1
_TURN = 120.0


class PaperScroll(QAbstractScrollArea):
    """Knows where every page stands; draws nothing.

    Attributes:
        page: the page that the reader is on, from 0.

    Signals:
        moved: the reader is on another page, or the zoom is another.
    """

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.page = 0
        self._zoom = FIT_WIDTH
        self._sizes: Sequence[tuple[float, float]] = ()
        self._layout = PageLayout((), FIT_WIDTH, Room(1, 1))
        self._moving = False
        self.setObjectName("paper")
        self.setAccessibleName(tr("Page preview"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)

    def go_to(self, page: int) -> None:
        """Bring page ``page`` (from 0) to the top of the window."""
        rects = self._layout.rects
        if rects:
            self.page = max(0, min(page, len(rects) - 1))
            self._move(rects[self.page].top() - GAP)

    @property
    def zoom(self) -> float:
        """``FIT_WIDTH``, ``FIT_PAGE``, or how large, 1 for the size on paper."""
        return self._zoom

    @property
    def percent(self) -> int:
        """How large the page is shown, 100 for its size on paper."""
        return self._layout.percent(self.page) if self._layout.rects else 100

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._layout.rects)

    def set_zoom(self, zoom: float, about: QPoint | None = None) -> None:
        """Show pages at another size; what is at ``about`` (or at the top) stays there."""
        self._zoom = zoom if zoom < 0 else min(max(zoom, LEAST), MOST)
        at = about or QPoint(self.viewport().width() // 2, 0)
        self._again(at)
        self.moved.emit()

    def zoom_by(self, factor: float, about: QPoint | None = None) -> None:
        """Show pages larger or smaller."""
        self.set_zoom(self.percent / 100 * factor, about)

    def sizeHint(self) -> QSize:
        """Ask for room to read."""
        return QSize(640, 480)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl go closer or further away, about the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP ** (event.angleDelta().y() / _TURN), event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages and zoom; what else scrolls does what it always does."""
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        turning = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if control:
            turning = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if key in turning and (control or not self.horizontalScrollBar().maximum()):
            self.go_to(self.page + turning[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(self.pages - 1)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal} or event.matches(
            QKeySequence.StandardKey.ZoomIn
        ):
            self.zoom_by(_STEP * _STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / _STEP / _STEP)
        elif key == Qt.Key.Key_0:
            self.set_zoom(FIT_WIDTH if self._zoom == FIT_PAGE else FIT_PAGE)
        elif key == Qt.Key.Key_Space:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out for the new room."""
        super().resizeEvent(event)
        self._again(QPoint(0, 0))

    def _lay_out(self, sizes: Sequence[tuple[float, float]], top: int) -> None:
        """Begin with other pages, ``top`` pixels down."""
        self._sizes, self.page = sizes, 0
        self._again(QPoint(0, 0))
        self._move(top)
        self._scrolled()

    def _seen(self) -> range:
        return self._layout.seen(self.verticalScrollBar().value(), self.viewport().height())

    def _on_screen(self, page: int) -> QRect:
        bars = (self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return self._layout.rects[page].translated(-bars[0], -bars[1])

    def _again(self, about: QPoint) -> None:
        """Lay out again and keep what stands at ``about`` where it is."""
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        x, y = bars[0].value() + about.x(), bars[1].value() + about.y()
        old, page = self._layout, self._layout.at(y)
        size = self.maximumViewportSize()
        bar = bars[1].sizeHint().width()
        room = Room(size.width() - bar, size.height(), self.logicalDpiX())
        self._layout = PageLayout(self._sizes, self._zoom, room)
        self._set_bars()
        if page < min(len(old.rects), self.pages):
            before, now = old.rects[page], self._layout.rects[page]
            ratio = now.width() / before.width()
            bars[1].setValue(round(now.top() + (y - before.top()) * ratio - about.y()))
            bars[0].setValue(round(now.left() + (x - before.left()) * ratio - about.x()))
        self.viewport().update()

    def _set_bars(self) -> None:
        view = self.viewport().size()
        for bar, whole, room in (
            (self.verticalScrollBar(), self._layout.height, view.height()),
            (self.horizontalScrollBar(), self._layout.width, view.width()),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(48)
            bar.setRange(0, max(0, whole - room) if self.pages else 0)

    def _move(self, top: int) -> None:
        self._moving = True
        self.verticalScrollBar().setValue(top)
        self._moving = False
        self.moved.emit()
        self.viewport().update()

    def _scrolled(self) -> None:
        bar = self.verticalScrollBar()
        if not self._moving and self.pages:
            at_end = bar.maximum() > 0 and bar.value() == bar.maximum()
            looked_at = bar.value() + self.viewport().height() * LOOKED_AT
            page = self.pages - 1 if at_end else self._layout.at(looked_at)
            if page != self.page:
                self.page = page
                self.moved.emit()
        self.setAccessibleDescription(
            tr("Page {page} of {pages}", page=self.page + 1, pages=self.pages)
        )
        self.viewport().update()
