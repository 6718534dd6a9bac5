"""Parcels between laptops of one office: any order, any number of times, the same ledger."""

from __future__ import annotations

import shutil
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from desktop.kernel.clock import SystemClock
from desktop.kernel.identity import time_ordered_ids
from desktop.services.environment import Environment
from desktop.services.program import Program

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.bundle import Office

WHO: dict[str, Any] = {"operator": "负责人", "passphrase": "p"}


def _program(folder: Path) -> Program:
    environment = Environment(SystemClock(), time_ordered_ids(), folder / "machine")
    return Program(environment, language="zh_CN")


def _records(office: Office) -> dict[str, Any]:
    quarters = office.reading.quarters()
    return {row.id: office.reading.record("quarter", row.id) for row in quarters}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_parcels_in_any_order_end_in_the_same_quarters(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    first = tmp_path / "0"
    first.mkdir()
    path = first / "office.hubiao"
    _program(first).create(path, office_name="x", street_code="1", **WHO)
    with _program(first).open(path, **WHO) as office:
        for number in range(3):
            office.editing.add("quarter", {"name": f"小区{number}", "quarter_code": f"Q{number}"})
        ids = sorted(row.id for row in office.reading.quarters())
    for number in (1, 2):
        shutil.copytree(first, tmp_path / str(number), ignore=shutil.ignore_patterns("machine"))
    devices, parcels = [], []
    for number in range(3):
        home = tmp_path / str(number)
        with _program(home).open(home / "office.hubiao", **WHO) as office:
            office.editing.set_field("quarter", ids[number], "alias", f"曾用名{number}")
            parcels.append(tmp_path / f"{number}.hbp")
            office.parcels.make(parcels[-1])
            devices.append(next(d for d in office.devices.list() if d["state"] == "this")["code"])
    ended = []
    for number in range(3):
        home = tmp_path / str(number)
        with _program(home).open(home / "office.hubiao", **WHO) as office:
            for code in devices:
                office.devices.enrol(code)
            for one in (*order, order[0]):
                taken = office.parcels.take(parcels[one])
                assert taken["conflicts"] == []
            ended.append(_records(office))
    assert ended[0] == ended[1] == ended[2]
    assert [ended[0][one]["alias"] for one in ids] == ["曾用名0", "曾用名1", "曾用名2"]


def test_a_lost_laptops_parcel_is_refused_once_it_is_revoked(tmp_path: Path) -> None:
    from desktop.kernel.errors import InputError

    home = tmp_path / "0"
    home.mkdir()
    path = home / "office.hubiao"
    _program(home).create(path, office_name="x", street_code="1", **WHO)
    shutil.copytree(home, tmp_path / "1", ignore=shutil.ignore_patterns("machine"))
    other = tmp_path / "1"
    with _program(other).open(other / "office.hubiao", **WHO) as office:
        office.editing.add("quarter", {"name": "新区"})
        office.parcels.make(tmp_path / "lost.hbp")
        lost = next(d for d in office.devices.list() if d["state"] == "this")
    with _program(home).open(path, **WHO) as office:
        office.devices.enrol(lost["code"])
        office.devices.revoke(lost["device"])
        with pytest.raises(InputError, match="parcel-revoked-device"):
            office.parcels.take(tmp_path / "lost.hbp")
        assert office.reading.quarters() == []


def test_a_late_ballot_is_kept_beside_the_closed_vote_and_told_on_both_laptops(
    tmp_path: Path,
) -> None:
    home, other = tmp_path / "0", tmp_path / "1"
    home.mkdir()
    path = home / "office.hubiao"
    _program(home).create(path, office_name="x", street_code="1", **WHO)
    last = SystemClock().today() - timedelta(days=1)
    with _program(home).open(path, **WHO) as office:
        quarter, doors = _four_doors(office)
        vote, _ = office.votes.open(
            quarter, {"vote_from": last - timedelta(days=5), "vote_to": last}
        )
    shutil.copytree(home, other, ignore=shutil.ignore_patterns("machine"))
    with _program(other).open(other / "office.hubiao", **WHO) as office:
        office.votes.take(vote, {doors[3]: 2}, cast_on=last)
        office.editing.set_field("quarter", quarter, "alias", "老村")
        office.parcels.make(tmp_path / "late.hbp")
        late = next(d for d in office.devices.list() if d["state"] == "this")["code"]
    with _program(home).open(path, **WHO) as office:
        office.devices.enrol(late)
        office.votes.take(vote, dict.fromkeys(doors[:3], 1), cast_on=last)
        office.votes.close(vote)
        closed = office.votes.result(vote)
        taken = office.parcels.take(tmp_path / "late.hbp")
        # Kept as data, told, and without any weight in what was frozen.
        assert {one["code"] for one in taken["problems"]} == {"vote-closed"}
        assert len(office.registers.rows("ballot", vote)) == 4
        after = office.votes.result(vote)
        assert (after.frozen, after.intact, after.result) == (True, True, closed.result)
        assert office.votes.compare(vote) is not None
        assert (office.reading.record("quarter", quarter) or {})["alias"] == "老村"
        assert taken["conflicts"] == []
        office.parcels.make(tmp_path / "closed.hbp")
        device = next(d for d in office.devices.list() if d["state"] == "this")["code"]
    with _program(other).open(other / "office.hubiao", **WHO) as office:
        office.devices.enrol(device)
        taken = office.parcels.take(tmp_path / "closed.hbp")
        assert {one["code"] for one in taken["problems"]} == {"vote-closed"}
        assert office.votes.result(vote).result == closed.result
        assert len(office.registers.rows("ballot", vote)) == 4


def _four_doors(office: Office) -> tuple[str, list[str]]:
    quarter, _ = office.registers.add("quarter", {"name": "新村", "quarter_code": "Q1"})
    building, _ = office.registers.add("building", {"quarter_id": quarter})
    unit, _ = office.registers.add("unit", {"building_id": building})
    area: dict[str, Any] = {"unit_id": unit, "title_area": Decimal(80), "area_basis": 1}
    return quarter, [
        office.registers.add("household", {**area, "room_no": number})[0] for number in "1234"
    ]


def test_a_vote_and_its_money_arrive_whole_and_a_later_recount_follows(tmp_path: Path) -> None:
    home, other = tmp_path / "0", tmp_path / "1"
    home.mkdir()
    path = home / "office.hubiao"
    _program(home).create(path, office_name="x", street_code="1", **WHO)
    with _program(home).open(path, **WHO) as office:
        quarter, doors = _four_doors(office)
    shutil.copytree(home, other, ignore=shutil.ignore_patterns("machine"))
    with _program(other).open(other / "office.hubiao", **WHO) as office:
        last = SystemClock().today() - timedelta(days=1)
        days = {"vote_from": last - timedelta(days=5), "vote_to": last}
        vote, _ = office.votes.open(quarter, days)
        office.votes.take(vote, dict.fromkeys(doors, 1), cast_on=last)
        office.votes.close(vote)
        office.money.pay(doors[0], "100.01")
        there = office.votes.result(vote).result
        office.parcels.make(tmp_path / "closed.hbp")
        office.votes.recount(vote)
        office.parcels.make(tmp_path / "recount.hbp")
        device = next(d for d in office.devices.list() if d["state"] == "this")["code"]
    with _program(home).open(path, **WHO) as office:
        office.devices.enrol(device)
        assert office.money.summary() == {}
        assert office.parcels.take(tmp_path / "closed.hbp")["problems"] == []
        here = office.votes.result(vote)
        assert (here.frozen, here.intact, here.result) == (True, True, there)
        assert office.money.summary()[quarter].received == Decimal("100.01")
        assert office.parcels.take(tmp_path / "recount.hbp")["problems"] == []
        counts = office.registers.rows("vote_count", vote)
        assert [bool(one["final"]) for one in counts] == [True, False]
