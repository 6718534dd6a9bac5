"""What merges left open: listed, narrowed, settled together, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.pages.exchange import ExchangePage
from desktop.ui.pages.questions_part import QuestionsPart
from desktop.ui.viewmodels.review_lines import Answer, Pick
from tests.support.fake_district import FakeQuestions, a_question

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.desk import Desk
    from tests.support.fake_office import FakeOffice


@pytest.fixture
def questions(office: FakeOffice) -> FakeQuestions:
    waiting = [a_question(n) for n in range(1, 7)]
    waiting.append(a_question(7, source="parcel", partner="二号", field="owner_name"))
    waiting.append(
        a_question(8, field="", reason="conflict-missing-row", can_type=False, theirs=None)
    )
    office.waiting = FakeQuestions(waiting, did=office.history.did)
    return office.waiting  # type: ignore[no-any-return]


@pytest.fixture
def part(desk: Desk, questions: FakeQuestions, qtbot: QtBot) -> QuestionsPart:
    del questions
    made = QuestionsPart(desk)
    qtbot.addWidget(made)
    made.resize(1240, 600)
    made.show()
    qtbot.waitUntil(lambda: len(made.pane.state.lines) == 8)
    return made


def test_questions_stand_in_groups_and_say_where_they_come_from(part: QuestionsPart) -> None:
    sources = [part.source.itemText(number) for number in range(part.source.count())]
    assert sources == ["全部来源", "工作簿 DEMO01 2026-03-02", "电脑 二号 2026-03-02"]
    assert part.pane.tree.topLevelItemCount() == 3
    assert not part.store.isEnabled()


def test_one_source_is_looked_at_alone_and_answers_outlive_it(part: QuestionsPart) -> None:
    part.pane.table.selectRow(0)
    part.pane.answer(Pick.THEIRS)
    part.source.setCurrentIndex(2)
    part.source.activated.emit(2)
    assert part.pane.model.rowCount() == 1
    assert part.pane.tree.topLevelItemCount() == 2
    part.source.setCurrentIndex(0)
    part.source.activated.emit(0)
    assert [answer.pick for answer in part.pane.state.answers.values()] == [Pick.THEIRS]


def test_many_are_settled_at_once_by_the_keyboard(
    part: QuestionsPart, questions: FakeQuestions, qtbot: QtBot
) -> None:
    part.pane.tree.setCurrentItem(part.pane.tree.topLevelItem(0))
    table = part.pane.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_O)
    assert part.foot.text() == "已定 8 项，还有 0 项未定。"
    counted: list[int] = []
    part.counted.connect(counted.append)
    part.store.setFocus()
    QTest.keyClick(part.store, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: part.stack.currentIndex() == 0)
    ((ids, choice, value),) = questions.settled
    assert (len(ids), choice, value) == (8, "ours", None)
    assert counted[-1] == 0


def test_every_kind_of_answer_is_stored_and_the_rest_stays(
    part: QuestionsPart, questions: FakeQuestions, qtbot: QtBot, desk: Desk, office: FakeOffice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    state, said = part.pane.state, []
    numbers = {line.key: number for number, line in enumerate(state.lines)}
    state.decide([numbers["q1"], numbers["q2"]], Answer(Pick.THEIRS))
    state.decide([numbers["q3"]], Answer(Pick.VALUE, "13912345678", "13912345678"))
    offers: list[Any] = []
    desk.messages.offered.connect(lambda *offer: offers.append(offer))
    said.append(part.foot.text())
    part.settle()
    qtbot.waitUntil(lambda: len(part.pane.state.lines) == 5)
    assert questions.settled == [
        (("q1", "q2"), "theirs", None),
        (("q3",), "value", "13912345678"),
    ]
    assert part.pane.state.answers == {}
    ((text, _, run),) = offers
    assert text == "已裁决 3 项。"
    undone: list[str] = []
    monkeypatch.setattr(office.editing, "undo", undone.append)
    run()
    qtbot.waitUntil(lambda: undone == ["8", "7"])


def test_nothing_open_is_said_in_words(desk: Desk, office: FakeOffice, qtbot: QtBot) -> None:
    office.waiting = FakeQuestions()
    part = QuestionsPart(desk)
    qtbot.addWidget(part)
    counted: list[int] = []
    part.counted.connect(counted.append)
    part.show()
    qtbot.waitUntil(lambda: counted == [0])
    assert part.stack.currentIndex() == 0


def test_the_tab_says_how_many_wait(desk: Desk, questions: FakeQuestions, qtbot: QtBot) -> None:
    page = ExchangePage(desk)
    qtbot.addWidget(page)
    page.show()
    place = page.tabs.indexOf(page.questions)
    qtbot.waitUntil(lambda: page.tabs.tabText(place) == "待裁决 (8)")
    questions.waiting = questions.waiting[:1]
    page.refresh()
    qtbot.waitUntil(lambda: page.tabs.tabText(place) == "待裁决 (1)")


def test_a_question_leads_to_its_record(part: QuestionsPart, desk: Desk) -> None:
    opened: list[str] = []
    desk.opened.connect(opened.append)
    part.pane.details.go.click()
    assert opened == [part.pane.state.lines[0].record_id]
