"""The whole program on a demo office of its own: what a person has before them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.kernel.settings import Settings, save_settings
from desktop.ui.application import Controller, WindowContext
from tests.support.demo_office import OPERATOR, PASSPHRASE, demo_office, program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow

PATIENCE = 20_000


@contextmanager
def real_window(
    app: QApplication, folder: Path, qtbot: QtBot, *, ledger: Path | None = None
) -> Iterator[MainWindow]:
    """Open ``ledger`` (the demo office of 60 households when none is given) in a real window."""
    path = demo_office(folder) if ledger is None else ledger
    save_settings(folder / "settings.json", Settings(language="zh_CN", theme="light"))
    context = WindowContext(program(folder), folder / "settings.json", path, OPERATOR, None)
    controller = Controller(context, app)
    try:
        controller.open(path, OPERATOR, PASSPHRASE)
        assert controller.window is not None
        assert controller.office is not None
        # The tests of backups make their own; here it would be most of the time.
        controller.office._ledger.backup_at_close = False
        idle(controller.window, qtbot)
        yield controller.window
    finally:
        controller.dismiss()


def idle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until everything asked for has been answered and stored."""
    qtbot.waitUntil(lambda: not window.desk.runner.busy, timeout=PATIENCE)
