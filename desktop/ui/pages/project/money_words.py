"""Words and lines that the money tab says in several places."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.project_codes import UTILITY, Trade
from desktop.domain.project_fields import PAYMENT
from desktop.domain.values import ValueProblem, parse
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtWidgets import QHBoxLayout, QLabel

    from desktop.kernel.messages import Message

_MOST_SHOWN = 4
_DAY = PAYMENT.field("paid_on")


def trade_word(trade: Trade) -> str:
    """Return what people call a trade."""
    return UTILITY.label(str(trade), language())


def trade_letter(trade: Trade) -> str:
    """Return a trade in one letter, for narrow columns."""
    return {Trade.WATER: tr("W."), Trade.ELECTRICITY: tr("E."), Trade.COMMON: tr("C.")}[trade]


class ProblemLines(QWidget):
    """What does not agree, a line each with what to do; nothing takes no room."""

    def __init__(self, go: Callable[[str], object] | None = None) -> None:
        """Set up without lines; ``go`` shows the record that a line speaks of."""
        super().__init__()
        self._go = go
        self._inside = QWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._inside)
        self.hide()

    def show_problems(self, problems: Sequence[tuple[Message, str]]) -> None:
        """Show (message, id it speaks of); many are cut to the first few."""
        box, old = self.layout(), self._inside
        assert box is not None  # noqa: S101 - set up above
        box.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._inside = QWidget()
        lines = QVBoxLayout(self._inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        for message, entity_id in problems[:_MOST_SHOWN]:
            lines.addLayout(self._line(message, entity_id))
        if len(problems) > _MOST_SHOWN:
            more = tr("and {count} more", count=len(problems) - _MOST_SHOWN)
            lines.addWidget(label(more, "muted"))
        box.addWidget(self._inside)
        self.setVisible(bool(problems))

    def _line(self, message: Message, entity_id: str) -> QHBoxLayout:
        line = row(label("✕", "error"), stretch=False)
        line.addWidget(label(message.text, "error", wrap=True), 3)
        line.addWidget(label(message.hint, "muted", wrap=True), 2)
        if entity_id and self._go is not None:
            line.addWidget(button(tr("Show it"), partial(self._go, entity_id)))
        return line


def say(place: QLabel, text: str, role: str = "") -> None:
    """Show ``text`` in a role of the look; an empty one takes no room."""
    place.setText(text)
    place.setVisible(bool(text))
    if role and role != place.objectName():
        place.setObjectName(role)
        place.style().unpolish(place)
        place.style().polish(place)


def failure(place: QLabel, error: BaseException) -> None:
    """Say beside the fields what went wrong and what to do."""
    message = explain(error)
    say(place, f"{message.text} {message.hint}".strip(), "error")


def typed_day(text: str, place: QLabel) -> tuple[bool, date | None]:
    """Return (whether it can be used, the day); a day that cannot be read is said in ``place``."""
    assert _DAY is not None  # noqa: S101 - declared in the same program
    try:
        return True, parse(_DAY, text)  # type: ignore[return-value]
    except ValueProblem as problem:
        message = sentence(problem.code, {"field": _DAY.label})
        say(place, f"{message.text} {message.hint}".strip(), "error")
        return False, None
