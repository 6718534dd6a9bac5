"""A workbook that really went out and came back edited, through the real page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.domain.merge_review import ReviewGroup
from desktop.ui.viewmodels.review_lines import OURS, THEIRS, Pick
from tests.support.real_window import idle

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.pages.exchange import ExchangePage

HOUSEHOLDS = "住户"
FIRST = 3
DOORS = 6


class Returned:
    """An export, what is typed into it, and the households in its first rows."""

    def __init__(self, real: MainWindow, folder: Path) -> None:
        self.path = folder / "returned.xlsx"
        self.office = real.desk.office
        self.office.district.export(self.path)
        from openpyxl import load_workbook

        self._book = load_workbook(self.path)
        self.sheet: Any = self._book[HOUSEHOLDS]
        self.columns = {cell.value: cell.column for cell in self.sheet[1]}
        doors = {}
        for row in self.office.reading.household_rows(
            list(self.office.reading.household_numbers())
        ):
            doors[f"{row.quarter}/{row.building_no}/{row.unit_no}/{row.room_no}"] = row.id
        self.ids = [doors["/".join(self._address(row))] for row in range(FIRST, FIRST + DOORS)]

    def _address(self, row: int) -> tuple[str, ...]:
        keys = ("quarter.name", "building.building_no", "unit.unit_no", "household.room_no")
        return tuple(str(self.sheet.cell(row, self.columns[key]).value) for key in keys)

    def type(self, number: int, key: str, value: object) -> None:
        """Type into a column of the ``number``-th household."""
        self.sheet.cell(FIRST + number, self.columns[key]).value = value

    def save(self) -> Path:
        """Save what was typed."""
        self._book.save(self.path)
        return self.path

    def household(self, number: int) -> Mapping[str, Any]:
        """Return a household as the ledger has it now."""
        return self.office.reading.card(self.ids[number]).household


@pytest.fixture
def page(real: MainWindow) -> ExchangePage:
    shown: Any = real.show_page("exchange")
    shown.tabs.setCurrentWidget(shown.merge)
    return shown  # type: ignore[no-any-return]


@pytest.fixture
def returned(real: MainWindow, tmp_path: Path) -> Returned:
    return Returned(real, tmp_path)


def plan(page: ExchangePage, returned: Returned, qtbot: QtBot, real: MainWindow) -> None:
    page.merge.plan(returned.save())
    idle(real, qtbot)
    assert page.merge.error.text() == ""
    for tick in page.merge.head.ticks:
        tick.setChecked(True)


def numbers_of(page: ExchangePage, group: ReviewGroup) -> list[int]:
    lines = page.merge.pane.state.lines
    return [number for number, line in enumerate(lines) if line.group is group]


def choose(page: ExchangePage, record_id: str, field: str) -> None:
    """Choose a line as a person does: everything shown, then its row."""
    pane = page.merge.pane
    pane.tree.setCurrentItem(pane.tree.topLevelItem(0))
    for row, number in enumerate(pane.model.shown):
        line = pane.state.lines[number]
        if (line.record_id, line.field) == (record_id, field):
            pane.table.selectRow(row)
            return
    raise AssertionError(field)


def test_accept_decline_third_value_and_what_stays_open_is_settled_later(
    real: MainWindow, page: ExchangePage, returned: Returned, qtbot: QtBot
) -> None:
    office, before = real.desk.office, [returned.household(n) for n in range(DOORS)]
    earlier = office.questions.count()
    office.editing.set_field("household", returned.ids[0], "owner_name", "王台账")
    returned.type(0, "household.owner_name", "王表格")
    for number in (1, 2, 3):
        returned.type(number, "household.owner_name", f"区改{number}")
    returned.type(4, "household.floor", "五楼半")
    plan(page, returned, qtbot, real)
    pane = page.merge.pane
    assert len(numbers_of(page, ReviewGroup.CONFLICT)) == 1
    assert len(numbers_of(page, ReviewGroup.PROPOSAL)) == 3
    assert len(numbers_of(page, ReviewGroup.PROBLEM)) == 1

    choose(page, returned.ids[0], "owner_name")
    assert "王台账" in pane.details.values["ours"].text()
    qtbot.waitUntil(pane.details.trail.isVisible)
    assert "王台账" in pane.details.trail.text()
    QTest.keyClick(pane.table, Qt.Key.Key_V)
    assert pane.details.editor is not None
    line: Any = pane.details.editor.inputs()[0]
    line.insert("王第三")
    QTest.keyClick(line, Qt.Key.Key_Return)
    choose(page, returned.ids[1], "owner_name")
    QTest.keyClick(pane.table, Qt.Key.Key_T)
    choose(page, returned.ids[2], "owner_name")
    QTest.keyClick(pane.table, Qt.Key.Key_O)
    assert returned.household(1)["owner_name"] == before[1]["owner_name"]

    page.merge.merge.click()
    idle(real, qtbot)
    assert page.merge.stack.currentIndex() == 2
    names = [returned.household(n)["owner_name"] for n in range(DOORS)]
    assert names[:4] == ["王第三", "区改1", before[2]["owner_name"], before[3]["owner_name"]]
    assert returned.household(4)["floor"] == before[4]["floor"]

    idle(real, qtbot)
    place = page.tabs.indexOf(page.questions)
    qtbot.waitUntil(lambda: page.tabs.tabText(place) == f"待裁决 ({earlier + 2})")
    page.merge.done.questions.click()
    idle(real, qtbot)
    asked = page.questions.pane
    asked_of = {line.record_id: number for number, line in enumerate(asked.state.lines)}
    assert len(asked_of) == earlier + 2
    asked.state.decide([asked_of[returned.ids[3]]], THEIRS)
    asked.state.decide([asked_of[returned.ids[4]]], OURS)
    page.questions.settle()
    idle(real, qtbot)
    qtbot.waitUntil(lambda: office.questions.count() == earlier)
    assert returned.household(3)["owner_name"] == "区改3"
    assert returned.household(4)["floor"] == before[4]["floor"]


def test_planning_alone_changes_nothing_and_the_merge_is_one_undo(
    real: MainWindow, page: ExchangePage, returned: Returned, qtbot: QtBot
) -> None:
    office = real.desk.office
    before = [returned.household(n) for n in range(DOORS)]
    recent = office.history.recent(1)[0].number
    for number in (0, 1, 2):
        returned.type(number, "household.remarks", f"区里备注{number}")
    plan(page, returned, qtbot, real)
    assert office.history.recent(1)[0].number == recent
    assert [returned.household(n) for n in range(DOORS)] == before
    for group in (ReviewGroup.PROPOSAL, ReviewGroup.CONFLICT):
        page.merge.pane.state.decide(numbers_of(page, group), THEIRS)
    offers: list[Any] = []
    real.desk.messages.offered.connect(lambda *offer: offers.append(offer))
    page.merge.apply()
    idle(real, qtbot)
    assert [returned.household(n)["remarks"] for n in range(3)] == [
        "区里备注0",
        "区里备注1",
        "区里备注2",
    ]
    offers[-1][2]()
    idle(real, qtbot)
    assert [returned.household(n) for n in range(DOORS)] == before
    assert page.merge.stack.currentIndex() == 0


def test_an_alarm_holds_a_whole_column_back_until_it_was_looked_at(
    real: MainWindow, page: ExchangePage, returned: Returned, qtbot: QtBot
) -> None:
    for number in range(40):
        returned.type(number, "household.owner_name", f"改{number}")
    page.merge.plan(returned.save())
    idle(real, qtbot)
    (tick,) = page.merge.head.ticks
    assert "业主姓名" in tick.accessibleName()
    assert not page.merge.merge.isEnabled()
    assert page.merge.pane.state.tally().fields == 0
    look: Any = page.merge.head.findChild(QPushButton)
    look.click()
    table = page.merge.pane.table
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_2)
    assert page.merge.pane.state.tally().fields == 40
    assert not page.merge.merge.isEnabled()
    tick.click()
    page.merge.merge.click()
    idle(real, qtbot)
    names = [returned.household(number)["owner_name"] for number in range(DOORS)]
    assert names == [f"改{number}" for number in range(DOORS)]


def test_the_same_file_again_asks_only_for_what_was_left_open(
    real: MainWindow, page: ExchangePage, returned: Returned, qtbot: QtBot
) -> None:
    office = real.desk.office
    office.editing.set_field("household", returned.ids[0], "owner_name", "王台账")
    returned.type(0, "household.owner_name", "王表格")
    returned.type(1, "household.remarks", "区里核实")
    plan(page, returned, qtbot, real)
    page.merge.merge.click()
    idle(real, qtbot)
    count, newest = office.questions.count(), office.history.recent(1)[0].number
    page.merge.plan(returned.path)
    idle(real, qtbot)
    assert "以前合并过" in page.merge.head.says.text()
    assert [line.record_id for line in page.merge.pane.state.lines] == [returned.ids[0]]
    page.merge.merge.click()
    idle(real, qtbot)
    assert (office.questions.count(), office.history.recent(1)[0].number) == (count, newest)


def test_a_problem_is_pointed_at_by_its_cell_and_marked_in_a_copy(
    real: MainWindow, page: ExchangePage, returned: Returned, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from openpyxl import load_workbook
    from openpyxl.utils import get_column_letter

    monkeypatch.setattr("desktop.ui.pages.merge_review.QDesktopServices.openUrl", lambda _: True)
    returned.type(4, "household.floor", "五楼半")
    plan(page, returned, qtbot, real)
    choose(page, returned.ids[4], "floor")
    letter = get_column_letter(returned.columns["household.floor"])
    cell = f"{letter}{FIRST + 4}"
    assert f"{HOUSEHOLDS}!{cell}" in page.merge.pane.details.place.text()
    assert not page.merge.pane.buttons[Pick.THEIRS].isEnabled()
    page.merge.mark(tmp_path / "marked.xlsx")
    idle(real, qtbot)
    copy: Any = load_workbook(tmp_path / "marked.xlsx")
    assert copy[HOUSEHOLDS][cell].value == "五楼半"
    assert copy[HOUSEHOLDS][cell].comment is not None


def test_the_export_tab_lists_what_went_out_and_came_back(
    real: MainWindow, page: ExchangePage, tmp_path: Path, qtbot: QtBot
) -> None:
    part = page.export
    page.tabs.setCurrentWidget(part)
    idle(real, qtbot)
    count = part.earlier.rowCount()
    part.return_by.setText("2027/1/5")
    part.export(tmp_path / "out.xlsx")
    idle(real, qtbot)
    assert part.open.isVisible()
    assert part.earlier.rowCount() == count + 1
    shown = [part.earlier.index(0, column).data() for column in range(5)]
    assert shown[3:] == ["2027-01-05", "尚未交回"]
    part.return_by.setText("soon")
    part.export(tmp_path / "never.xlsx")
    idle(real, qtbot)
    assert not (tmp_path / "never.xlsx").exists()
