"""台账: every household of the scope as a spreadsheet, the chosen one beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.list_filter import Condition, ListView
from desktop.domain.rows import Scope
from desktop.domain.table_columns import ADDRESS, DEFAULT, column, columns, known
from desktop.ui.dialogs.columns import ColumnsDialog
from desktop.ui.dialogs.filters import FilterPopup
from desktop.ui.dialogs.history import HistoryDialog
from desktop.ui.itemmodels.households import HouseholdTable
from desktop.ui.pages.household_form import HouseholdForm
from desktop.ui.pages.ledger_cells import LedgerCells
from desktop.ui.pages.ledger_filters import LedgerFilters
from desktop.ui.pages.page import Page
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import EmptyState, button, label, row
from desktop.ui.widgets.sheet_view import SheetView

if TYPE_CHECKING:
    from desktop.domain.changes import Changes
    from desktop.services.tables import TableSlice
    from desktop.ui.shell.desk import Desk

_FIRST_ROWS = 64
_KEEP_LAYOUT = 400
_WARM_AFTER = 1_500
_LARGE = 20_000
_MOST_WARMED = 8
_QUARTER = "quarter.name"


class LedgerPage(Page):
    """The household table and the form.

    Attributes:
        view: conditions and order of what is shown.
        shown: how many answers of the ledger have been shown.
    """

    kinds = frozenset(
        {"quarter", "building", "unit", "household", "water_meter", "electricity_meter"}
    )
    wants_places = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.view = ListView()
        self.shown = 0
        self._wanted, self._pinned = "", False
        tables = desk.office.tables
        keys, widths = _kept(desk.settings.ledger_columns)
        self.model = HouseholdTable(tables.rows, keys, self._ask_rows, tables.verdicts)
        self.table = SheetView(self.model, tr("Households"))
        self.form = HouseholdForm(desk)
        self.form.setMinimumWidth(340)
        self.filters = LedgerFilters(desk)
        self.bar = self.filters.bar
        self.cells = LedgerCells(desk, self.table, self.model)
        self._count = label("", "muted")
        self._status = label("", "muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing())
        self._stack.addWidget(self._nothing_found())
        self.box.addWidget(self._splitter())
        self._asked = 0
        self._warm = False
        self._layout_timer = QTimer(self)
        self._layout_timer.setSingleShot(True)
        self._layout_timer.setInterval(_KEEP_LAYOUT)
        self._layout_timer.timeout.connect(self._keep_layout)
        self._dress_columns(widths)
        self._connect()
        self.filters.read()

    def refresh(self) -> None:
        """Read the numbers of the households again: what is kept at once, then as it is now."""
        self._asked += 1
        asked, tables, keys, view = self._asked, self.desk.office.tables, self.model.keys, self.view
        scope = Scope(self.desk.quarter_id or None, self.desk.building_id or None)

        def quickest() -> TableSlice | None:
            kept = tables.open(scope, view, keys, rows=_FIRST_ROWS, stale=True)
            return kept or tables.open(scope, view, keys, rows=_FIRST_ROWS)

        def show(found: TableSlice) -> None:
            if asked != self._asked:
                return
            self._show(found)
            if not found.fresh:
                self._beside(lambda: tables.open(scope, view, keys, rows=_FIRST_ROWS), show)

        self._beside(quickest, show)

    def open_household(self, household_id: str) -> None:
        """Show one household, also when the list does not hold it."""
        self._wanted, self._pinned = household_id, True
        self._fold.setChecked(True)
        self.form.show_household(household_id)
        self._select(household_id)

    def narrow(self, condition: Condition) -> None:
        """Add a condition, or take one away with an empty one."""
        self._look(self.view.narrowed(condition))

    def order_by(self, key: str, *, descending: bool) -> None:
        """Put the households in another order."""
        self._look(self.view.ordered(key, descending=descending))

    def show_columns(self, keys: list[str]) -> None:
        """Show other columns; widths of those that stay are kept."""
        widths = {key: self.table.width_of(at) for at, key in enumerate(self.model.keys)}
        self.model.show_columns(known(keys) or DEFAULT)
        self._dress_columns(widths)
        self._keep_layout()
        self.renew()

    def _look(self, view: ListView) -> None:
        self.view = view
        self._show_view()
        self._count.setText(tr("Looking…"))
        self.renew()

    def _show_view(self) -> None:
        keys = self.model.keys
        head = self.table.head
        head.narrowed = {keys.index(c.key) for c in self.view.conditions if c.key in keys}
        turned = self.view.descending
        order = Qt.SortOrder.DescendingOrder if turned else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(keys.index(self.view.order) if self.view.order in keys else -1, order)
        head.viewport().update()
        self.filters.show_view(self.view)

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches("saved_filter"):
            self.filters.read()
        # A changed field keeps the list as it is; only what is painted is fetched again.
        if changes.action == "set-field" or changes.action.startswith("table."):
            if any(changes.touches(kind) for kind in self.kinds):
                self.model.refresh()
        else:
            super()._on_changes(changes)

    def _on_scope(self, quarter: str, building: str) -> None:
        self._wanted = ""
        self.table.clearSelection()
        super()._on_scope(quarter, building)

    def _show(self, found: TableSlice) -> None:
        count = len(found.numbers)
        self.shown += 1
        self.model.show_numbers(found.numbers, found.first)
        empty = 2 if self.view.conditions else 1
        self._stack.setCurrentIndex(0 if count else empty)
        self._count.setText(tr("{count} households", count=f"{count:,}"))
        if _QUARTER in self.model.keys:
            at = self.model.keys.index(_QUARTER)
            self.table.setColumnHidden(at, bool(self.desk.quarter_id))
        if self._wanted:
            self._select(self._wanted)
        elif count and self.table.current_cell() is None:
            self.table.go(0, self._first_column())
        if count >= _LARGE and not self._warm:
            self._warm = True
            QTimer.singleShot(_WARM_AFTER, self, lambda: self._warm_up(self._likely()))

    def _warm_up(self, keys: list[str]) -> None:
        """Make the orders of the shown columns while nobody asks for them, one by one."""
        if keys:
            key, tables = keys.pop(0), self.desk.office.tables
            self._beside(lambda: tables.warm([key]), lambda _: self._warm_up(keys))

    def _likely(self) -> list[str]:
        """Return the columns somebody will order by first; each order kept takes 4 MB."""
        return [key for key in self.model.keys if column(key).searchable][:_MOST_WARMED]

    def _first_column(self) -> int:
        keys = self.model.keys
        return keys.index(ADDRESS) if ADDRESS in keys else 0

    def _select(self, household_id: str) -> None:
        at = self.model.row_of(household_id)
        if at >= 0:
            self.table.go(at, self._first_column())
            return
        tables = self.desk.office.tables
        self.desk.ask(
            lambda: tables.number_of(household_id),
            lambda number: self._go_to(household_id, number),
            owner=self,
        )

    def _go_to(self, household_id: str, number: int | None) -> None:
        if household_id != self._wanted:
            return
        at = -1 if number is None else self.model.row_of_number(number)
        if at >= 0:
            self.table.go(at, self._first_column())
        elif not self._pinned and self.table.current_cell() is None:
            # What the cursor stood on is no longer in the list.
            self.table.go(0, self._first_column())

    def _chosen(self, at: int) -> None:
        found = self.model.row_at(at)
        if found is None:
            # The page is on its way; ask again when it is there.
            self._late = at
            return
        self._late = -1
        if found.id != self.form.household_id:
            self._wanted, self._pinned = found.id, False
            if self._fold.isChecked():
                self.form.show_household(found.id)

    def _arrived(self, *_: Any) -> None:
        if self._late >= 0 and self._late == self.table.currentIndex().row():
            self._chosen(self._late)

    def _step(self, by: int) -> None:
        self.table.step(by, 0)

    def _splitter(self) -> QSplitter:
        left = QWidget()
        head = row(label(tr("Ledger"), "title"), self.filters.box, self._count)
        self._columns = button(tr("Columns…"), self._choose_columns)
        self._bulk = button(tr("Change many…"), lambda: self.cells.do("bulk"))
        self._bulk.setEnabled(not self.desk.read_only)
        self._fold = button(tr("Hide card"), lambda: None)
        self._fold.setCheckable(True)
        self._fold.setChecked(self.desk.settings.ledger_form)
        self._fold.toggled.connect(self._folded)
        for widget in (self._columns, self._bulk, self._fold):
            head.addWidget(widget)
        layout = QVBoxLayout(left)
        layout.setContentsMargins(16, 12, 12, 6)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._status)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.form)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setSizes([900, 360])
        splitter.setChildrenCollapsible(False)
        self._folded(self._fold.isChecked())
        return splitter

    def _connect(self) -> None:
        table, head = self.table, self.table.head
        self._late = -1
        head.setSortIndicatorShown(True)
        head.order_asked.connect(self._order_asked)
        head.filter_asked.connect(self._filter_asked)
        head.sectionMoved.connect(lambda *_: self._layout_timer.start())
        head.sectionResized.connect(lambda *_: self._layout_timer.start())
        table.row_chosen.connect(self._chosen)
        table.asked.connect(self._asked_for)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._menu)
        if self.desk.read_only:
            table.setEditTriggers(SheetView.EditTrigger.NoEditTriggers)
        self.model.dataChanged.connect(self._arrived)
        self.cells.told.connect(self._tell)
        self.filters.view_asked.connect(self._look)
        self.form.stepped.connect(self._step)
        self.form.history_asked.connect(self._history)

    def _order_asked(self, at: int) -> None:
        key = self.model.keys[at]
        self.order_by(key, descending=self.view.order == key and not self.view.descending)

    def _asked_for(self, wish: str) -> None:
        place = self.table.current_cell()
        if wish == "filter" and place is not None:
            self._filter_asked(place[1])

    def _filter_asked(self, at: int) -> None:
        key = self.model.keys[at]
        if not column(key).searchable:
            return
        self.popup = FilterPopup(self, column(key), self.view.condition(key))
        self.popup.narrowed.connect(self.narrow)
        self.popup.ordered.connect(lambda down: self.order_by(key, descending=down))
        head = self.table.head
        self.popup.open_under(
            head.viewport().mapToGlobal(QPoint(head.sectionViewportPosition(at), head.height()))
        )

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        for text, wish in (
            (tr("Copy"), "copy"),
            (tr("Paste"), "paste"),
            (tr("Fill down"), "fill"),
            (tr("Clear cells"), "clear"),
            (tr("Change many…"), "bulk"),
        ):
            action = QAction(text, menu)
            action.setEnabled(wish == "copy" or not self.desk.read_only)
            action.triggered.connect(lambda _=False, given=wish: self.cells.do(given))
            menu.addAction(action)
        found = self.model.row_at(self.table.currentIndex().row())
        if found is not None:
            history = QAction(tr("History"), menu)
            history.triggered.connect(lambda _=False: self._history(found.id))
            menu.addAction(history)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _history(self, household_id: str) -> None:
        HistoryDialog(self.desk, household_id, self).open()

    def _choose_columns(self) -> None:
        dialog = ColumnsDialog(self._keys_in_order(), self)
        dialog.chosen.connect(self.show_columns)
        dialog.open()

    def _dress_columns(self, widths: dict[str, int]) -> None:
        head = self.table.head
        blocked = head.blockSignals(True)
        for at, key in enumerate(self.model.keys):
            head.moveSection(head.visualIndex(at), at)
            self.table.set_width(at, widths.get(key) or column(key).width)
        head.fixed = {at for at, of in enumerate(self.model.columns) if not of.searchable}
        head.blockSignals(blocked)
        self._show_view()

    def _keys_in_order(self) -> list[str]:
        head = self.table.head
        return [self.model.keys[head.logicalIndex(at)] for at in range(head.count())]

    def _keep_layout(self) -> None:
        widths = {key: self.table.width_of(at) for at, key in enumerate(self.model.keys)
                  if not self.table.isColumnHidden(at)}  # fmt: skip
        self.desk.settings.ledger_columns = [
            f"{key}:{widths.get(key, columns()[key].width)}" for key in self._keys_in_order()
        ]

    def _folded(self, shown: bool) -> None:
        self.form.setVisible(shown)
        text = tr("Hide card") if shown else tr("Show card")
        self._fold.setText(text)
        self._fold.setAccessibleName(text)
        self.desk.settings.ledger_form = shown
        if shown and self._wanted:
            self.form.show_household(self._wanted)

    def _tell(self, text: str, wrong: bool) -> None:
        self._status.setText(text)
        self._status.setObjectName("error" if wrong else "muted")
        self._status.style().polish(self._status)

    def _nothing(self) -> EmptyState:
        return EmptyState(
            tr("No households here yet"),
            tr("Bring in a household list from Excel, or choose another quarter on the left."),
            tr("Bring in a household list"),
            lambda: self.desk.page_asked.emit("exchange"),
        )

    def _nothing_found(self) -> EmptyState:
        return EmptyState(
            tr("No household is like that"),
            tr("Nothing fits all the conditions above. Take one away, or show all."),
            tr("Show all"),
            self.bar.cleared.emit,
        )

    def _ask_rows(self, question: Any, answer: Any, failed: Any) -> None:
        self.desk.ask(question, answer, owner=self, failed=failed)

    def _beside(self, question: Any, answer: Any) -> None:
        self.desk.runner.start(
            lambda _: question(),
            done=answer,
            failed=self.desk.messages.failure,
            owner=self,
            beside=True,
        )


def _kept(entries: list[str]) -> tuple[tuple[str, ...], dict[str, int]]:
    """Return the columns and widths that the settings hold; the usual ones for none."""
    widths: dict[str, int] = {}
    for entry in entries:
        key, _, width = str(entry).partition(":")
        if key in columns():
            widths[key] = int(width) if width.isdecimal() else columns()[key].width
    return known(widths) or DEFAULT, widths
