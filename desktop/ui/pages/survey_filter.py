"""Which doors stay bright, each choice with its count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton

from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.elevation import Elevation, Show
from desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Mapping


def _names() -> Mapping[Show, str]:
    return {
        Show.ALL: tr("All"),
        Show.NOT_VISITED: tr("Not visited"),
        Show.NOBODY_HOME: tr("Nobody home"),
        Show.NOT_MET: tr("Not met"),
        Show.REFUSED: tr("Refused"),
        Show.CONSENT_OPEN: tr("Consent open"),
    }


class SurveyFilter(QFrame):
    """One button per kind of door.

    Signals:
        picked: a :class:`~desktop.ui.viewmodels.elevation.Show`.
    """

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        layout = FlowLayout(self)
        group = QButtonGroup(self)
        self._buttons: dict[Show, QToolButton] = {}
        for show, name in _names().items():
            made = QToolButton()
            made.setText(f"{name}\n0")
            made.setCheckable(True)
            made.setProperty("code", True)
            made.setMinimumHeight(current().measure("touch"))
            made.setAccessibleName(tr("Show only: {name}", name=name))
            made.clicked.connect(lambda *_, show=show: self.picked.emit(show))
            group.addButton(made)
            layout.addWidget(made)
            self._buttons[show] = made
        self._buttons[Show.ALL].setChecked(True)

    def button(self, show: Show) -> QToolButton:
        """Return the button of a choice."""
        return self._buttons[show]

    def count(self, house: Elevation) -> None:
        """Write how many doors each choice leaves bright.

        The number stands below the name: buttons keep their width, and the drawing its place.
        """
        for show, name in _names().items():
            self._buttons[show].setText(f"{name}\n{house.count(show)}")
