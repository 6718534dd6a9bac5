"""The lines of a list to be applied: filter, say whose a line is, tick, give a reason, apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.domain.company_proposals import Standing
from desktop.ui.itemmodels.records import RecordTable
from desktop.ui.pages.company_door import DoorChoice
from desktop.ui.pages.company_rows import ORDER, LineRow, group_word, line_columns, standing_word
from desktop.ui.pages.project.money_words import say
from desktop.ui.shell.language import language, tr
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex

    from desktop.domain.company_proposals import Proposal
    from desktop.services.company import CompanyReview
    from desktop.ui.shell.desk import Desk


class CompanyReviewView(QWidget):
    """A table of lines with what they would do.

    Args:
        desk: the window's desk.
        assign: called with a line and the household that a person said.
        apply: called with the lines that are ticked and the reason.
    """

    def __init__(
        self,
        desk: Desk,
        assign: Callable[[Proposal, str], None],
        apply: Callable[[list[Proposal], str], None],
    ) -> None:
        super().__init__()
        self._desk, self._assign, self._apply = desk, assign, apply
        self._review: CompanyReview | None = None
        self._rows: list[LineRow] = []
        columns = line_columns(self._whose)
        self.model: RecordTable[LineRow] = RecordTable(columns)
        self.table = Table(self.model, [c.width for c in columns], tr("Lines"), stretch=6)
        self.table.row_opened.connect(self.toggle)
        self.table.row_chosen.connect(self._row_chosen)
        self.table.clicked.connect(self._clicked)
        self.which = QComboBox()
        self.which.setAccessibleName(tr("Show"))
        self.which.setMaximumWidth(320)
        self.which.currentIndexChanged.connect(lambda _: self._show_rows())
        self.summary = label("", "muted", wrap=True)
        self.problems = label("", "error", wrap=True)
        self.door = DoorChoice()
        self.assign = button(tr("It is this one"), self.assign_chosen)
        self.tick = button(tr("Apply it / leave it"), self.toggle_chosen)
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setMinimumContentsLength(12)
        line = self.reason.lineEdit()
        assert line is not None  # noqa: S101 - it is editable
        line.setPlaceholderText(tr("Reason for what is odd"))
        self.apply = button(tr("Apply"), self.apply_chosen, main=True)
        self._build()

    def show_review(self, review: CompanyReview) -> None:
        """Show another review; what was ticked by hand stays where the line is the same."""
        before = {self._place(one.proposal): one for one in self._rows if self._review is not None}
        same = self._review is not None and self._review.reading.lines == review.reading.lines
        self._review = review
        rows = []
        for one in review.proposals:
            old = before.get(self._place(one)) if same else None
            chosen = one.standing is Standing.READY
            if old is not None and old.proposal == one:
                chosen = old.chosen
            rows.append(LineRow(one, chosen))
        self._rows = sorted(
            rows, key=lambda r: (ORDER.index(r.proposal.standing), r.proposal.line.row)
        )
        self.door.set_doors(review.doors)
        self._show_reasons()
        self._show_groups()
        self._show_problems()
        self._show_rows()
        self._row_chosen(self.table.currentIndex().row())

    def toggle(self, number: int) -> None:
        """Apply a line or leave it; one that cannot be applied stays as it is."""
        rows = self.model.records
        if not 0 <= number < len(rows) or not rows[number].proposal.applicable:
            return
        found = rows[number]
        found.chosen = not found.chosen
        if found.chosen:  # one line a household: its other line is left
            for other in self._rows:
                if other is not found and (
                    other.proposal.household_id == found.proposal.household_id
                ):
                    other.chosen = False
        self._show_rows()

    def toggle_chosen(self) -> None:
        """Apply the line under the cursor or leave it."""
        self.toggle(self.table.currentIndex().row())

    def assign_chosen(self) -> None:
        """Say that the line under the cursor speaks of the household in the box."""
        number, household = self.table.currentIndex().row(), self.door.household_id
        if household and 0 <= number < len(self.model.records):
            self._assign(self.model.records[number].proposal, household)

    def apply_chosen(self) -> None:
        """Apply what is ticked, as one operation."""
        chosen = [found.proposal for found in self._rows if found.chosen]
        self._apply(chosen, self.reason.currentText().strip())

    def _show_groups(self) -> None:
        wanted = self.which.currentData()
        with QSignalBlocker(self.which):
            self.which.clear()
            self.which.addItem(tr("All lines ({count})", count=len(self._rows)), "")
            for standing in ORDER:
                count = sum(r.proposal.standing is standing for r in self._rows)
                if count:
                    self.which.addItem(f"{standing_word(standing)} ({count})", str(standing))
            groups: dict[str, int] = {}
            for found in self._rows:
                groups[found.proposal.group] = groups.get(found.proposal.group, 0) + 1
            for code, count in sorted(groups.items(), key=lambda one: -one[1]):
                self.which.addItem(f"{group_word(code)} ({count})", str(code))
            self.which.setCurrentIndex(max(self.which.findData(wanted), 0))

    def _show_rows(self) -> None:
        wanted = self.which.currentData() or ""
        rows = [
            found
            for found in self._rows
            if not wanted or wanted in {found.proposal.standing, found.proposal.group}
        ]
        self.model.show_records(rows)
        counts = {s: sum(r.proposal.standing is s for r in self._rows) for s in ORDER}
        skipped = len(self._review.reading.skipped) if self._review else 0
        say(
            self.summary,
            tr("{ready} ready, {ask} need a reason, {open} need a household, {blocked} cannot be "
               "applied, {done} done before, {skipped} rows are no lines.",
               ready=counts[Standing.READY], ask=counts[Standing.ASK], open=counts[Standing.OPEN],
               blocked=counts[Standing.BLOCKED], done=counts[Standing.DONE], skipped=skipped),
        )  # fmt: skip
        chosen = sum(found.chosen for found in self._rows)
        self.apply.setText(tr("Apply {count} lines", count=chosen))
        self.apply.setEnabled(bool(chosen) and not self._desk.read_only)

    def _show_problems(self) -> None:
        problems = self._review.reading.problems if self._review else ()
        lines = "、".join(str(found.row) for found in list(problems)[:10])
        say(
            self.problems,
            tr("{count} cells could not be read, in rows {rows}.", count=len(problems), rows=lines)
            if problems
            else "",
            "error",
        )

    def _show_reasons(self) -> None:
        if self.reason.count() == 0:
            self.reason.addItems(self._desk.office.metering.reasons(language()))
            self.reason.setCurrentIndex(-1)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self.toggle(index.row())

    def _row_chosen(self, number: int) -> None:
        rows = self.model.records
        found = rows[number].proposal if 0 <= number < len(rows) else None
        able = found is not None and not self._desk.read_only
        known = found is not None and found.standing is Standing.DONE
        for widget in (self.door, self.assign):
            widget.setEnabled(able and not known)
        self.tick.setEnabled(able and found is not None and found.applicable)
        if found is not None:
            self.door.offer(found.candidates, found.household_id)

    def _whose(self, proposal: Proposal) -> str:
        doors = self._review.doors if self._review is not None else {}
        if proposal.household_id:
            return doors.get(proposal.household_id, "")
        labels = [doors.get(one, "") for one in proposal.candidates[:2]]
        return " / ".join(labels) + " ?" if labels else proposal.line.address

    @staticmethod
    def _place(proposal: Proposal) -> tuple[str, int]:
        return proposal.line.sheet, proposal.line.row

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        head = row(self.which, stretch=False)
        head.addWidget(self.summary, 1)
        box.addLayout(head)
        box.addWidget(self.problems)
        box.addWidget(self.table, 1)
        foot = row(label(tr("This line is about"), "muted"), self.door, self.assign, self.tick)
        foot.addWidget(self.reason)
        foot.addWidget(self.apply)
        box.addLayout(foot)
        self._row_chosen(-1)
