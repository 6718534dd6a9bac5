"""Around the survey: help, keys, search with commands, undo that says what, a door's history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit, QPushButton

from desktop.kernel.resources import resource
from desktop.ui.dialogs.help import HelpDialog
from desktop.ui.dialogs.history import HistoryDialog
from desktop.ui.dialogs.keyboard import KeyboardDialog
from desktop.ui.main_window.commands import Command, fitting
from desktop.ui.main_window.navigation import DISTRICT_PAGES, NAMES
from desktop.ui.shell.help_texts import help_text
from desktop.ui.shell.keys import SHORTCUTS
from desktop.ui.shell.language import speak
from tests.support.real_window import idle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow

FRONT = ("welcome", "login", "lock")
FOREIGN = {"PIN", "Excel"}


def _household(window: MainWindow) -> str:
    numbers = window.desk.office.reading.household_numbers()
    rows = window.desk.office.reading.household_rows(numbers[:1])
    return str(rows[0].id)


def _search(window: MainWindow, text: str) -> list[str]:
    window._find()
    window.search.clear()
    if text.isascii():
        QTest.keyClicks(window.search, text)
    else:  # as an input method puts it in
        window.search.insert(text)
        window.search.textEdited.emit(window.search.text())
    return [window.search.list.item(n).text() for n in range(window.search.list.count())]


# ---------------------------------------------------------------------------------------- help


@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
@pytest.mark.parametrize("page", [*NAMES, *DISTRICT_PAGES, *FRONT])
def test_every_page_has_help_in_both_languages(
    dressed: QApplication, page: str, spoken: str
) -> None:
    speak(dressed, spoken)
    text = help_text(page)
    assert text.startswith("# ")
    assert 40 < len(text) < 1500
    assert any("一" <= c <= "鿿" for c in text) == (spoken == "zh_CN")


def test_no_help_stands_there_for_a_page_that_is_gone() -> None:
    for spoken in ("zh_CN", "en"):
        found = {path.stem for path in resource("help", spoken).glob("*.md")}
        assert found == {*NAMES, *DISTRICT_PAGES, *FRONT}


def test_f1_shows_the_help_of_the_page_in_front_and_follows_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.help.isVisible()
    assert window.help.page == "today"
    window.show_page("settings")
    assert "设置" in window.help.text.toPlainText()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert not window.help.isVisible()


def test_f1_helps_before_a_ledger_is_open(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    from desktop.kernel.settings import Settings
    from desktop.ui.pages.welcome import WelcomePage
    from desktop.ui.shell.jobs import Runner
    from tests.support.demo_office import program

    runner = Runner()
    page = WelcomePage(program(tmp_path), Settings(), runner)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_F1)
    dialog: Any = page.findChild(HelpDialog)
    runner.stop()
    assert dialog.isVisible()
    assert "恢复密钥" in dialog.text.toPlainText()
    del dressed


# ---------------------------------------------------------------------------------------- keys


def test_the_keyboard_map_is_made_of_the_keys_that_are_bound(window: MainWindow) -> None:
    actions: list[Any] = list(window.findChildren(QAction))
    bound = {
        keys.toString() for action in actions for keys in action.shortcuts() if keys.toString()
    }
    assert bound == {keys for several in SHORTCUTS.values() for keys in several}
    sections = window.keyboard_map()
    everywhere = " ".join(keys for keys, _ in sections[0][1]).split()
    assert bound <= set(everywhere)
    assert {f"Alt+{n}" for n in range(1, 10)} <= set(everywhere)
    assert all(meaning for _, meant in sections for _, meaning in meant)


def test_no_key_is_bound_twice(real: MainWindow, qtbot: QtBot) -> None:
    for name in NAMES:
        real.show_page(name)
        idle(real, qtbot)
    actions: list[Any] = list(real.findChildren(QAction))
    keys = [k.toString() for a in actions for k in a.shortcuts()]
    buttons: list[Any] = list(real.findChildren(QAbstractButton))
    keys += [b.shortcut().toString() for b in buttons if b.shortcut().toString()]
    assert sorted(keys) == sorted(set(keys))


def test_the_question_mark_opens_the_map_but_stays_a_letter_in_a_field(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.search.setFocus()
    QTest.keyClicks(window.search, "?")
    assert window.search.text() == "?"
    assert window.findChild(KeyboardDialog) is None
    window.search.clear()
    window.navigation.buttons["today"].setFocus()
    QTest.keyClicks(window.navigation.buttons["today"], "?")
    dialog: Any = window.findChild(KeyboardDialog)
    assert dialog.isVisible()
    labels: list[Any] = list(dialog.findChildren(QLabel))
    assert "Ctrl+K" in {label.text() for label in labels}


# -------------------------------------------------------------------------------------- search


TYPED = {
    "bf": "立即备份", "beifen": "立即备份", "备份": "立即备份", "ljbf": "立即备份",
    "sd": "立即锁定", "深色": "深色", "ss": "深色", "导出": "导出报表", "kjj": "快捷键",
    "bz": "帮助", "页面": "页面：今日", "tz": "页面：台账", "设置": "页面：设置",
}  # fmt: skip


def test_commands_are_found_by_word_pinyin_and_initials(window: MainWindow) -> None:
    for typed, first in TYPED.items():
        assert fitting(window.search.commands, typed, 4)[0].label == first
        assert first in _search(window, typed)


def test_one_letter_is_a_name_and_no_command(window: MainWindow) -> None:
    assert fitting(window.search.commands, "b", 4) == []


def test_the_pinyin_of_every_command_is_that_of_its_label(window: MainWindow) -> None:
    from desktop.storage.search_index import syllable

    for command in window.search.commands:
        chinese = [c for c in command.label if "一" <= c <= "鿿"]
        given = [part for part in command.pinyin.split() if part not in FOREIGN]
        # 重做: one character may have several readings, the label has the right one
        assert [syllable(c) for c in chinese] == given or command.name == "redo", command.label


def test_enter_carries_out_the_command(window: MainWindow) -> None:
    _search(window, "shezhi")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.page_name == "settings"
    _search(window, "深色")
    with_signal: list[str] = []
    window.look_changed.connect(lambda: with_signal.append(window.desk.settings.theme))
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert with_signal == ["dark"]


def test_every_command_can_be_carried_out(window: MainWindow, qtbot: QtBot) -> None:
    asked: list[str] = []
    window.lock_asked.connect(lambda: asked.append("lock"))
    for command in window.search.commands:
        assert isinstance(command, Command)
        # Pages are walked elsewhere, papers below: they need an office with papers.
        if command.name not in {"export", "roster", *NAMES, *window.paperwork.tools}:
            command.run()
    assert asked == ["lock"]
    qtbot.waitUntil(lambda: not window.desk.runner.busy)
    for widget in QApplication.topLevelWidgets():
        if widget is not window:
            widget.close()


def test_paper_photos_and_the_end_of_the_day_open_from_anywhere(
    real: MainWindow, qtbot: QtBot
) -> None:
    for name in real.paperwork.tools:
        real.desk.tool_asked.emit(name)
        idle(real, qtbot)
        dialogs: list[Any] = list(real.findChildren(QDialog))
        opened = [one for one in dialogs if one.isVisible()]
        assert len(opened) == 1, name
        assert opened[0].windowTitle(), name
        opened[0].close()
        idle(real, qtbot)


def test_a_meter_number_leads_to_its_door_on_the_page_in_front(
    real: MainWindow, qtbot: QtBot
) -> None:
    reading = real.desk.office.reading
    meter, household = reading.meters_in_use("water_meter")[0]
    number = str(reading.record("water_meter", meter)["body_no"])
    real.show_page("survey")
    idle(real, qtbot)
    assert _search(real, number)
    QTest.keyClick(real.search, Qt.Key.Key_Return)
    page: Any = real.pages["survey"]
    qtbot.waitUntil(lambda: page.view.current_id == household, timeout=20_000)
    assert real.page_name == "survey"
    assert real.household_id == household
    real.show_page("today")
    _search(real, number)
    QTest.keyClick(real.search, Qt.Key.Key_Return)
    assert real.page_name == "ledger"
    idle(real, qtbot)


@pytest.mark.parametrize("text", ["wx", "bf", "13", "3-", "备"])
def test_a_key_is_answered_before_the_next_event(real: MainWindow, text: str) -> None:
    _search(real, "")
    assert not real.search.list.isVisible()
    assert _search(real, text)
    assert real.search.list.isVisible()


# ------------------------------------------------------------------------------- undo and redo


def test_undo_says_what_it_takes_back_and_offers_to_redo(real: MainWindow, qtbot: QtBot) -> None:
    household, editing = _household(real), real.desk.office.editing
    before = real.desk.office.reading.record("household", household)["remarks"]
    real.desk.act(
        lambda: editing.set_field("household", household, "remarks", "key next door"), owner=real
    )
    undo = real.undoing.undo
    qtbot.waitUntil(lambda: "备注" in undo.toolTip(), timeout=20_000)
    assert undo.toolTip().startswith("撤销：")
    assert "Ctrl+Z" in undo.toolTip()
    undo.trigger()
    idle(real, qtbot)
    assert real.desk.office.reading.record("household", household)["remarks"] == before
    bar = real.statusBar()
    again: Any = bar.findChild(QPushButton, "quiet")
    qtbot.waitUntil(again.isVisible)
    labels: list[Any] = list(bar.findChildren(QLabel))
    assert any(label.text().startswith("已撤销：") for label in labels)
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    assert real.desk.office.reading.record("household", household)["remarks"] == "key next door"


def test_in_a_field_ctrl_z_belongs_to_the_field_first(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    line = QLineEdit(window)
    line.show()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    taken: list[bool] = []
    window.undoing.undo.triggered.connect(lambda *_: taken.append(True))

    def asked() -> bool:
        """Whether the field keeps Ctrl+Z for itself."""
        event = QKeyEvent(
            QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
        )
        event.ignore()
        QApplication.sendEvent(line, event)
        return event.isAccepted()

    assert not asked(), "an untouched field lets Ctrl+Z through to the ledger"
    QTest.keyClicks(line, "abc")
    assert asked(), "a field with something to take back keeps it"
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""
    assert not taken


# ------------------------------------------------------------------------------------- history


def test_f4_shows_the_history_and_a_value_comes_back(real: MainWindow, qtbot: QtBot) -> None:
    household, office = _household(real), real.desk.office
    for text in ("first", "second"):
        office.editing.set_field("household", household, "remarks", text)
    real.open_household(household)
    idle(real, qtbot)
    real.activateWindow()
    qtbot.waitUntil(real.isActiveWindow)
    QTest.keyClick(real, Qt.Key.Key_F4)
    dialog: Any = real.findChild(HistoryDialog)
    assert dialog.isVisible()
    idle(real, qtbot)
    assert not dialog.restore.isEnabled()
    number = next(
        n for n, r in enumerate(dialog.model.records) if (r.old, r.new) == ("first", "second")
    )
    dialog.table.selectRow(number)
    assert dialog.restore.text() == "恢复为「first」"
    QTest.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    assert office.reading.record("household", household)["remarks"] == "first"
    qtbot.waitUntil(lambda: dialog.model.records[0].word == "恢复旧值")
    dialog.close()


def test_a_value_changed_meanwhile_is_told_in_the_history(real: MainWindow, qtbot: QtBot) -> None:
    household, office = _household(real), real.desk.office
    for text in ("first", "second"):
        office.editing.set_field("household", household, "remarks", text)
    dialog = HistoryDialog(real.desk, household, real)
    idle(real, qtbot)
    number = next(n for n, r in enumerate(dialog.model.records) if r.new == "second")
    dialog.table.selectRow(number)
    office.editing.set_field("household", household, "remarks", "third")
    dialog.bring_back()
    idle(real, qtbot)
    assert "刚刚又改过" in dialog.error.text()
    assert office.reading.record("household", household)["remarks"] == "third"
    dialog.close()


def test_history_without_a_household_is_told_quietly(window: MainWindow) -> None:
    said: list[str] = []
    window.desk.messages.noticed.connect(said.append)
    window.show_history()
    assert said == ["请先选一户"]
