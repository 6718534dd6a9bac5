"""The window over a district's ledger: its own pages, a workbook looked at, taken and sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.profile import Profile
from desktop.kernel.settings import Settings
from desktop.ui.main_window.commands import commands
from desktop.ui.main_window.navigation import NAMES, names_of
from desktop.ui.pages.annual_plan import AnnualPlanPage
from desktop.ui.pages.quarters import QuartersPage
from desktop.ui.pages.streets import StreetsPage
from desktop.ui.shell.change_bus import ChangeBus
from desktop.ui.shell.desk import Desk
from desktop.ui.shell.jobs import Runner
from desktop.ui.shell.messages import Messages
from tests.support.two_streets import STREET_A, Towns, doors, quarter_named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def towns(tmp_path: Path) -> Towns:
    made = Towns(tmp_path)
    made.district()
    made.street("甲", STREET_A)
    return made


@pytest.fixture
def desk(dressed: QApplication, towns: Towns) -> Iterator[Desk]:
    del dressed
    runner = Runner()
    with towns.open("district") as office:
        bus = ChangeBus()
        yield Desk(office, runner, bus, Messages(), Settings())
        runner.stop()


def test_a_district_has_pages_of_its_own_and_none_for_doors() -> None:
    assert names_of(Profile.STREET) == NAMES
    assert names_of(Profile.DISTRICT) == (
        "streets", "annual_plan", "quarters", "ledger", "settings"
    )  # fmt: skip
    offered = {one.name for one in commands(lambda _: print, names_of(Profile.DISTRICT))}
    assert {"streets", "annual_plan", "backup"} <= offered
    assert not offered & {"survey", "day-end", "roster", "photos", "exchange"}


def test_a_workbook_is_looked_at_named_taken_and_sent_back(
    desk: Desk, towns: Towns, qtbot: QtBot
) -> None:
    page = StreetsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.plan(towns.export("甲", "1.xlsx"))
    qtbot.waitUntil(lambda: "12" in page.intake.says.text(), timeout=20_000)
    assert desk.office.reading.quarters() == []
    page.intake.name.clear()
    assert not page.intake.take.isEnabled()
    page.intake.name.setText("甲街道")
    page.intake.take.click()
    qtbot.waitUntil(lambda: len(page.model.records) == 1, timeout=20_000)
    assert page.model.records[0].households == 12
    page.table.selectRow(0)
    assert page.one.isEnabled()
    target = towns.folder / "back.xlsx"
    page.send(STREET_A, target)
    qtbot.waitUntil(target.exists, timeout=20_000)
    qtbot.waitUntil(lambda: page.model.records[0].returned_at is not None, timeout=20_000)


def test_several_quarters_are_planned_and_adjusted_at_once(
    desk: Desk, towns: Towns, qtbot: QtBot
) -> None:
    with towns.open("甲") as street:
        towns.add_quarter(street, "Q2", "甲小区2", "甲二")
    office = desk.office
    office.district_office.take(
        office.district_office.plan(towns.export("甲", "1.xlsx")), name="甲街道"
    )
    page = AnnualPlanPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: len(page.model.records) == 2, timeout=10_000)
    assert not page.assign.set.isEnabled()
    page.table.selectAll()
    page.assign.lines["year"].setText("2027")
    page.assign.lines["approval_no"].setText("区建〔2026〕1号")
    page.assign.set.click()
    qtbot.waitUntil(
        lambda: [row.plan_year for row in page.model.records] == [2027, 2027], timeout=10_000
    )
    assert len(page.chosen()) == 2
    assert not page.adjust.set.isEnabled()
    page.adjust.lines["document_no"].setText("区建〔2026〕2号")
    page.adjust.lines["reason"].setText("资金未到位")
    page.adjust.set.click()
    qtbot.waitUntil(lambda: page.changes.rowCount() == 2, timeout=10_000)
    assert {row.plan_year for row in page.model.records} == {2028}


def test_quarters_name_their_street_and_are_narrowed_by_it(
    desk: Desk, towns: Towns, qtbot: QtBot
) -> None:
    office = desk.office
    office.district_office.take(
        office.district_office.plan(towns.export("甲", "1.xlsx")), name="甲街道"
    )
    assert len(doors(office, quarter_named(office, "甲小区1"))) == 12
    page = QuartersPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=10_000)
    assert page.model.data(page.model.index(0, 0)) == "甲街道"
    assert [page.street.itemText(n) for n in range(page.street.count())][1:] == ["甲街道"]
