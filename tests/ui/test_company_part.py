"""公司清单 on the real services: what a person does there reaches the ledger, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QComboBox

from desktop.domain.company_lines import ListKind
from desktop.domain.company_proposals import Standing
from desktop.domain.list_filter import ListView
from desktop.domain.rows import Scope
from desktop.ui.pages.company_part import CompanyPart
from desktop.ui.pages.roster_part import RosterPart
from tests.support.accessible import clipped, nameless
from tests.support.company_lists import EXCHANGE_HEAD, workbook
from tests.support.real_window import idle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.services.bundle import Office
    from desktop.ui.main_window.window import MainWindow

KEYS = ("quarter.name", "address", "water_meter.body_no", "water_meter.account_no")


def doors(office: Office, count: int) -> list[tuple[str, ...]]:
    """Return (household, quarter, address, number, account) of doors with a numbered meter."""
    numbers = office.tables.orders.numbers(Scope(), ListView())
    found = [
        (row.id, *[str(value or "") for value in row.values])
        for row in office.tables.rows(numbers, KEYS)
    ]
    return [one for one in found if one[3] and one[4]][:count]


def line(office: Office, door: tuple[str, ...], at: int, **other: Any) -> list[Any]:
    cells = {
        "户号": door[4], "用户名称": "", "用水地址": "", "旧表号": door[3], "止度": 99999,
        "新表号": f"NEW{at:06d}", "起度": 0, "封印号": f"F{at}",
        "换表日期": office.metering.today().isoformat(), **other,
    }  # fmt: skip
    return [cells[name] for name in EXCHANGE_HEAD]


@pytest.fixture
def part(real: MainWindow) -> CompanyPart:
    made = CompanyPart(real.desk)
    made.setParent(real)
    made.resize(1240, 620)
    made.show()
    return made


def read(part: CompanyPart, real: MainWindow, qtbot: QtBot, path: Path) -> None:
    part.read(path)
    idle(real, qtbot)


def meters(office: Office, household: str) -> list[Any]:
    return [meter["body_no"] for meter in office.reading.card(household).water_meters]


def test_a_list_is_looked_at_line_by_line_applied_and_taken_back(
    real: MainWindow, part: CompanyPart, qtbot: QtBot, tmp_path: Path
) -> None:
    office = real.desk.office
    known = doors(office, 5)
    path = workbook(
        tmp_path / "清单.xlsx",
        [
            ["自来水公司装拆表清单"],
            EXCHANGE_HEAD,
            line(office, known[0], 0),
            line(office, known[1], 1, 止度=""),
            line(office, known[2], 2, 户号=known[3][4]),
            line(office, known[4], 4, 新表号=known[0][3]),
        ],
    )
    read(part, real, qtbot, path)
    assert part.kind.currentData() == str(ListKind.EXCHANGES)
    assert part.utility.currentData() == "water_meter"
    review = part.review
    assert [row.proposal.standing for row in review.model.records] == [
        Standing.OPEN, Standing.ASK, Standing.BLOCKED, Standing.READY,
    ]  # fmt: skip
    assert not nameless(part)
    assert not clipped(part)
    review.which.setCurrentIndex(review.which.findData(str(Standing.BLOCKED)))
    assert [row.proposal.group for row in review.model.records] == ["exchange-number-taken"]
    review.which.setCurrentIndex(0)
    review.table.selectRow(0)
    assert review.door.household_id == "", "two fit: nothing is said for the person"
    assert {review.door.itemText(0), review.door.itemText(1)} == {
        _label(office, known[2]), _label(office, known[3]),
    }  # fmt: skip
    review.door.setCurrentText(review.door.itemText(review.door.findText(_label(office, known[2]))))
    review.assign_chosen()
    idle(real, qtbot)
    (odd,) = [n for n, r in enumerate(review.model.records) if r.proposal.by_hand]
    assert str(review.model.records[odd].proposal.standing) == "ask"
    review.toggle(odd)
    before = meters(office, known[0][0])
    review.apply_chosen()
    idle(real, qtbot)
    assert part.error.text(), "what is odd needs a reason"
    assert meters(office, known[0][0]) == before
    review.reason.setEditText("户号以企业为准")
    review.apply_chosen()
    idle(real, qtbot)
    assert meters(office, known[0][0]) == [*before, "NEW000000"]
    assert "NEW000002" in meters(office, known[2][0])
    standings = [str(row.proposal.standing) for row in review.model.records]
    assert standings.count("done") == 2, "the list was read again and finds its own work"
    office.editing.undo(None)
    assert meters(office, known[0][0]) == before


def _label(office: Office, door: tuple[str, ...]) -> str:
    return office.reading.card(door[0]).label


def test_columns_and_kind_are_corrected_by_hand(
    real: MainWindow, part: CompanyPart, qtbot: QtBot, tmp_path: Path
) -> None:
    office = real.desk.office
    (door,) = doors(office, 1)
    head = ["户号", "旧表号", "止度", "新表号", "起度", "完成于"]
    cells = [door[4], door[3], 99999, "NEW1", 0, office.metering.today().isoformat()]
    read(part, real, qtbot, workbook(tmp_path / "x.xlsx", [head, cells]))
    assert part.review.model.records[0].proposal.group == "exchange-date-missing"
    boxes: list[Any] = list(part.fields.findChildren(QComboBox))
    box = next(one for one in boxes if one.accessibleName() == "完成于")
    box.setCurrentIndex(box.findData("day"))
    box.activated.emit(box.currentIndex())
    idle(real, qtbot)
    assert part.review.model.records[0].proposal.standing is Standing.READY
    part.kind.setCurrentIndex(part.kind.findData(str(ListKind.CHECK)))
    part.kind.activated.emit(part.kind.currentIndex())
    idle(real, qtbot)
    assert part.check.isVisible()
    assert {row.reason for row in part.check.model.records} >= {"check-not-theirs"}


def test_a_check_is_saved_without_names(
    real: MainWindow, part: CompanyPart, qtbot: QtBot, tmp_path: Path
) -> None:
    office = real.desk.office
    (door,) = doors(office, 1)
    card = office.reading.card(door[0])
    name = str(card.household["owner_name"] or "")
    rows = [["预核对"], ["户号", "水表号"], [door[4], "X" + door[3][1:]]]
    read(part, real, qtbot, workbook(tmp_path / "x.xlsx", rows))
    # the one quarter that the list names; the box learns the quarters on its own
    qtbot.waitUntil(lambda: part.quarter.currentData() == card.quarter["id"], timeout=20_000)
    assert any(row.name == name for row in part.check.model.records)
    part.check.save_to(tmp_path / "预核对表.xlsx")
    idle(real, qtbot)
    sheet = load_workbook(tmp_path / "预核对表.xlsx").active
    text = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    assert door[3] in text
    assert name not in text


def test_households_are_written_as_csv_from_the_window(
    real: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    roster = RosterPart(real.desk)
    roster.setParent(real)
    roster.resize(1240, 620)
    roster.show()
    roster.write_csv(tmp_path / "住户.csv", "gb18030")
    idle(real, qtbot)
    text = (tmp_path / "住户.csv").read_bytes().decode("gb18030")
    assert text.startswith("小区,楼栋,单元")
    assert len(text.splitlines()) == real.desk.office.reading.stats()["households"] + 1
    assert not roster.progress.isVisible()
    assert not nameless(roster)
    assert not clipped(roster)
