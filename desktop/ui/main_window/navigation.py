"""The pages of the program, an icon and a word each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from desktop.domain.profile import Profile
from desktop.ui.shell.icons import icon
from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

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

DISTRICT_PAGES = ("streets", "annual_plan")
"""Pages that only a district's ledger has."""
_DISTRICT = (*DISTRICT_PAGES, "quarters", "ledger", "settings")


def names_of(profile: Profile) -> tuple[str, ...]:
    """Return the pages of a ledger, the one to begin with first: a district goes to no doors."""
    return _DISTRICT if profile is Profile.DISTRICT else NAMES


def title(name: str) -> str:
    """Return the word of a page."""
    return {
        "streets": tr("Streets"),
        "annual_plan": tr("Annual plan"),
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

    def __init__(self, names: Sequence[str] = NAMES) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName(tr("Pages"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(0)
        group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for number, name in enumerate(names, 1):
            if name == "settings":
                layout.addStretch(1)
            button = self._button(name, number)
            group.addButton(button)
            self.buttons[name] = button
            layout.addWidget(button)

    def show_page(self, name: str) -> None:
        """Mark the page that is in front."""
        if name in self.buttons:  # a district opens a door without a page of its own for it
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
