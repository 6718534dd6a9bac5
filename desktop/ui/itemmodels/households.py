"""All households of a scope as a table: ids in memory, rows fetched when they are painted."""

from __future__ import annotations

import logging
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from desktop.domain import codes
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.theme import current

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.codes import CodeList
    from desktop.domain.rows import HouseholdRow

_logger = logging.getLogger(__name__)
PAGE = 256
_PAGES_KEPT = 48
# Compared as plain numbers: comparing enumeration members costs half a frame.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_HORIZONTAL = Qt.Orientation.Horizontal
_Index = QModelIndex | QPersistentModelIndex

# (attribute, heading, order key or empty, code list, width in characters)
COLUMNS: tuple[tuple[str, str, str, CodeList | None, int], ...] = (
    ("quarter", "Quarter", "", None, 12),
    ("label", "Address", "address", None, 13),
    ("owner_name", "Owner", "owner", None, 8),
    ("phone", "Phone", "", None, 13),
    ("visit_state", "Visit", "visit", codes.VISIT_STATE, 7),
    ("w_state", "Water metering", "water", codes.METERING_STATE, 15),
    ("water_meter", "Water meter", "", None, 14),
    ("e_state", "Electricity metering", "power", codes.METERING_STATE, 15),
    ("electricity_meter", "Electricity meter", "", None, 19),
    ("consent_w", "Consent, water", "", codes.CHOICE, 8),
    ("consent_e", "Consent, electricity", "", codes.CHOICE, 8),
    ("remarks", "Remarks", "", None, 16),
)


def heading(column: int) -> str:
    """Return the translated heading of a column."""
    names = {
        "Quarter": tr("Quarter"),
        "Address": tr("Address"),
        "Owner": tr("Owner"),
        "Phone": tr("Phone"),
        "Visit": tr("Visit"),
        "Water metering": tr("Water metering"),
        "Water meter": tr("Water meter"),
        "Electricity metering": tr("Electricity metering"),
        "Electricity meter": tr("Electricity meter"),
        "Consent, water": tr("Consent, water"),
        "Consent, electricity": tr("Consent, electricity"),
        "Remarks": tr("Remarks"),
    }
    return names[COLUMNS[column][1]]


class HouseholdTable(QAbstractTableModel):
    """Households in the order of their numbers.

    Pages of :data:`PAGE` rows are fetched when a cell of them is painted and dropped when the
    ledger has changed. A page that cannot be fetched is painted as dots; ``data`` never raises.
    """

    def __init__(self, fetch: Callable[[Sequence[int]], list[HouseholdRow]]) -> None:
        super().__init__()
        self._fetch = fetch
        self._numbers: Sequence[int] = ()
        self._pages: OrderedDict[int, list[HouseholdRow]] = OrderedDict()
        self._broken: set[int] = set()
        self._language = language()
        self._muted = QColor()

    def show_numbers(self, numbers: Sequence[int]) -> None:
        """Show these households; unchanged numbers keep selection and place."""
        if len(numbers) == len(self._numbers) and numbers == self._numbers:
            self.refresh()
            return
        self.beginResetModel()
        self._numbers = numbers
        self._forget()
        self.endResetModel()

    def refresh(self) -> None:
        """Fetch again what is painted next: something in it may have changed."""
        self._forget()
        if self._numbers:
            last = self.index(len(self._numbers) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_at(self, row: int) -> HouseholdRow | None:
        """Return the household in ``row``, None when there is none or it cannot be read."""
        if not 0 <= row < len(self._numbers):
            return None
        page = self._page(row // PAGE)
        offset = row % PAGE
        return page[offset] if offset < len(page) else None

    def row_of(self, household_id: str) -> int:
        """Return the row of a household among the pages at hand, or -1."""
        for number, page in self._pages.items():
            for offset, row in enumerate(page):
                if row.id == household_id:
                    return number * PAGE + offset
        return -1

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many households there are."""
        return 0 if parent is not None and parent.isValid() else len(self._numbers)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        """Return one cell; whatever goes wrong is painted, never raised."""
        if role not in {_DISPLAY, _TOOL_TIP, _FOREGROUND, _ACCESSIBLE}:
            return None
        try:
            return self._cell(index.row(), index.column(), role)
        except Exception:  # a painted cell must not bring the window down
            _logger.exception("household cell")
            return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return a heading or a row number."""
        if role != _DISPLAY:
            return None
        return heading(section) if orientation == _HORIZONTAL else section + 1

    def _cell(self, number: int, column: int, role: int) -> Any:
        row = self.row_at(number)
        if role == _FOREGROUND:
            dim = row is None or (column == 4 and not row.visit_state)  # noqa: PLR2004 - visit
            return current().colour("muted") if dim else None
        if row is None:
            return "…"
        attribute, _, _, code_list, _ = COLUMNS[column]
        value = getattr(row, attribute)
        if code_list is None:
            return value or ""
        return "" if value is None else code_list.label(value, self._language)

    def _page(self, number: int) -> list[HouseholdRow]:
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
            return page
        if number in self._broken:
            return []
        try:
            page = self._fetch(self._numbers[number * PAGE : (number + 1) * PAGE])
        except Exception:  # told once per page and change, painted as dots
            _logger.exception("household page")
            self._broken.add(number)
            return []
        self._pages[number] = page
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return page

    def _forget(self) -> None:
        self._pages.clear()
        self._broken.clear()
