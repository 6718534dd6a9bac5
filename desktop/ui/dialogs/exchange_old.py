"""The old meters' side of the exchange dialog, with the householder's word below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.meter_exchange import NUMBERS
from desktop.ui.dialogs.exchange_new import exchange_editor
from desktop.ui.dialogs.exchange_parts import AgreementBox
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.exchange_form import OldAnswer
from desktop.ui.widgets.code_buttons import TOUCH
from desktop.ui.widgets.panels import label, panel
from desktop.ui.widgets.photo_button import PhotoButton

if TYPE_CHECKING:
    from desktop.domain.values import Record
    from desktop.services.metering_exchange import ExchangeDraft
    from desktop.ui.shell.desk import Desk
    from desktop.ui.widgets.field_editor import FieldEditor


class OldSide(QWidget):
    """Every meter in use here, the day they were taken down, and who agreed.

    Attributes:
        boxes: one for each old meter; none for a first installation.
        removed: the day, None when there is no old meter.
        agreement: of the householder.

    Signals:
        changed: something was answered.
    """

    changed = Signal()

    def __init__(self, desk: Desk, draft: ExchangeDraft) -> None:
        super().__init__()
        self.boxes = [OldMeterBox(desk, draft, meter) for meter in draft.old]
        self.removed: FieldEditor | None = None
        self.agreement = AgreementBox(desk, draft)
        self.agreement.changed.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(tr("Old meter"), "heading"))
        for box in self.boxes:
            box.changed.connect(self.changed)
            layout.addWidget(box)
        if self.boxes:
            self.removed = self._day(draft)
            layout.addWidget(self.removed)
        else:
            text = tr("No meter is recorded here: this is a first installation.")
            layout.addWidget(panel(label(text, "muted", wrap=True)))
        if draft.below:
            text = tr("{count} meters below it will hang below the new one.", count=draft.below)
            layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self.agreement)
        layout.addStretch(1)

    def _day(self, draft: ExchangeDraft) -> FieldEditor:
        made = exchange_editor(draft.kind, "removed_on")
        made.committed.connect(lambda _: self.changed.emit())
        line = made.inputs()[0]
        if isinstance(line, QLineEdit):
            line.setPlaceholderText(tr("the day it was put up"))
        return made


class OldMeterBox(QFrame):
    """One old meter: whether it goes, its final reading and the photo of it.

    Signals:
        changed: something was answered.
    """

    changed = Signal()

    def __init__(self, desk: Desk, draft: ExchangeDraft, meter: Record) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.meter_id = str(meter["id"])
        number = meter.get(NUMBERS[draft.kind]) or tr("(no number)")
        self.taken = QCheckBox(tr("Take down {number}", number=number))
        self.taken.setAccessibleName(self.taken.text())
        self.taken.setMinimumHeight(TOUCH)
        self.taken.setChecked(True)
        self.taken.setVisible(len(draft.old) > 1)
        self.reading = exchange_editor(draft.kind, "last_reading")
        self.photo = PhotoButton(desk, draft.household_id, tr("Photo of the old meter"))
        layout = QVBoxLayout(self)
        if len(draft.old) == 1:
            layout.addWidget(label(str(number), "heading"))
        layout.addWidget(self.taken)
        layout.addWidget(label(_known(draft, meter), "muted", wrap=True))
        layout.addWidget(self.reading)
        layout.addWidget(self.photo)
        self.taken.toggled.connect(self._switch)
        self.reading.committed.connect(lambda _: self.changed.emit())
        self.photo.taken.connect(lambda _: self.changed.emit())

    def answer(self) -> OldAnswer:
        """Return what was said about it."""
        return OldAnswer(
            self.meter_id, self.taken.isChecked(), self.reading.raw, self.photo.picture
        )

    def _switch(self, taken: bool) -> None:
        self.reading.setVisible(taken)
        self.photo.setVisible(taken)
        self.changed.emit()


def _known(draft: ExchangeDraft, meter: Record) -> str:
    """Return what is known of an old meter in one line."""
    parts = []
    first, newest = meter.get("first_reading"), draft.newest.get(str(meter["id"]))
    if first is not None:
        parts.append(tr("First reading {reading}", reading=first))
    if newest is not None:
        parts.append(tr("Read {reading} on {day}", reading=newest[1], day=newest[0]))
    if meter.get("account_no"):
        parts.append(tr("Account {account}", account=meter["account_no"]))
    return " · ".join(parts)
