"""A building from floors and doors, for offices that have no list of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.grid import Grid, Numbering
from desktop.kernel.errors import HubiaoError
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.changes import Changes
    from desktop.ui.shell.desk import Desk

_SHOWN_DOORS = 8


class GridDialog(QDialog):
    """Floors × doors with units, shops and numbering; says what would be made while it is typed."""

    def __init__(self, desk: Desk, quarter_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._quarter_id = quarter_id
        self.setWindowTitle(tr("Add a building"))
        self.setMinimumWidth(460)
        self.number = QLineEdit()
        self.floors = _spin(1, 60, 6)
        self.doors = _spin(1, 40, 2)
        self.units = _spin(1, 30, 3)
        self.first = _spin(1, 10, 1)
        self.shops = _spin(0, 60, 0)
        self.missing = QLineEdit()
        self.missing.setPlaceholderText(tr("such as 101, 2-602"))
        self.numbering = QComboBox()
        for kind, text in _numberings():
            self.numbering.addItem(text, kind)
        self._preview = label("", "hint", wrap=True)
        self._error = label("", "error", wrap=True)
        self._go = button(tr("Make the building"), self._make, main=True)
        layout = QVBoxLayout(self)
        layout.addLayout(self._form())
        layout.addWidget(self._preview)
        layout.addWidget(self._error)
        layout.addLayout(row(self._go, button(tr("Close"), self.reject)))
        self._show_preview()

    def grid(self) -> Grid:
        """Return the plan as it stands in the fields."""
        words = self.missing.text().replace("，", ",").replace("、", ",").split(",")
        return Grid(
            floors=self.floors.value(),
            doors=self.doors.value(),
            units=tuple(str(number + 1) for number in range(self.units.value())),
            numbering=Numbering(self.numbering.currentData()),
            first_floor=self.first.value(),
            missing_rooms=frozenset(word.strip() for word in words if word.strip()),
            shops=self.shops.value(),
        )

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("Building number"), self.number),
            (tr("Floors"), self.floors),
            (tr("Doors a floor"), self.doors),
            (tr("Units"), self.units),
            (tr("First floor with dwellings"), self.first),
            (tr("Shops on the ground floor"), self.shops),
            (tr("Numbering"), self.numbering),
            (tr("Doors that do not exist"), self.missing),
        )
        for text, field in rows:
            field.setAccessibleName(text)
            form.addRow(text, field)
        for spin in (self.floors, self.doors, self.units, self.first, self.shops):
            spin.valueChanged.connect(self._show_preview)
        self.numbering.currentIndexChanged.connect(self._show_preview)
        self.missing.textChanged.connect(self._show_preview)
        return form

    def _show_preview(self) -> None:
        try:
            doors = self._desk.office.grids.preview(self.grid())
        except HubiaoError as error:
            self._preview.setText(explain(error).text)
            self._go.setEnabled(False)
            return
        first = " ".join(door.room_no for door in doors[:_SHOWN_DOORS])
        self._preview.setText(tr("{count} doors: {first} …").format(count=len(doors), first=first))
        self._go.setEnabled(True)

    def _make(self) -> None:
        number, grid = self.number.text(), self.grid()
        self._go.setEnabled(False)
        self._error.setText("")
        build: Callable[[], Changes] = lambda: self._desk.office.grids.build(  # noqa: E731 - named for its type
            self._quarter_id, number, grid
        )
        self._desk.act(build, owner=self, done=lambda _: self.accept(), failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self._go.setEnabled(True)
        message = explain(error)
        self._error.setText(f"{message.text} {message.hint}")


def _spin(least: int, most: int, value: int) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.setValue(value)
    return spin


def _numberings() -> tuple[tuple[str, str], ...]:
    return (
        (str(Numbering.STOREY_DOOR), tr("101, 102, 201 … in each unit")),
        (str(Numbering.THROUGH_BUILDING), tr("101 to 106 through the building")),
        (str(Numbering.UNIT_STOREY_DOOR), tr("unit first: 1101, 1102 …")),
        (str(Numbering.COUNTED), tr("1, 2, 3 … upwards")),
    )
