"""The acceptance page over real services: measuring, confirming, telling, deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton

from desktop.domain.acceptance import ItemStatus
from desktop.domain.project_codes import AcceptanceOutcome, CheckResult, ProjectPart, Trade
from desktop.ui.pages.acceptance import AcceptancePage
from tests.support.real_window import idle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.pages.acceptance_trade import TradePart

T = TypeVar("T", bound="QWidget")
METAL = {"pipe": "metal", "working": "0.4", "test": "0.6", "start": "0.62", "minutes": "10"}


@pytest.fixture
def page(real: MainWindow, qtbot: QtBot) -> AcceptancePage:
    """The page at the finished quarter, with a new acceptance of the water works begun."""
    quarters = sorted(real.desk.office.reading.quarters(), key=lambda row: row.code)
    real.resize(1366, 768)
    real.show_page("acceptance")
    real.desk.choose(quarters[0].id)
    idle(real, qtbot)
    found = real.pages["acceptance"]
    assert isinstance(found, AcceptancePage)
    rows = real.desk.office.acceptances.of_quarter(quarters[0].id)
    if not rows or all(row.outcome is not None for row in rows):
        found.water.begin()
        idle(real, qtbot)
    assert found.water.sheet is not None
    assert found.water.sheet.outcome is None
    return found


def press(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isEnabled()
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]


def below(part: QWidget, kind: type[T], name: str = "") -> list[T]:
    """Return the widgets of one kind below ``part``, by object name where one is given."""
    found: Any = part.findChildren(kind, name) if name else part.findChildren(kind)
    return list(found)


def button_of(part: QWidget, name: str) -> QPushButton:
    """Return the first button of ``part`` with this accessible name."""
    return next(b for b in below(part, QPushButton) if b.accessibleName() == name)


def status(part: TradePart, code: str) -> ItemStatus:
    assert part.sheet is not None
    return part.sheet.line(code).status


def test_the_judgement_shows_while_it_is_typed_and_counts_when_saved(
    page: AcceptancePage, real: MainWindow, qtbot: QtBot
) -> None:
    part = page.water
    part.show_item("W06")
    part.item.table.selectRow(0)
    part.item.measures.clear()
    part.item.measures.put({**METAL, "leak": ""})
    assert not part.item.save.isEnabled()
    leak = part.item.measures.input("leak")
    leak.setCurrentIndex(1)  # type: ignore[union-attr]
    end = part.item.measures.input("end")
    assert isinstance(end, QLineEdit)
    for typed, sign in (("0.61", "✓"), ("0.5", "✕")):
        end.clear()
        qtbot.keyClicks(end, typed)  # type: ignore[no-untyped-call]
        assert part.item.measures.verdict.text().startswith(sign)
    press(qtbot, part.item.save)
    idle(real, qtbot)
    assert status(part, "W06") is ItemStatus.FAILED
    assert part.sheet is not None
    first = part.sheet.line("W06").places[0]
    assert (first.result, first.reasons[0].code) == (CheckResult.FAIL, "pressure-drop")


def test_the_second_phase_appears_with_plastic_pipes(page: AcceptancePage) -> None:
    page.water.show_item("W06")
    measures = page.water.item.measures
    second = measures.input("second_end")
    measures.put({"pipe": "metal"})
    assert not second.isVisible()
    measures.put({"pipe": "plastic"})
    assert second.isVisible()


def test_what_was_computed_is_confirmed_by_one_press(
    page: AcceptancePage, real: MainWindow, qtbot: QtBot
) -> None:
    part = page.water
    part.show_item("W01")
    assert status(part, "W01") is ItemStatus.UNCONFIRMED
    press(qtbot, part.item.confirm)
    idle(real, qtbot)
    assert status(part, "W01") is ItemStatus.PASSED
    assert not part.item.confirm.isVisible()
    real.desk.act(real.desk.office.editing.undo, owner=part)
    idle(real, qtbot)
    assert status(part, "W01") is ItemStatus.UNCONFIRMED


def test_the_household_of_a_place_is_one_press_away(
    page: AcceptancePage, qtbot: QtBot, real: MainWindow
) -> None:
    part = page.water
    part.show_item("W02")
    part.item.table.selectRow(1)
    place = part.item.selected()[0].place.id
    with qtbot.waitSignal(real.desk.opened) as opened:
        press(qtbot, part.item.go)
    assert opened.args == [place]
    idle(real, qtbot)


def test_the_outcome_says_in_words_what_blocks_and_goes_there(
    page: AcceptancePage, real: MainWindow, qtbot: QtBot
) -> None:
    part = page.water
    part.side.setCurrentIndex(3)
    words = " ".join(label.text() for label in below(part.outcome, QLabel))
    assert "C03" in words
    assert "W01" in words
    press(qtbot, button_of(part.outcome, "前往"))
    idle(real, qtbot)
    assert part.side.currentIndex() == 2
    assert part.item.title.text().startswith("C03")
    part.show_item("C02")
    press(qtbot, part.item.go)
    idle(real, qtbot)
    assert real.page_name == "stages"
    assert real.pages["stages"].tab_name == "votes"  # type: ignore[attr-defined]


def test_a_quarter_goes_from_notice_to_a_frozen_outcome(
    page: AcceptancePage, real: MainWindow, qtbot: QtBot
) -> None:
    part = page.water
    part.side.setCurrentIndex(2)
    assert part.sheet is not None
    for party in part.sheet.companies:
        name = "供水企业" if party is ProjectPart.WATER_COMPANY else "供电企业"
        for what in ("书面通知", "到场"):
            _fill(part.notices, name, what, qtbot)
            idle(real, qtbot)
    part.side.setCurrentIndex(0)
    assert part.sheet is not None
    for line in part.sheet.lines:
        part.show_item(line.item.code)
        if part.item.confirm.isVisible():
            press(qtbot, part.item.confirm)
            idle(real, qtbot)
    part.outcome.decide(AcceptanceOutcome.PASSED)
    idle(real, qtbot)
    assert part.sheet.outcome is AcceptanceOutcome.PASSED
    assert part.outcome.says.text() == "验收结论：合格"
    assert not part.item.save.isVisible()
    assert not part.item.passed.isVisible()
    assert part.again.isVisible()


def _fill(notices: QWidget, company: str, what: str, qtbot: QtBot) -> None:
    """Type today into the row ``what`` of one company's panel and save it."""
    panels = below(notices, QFrame, "panel")
    panel = next(f for f in panels if company in below(f, QLabel)[0].text())
    lines = below(panel, QLineEdit)
    next(e for e in lines if e.accessibleName() == f"{what} 日期").setText("2026-01-15")
    press(qtbot, button_of(panel, f"保存 {what}"))


