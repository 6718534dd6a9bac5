"""What a merge did, and what can be done next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label

if TYPE_CHECKING:
    from collections.abc import Callable


class MergeDone(QWidget):
    """Stands where the review stood.

    Signals:
        questions_asked: the list of what stays open is wanted.
        undo_asked: the merge is to be taken back.
    """

    questions_asked = Signal()
    undo_asked = Signal()

    def __init__(self, choose: Callable[[], object]) -> None:
        super().__init__()
        self.says = label("", "heading", wrap=True)
        self.left = label("", "muted", wrap=True)
        self.questions = button(tr("To decide…"), self.questions_asked.emit)
        self.undo = button(tr("Take this merge back"), self.undo_asked.emit)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        for one in (self.says, self.left):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(one)
        for pressed in (self.questions, self.undo, button(tr("Merge another workbook…"), choose)):
            layout.addWidget(pressed, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def show_answer(self, text: str, *, left: int, undoable: bool) -> None:
        """Say what was written and what waits; ``undoable`` is whether anything was written."""
        self.undo.setVisible(undoable)
        self.says.setText(f"✓ {text}")
        self.left.setText(
            tr("What was left open waits under To decide; a later merge does not forget it.")
            if left
            else tr("Nothing is left open.")
        )
        self.questions.setVisible(bool(left))
