"""A desk over an invented office, and one dressed application."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.kernel.settings import Settings
from desktop.ui.main_window.window import MainWindow
from desktop.ui.shell.change_bus import ChangeBus
from desktop.ui.shell.desk import Desk
from desktop.ui.shell.jobs import Runner
from desktop.ui.shell.language import speak
from desktop.ui.shell.messages import Messages
from desktop.ui.shell.theme import Theme, apply_theme, dress
from tests.support.fake_office import FakeOffice, fake_office
from tests.support.leftovers import clear_leftovers
from tests.support.real_window import real_window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this whenever a window has a least size; no screen does."""
    for item in items:
        if "/ui/" in str(item.path):
            item.add_marker(
                pytest.mark.qt_log_ignore(r"propagateSizeHints|support raise|grabbing the keyboard")
            )


@pytest.fixture(autouse=True)
def _nothing_stays() -> Iterator[None]:
    yield
    clear_leftovers()


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    speak(qapp, "zh_CN")
    apply_theme(qapp, Theme())
    return qapp


@pytest.fixture
def office() -> FakeOffice:
    return fake_office()


@pytest.fixture
def desk(dressed: QApplication, office: FakeOffice) -> Iterator[Desk]:
    del dressed
    runner = Runner()
    made = Desk(office, runner, ChangeBus(), Messages(), Settings())  # type: ignore[arg-type]
    yield made
    runner.stop()


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    made = MainWindow(desk)
    dress(made)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def real(dressed: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on the real services over a demo office of 60 households."""
    with real_window(dressed, tmp_path, qtbot) as made:
        yield made
