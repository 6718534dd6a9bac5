from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QWidget,
)

from desktop.kernel.errors import MachineError
from desktop.ui.pages.door_words import describe
from desktop.ui.pages.ledger import LedgerPage
from desktop.ui.pages.survey import SurveyPage
from desktop.ui.shell.theme import Theme, apply_theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.shell.desk import Desk
    from desktop.ui.widgets.field_editor import FieldEditor
    from tests.support.fake_office import FakeOffice

FIRST = f"{1:032x}"
# Parts of a control that has a name of its own.
INSIDE_OTHERS = {"QComboBoxPrivateContainer", "QComboBox", "QTabBar", "Table", "QTreeView"}
SHOWN = ("today", "quarters", "survey", "ledger", "acceptance", "exchange", "settings")


def _idle(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not desk.runner.busy)


def _ledger(window: MainWindow, qtbot: QtBot) -> LedgerPage:
    page = window.show_page("ledger")
    assert isinstance(page, LedgerPage)
    _idle(window.desk, qtbot)
    qtbot.waitUntil(lambda: page.form.editor("household", "owner_name") is not None)
    return page


def _editor(page: LedgerPage, field: str, kind: str = "household") -> FieldEditor:
    found = page.form.editor(kind, field)
    assert found is not None
    return found


def _line(editor: FieldEditor) -> QLineEdit:
    found = editor.inputs()[0]
    assert isinstance(found, QLineEdit)
    return found


def _type(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_the_window_opens_on_today_and_says_who_works(window: MainWindow) -> None:
    assert window.page_name == "today"
    labels: list[Any] = list(window.statusBar().findChildren(QLabel))
    texts = " ".join(label.text() for label in labels)
    assert "李敏" in texts
    assert "已保存" in texts


def test_pages_are_made_when_they_are_first_shown(window: MainWindow) -> None:
    assert set(window.pages) == {"today"}
    window.show_page("ledger")
    assert set(window.pages) == {"today", "ledger"}


def test_a_field_is_saved_when_it_is_left(
    window: MainWindow, qtbot: QtBot, office: FakeOffice
) -> None:
    page = _ledger(window, qtbot)
    _type(_line(_editor(page, "owner_name")), "Zhang San")
    _idle(window.desk, qtbot)
    assert office.editing.calls == [("household", FIRST, "owner_name", "Zhang San")]
    assert office.books.records["household"][FIRST]["owner_name"] == "Zhang San"
    assert _editor(page, "owner_name")._sign.text() == "✓"


def test_a_field_that_was_not_changed_is_not_saved(
    window: MainWindow, qtbot: QtBot, office: FakeOffice
) -> None:
    page = _ledger(window, qtbot)
    line = _line(_editor(page, "owner_name"))
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    _idle(window.desk, qtbot)
    assert office.editing.calls == []


def test_a_refused_value_keeps_what_was_typed_and_says_why(
    window: MainWindow, qtbot: QtBot, office: FakeOffice
) -> None:
    page = _ledger(window, qtbot)
    editor = _editor(page, "first_reading", "water_meter")
    _type(_line(editor), "twelve")
    _idle(window.desk, qtbot)
    assert _line(editor).text() == "twelve"
    assert editor._error.text()
    assert "{" not in editor._error.text()
    assert office.books.records["water_meter"][f"{1 + 10**6:032x}"]["first_reading"] is None


def test_a_full_disk_is_told_beside_the_field(
    window: MainWindow, qtbot: QtBot, office: FakeOffice
) -> None:
    page = _ledger(window, qtbot)
    office.editing.fail_with = MachineError("disk-full")
    _type(_line(_editor(page, "phone")), "13900000000")
    _idle(window.desk, qtbot)
    assert "磁盘已满" in _editor(page, "phone")._error.text()
    assert _line(_editor(page, "phone")).text() == "13900000000"


def test_a_code_is_one_press_and_the_verdict_follows(
    window: MainWindow, qtbot: QtBot, office: FakeOffice
) -> None:
    page = _ledger(window, qtbot)
    buttons = _editor(page, "visit_state").inputs()
    refused = next(b for b in buttons if isinstance(b, QAbstractButton) and b.text() == "拒访")
    QTest.mouseClick(refused, Qt.MouseButton.LeftButton)
    _idle(window.desk, qtbot)
    assert office.books.records["household"][FIRST]["visit_state"] == 3
    combo = _editor(page, "position", "water_meter").inputs()[0]
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("1"))
    combo.activated.emit(combo.currentIndex())
    _idle(window.desk, qtbot)
    qtbot.waitUntil(lambda: "未达标" in page.form._verdicts[0]._answer.text())
    assert "表在户内" in page.form._verdicts[0]._reasons.text()


def test_ctrl_z_takes_back_and_ctrl_y_does_again(
    window: MainWindow, qtbot: QtBot, office: FakeOffice
) -> None:
    page = _ledger(window, qtbot)
    before = office.books.records["household"][FIRST]["remarks"]
    _type(_line(_editor(page, "remarks")), "key with neighbour")
    _idle(window.desk, qtbot)
    window._undo()
    _idle(window.desk, qtbot)
    assert office.books.records["household"][FIRST]["remarks"] == before
    qtbot.waitUntil(lambda: _line(_editor(page, "remarks")).text() == "")
    window._redo()
    _idle(window.desk, qtbot)
    assert office.books.records["household"][FIRST]["remarks"] == "key with neighbour"


