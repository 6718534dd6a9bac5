"""The scanner is caught wherever the focus is; a person typing is never disturbed."""

from __future__ import annotations

import itertools
import random
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.kernel.settings import Settings
from desktop.ui.shell.scanner import GAP, Scanner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

ASSET = "4230009000000000012345"
NOW = itertools.count(1_000, 10_000)


class Person:
    """Presses keys as a window system reports them: with the time of the key."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._clock = next(NOW)

    def key(self, key: int, text: str = "", *, after: int, to: QObject | None = None) -> None:
        self._clock += after
        target = to or QApplication.focusWidget()
        assert target is not None
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        for offset, kind in enumerate(kinds):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(self._clock + offset)
            QApplication.sendEvent(target, event)

    def type(self, text: str, *, gap: int) -> None:
        for character in text:
            self.key(ord(character.upper()), character, after=gap)

    def scan(self, text: str, *, end: Qt.Key | None = Qt.Key.Key_Return, gap: int = 8) -> None:
        self._clock += 2_000
        self.type(text, gap=gap)
        if end is not None:
            self.key(end, "\r", after=gap)


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def heard(dressed: QApplication, settings: Settings) -> Iterator[list[str]]:
    scanner = Scanner(dressed, settings)
    found: list[str] = []
    scanner.scanned.connect(found.append)
    yield found
    scanner.deleteLater()


@pytest.fixture
def person(dressed: QApplication) -> Person:
    return Person(dressed)


@pytest.fixture
def field(qtbot: QtBot, heard: list[str]) -> Iterator[QLineEdit]:
    window = QWidget()
    layout = QVBoxLayout(window)
    made = QLineEdit()
    layout.addWidget(made)
    second = QLineEdit()
    second.setObjectName("second")
    layout.addWidget(second)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus()
    yield made
    window.close()


def settled(qtbot: QtBot) -> None:
    qtbot.wait(GAP * 3)


def test_a_code_is_told_and_nothing_of_it_stays_in_the_field(
    field: QLineEdit, person: Person, heard: list[str], qtbot: QtBot
) -> None:
    returns: list[int] = []
    field.returnPressed.connect(lambda: returns.append(1))
    field.setText("王秀兰")
    person.scan(ASSET)
    settled(qtbot)
    assert heard == [ASSET]
    assert field.text() == "王秀兰"
    assert not returns


@pytest.mark.parametrize("end", [Qt.Key.Key_Tab, Qt.Key.Key_Enter])
def test_tab_ends_a_code_too_and_moves_no_focus(
    field: QLineEdit, person: Person, heard: list[str], end: Qt.Key
) -> None:
    person.scan("W26000123", end=end)
    assert heard == ["W26000123"]
    assert field.hasFocus()


def test_a_code_without_an_end_is_told_after_a_pause(
    field: QLineEdit, person: Person, heard: list[str], qtbot: QtBot
) -> None:
    person.scan(ASSET, end=None)
    assert heard == []
    qtbot.waitUntil(lambda: heard == [ASSET], timeout=2_000)
    assert field.text() == ""


def test_an_enter_that_comes_late_presses_nothing(
    field: QLineEdit, person: Person, heard: list[str], qtbot: QtBot
) -> None:
    returns: list[int] = []
    field.returnPressed.connect(lambda: returns.append(1))
    person.scan(ASSET, end=None)
    qtbot.waitUntil(lambda: heard == [ASSET], timeout=2_000)
    person.key(Qt.Key.Key_Return, "\r", after=120)
    assert not returns
    person.key(Qt.Key.Key_Return, "\r", after=120)
    assert returns == [1]


@pytest.mark.parametrize("gap", [36, 60, 110, 250])
def test_a_person_types_without_loss_or_reordering(
    field: QLineEdit, person: Person, heard: list[str], qtbot: QtBot, gap: int
) -> None:
    text = "No 4230-0091, Wang"
    for character in text:
        person.key(ord(character.upper()), character, after=gap)
        if gap > 100:
            qtbot.wait(GAP // 4)
    settled(qtbot)
    assert field.text() == text
    assert heard == []


def test_any_rhythm_of_a_person_arrives_as_it_was_typed(
    field: QLineEdit, person: Person, heard: list[str], qtbot: QtBot
) -> None:
    """Rolls of up to five keys, pauses, spaces and Enter in between: nothing lost, none moved."""
    dice = random.Random(11)
    typed, returns = "", 0
    field.returnPressed.connect(lambda: field.insert("|"))
    for _ in range(60):
        word = "".join(dice.choice("abc123-/") for _ in range(dice.randrange(1, 6)))
        person.key(ord(word[0].upper()), word[0], after=dice.randrange(GAP + 1, 300))
        person.type(word[1:], gap=dice.randrange(1, GAP + 1))
        typed += word
        if dice.random() < 0.3:
            person.key(Qt.Key.Key_Return, "\r", after=dice.randrange(1, 200))
            typed, returns = typed + "|", returns + 1
        if dice.random() < 0.2:
            qtbot.wait(dice.randrange(1, 70))
    settled(qtbot)
    assert returns
    assert field.text() == typed
    assert heard == []


def test_rolling_fingers_are_no_scanner(
    field: QLineEdit, person: Person, heard: list[str], qtbot: QtBot
) -> None:
    for word in ("abcde", "12345", "ghijk"):
        person.type(word, gap=12)
        person.key(Qt.Key.Key_Space, " ", after=90)
    settled(qtbot)
    assert field.text() == "abcde 12345 ghijk "
    assert heard == []


def test_what_began_as_typing_does_not_become_half_a_code(
    field: QLineEdit, person: Person, heard: list[str], qtbot: QtBot
) -> None:
    """The window was busy and let the first keys go: the rest follows them, no code is told."""
    person.type("423", gap=8)
    settled(qtbot)
    assert field.text() == "423"
    person.type("0009000123", gap=8)
    settled(qtbot)
    assert field.text() == "4230009000123"
    assert heard == []


def test_a_window_that_was_busy_in_the_middle_of_a_code_hears_it_whole(
    field: QLineEdit, person: Person, heard: list[str], qtbot: QtBot
) -> None:
    person.type("42300", gap=8)
    time.sleep(0.08)
    QApplication.processEvents()  # the pause is over, but the keys stood in the queue all along
    person.type("09000123", gap=8)
    person.key(Qt.Key.Key_Return, "\r", after=8)
    settled(qtbot)
    assert heard == ["4230009000123"]
    assert field.text() == ""


def test_backspace_and_arrows_keep_their_place_among_the_letters(
    field: QLineEdit, person: Person, qtbot: QtBot
) -> None:
    person.type("abc", gap=20)
    person.key(Qt.Key.Key_Backspace, "\b", after=20)
    person.type("d", gap=20)
    person.key(Qt.Key.Key_Left, after=20)
    person.type("e", gap=20)
    settled(qtbot)
    assert field.text() == "abed"


def test_an_input_methods_words_pass_untouched_and_in_order(
    field: QLineEdit, person: Person, heard: list[str], qtbot: QtBot
) -> None:
    person.type("3", gap=100)
    for word in ("王秀兰", "一二三四五六七八"):
        composing = QInputMethodEvent("wangxiulan", [])
        QApplication.sendEvent(field, composing)
        commit = QInputMethodEvent("", [])
        commit.setCommitString(word)
        QApplication.sendEvent(field, commit)
    assert field.text() == "3王秀兰一二三四五六七八"
    settled(qtbot)
    assert heard == []


def test_a_click_elsewhere_does_not_carry_letters_along(
    field: QLineEdit, person: Person, qtbot: QtBot
) -> None:
    other: QLineEdit = field.window().findChild(QLineEdit, "second")  # type: ignore[assignment]
    person.type("7", gap=100)
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    settled(qtbot)
    assert (field.text(), other.text()) == ("7", "")


def test_a_held_key_repeats_as_ever(field: QLineEdit, person: Person, heard: list[str]) -> None:
    clock = 9_000_000
    for number in range(12):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_8, Qt.KeyboardModifier.NoModifier, "8", number > 0
        )
        event.setTimestamp(clock + number * 30)
        QApplication.sendEvent(field, event)
    assert field.text() == "8" * 12
    assert heard == []


def test_passwords_are_never_held(field: QLineEdit, person: Person, heard: list[str]) -> None:
    field.setEchoMode(QLineEdit.EchoMode.Password)
    person.type("secret123", gap=5)
    assert field.text() == "secret123"
    assert heard == []


def test_keys_made_by_a_program_are_not_a_scanners(field: QLineEdit, heard: list[str]) -> None:
    QTest.keyClicks(field, ASSET)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == ASSET
    assert heard == []


def test_the_switch_turns_it_off(
    field: QLineEdit, person: Person, heard: list[str], settings: Settings
) -> None:
    settings.scanner = False
    person.scan(ASSET)
    assert field.text() == ASSET
    assert heard == []


def test_two_codes_in_a_row_are_two(field: QLineEdit, person: Person, heard: list[str]) -> None:
    person.scan("W26000123")
    person.scan(ASSET)
    assert heard == ["W26000123", ASSET]
    assert field.text() == ""


def test_digits_of_a_code_press_no_one_key_commands(
    field: QLineEdit, person: Person, heard: list[str], qtbot: QtBot
) -> None:
    """Real key events, through the window: only the very first key may still be a command."""
    pressed: list[int] = []
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_2), field.window())
    shortcut.activated.connect(lambda: pressed.append(2))
    window = field.window().windowHandle()
    for character in "1222222":
        QTest.keyClick(window, Qt.Key(ord(character)))
    qtbot.waitUntil(lambda: heard == ["1222222"], timeout=2_000)
    assert pressed == []


def test_a_code_stays_in_the_modal_dialog_and_presses_no_button(
    field: QLineEdit, person: Person, heard: list[str], qtbot: QtBot
) -> None:
    dialog = QDialog(field.window())
    layout = QVBoxLayout(dialog)
    number = QLineEdit()
    layout.addWidget(number)
    dialog.setModal(True)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    number.setFocus()
    person.scan(ASSET)
    settled(qtbot)
    assert number.text() == ASSET
    assert dialog.isVisible()
    assert heard == []
    dialog.close()
