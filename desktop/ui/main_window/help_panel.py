"""F1: the help of the page in front, beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout

from desktop.ui.shell.help_texts import help_text
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row


class HelpPanel(QFrame):
    """The words of one page.

    Attributes:
        page: name of the page it speaks of.

    Signals:
        keyboard_asked: the keyboard map is asked for.
        left: the panel is to go.
    """

    keyboard_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.page = ""
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Help"))
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self._close = button(tr("Close"), self.left.emit)
        head = row(label(tr("Help"), "heading"))
        head.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addLayout(head)
        layout.addWidget(self.text, 1)
        layout.addLayout(row(button(tr("Keyboard map"), self.keyboard_asked.emit)))
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("字") * 18)
        self.hide()

    def show_page(self, page: str) -> None:
        """Speak of another page."""
        if page != self.page:
            self.page = page
            self.text.setMarkdown(help_text(page))
