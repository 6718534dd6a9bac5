"""同邻户: one button that says whose door is taken after and what would be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.pages.visit_card.choices import choices_of
from desktop.ui.pages.visit_card.foot import touch_button
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.door_questions import STATES, DoorQuestions

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from desktop.services.surveying import NeighbourDefaults

_TALL = 60


def neighbour_button(pressed: Callable[[], object]) -> QPushButton:
    """Return the button, not shown until there is a neighbour."""
    made = touch_button(tr("= As next door"), pressed)
    made.setMinimumHeight(_TALL)
    made.hide()
    return made


def show_neighbour(
    shown: QPushButton, neighbour: NeighbourDefaults | None, questions: DoorQuestions
) -> None:
    """Offer the neighbour while something about the metering is open, else nothing."""
    waits = neighbour is not None and not questions.away and waits_for(questions)
    shown.setVisible(waits)
    if neighbour is not None and waits:
        first = tr("= As next door {door} ({side})", door=neighbour.label, side=_side(neighbour))
        shown.setText(f"{first}\n{_summary(neighbour)}")
        shown.setAccessibleName(shown.text().replace("\n", ": "))


def waits_for(questions: DoorQuestions) -> bool:
    """Return whether a question about the metering is open."""
    return any(slot[1] != "consent" for slot in questions.open())


def _side(neighbour: NeighbourDefaults) -> str:
    return {
        "below": tr("below"),
        "above": tr("above"),
        "beside": tr("beside"),
        "next_unit": tr("next unit"),
    }[str(neighbour.side)]


def _summary(neighbour: NeighbourDefaults) -> str:
    parts = []
    for kind, state in STATES.items():
        words = [
            text
            for slot in (state, (kind, "position"), (kind, "kind"))
            for code, text in choices_of(slot)
            if slot in neighbour.values and code == str(neighbour.values[slot])
        ]
        name = tr("Water") if kind == "water_meter" else tr("Electricity")
        if words:
            parts.append(f"{name} {' '.join(words)}")
    return " · ".join(parts)
