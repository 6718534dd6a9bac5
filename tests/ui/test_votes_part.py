"""The tab of the owners' vote on the real services: from an empty list to a frozen result."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop.domain.codes import Choice
from desktop.kernel.progress import NoProgress
from desktop.ui.dialogs.print_ballots import PrintBallotsDialog
from desktop.ui.dialogs.vote_consents import VoteConsentsDialog
from desktop.ui.pages.project.vote_bars import VoteBars
from desktop.ui.pages.project.votes_part import VotesPart
from tests.support.accessible import clipped, nameless
from tests.support.real_window import idle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.services.vote_doors import BallotLine
    from desktop.ui.main_window.window import MainWindow

TODAY = date.today()  # noqa: DTZ011 - the window's own day
PAST: dict[str, Any] = {
    "title": "水表、电表出户",
    "announced_on": TODAY - timedelta(days=40),
    "vote_from": TODAY - timedelta(days=20),
    "vote_to": TODAY - timedelta(days=1),
}
SIGNED = (TODAY - timedelta(days=10)).isoformat()


class Hall:
    """A quarter without any vote yet, and the tab that looks at it."""

    def __init__(self, real: MainWindow, qtbot: QtBot) -> None:
        self.real, self.qtbot = real, qtbot
        self.votes = real.desk.office.votes
        quarters = real.desk.office.reading.quarters()
        self.quarter = next(
            q for q in quarters if q.progress.households > 5 and not self.votes.of_quarter(q.id)
        )
        self.part = VotesPart(real.desk)
        qtbot.addWidget(self.part)
        self.part.resize(1240, 640)
        self.part.show()
        self.show()

    def show(self) -> None:
        self.part.show_quarter(self.quarter.id, self.quarter.code)
        self.settle()

    def settle(self) -> None:
        idle(self.real, self.qtbot)
        self.qtbot.wait(5)
        idle(self.real, self.qtbot)

    def open(self, **values: Any) -> str:
        vote, _ = self.votes.open(self.quarter.id, {**PAST, **values})
        self.show()
        return vote

    @property
    def lines(self) -> list[BallotLine]:
        return self.part.ballots.lines

    def take_all(self, vote: str, choice: int = 1) -> None:
        doors = {line.household_id: choice for line in self.lines}
        day = TODAY - timedelta(days=10)
        self.real.desk.act(lambda: self.votes.take(vote, doors, cast_on=day), owner=self.part)
        self.settle()
        self.part.refresh()
        self.settle()


@pytest.fixture
def hall(real: MainWindow, qtbot: QtBot) -> Hall:
    return Hall(real, qtbot)


def test_an_empty_quarter_offers_to_begin_a_vote_and_every_control_has_a_name(hall: Hall) -> None:
    assert hall.part.empty.isVisible()
    hall.part.open_vote()
    hall.settle()
    hall.show()
    assert not hall.part.empty.isVisible()
    assert hall.part.tabs.currentWidget() is hall.part.settings
    assert hall.part.settings.editors["matter"].raw == "1"
    assert hall.part.result.headline.text() == "目前还不够"
    for number in range(hall.part.tabs.count()):
        hall.part.tabs.setCurrentIndex(number)
        assert not nameless(hall.part)
        assert not clipped(hall.part)


def test_ballots_are_taken_at_the_keyboard_in_one_line_or_in_the_table(hall: Hall) -> None:
    vote = hall.open()
    ballots = hall.part.ballots
    door = hall.lines[1].door.replace("栋", "-").replace("单元", "-")
    ballots.day.setText(SIGNED)
    ballots.quick.setText(f"{door} 2")
    hall.qtbot.keyClick(ballots.quick, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    hall.settle()
    assert [line.choice for line in hall.votes.ballots(vote)][:3] == [None, 2, None]
    assert "✓" in ballots.said.text()
    ballots.quick.setText("99-9-999 1")
    hall.qtbot.keyClick(ballots.quick, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    hall.settle()
    assert "没有这一户" in ballots.said.text()
    assert ballots.quick.text() == "99-9-999 1"
    ballots.day.setText("32.13.")
    ballots.quick.setText(f"{door} 1")
    hall.qtbot.keyClick(ballots.quick, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    hall.settle()
    assert hall.votes.ballots(vote)[1].choice == Choice.NO
    ballots.day.setText(SIGNED)
    ballots.table.selectRow(0)
    for key in (Qt.Key.Key_1, Qt.Key.Key_3):
        hall.qtbot.keyClick(ballots.table, key)  # type: ignore[no-untyped-call]
    hall.settle()
    assert [line.choice for line in hall.votes.ballots(vote)][:3] == [1, 3, None]


def test_one_ballot_in_full_needs_a_proxy_document(hall: Hall) -> None:
    vote = hall.open()
    form = hall.part.ballots.form
    form.keep()
    assert form.error.text()
    form.choice.set_code("1")
    form.signer_kind.setCurrentIndex(form.signer_kind.findData(3))
    form.day.setText(SIGNED)
    form.keep()
    hall.settle()
    assert "委托书" in form.error.text()
    form.proxy.setText("委托书1号")
    form.keep()
    hall.settle()
    (first, *_) = hall.votes.ballots(vote)
    assert first.choice == Choice.YES
    assert first.ballots[0].proxy_document == "委托书1号"


def test_what_is_being_typed_survives_another_ballot_and_the_filter_lists_what_is_left(
    hall: Hall,
) -> None:
    vote = hall.open()
    form = hall.part.ballots.form
    form.signer.setText("正在输入")
    other = hall.lines[3].household_id
    day = TODAY - timedelta(days=9)
    hall.real.desk.act(lambda: hall.votes.take(vote, {other: 1}, cast_on=day), owner=hall.part)
    hall.settle()
    hall.part.refresh()
    hall.settle()
    assert form.signer.text() == "正在输入"
    ballots = hall.part.ballots
    ballots.filter.setCurrentIndex(ballots.filter.findData("open"))
    assert len(ballots.listed) == len(hall.lines) - 1
    ballots.filter.setCurrentIndex(0)
    ballots.search.setText(hall.lines[0].door)
    assert ballots.listed[0].door == hall.lines[0].door


def test_what_is_wrong_is_a_button_that_goes_there(hall: Hall) -> None:
    vote = hall.open(announced_on=None)
    door = hall.lines[2]
    hall.real.desk.act(lambda: hall.votes.take(vote, {door.household_id: 1}), owner=hall.part)
    hall.settle()
    hall.part.refresh()
    hall.settle()
    buttons = {one.text(): one for one in hall.part.result.buttons}
    late = next(one for text, one in buttons.items() if "截止以后" in text)
    late.click()
    assert [line.door for line in hall.part.ballots.listed] == [door.door]
    next(one for text, one in buttons.items() if "公告日期" in text).click()
    assert hall.part.tabs.currentWidget() is hall.part.settings


def test_closing_says_what_it_means_and_freezes(hall: Hall) -> None:
    vote = hall.open()
    hall.take_all(vote)
    assert hall.part.close_vote.isEnabled()
    hall.part.ask_close()
    box: Any = hall.part.findChild(QMessageBox)
    next(b for b in box.buttons() if "锁定" not in b.text()).click()
    hall.settle()
    assert not hall.votes.result(vote).frozen
    next(b for b in box.buttons() if "锁定" in b.text()).click()
    hall.settle()
    hall.part.refresh()
    hall.settle()
    assert hall.votes.result(vote).frozen
    assert not hall.part.close_vote.isEnabled()
    assert not hall.part.ballots.quick.isEnabled()
    assert not hall.part.ballots.form.store.isEnabled()
    assert not hall.part.settings.editors["vote_to"].inputs()[0].isEnabled()
    assert "通过" in hall.part.result.headline.text()


def test_counting_again_shows_both_and_what_differs(hall: Hall) -> None:
    vote = hall.open()
    hall.take_all(vote)
    hall.real.desk.act(lambda: hall.votes.close(vote), owner=hall.part)
    hall.settle()
    two = [line.household_id for line in hall.lines[:2]]
    hall.real.desk.act(lambda: hall.votes.same_owner(two), owner=hall.part)
    hall.settle()
    hall.part.refresh()
    hall.settle()
    recount = hall.part.recount
    hall.part.tabs.setCurrentWidget(recount)
    recount.ask()
    hall.settle()
    heads = next(line for line in recount.numbers.records if line.name == "全部（人）")
    assert int(heads.frozen) == int(heads.now) + 1
    assert {d.code for d in recount.differences.records} == {"vote-owner-changed"}
    recount.keep_count()
    hall.settle()
    assert hall.votes.result(vote).result.heads.total == int(heads.frozen)


def test_the_scope_of_buildings_is_ticked(hall: Hall) -> None:
    vote = hall.open(scope=2)
    hall.part.tabs.setCurrentWidget(hall.part.settings)
    places = hall.part.settings.places
    assert places.isVisible()
    assert places.count() >= 1
    places.item(0).setCheckState(Qt.CheckState.Checked)
    hall.settle()
    building = hall.real.desk.office.reading.buildings(hall.quarter.id)[0].id
    assert hall.votes.result(vote).vote["scope_ids"] == building


def test_consents_are_counted_before_they_are_taken(hall: Hall) -> None:
    vote = hall.open()
    dialog = VoteConsentsDialog(hall.real.desk, vote, "", hall.part)
    dialog.ask()
    assert not dialog.take.isEnabled()
    dialog.day.setText("2000-01-01")
    dialog.ask()
    hall.settle()
    expected = hall.votes.consents(vote, date(2000, 1, 1)).ballots
    assert f"{len(expected)} 户" in dialog.says.text()
    assert dialog.take.isEnabled() is bool(expected)
    dialog.take_them()
    hall.settle()
    taken = [line for line in hall.votes.ballots(vote) if line.ballots]
    assert len(taken) == len(expected)


def test_ballots_are_printed_for_the_doors_without_one(hall: Hall, tmp_path: Path) -> None:
    vote = hall.open()
    first = hall.lines[0].household_id
    waiting = [line.household_id for line in hall.lines[1:]]
    dialog = PrintBallotsDialog(
        hall.real.desk, vote, [("全部", [first, *waiting]), ("余", waiting)]
    )
    dialog._choices.button(1).setChecked(True)
    made = dialog._prepare()(tmp_path / "ballots.pdf", NoProgress())
    assert made.ids == tuple(waiting)
    assert (tmp_path / "ballots.pdf").read_bytes().startswith(b"%PDF")
    dialog.deleteLater()


def test_papers_are_saved_where_the_person_says(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = hall.open()
    hall.take_all(vote)
    hall.real.desk.act(lambda: hall.votes.close(vote), owner=hall.part)
    hall.settle()
    hall.part.refresh()
    hall.settle()
    actions = {one.data(): one for one in hall.part.papers.menu().actions()}
    for which, name, start in (("public", "a.pdf", b"%PDF"), ("result", "b.docx", b"PK")):
        target = tmp_path / name
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *_, target=target: (str(target), "")
        )
        actions[which].trigger()
        hall.settle()
        assert target.read_bytes().startswith(start)


def test_several_ballots_are_pasted_at_once(hall: Hall) -> None:
    vote = hall.open()
    doors = [line.door.replace("栋", "-").replace("单元", "-") for line in hall.lines[:3]]
    hall.part.ballots.day.setText(SIGNED)
    text = "\n".join([f"{doors[0]}\t1", f"{doors[1]}\t2", f"{doors[2]}\t9", "x"])
    QGuiApplication.clipboard().setText(text)
    hall.part.ballots.paste.click()
    hall.settle()
    assert [line.choice for line in hall.votes.ballots(vote)][:3] == [1, 2, None]
    told = hall.part.ballots.said.text()
    assert "已收 2 票" in told
    assert told.count("✗") == 2


def test_the_bars_say_in_words_what_they_show(hall: Hall) -> None:
    vote = hall.open()
    checks = hall.votes.count(vote).result.checks
    bars = VoteBars()
    hall.qtbot.addWidget(bars)
    bars.show_checks(checks)
    bars.resize(900, bars.sizeHint().height())
    bars.show()
    assert "应达 2/3 以上" in bars.accessibleDescription()
    assert "✗" in bars.accessibleDescription()
    assert not bars.grab().isNull()
