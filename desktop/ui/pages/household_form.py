"""The household beside the list: verdicts on top, fields below, each saved when it is left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.verdict import Outcome
from desktop.ui.pages.saving import saving_editor, show_entry
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.viewmodels import card as cards
from desktop.ui.widgets.panels import EmptyState, button, label, panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.changes import Changes
    from desktop.domain.rows import HouseholdCard
    from desktop.domain.verdict import Verdict
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.card import Entry
    from desktop.ui.widgets.field_editor import FieldEditor

_UTILITIES = (("water_meter", "water"), ("electricity_meter", "electricity"))
_KINDS = ("household", "water_meter", "electricity_meter", "visit")


class VerdictLine(QFrame):
    """Met, not met or unknown for one utility, with the reasons in words."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.utility = role
        name = tr("Water") if role == "water" else tr("Electricity")
        self._answer = label("", "heading")
        self._reasons = label("", "muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(label(name, role))
        head.addWidget(self._answer)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self._reasons)

    def show_verdict(self, answer: Verdict) -> None:
        """Say the answer and why."""
        text, role = {
            Outcome.MET: (tr("✓ met"), "good"),
            Outcome.NOT_MET: (tr("✕ not met"), "notMet"),
            Outcome.UNKNOWN: (tr("? unknown"), "muted"),
        }[answer.outcome]
        self._answer.setText(text)
        self._answer.setObjectName(role)
        self._answer.style().polish(self._answer)
        reasons = [sentence(str(reason)).text for reason in answer.reasons]
        self._reasons.setText("；".join(reasons))
        self._reasons.setVisible(bool(reasons))


class HouseholdForm(QFrame):
    """Shows and edits one household.

    Signals:
        stepped: +1 or -1 when the next or previous household is asked for.
        history_asked: id of the household whose history is asked for.
    """

    stepped = Signal(int)
    history_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("side")
        self._desk = desk
        self.household_id = ""
        self._shape: tuple[Any, ...] = ()
        self._editors: dict[tuple[str, str, str], FieldEditor] = {}
        self._verdicts: list[VerdictLine] = []
        self._title = label("", "title", wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty = EmptyState(
            tr("No household chosen"),
            tr("Choose a household in the list, or press Ctrl+K and type a name or number."),
        )
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.addWidget(self._title)
        body.addWidget(self._scroll, 1)
        foot = QHBoxLayout()
        foot.addWidget(button(tr("← Previous"), lambda: self.stepped.emit(-1)))
        foot.addWidget(button(tr("Next →"), lambda: self.stepped.emit(1)))
        foot.addStretch(1)
        foot.addWidget(button(tr("History"), lambda: self.history_asked.emit(self.household_id)))
        body.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._body, 1)
        self._body.hide()
        desk.bus.changed.connect(self._on_changes)

    def show_household(self, household_id: str) -> None:
        """Show this household; empty text shows what to do."""
        self.household_id = household_id
        self._empty.setVisible(not household_id)
        self._body.setVisible(bool(household_id))
        if household_id:
            self._read()

    def editor(self, kind: str, field: str) -> FieldEditor | None:
        """Return the editor of a field of the (first) record of ``kind``."""
        for (of_kind, _, name), editor in self._editors.items():
            if (of_kind, name) == (kind, field):
                return editor
        return None

    def _read(self) -> None:
        wanted = self.household_id
        office = self._desk.office
        self._desk.ask(
            lambda: (office.reading.card(wanted), office.verdicts.of_household(wanted)),
            partial(self._show, wanted),
            owner=self,
        )

    def _on_changes(self, changes: Changes) -> None:
        if self.household_id and any(changes.touches(kind) for kind in _KINDS):
            self._read()

    def _show(self, wanted: str, found: tuple[HouseholdCard, Mapping[str, Verdict]]) -> None:
        card, answers = found
        if wanted != self.household_id:
            return
        self._title.setText(card.label)
        groups = self._groups(card)
        shape = (
            wanted,
            tuple((e.kind, e.entity_id, e.field.name) for _, _, g in groups for e in g),
        )
        if shape != self._shape:
            self._build(card, groups)
            self._shape = shape
        for _, _, group in groups:
            for entry in group:
                editor = self._editors[entry.kind, entry.entity_id, entry.field.name]
                show_entry(editor, entry)
        for line in self._verdicts:
            line.show_verdict(answers[line.utility])

    @staticmethod
    def _groups(card: HouseholdCard) -> list[tuple[str, str, list[Entry]]]:
        groups = [("", "", cards.entries("household", card.household, cards.HOUSEHOLD))]
        for kind, role in _UTILITIES:
            group = [cards.metering_entry(card, kind)]
            for meter in cards.meters(card, kind):
                group += cards.entries(kind, meter, cards.METER_FIELDS[kind])
            groups.append((kind, role, group))
        return groups

    def _build(self, card: HouseholdCard, groups: list[tuple[str, str, list[Entry]]]) -> None:
        self._editors.clear()
        self._verdicts = [VerdictLine(role) for _, role in _UTILITIES]
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(12)
        layout.addWidget(panel(*self._verdicts, margin=8))
        for kind, role, group in groups:
            if role:
                name = tr("Water meter") if role == "water" else tr("Electricity meter")
                layout.addWidget(label(name, role))
            for entry in group:
                layout.addWidget(self._editor(entry))
            if kind and not cards.meters(card, kind) and not self._desk.read_only:
                layout.addWidget(self._recorder(card, kind), 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self._scroll.setWidget(inside)

    def _recorder(self, card: HouseholdCard, kind: str) -> QWidget:
        text = (
            tr("Record a water meter")
            if kind == "water_meter"
            else tr("Record an electricity meter")
        )
        values = cards.new_meter(card, kind)
        return button(
            text,
            lambda: self._desk.act(lambda: self._desk.office.editing.add(kind, values), owner=self),
        )

    def _editor(self, entry: Entry) -> FieldEditor:
        editor = saving_editor(self._desk, entry)
        self._editors[entry.kind, entry.entity_id, entry.field.name] = editor
        return editor
