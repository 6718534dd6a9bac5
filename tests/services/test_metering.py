"""Meters exchanged, hung and weighed in a real encrypted ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.balance import BalanceOutcome, BalanceReason, Tolerance
from desktop.domain.codes import ConsentBasis, MeteringState, MeterState, WaterRole
from desktop.domain.exchange_checks import ExchangeReason
from desktop.domain.meter_exchange import Agreement, MeterExchange, NewMeter, OldMeter, Picture
from desktop.domain.reading_list import ReadingEntry, ReadingListReason
from desktop.kernel.errors import InputError, MachineError, RefusedError
from desktop.services.editing import Editing
from desktop.services.metering import Metering
from desktop.services.metering_exchange import ExchangeRefusedError
from desktop.services.reading import Reading
from desktop.storage.attachments import Attachments
from tests.support.small_office import households, ledger, office

if TYPE_CHECKING:
    from desktop.domain.rows import HouseholdCard
    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger

__all__ = ["households", "ledger", "office"]

TODAY = date(2026, 3, 5)
W = "water_meter"
INK = '{"strokes": [[[0, 0, 0.5, 0], [9, 4, 0.7, 20]]]}'


@pytest.fixture
def metering(ledger: Ledger) -> Metering:
    return Metering(ledger, ledger.clock)


@pytest.fixture
def editing(ledger: Ledger) -> Editing:
    return Editing(ledger, ledger.clock)


def card(ledger: Ledger, household: str) -> HouseholdCard:
    return Reading(ledger).card(household)


def meter(ledger: Ledger, household: str) -> Record:
    return card(ledger, household).water_meters[0]


def pictures(ledger: Ledger, household: str) -> dict[str, tuple[Any, ...]]:
    with ledger.reader() as connection:
        rows = connection.exec_driver_sql(
            "SELECT subject, kind, signer, file_id FROM attachment "
            "WHERE owner_id = ? AND deleted = 0",
            (household,),
        ).all()
    return {row[0]: tuple(row[1:]) for row in rows}


def exchange_of(ledger: Ledger, household: str, number: str = "2603000001") -> MeterExchange:
    return MeterExchange(
        old=(
            OldMeter(str(meter(ledger, household)["id"]), Decimal("812.5"), TODAY, Picture(b"old")),
        ),
        new=NewMeter(
            number=number,
            first_reading=Decimal(0),
            installed_on=TODAY,
            verified_on=date(2026, 1, 5),
            cert_no="批-7",
            position=2,
            installer="安装一队",
            details={"dn": 15, "kind": 3, "maker": "某厂", "model": "LXS-15", "seal_steel": "G1"},
            photo=Picture(b"new"),
        ),
        agreement=Agreement("王秀兰", ConsentBasis.SCREEN, ink=INK),
    )


def trace(ledger: Ledger) -> Any:
    return Reading(ledger).stats()["journal"]["length"]


def test_an_exchange_is_one_operation_with_everything_in_it(
    metering: Metering, ledger: Ledger, households: list[str], editing: Editing
) -> None:
    door = households[0]
    editing.change_many(
        "prepare",
        updates={
            W: [(str(meter(ledger, door)["id"]), {"account_no": "800", "position": 1})],
            "household": [(door, {"w_state": int(MeteringState.OWN_INSIDE)})],
        },
    )
    before = trace(ledger)
    metering.exchange(door, W, exchange_of(ledger, door))
    old, new = card(ledger, door).water_meters
    assert trace(ledger) == before + 1
    assert (old["state"], old["last_reading"], old["removed_on"], old["replaced_by_id"]) == (
        int(MeterState.CLOSED), Decimal("812.500"), TODAY, new["id"],
    )  # fmt: skip
    assert (new["body_no"], new["account_no"], new["expires_on"], new["state"]) == (
        "2603000001", "800", date(2032, 1, 5), int(MeterState.ACTIVE),
    )  # fmt: skip
    assert card(ledger, door).household["w_state"] == int(MeteringState.OWN_OUTSIDE)
    kept = pictures(ledger, door)
    files = Attachments(ledger)
    assert {name: files.read(row[2]) for name, row in kept.items()} == {
        "old_meter": b"old", "new_meter": b"new", "exchange": INK.encode(),
    }  # fmt: skip
    assert kept["exchange"][:2] == (3, "王秀兰")


def test_one_undo_takes_the_whole_exchange_back(
    metering: Metering, ledger: Ledger, households: list[str], editing: Editing
) -> None:
    door = households[0]
    before = card(ledger, door)
    metering.exchange(door, W, exchange_of(ledger, door))
    editing.undo()
    assert card(ledger, door) == before
    assert pictures(ledger, door) == {}
    editing.redo()
    assert len(card(ledger, door).water_meters) == 2
    assert set(pictures(ledger, door)) == {"old_meter", "new_meter", "exchange"}


def test_a_photo_that_cannot_be_written_leaves_nothing_of_the_exchange(
    metering: Metering, ledger: Ledger, households: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    door, real, calls = households[0], Attachments.add, []

    def fails_at_the_third(self: Attachments, work: Any, **more: Any) -> str:
        calls.append(more)
        if len(calls) == 3:
            raise MachineError("disk-full")
        return real(self, work, **more)

    before, length = card(ledger, door), trace(ledger)
    monkeypatch.setattr(Attachments, "add", fails_at_the_third)
    with pytest.raises(MachineError):
        metering.exchange(door, W, exchange_of(ledger, door))
    assert (card(ledger, door), trace(ledger), pictures(ledger, door)) == (before, length, {})


def test_what_stands_in_the_way_is_returned_and_nothing_is_stored(
    metering: Metering, ledger: Ledger, households: list[str]
) -> None:
    door, length = households[0], trace(ledger)
    taken = exchange_of(ledger, door, number="W000003")
    with pytest.raises(ExchangeRefusedError) as refused:
        metering.exchange(door, W, taken)
    finding = refused.value.findings[0]
    assert finding.reason is ExchangeReason.NUMBER_TAKEN
    assert finding.details == {"where": "1栋1单元401"}
    assert trace(ledger) == length
    assert metering.check_exchange(door, W, taken) == refused.value.findings


def test_a_confirmed_oddity_is_kept_with_its_reason(
    metering: Metering, ledger: Ledger, households: list[str]
) -> None:
    door = households[0]
    good = exchange_of(ledger, door)
    odd = replace(good, old=(replace(good.old[0], photo=None),))
    with pytest.raises(ExchangeRefusedError):
        metering.exchange(door, W, odd)
    metering.exchange(door, W, replace(odd, reasons={"exchange-photo-missing": "旧表已被收走"}))
    with ledger.reader() as connection:
        kept = connection.exec_driver_sql(
            "SELECT household_id, warning, subject, reason, confirmed_by FROM confirmation"
        ).all()
    assert kept == [(door, "exchange-photo-missing", "2603000001", "旧表已被收走", "负责人")]


def test_what_hung_below_the_old_meter_hangs_below_the_new_one(
    metering: Metering, ledger: Ledger, households: list[str]
) -> None:
    old = str(meter(ledger, households[0])["id"])
    child = str(meter(ledger, households[1])["id"])
    metering.set_parent(W, [child], old)
    assert metering.draft(households[0], W).below == 1
    metering.exchange(households[0], W, exchange_of(ledger, households[0]))
    new = str(card(ledger, households[0]).water_meters[1]["id"])
    assert meter(ledger, households[1])["parent_id"] == new


def test_several_meters_become_one(
    metering: Metering, ledger: Ledger, households: list[str], editing: Editing
) -> None:
    door = households[0]
    editing.add(W, {"household_id": door, "body_no": "ZWEI", "role": 3, "account_no": "801"})
    first, second = card(ledger, door).water_meters
    good = exchange_of(ledger, door)
    both = replace(good, old=(good.old[0], replace(good.old[0], id=str(second["id"]))))
    metering.exchange(door, W, both)
    meters = card(ledger, door).water_meters
    new = meters[2]
    assert [m["replaced_by_id"] for m in meters] == [new["id"], new["id"], None]
    assert new["account_no"] == "801"
    assert first["id"] == meters[0]["id"]


def test_a_first_installation_needs_no_old_meter(
    metering: Metering, ledger: Ledger, households: list[str], editing: Editing
) -> None:
    door = households[0]
    editing.remove(W, str(meter(ledger, door)["id"]))
    assert metering.draft(door, W).old == ()
    first = MeterExchange(old=(), new=NewMeter("2603000009", Decimal(0), TODAY, TODAY, "批", 2),
                          agreement=Agreement("王", ConsentBasis.PAPER))  # fmt: skip
    metering.exchange(door, W, first)
    (only,) = card(ledger, door).water_meters
    assert (only["body_no"], only["role"], only["expires_on"]) == (
        "2603000009", 3, date(2032, 3, 5),
    )  # fmt: skip


def test_the_form_begins_with_the_last_exchange_of_the_building(
    metering: Metering, ledger: Ledger, households: list[str]
) -> None:
    assert metering.draft(households[1], W).defaults == {}
    metering.exchange(households[0], W, exchange_of(ledger, households[0]))
    second = metering.draft(households[1], W).defaults
    assert (second["maker"], second["verified_on"], second["installer"]) == (
        "某厂", date(2026, 1, 5), "安装一队",
    )  # fmt: skip
    assert "cert_no" not in second  # one meter's certificate may be its own
    metering.exchange(households[1], W, exchange_of(ledger, households[1], "2603000002"))
    third = metering.draft(households[2], W).defaults
    assert third["cert_no"] == "批-7"
    assert "seal_steel" not in third


def test_electricity_is_exchanged_with_its_own_fields(
    metering: Metering, ledger: Ledger, households: list[str], editing: Editing
) -> None:
    door = households[0]
    editing.add(
        "electricity_meter",
        {"household_id": door, "asset_no": "E1", "role": 3, "capacity_kw": Decimal("4.0"),
         "position": 2, "box_no": "X7"},
    )  # fmt: skip
    old = card(ledger, door).electricity_meters[0]
    metering.exchange(
        door,
        "electricity_meter",
        MeterExchange(
            old=(OldMeter(str(old["id"]), Decimal("9000.55"), TODAY, Picture(b"x")),),
            new=NewMeter("E2", Decimal("0.5"), TODAY, TODAY, "证", 2, details={"accuracy": "2 级"}),
            agreement=Agreement("王", ConsentBasis.PAPER),
        ),
    )
    new = card(ledger, door).electricity_meters[1]
    assert (new["accuracy"], new["expires_on"], new["first_reading"]) == (
        "2 级", date(2034, 3, 5), Decimal("0.50"),
    )  # fmt: skip
    assert (new["capacity_kw"], new["box_no"], new["crosscheck"]) == (Decimal("4.0"), "X7", None)


@pytest.fixture
def building(ledger: Ledger, households: list[str]) -> str:
    return str(card(ledger, households[0]).building["id"])


@pytest.fixture
def quarter(ledger: Ledger, households: list[str]) -> str:
    return str(card(ledger, households[0]).quarter["id"])


@pytest.fixture
def master(metering: Metering, building: str, quarter: str) -> str:
    metering.add_master(W, building, number="M1", role=int(WaterRole.MASTER))
    (root,) = metering.tree(quarter, W).roots
    return root.id


def hang_all(metering: Metering, quarter: str, building: str, master: str) -> list[str]:
    loose = metering.tree(quarter, W).loose
    mine = [m.id for m in loose if m.building_id == building]
    metering.set_parent(W, mine, master)
    return mine


def test_a_buildings_meters_are_hung_in_one_go_and_taken_back_in_one(
    metering: Metering, quarter: str, building: str, master: str, editing: Editing
) -> None:
    mine = hang_all(metering, quarter, building, master)
    forest = metering.tree(quarter, W)
    assert [meter.id for meter in forest.below(master)] == mine
    assert (len(mine), len(forest.loose)) == (4, 4)
    assert forest.by_id[master].where == "1栋"
    editing.undo()
    assert metering.tree(quarter, W).below(master) == ()


def test_a_ring_is_refused_and_nothing_of_the_batch_is_hung(
    metering: Metering, quarter: str, building: str, master: str
) -> None:
    metering.add_master(W, building, number="U1", role=2, more={"parent_id": master})
    unit = metering.tree(quarter, W).below(master)[0].id
    free = metering.tree(quarter, W).loose[0].id
    with pytest.raises(RefusedError, match="hang-loop"):
        metering.set_parent(W, [free, master], unit)
    assert free in {meter.id for meter in metering.tree(quarter, W).loose}
    with pytest.raises(RefusedError, match="hang-itself"):
        metering.set_parent(W, [master], master)
    with pytest.raises(RefusedError, match="hang-parent-gone"):
        metering.set_parent(W, [free], "0" * 32)


def test_a_master_needs_a_number_of_its_own(metering: Metering, building: str, master: str) -> None:
    del master
    with pytest.raises(RefusedError, match="exchange-number-taken"):
        metering.add_master(W, building, number="M1", role=1)
    with pytest.raises(InputError, match="exchange-number-missing"):
        metering.add_master(W, building, number="  ", role=1)


def read(metering: Metering, day: date, **values: int) -> None:
    entries = [ReadingEntry(one, day, Decimal(value)) for one, value in values.items()]
    metering.record_readings(W, entries)


def test_readings_balance_over_a_period_with_an_exchange_in_it(
    metering: Metering,
    ledger: Ledger,
    households: list[str],
    quarter: str,
    building: str,
    master: str,
) -> None:
    mine = hang_all(metering, quarter, building, master)
    start, end = date(2026, 1, 1), date(2026, 3, 1)
    read(metering, start, **{master: 1000}, **dict.fromkeys(mine, 100))
    good = exchange_of(ledger, households[0])
    exchanged = replace(
        good,
        old=(replace(good.old[0], last_reading=Decimal(106), removed_on=date(2026, 2, 1)),),
        new=replace(good.new, installed_on=date(2026, 2, 1)),
    )
    metering.exchange(households[0], W, exchanged)
    new = str(card(ledger, households[0]).water_meters[1]["id"])
    read(metering, end, **{master: 1040, new: 4}, **dict.fromkeys(mine[1:], 110))
    answer = metering.balance(W, master, start, end)
    assert (answer.master, answer.total, answer.loss) == (Decimal(40), Decimal(40), Decimal(0))
    assert answer.outcome is BalanceOutcome.WITHIN
    assert len(answer.subs) == 5


def test_missing_readings_are_named_with_their_door(
    metering: Metering, quarter: str, building: str, master: str
) -> None:
    mine = hang_all(metering, quarter, building, master)
    read(metering, date(2026, 1, 1), **{master: 0}, **dict.fromkeys(mine, 0))
    read(metering, date(2026, 2, 1), **{master: 30}, **dict.fromkeys(mine[:-1], 10))
    answer = metering.balance(W, master, date(2026, 1, 1), date(2026, 2, 1))
    assert [(line.meter.where, line.reason) for line in answer.missing] == [
        ("1栋1单元401", BalanceReason.NO_END)
    ]
    assert answer.outcome is BalanceOutcome.INCOMPLETE


def test_an_exchanged_master_keeps_its_sub_meters_and_its_balance(
    metering: Metering, ledger: Ledger, quarter: str, building: str, master: str
) -> None:
    mine = hang_all(metering, quarter, building, master)
    editing = Editing(ledger, ledger.clock)
    put_up: Record = {"installed_on": date(2026, 1, 15), "first_reading": Decimal(5)}
    metering.add_master(W, building, number="M2", role=1, more=put_up)
    new = next(m.id for m in metering.tree(quarter, W).roots if m.number == "M2")
    editing.change_many(
        "close",
        updates={W: [(master, {"state": 7, "removed_on": date(2026, 1, 15), "replaced_by_id": new,
                               "last_reading": Decimal(20)})]},
    )  # fmt: skip
    read(metering, date(2026, 1, 1), **{master: 0}, **dict.fromkeys(mine, 0))
    read(metering, date(2026, 2, 1), **{new: 25}, **dict.fromkeys(mine, 10))
    answer = metering.balance(W, new, date(2026, 1, 1), date(2026, 2, 1))
    assert (answer.master, answer.total) == (Decimal(40), Decimal(40))


def test_a_lower_reading_is_recorded_only_when_asked_again(metering: Metering, master: str) -> None:
    read(metering, date(2026, 1, 1), **{master: 50})
    low = ReadingEntry(master, date(2026, 2, 1), Decimal(40))
    assert metering.low_readings(W, [low])[0].reading == Decimal(50)
    with pytest.raises(RefusedError, match="reading-lower"):
        metering.record_readings(W, [low])
    assert metering.record_readings(W, [low], lower=True).kinds == {"meter_reading"}
    with pytest.raises(InputError, match="reading-in-future"):
        metering.record_readings(W, [replace(low, read_on=date(2026, 3, 9))])


def test_a_second_reading_of_a_day_corrects_the_first(
    metering: Metering, ledger: Ledger, master: str, quarter: str
) -> None:
    read(metering, date(2026, 1, 1), **{master: 500})
    read(metering, date(2026, 1, 1), **{master: 50})
    with ledger.reader() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM meter_reading").scalar()
    assert count == 1
    shown = metering.tree(quarter, W).by_id[master]
    assert (shown.read_on, shown.reading) == (date(2026, 1, 1), Decimal(50))


def test_a_pasted_list_finds_meters_by_number_and_account(
    metering: Metering, ledger: Ledger, households: list[str], quarter: str, editing: Editing
) -> None:
    second = str(meter(ledger, households[1])["id"])
    editing.set_field(W, second, "account_no", "88001")
    text = (
        "表号\t示数\nW000000\t12.5\n88001，7，2026-02-01\nW999999\t3\nW000002\tabc\nW000000\t13\n"
    )
    found = metering.read_list(quarter, W, text, TODAY)
    assert [(e.meter_id, e.read_on, e.reading) for e in found.entries] == [
        (meter(ledger, households[0])["id"], TODAY, Decimal("12.5")),
        (second, date(2026, 2, 1), Decimal(7)),
    ]
    assert [(p.line, p.reason) for p in found.problems] == [
        (4, ReadingListReason.UNKNOWN_NUMBER),
        (5, ReadingListReason.NO_READING),
        (6, ReadingListReason.TWICE),
    ]


def test_the_tolerance_is_the_offices_once_it_was_set(metering: Metering, editing: Editing) -> None:
    default = metering.tolerance(W)
    assert default == Tolerance(Decimal(10), 7)
    metering.set_tolerance(W, Tolerance(Decimal("2.5"), 3))
    metering.set_tolerance(W, Tolerance(Decimal("3.5"), 3))
    assert metering.tolerance(W) == Tolerance(Decimal("3.5"), 3)
    editing.undo()
    assert metering.tolerance(W).percent == Decimal("2.5")
    with pytest.raises(InputError, match="tolerance-impossible"):
        metering.set_tolerance(W, Tolerance(Decimal(-1), 3))


def test_a_balance_says_what_it_lacks(metering: Metering, master: str) -> None:
    with pytest.raises(RefusedError, match="balance-nothing-below"):
        metering.balance(W, master, date(2026, 1, 1), date(2026, 2, 1))
    with pytest.raises(InputError, match="balance-period"):
        metering.balance(W, master, date(2026, 2, 1), date(2026, 2, 1))


def test_a_reader_may_not_exchange(office: Any, ledger: Ledger, households: list[str]) -> None:
    good = exchange_of(ledger, households[0])
    ledger.close()
    reader = office.open(read_only=True)
    with pytest.raises(RefusedError):
        Metering(reader, reader.clock).exchange(households[0], W, good)
