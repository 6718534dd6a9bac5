"""What each column and single cell of a form is filled with: proposed, corrected by choosing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QScrollArea, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.exchange.template_sheet import TemplateCell, TemplateSheet

_SHOWN = 30
"""Characters of a cell's text that are shown."""


class TemplateColumns(QScrollArea):
    """A line for every column and single cell.

    Signals:
        column_chosen: (column from 0, field or ``""``).
        cell_chosen: (reference, field or ``""``).
    """

    column_chosen = Signal(int, str)
    cell_chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("What each column is filled with"))
        self.boxes: dict[int, QComboBox] = {}
        self.cell_boxes: dict[str, QComboBox] = {}

    def show_sheet(
        self,
        sheet: TemplateSheet,
        fields: Sequence[tuple[str, str]],
        cell_fields: Sequence[tuple[str, str]],
    ) -> None:
        """Show ``sheet`` with what it may be filled with."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(4)
        self.boxes, self.cell_boxes = {}, {}
        for line, column in enumerate(sheet.columns):
            grid.addWidget(label(column.letters, "muted"), line, 0)
            grid.addWidget(label(column.header, wrap=True), line, 1)
            if column.computed:
                grid.addWidget(label(tr("computed by the form"), "muted"), line, 2)
                continue
            box = self._box(fields, column.field, column.header)
            box.activated.connect(lambda _, p=column.place, b=box: self._column(p, b))
            self.boxes[column.place] = box
            grid.addWidget(box, line, 2)
        first = len(sheet.columns)
        if sheet.cells:
            grid.addWidget(label(tr("Single cells"), "heading"), first, 0, 1, 3)
        for line, cell in enumerate(sheet.cells, start=first + 1):
            grid.addWidget(label(cell.reference, "muted"), line, 0)
            grid.addWidget(label(" ".join(cell.text.split())[:_SHOWN], wrap=True), line, 1)
            grid.addWidget(self._of_cell(cell, cell_fields), line, 2)
        grid.setRowStretch(grid.rowCount(), 1)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        self.setWidget(inside)

    def _of_cell(self, cell: TemplateCell, fields: Sequence[tuple[str, str]]) -> QWidget:
        if len(cell.fields) > 1:  # several blanks in one cell say themselves what they want
            known = dict(fields)
            return label("、".join(known.get(name, name) for name in cell.fields), wrap=True)
        box = self._box(fields, cell.fields[0], cell.reference)
        box.activated.connect(lambda _: self._cell(cell.reference, box))
        self.cell_boxes[cell.reference] = box
        return box

    def _box(self, fields: Sequence[tuple[str, str]], chosen: str, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setEditable(True)  # typing finds one of many
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItem(tr("— not filled —"), "")
        for field, text in fields:
            box.addItem(text, field)
        completer = QCompleter(box.model(), box)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        box.setCompleter(completer)
        box.setMinimumContentsLength(14)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        return box

    def _column(self, place: int, box: QComboBox) -> None:
        self.column_chosen.emit(place, str(box.currentData() or ""))

    def _cell(self, reference: str, box: QComboBox) -> None:
        self.cell_chosen.emit(reference, str(box.currentData() or ""))
