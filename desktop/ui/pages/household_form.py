"""The household beside the list: verdicts on top, fields below, each saved when it is left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.pages.saving import SavingEditor
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels import card as cards
from desktop.ui.widgets.panels import EmptyState, button, label, panel
from desktop.ui.widgets.verdict_line import VerdictLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.changes import Changes
    from desktop.domain.rows import HouseholdCard
    from desktop.domain.verdict import Verdict
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.card import Entry

    _Group: TypeAlias = tuple[str, int, list[Entry]]

_UTILITIES = (("water_meter", "water"), ("electricity_meter", "electricity"))
_KINDS = ("household", "water_meter", "electricity_meter", "visit")


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
        self._editors: dict[tuple[str, int, str], SavingEditor] = {}
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

    def editor(self, kind: str, field: str) -> SavingEditor | None:
        """Return the editor of a field of the (first) record of ``kind``."""
        wanted = (kind, field)
        found = (e for e in self._editors.values() if (e.entry.kind, e.field.name) == wanted)
        return next(found, None)

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
        shape = tuple((kind, number, e.field.name) for kind, number, g in groups for e in g)
        if shape != self._shape:
            self._build(card, groups)
            self._shape = shape
        for kind, number, group in groups:
            for entry in group:
                self._editors[kind, number, entry.field.name].show_entry(entry)
        for line in self._verdicts:
            line.show_verdict(answers[line.utility])

    @staticmethod
    def _groups(card: HouseholdCard) -> list[_Group]:
        """Return (kind, which record of it, fields): the household, then meter by meter."""
        groups: list[_Group] = [
            ("household", 0, cards.entries("household", card.household, cards.HOUSEHOLD))
        ]
        for kind, _ in _UTILITIES:
            groups.append((kind, -1, [cards.metering_entry(card, kind)]))
            groups += [
                (kind, number, cards.entries(kind, meter, cards.METER_FIELDS[kind]))
                for number, meter in enumerate(cards.meters(card, kind))
            ]
        return groups

    def _build(self, card: HouseholdCard, groups: list[_Group]) -> None:
        self._editors.clear()
        self._verdicts = [VerdictLine(role) for _, role in _UTILITIES]
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(12)
        layout.addWidget(panel(*self._verdicts, margin=8))
        for kind, number, group in groups:
            if number < 0:
                water = kind == "water_meter"
                name = tr("Water meter") if water else tr("Electricity meter")
                layout.addWidget(label(name, "water" if water else "electricity"))
            for entry in group:
                editor = SavingEditor(self._desk, entry)
                self._editors[kind, number, entry.field.name] = editor
                layout.addWidget(editor)
            if number < 0 and not cards.meters(card, kind) and not self._desk.read_only:
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
