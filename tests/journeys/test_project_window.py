"""The same story by hand: a quarter from the survey to the handover through the real windows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QMessageBox, QPushButton

from desktop.domain.acceptance_outcome import blockers
from desktop.domain.checklist import Judge
from desktop.domain.codes import Stage
from desktop.domain.project_codes import AcceptanceOutcome, Trade
from desktop.domain.rows import Scope
from desktop.domain.stages import PAPERS, GateReason
from desktop.kernel.identity import time_ordered_ids
from desktop.services.demo.clerk import CellEdit, edit_workbook
from desktop.services.demo.survey import Surveyors
from desktop.ui.shell.language import speak
from desktop.ui.shell.theme import Theme, apply_theme
from tests.support.project_hands import Hands
from tests.support.project_office import CODE, HARDSHIP, LOCKED, REFUSES, ProjectOffice
from tests.support.real_window import PATIENCE, real_window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.domain.changes import Changes
    from desktop.domain.checklist import Item
    from desktop.domain.rows import HouseholdRow
    from desktop.domain.values import Record
    from desktop.ui.pages.acceptance_trade import TradePart
    from desktop.ui.pages.forms import FormsPage

pytestmark = pytest.mark.qt_log_ignore(r"propagateSizeHints|support raise|grabbing the keyboard")

TODAY = date.today()  # noqa: DTZ011 - the window's own day
NO_WATER = 9
PARTIES = {
    "市自来水公司": 3, "市供电公司": 4, "鄂东水电安装工程有限公司": 5, "宝塔建设监理有限公司": 6,
}  # fmt: skip
METAL = {"pipe": "metal", "working": "0.4", "test": "0.6", "start": "0.62", "minutes": "10"}


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


@pytest.fixture
def place(tmp_path: Path) -> ProjectOffice:
    """The quarter before its survey; the window opens the same file."""
    made = ProjectOffice(tmp_path, TODAY - timedelta(days=400))
    made.ledger.close()
    return made


@pytest.fixture
def hands(
    place: ProjectOffice, qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> Iterator[Hands]:
    speak(qapp, "zh_CN")
    apply_theme(qapp, Theme())
    with real_window(qapp, tmp_path, qtbot, ledger=place.path) as window:
        yield Hands(window, qtbot)


def test_a_quarter_goes_from_the_survey_to_the_handover_by_hand(
    hands: Hands, place: ProjectOffice, tmp_path: Path
) -> None:
    survey(hands, place)
    file_committee(hands)
    vote(hands, place)
    file_papers(hands, Stage.SCHEME)
    cost(hands, place)
    file_papers(hands, Stage.COSTING)
    move_to_next_year(hands, tmp_path)
    review(hands, place)
    file_papers(hands, Stage.REVIEW)
    file_papers(hands, Stage.APPROVAL)
    pay(hands, place)
    build(hands, place)
    file_papers(hands, Stage.WORKS)
    fail_the_pressure_test(hands, place)
    accept(hands, place, Trade.WATER)
    accept(hands, place, Trade.ELECTRICITY)
    hand_over(hands)
    assert hands.office.gates.of(CODE).complete


def rows_of(hands: Hands, place: ProjectOffice) -> list[HouseholdRow]:
    found: list[HouseholdRow] = hands.office.reading.doors(Scope(quarter_id=place.quarter_id))
    return found


def doors(hands: Hands, place: ProjectOffice) -> list[str]:
    return [row.id for row in rows_of(hands, place)]


def survey(hands: Hands, place: ProjectOffice) -> None:
    """Twelve doors on the card: the second refuses, nobody is home at the fifth."""
    page = hands.page("survey")
    building = hands.office.reading.buildings(place.quarter_id)[0]
    hands.window.desk.choose(place.quarter_id, building.id)
    hands.settle()
    for number, door in enumerate(doors(hands, place)):
        page.card.show_household(door)
        hands.settle()
        answers = {"visit_state": "1", "w_state": "3", "e_state": "2"}
        answers |= {"consent_w": "2" if number == NO_WATER else "1", "consent_e": "1"}
        if number == REFUSES:
            answers = {"visit_state": "3"}
        elif number == LOCKED:
            answers = {"visit_state": "2"}
        for name, raw in answers.items():
            buttons = page.card.editor("household", name).buttons.buttons
            hands.press(next(b for b in buttons if b.property("value") == raw))
    (quarter,) = hands.office.reading.quarters()
    assert (quarter.progress.households, quarter.progress.visited) == (12, 10)


def vote(hands: Hands, place: ProjectOffice) -> None:
    """Days and title are typed, ballots come in by quick lines, closing freezes."""
    page = hands.page("stages")
    page.open_tab("votes")
    hands.settle()
    part = page.part("votes")
    hands.press(next(b for b in part.empty.findChildren(QPushButton) if b.text() == "发起表决"))
    for name, raw in (
        ("title", "水表、电表出户改造"),
        ("announced_on", ago(60)),
        ("vote_from", ago(40)),
        ("vote_to", ago(30)),
    ):
        hands.answer(part.settings.editors[name], raw)
    hands.tab(part.tabs, 0)
    for number, line in enumerate(list(part.ballots.lines)):
        if number == LOCKED:
            continue
        assert not hands.office.votes.of_quarter(place.quarter_id)[0].frozen
        part.ballots.day.setText(ago(35))
        room = line.door.replace("栋", "-").replace("单元", "-")
        hands.write(part.ballots.quick, f"{room} {2 if number == REFUSES else 1}")
    hands.qtbot.waitUntil(lambda: "11" in str(part.report.result.heads.taking_part))
    hands.press(part.close_vote)
    box = asked(part)
    hands.press(next(b for b in box.buttons() if "锁定" in b.text()))
    (line,) = hands.office.votes.of_quarter(place.quarter_id)
    assert line.frozen is not None
    assert line.frozen.passed
    assert (line.frozen.heads.yes, line.frozen.heads.no) == (10, 1)
    assert not part.ballots.quick.isEnabled()


def money_section(hands: Hands, name: str) -> Any:
    page = hands.page("stages")
    page.open_tab("money")
    hands.settle()
    part = page.part("money")
    hands.press(next(b for b in part.sections.buttons if b.property("value") == name))
    return part.section(name)


def file_committee(hands: Hands) -> None:
    """Owners' committee first: the gate says so until the filing is on record."""
    lines = stage_part(hands).lines
    line = next(line for line in lines if line.missing.code is GateReason.COMMITTEE)
    hands.press(line.go)
    page: Any = hands.window.pages["stages"]
    assert page.tab_name == "committee"
    part = page.part("committee")
    fields = {"name": "棉纺厂宿舍业主委员会", "state": "2", "elected_on": ago(90)}
    hands.register(part.committee, **fields)
    assert GateReason.COMMITTEE in {line.missing.code for line in stage_part(hands).lines}
    page.open_tab("committee")
    hands.settle()
    hands.answer(part.committee.editor("filed_on"), ago(70))
    hands.answer(part.committee.editor("state"), "3")
    lines = stage_part(hands).lines
    assert GateReason.COMMITTEE not in {line.missing.code for line in lines}


