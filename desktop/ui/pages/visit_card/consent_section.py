"""Both consents: answered apart, or in one line; what they rest on; never copied or assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.ui.pages.saving import SavingEditor, save
from desktop.ui.pages.visit_card.choices import bases, both_opinions, opinions
from desktop.ui.pages.visit_card.question_row import QuestionRow
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.door_questions import ANSWERS, BASIS, CONSENT, CONSENTS
from desktop.ui.widgets.code_buttons import CodeButtons
from desktop.ui.widgets.field_editor import FieldLook
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.changes import Changes
    from desktop.ui.pages.saving import Store
    from desktop.ui.pages.visit_card.door_data import DoorData
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.card import Entry
    from desktop.ui.viewmodels.door_questions import DoorQuestions, Slot


class ConsentSection(QFrame):
    """One line for both answers, and under it each by itself.

    Signals:
        answered: both were answered in one go; nothing is stored yet.
        stored: they are on the disk.
        broke: they are not.
    """

    answered = Signal()
    stored = Signal()
    broke = Signal()

    def __init__(
        self,
        desk: Desk,
        entry: Callable[[str, str], Entry],
        store: Store,
        store_both: Callable[[Sequence[Entry], Sequence[object]], Changes],
    ) -> None:
        super().__init__()
        self._store_both = store_both
        self.line = CodeButtons(both_opinions(), keys=True, touch=True, toggles=False)
        self.line.chosen.connect(lambda: self.answer(self.line.code))
        row = QuestionRow(CONSENT, self.line, self.line, tr("Consent to both works"))
        self.rows: dict[Slot, QuestionRow] = {CONSENT: row}
        self.editors: dict[Slot, SavingEditor] = {}
        for slot, name in zip(CONSENTS, (tr("Water"), tr("Electricity")), strict=True):
            look = FieldLook(name=name, choices=opinions(), figures=4.6, touch=True)
            self.editors[slot] = SavingEditor(desk, entry(*slot), look, store)
        look = FieldLook(name=tr("Basis"), choices=bases(), figures=4.6, touch=True)
        self.editors[BASIS] = SavingEditor(desk, entry(*BASIS), look, store)
        for slot, editor in self.editors.items():
            self._name(slot, editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(label(tr("Consent"), "heading"))
        layout.addWidget(row)
        for editor in self.editors.values():
            layout.addWidget(editor)

    def answer(self, key: str) -> None:
        """Answer for water and electricity in one go, stored as one operation."""
        pair = ANSWERS.get(key)
        if pair is None:
            return
        editors = [self.editors[slot] for slot in CONSENTS]
        for editor, code in zip(editors, pair, strict=True):
            editor.put(code)
            editor.show_state("…")
        self._show_line()
        save(editors, pair, self._store_both, then=self.stored.emit, broke=self.broke.emit)
        self.answered.emit()

    def show_door(self, data: DoorData, questions: DoorQuestions) -> None:
        """Show what is stored."""
        for (kind, name), editor in self.editors.items():
            editor.show_entry(data.entry(kind, name))
        self.show_questions(questions)

    def show_questions(self, questions: DoorQuestions) -> None:
        """Show the basis once there is something to rest on it."""
        self._show_line()
        said = any(self.editors[slot].raw not in {"", "4"} for slot in CONSENTS)
        self.editors[BASIS].setVisible(said)
        self.setVisible(not questions.away)

    def _show_line(self) -> None:
        pair = tuple(self.editors[slot].raw for slot in CONSENTS)
        self.line.set_code(next((key for key, both in ANSWERS.items() if both == pair), ""))

    @staticmethod
    def _name(slot: Slot, editor: SavingEditor) -> None:
        """Tell the buttons of the groups apart for those who hear them only."""
        names = {
            CONSENTS[0]: tr("Water"),
            CONSENTS[1]: tr("Electricity"),
            BASIS: tr("Basis"),
        }
        for part in editor.inputs():
            part.setAccessibleName(f"{names[slot]} {part.accessibleName()}")
