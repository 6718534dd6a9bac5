"""What stands under the card at every door: how the visit ended, and the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from desktop.ui.pages.saving import SavingEditor
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.door_questions import VISIT
from desktop.ui.widgets.code_buttons import TOUCH
from desktop.ui.widgets.field_editor import FieldLook
from desktop.ui.widgets.panels import button

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.pages.saving import Store
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.card import Entry
    from desktop.ui.viewmodels.door_questions import DoorQuestions

VISIT_KEYS = {"0": "2", "7": "4", "8": "3"}
"""Key → code of the visit that it records at any time."""


class Foot(QFrame):
    """Visit state and the way from door to door."""

    def __init__(
        self,
        desk: Desk,
        entry: Callable[[str, str], Entry],
        store: Store,
        *,
        back: Callable[[], object],
        on: Callable[[], object],
    ) -> None:
        super().__init__()
        look = FieldLook(
            name="",
            choices=(
                ("1", tr("Visited")),
                ("2", tr("0 Nobody home")),
                ("3", tr("8 Refused")),
                ("4", tr("7 By phone")),
            ),
            touch=True,
            toggles=False,
        )
        self.visit = SavingEditor(desk, entry(*VISIT), look, store)
        self.previous = touch_button(tr("← Previous"), back)
        self.next = touch_button(tr("Next door ⏎"), on, main=True)
        way = QHBoxLayout()
        way.addWidget(self.previous)
        way.addStretch(1)
        way.addWidget(self.next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.visit)
        layout.addLayout(way)

    def show_questions(self, questions: DoorQuestions) -> None:
        """Say that 1 opens a door again where nobody was or would."""
        buttons = self.visit.buttons
        if buttons is not None:
            text = tr("1 Somebody is there now") if questions.away else tr("Visited")
            buttons.buttons[0].setText(text)
            buttons.buttons[0].setAccessibleName(text)
            buttons.suggest("1" if questions.away else "", "")
            self.visit.updateGeometry()


def touch_button(text: str, pressed: Callable[[], object], *, main: bool = False) -> QPushButton:
    """Return a button for a finger that leaves the keyboard where it is."""
    made = button(text, pressed, main=main)
    made.setMinimumSize(TOUCH, TOUCH)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAutoDefault(False)
    return made
