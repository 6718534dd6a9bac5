"""What the elevation reads: a building, a quarter, and the doors behind changed records."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from desktop.storage.queries.doors import building_doors, doors_behind, quarter_doors
from tests.support.small_office import NOW

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger


@pytest.fixture
def doors(ledger: Ledger) -> dict[str, str]:
    """Two buildings; 101 was tried twice, 201 has a meter, the shop lies in the other building."""
    with ledger.unit_of_work("fill") as work:
        (quarter,) = work.insert("quarter", [{"name": "翠湖小区", "quarter_code": "Q1"}])
        two, ten = work.insert(
            "building", [{"quarter_id": quarter, "building_no": number} for number in ("2", "10")]
        )
        first, other = work.insert(
            "unit", [{"building_id": two, "unit_no": "1"}, {"building_id": ten, "unit_no": "0"}]
        )
        upper, lower, shop = work.insert(
            "household",
            [
                {"unit_id": first, "floor": 2, "room_no": "201", "visit_state": 1, "consent_w": 1},
                {"unit_id": first, "floor": 1, "room_no": "101", "visit_state": 2},
                {"unit_id": other, "floor": 1, "room_no": "门面1", "use_kind": 2},
            ],
        )
        (meter,) = work.insert("water_meter", [{"household_id": upper, "role": 3}])
        visits = work.insert(
            "visit",
            [
                {"household_id": lower, "state": 2, "visited_at": NOW + timedelta(days=1)},
                {"household_id": lower, "state": 2, "visited_at": NOW},
                {"household_id": lower, "state": 3, "visited_at": NOW - timedelta(days=1)},
            ],
        )
    return {
        "quarter": quarter, "two": two, "ten": ten, "201": upper, "101": lower, "shop": shop,
        "meter": meter, "late": visits[0], "early": visits[1], "refusal": visits[2],
    }  # fmt: skip


def test_a_building_is_read_in_walking_order_with_every_try(
    ledger: Ledger, doors: dict[str, str]
) -> None:
    with ledger.reader() as connection:
        lower, upper = building_doors(connection, doors["two"])
    assert (lower.id, upper.id) == (doors["101"], doors["201"])
    assert (lower.label, lower.quarter, lower.floor) == ("2栋1单元101", "翠湖小区", 1)
    assert lower.tried == (NOW, NOW + timedelta(days=1))
    assert lower.tried[0] == datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
    assert (lower.tries, upper.tries) == (2, 0)
    assert (upper.visit_state, upper.consent_w, upper.consent_e) == (1, 1, None)


def test_a_try_that_was_taken_back_is_not_counted(ledger: Ledger, doors: dict[str, str]) -> None:
    with ledger.unit_of_work("remove") as work:
        work.delete("visit", doors["late"])
    with ledger.reader() as connection:
        assert building_doors(connection, doors["two"])[0].tried == (NOW,)


def test_a_quarter_is_read_building_by_building(ledger: Ledger, doors: dict[str, str]) -> None:
    with ledger.reader() as connection:
        rows = quarter_doors(connection, doors["quarter"])
    buildings = [row.building_id for row in rows]
    assert sorted(set(buildings)) == sorted({doors["two"], doors["ten"]})
    assert sum(one != other for one, other in pairwise(buildings)) == 1
    shop = next(row for row in rows if row.id == doors["shop"])
    assert (shop.use_kind, shop.label) == (2, "10栋门面1")


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        (["201"], {"201"}),
        (["meter"], {"201"}),
        (["refusal", "meter"], {"101", "201"}),
        (["two", "quarter"], set()),
        ([], set()),
    ],
)
def test_changed_records_lead_to_their_doors(
    ledger: Ledger, doors: dict[str, str], changed: list[str], found: set[str]
) -> None:
    with ledger.reader() as connection:
        rows = doors_behind(connection, {doors[name] for name in changed})
    assert {row.id for row in rows} == {doors[name] for name in found}


def test_a_door_that_is_gone_is_not_found(ledger: Ledger, doors: dict[str, str]) -> None:
    with ledger.unit_of_work("remove") as work:
        work.delete("household", doors["201"])
    with ledger.reader() as connection:
        assert doors_behind(connection, {doors["201"], doors["meter"]}) == []


def test_more_records_than_one_statement_takes_are_asked_for_in_pieces(
    ledger: Ledger, doors: dict[str, str]
) -> None:
    unknown = {f"{number:032x}" for number in range(1_200)}
    with ledger.reader() as connection:
        rows = doors_behind(connection, {doors["shop"], *unknown})
        plans = [
            " ".join(str(part) for part in row)
            for row in connection.exec_driver_sql(
                "EXPLAIN QUERY PLAN SELECT count(*) FROM visit v WHERE v.household_id = 'x' "
                "AND v.state = 2 AND v.deleted = 0"
            )
        ]
    assert [row.id for row in rows] == [doors["shop"]]
    assert "ix_visit_household_id" in plans[0]
