"""Signing one field of a form with a certificate file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.ui.shell.desk import Desk


def offer_signing(parent: QWidget, desk: Desk, form: Mapping[str, Any]) -> QDialog:
    """Open what signs an issued form, and return it; ``accepted`` says that it was signed.

    Args:
        parent: the page that asks.
        desk: everything behind it; what was signed is published as ``handover_form``.
        form: a row of ``Forms.issued``: ``document_no``, ``file_name``, ``open`` parties …
    """
    folder = Path(desk.office.session.ledger_path).resolve().parent / "forms"
    dialog = SigningDialog(desk, folder / str(form["file_name"]), list(form["open"]), parent)
    dialog.open()
    return dialog


class SigningDialog(QDialog):
    """Who signs, with which certificate."""

    def __init__(
        self, desk: Desk, path: Path, fields: list[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._path = path
        self.setWindowTitle(tr("Sign"))
        self.setMinimumWidth(460)
        self.field = QComboBox()
        self.field.addItems(fields)
        self.field.setAccessibleName(tr("Signs for"))
        self.certificate = QLineEdit()
        self.certificate.setAccessibleName(tr("Certificate"))
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName(tr("PIN"))
        self._error = label("", "error", wrap=True)
        form = QFormLayout()
        form.addRow(tr("Signs for"), self.field)
        form.addRow(tr("Certificate"), self.certificate)
        form.addRow("", button(tr("Choose…"), self._choose))
        form.addRow(tr("PIN"), self.pin)
        self._go = button(tr("Sign this form"), self._sign, main=True)
        self._go.setEnabled(bool(fields))
        layout = QVBoxLayout(self)
        if not fields:
            layout.addWidget(label(tr("Every party has signed."), "good"))
        layout.addLayout(form)
        layout.addWidget(self._error)
        layout.addLayout(row(self._go, button(tr("Close"), self.reject)))

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Certificate"), str(self._path.parent.parent), "PKCS#12 (*.p12 *.pfx)"
        )
        if chosen:
            self.certificate.setText(chosen)

    def _sign(self) -> None:
        field, key, pin = self.field.currentText(), self.certificate.text(), self.pin.text()
        self._go.setEnabled(False)
        self._error.setText("")
        self._desk.work(
            lambda _: self._desk.office.forms.sign(self._path, field, {"p12": key}, pin),
            owner=self,
            done=lambda _: self.accept(),
            failed=self._failed,
            kinds=frozenset({"handover_form"}),
        )

    def _failed(self, error: BaseException) -> None:
        self._go.setEnabled(True)
        message = explain(error)
        self._error.setText(f"{message.text}{message.hint}")
