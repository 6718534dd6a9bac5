"""Who lives here: owner, phone, occupancy; what is seldom asked folds away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from desktop.ui.pages.saving import SavingEditor
from desktop.ui.shell.language import tr
from desktop.ui.widgets.code_buttons import TOUCH
from desktop.ui.widgets.field_editor import FieldLook
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.ui.pages.saving import Store
    from desktop.ui.pages.visit_card.door_data import DoorData
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.card import Entry
    from desktop.ui.viewmodels.door_questions import DoorQuestions, Slot

_ALWAYS = ("owner_name", "phone", "remarks")
_ANSWERING = ("occupant", "hardship")
_SELDOM = (
    "arrears_w", "arrears_e", "n_person", "use_kind", "title_no", "title_area", "co_owners",
    "id_type", "id_no", "transformer_area", "consented_on", "noticed_on",
)  # fmt: skip


def _short_name(name: str) -> str | None:
    return {"owner_name": tr("Owner"), "phone": tr("Phone"), "occupant": tr("Lived in by")}.get(
        name
    )


class PeopleSection(QFrame):
    """The household itself.

    Signals:
        grown: slot → editor of the seldom fields, which are made when they are first asked for.
    """

    grown = Signal(object)

    def __init__(self, desk: Desk, entry: Callable[[str, str], Entry], store: Store) -> None:
        super().__init__()
        self._desk, self._entry, self._store = desk, entry, store
        self._data: DoorData | None = None
        self.editors: dict[Slot, SavingEditor] = {}
        self._more = QToolButton()
        self._more.setText(tr("More"))
        self._more.setAccessibleName(tr("More about the household"))
        self._more.setCheckable(True)
        self._more.setMinimumSize(TOUCH, TOUCH)
        self._more.setProperty("code", True)
        self._more.toggled.connect(lambda _: self._unfold())
        self._answering, self._seldom = QWidget(), QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label(tr("Household"), "heading"))
        self._fill(layout, _ALWAYS)
        self._fill(self._column(self._answering), _ANSWERING)
        for part in (self._answering, self._more, self._seldom):
            layout.addWidget(part)
        self._away = False

    def show_door(self, data: DoorData, questions: DoorQuestions) -> None:
        """Show what is stored."""
        self._data = data
        for (kind, name), editor in self.editors.items():
            editor.show_entry(data.entry(kind, name))
        self.show_questions(questions)

    def show_questions(self, questions: DoorQuestions) -> None:
        """Leave of an unanswered door what helps to reach the people."""
        self._away = questions.away
        self._answering.setVisible(not self._away)
        self._more.setVisible(not self._away)
        self._unfold()

    def _unfold(self) -> None:
        if self._more.isChecked():
            self.make_seldom()
        self._seldom.setVisible(self._more.isChecked() and not self._away)

    def make_seldom(self) -> None:
        """Make the fields that few doors need; a second call does nothing."""
        if self._seldom.layout() is not None:
            return
        made = self._fill(self._column(self._seldom), _SELDOM)
        if self._data is not None:
            for (kind, name), editor in made.items():
                editor.show_entry(self._data.entry(kind, name))
        self.grown.emit(made)

    def _fill(self, column: QVBoxLayout, names: Sequence[str]) -> dict[Slot, SavingEditor]:
        made: dict[Slot, SavingEditor] = {}
        for name in names:
            slot = ("household", name)
            look = FieldLook(name=_short_name(name), figures=11, touch=True)
            made[slot] = SavingEditor(self._desk, self._entry(*slot), look, self._store)
            column.addWidget(made[slot])
        self.editors |= made
        return made

    @staticmethod
    def _column(whole: QWidget) -> QVBoxLayout:
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        return column
