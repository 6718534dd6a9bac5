"""Laws of matching a company's list: order changes nothing, no meter ever hangs at two doors."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.company_accounts import judge_accounts
from desktop.domain.company_doors import Doors, LedgerDoor, LedgerMeter
from desktop.domain.company_exchange import DoorFacts, Judged
from desktop.domain.company_lines import CompanyLine, Place, number_key, place_of
from desktop.domain.company_planning import judge_exchanges
from desktop.domain.company_proposals import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hypothesis.strategies import DrawFn

    from desktop.domain.company_proposals import Proposal

DOORS = [
    LedgerDoor(f"h{at}", f"q{at // 4}", f"小区{'甲乙'[at // 4]}", "3", "1", f"{at % 4 + 1}01", "")
    for at in range(8)
]
METERS = [
    LedgerMeter(f"m{at}", f"h{at}", f"W{at:03d}", f"{at:04d}" if at % 3 else "", at != 5)
    for at in range(7)
]


def facts_of(ids: Iterable[str]) -> Mapping[str, DoorFacts]:
    def records(one: str, used: bool) -> tuple[dict[str, Any], ...]:
        return tuple(
            {
                "id": m.id, "body_no": m.number, "account_no": m.account_no or None, "role": 3,
                "first_reading": Decimal(0), "installed_on": date(2010, 1, 1),
            }
            for m in METERS
            if m.household_id == one and m.in_use is used
        )  # fmt: skip

    return {
        one: DoorFacts(one, "", None, None, records(one, True), records(one, False)) for one in ids
    }


@st.composite
def lines(draw: DrawFn) -> list[CompanyLine]:
    """Lines that name existing, missing and contradicting doors, some of them twice."""
    some = st.sampled_from
    count = draw(st.integers(1, 12))
    found = []
    for row in range(count):
        place = draw(some([None, *[Place(d.quarter, "3", "1", d.room) for d in DOORS],
                           Place("", "3", "", "101"), Place("别处", "3", "1", "101")]))  # fmt: skip
        found.append(
            CompanyLine(
                "S", row + 2,
                account_no=draw(some(["", "9999", *[m.account_no for m in METERS]])),
                old_number=draw(some(["", "X1", *[m.number for m in METERS]])),
                new_number=draw(some(["", "W001", "N1", "N2", "N3", "n4", "N4"])),
                last_reading=draw(some([None, Decimal(5), Decimal(900)])),
                first_reading=draw(some([None, Decimal(0)])),
                removed_on=date(2026, 3, 1),
                installed_on=date(2026, 3, 1),
                place=place,
            )
        )  # fmt: skip
    return found


def judged(given_lines: list[CompanyLine]) -> list[Judged]:
    return judge_exchanges(
        given_lines, Doors(DOORS, METERS), facts_of, kind="water_meter",
        today=date(2026, 3, 5), by_hand={},
    )  # fmt: skip


@given(lines(), st.randoms())
def test_the_order_of_the_lines_changes_nothing(found: list[CompanyLine], random: Any) -> None:
    mixed = found[:]
    random.shuffle(mixed)
    first = {one.proposal.line.row: one.proposal for one in judged(found)}
    assert {one.proposal.line.row: one.proposal for one in judged(mixed)} == first


@given(lines())
def test_what_is_ready_never_gives_two_doors_one_meter_nor_one_door_two(
    found: list[CompanyLine],
) -> None:
    ready = [one for one in judged(found) if one.proposal.standing is Standing.READY]
    for keys in (
        [number_key(one.proposal.line.new_number) for one in ready],
        [one.proposal.household_id for one in ready],
        [
            number_key(one.exchange.new.account_no) or at
            for at, one in enumerate(ready)
            if one.exchange
        ],
        [old.id for one in ready if one.exchange for old in one.exchange.old],
    ):
        assert max(Counter(keys).values(), default=1) == 1
    known = {number_key(meter.number) for meter in METERS}
    assert not known & {number_key(one.proposal.line.new_number) for one in ready}


@given(lines())
def test_a_door_is_only_taken_when_everything_named_agrees(found: list[CompanyLine]) -> None:
    doors = Doors(DOORS, METERS)
    for one in judged(found):
        line, chosen = one.proposal.line, one.proposal.household_id
        if not chosen:
            continue
        for meter in METERS:
            if line.old_number == meter.number:
                assert meter.household_id == chosen
        if line.place and (here := doors.at(line.place)):
            assert chosen in here


@given(lines(), st.randoms())
def test_accounts_do_not_depend_on_the_order_either(found: list[CompanyLine], random: Any) -> None:
    plain = [one._replace(number=one.old_number, old_number="", new_number="") for one in found]
    mixed = plain[:]
    random.shuffle(mixed)
    doors = Doors(DOORS, METERS)

    def proposed(some: list[CompanyLine]) -> dict[int, Proposal]:
        given_ = judge_accounts(some, doors, facts_of, kind="water_meter", by_hand={})
        return {one.line.row: one for one in given_}

    first = proposed(plain)
    assert proposed(mixed) == first
    ready = [p for p in first.values() if p.standing is Standing.READY]
    accounts = Counter(number_key(p.line.account_no) for p in ready if "account_no" in p.values)
    assert max(accounts.values(), default=1) == 1


def test_cells_of_their_own_and_a_whole_address_must_agree() -> None:
    whole = {"address": "棉纺厂宿舍3栋1单元402室"}
    assert place_of(whole) == Place("棉纺厂宿舍", "3", "1", "402")
    assert place_of({**whole, "building_no": "3幢"}) == Place("棉纺厂宿舍", "3", "1", "402")
    assert place_of({**whole, "building_no": "4幢"}) is None
    assert place_of({"room_no": "402", "building_no": "三号楼"}) == Place("", "3", "", "402")
    assert place_of({"room_no": "402"}) is None
    assert place_of({"address": "棉纺厂宿舍"}) is None
