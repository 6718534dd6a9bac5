"""Words looked for in a paper: some pages at a time, from the one that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from desktop.services.preview import PageView, Place
    from desktop.ui.shell.jobs import Runner
    from desktop.ui.widgets.paper_view import PaperView

    Found = dict[int, list[tuple[Place, ...]]]

_PAGES = 6
"""Pages a step, about ten milliseconds: a page that is to be drawn waits no longer."""
_PAUSE = 180
"""Milliseconds after the last key."""


class PaperSearch(QObject):
    """Finds a word in the paper of a view and leads from hit to hit.

    Attributes:
        text: what is looked for; empty for nothing.
        hits: page → places, those found so far.
        searching: whether pages are left to look through.

    Signals:
        changed: hits, the hit looked at, or whether it still searches.
    """

    changed = Signal()

    def __init__(self, view: PaperView, runner: Runner) -> None:
        super().__init__(view)
        self._view, self._runner = view, runner
        self.text = ""
        self.hits: Found = {}
        self.searching = False
        self._now = (-1, -1)
        self._age = 0
        self._typed = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.begin)
        view.opened.connect(self._another)

    def type(self, text: str) -> None:
        """Look for ``text`` soon, when no further key follows."""
        self._typed = text
        self._pause.start()

    def begin(self) -> None:
        """Look for what was typed now."""
        self._pause.stop()
        self._age += 1
        self.text, self.hits, self._now = self._typed.strip(), {}, (-1, -1)
        self._view.show_hits(self.hits)
        paper = self._view.paper
        self.searching = bool(self.text) and paper is not None
        if self.searching and paper is not None:
            count, first = len(paper.sizes), self._view.page
            self._look(paper, [(first + n) % count for n in range(count)], self._age)
        self.changed.emit()

    def step(self, by: int) -> None:
        """Go to the next hit (1) or the one before (-1), around the end."""
        if self._pause.isActive() or self._typed.strip() != self.text:
            self.begin()
            return
        places = self._places
        if places:
            at = places.index(self._now) + by if self._now in places else 0
            self._go(places[at % len(places)])

    @property
    def count(self) -> int:
        """How many hits there are so far."""
        return sum(len(hits) for hits in self.hits.values())

    @property
    def number(self) -> int:
        """Which hit is looked at, from 1; 0 for none."""
        return self._places.index(self._now) + 1 if self._now in self._places else 0

    @property
    def _places(self) -> list[tuple[int, int]]:
        return [(page, n) for page in sorted(self.hits) for n in range(len(self.hits[page]))]

    def _look(self, paper: PageView, pages: list[int], age: int) -> None:
        chunk, left, text = pages[:_PAGES], pages[_PAGES:], self.text

        def found(hits: Found) -> None:
            if age == self._age:
                self._take(hits)
                if left:
                    self._look(paper, left, age)
                else:
                    self.searching = False
                self.changed.emit()

        self._runner.start(
            lambda _: {page: paper.find(page, text) for page in chunk},
            done=found,
            failed=lambda _: self._give_up(age),
            owner=self,
            drawing=True,
        )

    def _take(self, hits: Found) -> None:
        self.hits.update({page: places for page, places in hits.items() if places})
        self._view.show_hits(self.hits)
        if self._now == (-1, -1) and self.hits:
            self._go((next(iter(self.hits)), 0))

    def _go(self, place: tuple[int, int]) -> None:
        self._now = place
        self._view.go_to_hit(*place)
        self.changed.emit()

    def _give_up(self, age: int) -> None:
        """End where the paper was put away meanwhile."""
        if age == self._age:
            self.searching = False
            self.changed.emit()

    def _another(self, _paper: object) -> None:
        self._typed = self._typed or self.text
        self.begin()
