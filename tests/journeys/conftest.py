"""The real window for journeys through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.ui.shell.language import speak
from desktop.ui.shell.theme import Theme, apply_theme
from tests.support.leftovers import clear_leftovers
from tests.support.real_window import real_window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow


@pytest.fixture(autouse=True)
def _nothing_stays() -> Iterator[None]:
    yield
    clear_leftovers()


@pytest.fixture
def real(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on the real services over a demo office of 60 households."""
    speak(qapp, "zh_CN")
    apply_theme(qapp, Theme())
    with real_window(qapp, tmp_path, qtbot) as made:
        yield made
