"""F1 before a ledger is open: the help of a first page in a dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from desktop.ui.shell.help_texts import help_text
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, row


class HelpDialog(QDialog):
    """The words of one page."""

    def __init__(self, page: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Help"))
        self.resize(560, 480)
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Help"))
        self.text.setOpenLinks(False)
        self.text.setMarkdown(help_text(page))
        layout = QVBoxLayout(self)
        layout.addWidget(self.text, 1)
        layout.addLayout(row(button(tr("Close"), self.accept, main=True)))
