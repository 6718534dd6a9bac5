"""A part of a page that is shown before it has a parent flashes as a window of its own."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop.ui.main_window.navigation import NAMES
from tests.support.real_window import idle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow


class Lookout(QObject):
    """Notes every window that appears, and where in the program."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - name of Qt
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, QMainWindow)
        ):
            where = [f for f in traceback.extract_stack() if "/desktop/" in f.filename][-1:]
            place = "".join(f"{f.filename.rpartition('/desktop/')[2]}:{f.lineno}" for f in where)
            self.seen.append(f"{type(watched).__name__} {place}")
        return False


def test_no_page_flashes_parts_of_itself_as_windows(
    real: MainWindow, dressed: QApplication, qtbot: QtBot
) -> None:
    lookout = Lookout()
    dressed.installEventFilter(lookout)
    try:
        for name in NAMES:
            real.show_page(name)
            idle(real, qtbot)
            qtbot.wait(60)
    finally:
        dressed.removeEventFilter(lookout)
    assert sorted(set(lookout.seen)) == []
