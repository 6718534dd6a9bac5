"""One question of the card: its buttons, and whether it is the one that the keys answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from desktop.ui.viewmodels.door_questions import Slot
    from desktop.ui.widgets.code_buttons import CodeButtons


class QuestionRow(QFrame):
    """Highlighted while it is asked; the likely answer is framed, never given by itself."""

    def __init__(self, slot: Slot, inner: QWidget, buttons: CodeButtons, name: str) -> None:
        super().__init__()
        self.setObjectName("question")
        self.slot = slot
        self.buttons = buttons
        self.likely = ""
        self._name = name
        self.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 2, 2, 2)
        layout.addWidget(inner)
        self.ask(now=False)

    def ask(self, *, now: bool) -> None:
        """Make it the question that the keys answer, or one like the others."""
        if self.property("asked") is now:
            return
        self.setProperty("asked", now)
        self.setAccessibleDescription(tr("The digits answer this question") if now else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def suggest(self, code: str) -> None:
        """Frame the answer of the neighbour, unless something was answered."""
        self.likely = "" if self.buttons.code else code
        self.buttons.suggest(self.likely, tr("as next door"))
