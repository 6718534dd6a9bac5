"""Which view of the table is shown: ready-made ones, filters kept by name, and one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from desktop.domain.list_filter import ListView
from desktop.domain.table_columns import ADDRESS
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.conditions import in_words, ready_made
from desktop.ui.widgets.filter_bar import FilterBar

if TYPE_CHECKING:
    from desktop.services.tables import SavedFilter
    from desktop.ui.shell.desk import Desk


class LedgerFilters(QObject):
    """The list of views and the bar of conditions, in step with what the table shows.

    Attributes:
        box: ready-made views and kept filters; :attr:`bar` the conditions in words.

    Signals:
        view_asked: the :class:`ListView` that is to be shown.
    """

    view_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view = ListView()
        self._saved: list[SavedFilter] = []
        self.bar = FilterBar(read_only=desk.read_only)
        self.box = QComboBox()
        self.box.setAccessibleName(tr("Show"))
        self.box.setPlaceholderText(tr("Own filter"))
        self.box.setMinimumWidth(140)
        for text, view in ready_made():
            self.box.addItem(text, view)
        self.box.activated.connect(self._picked)
        self.bar.removed.connect(lambda key: self.view_asked.emit(self._view.widened(key)))
        self.bar.cleared.connect(lambda: self.view_asked.emit(self._in_order(ListView())))
        self.bar.named.connect(self._keep)
        self.bar.forgotten.connect(self._forget)

    def show_view(self, view: ListView) -> None:
        """Say which view is shown."""
        self._view = view
        at = -1
        for place in reversed(range(self.box.count())):
            if self.box.itemData(place).conditions == view.conditions:
                at = place
        self.box.setCurrentIndex(at)
        words = [(condition.key, in_words(condition)) for condition in view.conditions]
        self.bar.show_conditions(words, kept=self._saved_now() is not None)

    def read(self) -> None:
        """Read the kept filters again."""
        self._desk.ask(self._desk.office.tables.saved_filters, self._show_saved, owner=self)

    def _show_saved(self, saved: list[SavedFilter]) -> None:
        self._saved = saved
        self.box.clear()
        for text, view in [*ready_made(), *((found.name, found.view) for found in saved)]:
            self.box.addItem(text, view)
        if saved:
            self.box.insertSeparator(len(ready_made()))
            self.box.setItemData(len(ready_made()), ListView())
        self.show_view(self._view)

    def _picked(self, at: int) -> None:
        self.view_asked.emit(self._in_order(self.box.itemData(at)))

    def _in_order(self, view: ListView) -> ListView:
        """Return ``view``; one that asks for no order keeps the present one."""
        if view.order != ADDRESS:
            return view
        return view.ordered(self._view.order, descending=self._view.descending)

    def _saved_now(self) -> SavedFilter | None:
        wanted = self._view.conditions
        return next((found for found in self._saved if found.view.conditions == wanted), None)

    def _keep(self, name: str) -> None:
        tables, view = self._desk.office.tables, self._view
        self._desk.act(
            lambda: tables.save_filter(name, view),
            owner=self,
            notice=tr("Filter kept: {name}", name=name),
        )

    def _forget(self) -> None:
        saved, tables = self._saved_now(), self._desk.office.tables
        if saved is not None:
            self._desk.act(
                lambda: tables.remove_filter(saved.id),
                owner=self,
                notice=tr("Filter deleted: {name}", name=saved.name),
            )