@pytest.mark.expects_log("unexpected RuntimeError")
def test_our_own_mistake_is_one_sentence_and_a_log_line(
    window: MainWindow, qtbot: QtBot, office: FakeOffice
) -> None:
    office.books.log.clear()

    def broken(*_: object) -> None:
        raise RuntimeError

    office.editing.undo = broken  # type: ignore[method-assign, assignment]
    window._undo()
    _idle(window.desk, qtbot)
    assert window.banner.isVisible()
    assert "意外" in window.banner.text


def test_nothing_to_undo_is_told_in_words(window: MainWindow, qtbot: QtBot) -> None:
    window._undo()
    _idle(window.desk, qtbot)
    assert window.banner.isVisible()
    assert "undo-nothing" not in window.banner.text


def test_search_follows_every_key_and_enter_opens_the_card(
    window: MainWindow, qtbot: QtBot
) -> None:
    window._find()
    window.search.setFocus()
    QTest.keyClicks(window.search, "13871000007")
    assert window.search.list.count() == 1
    assert window.search.popup.isVisible()
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.page_name == "ledger"
    page = window.pages["ledger"]
    assert isinstance(page, LedgerPage)
    assert page.form.household_id == f"{7:032x}"
    assert not window.search.popup.isVisible()


def test_choosing_a_building_narrows_the_ledger(window: MainWindow, qtbot: QtBot) -> None:
    page = _ledger(window, qtbot)
    assert page.model.rowCount() == 324
    window.desk.choose(f"{0:032x}", f"{0:016x}{1:016x}")
    qtbot.waitUntil(lambda: page.model.rowCount() == 36)
    qtbot.waitUntil(lambda: page.form.household_id == f"{37:032x}")


def test_a_read_only_ledger_lets_nothing_be_typed(
    window: MainWindow, qtbot: QtBot, office: FakeOffice
) -> None:
    from dataclasses import replace

    office.session = replace(office.session, read_only=True)
    page = _ledger(window, qtbot)
    assert not _line(_editor(page, "owner_name")).isEnabled()


def test_the_elevation_is_walked_with_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("survey")
    assert isinstance(page, SurveyPage)
    window.desk.choose(f"{0:032x}", f"{0:016x}{0:016x}")
    qtbot.waitUntil(lambda: len(page.view.elevation.doors) == 36)
    house = page.view.elevation
    assert house.floors == (6, 5, 4, 3, 2, 1)
    assert [width for _, width in house.units] == [2, 2, 2]
    top = house.at(0, 0)
    assert top is not None
    page.view.choose(top.id)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(page.view, key)
    beside = house.at(1, 1)
    assert beside is not None
    assert page.view.current_id == beside.id == page.card.household_id
    assert beside.room == "502"
    assert "502" in describe(beside)


def test_the_next_door_is_one_that_is_still_to_be_visited(
    window: MainWindow, qtbot: QtBot, office: FakeOffice
) -> None:
    page = window.show_page("survey")
    assert isinstance(page, SurveyPage)
    window.desk.choose(f"{0:032x}", f"{0:016x}{0:016x}")
    qtbot.waitUntil(lambda: len(page.view.elevation.doors) == 36)
    seen = set()
    for _ in range(page.view.elevation.left):
        page.view.next_open()
        seen.add(page.view.current_id)
        assert office.books.records["household"][page.view.current_id]["visit_state"] in {0, 2}
    assert len(seen) == page.view.elevation.left > 0


def test_a_tap_on_a_door_opens_its_card(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_page("survey")
    assert isinstance(page, SurveyPage)
    window.desk.choose(f"{0:032x}", f"{0:016x}{0:016x}")
    qtbot.waitUntil(lambda: len(page.view.elevation.doors) == 36)
    door = page.view.elevation.at(4, 2)
    assert door is not None
    point = page.view.cell(door.id).center().toPoint()
    QTest.mouseClick(page.view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    assert page.card.household_id == door.id


@pytest.mark.parametrize("name", SHOWN)
def test_every_control_has_a_name_for_screen_readers(
    window: MainWindow, qtbot: QtBot, name: str
) -> None:
    page = window.show_page(name)
    _idle(window.desk, qtbot)
    controls = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
    everything: list[Any] = list(page.findChildren(QWidget))
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in everything
        if isinstance(widget, controls)
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not widget.objectName().startswith("qt_")
        and str(widget.parent().metaObject().className()) not in INSIDE_OTHERS
        and not isinstance(widget, QHeaderView)
    ]
    assert not nameless


@pytest.mark.parametrize("name", SHOWN)
def test_every_page_fits_a_small_screen(window: MainWindow, qtbot: QtBot, name: str) -> None:
    window.resize(1366, 768)
    window.show_page(name)
    _idle(window.desk, qtbot)
    hint = window.minimumSizeHint()
    assert hint.width() <= 1366
    assert hint.height() <= 768


@pytest.mark.parametrize("scale", [150, 250])
def test_large_type_keeps_the_window_usable(
    desk: Desk, dressed: QApplication, qtbot: QtBot, scale: int
) -> None:
    from desktop.ui.main_window.window import MainWindow

    apply_theme(dressed, Theme("light", scale))
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    for name in ("today", "ledger", "survey"):
        made.show_page(name)
        _idle(desk, qtbot)
    assert made.fontMetrics().height() > 20 * scale / 150