def test_a_failing_place_gets_a_defect_with_a_day_and_its_re_inspection(
    page: AcceptancePage, real: MainWindow, qtbot: QtBot
) -> None:
    """W13 fails at one box: listed, mended, looked at again; then the item passes."""
    part = page.water
    part.show_item("W13")
    part.item.table.selectRow(0)
    press(qtbot, part.item.failed)
    idle(real, qtbot)
    assert status(part, "W13") is ItemStatus.FAILED
    part.item.table.selectRow(0)
    press(qtbot, part.item.defect)
    idle(real, qtbot)
    defects = part.defects
    chosen = defects.register.chosen
    assert chosen is not None
    assert (chosen["item_code"], chosen["acceptance_id"]) == ("W13", part.sheet and part.sheet.id)
    assert chosen["due_on"] is not None
    assert not defects.good.isEnabled()
    press(qtbot, defects.fixed)
    idle(real, qtbot)
    press(qtbot, defects.good)
    idle(real, qtbot)
    assert status(part, "W13") is ItemStatus.PASSED
    assert part.sheet is not None
    assert part.sheet.line("W13").places[0].mended


def test_only_an_accepted_quarter_gets_its_handover_list(
    page: AcceptancePage, real: MainWindow, qtbot: QtBot
) -> None:
    quarters = sorted(real.desk.office.reading.quarters(), key=lambda row: row.code)
    acceptances = real.desk.office.acceptances
    assert acceptances.may_issue(quarters[0].id, Trade.WATER) == ()
    assert acceptances.may_issue(quarters[1].id, Trade.WATER)
    # The decided acceptance stands second: the page says where to go from it.
    page.water.choice.setCurrentIndex(1)
    idle(real, qtbot)
    page.water.side.setCurrentIndex(3)
    with qtbot.waitSignal(real.desk.page_asked) as asked:
        press(qtbot, button_of(page.water.outcome, "去开合格证和移交清单"))
    assert asked.args == ["forms"]


def test_the_failing_households_stay_a_tab_away(
    page: AcceptancePage, real: MainWindow, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(2)
    idle(real, qtbot)
    here = {row["household_id"] for row in page.failing.model.records}
    page.failing.where.setCurrentIndex(1)
    idle(real, qtbot)
    everywhere = {row["household_id"] for row in page.failing.model.records}
    assert here < everywhere


def test_a_quarter_without_an_acceptance_says_how_to_begin(
    real: MainWindow, qtbot: QtBot, page: AcceptancePage
) -> None:
    quarters = sorted(real.desk.office.reading.quarters(), key=lambda row: row.code)
    real.desk.choose(quarters[-1].id)
    idle(real, qtbot)
    assert button_of(page.water, "开始验收").isVisible()


def test_the_whole_page_fits_a_small_screen(page: AcceptancePage, real: MainWindow) -> None:
    page.water.show_item("W06")
    page.water.item.measures.put({"pipe": "plastic"})
    assert real.minimumSizeHint().height() <= 768
    assert real.height() == 768
    assert page.water.item.save.visibleRegion().boundingRect().height() > 20
