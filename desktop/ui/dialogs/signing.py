"""Signing an issued form: on paper first, then by hand on the screen, then by certificate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from desktop.ui.dialogs.sign_by_key import SignByKey
from desktop.ui.dialogs.sign_on_paper import SignOnPaper
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from desktop.ui.shell.desk import Desk


def offer_signing(parent: QWidget, desk: Desk, form: Mapping[str, Any]) -> SigningDialog:
    """Open what signs an issued form, and return it; ``accepted`` says that it was signed.

    Args:
        parent: the page that asks.
        desk: everything behind it; what was signed is published as ``handover_form``.
        form: a row of ``Forms.issued``: ``document_no``, ``file_name``, ``open`` parties …
    """
    dialog = SigningDialog(desk, form, parent)
    dialog.open()
    return dialog


class SigningDialog(QDialog):
    """Three ways on three pages; files dropped anywhere are taken back.

    Signals:
        print_asked: the form is to go to the printer.
    """

    print_asked = Signal()

    def __init__(self, desk: Desk, form: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        folder = Path(desk.office.session.ledger_path).resolve().parent / "forms"
        self.setWindowTitle(tr("Sign and seal {number}", number=form["document_no"]))
        self.resize(860, 520)
        self.setMinimumWidth(720)
        self.setAcceptDrops(True)
        self.paper = SignOnPaper(desk, form)
        self.ink = SignByKey(desk, form, folder, ink=True)
        self.key = SignByKey(desk, form, folder)
        self.paper.print_asked.connect(self.print_asked)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.paper, tr("On paper"))
        self.tabs.addTab(self.ink, tr("On the screen"))
        self.tabs.addTab(self.key, tr("By certificate"))
        for each in (self.paper, self.ink, self.key):
            each.recorded.connect(self._recorded)
        layout = QVBoxLayout(self)
        title = str(form.get("title") or form["form_type"])
        layout.addWidget(label(f"{title}  {form['document_no']}", "heading", wrap=True))
        layout.addWidget(self.tabs, 1)
        layout.addLayout(row(button(tr("Close"), self.reject)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let files in."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take back what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.tabs.setCurrentWidget(self.paper)
            self.paper.take(paths)

    def _recorded(self, said: str) -> None:
        self._desk.messages.notice(said)
        self.accept()
