"""What a vote is about: matter, rules, scope and days; closed for good with the vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.project_codes import VoteScope
from desktop.ui.pages.saving import SavingEditor
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.card import entries
from desktop.ui.widgets.field_editor import FieldLook
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from desktop.domain.values import Record
    from desktop.services.vote_counting import VoteReport
    from desktop.ui.shell.desk import Desk

_LEFT = ("title", "matter", "rule_set", "scheme_share", "scheme_document", "body")
_RIGHT = ("announced_on", "vote_from", "vote_to", "scope", "note")
_ID = Qt.ItemDataRole.UserRole


class VoteSettings(QScrollArea):
    """The fields of one vote in two columns, each stored when it is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.editors: dict[str, SavingEditor] = {}
        self._vote: Record | None = None
        self._places: tuple[tuple[str, str], ...] = ()
        self._asked = ("", 0)
        self.places = QListWidget()
        self.places.setAccessibleName(tr("Buildings or units that vote"))
        self.places.setMinimumHeight(150)
        self.places.itemChanged.connect(lambda _: self._scope_changed())
        self._places_label = label(tr("Tick the buildings or units that vote:"), "muted")
        self.rule = label("", "muted", wrap=True)
        columns = QHBoxLayout()
        self._columns = (QVBoxLayout(), QVBoxLayout())
        for column in self._columns:
            columns.addLayout(column, 1)
        columns.setSpacing(24)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.addLayout(columns)
        layout.addWidget(self._places_label)
        layout.addWidget(self.places)
        layout.addWidget(self.rule)
        layout.addStretch(1)
        self.setWidgetResizable(True)
        self.setWidget(inside)

    def show_report(self, report: VoteReport) -> None:
        """Show the fields of the vote, and its rules in words."""
        vote, self._vote = report.vote, report.vote
        fixed = self.desk.read_only or bool(vote.get("closed_at"))
        for column, names in zip(self._columns, (_LEFT, _RIGHT), strict=True):
            for entry in entries("vote", vote, names):
                editor = self.editors.get(entry.field.name)
                if editor is None:
                    editor = SavingEditor(self.desk, entry, FieldLook(figures=14))
                    self.editors[entry.field.name] = editor
                    column.addWidget(editor)
                else:
                    editor.show_entry(entry)
                editor.set_read_only(fixed)
            if column.itemAt(column.count() - 1).widget() is not None:
                column.addStretch(1)
        scheme = str(vote.get("rule_set") or "").startswith("C")
        for name in ("scheme_share", "scheme_document"):
            self.editors[name].setVisible(scheme)
        self.rule.setText(report.rule_text)
        self.places.setEnabled(not fixed)
        self._ask_places(vote)

    def _ask_places(self, vote: Record) -> None:
        scope, quarter = vote.get("scope"), str(vote.get("quarter_id") or "")
        parts = scope in {VoteScope.BUILDING, VoteScope.UNIT}
        for widget in (self.places, self._places_label):
            widget.setVisible(parts)
        if not parts:
            return
        wanted = (quarter, int(str(scope)))
        reading = self.desk.office.reading

        def read() -> tuple[tuple[str, str], ...]:
            found = []
            for building in reading.buildings(quarter):
                name = tr("Building {number}", number=building.building_no)
                if wanted[1] == VoteScope.BUILDING:
                    found.append((building.id, name))
                    continue
                found += [
                    (unit.id, tr("{building}, unit {unit}", building=name, unit=unit.unit_no))
                    for unit in reading.units(building.id)
                ]
            return tuple(found)

        self._asked = wanted
        self.desk.ask(
            read,
            lambda found: self._show_places(found) if self._asked == wanted else None,
            owner=self,
        )

    def _show_places(self, found: tuple[tuple[str, str], ...]) -> None:
        chosen = set(str((self._vote or {}).get("scope_ids") or "").split(","))
        with QSignalBlocker(self.places):
            self.places.clear()
            for place, name in found:
                item = QListWidgetItem(name)
                item.setData(_ID, place)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                ticked = Qt.CheckState.Checked if place in chosen else Qt.CheckState.Unchecked
                item.setCheckState(ticked)
                self.places.addItem(item)

    def _scope_changed(self) -> None:
        if self._vote is None:
            return
        items = [self.places.item(number) for number in range(self.places.count())]
        ids = [str(i.data(_ID)) for i in items if i.checkState() is Qt.CheckState.Checked]
        votes, vote_id = self.desk.office.votes, str(self._vote["id"])
        self.desk.act(lambda: votes.describe(vote_id, {"scope_ids": ",".join(ids)}), owner=self)
