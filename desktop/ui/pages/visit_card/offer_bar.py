"""A number that was scanned or read from a photo, where somebody has to say whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.ui.shell.language import tr
from desktop.ui.widgets.code_buttons import CodeButtons
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Mapping[str, str] = {"1": "water_meter", "2": "electricity_meter"}
_NOT = "3"


class OfferBar(QFrame):
    """Asks before it writes: a wrong number is worse than a question.

    Signals:
        taken: (kind of meter, number).
    """

    taken = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._text = label("", wrap=True)
        self.buttons = CodeButtons(
            (("1", tr("water meter")), ("2", tr("electricity meter")), (_NOT, tr("leave it"))),
            keys=True,
            touch=True,
            toggles=False,
        )
        self.buttons.chosen.connect(lambda: self.answer(self.buttons.code))
        self.number = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self._text)
        layout.addWidget(self.buttons)
        self.hide()

    @property
    def asks(self) -> bool:
        """Whether it waits for an answer; the digits answer it first."""
        return bool(self.number)

    def offer(self, number: str, known: Mapping[str, str], likely: str = "") -> None:
        """Ask whose number it is; ``known`` kind → the number that is recorded already."""
        self.number = number
        self.buttons.set_code("")
        words = [tr("Scanned: {number}. Which meter is it?", number=number)]
        for kind, other in known.items():
            if other and other != number:
                words.append(
                    tr("It would replace water meter {number}.", number=other)
                    if kind == "water_meter"
                    else tr("It would replace electricity meter {number}.", number=other)
                )
        self._text.setText("\n".join(words))
        self.setAccessibleName(words[0])
        code = next((code for code, kind in KINDS.items() if kind == likely), "")
        self.buttons.suggest(code, tr("likely"))
        self.show()

    def clear(self) -> None:
        """Ask no more."""
        self.number = ""
        self.hide()

    def answer(self, key: str) -> None:
        """Take the answer of one key; other keys are none."""
        number = self.number
        if key not in {*KINDS, _NOT} or not number:
            return
        self.clear()
        if key in KINDS:
            self.taken.emit(KINDS[key], number)
