"""A second laptop joins by the steps of the handbook, works, and one day is lost."""

from __future__ import annotations

import shutil
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from desktop.kernel.errors import InputError, MachineError
from desktop.kernel.progress import CancellableProgress
from desktop.services.devices import check_number
from desktop.storage.attachments import Attachments
from tests.support.laptops import LaptopPlace, another_laptop, first_laptop

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.values import Record
    from desktop.services.bundle import Office


def _doors(office: Office, count: int) -> list[str]:
    quarter, _ = office.registers.add("quarter", {"name": "新村", "quarter_code": "Q1"})
    building, _ = office.registers.add("building", {"quarter_id": quarter, "building_no": "1"})
    unit, _ = office.registers.add("unit", {"building_id": building, "unit_no": "1"})
    rows: list[Record] = [
        {"unit_id": unit, "room_no": f"{n}01", "floor": n} for n in range(1, count + 1)
    ]
    return [office.registers.add("household", row)[0] for row in rows]


def _picture(shade: int) -> bytes:
    drawn = BytesIO()
    Image.effect_noise((400, 300), shade).convert("RGB").save(drawn, "JPEG")
    return drawn.getvalue()


def _field(office: Office, door: str, name: str) -> Any:
    record = office.reading.record("household", door)
    assert record is not None
    return record[name]


def _photos(office: Office, door: str) -> list[bytes]:
    files = Attachments(office._ledger)
    with office._ledger.reader() as connection:
        rows = connection.exec_driver_sql(
            "SELECT file_id FROM attachment WHERE owner_id = ? AND deleted = 0 ORDER BY id", (door,)
        ).all()
    return [files.read(row[0]) for row in rows]


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The first laptop with five doors, and a second one set up by the handbook's steps."""
    folder = tmp_path_factory.mktemp("office")
    first = first_laptop(folder / "first")
    with first.open() as office:
        doors = _doors(office, 5)
    second, check = another_laptop(folder / "second", first, folder / "stick")
    with second.open() as office:
        own = next(one for one in office.devices.laptops() if one.own)
        assert own.check == check == check_number(own.key)
    return folder, doors


@pytest.fixture
def doors(set_up: tuple[Path, list[str]]) -> list[str]:
    return set_up[1]


@pytest.fixture
def two(set_up: tuple[Path, list[str]], tmp_path: Path) -> tuple[LaptopPlace, LaptopPlace]:
    shutil.copytree(set_up[0], tmp_path, dirs_exist_ok=True)
    return LaptopPlace(tmp_path / "first"), LaptopPlace(tmp_path / "second")


def test_two_laptops_work_apart_and_end_alike(
    two: tuple[LaptopPlace, LaptopPlace], doors: list[str], tmp_path: Path
) -> None:
    first, second = two
    with second.open() as office:
        office.editing.set_field("household", doors[0], "phone", "13800000001")
        office.pictures.attach_photo(doors[0], _picture(40))
        made = office.parcels.make(tmp_path / "second.hbp")
        assert (made["files"], made["files_missing"]) == (1, 0)
        photos = _photos(office, doors[0])
    with first.open() as office:
        office.editing.set_field("household", doors[1], "phone", "13800000002")
        plan = office.parcels.plan(tmp_path / "second.hbp")
        assert (plan.files, plan.review.rows, plan.revoked) == (1, (), ())
        brought = {(one.quarter, one.kind): (one.added, one.changed) for one in plan.brought}
        assert brought["新村", "household"] == (0, 1)
        assert brought["新村", "attachment"] == (1, 0)
        taken = office.parcels.take(plan)
        assert (taken["conflicts"], taken["problems"], taken["files"]) == ([], [], 1)
        assert _field(office, doors[0], "phone") == "13800000001"
        assert _photos(office, doors[0]) == photos
        listed = next(one for one in office.devices.laptops() if not one.own)
        # Who did it, not who took it, stands in the journal.
        done = office._ledger.journal.latest()
        assert next(o for o in done if o.action == "attach-photo").device in listed.devices
        assert (listed.name, listed.state) != ("", "revoked")
        assert listed.parcel_at is not None
        office.parcels.make(tmp_path / "first.hbp", recipient=listed.device)
    with second.open() as office:
        assert office.parcels.take(tmp_path / "first.hbp")["conflicts"] == []
        assert [_field(office, door, "phone") for door in doors[:2]] == [
            "13800000001",
            "13800000002",
        ]
        assert office.health.check()["ok"]
    with first.open() as office:
        assert office.health.check()["ok"]


