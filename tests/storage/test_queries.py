from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.rows import Progress, Scope
from desktop.storage.queries import addresses, card, counts, exports, lists, verdicts
from desktop.storage.queries.search import search

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger

Office = Any


@pytest.fixture
def office_at_work(ledger: Ledger) -> dict[str, str]:
    """Two quarters, buildings 2 and 10, rooms out of order; return ids by a short name."""
    with ledger.unit_of_work("fill") as work:
        lake, hill = work.insert(
            "quarter",
            [
                {"name": "翠湖小区", "quarter_code": "Q2", "alias": "棉纺厂宿舍"},
                {"name": "东山里", "quarter_code": "Q10", "water_charge_mode": 1},
            ],
        )
        ten, two, one = work.insert(
            "building",
            [
                {"quarter_id": lake, "building_no": "10"},
                {"quarter_id": lake, "building_no": "2", "n_floor_up": 6},
                {"quarter_id": hill, "building_no": "1"},
            ],
        )
        units = work.insert(
            "unit",
            [{"building_id": b, "unit_no": n} for b, n in [(ten, "1"), (two, "2"), (one, "0")]],
        )
        people = [
            (0, 1, "101", "单小明", "13812345678", 1, 1),
            (1, 10, "1001", "欧阳娜娜", "027-8765432", 1, 3),
            (1, 2, "201", "张伟", "13987654321", 2, None),
            (1, 1, "102", "王𠀀", None, 3, None),
            (2, 1, "101", "张伟明", "13800000000", None, None),
        ]
        doors = work.insert(
            "household",
            [
                {
                    "unit_id": units[unit],
                    "floor": floor,
                    "room_no": room,
                    "owner_name": name,
                    "phone": phone,
                    "visit_state": visit,
                    "w_state": water,
                }
                for unit, floor, room, name, phone, visit, water in people
            ],
        )
        meters = work.insert(
            "water_meter",
            [
                {
                    "household_id": doors[0],
                    "body_no": "HB20240001",
                    "role": 3,
                    "account_no": "66001",
                },
                {"building_id": ten, "body_no": "MASTER1", "role": 1, "q3": Decimal("16.0")},
            ],
        )
        work.insert("electricity_meter", [{"household_id": doors[2], "asset_no": "4201234567"}])
    names = ["lake", "hill", "ten", "two", "one", "shan", "ouyang", "zhang", "wang", "ming"]
    return dict(
        zip([*names, "meter", "master"], [lake, hill, ten, two, one, *doors, *meters], strict=True)
    )


def test_quarters_and_buildings_come_in_natural_order_with_progress(
    ledger: Ledger, office_at_work: dict[str, str]
) -> None:
    with ledger.reader() as connection:
        lake, hill = lists.quarter_rows(connection)
        two, ten = lists.building_rows(connection, lake.id)
        units = lists.unit_rows(connection, two.id)
    assert (lake.name, lake.buildings, hill.progress.households) == ("翠湖小区", 2, 1)
    assert lake.progress == Progress(
        households=4, visited=2, nobody=1, refused=1, water_done=1, power_done=0
    )
    assert (two.building_no, two.floors, two.units, ten.building_no) == ("2", 6, 1, "10")
    assert (ten.progress.households, ten.progress.visited) == (1, 1)
    assert [unit.unit_no for unit in units] == ["2"]


def test_households_come_in_walking_order_in_every_scope(
    ledger: Ledger, office_at_work: dict[str, str]
) -> None:
    ids = office_at_work
    with ledger.reader() as connection:

        def names(scope: Scope, **more: Any) -> list[str]:
            numbers = lists.household_numbers(connection, scope, **more)
            return [row.id for row in lists.household_rows(connection, numbers)]

        everybody = [ids[name] for name in ("wang", "zhang", "ouyang", "shan", "ming")]
        assert names(Scope()) == everybody
        assert names(Scope(), descending=True) == everybody[::-1]
        assert names(Scope(quarter_id=ids["hill"])) == [ids["ming"]]
        assert names(Scope(building_id=ids["two"])) == everybody[:3]
        assert names(Scope(), filters={"visit_state": [2, None]}) == [ids["zhang"], ids["ming"]]
        assert names(Scope(), filters={"visit_state": [3]}, order="owner") == [ids["wang"]]
        with pytest.raises(ValueError, match="password"):
            names(Scope(), filters={"password": [1]})


def test_a_row_shows_address_and_meters(ledger: Ledger, office_at_work: dict[str, str]) -> None:
    with ledger.reader() as connection:
        number = lists.household_number(connection, office_at_work["shan"])
        assert number is not None
        row = lists.household_rows(connection, [number, 999_999])[0]
    assert (row.quarter, row.label) == ("翠湖小区", "10栋1单元101")
    assert (row.water_meter, row.electricity_meter) == ("HB20240001", "")


def test_a_card_has_everything_around_a_household(
    ledger: Ledger, office_at_work: dict[str, str]
) -> None:
    with ledger.unit_of_work("visit") as work:
        work.insert("visit", [{"household_id": office_at_work["ming"], "note": "n"}])
    with ledger.reader() as connection:
        found = card.household_card(connection, office_at_work["ming"])
        assert card.household_card(connection, "0" * 32) is None
    assert found is not None
    assert found.label == "东山里1栋101"
    assert found.quarter["quarter_code"] == "Q10"
    assert [visit["note"] for visit in found.visits] == ["n"]
    assert "place" not in found.household


