"""A paper on the screen: pages under each other, drawn when they are seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.services.preview import open_paper
from desktop.ui.shell.theme import current
from desktop.ui.widgets.paper_view_layout import GAP
from desktop.ui.widgets.paper_view_pictures import PagePictures
from desktop.ui.widgets.paper_view_scroll import LOOKED_AT, PaperScroll

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent

    from desktop.services.preview import PagePicture, PageView, Place
    from desktop.ui.shell.jobs import Runner

    Hits = Mapping[int, list[tuple[Place, ...]]]

_HIT = QColor(255, 196, 0, 90)
_HIT_NOW = QColor(255, 128, 0, 130)


class PaperView(PaperScroll):
    """Shows one PDF from memory; words stand there while there is none.

    Signals:
        opened: another paper, or none, is shown; carries the page view.
        failed: what was shown is no PDF.
    """

    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self._runner = runner
        self._open: list[PageView] = []
        self.destroyed.connect(partial(_close, self._open))
        self._pictures = PagePictures()
        self._age = 0
        self._drawing = False
        self._words = ""
        self._hits: Hits = {}
        self._hit = (-1, -1)

    def show_paper(self, data: bytes, *, keep_place: bool = False) -> None:
        """Open ``data`` off the window's thread; ``keep_place`` where it is the same paper anew."""
        self._age += 1
        age = self._age
        place = self.verticalScrollBar().value() if keep_place else 0

        def opened(paper: PageView) -> None:
            if age == self._age:
                self._take(paper, place)

        self._runner.start(
            lambda _: open_paper(data), done=opened, failed=self._broken, owner=self, drawing=True
        )

    def show_words(self, words: str) -> None:
        """Show words instead of a paper."""
        self._age += 1
        self._words = words
        self._take(None, 0)
        self.setAccessibleDescription(words)

    @property
    def paper(self) -> PageView | None:
        """What is looked at, None while nothing is."""
        return self._open[0] if self._open else None

    def go_to_hit(self, page: int, number: int) -> None:
        """Bring a hit into the window and mark it as the one looked at."""
        self._hit = (page, number)
        place = self._hits[page][number][0]
        rect, scale = self._layout.rects[page], self._layout.scale(page)
        top, height = rect.top() + place.top * scale, self.viewport().height()
        seen = self.verticalScrollBar().value()
        self.page = page
        if not seen + GAP <= top <= seen + height * 0.85:
            self._move(round(top - height * LOOKED_AT))
        left = rect.left() + place.left * scale - self.viewport().width() / 2
        self.horizontalScrollBar().setValue(round(left))
        self.viewport().update()

    def show_hits(self, hits: Hits) -> None:
        """Mark these places; the one looked at stays where it was when it is still there."""
        self._hits = hits
        page, number = self._hit
        if number >= len(hits.get(page, ())):
            self._hit = (-1, -1)
        self.viewport().update()

    @property
    def drawn(self) -> bool:
        """Whether every page that is seen stands there in its right size."""
        return all(self._picture(page) is not None for page in self._seen())

    def shows(self, page: int) -> bool:
        """Say whether ``page`` stands there in its right size."""
        return page in self._seen() and self._picture(page) is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pages that are seen; those not drawn yet stand in as they are."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), current().colour("raised"))
        if not self.pages and self._words:
            painter.setPen(current().colour("muted"))
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(
                self.viewport().rect().adjusted(24, 24, -24, -24), wrapped, self._words
            )
        for page in self._seen():
            self._paint_page(painter, page)
        if self.hasFocus():
            painter.setPen(current().colour("accent"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()
        self._draw_next()

    def _paint_page(self, painter: QPainter, page: int) -> None:
        rect = self._on_screen(page)
        exact = self._picture(page)
        painter.fillRect(rect, Qt.GlobalColor.white)
        image = exact or self._pictures.nearest(page)
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, exact is None)
            painter.drawImage(rect, image)
        painter.setPen(current().colour("line"))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        scale = self._layout.scale(page)
        for number, hit in enumerate(self._hits.get(page, ())):
            now = (page, number) == self._hit
            for place in hit:
                where = QRectF(
                    rect.left() + place.left * scale - 1,
                    rect.top() + place.top * scale - 1,
                    place.width * scale + 2,
                    place.height * scale + 2,
                )
                painter.fillRect(where, _HIT_NOW if now else _HIT)
                if now:  # told apart without colour as well
                    painter.setPen(Qt.GlobalColor.black)
                    painter.drawRect(where)

    def _draw_next(self) -> None:
        """Draw what is seen and not there yet, then the pages beside it, one at a time."""
        page = self._next_wanted()
        if page is None or self._drawing or self.paper is None:
            return
        paper, width, age = self.paper, self._dots(page), self._age
        self._drawing = True

        def drawn(picture: PagePicture) -> None:
            self._drawing = False
            if age == self._age:
                self._pictures.keep(page, width, _image(picture))
                self.viewport().update(self._on_screen(page))
            self._draw_next()

        def broken(error: BaseException) -> None:
            self._drawing = False
            if age == self._age:
                self._broken(error)

        self._runner.start(
            lambda _: paper.picture(page, width),
            done=drawn,
            failed=broken,
            owner=self,
            drawing=True,
        )

    def _next_wanted(self) -> int | None:
        seen = self._seen()
        if not seen:
            return None
        beside = (seen.stop, seen.start - 1)
        wanted = [*seen, *(page for page in beside if 0 <= page < self.pages)]
        return next((page for page in wanted if self._picture(page) is None), None)

    def _picture(self, page: int) -> QImage | None:
        return self._pictures.exact(page, self._dots(page))

    def _dots(self, page: int) -> int:
        return round(self._layout.rects[page].width() * self.devicePixelRatioF())

    def _take(self, paper: PageView | None, place: int) -> None:
        old = self.paper
        if old is not None:  # after the page that may be in hand: the lane has one worker
            self._runner.start(lambda _: old.close(), drawing=True)
        self._open[:] = [] if paper is None else [paper]
        self._pictures.clear()
        self._hits, self._hit = {}, (-1, -1)
        self._lay_out(paper.sizes if paper else (), place)
        self.opened.emit(paper)
        self.moved.emit()

    def _broken(self, error: BaseException) -> None:
        self.failed.emit(error)


def _close(papers: list[PageView]) -> None:
    """Forget what is open when the window goes away: people's data must not stay in memory."""
    for paper in papers:
        paper.close()
    papers.clear()


def _image(picture: PagePicture) -> QImage:
    made = QImage(
        picture.dots, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
    )
    return made.copy()  # Qt does not hold on to bytes of Python