def test_taking_twice_and_a_look_change_nothing(
    two: tuple[LaptopPlace, LaptopPlace], doors: list[str], tmp_path: Path
) -> None:
    first, second = two
    with second.open() as office:
        office.editing.set_field("household", doors[0], "phone", "13800000001")
        office.parcels.make(tmp_path / "a.hbp")
    with first.open() as office:
        before = office._ledger.journal.anchor()
        looked = office.parcels.take(tmp_path / "a.hbp", dry_run=True)
        office.parcels.plan(tmp_path / "a.hbp")
        assert office._ledger.journal.anchor() == before
        taken = office.parcels.take(tmp_path / "a.hbp")
        assert taken["applied"] == looked["applied"]
        assert taken["applied"]["fields"] == 1
        after = office._ledger.journal.anchor()
        again = office.parcels.take(tmp_path / "a.hbp")
        assert again["applied"] == {"fields": 0, "inserted": 0, "deleted": 0}
        assert again["operations"] == 0
        assert office._ledger.journal.anchor() == after


def test_what_both_changed_is_decided_once_for_all_laptops(
    two: tuple[LaptopPlace, LaptopPlace], doors: list[str], tmp_path: Path
) -> None:
    first, second = two
    for number, laptop in enumerate(two):
        with laptop.open() as office:
            for door in doors[:4]:
                office.editing.set_field("household", door, "phone", f"1380000000{number}")
            office.parcels.make(tmp_path / f"{number}.hbp")
    with first.open() as office:
        plan = office.parcels.plan(tmp_path / "1.hbp")
        assert [row.theirs for row in plan.review.rows] == ["13800000001"] * 4
        assert {row.quarter for row in plan.review.rows} == {"新村"}
        decisions = {
            doors[0]: {"phone": "ours"},
            doors[1]: {"phone": "theirs"},
            doors[2]: {"phone": {"value": "13900000009"}},
        }
        taken = office.parcels.take(plan, decisions=decisions)
        assert [one["entity_id"] for one in taken["conflicts"]] == [doors[3]]
        office.parcels.make(tmp_path / "decided.hbp")
        ended = [_field(office, door, "phone") for door in doors]
    assert ended[:3] == ["13800000000", "13800000001", "13900000009"]
    with second.open() as office:
        left = office.parcels.take(tmp_path / "decided.hbp")["conflicts"]
        assert [one["entity_id"] for one in left] == [doors[3]]
        assert [_field(office, door, "phone") for door in doors] == ended


def test_a_lost_laptop_is_refused_and_its_earlier_work_stays(
    two: tuple[LaptopPlace, LaptopPlace], doors: list[str], tmp_path: Path
) -> None:
    first, second = two
    third, _ = another_laptop(tmp_path / "third", first, tmp_path / "stick")
    with second.open() as office:
        office.editing.set_field("household", doors[0], "phone", "13800000001")
        office.parcels.make(tmp_path / "before.hbp")
    with first.open() as office:
        office.parcels.take(tmp_path / "before.hbp")
        lost = next(one for one in office.devices.laptops() if one.operations and not one.own)
        office.devices.revoke(lost.device)
        office.parcels.make(tmp_path / "told.hbp")
    with second.open() as office:
        office.editing.set_field("household", doors[1], "phone", "13800000066")
        office.parcels.make(tmp_path / "after.hbp")
    with first.open() as office:
        for parcel in ("after.hbp", "before.hbp"):
            with pytest.raises(InputError, match="parcel-revoked-device"):
                office.parcels.take(tmp_path / parcel)
        assert _field(office, doors[0], "phone") == "13800000001"
        assert _field(office, doors[1], "phone") is None
    # The third laptop hears of it with the next parcel.
    with third.open() as office:
        office.parcels.take(tmp_path / "told.hbp")
        assert _field(office, doors[0], "phone") == "13800000001"
        with pytest.raises(InputError, match="parcel-revoked-device"):
            office.parcels.take(tmp_path / "after.hbp")