def stage_part(hands: Hands) -> Any:
    page = hands.page("stages")
    hands.tab(page.tabs, 0)
    return page.part("stages")


def file_papers(hands: Hands, stage: Stage) -> None:
    """File every paper that the gate of ``stage`` asks for; nothing else was missing."""
    part = stage_part(hands)
    assert hands.office.gates.of(CODE).stage is stage
    for _ in PAPERS[stage]:
        line = part.lines[0]
        assert line.missing.code is GateReason.PAPER, line.missing
        hands.fill(line.number, f"2026-{int(stage)}")
        hands.fill(line.dated, ago(20 - int(stage)))
        hands.press(line.file)
    assert hands.office.gates.of(CODE).stage is not stage


def cost(hands: Hands, place: ProjectOffice) -> None:
    """Both companies' estimates."""
    costs = money_section(hands, "costs")
    for utility, amount in (("W", "9360"), ("E", "6720")):
        hands.register(costs.items, utility=utility, est_kind="1", item="材料与人工", amount=amount)
    found = hands.office.money.costs(place.quarter_id).facts
    assert (found.estimate_w, found.estimate_e) == (Decimal(9360), Decimal(6720))


def review(hands: Hands, place: ProjectOffice) -> None:
    """The review with its cut, and a cost price for each work."""
    audits = money_section(hands, "audits")
    hands.register(audits.register, kind="1", submitted="16080", approved="15000")
    assert hands.office.money.audits(place.quarter_id)[0].cut == Decimal(1080)
    prices = money_section(hands, "prices")
    for utility, share in (("W", "200"), ("E", "150")):
        hands.register(prices.prices, utility=utility, price="750", share=share)


def move_to_next_year(hands: Hands, folder: Path) -> None:
    """The plan goes up as a workbook and comes back with another year."""
    page = hands.page("exchange")
    page.export.export(folder / "上报.xlsx")
    hands.settle()
    edit_workbook(
        folder / "上报.xlsx",
        folder / "退回.xlsx",
        [
            CellEdit(
                "计划与批复",
                {"quarter.quarter_code": CODE},
                "quarter.plan_year",
                TODAY.year + 1,
            )
        ],
    )
    page.tabs.setCurrentIndex(2)
    page.merge.plan(folder / "退回.xlsx")
    hands.settle()
    page.merge.apply()
    hands.settle()
    (quarter,) = hands.office.registers.rows("quarter")
    assert quarter["plan_year"] == TODAY.year + 1


