"""The ballots of a vote: typed quickly door by door, listed, and one door in full beside."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from desktop.domain.changes import Changes
from desktop.domain.fields import ENTITIES
from desktop.domain.values import ValueProblem, parse
from desktop.ui.itemmodels.records import RecordTable
from desktop.ui.pages.project.vote_ballot_form import BallotFormView
from desktop.ui.pages.project.vote_ballot_rows import (
    ALL,
    NOTED,
    BallotTable,
    ballot_columns,
    filters,
    fits,
    found_in,
)
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.vote_words import choice_word, words
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop.services.vote_counting import VoteReport
    from desktop.services.vote_doors import BallotLine, LineTaken
    from desktop.ui.shell.desk import Desk

_SOON = 350
_SHOWN = 4


class VoteBallots(QWidget):
    """Every door of the vote; thousands stay quick because only what is seen is drawn."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.lines: list[BallotLine] = []
        self._vote_id, self._closed = "", False
        self._noted: tuple[str, frozenset[str]] = ("", frozenset())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.refresh)
        self.quick = QLineEdit()
        self.quick.setPlaceholderText(tr("Door and 1, 2 or 3, such as 3-1-502 1"))
        self.quick.setAccessibleName(tr("Take a ballot: door and choice"))
        self.quick.returnPressed.connect(self._quick)
        self.paste = button(tr("Paste lines"), self.paste_lines)
        self.paste.setToolTip(tr("A door and 1, 2 or 3 on each line, such as from Excel"))
        self.day = QLineEdit()
        self.day.setPlaceholderText(tr("today"))
        self.day.setMaximumWidth(120)
        self.day.setAccessibleName(tr("Day of the signatures"))
        self.said = label("", "muted", wrap=True)
        self.filter = QComboBox()
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.filter.setAccessibleName(tr("Which doors are listed"))
        self.filter.currentIndexChanged.connect(lambda _: self._fill())
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a door or owner"))
        self.search.setAccessibleName(tr("Find a door or owner"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._fill())
        self.model: RecordTable[BallotLine] = RecordTable(ballot_columns())
        widths = [column.width for column in self.model.columns]
        self.table = BallotTable(self.model, widths, tr("Ballots"))
        self.table.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self.table.row_chosen.connect(self._chosen)
        self.table.answered.connect(self._answer)
        self.table.row_opened.connect(
            lambda number: desk.opened.emit(self.listed[number].household_id)
        )
        self.form = BallotFormView(desk)
        self.form.stored.connect(self._soon.start)
        self.same = button(tr("Same owner"), self._same_owner)
        self.same.setToolTip(
            tr("The chosen doors belong to one owner, or are the builder's unsold ones")
        )
        self.apart = button(tr("Different owners"), self._different_owners)
        self._build()

    def show_report(self, report: VoteReport) -> None:
        """Show the doors of another vote, or the same ones anew."""
        vote_id, closed = str(report.vote["id"]), bool(report.vote.get("closed_at"))
        if vote_id != self._vote_id:
            self.lines, self._noted = [], ("", frozenset())
            self.said.setText("")
            self.form.clear()
        self._vote_id, self._closed = vote_id, closed
        able = not closed and not self.desk.read_only
        for widget in (self.quick, self.paste, self.day, self.same, self.apart):
            widget.setEnabled(able)
        self.form.set_able(able)
        self.refresh()

    def refresh(self) -> None:
        """Read the ballots again, off the window's thread."""
        votes, vote_id = self.desk.office.votes, self._vote_id
        if vote_id:
            self.desk.ask(
                lambda: votes.ballots(vote_id),
                lambda lines: self._show(lines) if vote_id == self._vote_id else None,
                owner=self,
            )

    def list_doors(self, text: str, doors: Collection[str]) -> None:
        """List the doors that something is the matter with."""
        self._noted = (text, frozenset(doors))
        self.search.clear()
        self._offer_filters()
        self.filter.setCurrentIndex(self.filter.findData(NOTED))
        self._fill()

    @property
    def listed(self) -> list[BallotLine]:
        """The doors that the filter leaves."""
        return self.model.records

    def _build(self) -> None:
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 8, 0)
        quick = QHBoxLayout()
        quick.addWidget(self.quick, 1)
        quick.addWidget(self.paste)
        quick.addWidget(label(tr("signed on"), "muted"))
        quick.addWidget(self.day)
        layout.addLayout(quick)
        layout.addWidget(self.said)
        self.said.hide()
        layout.addLayout(row(self.filter, self.search, self.same, self.apart))
        layout.addWidget(self.table, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.form)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([720, 340])
        splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.addWidget(splitter)

    def _show(self, lines: list[BallotLine]) -> None:
        self.lines = lines
        self._offer_filters()
        self._fill()

    def _offer_filters(self) -> None:
        chosen, (noted, doors) = self.filter.currentData(), self._noted
        offers = filters(self.lines)
        if doors:
            offers.append((NOTED, noted, len(doors)))
        with QSignalBlocker(self.filter):
            self.filter.clear()
            for key, text, count in offers:
                self.filter.addItem(f"{text} ({count})", key)
            self.filter.setCurrentIndex(max(0, self.filter.findData(chosen)))

    def _fill(self) -> None:
        """List what filter and search leave; the door in hand stays in hand."""
        key, wanted = str(self.filter.currentData() or ALL), self.search.text().strip()
        noted = self._noted[1]
        kept = [
            line
            for line in self.lines
            if (line.door in noted if key == NOTED else fits(line, key)) and found_in(line, wanted)
        ]
        here = self.form.household_id
        self.model.show_records(kept)
        number = next((n for n, line in enumerate(kept) if line.household_id == here), -1)
        if number >= 0:
            self.table.selectRow(number)
            self.form.show_line(self._vote_id, kept[number])
        elif kept and not here:
            self.table.selectRow(0)

    def _chosen(self, number: int) -> None:
        if 0 <= number < len(self.listed):
            self.form.show_line(self._vote_id, self.listed[number])

    def _answer(self, number: int, choice: int) -> None:
        if self._closed or self.desk.read_only:
            return
        (fine, day), line = self._signed_on(), self.listed[number]
        if not fine:
            return
        votes, vote_id = self.desk.office.votes, self._vote_id
        given = {line.household_id: choice}
        self.desk.act(
            lambda: votes.take(vote_id, given, cast_on=day),
            owner=self,
            done=lambda _: self._tell(f"{line.door}　{choice_word(choice)}　✓"),
        )

    def _quick(self) -> None:
        text = self.quick.text().strip()
        if self.take_lines(text):
            self.quick.clear()

    def paste_lines(self) -> None:
        """Take the ballots on the clipboard, a door and a choice on each line."""
        self.take_lines(QGuiApplication.clipboard().text())

    def take_lines(self, text: str) -> bool:
        """Take ballots typed or pasted as one step; return whether the day could be read."""
        fine, day = self._signed_on()
        if not text.strip() or not fine:
            return False
        votes, vote_id = self.desk.office.votes, self._vote_id
        found: list[LineTaken] = []

        def act() -> Changes:
            found.extend(votes.read_lines(vote_id, text))
            given = {line.household_id: line.choice for line in found if not line.problem}
            if not given:
                return Changes("", "take-ballots", frozenset(), frozenset())
            return votes.take(vote_id, given, cast_on=day)

        self.desk.act(act, owner=self, done=lambda _: self._taken(found))
        return True

    def _taken(self, found: list[LineTaken]) -> None:
        wrong = [line for line in found if line.problem]
        told = [f"{line.text}　✗ {words(line.problem)}" for line in wrong[:_SHOWN]]
        if len(wrong) > _SHOWN:
            told.append(tr("and {count} more", count=len(wrong) - _SHOWN))
        good = [line for line in found if not line.problem]
        if len(good) == 1:
            told.insert(0, f"{good[0].text}　{choice_word(good[0].choice)}　✓")
        elif good:
            told.insert(0, tr("{count} ballots taken", count=len(good)))
        self._tell("\n".join(told), "error" if wrong else "good")
        if len(found) == len(wrong) == 1 and not self.quick.text():
            self.quick.setText(wrong[0].text)
            self.quick.selectAll()

    def _signed_on(self) -> tuple[bool, date | None]:
        """Return whether the day can be read (else say so), and the day, None for today."""
        field = ENTITIES["ballot"].field("cast_on")
        assert field is not None  # noqa: S101 - declared in project_fields.py
        try:
            day = parse(field, self.day.text())
        except ValueProblem as problem:
            self._tell(words(problem.code), "error")
            self.day.setFocus()
            return False, None
        return True, day if isinstance(day, date) else None

    def _same_owner(self) -> None:
        doors = self._selected()
        if len(doors) > 1:
            votes = self.desk.office.votes
            self.desk.act(
                lambda: votes.same_owner(doors),
                owner=self,
                notice=tr("{count} doors now count as one owner", count=len(doors)),
            )
        else:
            self._tell(tr("Choose two doors or more first (Ctrl and click)."), "error")

    def _different_owners(self) -> None:
        doors = self._selected()
        if doors:
            votes = self.desk.office.votes
            self.desk.act(lambda: votes.different_owners(doors), owner=self)

    def _selected(self) -> list[str]:
        rows = self.table.selectionModel().selectedRows()
        return [self.listed[index.row()].household_id for index in rows]

    def _tell(self, text: str, role: str = "good") -> None:
        self.said.setText(text)
        self.said.show()
        if self.said.objectName() != role:
            self.said.setObjectName(role)
            self.said.style().unpolish(self.said)
            self.said.style().polish(self.said)