def test_a_lost_laptop_that_was_killed_and_came_back_is_still_refused(
    two: tuple[LaptopPlace, LaptopPlace], doors: list[str], tmp_path: Path
) -> None:
    first, second = two
    with second.open() as office:
        office.parcels.make(tmp_path / "before.hbp")
        code = next(one for one in office.devices.laptops() if one.own).code
    with first.open() as office:
        office.parcels.take(tmp_path / "before.hbp")
        office.devices.revoke(code)
    office = second.open()
    office.editing.set_field("household", doors[0], "phone", "13800000001")
    before = office._ledger.device_id
    office._ledger.abandon()
    with second.open() as office:
        assert office._ledger.device_id != before
        office.editing.set_field("household", doors[1], "phone", "13800000001")
        office.parcels.make(tmp_path / "after.hbp")
    with first.open() as office, pytest.raises(InputError, match="parcel-revoked-device"):
        office.parcels.plan(tmp_path / "after.hbp")


def test_a_laptop_that_was_killed_goes_on_without_a_new_enrolment(
    two: tuple[LaptopPlace, LaptopPlace], doors: list[str], tmp_path: Path
) -> None:
    first, second = two
    office = second.open()
    office.editing.set_field("household", doors[0], "phone", "13800000001")
    office._ledger.abandon()
    with second.open() as office:
        office.editing.set_field("household", doors[1], "phone", "13800000002")
        office.parcels.make(tmp_path / "a.hbp")
    with first.open() as office:
        office.parcels.take(tmp_path / "a.hbp")
        assert [_field(office, d, "phone") for d in doors[:2]] == ["13800000001", "13800000002"]
        laptops = office.devices.laptops()
        assert len(laptops) == 2
        assert len(next(one for one in laptops if not one.own).devices) >= 2


def test_a_revoked_laptops_work_that_another_hands_on_is_named(
    two: tuple[LaptopPlace, LaptopPlace], doors: list[str], tmp_path: Path
) -> None:
    first, second = two
    third, _ = another_laptop(tmp_path / "third", first, tmp_path / "stick")
    with second.open() as office:
        office.editing.set_field("household", doors[0], "phone", "13800000001")
        office.parcels.make(tmp_path / "second.hbp")
    with third.open() as office:
        office.parcels.take(tmp_path / "second.hbp")
        office.parcels.make(tmp_path / "third.hbp")
    with first.open() as office:
        lost = office.devices.of(_code_of(second))
        office.devices.revoke(lost.device)
        plan = office.parcels.plan(tmp_path / "third.hbp")
        assert sum(count for _, count in plan.revoked) >= 1
        taken = office.parcels.take(plan)
        assert sum(taken["from_revoked"].values()) == sum(count for _, count in plan.revoked)
        assert _field(office, doors[0], "phone") == "13800000001"


def test_a_stopped_taking_leaves_the_ledger_and_is_gone_on_with(
    two: tuple[LaptopPlace, LaptopPlace], doors: list[str], tmp_path: Path
) -> None:
    first, second = two
    with second.open() as office:
        for shade, door in enumerate(doors):
            office.pictures.attach_photo(door, _picture(20 + shade))
        office.parcels.make(tmp_path / "a.hbp")

    class _Stops(CancellableProgress):
        def step(self, done: int, total: int, what: str = "") -> None:
            if done:
                self.cancel()
            super().step(done, total, what)

    from desktop.kernel.errors import CancelledError

    with first.open() as office:
        before = office._ledger.journal.anchor()
        with pytest.raises(CancelledError):
            office.parcels.take(tmp_path / "a.hbp", progress=_Stops())
        assert office._ledger.journal.anchor() == before
        there = office.parcels.plan(tmp_path / "a.hbp").files
        assert 0 < there < len(doors)
        assert office.parcels.take(tmp_path / "a.hbp")["files"] == there
        assert all(len(_photos(office, door)) == 1 for door in doors)


