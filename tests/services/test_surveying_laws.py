"""Any sequence of acts at doors, undone and redone at will, is the sequence of those that stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.door_answers import DoorAnswers
from desktop.kernel.clock import FixedClock
from desktop.kernel.errors import RefusedError
from desktop.services.editing import Editing
from desktop.services.surveying import Surveying
from tests.support.small_office import NOW, Office
from tests.support.staircase import FLOORS, ROOMS, UNITS, build

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.domain.changes import Changes
    from desktop.storage.ledger import Ledger

Act: TypeAlias = tuple[Any, ...]
Snapshot: TypeAlias = "Mapping[str, list[tuple[Any, ...]]]"

DOORS = [
    f"{unit}-{floor}0{room}"
    for unit in range(1, UNITS + 1)
    for floor in range(1, FLOORS + 1)
    for room in range(1, ROOMS + 1)
]
NEAR = DOORS[:5]
"""Most acts meet at a few doors, so that they get in each other's way."""

QUERIES = {
    "household": "SELECT * FROM household h WHERE h.building_id = ? ORDER BY h.place",
    "visit": "SELECT m.*, h.place FROM household h JOIN visit m ON m.household_id = h.id "
    "WHERE h.building_id = ? AND m.deleted = 0 ORDER BY h.place, m.visited_at, m.id",
    "confirmation": "SELECT m.*, h.place FROM household h JOIN confirmation m "
    "ON m.household_id = h.id WHERE h.building_id = ? AND m.deleted = 0 ORDER BY h.place, m.id",
    "meter_reading": "SELECT r.*, h.place FROM household h JOIN water_meter m "
    "ON m.household_id = h.id JOIN meter_reading r ON r.water_meter_id = m.id "
    "WHERE h.building_id = ? AND r.deleted = 0 ORDER BY h.place, r.id",
    **{
        kind: f"SELECT m.*, h.place FROM household h JOIN {kind} m ON m.household_id = h.id "
        "WHERE h.building_id = ? AND m.deleted = 0 ORDER BY h.place, m.id"
        for kind in ("water_meter", "electricity_meter")
    },
}


@dataclass
class Staircase:
    """One building in the ledger and the clock of its surveyor."""

    ledger: Ledger
    doors: Mapping[str, str]
    building: str
    minutes: int = 0
    standing: list[tuple[Act, int]] = field(default_factory=list)

    @property
    def surveying(self) -> Surveying:
        return Surveying(self.ledger, FixedClock(NOW + timedelta(minutes=self.minutes)))

    def do(self, act: Act) -> Changes:
        name, *given_ = act
        if name == "record":
            return self.surveying.record(self.doors[given_[0]], given_[1])
        if name == "as_neighbour":
            return self.surveying.as_neighbour(self.doors[given_[0]], answers=given_[1])
        if name == "confirm":
            return self.surveying.confirm(self.doors[given_[0]], "survey-owner-missing", given_[1])
        source, targets, overwrite = given_
        ids = [self.doors[target] for target in targets]
        plan = self.surveying.plan_fill(self.doors[source], ids, overwrite=overwrite)
        return self.surveying.fill(plan)

    def snapshot(self, *, with_ids: bool) -> Snapshot:
        with self.ledger.reader() as connection:
            found = {
                kind: connection.exec_driver_sql(query, (self.building,)).mappings().all()
                for kind, query in QUERIES.items()
            }
        return {
            kind: [
                tuple(v for n, v in row.items() if with_ids or not (n == "id" or n.endswith("_id")))
                for row in rows
            ]
            for kind, rows in found.items()
        }


ANSWERS = st.builds(
    DoorAnswers,
    household=st.fixed_dictionaries(
        {},
        optional={
            "w_state": st.sampled_from([None, 1, 2, 3, 4]),
            "e_state": st.sampled_from([1, 5]),
            "visit_state": st.sampled_from([1, 2, 3, 4]),
            "consent_w": st.sampled_from([None, 1, 2, 4]),
            "consent_basis": st.sampled_from([None, 1, 3]),
            "phone": st.sampled_from(["", "13800000001"]),
        },
    ),
    water=st.fixed_dictionaries(
        {},
        optional={
            "number": st.sampled_from(["W1", "W2", ""]),
            "position": st.sampled_from([None, 1, 2]),
            "reading": st.sampled_from(["", "1", "2.5"]),
            "verified_on": st.sampled_from([None, "2024-03-05"]),
        },
    ),
    electricity=st.fixed_dictionaries({}, optional={"phase": st.sampled_from([1, 3])}),
)
NEAR_DOOR = st.sampled_from(NEAR)
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.tuples(st.just("record"), NEAR_DOOR, ANSWERS),
    st.tuples(st.just("as_neighbour"), NEAR_DOOR, ANSWERS),
    st.tuples(
        st.just("fill"), NEAR_DOOR, st.lists(st.sampled_from(DOORS), unique=True), st.booleans()
    ),
    st.tuples(st.just("confirm"), NEAR_DOOR, st.sampled_from(["不在本市", "查无"])),
    st.just(("undo",)),
    st.just(("undo",)),
    st.just(("redo",)),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """One ledger for all examples; each has a building of its own in it."""
    ledger = Office(tmp_path_factory.mktemp("laws")).create()
    yield ledger
    ledger.abandon()


def staircase(ledger: Ledger) -> Staircase:
    doors = build(ledger)
    with ledger.reader() as connection:
        building = connection.exec_driver_sql(
            "SELECT building_id FROM household WHERE id = ?", (doors[DOORS[0]],)
        ).scalar_one()
    return Staircase(ledger, doors, building)


@settings(max_examples=60)
@given(acts=st.lists(ACTS, max_size=12), minutes=st.sampled_from([0, 5, 40]))
def test_what_stands_is_what_the_standing_acts_alone_would_have_made(
    shared: Ledger, acts: list[Act], minutes: int
) -> None:
    played, editing = staircase(shared), Editing(shared, shared.clock)
    before: list[Snapshot] = []
    undone: list[tuple[tuple[Act, int], Snapshot, Snapshot]] = []
    for act in acts:
        played.minutes += minutes
        if act == ("undo",):
            if played.standing:
                after = played.snapshot(with_ids=True)
                editing.undo()
                undone.append((played.standing.pop(), before.pop(), after))
                assert played.snapshot(with_ids=True) == undone[-1][1]
        elif act == ("redo",):
            if undone:
                again, earlier, later = undone.pop()
                editing.redo()
                played.standing.append(again)
                before.append(earlier)
                assert played.snapshot(with_ids=True) == later
            else:
                with pytest.raises(RefusedError, match="redo-nothing"):
                    editing.redo()
        else:
            earlier = played.snapshot(with_ids=True)
            if _done(played, act):
                played.standing.append((act, played.minutes))
                before.append(earlier)
                undone.clear()
            else:
                assert played.snapshot(with_ids=True) == earlier
    _assert_replayed(played, staircase(shared))


def _done(played: Staircase, act: Act) -> bool:
    try:
        return bool(played.do(act).operation)
    except RefusedError as refused:
        if refused.code not in {"survey-no-neighbour", "warning-gone"}:
            raise
        return False


def _assert_replayed(played: Staircase, fresh: Staircase) -> None:
    for act, minutes in played.standing:
        fresh.minutes = minutes
        fresh.do(act)
    found = (played.snapshot(with_ids=False), fresh.snapshot(with_ids=False))
    # What a confirmation is about names the record by its id; everything else must be the same.
    for side in found:
        rows = side["confirmation"]
        rows[:] = [tuple(value for value in row if "|" not in str(value)) for row in rows]
    assert found[0] == found[1]
