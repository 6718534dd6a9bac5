"""Every page and dialog for eyes, ears and hands that need more than the usual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from desktop.kernel.clock import SystemClock
from desktop.kernel.settings import Settings
from desktop.storage.keyring import CHEAP
from desktop.storage.open_ledger import OperatorInfo
from desktop.storage.quick_key import QuickKey
from desktop.ui.dialogs.history import HistoryDialog
from desktop.ui.dialogs.keyboard import KeyboardDialog
from desktop.ui.dialogs.pin import PinDialog
from desktop.ui.main_window.navigation import NAMES
from desktop.ui.main_window.window import MainWindow
from desktop.ui.pages.lock import LockPage
from desktop.ui.pages.login import LoginPage
from desktop.ui.pages.welcome import WelcomePage
from desktop.ui.shell.jobs import Runner
from desktop.ui.shell.language import speak
from desktop.ui.shell.theme import Theme, apply_theme
from desktop.ui.widgets.panels import EmptyState
from tests.support.accessible import clipped, faces, nameless, unreached
from tests.support.demo_office import OPERATOR, PASSPHRASE, program
from tests.support.real_window import idle, real_window

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.ui.pages.front import FrontPage


def _settled(window: MainWindow, name: str, qtbot: QtBot) -> Any:
    page: Any = window.show_page(name)
    idle(window, qtbot)
    qtbot.wait(30)
    idle(window, qtbot)
    return page


def test_every_control_of_every_page_has_role_and_name(real: MainWindow, qtbot: QtBot) -> None:
    wrong = {}
    for name in NAMES:
        page = _settled(real, name, qtbot)
        found = nameless(page)
        if name == "exchange":
            for number in range(page.tabs.count()):
                page.tabs.setCurrentIndex(number)
                found += nameless(page)
        if found:
            wrong[name] = sorted(set(found))
    around = nameless(real.navigation) + nameless(real.places)
    assert not wrong
    assert not around


@pytest.mark.parametrize("name", ["today", "stages", "acceptance"])
def test_every_tab_and_section_has_names_and_is_reached(
    real: MainWindow, qtbot: QtBot, name: str
) -> None:
    quarters = real.desk.office.reading.quarters()
    begun = max(quarters, key=lambda quarter: quarter.progress.water_done)
    real.desk.choose(begun.id)
    page = _settled(real, name, qtbot)
    real.activateWindow()
    qtbot.waitUntil(real.isActiveWindow)
    wrong = {}
    for face in faces(page):
        idle(real, qtbot)
        qtbot.wait(10)
        found = nameless(page) + unreached(page, real.search)
        if found:
            wrong[face] = sorted(set(found))
    assert not wrong, "\n".join(f"{face}: {line}" for face in wrong for line in wrong[face])


def test_tab_reaches_every_control_and_is_never_trapped(real: MainWindow, qtbot: QtBot) -> None:
    wrong = {}
    for name in NAMES:
        page = _settled(real, name, qtbot)
        real.activateWindow()
        qtbot.waitUntil(real.isActiveWindow)
        if name == "ledger":
            page.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a sheet keeps Tab for its cells
        missed = unreached(page, real.search)
        if missed:
            wrong[name] = missed
    assert not wrong, "\n".join(f"{name}: {line}" for name in wrong for line in wrong[name])


@pytest.mark.parametrize("scale", [100, 150, 200, 250])
def test_no_word_is_cut_off_at_any_size(
    real: MainWindow, dressed: QApplication, qtbot: QtBot, scale: int
) -> None:
    wrong = {}
    for spoken, theme in (("zh_CN", "light"), ("en", "dark")):
        speak(dressed, spoken)
        apply_theme(dressed, Theme(theme, scale))
        window = MainWindow(real.desk)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        for name in ("today", "settings"):
            page = _settled(window, name, qtbot)
            qtbot.wait(50)
            found = clipped(page) + clipped(window.navigation)
            if found:
                wrong[f"{name} {spoken}"] = sorted(set(found))
        window.close()
    told = "\n".join(f"{name}: {line}" for name in wrong for line in wrong[name])
    assert not wrong, told


@pytest.mark.parametrize("page", ["welcome", "login", "lock"])
@pytest.mark.parametrize("scale", [100, 250])
def test_the_first_pages_fit_and_have_names(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, page: str, scale: int
) -> None:
    apply_theme(dressed, Theme("light", scale))
    runner = Runner()
    made = _front(page, tmp_path, runner)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.wait(50)
    wrong = clipped(made) + nameless(made) + unreached(made, made.help)
    runner.stop()
    assert not wrong
    if scale == 100:
        assert made.minimumSizeHint().height() <= 768


def _front(page: str, folder: Path, runner: Runner) -> FrontPage:
    use = program(folder)
    if page == "welcome":
        return WelcomePage(use, Settings(), runner)
    if page == "login":
        return LoginPage(folder / "a.hubiao", OPERATOR, use, runner)
    who = OperatorInfo("a" * 32, OPERATOR, 2)
    key = QuickKey("1" * 32, who, bytes(32), "2580", clock=SystemClock(), cost=CHEAP)
    return LockPage(folder / "a.hubiao", key, use, runner)


@pytest.mark.parametrize("name", ["history", "pin", "keyboard"])
def test_the_shells_dialogs_can_be_walked(real: MainWindow, qtbot: QtBot, name: str) -> None:
    household = real.desk.office.reading.household_rows(
        real.desk.office.reading.household_numbers()[:1]
    )[0].id
    made: dict[str, Callable[[], QDialog]] = {
        "history": lambda: HistoryDialog(real.desk, household, real),
        "pin": lambda: PinDialog(real.desk, real),
        "keyboard": lambda: KeyboardDialog(real.keyboard_map(), real),
    }
    dialog = made[name]()
    dialog.show()
    idle(real, qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    buttons: list[Any] = list(dialog.findChildren(QPushButton))
    wrong = nameless(dialog) + clipped(dialog) + unreached(dialog, buttons[-1])
    dialog.close()
    assert not wrong


def test_an_empty_ledger_says_on_every_page_what_to_do(
    dressed: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    use = program(tmp_path)
    path = tmp_path / "empty.hubiao"
    use.create(
        path, office_name="翠湖街道", street_code="420117002", operator=OPERATOR,
        passphrase=PASSPHRASE,
    )  # fmt: skip
    silent = {}
    with real_window(dressed, tmp_path, qtbot, ledger=path) as window:
        for name in NAMES:
            page = _settled(window, name, qtbot)
            states: list[Any] = [w for w in page.findChildren(EmptyState) if w.isVisible()]
            texts: list[Any] = [w for w in page.findChildren(QLabel) if w.isVisible()]
            said = " ".join(label.text() for label in texts)
            if name in {"settings", "exchange"}:
                continue  # there everything can be done with an empty ledger
            if not states and "导入住户名册" not in said:
                silent[name] = said[:120]
    assert not silent