def test_a_photo_spoilt_on_its_own_laptop_is_told_and_the_rest_arrives(
    two: tuple[LaptopPlace, LaptopPlace], doors: list[str], tmp_path: Path
) -> None:
    first, second = two
    with second.open() as office:
        for shade, door in enumerate(doors[:2]):
            office.pictures.attach_photo(door, _picture(20 + shade))
    spoilt = min(second.path.with_name("office.hubiao.files").iterdir())
    spoilt.write_bytes(spoilt.read_bytes()[:-1] + b"\0")
    with second.open() as office:
        office.parcels.make(tmp_path / "a.hbp")
    with first.open() as office:
        taken = office.parcels.take(tmp_path / "a.hbp")
        assert [one["code"] for one in taken["problems"]] == ["attachment-damaged"]
        assert taken["files"] == 1


def test_a_parcel_that_builds_on_what_is_not_here_is_refused_in_words(
    two: tuple[LaptopPlace, LaptopPlace], doors: list[str], tmp_path: Path
) -> None:
    first, second = two
    third, _ = another_laptop(tmp_path / "third", first, tmp_path / "stick")
    with second.open() as office:
        office.editing.set_field("household", doors[0], "phone", "13800000001")
        office.parcels.make(tmp_path / "a.hbp")
    with first.open() as office:
        office.parcels.take(tmp_path / "a.hbp")
        office.parcels.make(tmp_path / "back.hbp")
    with second.open() as office:
        office.parcels.take(tmp_path / "back.hbp")
        office.editing.set_field("household", doors[0], "phone", "13800000002")
        office.devices.enrol(_code_of(third))
        office.parcels.make(tmp_path / "for-first.hbp", recipient=_code_of(first))
        office.parcels.make(tmp_path / "whole.hbp")
    with third.open() as office:
        office.devices.enrol(_code_of(second))
        with pytest.raises(InputError, match="parcel-gap"):
            office.parcels.take(tmp_path / "for-first.hbp")
        office.parcels.take(tmp_path / "whole.hbp")
        assert _field(office, doors[0], "phone") == "13800000002"


def test_a_parcel_cut_off_on_the_stick_is_told_and_nothing_is_taken(
    two: tuple[LaptopPlace, LaptopPlace], doors: list[str], tmp_path: Path
) -> None:
    first, second = two
    with second.open() as office:
        office.pictures.attach_photo(doors[0], _picture(30))
        office.parcels.make(tmp_path / "a.hbp")
        with pytest.raises(MachineError, match="parcel-not-written"):
            office.parcels.make(tmp_path / "nowhere" / "a.hbp")
    whole = (tmp_path / "a.hbp").read_bytes()
    with first.open() as office:
        before = office._ledger.journal.anchor()
        (tmp_path / "a.hbp").write_bytes(whole[:-100])
        with pytest.raises(InputError, match="parcel-truncated"):
            office.parcels.take(tmp_path / "a.hbp")
        (tmp_path / "a.hbp").write_bytes(whole[:-200] + bytes(100) + whole[-100:])
        with pytest.raises(InputError, match="parcel-damaged"):
            office.parcels.take(tmp_path / "a.hbp")
        assert office._ledger.journal.anchor() == before
        assert _photos(office, doors[0]) == []


def _code_of(laptop: LaptopPlace) -> str:
    with laptop.open() as office:
        return next(one for one in office.devices.laptops() if one.own).code
