"""Drawing the chosen form as a draft, in memory, beside asking what keeps it from being issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from desktop.ui.pages.forms_paper import ShownPaper
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.stages import Missing
    from desktop.kernel.messages import Message
    from desktop.services.form_drawing import DrawnForm, FormOrder
    from desktop.ui.pages.forms_order import OrderPart
    from desktop.ui.pages.forms_paper import PaperPart
    from desktop.ui.shell.desk import Desk

_SLOW = 400
"""Milliseconds after which drawing is said to take its time."""


class Drafting(QObject):
    """One draft at a time: the last one asked for.

    Attributes:
        age: grows with everything that comes to the front; what is older is not shown any more.
        job: the job to stop.
    """

    def __init__(self, desk: Desk, order: OrderPart, paper: PaperPart) -> None:
        super().__init__(paper)
        self._desk, self._order, self._paper = desk, order, paper
        self.age, self.job = 0, 0
        self._missing: Sequence[Missing] | BaseException | None = None
        self._seen = False
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SLOW)
        self._slow.timeout.connect(lambda: paper.drawing.begin(tr("Drawing the form…")))
        paper.stop_asked.connect(lambda: desk.runner.cancel(self.job))

    def leave(self) -> int:
        """Draw no further: something else comes to the front. Return its age."""
        self._rest()
        self._desk.runner.cancel(self.job)
        self.age += 1
        return self.age

    def begin(self, order: FormOrder, kind: Mapping[str, Any]) -> None:
        """Draw ``order``, a form of type ``kind``."""
        age, forms = self.leave(), self._desk.office.forms
        self._missing, self._seen = None, False
        self._order.show_waiting()
        self._slow.start()
        title = str(kind["title"])
        self.job = self._desk.runner.start(
            lambda progress: forms.draw(order, progress),
            done=lambda drawn: self._drawn(age, order, kind, drawn),
            failed=lambda error: self._stop(age, title, explain(error)),
            cancelled=lambda: self._stop(age, title, None),
            stepped=self._paper.drawing.step,
            owner=self,
            beside=True,  # it only reads: no import keeps a draft waiting
        )
        self._desk.ask(
            lambda: forms.missing(order),
            lambda missing: self._told(age, missing),
            owner=self,
            failed=lambda error: self._told(age, error),
        )

    def _drawn(self, age: int, order: FormOrder, kind: Mapping[str, Any], drawn: DrawnForm) -> None:
        if age != self.age:
            return
        self._rest()
        forms, sheets = self._desk.office.forms, kind["body"] == "drawn"
        self._paper.show_paper(
            ShownPaper(
                f"{order.type} {order.subject_id}",
                drawn.data,
                drawn.title if sheets else tr("Draft, not issued") + f" · {drawn.title}",
                f"{kind['title']}（" + tr("Draft, not issued") + "）",
                (lambda: forms.word(order)) if kind["letter"] else None,
                sheets=sheets,
            )
        )
        self._seen = True
        self._tell()

    def _told(self, age: int, missing: Sequence[Missing] | BaseException) -> None:
        if age == self.age:
            self._missing = missing
            self._tell()

    def _tell(self) -> None:
        """Say what is missing; that nothing is, only when the draft is there to be seen."""
        missing = self._missing
        if isinstance(missing, BaseException):
            self._order.show_failure(missing)
        elif missing is not None and (self._seen or missing):
            self._order.show_missing(missing)

    def _stop(self, age: int, title: str, why: Message | None) -> None:
        if age == self.age:
            self._rest()
            self._paper.show_words(title, f"{why.text}{why.hint}" if why else tr("Stopped."))
            if why is None:
                self._order.show_aside()

    def _rest(self) -> None:
        self._slow.stop()
        self._paper.drawing.hide()
