"""台账: every household of the scope as a table, the chosen one beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.rows import Scope
from desktop.ui.dialogs.history import HistoryDialog
from desktop.ui.itemmodels.households import COLUMNS, HouseholdTable
from desktop.ui.pages.household_form import HouseholdForm
from desktop.ui.pages.page import Page
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import EmptyState, button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from array import array

    from desktop.domain.changes import Changes
    from desktop.ui.shell.desk import Desk

_LABEL_COLUMN = 1


class LedgerPage(Page):
    """The household table and the form."""

    kinds = frozenset(
        {"quarter", "building", "unit", "household", "water_meter", "electricity_meter"}
    )
    wants_places = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.model = HouseholdTable(desk.office.reading.household_rows)
        self.table = Table(self.model, [column[4] for column in COLUMNS], tr("Households"))
        self.table.horizontalHeader().setSortIndicatorShown(True)
        self.table.horizontalHeader().setSectionsClickable(True)
        self.table.horizontalHeader().setSortIndicator(_LABEL_COLUMN, Qt.SortOrder.AscendingOrder)
        self.table.horizontalHeader().sortIndicatorChanged.connect(lambda *_: self.renew())
        self.form = HouseholdForm(desk)
        self.form.setMinimumWidth(340)
        self._count = label("", "muted")
        self._filter = self._make_filter()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(
                tr("No households here yet"),
                tr("Bring in a household list from Excel, or choose another quarter on the left."),
                tr("Bring in a household list"),
                lambda: desk.page_asked.emit("exchange"),
            )
        )
        self.box.addWidget(self._splitter())
        self.table.row_chosen.connect(self._chosen)
        self.form.stepped.connect(self._step)
        self.form.history_asked.connect(lambda given: HistoryDialog(desk, given, self).open())
        self._wanted = ""

    def _make_filter(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(tr("Show"))
        for text, chosen in (
            (tr("All households"), {}),
            (tr("Not visited"), {"visit_state": [None, 0]}),
            (tr("Nobody home"), {"visit_state": [2]}),
            (tr("Refused"), {"visit_state": [3]}),
            (tr("Water not met"), {"w_state": [2, 3, 4, 5, 6]}),
            (tr("Electricity not met"), {"e_state": [2, 3, 4, 5, 6]}),
            (tr("Consent open"), {"consent_w": [None, 4]}),
        ):
            box.addItem(text, chosen)
        box.currentIndexChanged.connect(lambda _: self.renew())
        return box

    def _splitter(self) -> QSplitter:
        left = QWidget()
        head = row(label(tr("Ledger"), "title"), self._filter, self._count)
        self._undo = button(tr("Bring in a list"), lambda: self.desk.page_asked.emit("exchange"))
        head.addWidget(self._undo)
        layout = QVBoxLayout(left)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.form)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([840, 440])
        splitter.setChildrenCollapsible(False)
        return splitter

    def refresh(self) -> None:
        """Read the numbers of the households again, in the order asked for."""
        header = self.table.horizontalHeader()
        order = COLUMNS[max(0, header.sortIndicatorSection())][2] or "address"
        descending = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        scope = Scope(self.desk.quarter_id or None, self.desk.building_id or None)
        filters = self._filter.currentData() or None
        reading = self.desk.office.reading
        self.desk.ask(
            lambda: reading.household_numbers(
                scope, order=order, descending=descending, filters=filters
            ),
            self._show,
            owner=self,
        )

    def open_household(self, household_id: str) -> None:
        """Show one household, also when the list does not hold it."""
        self._wanted = household_id
        self.form.show_household(household_id)
        self._select(household_id)

    def _on_changes(self, changes: Changes) -> None:
        # A changed field keeps the list as it is; only what is painted is fetched again.
        if changes.action == "set-field" and changes.ids is not None:
            self.model.refresh()
        else:
            super()._on_changes(changes)

    def _on_scope(self, quarter: str, building: str) -> None:
        self._wanted = ""
        self.table.clearSelection()
        super()._on_scope(quarter, building)

    def _show(self, numbers: array[int]) -> None:
        self.model.show_numbers(numbers)
        self._stack.setCurrentIndex(0 if len(numbers) else 1)
        self._count.setText(tr("{count} households", count=len(numbers)))
        self.table.setColumnHidden(0, bool(self.desk.quarter_id))
        if self._wanted:
            self._select(self._wanted)
        elif len(numbers) and not self.table.selectionModel().hasSelection():
            self.table.selectRow(0)

    def _select(self, household_id: str) -> None:
        number = self.model.row_of(household_id)
        if number >= 0:
            self.table.selectRow(number)

    def _chosen(self, number: int) -> None:
        found = self.model.row_at(number)
        if found is not None and found.id != self.form.household_id:
            self._wanted = found.id
            self.form.show_household(found.id)

    def _step(self, by: int) -> None:
        number = self.table.currentIndex().row() + by
        if 0 <= number < self.model.rowCount():
            self.table.selectRow(number)
