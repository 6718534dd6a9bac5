"""What a day left behind, from the facts of its doors."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.day import DoorDay, GapReason, MeterPlace, VisitFacts, day_report, gaps_of
from desktop.domain.visit_times import SLOTS, best_slot, slot_of
from desktop.ui.viewmodels import walk

CHINA = timezone(timedelta(hours=8))
THURSDAY = date(2026, 3, 5)


def at(hour: int, day: int = 5) -> datetime:
    return datetime(2026, 3, day, hour, 30, tzinfo=CHINA)


FULL = DoorDay(
    "0", "翠湖小区", "1栋1单元101", "1", "1", 1, "101", "王建国 13900000000",
    visit_state=1, w_state=1, e_state=2, consent_w=1, consent_e=3, basis=1,
    water=MeterPlace("W1", 2), power=MeterPlace("E1", 1),
    visits=(VisitFacts(at(9), 1, "李敏"),),
)  # fmt: skip


def named(name: str, **facts: object) -> DoorDay:
    return replace(FULL, id=name, visits=(), **facts)  # type: ignore[arg-type]


def tried(name: str, *moments: datetime, visitor: str = "李敏") -> DoorDay:
    visits = tuple(VisitFacts(moment, 2, visitor) for moment in moments)
    return replace(FULL, id=name, visit_state=2, visits=visits)


def test_a_door_with_everything_lacks_nothing() -> None:
    assert gaps_of(FULL) == ()


@pytest.mark.parametrize(
    ("facts", "gaps"),
    [
        ({"w_state": None}, {GapReason.WATER_STATE}),
        ({"e_state": 9}, {GapReason.POWER_STATE}),
        ({"water": MeterPlace("", 2)}, {GapReason.WATER_NUMBER}),
        ({"power": MeterPlace("E1", None)}, {GapReason.POWER_POSITION}),
        ({"w_state": 3, "water": MeterPlace()}, set()),
        ({"w_state": 5, "water": MeterPlace()}, set()),
        ({"w_state": 4, "water": MeterPlace()},
         {GapReason.WATER_NUMBER, GapReason.WATER_POSITION}),
        ({"consent_w": None}, {GapReason.CONSENT_WATER}),
        ({"consent_e": 4}, {GapReason.CONSENT_POWER}),
        ({"consent_w": 2, "consent_e": 2}, set()),
        ({"basis": None}, {GapReason.SIGNATURE}),
        ({"basis": 4}, {GapReason.SIGNATURE}),
        ({"basis": 2}, set()),
        ({"basis": 3}, {GapReason.ORIGINAL}),
        ({"consent_w": None, "consent_e": None, "basis": None},
         {GapReason.CONSENT_WATER, GapReason.CONSENT_POWER}),
        ({"errors": ("止度小于起度",)}, {GapReason.ERRORS}),
    ],
)  # fmt: skip
def test_every_gap_is_told_and_no_other(facts: dict[str, object], gaps: set[GapReason]) -> None:
    assert set(gaps_of(replace(FULL, **facts))) == gaps  # type: ignore[arg-type]


def test_everybody_gets_their_own_doors_counted_once_by_the_last_visit_of_the_day() -> None:
    doors = [
        replace(FULL, visits=(VisitFacts(at(9), 2, "李敏"), VisitFacts(at(15), 1, "李敏"))),
        replace(FULL, id="1", visits=(VisitFacts(at(9, day=4), 1, "李敏"),)),
        tried("2", at(10)),
        tried("3", at(10), visitor="丁一"),
        replace(FULL, id="4", visit_state=3, visits=(VisitFacts(at(11), 3, "李敏"),)),
        replace(FULL, id="5", visit_state=4, visits=(VisitFacts(at(11), 4, "李敏"),)),
    ]
    report = day_report(doors, THURSDAY)
    assert [(d.visitor, d.visited, d.nobody, d.refused, d.by_phone) for d in report.done] == [
        ("李敏", 1, 1, 1, 1),
        ("丁一", 0, 1, 0, 0),
    ]
    assert report.done[0].doors == 4
    assert (report.doors, report.met, report.refused) == (6, 3, 1)


def test_tomorrow_begins_where_nobody_was_home_then_what_is_new_then_what_lacks_something() -> None:
    doors = [
        named("new", visit_state=None),
        named("zero", visit_state=0),
        named("lacking", consent_w=None),
        named("original", basis=3),
        named("wrong", errors=("号码重复",)),
        tried("away", at(10), at(15)),
        named("refused", visit_state=3, consent_w=None),
        FULL,
    ]
    report = day_report(doors, THURSDAY)
    assert [found.door.id for found in report.tomorrow] == ["away", "new", "zero", "lacking"]
    assert [found.door.id for found in report.incomplete] == ["lacking", "original", "wrong"]
    assert report.missing() == {
        GapReason.CONSENT_WATER: 1, GapReason.ORIGINAL: 1, GapReason.ERRORS: 1,
    }  # fmt: skip
    assert report.nobody[0].tried == (at(10), at(15))


@given(st.lists(st.datetimes(), max_size=12))
def test_the_time_to_try_next_is_one_tried_least_and_is_what_the_walk_says(
    moments: list[datetime],
) -> None:
    used = [slot_of(moment) for moment in moments]
    slot = best_slot(moments)
    assert all(used.count(slot) <= used.count(other) for other in SLOTS)
    assert slot == walk.best_time(moments)


@given(st.lists(st.sampled_from([None, 0, 1, 2, 3, 4]), max_size=20))
def test_every_door_is_in_exactly_one_heap(states: list[int | None]) -> None:
    doors = [named(str(n), visit_state=state, consent_w=None) for n, state in enumerate(states)]
    report = day_report(doors, THURSDAY)
    heaps = [f.door.id for f in (*report.nobody, *report.not_visited, *report.incomplete)]
    assert len(heaps) == len(set(heaps))
    assert len(heaps) + report.refused == len(doors)
    assert len(report.not_visited) + len(report.nobody) + report.met + report.refused == len(doors)