def pay(hands: Hands, place: ProjectOffice) -> None:
    """Shares are previewed and set; one household is let off; the others pay at the counter."""
    prices = money_section(hands, "prices")
    hands.fill(prices.due_on, (TODAY + timedelta(days=30)).isoformat())
    hands.press(prices.preview)
    hands.press(prices.apply)
    part = money_section(hands, "shares")
    found = doors(hands, place)
    owing = [row.household_id for row in part.model.records if row.lines]
    assert len(owing) == 10
    assert found[REFUSES] not in owing
    part.choose(found[HARDSHIP])
    hands.settle()
    beside = part.beside
    for trade in ("W", "E"):
        hands.press(next(b for b in beside.act.buttons if b.property("value") == "waive"))
        hands.pick(beside.trade, trade)
        hands.press(beside.store)
        assert beside.says.text(), "a waiver needs its approval"
        hands.pick(beside.reason, "1")
        hands.fill(beside.number, f"赤街减1号{trade}")
        hands.fill(beside.by, "周建国")
        hands.press(beside.store)
    for number, door in enumerate(found):
        if door in owing and number != HARDSHIP:
            part.choose(door)
            hands.settle()
            hands.press(next(b for b in beside.act.buttons if b.property("value") == "pay"))
            hands.fill(beside.receipt, f"80000{number:02d}")
            hands.press(beside.store)
    sums = hands.office.money.shares(place.quarter_id).sums
    assert (sums.due, sums.waived, sums.paid) == (Decimal(3300), Decimal(350), Decimal(2950))
    assert sums.unpaid == 0


def build(hands: Hands, place: ProjectOffice) -> None:
    """The contractor's meters come as one operation, as his list brings them; old ones go."""
    surveyors = Surveyors(3, time_ordered_ids())
    found = surveyors.finish(rows_of(hands, place))
    known = ("w_state", "e_state", "arrears_w", "arrears_e")
    states: list[tuple[str, Record]] = [
        (door, {name: values[name] for name in known if name in values})
        for door, values in found.households
    ]
    updates = {"household": states}
    for kind, meters in found.new_meters.items():
        joined = {meter["household_id"] for meter in meters}
        old = [(m, d) for m, d in hands.office.reading.meters_in_use(kind) if d in joined]
        updates[kind] = surveyors.closings(kind, iter(old))
    editing, desk = hands.office.editing, hands.window.desk
    desk.act(
        lambda: editing.change_many("exchange-meters", inserts=found.new_meters, updates=updates),
        owner=hands.window,
    )
    registers = hands.office.registers
    for name, part in PARTIES.items():
        desk.act(
            partial(added, registers.add, "organisation", {"kind": part, "name": name}),
            owner=hands.window,
        )
    hands.settle()


def added(add: Any, *given: Any) -> Changes:
    changes: Changes = add(*given)[1]
    return changes


def trade_part(hands: Hands, place: ProjectOffice, trade: Trade) -> TradePart:
    page = hands.page("acceptance")
    hands.window.desk.choose(place.quarter_id)
    hands.settle()
    hands.tab(page.tabs, 0 if trade is Trade.WATER else 1)
    part: TradePart = page.water if trade is Trade.WATER else page.power
    return part


def begin(hands: Hands, part: TradePart) -> None:
    """Begin the first acceptance from the empty page, a later one beside the decided one."""
    words = {"开始验收", "开始新的验收"}
    hands.press(next(b for b in buttons_of(part) if b.text() in words))
    assert part.sheet is not None
    assert part.sheet.outcome is None


def buttons_of(part: QWidget) -> list[QPushButton]:
    """Return the buttons of ``part`` that can be seen."""
    found: list[Any] = list(part.findChildren(QPushButton))
    return [b for b in found if b.isVisible()]


def asked(part: QWidget) -> Any:
    """Return the question that stands before the window."""
    found: list[Any] = list(part.findChildren(QMessageBox))
    (box,) = [box for box in found if box.isVisible()]
    return box


def measure(hands: Hands, part: TradePart, values: dict[str, str]) -> None:
    """Type measured values into the fields of the item in hand."""
    for name, text in values.items():
        field = part.item.measures.input(name)
        if isinstance(field, QLineEdit):
            hands.fill(field, text)
        else:
            hands.pick(field, text)


