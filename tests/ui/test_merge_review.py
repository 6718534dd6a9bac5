"""The review of a returned workbook: looked at, narrowed, decided, and only then merged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.domain.merge_review import Review, ReviewGroup
from desktop.kernel.errors import InputError
from desktop.ui.pages.merge_review import MergePart
from desktop.ui.viewmodels.merge_lines import merge_decisions, merge_lines
from desktop.ui.viewmodels.review_lines import OURS, THEIRS, Pick
from desktop.ui.viewmodels.review_state import ReviewState
from desktop.ui.widgets.end_of_text import EndOfText
from tests.support.fake_district import (
    FakeDistrict,
    FakeExchangeLog,
    a_review,
    a_row,
    an_export,
    big_review,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.desk import Desk
    from tests.support.fake_office import FakeOffice

FILE = Path("returned.xlsx")


@pytest.fixture
def district(office: FakeOffice) -> FakeDistrict:
    office.district = FakeDistrict(did=office.history.did)
    return office.district  # type: ignore[no-any-return]


@pytest.fixture
def part(desk: Desk, district: FakeDistrict, qtbot: QtBot) -> MergePart:
    del district
    made = MergePart(desk)
    qtbot.addWidget(made)
    made.resize(1240, 600)
    made.show()
    return made


def planned(part: MergePart, qtbot: QtBot) -> MergePart:
    part.plan(FILE)
    qtbot.waitUntil(lambda: part.stack.currentIndex() == 1)
    return part


def shown(part: MergePart) -> list[str]:
    model = part.pane.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose_group(part: MergePart, group: ReviewGroup) -> None:
    tree = part.pane.tree
    for number in range(tree.topLevelItemCount()):
        tree.setCurrentItem(tree.topLevelItem(number))
        if tree.where.group is group:
            return
    raise AssertionError(group)


def decision(part: MergePart, row: int) -> str:
    return str(part.pane.model.index(row, 6).data())


def test_planning_shows_everything_and_writes_nothing(
    part: MergePart, qtbot: QtBot, district: FakeDistrict
) -> None:
    planned(part, qtbot)
    assert district.applied == []
    assert part.pane.tree.topLevelItemCount() == 1 + len(ReviewGroup)
    assert "14" in part.head.says.text()
    assert "120" in part.head.says.text()
    assert "returned.xlsx" in part.head.title.text()
    assert part.pane.tree.where.group is ReviewGroup.CONFLICT
    assert len(shown(part)) == 2


def test_alarms_must_be_ticked_one_by_one_before_merging(
    part: MergePart, qtbot: QtBot, district: FakeDistrict
) -> None:
    planned(part, qtbot)
    assert not part.merge.isEnabled()
    part.apply()
    assert district.applied == []
    (tick,) = part.head.ticks
    assert "联系电话" in tick.accessibleName()
    tick.setChecked(True)
    assert part.merge.isEnabled()
    tick.setChecked(False)
    assert not part.merge.isEnabled()


def test_one_key_answers_and_goes_on_to_the_next_line(part: MergePart, qtbot: QtBot) -> None:
    planned(part, qtbot)
    table = part.pane.table
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_T)
    assert table.chosen_rows() == [1]
    QTest.keyClick(table, Qt.Key.Key_1)
    assert [decision(part, row) for row in range(2)] == ["用对方", "用我方"]
    QTest.keyClick(table, Qt.Key.Key_L)
    assert [decision(part, row) for row in range(2)] == ["用对方", "未定"]


def test_many_lines_are_answered_at_once_and_what_does_not_fit_is_said(
    part: MergePart, qtbot: QtBot
) -> None:
    planned(part, qtbot)
    part.pane.tree.setCurrentItem(part.pane.tree.topLevelItem(0))
    table = part.pane.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(table.chosen_rows()) == 24
    QTest.keyClick(table, Qt.Key.Key_O)
    assert part.pane.state.tally().left == 0
    assert part.pane.state.tally().cells == 1
    said: Any = part.pane._said
    assert said.isVisible()
    assert "1" in said.text()
    QTest.keyClick(table, Qt.Key.Key_T)
    # A cell that cannot be read is never taken.
    assert part.pane.state.tally().kept == 1


def test_the_foot_follows_every_decision(part: MergePart, qtbot: QtBot) -> None:
    planned(part, qtbot)
    part.head.ticks[0].setChecked(True)
    assert (
        part.foot.text()
        == "合并将写入：14 处改动，新增 1 条。 8 项留到“待裁决”，1 个看不懂的不动。"
    )
    part.pane.table.selectRow(0)
    part.pane.answer(Pick.THEIRS)
    assert "15 处改动" in part.foot.text()
    choose_group(part, ReviewGroup.DELETION)
    part.pane.answer(Pick.THEIRS)
    assert "删除 1 条" in part.foot.text()
    choose_group(part, ReviewGroup.MATCH)
    part.pane.answer(Pick.OURS)
    assert "1 项用我方" in part.foot.text()


def test_a_third_value_is_checked_by_its_field(part: MergePart, qtbot: QtBot) -> None:
    planned(part, qtbot)
    choose_group(part, ReviewGroup.PROBLEM)
    table, details = part.pane.table, part.pane.details
    table.selectRow(0)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_V)
    assert details.editor is not None
    line = details.editor.inputs()[0]
    assert line.hasFocus()
    QTest.keyClicks(line, "abc")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.accessibleDescription()
    assert part.pane.state.answers == {}
    line.clear()  # type: ignore[attr-defined]
    QTest.keyClicks(line, "6")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert decision(part, 0) == "6"
    (answer,) = part.pane.state.answers.values()
    assert (answer.pick, answer.value) == (Pick.VALUE, 6)


def test_a_third_value_goes_to_every_chosen_line_of_that_field_only(
    part: MergePart, qtbot: QtBot
) -> None:
    planned(part, qtbot)
    pane = part.pane
    pane.tree.setCurrentItem(pane.tree.topLevelItem(0))
    pane.table.selectAll()
    assert pane.details.editor is not None
    pane.details.editor.put("13900000000")
    pane.details.take.click()
    lines = {line.key: line for line in pane.state.lines}
    fields = {lines[key].field for key in pane.state.answers}
    assert fields == {"phone"}
    assert len(pane.state.answers) == 16


def test_what_is_typed_for_one_line_does_not_reach_the_next(part: MergePart, qtbot: QtBot) -> None:
    planned(part, qtbot)
    pane = part.pane
    assert pane.details.editor is not None
    line = pane.details.editor.inputs()[0]
    line.setFocus()
    QTest.keyClicks(line, "13911112222")
    pane.table.selectRow(1)
    assert pane.state.answers == {}
    assert pane.details.editor.raw == ""


def test_who_leaves_the_field_for_another_answer_means_that_one(
    part: MergePart, qtbot: QtBot
) -> None:
    planned(part, qtbot)
    pane = part.pane
    pane.table.selectRow(0)
    assert pane.details.editor is not None
    line = pane.details.editor.inputs()[0]
    line.setFocus()
    QTest.keyClicks(line, "13911112222")
    pane.buttons[Pick.OURS].setFocus()
    pane.buttons[Pick.OURS].click()
    assert [decision(part, row) for row in range(2)] == ["用我方", "未定"]


def test_filter_and_reason_narrow_the_table(part: MergePart, qtbot: QtBot) -> None:
    planned(part, qtbot)
    pane = part.pane
    pane.text.setText("王秀蓝")
    qtbot.waitUntil(lambda: len(shown(part)) == 1)
    assert pane.details.title.text().endswith("301")
    pane.text.clear()
    qtbot.waitUntil(lambda: len(shown(part)) == 2)
    choose_group(part, ReviewGroup.DELETION)
    assert len(shown(part)) == 2
    place = pane.reason.findData("对方要删")
    pane.reason.setCurrentIndex(place)
    pane.reason.activated.emit(place)
    assert len(shown(part)) == 1
    assert decision(part, 0) == "未定"


def test_an_alarm_leads_to_the_cells_of_its_column(part: MergePart, qtbot: QtBot) -> None:
    planned(part, qtbot)
    found: Any = part.head.findChildren(QPushButton)
    (look,) = found
    look.click()
    assert part.pane.tree.where.group is None
    lines = part.pane.state.lines
    assert {lines[number].field for number in part.pane.model.shown} == {"phone"}


def test_quarters_below_a_group_narrow_it(part: MergePart, qtbot: QtBot) -> None:
    planned(part, qtbot)
    tree = part.pane.tree
    top = tree.topLevelItem(tree.topLevelItemCount() - 1)
    below = top.child(0)
    tree.setCurrentItem(below)
    names = shown(part)
    assert len(names) == int(below.text(1))
    assert all(name.startswith(below.text(0)) for name in names)


def test_a_quarter_narrows_every_group(part: MergePart, qtbot: QtBot) -> None:
    planned(part, qtbot)
    pane = part.pane
    pane.tree.setCurrentItem(pane.tree.topLevelItem(0))
    place = pane.quarter.findData("翠湖小区")
    pane.quarter.setCurrentIndex(place)
    pane.quarter.activated.emit(place)
    assert all(name.startswith("翠湖小区") for name in shown(part))
    count = len(shown(part))
    choose_group(part, ReviewGroup.CHANGE)
    assert 0 < len(shown(part)) < count
    assert pane.quarter.currentData() == "翠湖小区"


def test_merging_hands_over_the_answers_and_offers_to_take_it_back(
    part: MergePart, qtbot: QtBot, district: FakeDistrict, office: FakeOffice, desk: Desk
) -> None:
    planned(part, qtbot)
    part.head.ticks[0].setChecked(True)
    part.pane.table.selectRow(0)
    part.pane.answer(Pick.THEIRS)
    part.pane.answer(Pick.OURS)
    offers: list[tuple[str, str, Any]] = []
    desk.messages.offered.connect(lambda *said: offers.append(said))
    part.merge.click()
    qtbot.waitUntil(lambda: part.stack.currentIndex() == 2)
    first, second = part.pane.state.lines[:2]
    assert district.applied == [{first.key: "theirs", second.key: "ours"}]
    assert part.done.questions.isVisible()
    ((text, action, run),) = offers
    assert (action, "14" in text) == ("撤销", True)
    asked: list[object] = []
    office.editing.undo = asked.append  # type: ignore[assignment,method-assign]
    assert part.done.undo.isVisible()
    part.done.undo.click()
    qtbot.waitUntil(lambda: part.stack.currentIndex() == 0)
    run()
    assert asked == ["7"]


def test_answers_outlive_a_lock_and_end_with_the_merge(
    part: MergePart, qtbot: QtBot, desk: Desk
) -> None:
    planned(part, qtbot)
    part.pane.table.selectRow(0)
    part.pane.answer(Pick.THEIRS)
    assert part.pane.details.editor is not None
    part.pane.details.editor.put("王第三")
    part.pane.details.take.click()
    part.hide()  # as a lock does
    again = MergePart(desk)
    qtbot.addWidget(again)
    again.show()
    planned(again, qtbot)
    assert [decision(again, row) for row in range(2)] == ["用对方", "王第三"]
    assert again.pane.state.tally().fields == 16
    again.head.ticks[0].setChecked(True)
    again.apply()
    qtbot.waitUntil(lambda: again.stack.currentIndex() == 2)
    assert desk.drafts == {}


def test_a_file_that_cannot_be_read_says_so_and_leaves_the_page(
    part: MergePart, qtbot: QtBot, district: FakeDistrict
) -> None:
    district.fail_with = InputError("workbook-no-export-id")
    part.plan(FILE)
    qtbot.waitUntil(part.error.isVisible)
    assert part.stack.currentIndex() == 0
    district.fail_with = None
    planned(part, qtbot)
    assert not part.error.isVisible()


def test_a_workbook_is_dropped_and_anything_else_is_not(
    part: MergePart, qtbot: QtBot, district: FakeDistrict, tmp_path: Path
) -> None:
    def drop(path: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        event = QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        part.dropEvent(event)

    drop(tmp_path / "picture.png")
    assert not district.planned
    drop(tmp_path / "back.ods")
    qtbot.waitUntil(lambda: part.stack.currentIndex() == 1)
    assert [path.name for path in district.planned] == ["back.ods"]


def test_the_buttons_speak_of_the_chosen_lines(part: MergePart, qtbot: QtBot) -> None:
    planned(part, qtbot)
    buttons = part.pane.buttons
    assert buttons[Pick.THEIRS].text() == "用对方 (T)"
    choose_group(part, ReviewGroup.PROPOSAL)
    assert (buttons[Pick.THEIRS].text(), buttons[Pick.OURS].text()) == ("采纳 (T)", "不采纳 (O)")
    choose_group(part, ReviewGroup.DELETION)
    assert buttons[Pick.THEIRS].text() == "删除 (T)"
    assert not buttons[Pick.VALUE].isEnabled()
    part.pane.table.selectRow(1)
    assert "水表 1 个" in part.pane.details.hangs.text()
    choose_group(part, ReviewGroup.PROBLEM)
    part.pane.table.selectRow(1)
    assert not any(button.isEnabled() for button in buttons.values())


def test_the_head_says_which_export_came_back(
    part: MergePart, qtbot: QtBot, office: FakeOffice
) -> None:
    office.exchange_log = FakeExchangeLog([an_export()])
    planned(part, qtbot)
    said = part.head.title.text()
    assert "2026-03-02" in said
    assert "棉纺厂宿舍" in said
    assert "DEMO01" in said


def test_a_marked_copy_is_written_and_opened(
    part: MergePart, qtbot: QtBot, district: FakeDistrict, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    opened: list[str] = []
    monkeypatch.setattr(
        "desktop.ui.pages.merge_review.QDesktopServices.openUrl",
        lambda url: opened.append(url.toLocalFile()),
    )
    planned(part, qtbot)
    assert part.marked.isVisible()
    part.mark(tmp_path / "marked.xlsx")
    qtbot.waitUntil(lambda: bool(opened))
    assert district.marked_to == [(FILE, tmp_path / "marked.xlsx")]
    assert opened == [str(tmp_path / "marked.xlsx")]
    district.found = Review((a_row(ReviewGroup.CHANGE, 1, taken=True),))
    planned(part, qtbot)
    qtbot.waitUntil(lambda: not part.marked.isVisible())


def test_a_line_leads_to_its_household(part: MergePart, qtbot: QtBot, desk: Desk) -> None:
    planned(part, qtbot)
    opened: list[str] = []
    desk.opened.connect(opened.append)
    part.pane.details.go.click()
    QTest.keyClick(part.pane.table, Qt.Key.Key_Return)
    line = part.pane.state.lines[0]
    assert opened == [line.record_id, line.record_id]


def test_the_cell_and_who_changed_ours_stand_beside(part: MergePart, qtbot: QtBot) -> None:
    planned(part, qtbot)
    details = part.pane.details
    assert "住户!H4" in details.place.text()
    qtbot.waitUntil(details.trail.isVisible)
    assert "李敏" in details.trail.text()


def test_nobody_decides_in_a_ledger_that_is_only_read(
    part: MergePart, qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(desk), "read_only", property(lambda _: True))
    planned(part, qtbot)
    part.head.ticks[0].setChecked(True)
    part.pane.answer(Pick.THEIRS)
    assert part.pane.state.answers == {}
    assert not part.merge.isEnabled()


def test_fifty_thousand_lines_are_narrowed_and_answered_at_once(
    part: MergePart, qtbot: QtBot, district: FakeDistrict
) -> None:
    district.found = big_review(50_000)
    planned(part, qtbot)
    pane = part.pane
    pane.tree.setCurrentItem(pane.tree.topLevelItem(0))
    with QSignalBlocker(pane.text):
        pane.text.setText("nothing at all")
    pane.narrow()
    assert pane.model.rowCount() == 0
    with QSignalBlocker(pane.text):
        pane.text.setText("")
    pane.narrow()
    assert pane.model.rowCount() == 50_000
    pane.table.selectAll()
    pane.answer(Pick.OURS)
    assert pane.state.tally().kept == 50_000


def test_answers_go_by_the_keys_of_the_review() -> None:
    state = ReviewState(merge_lines(a_review()))
    assert merge_decisions(state.lines, state.answers) == {}
    state.decide([0], THEIRS)
    state.decide(range(len(state.lines)), OURS)
    state.decide([1], THEIRS)
    made = merge_decisions(state.lines, state.answers)
    assert made[state.lines[0].key] == "ours"
    assert made[state.lines[1].key] == "theirs"
    assert "住户/99" not in made


def test_taking_an_answer_back_leaves_no_decision() -> None:
    state = ReviewState(merge_lines(Review((a_row(ReviewGroup.CHANGE, 1, taken=True),))))
    state.decide([0], OURS)
    assert state.tally().kept == 1
    state.decide([0], THEIRS)
    assert state.answers == {}
    assert state.tally().fields == 1


def test_addresses_are_cut_at_their_beginning(part: MergePart, qtbot: QtBot) -> None:
    planned(part, qtbot)
    assert isinstance(part.pane.table.itemDelegateForColumn(0), EndOfText)
