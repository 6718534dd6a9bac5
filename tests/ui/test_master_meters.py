"""Masters recorded, hung, read and weighed on the real page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from desktop.domain.reading_list import ReadingEntry
from desktop.ui.dialogs.master_meter import MasterMeterDialog
from desktop.ui.itemmodels.reading_rows import READING
from desktop.ui.pages.master_meters import MasterMeters
from tests.support.real_window import idle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.pages.readings_part import ReadingTable

W = "water_meter"
DAYS = (date(2026, 1, 1), date(2026, 2, 1))


@pytest.fixture
def page(real: MainWindow, qtbot: QtBot) -> MasterMeters:
    """The page of the quarter visited least, without any master yet."""
    office = real.desk.office
    quarter = max(office.reading.quarters(), key=lambda row: row.code)
    for meter in office.metering.tree(quarter.id, W).roots:
        office.editing.remove(W, meter.id)
    hung = [m.id for m in office.metering.tree(quarter.id, W).orphans]
    office.metering.set_parent(W, hung, None)
    real.desk.choose(quarter.id)
    quarters: Any = real.show_page("quarters")
    idle(real, qtbot)
    quarters.show_masters()
    idle(real, qtbot)
    found: MasterMeters = quarters._masters
    assert found.quarter_id == quarter.id
    return found


def add(page: MasterMeters, real: MainWindow, qtbot: QtBot, number: str = "ZB1") -> str:
    page.add_master()
    dialog: Any = page.findChild(MasterMeterDialog)
    dialog.number.setText(number)
    dialog.store()
    idle(real, qtbot)
    idle(real, qtbot)
    assert page.forest is not None
    return next(m.id for m in page.forest.by_id.values() if m.number == number)


def below(page: MasterMeters, master: str) -> list[str]:
    assert page.forest is not None
    return [meter.id for meter in page.forest.below(master)]


def staircase(page: MasterMeters) -> list[str]:
    """Choose the first group of loose meters by its heading."""
    model, tree = page.model, page.tree
    loose = model.index(model.rowCount() - 1, 0)
    group = model.index(0, 0, loose)
    assert model.node(group).meter is None
    flags = QItemSelectionModel.SelectionFlag
    tree.selectionModel().select(group, flags.ClearAndSelect | flags.Rows)
    return page.selected_ids()


def editor_of(table: ReadingTable) -> QLineEdit:
    """Return the editor that is open; one that closes is still there for a moment."""
    editors: Any = table.findChildren(QLineEdit)
    found: QLineEdit = [one for one in editors if one.isVisible()][-1]
    return found


def choose_upper(page: MasterMeters, meter_id: str) -> None:
    page.upper.setCurrentIndex(page.upper.findData(meter_id))


def test_a_staircase_is_hung_below_a_new_master_in_one_step(
    real: MainWindow, qtbot: QtBot, page: MasterMeters
) -> None:
    master = add(page, real, qtbot)
    ids = staircase(page)
    assert len(ids) > 1
    assert str(len(ids)) in page.chosen.text()
    choose_upper(page, master)
    page.hang()
    idle(real, qtbot)
    idle(real, qtbot)
    assert below(page, master) == ids
    page.tree.collapse(page.model.find(master))
    page.refresh()
    idle(real, qtbot)
    assert not page.tree.isExpanded(page.model.find(master))
    assert page.model.node(page.model.find(master)).cells[3] == str(len(ids))
    choose_upper(page, master)
    page.tree.selectionModel().clearSelection()
    page.hang()
    assert page.error.isVisible()
    real._undo()
    idle(real, qtbot)
    idle(real, qtbot)
    assert below(page, master) == []


def test_a_number_that_is_taken_keeps_the_dialog_open(
    real: MainWindow, qtbot: QtBot, page: MasterMeters
) -> None:
    assert page.forest is not None
    taken = page.forest.loose[0]
    page.add_master()
    dialog: Any = page.findChild(MasterMeterDialog)
    dialog.number.setText(taken.number)
    dialog.store()
    idle(real, qtbot)
    assert dialog.isVisible()
    assert taken.where in dialog.error.text()
    assert dialog.number.text() == taken.number
    dialog.reject()


def test_readings_are_typed_one_below_the_other_and_lower_ones_asked_again(
    real: MainWindow, qtbot: QtBot, page: MasterMeters
) -> None:
    master = add(page, real, qtbot)
    page.choose(master)
    part = page.readings
    part.day.setText("2026-01-05")
    metering = real.desk.office.metering
    ids = staircase(page)
    metering.set_parent(W, ids, master)
    page.refresh()
    idle(real, qtbot)
    page.choose(master)
    table = part.table
    table.begin(0)
    for text in ("1000", "12.5"):
        QTest.keyClicks(editor_of(table), text)
        QTest.keyClick(editor_of(table), Qt.Key.Key_Return)
        qtbot.wait(10)
    QTest.keyClicks(editor_of(table), "77")
    idle(real, qtbot)
    idle(real, qtbot)
    assert table.currentIndex().row() == 2
    assert editor_of(table).text() == "77"  # what is being typed outlives the refresh
    assert [line.sign for line in part.model.rows[:2]] == ["✓", "✓"]
    known = metering.tree(page.quarter_id, W).by_id
    assert known[master].reading is not None
    part.day.setText("2026-01-06")
    part.model.clear_typed()
    cell = part.model.index(0, READING)
    part.model.setData(cell, "990")
    idle(real, qtbot)
    assert part.model.rows[0].wrong
    assert "1000" in part.model.rows[0].sign
    part.model.setData(cell, "990")
    idle(real, qtbot)
    assert part.model.rows[0].sign == "✓"
    part.model.setData(part.model.index(1, READING), "zwölf")
    assert part.model.rows[1].wrong


def test_a_pasted_list_is_one_step_and_names_what_it_left_out(
    real: MainWindow, qtbot: QtBot, page: MasterMeters
) -> None:
    assert page.forest is not None
    one, two = page.forest.loose[:2]
    part = page.readings
    part.day.setText(real.desk.office.metering.today().isoformat())
    part.paste_text(f"{one.number}\t99031\n{two.number}\t99032\n99999999\t1")
    idle(real, qtbot)
    idle(real, qtbot)
    assert "99999999" in part.problems.text()
    known = real.desk.office.metering.tree(page.quarter_id, W).by_id
    assert [known[m.id].reading for m in (one, two)] == [Decimal(99031), Decimal(99032)]
    part.paste_text("nichts")
    idle(real, qtbot)
    assert part.problems.text()
    part.day.setText("gestern")
    part.paste_text(f"{one.number}\t31")
    assert part.problems.text()


def test_the_balance_says_within_over_or_what_is_missing(
    real: MainWindow, qtbot: QtBot, page: MasterMeters
) -> None:
    master = add(page, real, qtbot)
    metering = real.desk.office.metering
    ids = staircase(page)
    metering.set_parent(W, ids, master)
    for day, amount in zip(DAYS, (0, 10), strict=True):
        entries = [ReadingEntry(one, day, Decimal(amount)) for one in ids]
        entries.append(ReadingEntry(master, day, Decimal(amount * len(ids))))
        metering.record_readings(W, entries, lower=True)
    page.refresh()
    idle(real, qtbot)
    page.choose(master)
    part = page.balance
    part.begins.setText("2026-01-01")
    part.ends.setText("2026-02-01")
    part.ask()
    idle(real, qtbot)
    assert part.answer.text().startswith("✓")
    assert len(part.model.records) == len(ids) + 1
    late = [ReadingEntry(master, DAYS[1], Decimal(20 * len(ids)))]
    metering.record_readings(W, late, lower=True)
    part.ask()
    idle(real, qtbot)
    assert part.answer.text().startswith("✕")
    part.percent.setText("60")
    part.percent.editingFinished.emit()
    idle(real, qtbot)
    idle(real, qtbot)
    assert part.answer.text().startswith("✓")
    assert metering.tolerance(W).percent == Decimal(60)
    part.begins.setText("2025-01-01")
    part.ask()
    idle(real, qtbot)
    assert part.answer.text().startswith("?")
    part.ends.setText("")
    part.ask()
    assert part.error.text()


def test_the_page_has_names_large_targets_and_a_way_back(
    real: MainWindow, qtbot: QtBot, page: MasterMeters
) -> None:
    buttons: Any = page.findChildren(QPushButton)
    for pressed in buttons:
        assert pressed.accessibleName()
        assert not pressed.isVisible() or pressed.height() >= 44
    page.utility.buttons[1].click()
    idle(real, qtbot)
    assert page.kind == "electricity_meter"
    quarters: Any = real.show_page("quarters")
    page.left.emit()
    assert quarters.table.isVisible()
    empty = MasterMeters(real.desk, "0" * 32)
    qtbot.addWidget(empty)