def test_deleted_records_are_nowhere(ledger: Ledger, office_at_work: dict[str, str]) -> None:
    with ledger.unit_of_work("delete") as work:
        work.delete("household", office_at_work["shan"])
    with ledger.reader() as connection:
        assert counts.stats(connection).households == 4
        assert len(lists.household_numbers(connection, Scope())) == 4
        assert search(connection, "单小") == []
        assert search(connection, "HB2024") == []
        index = addresses.address_index(connection)
        assert office_at_work["shan"] not in {door.id for door in index.households.values()}


def test_the_address_index_finds_what_an_import_needs(
    ledger: Ledger, office_at_work: dict[str, str]
) -> None:
    ids = office_at_work
    with ledger.reader() as connection:
        index = addresses.address_index(connection)
        assert addresses.meter_numbers(connection, "water_meter")["HB20240001"] == ids["meter"]
        of_households = addresses.meters_of_households(connection, "water_meter")
    assert index.quarters["Q2"] == index.quarters["翠湖小区"] == ids["lake"]
    assert index.buildings[ids["lake"], "10"] == ids["ten"]
    unit = index.units[ids["ten"], "1"]
    assert index.households[unit, "101"].record["owner_name"] == "单小明"
    assert of_households == {ids["shan"]: [(ids["meter"], "HB20240001")]}


def test_an_export_streams_every_kind_of_some_quarters(
    ledger: Ledger, office_at_work: dict[str, str]
) -> None:
    with ledger.reader() as connection:
        lake = exports.quarter_ids(connection, ["Q2"])
        for kind, expected in {
            "quarter": 1, "building": 2, "unit": 2, "household": 4, "water_meter": 2,
            "electricity_meter": 1, "visit": 0, "organisation": 0,
        }.items():  # fmt: skip
            assert len(list(exports.export_rows(connection, kind, lake))) == expected, kind
        meters = {row["id"]: row for row in exports.export_rows(connection, "water_meter")}
        assert meters[office_at_work["master"]]["q3"] == Decimal("16.0")
        only = list(exports.export_rows(connection, "household", lake, ["id", "floor"]))
        assert set(only[0]) == {"id", "floor"}


def test_verdict_facts_hold_masters_and_meters(
    ledger: Ledger, office_at_work: dict[str, str]
) -> None:
    with ledger.reader() as connection:
        lake, hill = sorted(verdicts.verdict_facts(connection), key=lambda facts: -len(facts.code))[
            ::-1
        ]
        assert [facts.code for facts in verdicts.verdict_facts(connection, "Q10")] == ["Q10"]
    assert {meter.id for meter in lake.water} == {office_at_work["meter"], office_at_work["master"]}
    assert (hill.water_charge_mode, len(hill.households), len(lake.households)) == (1, 1, 4)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("小明", ["shan"]),
        ("张伟", ["zhang", "ming"]),
        ("张伟明", ["ming"]),
        ("娜娜", ["ouyang"]),
        ("王𠀀", ["wang"]),
        ("shanxiaoming", ["shan"]),
        ("sxm", ["shan"]),
        ("ZW", ["zhang", "ming"]),
        ("ouyang", ["ouyang"]),
        ("138123", ["shan"]),
        ("5678", ["shan"]),
        ("4321", ["zhang"]),
        ("HB2024", ["shan"]),
        ("0001", ["shan"]),
        ("66001", ["shan"]),
        ("42012", ["zhang"]),
        ("翠湖", ["lake"]),
        ("棉纺", ["lake"]),
        ("chxq", ["lake"]),
        ("翠湖10栋", ["ten"]),
        ("翠湖10-1-101", ["shan"]),
        ("10栋1单元101", ["shan"]),
        ("翠湖 1001", ["ouyang"]),
        ("2-2-201", ["zhang"]),
        ("东山里1栋101", ["ming"]),
        ("不存在", []),
        ("", []),
        ('"*', []),
        ("' OR 1=1", []),
    ],
)
def test_a_query_finds_by_part_pinyin_initials_number_and_address(
    ledger: Ledger, office_at_work: dict[str, str], query: str, expected: list[str]
) -> None:
    with ledger.reader() as connection:
        found = {hit.id for hit in search(connection, query)}
    assert found == {office_at_work[name] for name in expected}


def test_search_follows_a_change_in_the_same_operation(
    ledger: Ledger, office_at_work: dict[str, str]
) -> None:
    with ledger.unit_of_work("rename") as work:
        work.update("household", office_at_work["shan"], {"owner_name": "曾国"})
        work.update("quarter", office_at_work["hill"], {"name": "西山里"})
    with ledger.reader() as connection:
        assert [hit.id for hit in search(connection, "zengguo")] == [office_at_work["shan"]]
        assert [hit.id for hit in search(connection, "西山")] == [office_at_work["hill"]]
        assert search(connection, "单小") == []
        assert search(connection, "东山") == []
    ledger.journal.undo()
    with ledger.reader() as connection:
        assert [hit.id for hit in search(connection, "单小")] == [office_at_work["shan"]]