def fail_the_pressure_test(hands: Hands, place: ProjectOffice) -> None:
    """The pipes leak: the values say so, passing is blocked, and the failure is frozen."""
    part = trade_part(hands, place, Trade.WATER)
    begin(hands, part)
    part.show_item("W06")
    hands.settle()
    hands.press(part.item.choose_open)
    measure(hands, part, {**METAL, "end": "0.50", "leak": "found"})
    assert part.item.measures.verdict.text().startswith("✕")
    hands.press(part.item.save)
    decide(hands, part, AcceptanceOutcome.FAILED)
    rows = hands.office.acceptances.of_quarter(place.quarter_id)
    assert [row.outcome for row in rows] == [AcceptanceOutcome.FAILED]
    form = choose_form(hands, "acceptance-certificate")
    assert form.missing.text().startswith("还不能")


def decide(hands: Hands, part: TradePart, outcome: AcceptanceOutcome) -> None:
    """Press the outcome, and say yes once more."""
    hands.tab(part.side, 3)
    word = {AcceptanceOutcome.PASSED: "合格", AcceptanceOutcome.FAILED: "不合格"}
    blocked = blockers(outcome, part.sheet.lines if part.sheet else ())
    assert not blocked, blocked
    hands.press(next(b for b in buttons_of(part.outcome) if b.text() == word[outcome]))
    box = asked(part.outcome)
    hands.press(next(b for b in box.buttons() if box.buttonRole(b) == box.ButtonRole.AcceptRole))
    assert part.sheet is not None
    assert part.sheet.outcome is outcome


def accept(hands: Hands, place: ProjectOffice, trade: Trade) -> None:
    """Tell the companies, check every place, confirm what the ledger knows, decide."""
    part = trade_part(hands, place, trade)
    begin(hands, part)
    tell_companies(hands, part)
    hands.tab(part.side, 0)
    assert part.sheet is not None
    for code in [line.item.code for line in part.sheet.lines]:
        check_item(hands, part, code)
    decide(hands, part, AcceptanceOutcome.PASSED)


def tell_companies(hands: Hands, part: TradePart) -> None:
    """Write down the letter and who came, where that has not been done already."""
    hands.tab(part.side, 2)
    for company in ("供水企业", "供电企业"):
        for what in ("书面通知", "到场"):
            panels: list[Any] = list(part.notices.findChildren(QFrame, "panel"))
            frame = next(f for f in panels if company in f.findChildren(QLabel)[0].text())
            lines = {line.accessibleName(): line for line in frame.findChildren(QLineEdit)}
            day = lines[f"{what} 日期"]
            if not day.text():
                hands.fill(day, ago(1))
                save = f"保存 {what}"
                hands.press(next(b for b in buttons_of(frame) if b.accessibleName() == save))


def check_item(hands: Hands, part: TradePart, code: str) -> None:
    """Sample, measure, state and confirm one item as far as it asks for it."""
    part.show_item(code)
    hands.settle()
    item = part.item
    if item.sample.isVisible():
        hands.press(item.sample)
    assert part.sheet is not None
    line = part.sheet.line(code)
    if item.choose_open.isVisible() and item.choose_open.isEnabled():
        hands.press(item.choose_open)
        if item.evidence.isVisible():
            hands.fill(item.evidence, "现场查验记录")
        measure(hands, part, values_of(line.item))
        hands.press(item.save if item.save.isVisible() else item.passed)
    if item.confirm.isVisible():
        hands.press(item.confirm)


def values_of(item: Item) -> dict[str, str]:
    judge = item.judge
    if judge is None:
        return {}
    if judge is Judge.RANGE:
        limits = [limit for limit in (item.least, item.most) if limit is not None]
        return {"value": f"{sum(limits) / len(limits):.1f}"}
    if judge is Judge.PRESSURE:
        return {**METAL, "end": "0.61", "leak": "none"}
    if judge is Judge.BALANCE:
        return {"begins": ago(30), "ends": ago(1), "master": "100", "total": "99"}
    return {"value": "1.0"}


def hand_over(hands: Hands) -> None:
    """The certificate first, then both lists."""
    form = choose_form(hands, "handover-water")
    assert "证书" in form.missing.text() or "合格证" in form.missing.text()
    assert not form.order.issue.isEnabled()
    for number, name in enumerate(
        ("acceptance-certificate", "handover-water", "handover-power"), start=1
    ):
        form = issue(hands, name)
        assert len(form.model.records) == number


def choose_form(hands: Hands, form: str) -> FormsPage:
    page: Any = hands.page("forms")
    hands.settle()
    hands.pick(page.type, form)
    hands.qtbot.waitUntil(lambda: page.paper.shown is not None, timeout=PATIENCE)
    hands.settle()
    found: FormsPage = page
    return found


def issue(hands: Hands, form: str) -> FormsPage:
    page = choose_form(hands, form)
    hands.press(page.order.issue)
    return page
