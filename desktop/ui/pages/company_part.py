"""公司清单: a water or power company's list of exchanges or accounts, or a check against it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.company_lines import ListKind
from desktop.ui.pages.company_check_view import CompanyCheckView
from desktop.ui.pages.company_fields import CompanyFields
from desktop.ui.pages.company_review import CompanyReviewView
from desktop.ui.pages.project.money_words import failure, say
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import EmptyState, button, label, row
from desktop.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from desktop.domain.company_proposals import Proposal
    from desktop.domain.rows import QuarterRow
    from desktop.kernel.progress import Progress
    from desktop.services.company import CompanyReview
    from desktop.ui.shell.desk import Desk

_FILES = "Excel, CSV (*.xlsx *.xls *.csv)"
_CHANGED = frozenset({"household", "water_meter", "electricity_meter"})


class CompanyPart(QWidget):
    """Choose a file, see what it is, look at every line, apply or save what was found."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._path: Path | None = None
        self._review: CompanyReview | None = None
        self._corrections: dict[str, Any] | None = None
        self._job = 0
        self.kind = _choice(
            tr("What the list is"),
            [
                (tr("Exchanged meters"), str(ListKind.EXCHANGES)),
                (tr("Account numbers"), str(ListKind.ACCOUNTS)),
                (tr("Pre-check before handover"), str(ListKind.CHECK)),
            ],
        )
        self.utility = _choice(
            tr("Utility"),
            [(tr("Water"), "water_meter"), (tr("Electricity"), "electricity_meter")],
        )
        self.quarter = _choice(tr("Quarter"), [(tr("All quarters"), "")])
        self.quarter.setMinimumContentsLength(8)
        for choice in (self.kind, self.utility, self.quarter):
            choice.activated.connect(lambda _: self._again())
        self.fields = CompanyFields()
        self.fields.corrected.connect(self._correct)
        self.fields.hide()
        self.review = CompanyReviewView(desk, self._assign, self._apply)
        self.check = CompanyCheckView(desk)
        self.error = label("", "error", wrap=True)
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self._views = QStackedWidget()
        self._views.addWidget(self.review)
        self._views.addWidget(self.check)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                tr("A list from the water or power company"),
                tr(
                    "Exchanged meters, account numbers, or a list to check against before a "
                    "handover. Every line is matched by account, meter number and address; "
                    "nothing changes before you say so."
                ),
                tr("Choose a file…"),
                self.choose,
            )
        )
        self._stack.addWidget(self._build())
        box = QVBoxLayout(self)
        box.addWidget(self.error)
        box.addWidget(self.progress)
        box.addWidget(self._stack, 1)
        say(self.error, "")

    def choose(self) -> None:
        """Ask for the file."""
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose a file…"), "", _FILES)
        if chosen:
            self.read(Path(chosen))

    def read(
        self,
        path: Path,
        kind: ListKind | None = None,
        utility: str = "",
        quarter_id: str | None = None,
    ) -> None:
        """Read a list and show what each line would do; nothing changes."""
        if path != self._path:
            self._corrections, self._review = None, None
        self._path = path
        say(self.error, "")
        self.progress.begin(tr("Reading…"))
        company, corrections = self._desk.office.company, self._corrections
        said = self._review.by_hand if self._review is not None else {}

        def work(progress: Progress) -> CompanyReview:
            return company.plan(
                path,
                kind=kind,
                utility=utility,
                mapping=corrections,
                quarter_id=quarter_id,
                by_hand=said,
                progress=progress,
            )

        self._run(work, self._show)

    def _again(self) -> None:
        """Read the same file as a person says it is to be read."""
        if self._path is not None:
            self.read(
                self._path,
                ListKind(self.kind.currentData()),
                str(self.utility.currentData() or ""),
                str(self.quarter.currentData() or ""),
            )

    def _correct(self, heading: str, field: str) -> None:
        kept = self._review.mapping if self._review is not None else {}
        self._corrections = {**kept, **(self._corrections or {}), heading: field or None}
        self._again()

    def _assign(self, proposal: Proposal, household_id: str) -> None:
        review, company = self._review, self._desk.office.company
        if review is not None:
            self.progress.begin(tr("Matching…"))
            self._run(lambda _: company.assign(review, proposal, household_id), self._show)

    def _apply(self, chosen: list[Proposal], reason: str) -> None:
        review, company = self._review, self._desk.office.company
        if review is None or not chosen:
            return
        self.progress.begin(tr("Applying…"))
        self.review.setEnabled(False)
        self._run(
            lambda _: company.apply(review, chosen, reason),
            lambda _: self._applied(len(chosen)),
            kinds=_CHANGED,
        )

    def _applied(self, count: int) -> None:
        self._desk.messages.notice(tr("{count} lines applied. Undo takes them back.", count=count))
        self._again()

    def _run(self, work: Any, done: Any, kinds: frozenset[str] = frozenset()) -> None:
        self._job = self._desk.work(
            work,
            owner=self,
            done=done,
            failed=self._failed,
            cancelled=self._idle,
            stepped=self.progress.step,
            kinds=kinds,
        )

    def _idle(self) -> None:
        self.progress.hide()
        self.review.setEnabled(True)

    def _failed(self, error: BaseException) -> None:
        self._idle()
        failure(self.error, error)
        if getattr(error, "code", "") == "company-utility-unclear":
            with QSignalBlocker(self.utility):
                self.utility.setCurrentIndex(-1)
            self._stack.setCurrentIndex(1)

    def _show(self, review: CompanyReview) -> None:
        self._idle()
        self._review = review
        reading = review.reading
        for box, value in ((self.kind, str(reading.kind)), (self.utility, reading.utility)):
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(value))
        self._file.setText(self._path.name if self._path is not None else "")
        self.fields.show_sheets(reading.sheets)
        if review.check is not None:
            self.check.show_review(review)
            self._views.setCurrentWidget(self.check)
        else:
            self.review.show_review(review)
            self._views.setCurrentWidget(self.review)
        self._stack.setCurrentIndex(1)
        self._desk.quarters.ask(self._show_quarters, self)

    def _show_quarters(self, rows: list[QuarterRow]) -> None:
        chosen = (self._review.quarter_id if self._review is not None else "") or ""
        with QSignalBlocker(self.quarter):
            while self.quarter.count() > 1:
                self.quarter.removeItem(1)
            for one in rows:
                self.quarter.addItem(one.name, one.id)
            self.quarter.setCurrentIndex(max(self.quarter.findData(chosen), 0))

    def _toggle_fields(self) -> None:
        self.fields.setVisible(self.fields.isHidden())

    def _build(self) -> QWidget:
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        self._file = label("", "heading")
        head = row(self.kind, self.utility, self.quarter, stretch=False)
        head.addWidget(self._file, 1)
        head.addWidget(button(tr("Headings…"), self._toggle_fields))
        head.addWidget(button(tr("Another file…"), self.choose))
        box.addLayout(head)
        body = row(self.fields, stretch=False)
        body.addWidget(self._views, 1)
        box.addLayout(body, 1)
        return whole


def _choice(name: str, items: list[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    for text, value in items:
        box.addItem(text, value)
    return box
