"""A meter of no household: 总表, 单元表, 考核表 or a public use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.codes import ELEC_ROLE, WATER_ROLE, WaterRole
from desktop.domain.rows import address_label
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.code_buttons import TOUCH
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.rows import BuildingRow
    from desktop.domain.values import Value
    from desktop.ui.shell.desk import Desk


class MasterMeterDialog(QDialog):
    """Records one meter; what was typed stays when it is refused."""

    def __init__(
        self,
        desk: Desk,
        kind: str,
        buildings: Sequence[BuildingRow],
        masters: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        water = kind == "water_meter"
        self.setWindowTitle(tr("Record a master meter"))
        self.setMinimumWidth(480)
        self.number = QLineEdit()
        self.number.setMaxLength(20 if water else 24)
        self.role = QComboBox()
        for code in (WATER_ROLE if water else ELEC_ROLE).labels:
            if code != int(WaterRole.HOUSEHOLD):
                name = (WATER_ROLE if water else ELEC_ROLE).label(code, language())
                self.role.addItem(name, code)
        self.building = QComboBox()
        for one in buildings:
            self.building.addItem(address_label(one.building_no, None, None), one.id)
        self.upper = QComboBox()
        self.upper.addItem(tr("(none)"), "")
        for meter_id, text in masters:
            self.upper.addItem(text, meter_id)
        self.account = QLineEdit()
        self.account.setMaxLength(16)
        self.place = QLineEdit()
        self.place.setMaxLength(60)
        self.place.setPlaceholderText(tr("such as unit 2, pump room"))
        form = QFormLayout()
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("Number"), self.number),
            (tr("Use"), self.role),
            (tr("Building"), self.building),
            (tr("Where exactly"), self.place),
            (tr("Upper meter"), self.upper),
            (tr("Account number"), self.account),
        )
        for text, field in rows:
            field.setAccessibleName(text)
            field.setMinimumHeight(TOUCH)
            form.addRow(text, field)
        self.error = label("", "error", wrap=True)
        self.save = button(tr("Record it"), self.store, main=True)
        leave = button(tr("Cancel"), self.reject)
        for one_button in (self.save, leave):
            one_button.setMinimumHeight(TOUCH)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.error)
        layout.addLayout(row(self.save, leave))

    def store(self) -> None:
        """Record the meter."""
        building, role = str(self.building.currentData() or ""), int(self.role.currentData())
        number, metering, kind = self.number.text(), self._desk.office.metering, self._kind
        more: dict[str, Value] = {
            "parent_id": self.upper.currentData() or None,
            "account_no": self.account.text().strip() or None,
            "remarks": self.place.text().strip() or None,
        }
        self.save.setEnabled(False)
        self._desk.act(
            lambda: metering.add_master(kind, building, number=number, role=role, more=more),
            owner=self,
            done=lambda _: self.accept(),
            failed=self._failed,
            notice=tr("Meter recorded"),
        )

    def _failed(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        message = explain(error)
        self.error.setText(f"{message.text} {message.hint}".strip())
