"""Codes side by side as buttons, each with the key that answers it written in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

TOUCH = 44
"""Least height and width in pixels of what a finger has to meet."""
_CLOSE = 2
PLAIN = 32
"""Least height in pixels where a mouse does."""


class CodeButtons(QWidget):
    """The one that holds is pressed; pressing it again takes the answer back.

    Signals:
        chosen: a person pressed one.
    """

    chosen = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        *,
        keys: bool = False,
        touch: bool = False,
        toggles: bool = True,
    ) -> None:
        """Make a button of every (code, text).

        Args:
            choices: what can be answered.
            keys: write the code in front of the text: it is the key as well.
            touch: as large as a finger needs.
            toggles: pressing what holds takes it back; else it is said once more.
        """
        super().__init__()
        self._toggles = toggles
        layout = FlowLayout(self, _CLOSE) if touch else FlowLayout(self)
        self.buttons: list[QToolButton] = []
        self.code = ""
        for code, text in choices:
            button = QToolButton()
            button.setText(f"{code} {text}" if keys else text)
            button.setAccessibleName(text)
            button.setCheckable(True)
            button.setProperty("code", True)  # how the style sheet knows it
            button.setProperty("touch", touch)
            button.setProperty("value", code)
            button.setMinimumHeight(TOUCH if touch else PLAIN)
            button.setMinimumWidth(TOUCH if touch else 0)
            # A press leaves the keyboard where it is: at the door the keys go on answering.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if touch else Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda checked, given=code: self._pressed(given, checked))
            self.buttons.append(button)
            layout.addWidget(button)

    def codes(self) -> list[str]:
        """Return the codes that can be chosen now."""
        return [str(b.property("value")) for b in self.buttons if not b.isHidden()]

    def set_code(self, code: str) -> None:
        """Press the button of ``code`` and no other."""
        self.code = code
        for button in self.buttons:
            button.setChecked(button.property("value") == code)

    def offer(self, codes: Container[str]) -> None:
        """Show the buttons of ``codes`` and of the one that holds."""
        for button in self.buttons:
            code = button.property("value")
            button.setVisible(code in codes or code == self.code)

    def suggest(self, code: str, why: str) -> None:
        """Mark the answer that is likely; it is not given by that."""
        for button in self.buttons:
            likely = bool(code) and button.property("value") == code
            if bool(button.property("likely")) != likely:
                button.setProperty("likely", likely)
                button.style().unpolish(button)
                button.style().polish(button)
            button.setAccessibleDescription(why if likely else "")

    def _pressed(self, code: str, checked: bool) -> None:
        self.set_code(code if checked or not self._toggles else "")
        self.chosen.emit()
