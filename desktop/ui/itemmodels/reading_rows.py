"""Meters with the reading that is being typed for each."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.ui.itemmodels.meter_nodes import plain
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.meter_tree import TreeMeter

_logger = logging.getLogger(__name__)
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_Index = QModelIndex | QPersistentModelIndex
READING = 3
"""Column that is typed into."""
_SIGN = 4


@dataclass(slots=True)
class ReadingRow:
    """One meter and what was typed for it.

    Attributes:
        meter: the meter with its last reading.
        raw: as typed.
        sign: a tick once stored, or what is wrong.
        wrong: whether ``sign`` says what is wrong.
        asked: a lower reading that was typed once and waits to be typed again.
    """

    meter: TreeMeter
    raw: str = ""
    sign: str = ""
    wrong: bool = False
    asked: str = ""


class ReadingRows(QAbstractTableModel):
    """One row a meter; only the reading is typed.

    Signals:
        entered: (row, what was typed).
    """

    entered = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ReadingRow] = []
        self._headings = (tr("Where"), tr("Meter"), tr("Last reading"), tr("Reading now"), "")

    def show_meters(self, meters: Sequence[TreeMeter]) -> None:
        """Show these meters; what was typed for the same ones stays."""
        before = {row.meter.id: row for row in self.rows}
        fresh = [meter.id for meter in meters] != list(before)
        if fresh:
            self.beginResetModel()
        rows = []
        for meter in meters:
            row = before.get(meter.id) or ReadingRow(meter)
            row.meter = meter
            rows.append(row)
        self.rows = rows
        if fresh:
            self.endResetModel()
        elif rows:
            # Not the column that is typed into: a view would put the old text into the editor.
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, READING - 1))

    def clear_typed(self) -> None:
        """Forget what was typed: it belonged to another day."""
        for row in self.rows:
            row.raw, row.sign, row.wrong, row.asked = "", "", False, ""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, _SIGN))

    def say(self, meter_id: str, sign: str, *, wrong: bool = False) -> None:
        """Show a tick or what is wrong beside one meter."""
        for number, row in enumerate(self.rows):
            if row.meter.id == meter_id:
                row.sign, row.wrong = sign, wrong
                self.dataChanged.emit(self.index(number, _SIGN), self.index(number, _SIGN))

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many meters there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let only the reading be typed."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() == READING else usual

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        """Return one cell; whatever goes wrong is logged and left blank."""
        try:
            row = self.rows[index.row()]
            if role in {_DISPLAY, _TOOL_TIP}:
                return self._text(row, index.column())
            if role == _EDIT and index.column() == READING:
                return row.raw
            if role == _ALIGNMENT and index.column() == READING:
                return _RIGHT
            if role == _FOREGROUND and index.column() == _SIGN:
                return current().colour("error_text" if row.wrong else "good_text")
        except Exception:  # a painted cell must not bring the window down
            _logger.exception("reading cell")
        return None

    def setData(self, index: _Index, value: Any, role: int = _EDIT) -> bool:
        """Take what was typed and tell it."""
        if role != _EDIT or index.column() != READING:
            return False
        row, raw = self.rows[index.row()], str(value).strip()
        if not raw or (raw == row.raw and not row.wrong):
            return False
        row.raw = raw
        self.dataChanged.emit(index, index)
        self.entered.emit(index.row(), raw)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return a heading."""
        across = orientation == Qt.Orientation.Horizontal
        return self._headings[section] if across and role == _DISPLAY else None

    @staticmethod
    def _text(row: ReadingRow, column: int) -> str:
        meter = row.meter
        last = "" if meter.reading is None else f"{plain(meter.reading)} · {meter.read_on}"
        return (meter.where, meter.number, last, row.raw, row.sign)[column]
