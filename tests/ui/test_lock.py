"""The quick lock: covered at once, keys gone, back by PIN within the hour, else by passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.kernel.settings import Settings, save_settings
from desktop.ui.application import Controller, WindowContext
from desktop.ui.dialogs.pin import PinDialog
from desktop.ui.pages.lock import LockPage
from desktop.ui.pages.login import LoginPage
from tests.support.demo_office import OPERATOR, PASSPHRASE, demo_office, program
from tests.support.real_window import idle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

LONG = 20_000
PIN = "2580"


@pytest.fixture
def controller(dressed: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Controller]:
    ledger = demo_office(tmp_path)
    save_settings(tmp_path / "settings.json", Settings(language="zh_CN", theme="light"))
    context = WindowContext(program(tmp_path), tmp_path / "settings.json", ledger, OPERATOR, None)
    made = Controller(context, dressed)
    made.open(ledger, OPERATOR, PASSPHRASE)
    assert made.window is not None
    idle(made.window, qtbot)
    yield made
    made.dismiss()


def _set_pin(controller: Controller, qtbot: QtBot, pin: str = PIN) -> None:
    assert controller.window is not None
    controller.window.set_pin()
    dialog: Any = controller.window.findChild(PinDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    for line in (dialog.first, dialog.second):
        line.setFocus()
        for digit in pin:
            QTest.mouseClick(dialog.keypad.keys[digit], Qt.MouseButton.LeftButton)
    dialog.take()
    qtbot.waitUntil(lambda: controller.quick.key is not None, timeout=LONG)


def _lock_page(controller: Controller) -> LockPage:
    page = controller.front
    assert isinstance(page, LockPage)
    return page


def _try(controller: Controller, pin: str, qtbot: QtBot) -> None:
    page = _lock_page(controller)
    page.show_error("")
    for digit in pin:
        QTest.mouseClick(page.keypad.keys[digit], Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: (
            controller.window is not None or controller.front is not page or bool(page.error.text())
        ),
        timeout=LONG,
    )


def test_a_pin_set_by_taps_opens_the_window_again(controller: Controller, qtbot: QtBot) -> None:
    _set_pin(controller, qtbot)
    controller.lock()
    assert (controller.office, controller.window) == (None, None)
    _try(controller, PIN, qtbot)
    assert controller.window is not None
    assert controller.window.desk.office.session.operator_name == OPERATOR
    controller.lock()
    assert isinstance(controller.front, LockPage), "a PIN lasts for the whole sign-in"


def test_the_lock_covers_at_once_and_drops_the_keys(controller: Controller, qtbot: QtBot) -> None:
    _set_pin(controller, qtbot)
    office, window = controller.office, controller.window
    assert office is not None
    assert window is not None
    ledger: Any = office._ledger
    controller.lock()
    assert controller.front is not None
    assert controller.front.isVisible()
    qtbot.waitUntil(lambda: not controller.doorway.ready_runner().busy, timeout=LONG)
    assert ledger.key == ledger._journal_key == b""


def test_five_wrong_pins_ask_for_the_passphrase(controller: Controller, qtbot: QtBot) -> None:
    _set_pin(controller, qtbot)
    controller.lock()
    for left in (4, 3, 2, 1):
        _try(controller, "9182", qtbot)
        assert f"还可以试 {left} 次" in _lock_page(controller).error.text()
    _try(controller, "9182", qtbot)
    qtbot.waitUntil(lambda: type(controller.front) is LoginPage)
    assert controller.front is not None
    assert "PIN 已失效" in controller.front.error.text()
    assert controller.quick.key is None


def test_sleep_locks_and_only_the_passphrase_opens(controller: Controller, qtbot: QtBot) -> None:
    _set_pin(controller, qtbot)
    controller.watch._last -= 600  # ten minutes without a beat
    controller.watch.feel()
    assert controller.window is None
    assert isinstance(controller.front, LoginPage)
    assert controller.quick.key is None


def test_sleep_while_locked_ends_the_pin(controller: Controller, qtbot: QtBot) -> None:
    _set_pin(controller, qtbot)
    controller.lock()
    assert _lock_page(controller).isVisible()
    controller.watch._last -= 600
    controller.watch.feel()
    assert type(controller.front) is LoginPage


def test_after_an_hour_the_lock_page_asks_for_the_passphrase(
    controller: Controller, qtbot: QtBot
) -> None:
    from datetime import timedelta

    _set_pin(controller, qtbot)
    controller.lock()
    key: Any = controller.quick.key
    key._locked_at -= timedelta(minutes=61)
    controller.watch.feel()
    assert isinstance(controller.front, LoginPage)


def test_without_a_pin_the_passphrase_is_asked_and_a_pin_offered_once(
    controller: Controller, qtbot: QtBot
) -> None:
    for offered in (True, False):
        controller.lock()
        page = controller.front
        assert isinstance(page, LoginPage)
        page.passphrase.setText(PASSPHRASE)
        page.sign_in()
        qtbot.waitUntil(lambda: controller.window is not None, timeout=LONG)
        assert controller.window is not None
        assert controller.window.banner.isVisibleTo(controller.window) is offered
        idle(controller.window, qtbot)


def test_a_passphrase_ends_the_pin_that_was_set_before(
    controller: Controller, qtbot: QtBot
) -> None:
    _set_pin(controller, qtbot)
    controller.lock()
    QTest.mouseClick(_lock_page(controller).back, Qt.MouseButton.LeftButton)
    page = controller.front
    assert isinstance(page, LoginPage)
    assert controller.quick.key is None


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [("12", "12", "4 到 8 位"), ("1111", "1111", "太容易"), ("2580", "2581", "不一样")],
)
def test_a_bad_pin_is_told_and_sets_nothing(
    controller: Controller, first: str, second: str, said: str
) -> None:
    assert controller.window is not None
    controller.window.set_pin()
    dialog: Any = controller.window.findChild(PinDialog)
    dialog.first.setText(first)
    dialog.second.setText(second)
    QTest.keyClick(dialog.second, Qt.Key.Key_Return)
    assert said in dialog.error.text()
    assert controller.quick.key is None


def test_what_was_typed_stands_there_again_after_the_pin(
    controller: Controller, qtbot: QtBot
) -> None:
    _set_pin(controller, qtbot)
    window = controller.window
    assert window is not None
    window.desk.drafts["household", "x", "remarks"] = "half a sentence"
    controller.lock()
    _try(controller, PIN, qtbot)
    assert controller.window is not None
    assert controller.window.desk.drafts["household", "x", "remarks"] == "half a sentence"


def test_letters_are_no_part_of_a_pin(controller: Controller, qtbot: QtBot) -> None:
    _set_pin(controller, qtbot)
    controller.lock()
    page = _lock_page(controller)
    assert isinstance(page.pin, QLineEdit)
    QTest.keyClicks(page.pin, "2a5 8-0")
    assert page.pin.text() == "2580"
    QTest.mouseClick(page.keypad.keys["⌫"], Qt.MouseButton.LeftButton)
    assert page.pin.text() == "258"
    QTest.mouseClick(page.keypad.keys["C"], Qt.MouseButton.LeftButton)
    assert page.pin.text() == ""
