"""The frame of the pages before a ledger is open: a calm card in the middle."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.shell.icons import icon
from desktop.ui.shell.keys import sequences, shown
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.widgets.panels import button, label

_WIDTH, _WIDEST = 520, 960
_ROOMY = 150  # per cent of type up to which a picture has room


class FrontPage(QWidget):
    """A window of its own with one card.

    Attributes:
        page: name of the page, as help knows it.
    """

    page = ""

    def __init__(self, heading: str, text: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=True)
        self.setWindowTitle(tr("Hubiao"))
        self.setWindowIcon(icon("app", "accent"))
        self.resize(1366, 768)
        picture = QLabel()
        picture.setPixmap(icon("app", "accent").pixmap(QSize(40, 40)))
        self.card = QFrame()
        self.card.setObjectName("card")
        self.card.setFixedWidth(min(_WIDEST, round(_WIDTH * current().scale / 100)))
        self.box = QVBoxLayout(self.card)
        self.box.setContentsMargins(32, 28, 32, 28)
        self.box.setSpacing(12)
        if current().scale <= _ROOMY:
            self.box.addWidget(picture)
        self.box.addWidget(label(heading, "title", wrap=True))
        self.box.addWidget(label(text, "muted", wrap=True))
        grid = QGridLayout(self)
        grid.addWidget(self.card, 0, 0, Qt.AlignmentFlag.AlignCenter)
        self.error = label("", "error", wrap=True)
        self.error.hide()

        key = QAction(tr("Help"), self)
        key.setShortcuts(sequences("help"))
        key.triggered.connect(lambda *_: self.show_help())
        self.addAction(key)
        self.help = button(tr("Help"), self.show_help)
        self.help.setToolTip(shown("help"))
        grid.addWidget(self.help, 1, 0, Qt.AlignmentFlag.AlignRight)

    def show_help(self) -> None:
        """Say what this page is for."""
        from desktop.ui.dialogs.help import HelpDialog

        HelpDialog(self.page, self).open()

    def show_error(self, text: str) -> None:
        """Say what went wrong, in words, where it happened."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
