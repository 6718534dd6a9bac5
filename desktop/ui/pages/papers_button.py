"""One button for what comes on paper and in cameras, and for the end of the day."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton

from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current


class PapersButton(QToolButton):
    """A menu of the dialogs of the day.

    Signals:
        asked: name of the dialog, as ``Desk.tool_asked`` takes it.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setText(tr("Paper and photos"))
        self.setAccessibleName(self.text())
        self.setProperty("code", True)
        self.setMinimumHeight(current().measure("touch"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for name, text in (
            ("sheets", tr("Print household sheets…")),
            ("scans", tr("File and type back scans…")),
            ("photos", tr("Phone photos…")),
            ("day-end", tr("End of the day…")),
        ):
            menu.addAction(text).triggered.connect(partial(self._ask, name))
        self.setMenu(menu)

    def _ask(self, name: str, _checked: bool = False) -> None:
        self.asked.emit(name)
