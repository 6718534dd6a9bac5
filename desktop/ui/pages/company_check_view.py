"""What a pre-check found, on screen with names, and saved with masked ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout, QWidget

from desktop.ui.itemmodels.records import RecordTable
from desktop.ui.pages.company_rows import check_columns, group_word
from desktop.ui.pages.project.money_words import say
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.domain.company_check import CheckRow
    from desktop.services.company import CompanyReview
    from desktop.ui.shell.desk import Desk

_EXCEL = "Excel (*.xlsx)"


class CompanyCheckView(QWidget):
    """A table of findings."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._review: CompanyReview | None = None
        columns = check_columns()
        self.model: RecordTable[CheckRow] = RecordTable(columns)
        self.table = Table(self.model, [c.width for c in columns], tr("What was found"), stretch=1)
        self.which = QComboBox()
        self.which.setAccessibleName(tr("Show"))
        self.which.currentIndexChanged.connect(lambda _: self._show_rows())
        self.summary = label("", "muted", wrap=True)
        self.save = button(tr("Save as Excel…"), self.choose, main=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        head = row(self.which, stretch=False)
        head.addWidget(self.summary, 1)
        box.addLayout(head)
        box.addWidget(self.table, 1)
        note = label(tr("Names are masked in the file, because it leaves the house."), "muted")
        foot = row(note, stretch=True)
        foot.addWidget(self.save)
        box.addLayout(foot)

    def show_review(self, review: CompanyReview) -> None:
        """Show what a check found."""
        self._review = review
        found = review.check
        assert found is not None  # noqa: S101 - this view is for checks
        say(
            self.summary,
            tr("Ours {ours}, theirs {theirs} lines, {agreeing} agree, {count} to look at.",
               ours=found.ours, theirs=found.theirs, agreeing=found.agreeing,
               count=len(found.rows)),
        )  # fmt: skip
        with QSignalBlocker(self.which):
            self.which.clear()
            self.which.addItem(tr("All findings"), "")
            for code, count in sorted(found.counts.items(), key=lambda one: -one[1]):
                self.which.addItem(f"{group_word(code)} ({count})", code)
        self._show_rows()

    def choose(self) -> None:
        """Ask where to save."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save as Excel…"), tr("Pre-check.xlsx"), _EXCEL
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write the findings as a workbook."""
        office, review = self._desk.office, self._review
        if review is not None and review.mapping and not self._desk.read_only:
            self._desk.act(lambda: office.company.remember(review), owner=self)
        if review is not None:
            self._desk.ask(
                lambda: office.papers.save(office.company.check_paper(review), path),
                lambda saved: self._desk.messages.notice(tr("Saved as {file}", file=saved.name)),
                owner=self,
            )

    def _show_rows(self) -> None:
        found = self._review.check if self._review is not None else None
        wanted = self.which.currentData()
        rows = found.rows if found is not None else ()
        self.model.show_records([row for row in rows if not wanted or row.reason == wanted])
