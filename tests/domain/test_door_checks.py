"""Each check fires on what it is about, falls silent when it is put right, and knows its weight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.door_checks import CheckCode, DoorFacts, Severity, UtilityFacts
from desktop.domain.household_checks import door_findings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.values import Record, Value

TODAY = date(2026, 3, 5)
D = Decimal


def utility(kind: str, *meters: Record, **facts: Any) -> UtilityFacts:
    rows = tuple({"id": f"{kind}{place}", **meter} for place, meter in enumerate(meters))
    own = frozenset(str(row["id"]) for row in rows if row.get("state") != 7)
    base = UtilityFacts(kind, rows, own, {}, {}, {}, {})
    return replace(base, **facts)


def door(
    household: Record | None = None,
    water: UtilityFacts | None = None,
    power: UtilityFacts | None = None,
    **facts: Any,
) -> DoorFacts:
    base = DoorFacts(
        TODAY,
        {"id": "door", **(household or {})},
        (water or utility("water_meter"), power or utility("electricity_meter")),
        signed_on_screen=False,
        same_room=False,
    )
    return replace(base, **facts)


def codes(facts: DoorFacts) -> list[tuple[str, str]]:
    return [(str(one.code), str(one.severity)) for one in door_findings(facts)]


def water(*meters: Record, **facts: Any) -> UtilityFacts:
    return utility("water_meter", *meters, **facts)


HARD, SOFT, PENDING = Severity.HARD, Severity.SOFT, Severity.PENDING
READ = {"water_meter0": ((date(2026, 1, 1), D("100")), (date(2026, 3, 1), D("90")))}

READ_ONCE = {"water_meter0": READ["water_meter0"][:1]}

CASES: Mapping[CheckCode, tuple[Severity, DoorFacts, DoorFacts]] = {
    CheckCode.NUMBER_ELSEWHERE: (
        HARD,
        door({}, water({"body_no": "1"}, elsewhere={"1": "一村3栋101"})),
        door({}, water({"body_no": "2"}, elsewhere={"1": "一村3栋101"})),
    ),
    CheckCode.NUMBER_TWICE: (
        HARD,
        door({}, water({"body_no": "1"}, {"body_no": "1"})),
        door({}, water({"body_no": "1"}, {"body_no": "1", "state": 7})),
    ),
    CheckCode.ACCOUNT_ELSEWHERE: (
        SOFT,
        door({}, water({"account_no": "1"}, accounts_elsewhere={"1": "一村3栋101"})),
        door({}, water({"account_no": "2"}, accounts_elsewhere={"1": "一村3栋101"})),
    ),
    CheckCode.LAST_BELOW_FIRST: (
        HARD,
        door({}, water({"first_reading": D(5), "last_reading": D(4), "state": 7})),
        door({}, water({"first_reading": D(5), "last_reading": D(5), "state": 7})),
    ),
    CheckCode.READING_BELOW_FIRST: (
        HARD,
        door({}, water({"first_reading": D(101)}, readings=READ_ONCE)),
        door({}, water({"first_reading": D(100)}, readings=READ_ONCE)),
    ),
    CheckCode.READING_WENT_BACK: (
        SOFT,
        door({}, water({}, readings=READ)),
        door({}, water({}, readings=READ_ONCE)),
    ),
    CheckCode.READING_NEGATIVE: (
        HARD, door({}, water({"first_reading": D(-1)})), door({}, water({"first_reading": D(0)})),
    ),
    CheckCode.READING_HIGH: (
        SOFT,
        door({}, water({"first_reading": D(20_001)})),
        door({"use_kind": 2}, water({"first_reading": D(20_001)})),
    ),
    CheckCode.USE_HIGH: (
        SOFT,
        door({}, water({}, readings={
            "water_meter0": ((date(2026, 1, 1), D(0)), (date(2026, 1, 3), D("10.001")))})),
        door({}, water({}, readings={
            "water_meter0": ((date(2026, 1, 1), D(0)), (date(2026, 1, 3), D(10)))})),
    ),
    CheckCode.DATE_IN_FUTURE: (
        HARD,
        door({}, water({"verified_on": date(2026, 3, 6)})),
        door({}, water({"verified_on": TODAY})),
    ),
    CheckCode.REMOVED_BEFORE_INSTALLED: (
        HARD,
        door({}, water({"installed_on": date(2020, 1, 2), "removed_on": date(2020, 1, 1)})),
        door({}, water({"installed_on": date(2020, 1, 1), "removed_on": date(2020, 1, 1)})),
    ),
    CheckCode.VERIFIED_AFTER_INSTALLED: (
        SOFT,
        door({}, water({"installed_on": date(2020, 1, 1), "verified_on": date(2020, 1, 2)})),
        door({}, water({"installed_on": date(2020, 1, 2), "verified_on": date(2020, 1, 1)})),
    ),
    CheckCode.EXPIRED: (
        SOFT,
        door({}, water({"expires_on": date(2026, 3, 4)})),
        door({}, water({"expires_on": date(2026, 3, 4), "state": 7})),
    ),
    CheckCode.NUMBER_LENGTH: (
        SOFT,
        door({}, water({"body_no": "1234"}, lengths={10: 4, 9: 1})),
        door({}, water({"body_no": "1234"}, lengths={10: 3, 9: 1})),
    ),
    CheckCode.COMM_ADDRESS: (
        SOFT,
        door({}, None, utility("electricity_meter", {"comm_addr": "12345678901"})),
        door({}, None, utility("electricity_meter", {"comm_addr": "123456789012"})),
    ),
    CheckCode.OUTSIDE_BUT_INSIDE: (
        SOFT,
        door({"w_state": 1}, water({"position": 1})),
        door({"w_state": 2}, water({"position": 1})),
    ),
    CheckCode.INSIDE_BUT_OUTSIDE: (
        SOFT,
        door({"w_state": 2}, water({"position": 3})),
        door({"w_state": 1}, water({"position": 3})),
    ),
    CheckCode.NONE_BUT_METER: (
        HARD, door({"w_state": 5}, water({})), door({"w_state": 5}, water({"state": 7})),
    ),
    CheckCode.SHARED_BUT_METER: (SOFT, door({"w_state": 3}, water({})), door({"w_state": 3})),
    CheckCode.OWN_BUT_SEVERAL: (
        HARD, door({"w_state": 1}, water({}, {})), door({"w_state": 1}, water({}, {"state": 7})),
    ),
    CheckCode.SEVERAL_BUT_ONE: (
        SOFT, door({"w_state": 4}, water({})), door({"w_state": 4}, water({}, {})),
    ),
    CheckCode.REFUSED_BUT_CONSENT: (
        SOFT,
        door({"visit_state": 3, "consent_w": 1, "consent_basis": 1}),
        door({"visit_state": 3, "consent_w": 2, "consent_basis": 1}),
    ),
    CheckCode.CONSENT_WITHOUT_BASIS: (
        PENDING, door({"consent_e": 2}), door({"consent_e": 4, "consent_w": None}),
    ),
    CheckCode.CONSENT_NOT_SIGNED: (
        PENDING,
        door({"consent_w": 1, "consent_basis": 4}),
        door({"consent_w": 1, "consent_basis": 1}),
    ),
    CheckCode.CONSENT_WITHOUT_INK: (
        PENDING,
        door({"consent_w": 1, "consent_basis": 2}),
        door({"consent_w": 1, "consent_basis": 2}, signed_on_screen=True),
    ),
    CheckCode.ORIGINAL_DUE: (
        PENDING,
        door({"consent_w": 1, "consent_basis": 3}),
        door({"consent_w": 1, "consent_basis": 1}),
    ),
    CheckCode.IDENTITY: (
        HARD,
        door({"id_type": 1, "id_no": "110105194912310021"}),
        door({"id_type": 1, "id_no": "11010519491231002X"}),
    ),
    CheckCode.LICENCE: (
        SOFT,
        door({"id_type": 2, "id_no": "91350100M000100Y44"}),
        door({"id_type": 2, "id_no": "91350100M000100Y43"}),
    ),
    CheckCode.PHONE: (SOFT, door({"phone": "1380000000"}), door({"phone": "13800000001"})),
    CheckCode.OWNER_MISSING: (SOFT, door({"visit_state": 1}), door({"visit_state": 2})),
    CheckCode.ARREARS: (SOFT, door({"arrears_w": D("0.01")}), door({"arrears_w": D(0)})),
    CheckCode.AREA: (HARD, door({"title_area": D(0)}), door({"title_area": D("0.01")})),
    CheckCode.ROOM_TWICE: (HARD, door(same_room=True), door()),
}  # fmt: skip


@pytest.mark.parametrize("code", list(CheckCode))
def test_a_check_fires_with_its_weight_and_falls_silent(code: CheckCode) -> None:
    severity, wrong, right = CASES[code]
    assert codes(wrong) == [(str(code), str(severity))]
    assert codes(right) == []


def test_errors_come_before_warnings_and_what_is_pending_last() -> None:
    facts = door({"visit_state": 1, "consent_w": 1, "w_state": 5}, water({}))
    assert [severity for _, severity in codes(facts)] == ["hard", "soft", "pending"]


@given(
    st.sampled_from(["phone", "arrears", "length"]),
    st.sampled_from(["138", "139", "13800000001234", "x" * 20]),
    st.sampled_from(["138", "139", "13800000001234", "x" * 20]),
)
def test_another_value_is_another_subject_and_the_same_value_the_same(
    which: str, one: str, other: str
) -> None:
    def subject(value: str) -> str:
        facts = {
            "phone": door({"phone": value}),
            "arrears": door({"arrears_w": D(len(value))}),
            "length": door({}, water({"body_no": value}, lengths={9: 5})),
        }[which]
        return door_findings(facts)[0].subject

    same = len(one) == len(other) if which == "arrears" else one == other
    assert (subject(one) == subject(other)) == same


VALUES: Mapping[str, st.SearchStrategy[Value]] = {
    "state": st.sampled_from([None, 1, 7]),
    "position": st.sampled_from([None, 1, 2]),
    "body_no": st.sampled_from([None, "1", "22"]),
    "first_reading": st.one_of(st.none(), st.decimals(-9, 10**7, places=3)),
    "last_reading": st.one_of(st.none(), st.decimals(-9, 10**7, places=3)),
    "verified_on": st.one_of(st.none(), st.dates()),
    "installed_on": st.one_of(st.none(), st.dates()),
    "removed_on": st.one_of(st.none(), st.dates()),
}


@given(
    st.sampled_from([None, 1, 2, 3, 4, 5, 6, 9]),
    st.lists(st.fixed_dictionaries({}, optional=VALUES), max_size=3),
)
def test_whatever_was_recorded_is_answered_with_short_subjects_told_apart(
    state: int | None, meters: list[dict[str, Value]]
) -> None:
    found = door_findings(door({"w_state": state}, water(*meters)))
    assert all(len(one.subject) <= 200 for one in found)
    assert len({(one.code, one.subject) for one in found}) == len(found)
