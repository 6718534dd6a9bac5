"""Paper, photos and the end of the day: the dialogs that any page may ask for by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.ui.shell.desk import Desk

_BESIDE = 500
"""Pixels of the card beside a scanned page."""


class Paperwork(QObject):
    """Opens them over the window, each imported when it is first asked for.

    Attributes:
        tools: name, as ``Desk.tool_asked`` gives it → what opens it.
    """

    def __init__(self, desk: Desk, window: QWidget, selected: Callable[[], Sequence[str]]) -> None:
        """Keep where to open them; ``selected`` returns the doors chosen on the page in front."""
        super().__init__(window)
        self._desk, self._window, self._selected = desk, window, selected
        self.tools: Mapping[str, Callable[[], object]] = {
            "day-end": self.end_day,
            "sheets": self.print_sheets,
            "scans": self.take_scans,
            "photos": self.bring_photos,
        }
        self._desk.tool_asked.connect(self.open)

    def open(self, name: str) -> None:
        """Open the dialog called ``name``."""
        self.tools[name]()

    def end_day(self) -> None:
        """Show what today left open, and print tomorrow's doors."""
        from desktop.ui.dialogs.day_end import DayEndDialog

        DayEndDialog(self._desk, self._window).open()

    def print_sheets(self) -> None:
        """Print household sheets, of the selected doors when there are any."""
        from desktop.ui.dialogs.print_sheets import PrintSheetsDialog

        PrintSheetsDialog(self._desk, self._window, selected=self._selected()).open()

    def take_scans(self) -> None:
        """File scanned sheets and type them back beside the page."""
        from desktop.ui.dialogs.scans import ScansDialog
        from desktop.ui.pages.visit_card import VisitCard

        card = VisitCard(self._desk)
        card.setMinimumWidth(_BESIDE)
        dialog = ScansDialog(self._desk, self._window, card=card)
        card.next_asked.connect(dialog.typing.finish)
        dialog.showMaximized()

    def bring_photos(self) -> None:
        """Copy a phone's photos to their doors and file what waits."""
        from desktop.ui.dialogs.photo_tray import PhotoTrayDialog

        PhotoTrayDialog(self._desk, self._window).open()
