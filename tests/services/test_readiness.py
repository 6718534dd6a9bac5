"""The readiness board over a real ledger: groups, ranking, picking in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.codes import CommitteeState, OperatorRole
from desktop.domain.paper import PaperTable
from desktop.domain.project_codes import EstimateKind, Matter, Trade
from desktop.domain.readiness import Readiness as Group
from desktop.domain.readiness import ReadyReason
from desktop.domain.readiness_board import Sorting, in_order
from desktop.kernel.errors import HubiaoError
from desktop.services.editing import Editing
from desktop.services.operators import Operators
from desktop.services.parameters import Parameters
from desktop.services.readiness import Readiness
from desktop.services.verdicts import Verdicts
from tests.support.small_office import SECRET, Office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.readiness_board import BoardRow
    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def ledger(office: Office) -> Ledger:
    """A ready, a nearly ready and a barred quarter of four households each."""
    ledger = office.create()
    filed = int(CommitteeState.FILED)
    quarters: list[Record] = [
        {"quarter_code": "A", "name": "一村", "built_from": 1984, "committee_state": filed},
        {"quarter_code": "B", "name": "二村", "built_from": 1975, "area_group": "东片区"},
        {"quarter_code": "C", "name": "三村", "committee_state": filed, "sa_demolition": True},
    ]
    with ledger.unit_of_work("fill") as work:
        for quarter, joining in zip(work.insert("quarter", quarters), (4, 2, 0), strict=True):
            (building,) = work.insert(
                "building",
                [{"quarter_id": quarter, "building_no": "1", "hazard": "外墙渗水", "year": 1990}],
            )
            (unit,) = work.insert("unit", [{"building_id": building, "unit_no": "1"}])
            rows: list[Record] = [
                {
                    "unit_id": unit,
                    "room_no": f"{n}01",
                    "visit_state": 1,
                    "consent_w": 1 if n <= joining else None,
                    "w_state": 3,
                    "hardship": 1 if n == 1 else 0,
                }
                for n in range(1, 5)
            ]
            work.insert("household", rows)
            if joining == 4:
                vote: Record = {"quarter_id": quarter, "matter": int(Matter.OWN_APPLICATION)}
                work.insert("vote", [vote])
    return ledger


@pytest.fixture
def board(office: Office, ledger: Ledger) -> Readiness:
    return Readiness(ledger, office.clock, Verdicts(ledger))


def _rows(board: Readiness) -> dict[str, BoardRow]:
    return {row.code: row for row in board.board().rows}


def _reasons(row: BoardRow) -> list[ReadyReason]:
    return [reason.code for reason in row.standing.reasons]


def test_every_quarter_stands_in_its_group_with_its_reasons(board: Readiness) -> None:
    rows = _rows(board)
    assert (rows["A"].standing.readiness, _reasons(rows["A"])) == (Group.READY, [])
    assert rows["B"].standing.readiness is Group.NEARLY
    assert _reasons(rows["B"]) == [ReadyReason.COMMITTEE, ReadyReason.VOTE]
    assert rows["C"].standing.readiness is Group.NOT_ELIGIBLE
    assert _reasons(rows["C"]) == [ReadyReason.DEMOLITION]


def test_the_facts_are_counted_from_the_ledger(board: Readiness) -> None:
    facts = _rows(board)["B"].facts
    assert (facts.households, facts.visited, facts.joining) == (4, 4, 2)
    assert (facts.shared, facts.hardship, facts.buildings, facts.hazards) == (4, 1, 1, 1)
    assert (facts.built_from, facts.built_to) == (1975, 1990)


def test_the_cost_of_a_household_is_the_estimates_over_all_households(
    office: Office, ledger: Ledger, board: Readiness
) -> None:
    quarter = _rows(board)["A"].quarter_id
    with ledger.unit_of_work("fill") as work:
        rows: list[Record] = [
            {
                "quarter_id": quarter,
                "utility": str(trade),
                "est_kind": int(EstimateKind.ESTIMATE),
                "item": "立管",
                "amount": 4000,
            }
            for trade in (Trade.WATER, Trade.ELECTRICITY)
        ]
        work.insert("cost_item", rows)
    assert str(_rows(board)["A"].facts.cost) == "2000.00"
    Parameters(ledger, office.clock).set("cost-per-household-most", "1999")
    assert _reasons(_rows(board)["A"]) == [ReadyReason.COST_HIGH]


def test_a_line_set_by_the_office_moves_quarters_to_another_group(
    office: Office, ledger: Ledger, board: Readiness
) -> None:
    Parameters(ledger, office.clock).set("built-before", "1980", document_no="区改〔2026〕3号")
    assert _reasons(_rows(board)["A"]) == [ReadyReason.BUILT_LATER]


def test_ranking_is_off_until_a_weight_is_set_and_leaves_out_what_is_barred(
    office: Office, ledger: Ledger, board: Readiness
) -> None:
    assert [row.ranked for row in board.board().rows] == [None, None, None]
    Parameters(ledger, office.clock).set("weight-age", "2")
    found = board.board()
    ranked = {row.code: row.ranked.place if row.ranked else None for row in found.rows}
    assert ranked == {"A": 2, "B": 1, "C": None}
    assert list(found.weights) == ["weight-age"]


def test_pilot_and_batch_of_several_quarters_are_one_step_to_undo(
    office: Office, ledger: Ledger, board: Readiness
) -> None:
    ids = [row.quarter_id for row in board.board().rows][:2]
    board.pick(ids, "pilot", "1")
    board.pick(ids, "own_batch", " 第一批 ")
    assert [(row.pilot, row.own_batch) for row in board.board().rows] == [
        (True, "第一批"),
        (True, "第一批"),
        (False, ""),
    ]
    Editing(ledger, office.clock).undo()
    assert [row.own_batch for row in board.board().rows] == ["", "", ""]
    assert [row.pilot for row in board.board().rows] == [True, True, False]


@pytest.mark.parametrize(
    ("count", "field", "raw", "code"),
    [
        (0, "pilot", "1", "readiness-chosen-nothing"),
        (1, "plan_year", "2027", "readiness-field"),
        (1, "nothing", "1", "readiness-field"),
    ],
)
def test_only_the_offices_own_fields_of_chosen_quarters_are_picked(
    board: Readiness, count: int, field: str, raw: str, code: str
) -> None:
    ids = [row.quarter_id for row in board.board().rows][:count]
    with pytest.raises(HubiaoError) as caught:
        board.pick(ids, field, raw)
    assert caught.value.code == code


def test_who_may_only_read_picks_nothing(office: Office, ledger: Ledger, board: Readiness) -> None:
    ids = [row.quarter_id for row in board.board().rows]
    Operators(ledger).add("审计", OperatorRole.AUDITOR, SECRET)
    ledger.close()
    reading = office.open("审计", SECRET)
    with pytest.raises(HubiaoError):
        Readiness(reading, office.clock, Verdicts(reading)).pick(ids, "pilot", "1")


def test_the_counts_follow_the_journal(ledger: Ledger, board: Readiness) -> None:
    assert _rows(board)["A"].facts.hardship == 1
    with ledger.reader() as connection:
        row = connection.exec_driver_sql("SELECT id FROM household WHERE hardship = 0").first()
    assert row is not None
    with ledger.unit_of_work("set-field") as work:
        work.update("household", row[0], {"hardship": 2})
    assert sum(found.facts.hardship for found in _rows(board).values()) == 4


def test_the_paper_has_a_table_for_each_group_and_says_every_reason(board: Readiness) -> None:
    paper = board.paper(Sorting.CODE)
    tables = [block for block in paper.blocks if isinstance(block, PaperTable)]
    assert [[cells[0] for cells in table.rows] for table in tables] == [
        ["一村"],
        ["二村"],
        ["三村"],
    ]
    assert "业主委员会未备案" in tables[1].rows[0][-1]
    assert "拟拆迁" in tables[2].rows[0][-1]
    only = [b for b in board.paper(Sorting.CODE, "东片区").blocks if isinstance(b, PaperTable)]
    assert [cells[0] for table in only for cells in table.rows] == ["二村"]


def test_lines_can_stand_by_area_group_with_those_in_none_last(board: Readiness) -> None:
    ids = {row.code: row.quarter_id for row in board.board().rows}
    board.pick([ids["C"]], "area_group", "东片区")
    rows = in_order(board.board().rows, Sorting.CODE, by_area=True)
    assert [(row.area_group, row.code) for row in rows] == [
        ("东片区", "B"),
        ("东片区", "C"),
        ("", "A"),
    ]


def test_lines_are_sorted_within_their_group(board: Readiness) -> None:
    rows = board.board().rows
    by_age = in_order(reversed(rows), Sorting.AGE)
    assert [row.code for row in by_age] == ["A", "B", "C"]
