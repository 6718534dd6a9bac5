"""What is sometimes wanted at a door: sign, photos, an exchanged meter, history, other doors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from desktop.domain.values import show
from desktop.ui.pages.visit_card.foot import touch_button
from desktop.ui.shell.language import language, tr
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.photo_strip import PhotoStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.pages.visit_card.door_data import DoorData
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.door_questions import DoorQuestions


class Tools(QFrame):
    """A row of buttons, and the photos under it while they are wanted.

    Signals:
        history_asked: the history of the door is to be shown.
        fill_asked: other doors are to be recorded like this one.
        codes_found: texts of bar codes on a photo just added.
    """

    history_asked = Signal()
    fill_asked = Signal()
    codes_found = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._household_id = ""
        self._data: DoorData | None = None
        self._strip: PhotoStrip | None = None
        buttons = FlowLayout()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 4, 0, 0)
        self._layout.addLayout(buttons)

        def add(text: str, pressed: Callable[[], object]) -> QPushButton:
            made = touch_button(text, pressed)
            buttons.addWidget(made)
            return made

        self.sign = add(tr("Sign…"), self._sign)
        self.photos = add(tr("Photos"), lambda: self._toggle_photos(on=self.photos.isChecked()))
        self.photos.setCheckable(True)
        self.exchange = {
            "water_meter": add(tr("Exchange water meter…"), lambda: self._swap("water_meter")),
            "electricity_meter": add(
                tr("Exchange electricity meter…"), lambda: self._swap("electricity_meter")
            ),
        }
        self.fill = add(tr("Apply to…"), self.fill_asked.emit)
        self.history = add(tr("History"), self.history_asked.emit)
        for one in (self.sign, self.fill, *self.exchange.values()):
            one.setEnabled(not desk.read_only)

    def show_door(self, data: DoorData, questions: DoorQuestions) -> None:
        """Offer what this door can need."""
        self._data = data
        self._household_id = str(data.card.household["id"])
        if self._strip is not None and self.photos.isChecked():
            self._strip.show_owner("household", self._household_id)
        self.show_questions(questions)

    def show_questions(self, questions: DoorQuestions) -> None:
        """Show an exchange only where a meter hangs, a signature only where somebody is."""
        for kind, one in self.exchange.items():
            one.setVisible(not questions.away and kind in questions.meters)
        self.sign.setVisible(not questions.away)
        self.fill.setVisible(not questions.away)

    def _toggle_photos(self, *, on: bool) -> None:
        if self._strip is None:
            self._strip = PhotoStrip(self._desk)
            self._strip.codes_found.connect(self.codes_found)
            self._layout.addWidget(self._strip)
        self._strip.setVisible(on)
        if on:
            self._strip.show_owner("household", self._household_id)

    def _sign(self) -> None:
        from desktop.ui.dialogs.ink import InkDialog

        if self._data is None:
            return
        owner = str(self._data.card.household.get("owner_name") or "")
        said = {name: _opinion(self._data, name) for name in ("consent_w", "consent_e")}
        what = tr(
            "Consent to the works at {door}: water {water}, electricity {power}",
            door=self._data.card.label,
            water=said["consent_w"],
            power=said["consent_e"],
        )
        InkDialog(
            self._desk, "household", self._household_id, "consent", owner, what, self.window()
        ).open()

    def _swap(self, kind: str) -> None:
        from desktop.ui.dialogs.meter_exchange import MeterExchangeDialog

        MeterExchangeDialog(self._desk, self._household_id, kind, self.window()).open()


def _opinion(data: DoorData, name: str) -> str:
    """Return one answer in words, so that whoever signs reads what it is."""
    entry = data.entry("household", name)
    return show(entry.field, entry.value, language()) or tr("not answered")
