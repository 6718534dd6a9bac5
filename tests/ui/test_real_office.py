"""The window on the real services: what a person does with hands, and what the ledger says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from desktop.kernel.settings import Settings, save_settings
from desktop.ui.application import Controller, WindowContext
from desktop.ui.pages.login import LoginPage
from desktop.ui.pages.welcome import WelcomePage
from tests.support.demo_office import OPERATOR, PASSPHRASE, demo_office, program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.widgets.field_editor import FieldEditor

LONG = 20_000


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return demo_office(tmp_path)


@pytest.fixture
def controller(dressed: QApplication, ledger: Path, tmp_path: Path) -> Iterator[Controller]:
    save_settings(tmp_path / "settings.json", Settings(language="zh_CN", theme="light"))
    context = WindowContext(program(tmp_path), tmp_path / "settings.json", ledger, OPERATOR, None)
    made = Controller(context, dressed)
    yield made
    made.dismiss()


@pytest.fixture
def window(controller: Controller, ledger: Path, qtbot: QtBot) -> MainWindow:
    controller.open(ledger, OPERATOR, PASSPHRASE)
    return _window(controller, qtbot)


def _window(controller: Controller, qtbot: QtBot) -> MainWindow:
    assert controller.window is not None
    _idle(controller.window, qtbot)
    return controller.window


def _idle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.runner.busy, timeout=LONG)


def _sign_in(controller: Controller, passphrase: str, qtbot: QtBot) -> LoginPage:
    page = controller.front
    assert isinstance(page, LoginPage)
    page.passphrase.clear()
    QTest.keyClicks(page.passphrase, passphrase)
    QTest.keyClick(page.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: controller.window is not None or bool(page.error.text()), timeout=LONG)
    return page


def _press(widget: QWidget, text: str) -> None:
    buttons: list[Any] = list(widget.findChildren(QPushButton))
    found = next(b for b in buttons if b.text() == text)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def _field(window: MainWindow, qtbot: QtBot, name: str, kind: str = "household") -> FieldEditor:
    page: Any = window.show_page("ledger")
    _idle(window, qtbot)
    qtbot.waitUntil(lambda: page.form.editor(kind, name) is not None)
    found: FieldEditor = page.form.editor(kind, name)
    return found


def _line(editor: FieldEditor) -> QLineEdit:
    found = editor.inputs()[0]
    assert isinstance(found, QLineEdit)
    return found


def test_a_wrong_passphrase_is_told_in_words_and_the_right_one_opens(
    controller: Controller, qtbot: QtBot
) -> None:
    controller.show_login()
    page = _sign_in(controller, "wrong", qtbot)
    assert controller.window is None
    assert "口令" in page.error.text()
    assert "ledger-" not in page.error.text()
    _sign_in(controller, PASSPHRASE, qtbot)
    assert _window(controller, qtbot).page_name == "today"


def test_locking_stores_the_field_in_hand_first(
    controller: Controller, window: MainWindow, qtbot: QtBot
) -> None:
    line = _line(_field(window, qtbot, "remarks"))
    household = window.pages["ledger"].form.household_id  # type: ignore[attr-defined]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "key with neighbour")
    controller.lock()
    closed = controller.office
    assert closed is None
    _sign_in(controller, PASSPHRASE, qtbot)
    record = _window(controller, qtbot).desk.office.reading.record("household", household)
    assert record["remarks"] == "key with neighbour"


def test_what_cannot_be_stored_stands_there_again_after_the_lock(
    controller: Controller, window: MainWindow, qtbot: QtBot
) -> None:
    editor = _field(window, qtbot, "first_reading", "water_meter")
    page: Any = window.pages["ledger"]
    household = page.form.household_id
    line = _line(editor)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "up")
    controller.lock()
    _sign_in(controller, PASSPHRASE, qtbot)
    again = _window(controller, qtbot)
    again.open_household(household)
    _idle(again, qtbot)
    restored = _field(again, qtbot, "first_reading", "water_meter")
    assert _line(restored).text() == "up"
    assert restored._error.text() == "尚未保存"


def test_half_an_hour_of_changes_gets_a_backup(
    controller: Controller, window: MainWindow, ledger: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    assert controller.office is not None
    stick = tmp_path / "stick"
    stick.mkdir()
    controller.office.backups.second_place = stick
    folder = ledger.parent / "backups"
    before = set(folder.rglob("*.hubiao"))
    controller._back_up()
    _idle(window, qtbot)
    assert set(folder.rglob("*.hubiao")) == before
    line = _line(_field(window, qtbot, "remarks"))
    line.setFocus()
    QTest.keyClicks(line, "x")
    QTest.keyClick(line, Qt.Key.Key_Return)
    _idle(window, qtbot)
    controller._back_up()
    _idle(window, qtbot)
    assert len(set(folder.rglob("*.hubiao")) - before) == 1
    assert len(list(stick.rglob("*.hubiao"))) == 1


def test_a_replaced_ledger_offers_a_copy_that_opens(
    controller: Controller, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.desk.messages.warning("ledger-replaced")
    offered: list[Any] = list(window.banner.findChildren(QPushButton))
    assert any(each.text() == "另存副本…" for each in offered)
    window.save_copy(tmp_path / "copy.hubiao")
    _idle(window, qtbot)
    copy = program(tmp_path / "elsewhere").open(
        tmp_path / "copy.hubiao", operator=OPERATOR, passphrase=PASSPHRASE
    )
    with copy:
        assert controller.office is not None
        assert copy.reading.stats()["households"] == controller.office.reading.stats()["households"]


def test_a_new_ledger_is_begun_from_the_welcome_page(
    controller: Controller, qtbot: QtBot, tmp_path: Path
) -> None:
    controller.show_welcome()
    page = controller.front
    assert isinstance(page, WelcomePage)
    _press(page, "新建台账")
    for line, text in (
        (page.office, "翠湖街道"), (page.code, "420117002"), (page.operator, "李敏"),
        (page.first, "a long one"), (page.second, "another one"),
    ):  # fmt: skip
        line.setText(text)
    page._begin()
    assert "不一样" in page.error.text()
    page.second.setText("a long one")
    page.create_ledger(tmp_path / "new.hubiao")
    qtbot.waitUntil(lambda: bool(page.recovery.text()), timeout=LONG)
    page.ledger_made.emit(*page._made)
    assert _window(controller, qtbot).desk.office.session.office_name == "翠湖街道"


def test_a_form_that_cannot_be_issued_says_why_and_its_draft_is_shown(
    window: MainWindow, qtbot: QtBot
) -> None:
    page: Any = window.show_page("forms")
    _idle(window, qtbot)
    last = page.choice.count() - 1
    page.choice.setCurrentIndex(last)
    page.type.setCurrentIndex(page.type.findData("acceptance-certificate"))
    _idle(window, qtbot)
    qtbot.waitUntil(lambda: page.paper.pane.view.pages > 0, timeout=LONG)
    assert page.missing.text().startswith("还不能")
    assert "{" not in page.missing.text()
    assert not page.order.issue.isEnabled()
    assert page.paper.head.text().startswith("草稿")
    assert page.model.records == []


def test_a_roster_is_read_mapped_brought_in_and_taken_back(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("小区,楼栋,单元,室号,户主,备用\n新村,1,1,101,王一,甲\n", encoding="utf-8")
    office = window.desk.office
    before = office.reading.stats()["households"]
    page: Any = window.show_page("exchange")
    page.roster.read(path)
    _idle(window, qtbot)
    assert "1" in page.roster._summary.text()
    boxes = {b.accessibleName(): b for b in page.roster._mapping.findChildren(QComboBox)}
    assert boxes["户主"].currentText() != ""
    page.roster._correct("备用", "remarks")
    _idle(window, qtbot)
    page.roster.apply()
    _idle(window, qtbot)
    assert office.reading.stats()["households"] == before + 1
    window._undo()
    _idle(window, qtbot)
    assert office.reading.stats()["households"] == before


def test_a_returned_workbook_is_decided_line_by_line(
    window: MainWindow, qtbot: QtBot, ledger: Path, tmp_path: Path
) -> None:
    page: Any = window.show_page("exchange")
    page.export.export(tmp_path / "out.xlsx")
    _idle(window, qtbot)
    assert (tmp_path / "out.xlsx").stat().st_size > 1000
    page.tabs.setCurrentIndex(2)
    page.merge.plan(ledger.parent / "returned.xlsx")
    _idle(window, qtbot)
    assert page.merge._planned is not None
    pane, before = page.merge.pane, window.desk.office.questions.count()
    pane.tree.setCurrentItem(pane.tree.topLevelItem(0))
    pane.table.selectAll()
    pane.answer("theirs")
    assert pane.state.tally().left == 0
    page.merge.apply()
    _idle(window, qtbot)
    assert page.merge.stack.currentIndex() == 2
    assert "{" not in page.merge.done.says.text()
    assert window.desk.office.questions.count() < before


def test_settings_that_are_chosen_outlive_the_program(
    controller: Controller, window: MainWindow, tmp_path: Path
) -> None:
    from desktop.kernel.settings import load_settings

    page: Any = window.show_page("settings")
    page.idle.setCurrentIndex(page.idle.findData(30))
    page.idle.activated.emit(page.idle.currentIndex())
    controller._close_office()
    assert load_settings(tmp_path / "settings.json").idle_minutes == 30


def test_a_paper_is_filed_on_the_stages_page(window: MainWindow, qtbot: QtBot) -> None:
    page: Any = window.show_page("stages")
    _idle(window, qtbot)
    qtbot.waitUntil(lambda: page.choice.count() > 0)
    part: Any = page.part("stages")
    waiting: list[Any] = []
    for number in range(page.choice.count()):
        page.choice.setCurrentIndex(number)
        _idle(window, qtbot)
        waiting = [line for line in part.lines if hasattr(line, "file")]
        if waiting:
            break
    assert waiting, "no quarter of the demo waits for a paper"
    filed = waiting[0].missing
    QTest.keyClicks(waiting[0].number, "T-2026-1")
    QTest.keyClicks(waiting[0].dated, "2026-01-31")
    _press(waiting[0], "登记")
    _idle(window, qtbot)
    qtbot.waitUntil(lambda: filed not in [line.missing for line in part.lines])
