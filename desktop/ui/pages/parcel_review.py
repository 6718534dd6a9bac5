"""接收交换包: what a parcel brings, and every conflict with its answer, before it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.review_pane import ReviewPane
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.merge_lines import merge_lines
from desktop.ui.viewmodels.parcel_words import (
    foot_words,
    parcel_decisions,
    parcel_head,
    warnings_of,
)
from desktop.ui.viewmodels.review_lines import kind_name
from desktop.ui.viewmodels.review_state import ReviewState
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from desktop.services.parcel_plan import Brought, ParcelPlan
    from desktop.ui.shell.desk import Desk

_SOME_ROWS, _LEAST_ROWS = 8, 3


class ParcelReview(QWidget):
    """One planned parcel.

    Signals:
        agreed: it is to be taken as decided here.
        left: it is not.
    """

    agreed = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.plan: ParcelPlan | None = None
        columns: list[Column[Brought]] = [
            Column(tr("Quarter"), lambda one: one.quarter or tr("(whole office)"), 18),
            Column(tr("Kind"), lambda one: kind_name(one.kind), 16),
            Column(tr("New"), lambda one: one.added or "", 8, number=True),
            Column(tr("Changed"), lambda one: one.changed or "", 8, number=True),
            Column(tr("Deleted"), lambda one: one.deleted or "", 8, number=True),
        ]
        self.brought: RecordTable[Brought] = RecordTable(columns)
        self.table = Table(
            self.brought, [c.width for c in columns], tr("What it brings"), stretch=0
        )
        self.head = label("", "heading", wrap=True)
        self.says = label("", "muted", wrap=True)
        self.warnings = label("", "error", wrap=True)
        self.foot = label("", "key", wrap=True)
        self.pane = ReviewPane(desk)
        self.pane.decided.connect(self._show_foot)
        self.take = button(tr("Take the parcel"), self.agreed.emit, main=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for one in (self.head, self.says, self.warnings):
            layout.addWidget(one)
        layout.addWidget(self.table)
        layout.addWidget(self.pane, 3)
        foot = row(self.foot, button(tr("Not now"), self.left.emit), self.take, stretch=False)
        foot.setStretch(0, 1)
        layout.addLayout(foot)
        layout.addStretch(0)

    def show_plan(self, plan: ParcelPlan) -> None:
        """Show what a parcel would do."""
        self.plan = plan
        self.head.setText(parcel_head(plan)[0])
        self.says.setText(parcel_head(plan)[1])
        warned = warnings_of(plan)
        self.warnings.setText("\n".join(warned))
        self.warnings.setVisible(bool(warned))
        self.brought.show_records(plan.brought)
        asked = bool(plan.review.rows)
        row_height = self.table.verticalHeader().defaultSectionSize()
        shown = min(len(plan.brought), _SOME_ROWS) + 1
        self.table.setVisible(bool(plan.brought))
        self.table.setMinimumHeight(row_height * min(shown + 1, _LEAST_ROWS))
        self.table.setMaximumHeight(row_height * (shown + 1) if asked else 16_777_215)
        self.pane.setVisible(asked)
        self.pane.show_state(ReviewState(merge_lines(plan.review)))
        self._show_foot()
        (self.pane.table if asked else self.take).setFocus()

    def decisions(self) -> dict[str, Any]:
        """Return the answers as ``Parcels.take`` takes them."""
        return parcel_decisions(self.pane.state.lines, self.pane.state.answers)

    def _show_foot(self) -> None:
        self.foot.setText(foot_words(self.pane.state.tally()) if self.plan else "")
        self.take.setEnabled(not self._desk.read_only)
