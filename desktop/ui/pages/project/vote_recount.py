"""A closed vote counted again: the frozen result and today's side by side, and what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.vote_words import difference_values, square_metres, words
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.domain.vote_recount import Difference
    from desktop.domain.vote_result import VoteResult
    from desktop.services.vote_counting import Recount, VoteReport
    from desktop.ui.shell.desk import Desk


class Line(NamedTuple):
    """One number of both counts."""

    name: str
    frozen: str
    now: str


class VoteRecount(QWidget):
    """Nothing here changes the frozen result."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._vote_id = ""
        self.says = label("", wrap=True)
        self.count = button(tr("Count again"), self.ask, main=True)
        self.keep = button(tr("Keep this count beside the frozen one"), self.keep_count)
        numbers: list[Column[Line]] = [
            Column("", lambda line: line.name, 16),
            Column(tr("Frozen"), lambda line: line.frozen, 11, number=True),
            Column(tr("Today"), lambda line: line.now, 11, number=True),
        ]
        self.numbers: RecordTable[Line] = RecordTable(numbers)
        self.table = Table(self.numbers, [c.width for c in numbers], tr("Both counts"))
        doors: list[Column[Difference]] = [
            Column(tr("Door"), lambda d: d.label, 15),
            Column(tr("What differs"), lambda d: words(d.code), 26),
            Column(tr("Frozen"), lambda d: difference_values(d)[0], 11, number=True),
            Column(tr("Today"), lambda d: difference_values(d)[1], 11, number=True),
        ]
        self.differences: RecordTable[Difference] = RecordTable(doors)
        self.doors = Table(self.differences, [c.width for c in doors], tr("What differs"))
        layout = QVBoxLayout(self)
        layout.addLayout(row(self.count, self.keep))
        layout.addWidget(self.says)
        both = row(self.table, self.doors, stretch=False)
        both.setStretch(0, 4)
        both.setStretch(1, 6)
        layout.addLayout(both, 1)
        self._hide_tables()

    def show_report(self, report: VoteReport) -> None:
        """Belong to another vote; counting again is asked for."""
        vote_id = str(report.vote["id"])
        self.count.setEnabled(report.frozen)
        if vote_id != self._vote_id or not report.frozen:
            self._vote_id = vote_id
            self._hide_tables()
            self.says.setText(
                tr("Counts the ledger as it is today beside the frozen result, which stays.")
                if report.frozen
                else tr("Only a closed vote is counted again.")
            )
        elif self.table.isVisible():
            self.ask()

    def ask(self) -> None:
        """Count again and show both."""
        votes, vote_id = self.desk.office.votes, self._vote_id
        self.desk.ask(
            lambda: votes.compare(vote_id),
            lambda found: self._show(found) if vote_id == self._vote_id else None,
            owner=self,
        )

    def keep_count(self) -> None:
        """Store today's count on record."""
        votes, vote_id = self.desk.office.votes, self._vote_id
        self.desk.act(
            lambda: votes.recount(vote_id),
            owner=self,
            notice=tr("The new count is on record; the frozen result holds."),
        )

    def _show(self, found: Recount) -> None:
        self.numbers.show_records(_lines(found.frozen.result, found.now.result))
        self.differences.show_records(found.differences)
        count = len(found.differences)
        self.says.setText(
            tr("{count} doors are counted differently today. The frozen result holds.", count=count)
            if count
            else tr("Nothing differs from the frozen result.")
        )
        self.table.show()
        self.doors.setVisible(bool(count))
        self.keep.setVisible(True)
        self.keep.setEnabled(not self.desk.read_only)

    def _hide_tables(self) -> None:
        for widget in (self.table, self.doors, self.keep):
            widget.hide()


def _lines(frozen: VoteResult, now: VoteResult) -> list[Line]:
    pair = (frozen, now)

    def both(name: str, texts: list[str]) -> Line:
        return Line(name, *texts)

    def verdict(result: VoteResult) -> str:
        return tr("vote passed") if result.passed else tr("vote not passed")

    lines = [both(tr("Outcome"), [verdict(r) for r in pair])]
    for name, field in (
        (tr("All"), "total"),
        (tr("Taking part"), "taking_part"),
        (tr("In favour"), "yes"),
        (tr("Against"), "no"),
        (tr("Abstained"), "abstain"),
    ):
        heads = [str(getattr(r.heads, field)) for r in pair]
        areas = [square_metres(getattr(r.area, field)) or "0" for r in pair]
        lines.append(both(tr("{what}, heads", what=name), heads))
        lines.append(both(tr("{what}, m²", what=name), areas))
    return lines
