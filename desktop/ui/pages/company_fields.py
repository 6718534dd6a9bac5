"""What the columns of a company's list were taken for, and correcting it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.roster import SheetMapping


def company_fields() -> list[tuple[str, str]]:
    """Return (field, what people call it) of everything a column may stand for."""
    return [
        ("account_no", tr("Account")),
        ("old_number", tr("Old meter's number")),
        ("last_reading", tr("Old meter's final reading")),
        ("new_number", tr("New meter's number")),
        ("first_reading", tr("New meter's first reading")),
        ("number", tr("Meter's number")),
        ("day", tr("Day of the exchange")),
        ("removed_on", tr("Taken down on")),
        ("installed_on", tr("Put up on")),
        ("seal", tr("Seal")),
        ("old_seal", tr("Old meter's seal")),
        ("seal_plastic", tr("Plastic seal")),
        ("seal_steel", tr("Steel seal")),
        ("seal_lead", tr("Lead seal")),
        ("seal_box", tr("Seal of the meter box")),
        ("name", tr("Customer's name")),
        ("address", tr("Whole address in one cell")),
        ("quarter", tr("Quarter")),
        ("building_no", tr("Building number")),
        ("unit_no", tr("Unit number")),
        ("room_no", tr("Room number")),
        ("transformer_area", tr("Transformer area")),
        ("installer", tr("Installer")),
        ("verified_on", tr("Verified on")),
        ("cert_no", tr("Certificate")),
        ("position", tr("Meter position")),
        ("dn", tr("Nominal diameter")),
        ("kind", tr("Kind of meter")),
        ("maker", tr("Maker")),
        ("model", tr("Model")),
        ("book_no", tr("Reading book")),
        ("contract_no", tr("Contract number")),
        ("box_no", tr("Meter box")),
        ("box_slot", tr("Slot in the box")),
        ("remarks", tr("Remarks")),
    ]


class CompanyFields(QScrollArea):
    """A line for every column of the list.

    Signals:
        corrected: (heading, field or empty) as a person said.
    """

    corrected = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setMinimumWidth(300)

    def show_sheets(self, sheets: Sequence[SheetMapping]) -> None:
        """Show what every column was taken for."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        known, line = company_fields(), 0
        for sheet in sheets:
            head = tr("{sheet}, header in row {row}", sheet=sheet.sheet, row=sheet.header_row)
            grid.addWidget(label(head, "heading"), line, 0, 1, 2)
            line += 1
            for heading in [*sheet.mapping, *sheet.unmapped]:
                grid.addWidget(label(heading, wrap=True), line, 0)
                grid.addWidget(self._box(known, heading, sheet.mapping.get(heading, "")), line, 1)
                line += 1
        grid.setRowStretch(line, 1)
        grid.setColumnStretch(1, 1)
        self.setWidget(inside)

    def _box(self, known: list[tuple[str, str]], heading: str, field: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(heading)
        box.addItem(tr("— not used —"), "")
        for name, text in known:
            box.addItem(text, name)
        box.setCurrentIndex(max(box.findData(field), 0))
        box.activated.connect(partial(self._say, heading, box))
        return box

    def _say(self, heading: str, box: QComboBox, _place: int) -> None:
        self.corrected.emit(heading, str(box.currentData()))
