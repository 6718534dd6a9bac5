"""年度计划: quarters of all streets, set and adjusted many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTabWidget, QVBoxLayout, QWidget

from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.page import Page
from desktop.ui.pages.plan_tools import PlanAdjust, PlanAssign
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.plan_words import built_text, change_text, proposed_text, sums_text
from desktop.ui.viewmodels.street_words import share_text
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.save_paper import save_paper
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.domain.annual_plan import PlanChange, PlanRow
    from desktop.ui.shell.desk import Desk

_ALL, _NONE = -1, 0


class AnnualPlanPage(Page):
    """One table of all streets' quarters; what is chosen in it is planned in one step."""

    kinds = frozenset({"quarter", "street", "plan_change", "household"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: list[PlanRow] = []
        columns: list[Column[PlanRow]] = [
            Column(tr("Street"), lambda r: r.street or r.street_code, 15),
            Column(tr("Quarter"), lambda r: r.name, 16),
            Column(tr("Built"), built_text, 11),
            Column(tr("Households"), lambda r: r.households, 6, number=True),
            Column(tr("Agreed, water"), lambda r: share_text(r.agreed_w, r.households), 8,
                   number=True),
            Column(tr("Agreed, power"), lambda r: share_text(r.agreed_e, r.households), 8,
                   number=True),
            Column(tr("Cost (yuan)"), lambda r: "" if r.cost is None else f"{r.cost:,.2f}", 11,
                   number=True),
            Column(tr("Proposed"), proposed_text, 11),
            Column(tr("Plan year"), lambda r: r.plan_year or "", 7),
            Column(tr("Batch"), lambda r: r.plan_batch, 8),
            Column(tr("Approval number"), lambda r: r.approval_no, 15),
            Column(tr("Note"), lambda r: r.plan_note, 20),
        ]  # fmt: skip
        self.model: RecordTable[PlanRow] = RecordTable(columns)
        self.table = Table(self.model, [c.width for c in columns], tr("Annual plan"), stretch=11)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.street, self.year = QComboBox(), QComboBox()
        for box, name in ((self.street, tr("Street")), (self.year, tr("Plan year"))):
            box.setAccessibleName(name)
            box.setMinimumWidth(150)
            box.activated.connect(lambda _: self._show_rows())
        self.sums = label("", "muted", wrap=True)
        self.assign = PlanAssign(writable=not desk.read_only)
        self.assign.asked.connect(self._assign)
        self.adjust = PlanAdjust(writable=not desk.read_only)
        self.adjust.asked.connect(self._adjust)
        self.changes: RecordTable[PlanChange] = RecordTable(
            [
                Column(tr("Document number"), lambda c: c.document_no, 18),
                Column(tr("Date"), lambda c: c.decided_on or "", 10),
                Column(tr("Street"), lambda c: c.street, 12),
                Column(tr("Quarter"), lambda c: c.quarter, 16),
                Column(tr("Adjustment"), change_text, 34),
                Column(tr("Reason"), lambda c: c.reason, 24),
            ]
        )
        self.changed = Table(
            self.changes, [c.width for c in self.changes.columns], tr("Adjustments"), stretch=5
        )
        self._build()

    def _build(self) -> None:
        self.paper = button(tr("Save the plan as paper…"), self._save_plan)
        self.notice = button(tr("Save the notice…"), self._save_notice)
        self.box.addLayout(
            row(label(tr("Annual plan"), "title"), self.street, self.year, self.paper)
        )
        self.box.addWidget(self.sums)
        self.box.addWidget(self.table, 3)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("What to do with the chosen quarters"))
        self.tabs.addTab(self.assign, tr("Set plan and approval"))
        self.tabs.addTab(self.adjust, tr("Adjust an approved plan"))
        past = QWidget()
        layout = QVBoxLayout(past)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addLayout(row(self.notice))
        layout.addWidget(self.changed, 1)
        self.tabs.addTab(past, tr("Adjustments"))
        self.tabs.setMaximumHeight(200)
        self.box.addWidget(self.tabs, 1)

    def refresh(self) -> None:
        """Read the plan of all streets."""
        plan = getattr(self.desk.office, "annual_plan", None)
        if plan is not None:
            self.desk.ask(lambda: (plan.rows(), plan.changes()), self._show, owner=self)

    def _show(self, answer: Any) -> None:
        self._rows, changes = answer
        self.changes.show_records(changes[::-1])
        self.notice.setEnabled(bool(changes))
        if changes and not self.changed.selectionModel().hasSelection():
            self.changed.selectRow(0)
        self._fill(self.street, [(tr("All streets"), ""), *self._streets()])
        years = sorted({r.plan_year for r in self._rows if r.plan_year is not None})
        self._fill(
            self.year,
            [
                (tr("All years"), _ALL),
                (tr("In no plan"), _NONE),
                *((tr("Plan of {year}", year=one), one) for one in years),
            ],
        )
        self._show_rows()

    def _streets(self) -> list[tuple[str, Any]]:
        found = {row.street_code: row.street or row.street_code for row in self._rows}
        return [(name, code) for code, name in sorted(found.items()) if code]

    @staticmethod
    def _fill(box: QComboBox, choices: list[tuple[str, Any]]) -> None:
        chosen = box.currentData()
        with QSignalBlocker(box):
            box.clear()
            for text, data in choices:
                box.addItem(text, data)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _show_rows(self) -> None:
        street, year = self.street.currentData() or "", self.year.currentData()
        shown = [
            row
            for row in self._rows
            if street in {"", row.street_code}
            and (year in {_ALL, None} or (row.plan_year or _NONE) == year)
        ]
        kept = set(self.chosen())
        self.model.show_records(shown)
        self.table.clearSelection()
        for number, row_ in enumerate(shown):
            if row_.quarter_id in kept:
                self.table.selectionModel().select(
                    self.model.index(number, 0),
                    QItemSelectionModel.SelectionFlag.Select
                    | QItemSelectionModel.SelectionFlag.Rows,
                )
        self.sums.setText(sums_text(shown))
        self.paper.setEnabled(isinstance(year, int) and year > 0)
        self.paper.setToolTip("" if self.paper.isEnabled() else tr("Choose a plan year first"))
        self._show_chosen()

    def chosen(self) -> list[str]:
        """Return the ids of the chosen quarters."""
        rows = self.table.selectionModel().selectedRows()
        return [
            self.model.records[index.row()].quarter_id
            for index in rows
            if index.row() < len(self.model.records)
        ]

    def _show_chosen(self) -> None:
        ids = set(self.chosen())
        households = sum(r.households for r in self.model.records if r.quarter_id in ids)
        for one in (self.assign, self.adjust):
            one.show_chosen(len(ids), households)

    def _assign(self, values: dict[str, str]) -> None:
        plan, ids = self.desk.office.annual_plan, self.chosen()
        self.desk.act(
            lambda: plan.assign(ids, **values),
            owner=self,
            notice=tr("Set for {count} quarters. Undo takes it back.", count=len(ids)),
        )

    def _adjust(self, adjustment: Any, values: dict[str, str]) -> None:
        plan, ids = self.desk.office.annual_plan, self.chosen()
        self.desk.act(
            lambda: plan.adjust(ids, adjustment, **values),
            owner=self,
            notice=tr("Adjusted for {count} quarters. Undo takes it back.", count=len(ids)),
        )

    def _save_plan(self) -> None:
        plan, year = self.desk.office.annual_plan, int(self.year.currentData())
        save_paper(self.desk, self, tr("Annual plan"), lambda: plan.paper(year))

    def _save_notice(self) -> None:
        rows = self.changed.selectionModel().selectedRows()
        if not rows:
            return
        plan = self.desk.office.annual_plan
        document = self.changes.records[rows[0].row()].document_no
        save_paper(self.desk, self, tr("Notice of adjustment"), lambda: plan.notice(document))
