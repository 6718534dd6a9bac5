"""One signature on the screen: who signs for what, the sheet, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.signature_pad import SignaturePad

if TYPE_CHECKING:
    from desktop.domain.changes import Changes
    from desktop.ui.shell.desk import Desk


class InkDialog(QDialog):
    """Shows who signs for what and keeps the signature encrypted with the record.

    With subject ``consent`` of a household, its consent is marked as given on the screen today, in
    the same operation.

    Signals:
        signed: the signature is stored; carries the changes.
    """

    signed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        owner_kind: str,
        owner_id: str,
        subject: str,
        who: str,
        what: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._owner = (owner_kind, owner_id)
        self._subject = subject
        self.setWindowTitle(tr("Sign on the screen"))
        self.resize(860, 520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.what = label(what, "title", wrap=True)
        self.signer = QLineEdit(who)
        self.signer.setAccessibleName(tr("Who signs"))
        self.signer.setPlaceholderText(tr("Name of the person who signs"))
        self.signer.setMinimumHeight(44)
        self.pad = SignaturePad()
        self.mouse = QCheckBox(tr("Draw with the mouse"))
        self.mouse.setAccessibleName(tr("Draw with the mouse"))
        self.mouse.toggled.connect(self.pad.allow_mouse)
        self.back = button(tr("Take back a stroke"), self.pad.undo_stroke)
        self.fresh = button(tr("Start again"), self.pad.clear)
        self.keep = button(tr("Keep the signature"), self._keep, main=True)
        self.leave = button(tr("Do not sign"), self.reject)
        for one in (self.back, self.fresh, self.keep, self.leave, self.mouse):
            one.setMinimumHeight(44)
        for one in (self.back, self.fresh, self.leave):
            one.setAutoDefault(False)
        self.error = label("", "error", wrap=True)
        sheet = QFrame()
        sheet.setProperty("visit", True)  # large letters, for whoever signs
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(sheet)
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.what)
        layout.addLayout(row(label(tr("Who signs")), self.signer, stretch=False))
        layout.addWidget(self.pad, 1)
        layout.addLayout(row(self.back, self.fresh, self.mouse))
        layout.addWidget(self.error)
        layout.addLayout(row(self.keep, self.leave))
        self.pad.changed.connect(self._drawn)
        self.pad.installEventFilter(self)
        self._drawn()
        self.pad.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say how a mouse can draw when somebody tries it, instead of doing nothing."""
        tried = event.type() is QEvent.Type.MouseButtonPress and not self.mouse.isChecked()
        if watched is self.pad and tried and self.pad.is_empty:
            self.error.setText(tr("Sign with the pen or a finger, or tick “Draw with the mouse”."))
        return super().eventFilter(watched, event)

    def _drawn(self) -> None:
        self.error.clear()
        self.back.setEnabled(not self.pad.is_empty)
        self.fresh.setEnabled(not self.pad.is_empty)
        self.keep.setEnabled(not self.pad.is_empty and not self._desk.read_only)

    def _keep(self) -> None:
        ink, signer = self.pad.ink(), self.signer.text().strip()
        if not signer:
            self.error.setText(tr("Write down who signs."))
            self.signer.setFocus()
            return
        if not ink.is_signature:
            self.error.setText(sentence("ink-too-small").text)
            return
        self.setEnabled(False)
        kind, owner = self._owner
        subject, pictures = self._subject, self._desk.office.pictures
        self._desk.act(
            lambda: pictures.attach_ink(kind, owner, subject, signer, ink),
            owner=self,
            done=self._kept,
            failed=self._failed,
            notice=tr("Signature kept"),
        )

    def _kept(self, changes: Changes) -> None:
        self.signed.emit(changes)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        """Leave everything as drawn: an old hand does not like to sign twice."""
        self.setEnabled(True)
        message = explain(error)
        self.error.setText(f"{message.text} {message.hint}".strip())

    def reject(self) -> None:
        """Close without keeping anything; not while it is being stored."""
        if self.isEnabled():
            super().reject()
