"""The household table on a real office, with the keys and clicks of a spreadsheet."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from desktop.domain.list_filter import Condition, ListView, Test
from desktop.domain.table_columns import DEFAULT
from desktop.ui.itemmodels.households import HouseholdTable
from desktop.ui.pages.ledger import LedgerPage
from desktop.ui.widgets.sheet_view import SheetView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow

OWNER, PHONE, VISIT = "household.owner_name", "household.phone", "household.visit_state"
BODY, AREA = "water_meter.body_no", "household.title_area"


@pytest.fixture
def page(real: MainWindow, qtbot: QtBot) -> LedgerPage:
    found = real.show_page("ledger")
    assert isinstance(found, LedgerPage)
    qtbot.waitUntil(lambda: found.model.rowCount() == 60)
    _settle(found, qtbot)
    return found


def _settle(page: LedgerPage, qtbot: QtBot) -> None:
    """Wait until everything is stored, and what is painted is what is stored."""
    model = page.model

    def calm() -> bool:
        page.table.viewport().repaint()
        if page.desk.runner.busy or model._busy:
            return False
        first = model._pages.get(0)
        return not len(model.numbers) or (first is not None and first.of == model._state)

    qtbot.waitUntil(calm, timeout=60_000)


def _at(page: LedgerPage, key: str) -> int:
    return page.model.keys.index(key)


def _text(page: LedgerPage, row: int, key: str) -> str:
    return page.model.text(row, _at(page, key))


def _choose(page: LedgerPage, top: int, bottom: int, *keys: str) -> None:
    places = [_at(page, key) for key in keys]
    model = page.model
    page.table.go(top, places[0])
    page.table.selectionModel().select(
        QItemSelection(model.index(top, min(places)), model.index(bottom, max(places))),
        QItemSelectionModel.SelectionFlag.ClearAndSelect,
    )


def _key(page: LedgerPage, key: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.table, key, held)


def _control(page: LedgerPage, key: Qt.Key) -> None:
    _key(page, key, Qt.KeyboardModifier.ControlModifier)


def _type(page: LedgerPage, row: int, key: str, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    page.table.go(row, _at(page, key))
    _key(page, Qt.Key.Key_F2)
    line: Any = page.table.viewport().findChild(QLineEdit, "cell")
    assert isinstance(line, QLineEdit)
    line.selectAll()
    line.insert(text)
    QTest.keyClick(line, end)


def _paste(page: LedgerPage, text: str, qtbot: QtBot) -> Any:
    QGuiApplication.clipboard().setText(text)
    page.cells.dialog = None
    _control(page, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: page.cells.dialog is not None and page.cells.dialog.plan is not None)
    return page.cells.dialog


def _undo(page: LedgerPage, real: MainWindow, qtbot: QtBot) -> None:
    real._undo()
    _settle(page, qtbot)


def test_what_is_typed_into_a_cell_is_stored_and_the_cursor_goes_down(
    page: LedgerPage, real: MainWindow, qtbot: QtBot
) -> None:
    before = _text(page, 2, OWNER)
    _type(page, 2, OWNER, "新户主")
    assert page.table.current_cell() == (3, _at(page, OWNER))
    _settle(page, qtbot)
    assert _text(page, 2, OWNER) == "新户主"
    assert page.model.drafts == {}
    _undo(page, real, qtbot)
    assert _text(page, 2, OWNER) == before


def test_tab_goes_right_and_leaves_the_table_behind_the_last_column(
    page: LedgerPage, qtbot: QtBot
) -> None:
    _type(page, 0, OWNER, "王五", Qt.Key.Key_Tab)
    assert page.table.current_cell() == (0, _at(page, PHONE))
    _settle(page, qtbot)
    page.table.go(0, page.model.columnCount() - 1)
    assert not page.table.step(0, 1)


def test_what_does_not_fit_stays_in_the_cell_with_what_is_wrong(
    page: LedgerPage, qtbot: QtBot
) -> None:
    page.show_columns([OWNER, AREA])
    _settle(page, qtbot)
    _type(page, 1, AREA, "big")
    _settle(page, qtbot)
    number = page.model.numbers[1]
    assert page.model.drafts[number, AREA].text == "big"
    assert page._status.text().startswith("不是数字")
    cell = page.model.index(1, _at(page, AREA))
    assert cell.data() == "big"
    assert "不是数字" in cell.data(int(Qt.ItemDataRole.AccessibleDescriptionRole))
    assert page.desk.drafts["table", str(number), AREA] == "big"
    _type(page, 1, AREA, "88.5")
    _settle(page, qtbot)
    assert page.model.drafts == {}
    assert page.desk.drafts == {}
    assert _text(page, 1, AREA) == "88.50"


def test_a_code_is_chosen_from_a_list(page: LedgerPage, qtbot: QtBot) -> None:
    page.table.go(4, _at(page, VISIT))
    _key(page, Qt.Key.Key_F2)
    combo: Any = page.table.viewport().findChild(QComboBox, "cell")
    assert isinstance(combo, QComboBox)
    wanted = combo.findText("电话/代办")
    assert wanted > 0
    combo.setCurrentIndex(wanted)
    combo.activated.emit(wanted)
    _settle(page, qtbot)
    assert _text(page, 4, VISIT) == "电话/代办"


def test_a_household_without_a_meter_gets_one(page: LedgerPage, qtbot: QtBot) -> None:
    missing = next(row for row in range(60) if not _text(page, row, BODY))
    _type(page, missing, BODY, "W26009999")
    _settle(page, qtbot)
    assert _text(page, missing, BODY) == "W26009999"


def test_a_cell_that_is_worked_out_says_why_it_cannot_be_typed_into(
    page: LedgerPage, qtbot: QtBot
) -> None:
    address = page.model.index(0, _at(page, "address"))
    assert not page.model.flags(address) & Qt.ItemFlag.ItemIsEditable
    page.cells.store(0, _at(page, "address"), "1栋")
    assert "不能在表里改" in page._status.text()
    del qtbot


def test_a_paste_is_shown_first_and_is_one_step_back(
    page: LedgerPage, real: MainWindow, qtbot: QtBot
) -> None:
    before = [(_text(page, row, OWNER), _text(page, row, PHONE)) for row in range(4)]
    _choose(page, 0, 0, OWNER)
    dialog = _paste(page, '甲\t13800000001\r\n"乙\n丙"\t\r\n', qtbot)
    assert [(c.key, c.new) for c in dialog.plan.changes] == [
        (OWNER, "甲"),
        (PHONE, "13800000001"),
        (OWNER, "乙 丙"),
    ]
    assert dialog.plan.kept == 1
    assert [(_text(page, row, OWNER), _text(page, row, PHONE)) for row in range(4)] == before
    QTest.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    _settle(page, qtbot)
    assert _text(page, 0, OWNER) == "甲"
    assert _text(page, 1, OWNER) == "乙 丙"
    assert _text(page, 1, PHONE) == before[1][1]
    _undo(page, real, qtbot)
    assert [(_text(page, row, OWNER), _text(page, row, PHONE)) for row in range(4)] == before


def test_problems_of_a_paste_are_listed_and_left_out(page: LedgerPage, qtbot: QtBot) -> None:
    _choose(page, 0, 0, VISIT)
    dialog = _paste(page, "拒访\r\n没这个\r\n", qtbot)
    assert [problem.code for problem in dialog.plan.problems] == ["value-not-in-list"]
    assert "跳过" in dialog.write.text()
    assert not dialog.problems.isHidden()
    dialog.reject()


def test_one_text_is_pasted_over_many_cells(page: LedgerPage, qtbot: QtBot) -> None:
    _choose(page, 0, 9, VISIT)
    dialog = _paste(page, "3\r\n", qtbot)
    assert {change.new for change in dialog.plan.changes} == {3}
    assert len(dialog.plan.changes) + dialog.plan.same == 10
    dialog.reject()


def test_rows_and_columns_that_do_not_fit_are_told(page: LedgerPage, qtbot: QtBot) -> None:
    page.show_columns(["address", OWNER])
    _settle(page, qtbot)
    _choose(page, 59, 59, OWNER)
    dialog = _paste(page, "甲\tx\r\n乙\ty\r\n", qtbot)
    assert (dialog.plan.beyond, dialog.plan.wider) == (1, 1)
    assert len(dialog.plan.changes) == 1
    dialog.reject()


def test_what_was_copied_can_be_pasted_back(page: LedgerPage, qtbot: QtBot) -> None:
    _choose(page, 0, 20, OWNER, PHONE, VISIT)
    _control(page, Qt.Key.Key_C)
    _settle(page, qtbot)
    data = QGuiApplication.clipboard().mimeData()
    assert isinstance(data, QMimeData)
    assert data.hasHtml()
    rows = data.text().split("\r\n")
    assert rows[0].split("\t")[0] == _text(page, 0, OWNER)
    dialog = _paste(page, data.text(), qtbot)
    assert dialog.plan.changes == []
    assert dialog.plan.problems == []
    dialog.reject()


def test_fill_down_writes_the_first_cell_into_the_others(page: LedgerPage, qtbot: QtBot) -> None:
    first = _text(page, 0, OWNER)
    _choose(page, 0, 5, OWNER)
    page.cells.dialog = None
    _control(page, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: page.cells.dialog is not None and page.cells.dialog.plan is not None)
    dialog: Any = page.cells.dialog
    dialog._write()
    _settle(page, qtbot)
    assert [_text(page, row, OWNER) for row in range(6)] == [first] * 6


def test_delete_clears_one_cell_at_once_and_many_after_a_look(
    page: LedgerPage, real: MainWindow, qtbot: QtBot
) -> None:
    page.table.go(0, _at(page, OWNER))
    _key(page, Qt.Key.Key_Delete)
    _settle(page, qtbot)
    assert _text(page, 0, OWNER) == ""
    _undo(page, real, qtbot)
    assert _text(page, 0, OWNER) != ""
    _choose(page, 0, 3, OWNER)
    _key(page, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.cells.dialog is not None and page.cells.dialog.plan is not None)
    dialog: Any = page.cells.dialog
    assert {change.new for change in dialog.plan.changes} == {None}
    dialog.reject()


def test_many_households_get_one_value_after_a_look(
    page: LedgerPage, real: MainWindow, qtbot: QtBot
) -> None:
    before = [_text(page, row, VISIT) for row in range(60)]
    page.table.go(0, _at(page, VISIT))
    _control(page, Qt.Key.Key_Space)
    page._bulk.click()
    dialog: Any = page.cells.dialog
    assert dialog.column.currentData() == VISIT
    dialog.codes.setCurrentIndex(dialog.codes.findData("2"))
    dialog.codes.activated.emit(dialog.codes.currentIndex())
    qtbot.waitUntil(lambda: dialog.plan is not None)
    dialog.write.click()
    _settle(page, qtbot)
    assert {_text(page, row, VISIT) for row in range(60)} == {"无人"}
    _undo(page, real, qtbot)
    qtbot.waitUntil(lambda: [_text(page, row, VISIT) for row in range(60)] == before)


def test_a_heading_orders_and_its_funnel_narrows(page: LedgerPage, qtbot: QtBot) -> None:
    head = page.table.head
    at = _at(page, OWNER)
    x = head.sectionViewportPosition(at)
    QTest.mouseClick(
        head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x + 20, head.height() // 2)
    )
    _settle(page, qtbot)
    names = [_text(page, row, OWNER) for row in range(60)]
    assert names == sorted(names)
    QTest.mouseClick(
        head.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(x + head.sectionSize(at) - 14, head.height() // 2),
    )
    page.popup._lines[0].setText(names[0][:1])
    page.popup.apply()
    _settle(page, qtbot)
    kept = [_text(page, row, OWNER) for row in range(page.model.rowCount())]
    assert kept == [name for name in names if names[0][:1] in name]
    assert 0 < len(kept) < 60
    assert page.bar.isVisible()
    page.bar.chips[0].click()
    _settle(page, qtbot)
    assert page.model.rowCount() == 60


def test_a_bound_that_is_no_number_is_told_in_the_popup(page: LedgerPage, qtbot: QtBot) -> None:
    page.show_columns([OWNER, AREA])
    _settle(page, qtbot)
    page.table.go(0, 1)
    _key(page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    page.popup._lines[0].setText("big")
    page.popup.apply()
    assert page.popup.isVisible()
    assert "不是数字" in page.popup._error.text()
    page.popup.close()


def test_a_filter_is_kept_by_name_and_deleted_again(page: LedgerPage, qtbot: QtBot) -> None:
    page.narrow(Condition(VISIT, Test.ONE_OF, codes=(1, 3)))
    _settle(page, qtbot)
    count = page.model.rowCount()
    page.bar.keep.click()
    QTest.keyClicks(page.bar.name, "my filter")
    QTest.keyClick(page.bar.name, Qt.Key.Key_Return)
    _settle(page, qtbot)
    assert page.filters.box.currentText() == "my filter"
    page.bar.cleared.emit()
    _settle(page, qtbot)
    assert page.model.rowCount() == 60
    assert page.filters.box.currentIndex() == 0
    page.filters.box.setCurrentIndex(page.filters.box.findText("my filter"))
    page.filters.box.activated.emit(page.filters.box.currentIndex())
    _settle(page, qtbot)
    assert page.model.rowCount() == count
    page.bar.forget.click()
    _settle(page, qtbot)
    assert page.filters.box.findText("my filter") == -1


def test_nothing_found_says_so_and_offers_everything(page: LedgerPage, qtbot: QtBot) -> None:
    page.narrow(Condition(OWNER, Test.EQUALS, text="nobody"))
    _settle(page, qtbot)
    assert page._stack.currentIndex() == 2
    page._look(ListView())
    _settle(page, qtbot)
    assert page._stack.currentIndex() == 0


def test_columns_are_chosen_and_kept_in_the_settings(page: LedgerPage, qtbot: QtBot) -> None:
    page._choose_columns()
    from desktop.ui.dialogs.columns import ColumnsDialog

    dialog: Any = page.findChild(ColumnsDialog)
    assert isinstance(dialog, ColumnsDialog)
    dialog.item("household.occupant").setCheckState(Qt.CheckState.Checked)
    dialog.item(PHONE).setCheckState(Qt.CheckState.Unchecked)
    dialog.accept()
    _settle(page, qtbot)
    assert page.model.keys[-1] == "household.occupant"
    assert PHONE not in page.model.keys
    page.table.head.moveSection(page.table.head.count() - 1, 0)
    page.table.set_width(_at(page, OWNER), 30)
    page._keep_layout()
    kept = page.desk.settings.ledger_columns
    assert kept[0].startswith("household.occupant:")
    assert f"{OWNER}:30" in kept
    again = LedgerPage(page.desk)
    qtbot.addWidget(again)
    assert again.model.keys[0] == "household.occupant"
    assert again.table.width_of(again.model.keys.index(OWNER)) == 30
    _settle(page, qtbot)


def test_a_selection_is_counted_and_added_up_below(page: LedgerPage, qtbot: QtBot) -> None:
    page.show_columns([OWNER, AREA])
    _settle(page, qtbot)
    for row, text in enumerate(("10", "20.5", "")):
        page.cells.store(row, 1, text)
        _settle(page, qtbot)
    _choose(page, 0, 2, AREA)
    qtbot.waitUntil(lambda: "合计 30.50 m²" in page._status.text())
    assert "选中 3 格" in page._status.text()
    assert "已填 2 格" in page._status.text()


def test_only_a_rectangle_can_be_copied(page: LedgerPage, qtbot: QtBot) -> None:
    del qtbot
    page.table.go(0, 2)
    page.table.selectionModel().select(
        page.model.index(3, 4), QItemSelectionModel.SelectionFlag.Select
    )
    assert page.table.block() is None
    page.cells.copy()
    assert "一整块" in page._status.text()


def test_the_card_folds_away_and_comes_back_with_the_household(
    page: LedgerPage, qtbot: QtBot
) -> None:
    page._fold.click()
    assert page.form.isHidden()
    page.table.go(7, 2)
    _settle(page, qtbot)
    page._fold.click()
    _settle(page, qtbot)
    found = page.model.row_at(7)
    assert found is not None
    assert page.form.household_id == found.id
    page.desk.settings.ledger_form = True


def test_a_whole_column_of_fifty_thousand_is_chosen_without_fetching_it(
    dressed: QApplication, qtbot: QtBot
) -> None:
    del dressed
    fetched: list[int] = []

    def fetch(numbers: Any, _keys: Any) -> list[Any]:
        fetched.append(len(numbers))
        return []

    model = HouseholdTable(fetch, DEFAULT)
    model.show_numbers(array("q", range(50_000)))
    view = SheetView(model, "table")
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.go(10, 3)
    QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    block = view.block()
    assert block is not None
    assert (block.height, block.columns) == (50_000, [3])
    assert sum(fetched) <= 512
