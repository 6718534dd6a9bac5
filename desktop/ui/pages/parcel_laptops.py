"""本单位电脑: the laptops of the office, who is enrolled, who is behind, who was lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QVBoxLayout, QWidget

from desktop.domain.codes import OperatorRole
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.services.devices import Laptop
    from desktop.ui.shell.desk import Desk

_CODES = "*.txt *.hbp"
_ROWS = 140


class ParcelLaptops(QWidget):
    """What is known of each laptop; a leader enrols and revokes.

    Signals:
        listed: the laptops were read.
    """

    listed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.laptops: tuple[Laptop, ...] = ()
        columns: list[Column[Laptop]] = [
            Column(tr("Name"), lambda one: one.name or tr("(no name yet)"), 16),
            Column(tr("State"), _state, 10, colour=_colour),
            Column(tr("Check number"), lambda one: one.check, 16),
            Column(tr("Its last work here"), lambda one: _moment(one.last_at), 17),
            Column(tr("Its last parcel"), _parcel, 17),
            Column(tr("Has not seen yet"), _behind, 16, colour=_behind_colour),
        ]
        self.model: RecordTable[Laptop] = RecordTable(columns)
        self.table = Table(
            self.model, [c.width for c in columns], tr("Laptops of the office"), stretch=0
        )
        self.table.setMinimumHeight(_ROWS)
        self.table.row_chosen.connect(lambda _: self._able())
        self.code, self.other = QLineEdit(), QLineEdit()
        self.code.setReadOnly(True)
        self.code.setAccessibleName(tr("Code of this laptop"))
        self.other.setAccessibleName(tr("Code of the other laptop"))
        self.other.setPlaceholderText(tr("Paste the code of the other laptop"))
        self.other.textChanged.connect(lambda _: self._able())
        self.enrol_button = button(tr("Enrol"), self.enrol, main=True)
        self.revoke_button = button(tr("Revoke a lost laptop…"), self.ask_revoke)
        self._save = button(tr("Save the code…"), self._choose_save)
        self._file = button(tr("From a file…"), self._choose_file)
        self._said = label("", "error", wrap=True)
        self._said.hide()
        self._build()

    def refresh(self) -> None:
        """Read the laptops."""
        devices = getattr(self._desk.office, "devices", None)
        if devices is not None:
            self._desk.ask(devices.laptops, self._show, owner=self)

    def chosen(self) -> Laptop | None:
        """Return the laptop under the cursor."""
        number = self.table.currentIndex().row()
        return self.laptops[number] if 0 <= number < len(self.laptops) else None

    def enrol(self) -> None:
        """Take parcels of the laptop whose code was pasted."""
        code, devices = self.other.text(), self._desk.office.devices
        self._said.hide()
        self._desk.act(
            lambda: devices.enrol(code),
            owner=self,
            done=self._enrolled,
            failed=self._failed,
        )

    def ask_revoke(self) -> None:
        """Say what revoking means, and do it when that is meant."""
        laptop = self.chosen()
        if laptop is None:
            return
        asked = QMessageBox(
            QMessageBox.Icon.Warning,
            tr("Revoke a lost laptop…"),
            tr("Revoke {name} ({check})?", name=laptop.name, check=laptop.check)
            + "\n\n"
            + tr(
                "Its parcels are refused from now on, under every device id. What it sent before "
                "stays. Other laptops of the office hear of it with the next parcel. The lost "
                "laptop still opens its own copy of the ledger with the passphrases of that day: "
                "change them."
            ),
            QMessageBox.StandardButton.NoButton,
            self,
        )
        yes = asked.addButton(tr("Revoke it"), QMessageBox.ButtonRole.AcceptRole)
        asked.setDefaultButton(asked.addButton(tr("Keep it"), QMessageBox.ButtonRole.RejectRole))
        asked.exec()
        if asked.clickedButton() is yes:
            self.revoke(laptop)

    def revoke(self, laptop: Laptop) -> None:
        """Refuse the parcels of a laptop from now on."""
        self._said.hide()
        self._desk.act(
            partial(self._desk.office.devices.revoke, laptop.code),
            owner=self,
            done=lambda _: self._revoked(laptop),
            failed=self._failed,
        )

    def save_code(self, path: Path) -> None:
        """Write the code of this laptop into a text that the leader's laptop can read."""
        text = f"{self.code.text()}\n"
        self._desk.act(
            lambda: path.write_text(text, encoding="utf-8"),
            owner=self,
            notice=tr("Saved"),
            failed=lambda _: self._say(tr("The file cannot be written; check the stick.")),
        )

    def read_code(self, path: Path) -> None:
        """Take the code out of a saved text or of a parcel."""
        self._said.hide()
        self._desk.ask(
            lambda: self._desk.office.devices.code_in(path),
            self.other.setText,
            owner=self,
            failed=self._failed,
        )

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table, 1)
        copy = button(tr("Copy"), self._copy)
        own = row(
            label(tr("Code of this laptop"), "muted"), self.code, copy, self._save, stretch=False
        )
        layout.addLayout(own)
        layout.addLayout(
            row(
                label(tr("Enrol another laptop"), "muted"),
                self.other,
                self._file,
                self.enrol_button,
                self.revoke_button,
                stretch=False,
            )
        )
        layout.addWidget(self._said)
        self._able()

    def _able(self) -> None:
        session = self._desk.office.session
        leader = session.role == OperatorRole.LEADER and not session.read_only
        laptop = self.chosen()
        self.enrol_button.setEnabled(leader and bool(self.other.text().strip()))
        self.revoke_button.setEnabled(
            leader and laptop is not None and not laptop.own and laptop.state != "revoked"
        )
        for one in (self.enrol_button, self.revoke_button):
            one.setToolTip("" if leader else tr("Only the leader enrols and revokes laptops."))

    def _show(self, laptops: tuple[Laptop, ...]) -> None:
        self.laptops = laptops
        self.model.show_records(laptops)
        own = next((one for one in laptops if one.own), None)
        self.code.setText(own.code if own else "")
        self.code.setCursorPosition(0)
        self._able()
        self.listed.emit()

    def _enrolled(self, check: str) -> None:
        self.other.clear()
        self._desk.messages.notice(
            tr("Enrolled. Compare on its screen: check number {check}", check=check)
        )
        self.refresh()

    def _revoked(self, laptop: Laptop) -> None:
        self._desk.messages.notice(tr("{name} is revoked", name=laptop.name))
        self.refresh()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())
        self._desk.messages.notice(tr("Copied"))

    def _choose_save(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self._save.text(), f"{tr('laptop-code')}.txt", "*.txt"
        )
        if chosen:
            self.save_code(Path(chosen).with_suffix(".txt"))

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self._file.text(), "", _CODES)
        if chosen:
            self.read_code(Path(chosen))

    def _failed(self, error: BaseException) -> None:
        message = explain(error)
        self._say(f"{message.text} {message.hint}".strip())

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()


def _state(laptop: Laptop) -> str:
    words = {"this": tr("this laptop"), "enrolled": tr("enrolled"), "revoked": tr("revoked")}
    return words[laptop.state]


def _colour(laptop: Laptop) -> str:
    return {"revoked": "not_met_text", "enrolled": "good_text"}.get(laptop.state, "")


def _moment(at: datetime | None) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M") if at else ""


def _parcel(laptop: Laptop) -> str:
    if laptop.own:
        return ""
    return _moment(laptop.parcel_at) or tr("none yet")


def _behind(laptop: Laptop) -> str:
    if laptop.own:
        return ""
    if laptop.behind is None:
        return tr("not known yet")
    return tr("{count} operations", count=laptop.behind) if laptop.behind else tr("nothing")


def _behind_colour(laptop: Laptop) -> str:
    return "muted" if laptop.behind is None else ("not_met_text" if laptop.behind else "good_text")
