"""Signing by certificate, with or without a signature drawn on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.viewmodels.form_words import party_word
from desktop.ui.widgets.key_choice import KeyChoice
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.signature_pad import SignaturePad

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.ui.shell.desk import Desk

_CHANGED = frozenset({"handover_form", "form_signature", "attachment"})


class SignByKey(QWidget):
    """For whom, who, with which key; and a sheet to sign on where it is ink.

    Signals:
        recorded: the form is signed; carries what to tell.
    """

    recorded = Signal(str)

    def __init__(
        self, desk: Desk, form: Mapping[str, Any], folder: Path, *, ink: bool = False
    ) -> None:
        super().__init__()
        self._desk = desk
        self._number, self._folder = str(form["document_no"]), folder
        self.party = QComboBox()
        self.party.setAccessibleName(tr("Signs for"))
        for name in form["open"]:
            self.party.addItem(party_word(name), name)
        self.signer = QLineEdit()
        self.signer.setAccessibleName(tr("Who signs"))
        self.signer.setPlaceholderText(
            tr("Name of the person who signs") if ink else tr("As the certificate says")
        )
        self.pad = SignaturePad() if ink else None
        self.mouse = QCheckBox(tr("Draw with the mouse"))
        self.mouse.setAccessibleName(self.mouse.text())
        self.key = KeyChoice(desk.settings)
        self.intent = QCheckBox(tr("I have looked at every page and sign this form"))
        self.intent.setAccessibleName(self.intent.text())
        self.error = label("", "error", wrap=True)
        self.go = button(tr("Sign this form"), self.sign, main=True)
        self._lay_out()
        self.key.changed.connect(self._able)
        self.key.entered.connect(self._entered)
        self.intent.toggled.connect(lambda _: self._able())
        self._able()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(10)
        form = QFormLayout()
        form.addRow(tr("Signs for"), self.party)
        form.addRow(tr("Who signs"), self.signer)
        right.addLayout(form)
        right.addWidget(self.key)
        right.addWidget(self.intent)
        right.addWidget(self.error)
        right.addLayout(row(self.go))
        right.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setSpacing(16)
        if self.pad is not None:
            layout.addLayout(self._sheet(self.pad), 1)
        layout.addLayout(right, 1)

    def _sheet(self, pad: SignaturePad) -> QVBoxLayout:
        self.mouse.toggled.connect(pad.allow_mouse)
        pad.changed.connect(self._able)
        sheet = QVBoxLayout()
        sheet.setSpacing(10)
        sheet.addWidget(pad, 1)
        sheet.addLayout(row(button(tr("Start again"), pad.clear), self.mouse))
        sheet.addWidget(
            label(
                tr(
                    "What is drawn is not a reliable signature by itself (Electronic "
                    "Signature Law, article 13): a certificate seals it into the form."
                ),
                "muted",
                wrap=True,
            )
        )
        return sheet

    def _able(self) -> None:
        self.error.clear()
        drawn = self.pad is None or not self.pad.is_empty
        self.go.setEnabled(
            self.key.is_ready and self.intent.isChecked() and drawn and self.party.count() > 0
        )

    def _entered(self) -> None:
        if self.go.isEnabled():
            self.sign()

    def sign(self) -> None:
        """Bring the file up to date, sign it and file what came of it."""
        drawn = self.pad.ink() if self.pad is not None else None
        name = self.signer.text().strip()
        if drawn is not None and not name:
            self.error.setText(tr("Write down who signs."))
            return
        if drawn is not None and not drawn.is_signature:
            self.error.setText(sentence("ink-too-small").text)
            return
        forms, number, folder = self._desk.office.forms, self._number, self._folder
        party, key, pin = str(self.party.currentData()), self.key.key(), self.key.pin.text()
        ink = drawn.to_json().encode() if drawn is not None else None
        self.setEnabled(False)
        self._desk.work(
            lambda _: forms.sign(
                forms.folder.file(number, folder), party, key, pin, signer=name or None, ink=ink
            ),
            owner=self,
            done=self._signed,
            failed=self._failed,
            kinds=_CHANGED,
        )

    def _signed(self, answer: Mapping[str, Any]) -> None:
        self.key.pin.clear()
        self.setEnabled(True)
        said = tr("{number} is signed.", number=self._number)
        if answer.get("trial"):
            said += tr(" It is a trial signature: for practice only, without legal force.")
        self.recorded.emit(said)

    def _failed(self, error: BaseException) -> None:
        self.key.pin.clear()
        self.setEnabled(True)
        self._able()
        message = explain(error)
        self.error.setText(f"{message.text}{message.hint}")
