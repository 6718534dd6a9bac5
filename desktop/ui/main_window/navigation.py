"""The pages of the program, an icon and a word each."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from desktop.ui.shell.icons import icon
from desktop.ui.shell.language import tr

NAMES = (
    "today",
    "quarters",
    "survey",
    "ledger",
    "stages",
    "acceptance",
    "forms",
    "exchange",
    "settings",
)


def title(name: str) -> str:
    """Return the word of a page."""
    return {
        "today": tr("Today"),
        "quarters": tr("Quarters"),
        "survey": tr("Survey"),
        "ledger": tr("Ledger"),
        "stages": tr("Stages"),
        "acceptance": tr("Acceptance"),
        "forms": tr("Forms"),
        "exchange": tr("Exchange"),
        "settings": tr("Settings"),
    }[name]


class Navigation(QFrame):
    """The column of pages on the left.

    Signals:
        chosen: name of the page a person asked for.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName(tr("Pages"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(0)
        group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for number, name in enumerate(NAMES, 1):
            if name == "settings":
                layout.addStretch(1)
            button = self._button(name, number)
            group.addButton(button)
            self.buttons[name] = button
            layout.addWidget(button)

    def show_page(self, name: str) -> None:
        """Mark the page that is in front."""
        self.buttons[name].setChecked(True)

    def _button(self, name: str, number: int) -> QToolButton:
        button = QToolButton()
        button.setText(title(name))
        button.setAccessibleName(title(name))
        button.setIcon(icon(name))
        button.setIconSize(QSize(20, 20))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setShortcut(f"Alt+{number}")
        button.setToolTip(f"{title(name)}  (Alt+{number})")
        button.clicked.connect(lambda *_: self.chosen.emit(name))
        return button
