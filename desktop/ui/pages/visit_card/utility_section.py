"""Water or electricity at the door: how it is metered, and its meter where it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.ui.pages.saving import SavingEditor
from desktop.ui.pages.visit_card.choices import choices_of
from desktop.ui.pages.visit_card.door_data import door_field
from desktop.ui.pages.visit_card.question_row import QuestionRow
from desktop.ui.shell.language import field_label, tr
from desktop.ui.viewmodels.card import Entry
from desktop.ui.viewmodels.door_questions import STATES
from desktop.ui.widgets.code_buttons import TOUCH
from desktop.ui.widgets.field_editor import FieldLook
from desktop.ui.widgets.panels import clear, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.pages.saving import Store
    from desktop.ui.pages.visit_card.door_data import DoorData
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.door_questions import DoorQuestions, Slot

NUMBERS = {"water_meter": "body_no", "electricity_meter": "asset_no"}
_SELDOM = {
    "water_meter": (
        "account_no", "seal_plastic", "seal_steel", "seal_lead", "dn", "maker", "verified_on",
        "cert_no", "first_reading", "remarks",
    ),
    "electricity_meter": (
        "account_no", "transformer_area", "seal_meter", "seal_box", "phase", "maker", "box_no",
        "verified_on", "crosscheck", "first_reading", "remarks",
    ),
}  # fmt: skip
_LABEL = 5
"""Width of the labels in figures."""


class UtilitySection(QFrame):
    """The questions and fields of one utility; what does not matter is not shown.

    Signals:
        grown: slot → editor of the seldom fields, which are made when they are first asked for.
    """

    grown = Signal(object)

    def __init__(
        self, desk: Desk, kind: str, entry: Callable[[str, str], Entry], store: Store
    ) -> None:
        """Make the section of ``kind``; ``entry`` gives the first content of a field."""
        super().__init__()
        self._desk, self.kind, self._entry, self._store = desk, kind, entry, store
        self.editors: dict[Slot, SavingEditor] = {}
        self.rows: dict[Slot, QuestionRow] = {}
        water = kind == "water_meter"
        self.role = "water" if water else "electricity"
        self._more = QToolButton()
        self._more.setText("⋯")
        self._more.setToolTip(tr("More"))
        self._more.setCheckable(True)
        self._more.setMinimumSize(TOUCH, TOUCH)
        self._more.setProperty("code", True)
        self._more.setAccessibleName(
            tr("More about the water meter") if water else tr("More about the electricity meter")
        )
        self._more.toggled.connect(lambda _: self._unfold())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        name = tr("Water") if water else tr("Electricity")
        layout.addWidget(self._question(STATES[kind], name, self.role))
        layout.addWidget(self._question((kind, "position"), tr("Place")))
        layout.addWidget(self._question((kind, "kind"), tr("Kind")))
        self._meter = self._number_line()
        self._seldom = QWidget()
        self._data: DoorData | None = None
        self._others = QWidget()
        self._others_layout = QVBoxLayout(self._others)
        self._others_layout.setContentsMargins(8, 0, 0, 0)
        for part in (self._meter, self._seldom, self._others):
            layout.addWidget(part)
        self._metered = False
        self._shown_others: list[SavingEditor] = []

    @property
    def number(self) -> SavingEditor:
        """The field of the meter's number."""
        return self.editors[self.kind, NUMBERS[self.kind]]

    def show_door(self, data: DoorData, questions: DoorQuestions) -> None:
        """Show what is stored."""
        self._data = data
        for (kind, name), editor in self.editors.items():
            editor.show_entry(data.entry(kind, name))
        self._show_others(data)
        self.show_questions(questions)

    def show_questions(self, questions: DoorQuestions) -> None:
        """Show what matters after the answers given so far."""
        shown = questions.shown()
        for slot, row in self.rows.items():
            row.setVisible(slot in shown)
        self.rows[self.kind, "position"].buttons.offer(questions.positions(self.kind))
        self.setVisible(not questions.away)
        self._metered = not questions.away and questions.metered(self.kind)
        self._meter.setVisible(self._metered)
        self._others.setVisible(self._metered)
        self._unfold()

    def _question(self, slot: Slot, name: str, role: str = "muted") -> QuestionRow:
        look = FieldLook(
            name=name, choices=choices_of(slot), figures=_LABEL, role=role, touch=True, keys=True
        )
        editor = self._editor(slot, look)
        assert editor.buttons is not None  # noqa: S101 - a look with choices has buttons
        spoken = f"{tr('Water') if self.role == 'water' else tr('Electricity')} "
        self.rows[slot] = QuestionRow(
            slot, editor, editor.buttons, spoken + field_label(editor.field)
        )
        return self.rows[slot]

    def _number_line(self) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(6, 0, 0, 0)
        number = self._editor(
            (self.kind, NUMBERS[self.kind]),
            FieldLook(name=tr("Number"), figures=_LABEL, touch=True),
        )
        number.inputs()[0].setProperty("number", True)
        number.placeholder(tr("scan, or . to type"))
        unit = "m³" if self.role == "water" else "kW·h"
        reading = self._editor((self.kind, "reading"), FieldLook(name="", touch=True))
        reading.placeholder(tr("reading"))
        layout.setSpacing(2)
        layout.addWidget(number, 7)
        layout.addWidget(reading, 3)
        layout.addWidget(label(unit, "muted"))
        layout.addWidget(self._more)
        return line

    def make_seldom(self) -> None:
        """Make the fields that few doors need; a second call does nothing."""
        if self._seldom.layout() is not None:
            return
        layout = QGridLayout(self._seldom)
        layout.setContentsMargins(6, 0, 0, 0)
        made: dict[Slot, SavingEditor] = {}
        for number, name in enumerate(_SELDOM[self.kind]):
            slot = (self.kind, name)
            made[slot] = self._editor(slot, FieldLook(figures=12, touch=True))
            layout.addWidget(made[slot], number, 0)
            if self._data is not None:
                made[slot].show_entry(self._data.entry(*slot))
        self.grown.emit(made)

    def _editor(self, slot: Slot, look: FieldLook) -> SavingEditor:
        editor = SavingEditor(self._desk, self._entry(*slot), look, self._store)
        water = tr("Water") if self.role == "water" else tr("Electricity")
        for part in editor.inputs():
            if editor.buttons is None:
                part.setAccessibleName(f"{water} {field_label(editor.field)}")
        self.editors[slot] = editor
        return editor

    def _unfold(self) -> None:
        if self._more.isChecked():
            self.make_seldom()
        self._seldom.setVisible(self._metered and self._more.isChecked())

    def _show_others(self, data: DoorData) -> None:
        """Show the further meters of a household that has several, each by its own number."""
        wanted = [
            Entry(self.kind, str(meter["id"]), door_field(self.kind, name), meter.get(name))
            for meter in data.others(self.kind)
            for name in (NUMBERS[self.kind], "position", "account_no")
        ]
        if len(wanted) != len(self._shown_others):
            clear(self._others_layout)
            looks = FieldLook(figures=12, touch=True)
            self._shown_others = [SavingEditor(self._desk, entry, looks) for entry in wanted]
            for editor in self._shown_others:
                self._others_layout.addWidget(editor)
        for editor, entry in zip(self._shown_others, wanted, strict=True):
            editor.show_entry(entry)
