"""总表: the meters of a quarter as they hang below each other, their readings and balance."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.dialogs.master_meter import MasterMeterDialog
from desktop.ui.itemmodels.meter_nodes import meter_view
from desktop.ui.itemmodels.meter_tree import MeterTreeModel
from desktop.ui.pages.balance_part import BalancePart
from desktop.ui.pages.page import Page
from desktop.ui.pages.readings_part import ReadingsPart, say
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.code_buttons import TOUCH, CodeButtons
from desktop.ui.widgets.panels import EmptyState, button, label, row

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QItemSelection

    from desktop.domain.meter_tree import MeterForest, TreeMeter
    from desktop.domain.rows import BuildingRow
    from desktop.ui.itemmodels.meter_nodes import MeterView
    from desktop.ui.shell.desk import Desk

_KINDS = ("water_meter", "electricity_meter")
_TWO_LEVELS = 2
_FEW = 200
_MONTH = timedelta(days=30)
_WIDTHS = (18, 11, 16, 6, 18)


class MasterMeters(Page):
    """The tree left; what is read and weighed at the chosen meter right.

    Signals:
        left: the person is done here.
    """

    kinds = frozenset({"water_meter", "electricity_meter", "meter_reading", "building"})
    left = Signal()

    def __init__(self, desk: Desk, quarter_id: str = "", kind: str = "water_meter") -> None:
        super().__init__(desk)
        self.quarter_id = quarter_id or desk.quarter_id
        self.kind = kind
        self.forest: MeterForest | None = None
        self._wanted = ""
        self._shown = ("", "")
        self._buildings: list[BuildingRow] = []
        self._uppers: list[tuple[str, str]] = []
        self.box.addLayout(self._head())
        self.readings = ReadingsPart(desk)
        self.balance = BalancePart(desk)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.readings, tr("Readings"))
        self.tabs.addTab(self.balance, tr("Balance"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._tree_side())
        splitter.addWidget(self.tabs)
        splitter.setSizes([560, 620])
        splitter.setChildrenCollapsible(False)
        self.stack = QStackedWidget()
        self.stack.addWidget(splitter)
        self.stack.addWidget(
            EmptyState(
                tr("No meters yet"),
                tr("Record the master meter of the quarter or of a building; then hang the "
                   "household meters below it."),
                tr("Record a master meter"),
                self.add_master,
            )
        )  # fmt: skip
        self.box.addWidget(self.stack, 1)

    def show_quarter(self, quarter_id: str, kind: str = "", meter_id: str = "") -> None:
        """Look at a quarter, perhaps at one meter of it."""
        self._wanted = meter_id
        self.quarter_id = quarter_id
        if kind and kind != self.kind:
            self.kind = kind
            self.utility.set_code(str(_KINDS.index(kind)))
        self.renew()

    def refresh(self) -> None:
        """Read the tree again."""
        quarter, kind, office = self.quarter_id, self.kind, self.desk.office
        if not quarter:
            self.stack.setCurrentIndex(1)
            return
        self.desk.ask(
            lambda: (
                str(office.reading.record("quarter", quarter).get("name") or ""),
                office.reading.buildings(quarter),
                meter_view(kind, office.metering.tree(quarter, kind)),
                office.metering.today(),
            ),
            lambda found: self._show(quarter, kind, *found),
            owner=self,
        )

    def add_master(self) -> None:
        """Ask for a meter of no household."""
        MasterMeterDialog(self.desk, self.kind, self._buildings, self._uppers, self).open()

    def selected_ids(self) -> list[str]:
        """Return the meters that are chosen, those of chosen headings included."""
        chosen = self.tree.selectionModel().selectedRows()
        ids = [one for index in chosen for one in self.model.node(index).meter_ids]
        return list(dict.fromkeys(ids))

    def choose(self, meter_id: str) -> None:
        """Choose one meter."""
        index = self.model.find(meter_id)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def hang(self) -> None:
        """Hang the chosen meters below the one in the box, all in one step."""
        upper = str(self.upper.currentData() or "")
        ids = [one for one in self.selected_ids() if one != upper]
        if not upper or not ids:
            say(self.error, tr("Choose meters in the tree, and the meter they hang below."))
            return
        self._hang(ids, upper, tr("{count} meters hung below it", count=len(ids)))

    def unhang(self) -> None:
        """Take the chosen meters off their upper meter."""
        ids = self.selected_ids()
        if ids:
            self._hang(ids, None, tr("{count} meters taken off", count=len(ids)))

    def _hang(self, ids: list[str], upper: str | None, notice: str) -> None:
        kind, metering = self.kind, self.desk.office.metering
        say(self.error, "")
        self.desk.act(
            lambda: metering.set_parent(kind, ids, upper),
            owner=self,
            failed=self._failed,
            notice=notice,
        )

    def _head(self) -> QHBoxLayout:
        self.title = label(tr("Master meters"), "title")
        self.utility = CodeButtons([("0", tr("Water")), ("1", tr("Electricity"))], touch=True)
        self.utility.set_code(str(_KINDS.index(self.kind)))
        self.utility.chosen.connect(self._switch)
        back = button(tr("← Quarters"), self.left.emit)
        self.add = button(tr("Record a master meter"), self.add_master)
        self.add.setEnabled(not self.desk.read_only)
        for one in (back, self.add):
            one.setMinimumHeight(TOUCH)
        head = QHBoxLayout()
        head.addWidget(back)
        head.addWidget(self.title)
        head.addWidget(self.utility, 1)
        head.addWidget(self.add)
        return head

    def _tree_side(self) -> QWidget:
        self.model = MeterTreeModel()
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setAccessibleName(tr("Meters"))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        figure = self.fontMetrics().horizontalAdvance("0")
        for number, width in enumerate(_WIDTHS):
            self.tree.setColumnWidth(number, width * figure + 16)
        self.tree.selectionModel().selectionChanged.connect(self._selected)
        self.upper = QComboBox()
        self.upper.setAccessibleName(tr("Upper meter"))
        self.upper.setMinimumWidth(200)
        self.upper.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.below = button(tr("Hang below it"), self.hang, main=True)
        self.off = button(tr("Take off"), self.unhang)
        for control in (self.upper, self.below, self.off):
            control.setMinimumHeight(TOUCH)
            control.setEnabled(not self.desk.read_only)
        self.chosen = label("", "muted", wrap=True)
        self.error = label("", "error", wrap=True)
        say(self.chosen, "")
        say(self.error, "")
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.chosen)
        layout.addLayout(row(self.upper, self.below, self.off, stretch=False))
        layout.addWidget(self.error)
        return side

    def _switch(self) -> None:
        if not self.utility.code:
            self.utility.set_code(str(_KINDS.index(self.kind)))
            return
        self.kind = _KINDS[int(self.utility.code)]
        self.renew()

    def _show(
        self,
        quarter: str,
        kind: str,
        name: str,
        buildings: list[BuildingRow],
        view: MeterView,
        today: date,
    ) -> None:
        if (quarter, kind) != (self.quarter_id, self.kind):
            return
        current = self._wanted or self._current_id()
        self._wanted = ""
        self.title.setText(tr("Master meters: {quarter}", quarter=name))
        forest = view.forest
        self.forest, self._buildings, self._uppers = forest, buildings, view.uppers
        self.stack.setCurrentIndex(0 if forest.by_id else 1)
        open_lines = self._open_lines(QModelIndex())
        self.model.show_view(view)
        if self._shown == (quarter, kind):
            self._open(QModelIndex(), open_lines)
        else:
            self.tree.expandToDepth(_TWO_LEVELS if len(forest.by_id) < _FEW else 0)
        self._shown = (quarter, kind)
        self._show_uppers()
        self.readings.kind, self.readings.quarter_id = kind, quarter
        if not self.readings.day.text():
            self.readings.day.setText(today.isoformat())
            self.balance.ends.setText(today.isoformat())
            self.balance.begins.setText((today - _MONTH).isoformat())
        first = current if current in forest.by_id else next((m.id for m in forest.roots), "")
        self.choose(first)
        if not first:
            self._look_at(None)
        self.balance.again()

    def _open_lines(self, above: QModelIndex) -> set[str]:
        """Return what stands open, so that a reading that is stored closes nothing."""
        found: set[str] = set()
        for number in range(self.model.rowCount(above)):
            index = self.model.index(number, 0, above)
            if self.tree.isExpanded(index):
                found |= {self.model.node(index).key} | self._open_lines(index)
        return found

    def _open(self, above: QModelIndex, keys: set[str]) -> None:
        for number in range(self.model.rowCount(above)):
            index = self.model.index(number, 0, above)
            if self.model.node(index).key in keys:
                self.tree.setExpanded(index, True)
                self._open(index, keys)

    def _show_uppers(self) -> None:
        before = self.upper.currentData()
        self.upper.clear()
        for meter_id, text in self._uppers:
            self.upper.addItem(text, meter_id)
        self.upper.setCurrentIndex(max(0, self.upper.findData(before)))

    def _selected(self, _on: QItemSelection, _off: QItemSelection) -> None:
        ids = self.selected_ids()
        say(self.chosen, tr("{count} meters chosen", count=len(ids)) if len(ids) > 1 else "")
        self._look_at(self._current())

    def _look_at(self, meter: TreeMeter | None) -> None:
        """Show the readings and the balance of the chosen meter, or of the one above it."""
        forest = self.forest
        if forest is None:
            return
        if meter is not None and not forest.below(meter.id) and meter.parent_id in forest.by_id:
            meter = forest.by_id[str(meter.parent_id)]
        if meter is None:
            self.readings.show_meters([])
            self.balance.show_meter(self.kind, "")
            return
        self.readings.show_meters([meter, *forest.below(meter.id)])
        self.balance.show_meter(self.kind, meter.id)

    def _current(self) -> TreeMeter | None:
        index: QModelIndex = self.tree.currentIndex()
        return self.model.node(index).meter if index.isValid() else None

    def _current_id(self) -> str:
        meter = self._current()
        return meter.id if meter is not None else ""

    def _failed(self, error: BaseException) -> None:
        message = explain(error)
        say(self.error, f"{message.text} {message.hint}".strip())
