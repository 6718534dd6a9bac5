"""The neighbour of a door, whatever the building: near, recorded, alike, and never by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.door_fill import DoorState, copyable, fill_door
from desktop.domain.fields import ENTITIES
from desktop.domain.neighbours import COPIED, DoorPlace, Doors, Side, copied

if TYPE_CHECKING:
    from desktop.domain.values import Value

PRIVATE = {
    "household": {
        "owner_name", "phone", "consent_w", "consent_e", "consent_basis", "consented_on",
        "noticed_on", "visit_state", "occupant", "n_person", "hardship", "title_no", "title_area",
        "owner_group_id", "co_owners", "id_type", "id_no", "arrears_w", "arrears_e", "remarks",
        "unit_id", "floor", "room_no", "use_kind", "area_basis", "area_survey", "area_contract",
    },
    "meter": {
        "household_id", "parent_id", "replaced_by_id", "body_no", "asset_no", "barcode", "rfid",
        "comm_addr", "account_no", "contract_no", "book_no", "seq_in_book", "box_no", "box_slot",
        "first_reading", "last_reading", "cert_no", "verified_on", "expires_on", "installed_on",
        "removed_on", "seal_plastic", "seal_steel", "seal_lead", "seal_audit", "seal_box",
        "seal_meter", "crosscheck", "crosschecked_on", "remarks", "state", "fault",
    },
}  # fmt: skip


@st.composite
def buildings(draw: st.DrawFn) -> list[DoorPlace]:
    """Some doors of a building: shops, gaps, doors without a floor, every third recorded."""
    doors = []
    for unit in range(draw(st.integers(1, 3))):
        floors = draw(st.sampled_from([[-1, 1, 2, 3], [1, 2, 3, 4, 5], [2], [9, 10, 11]]))
        for floor in floors:
            doors += [
                DoorPlace(
                    id=f"{unit}/{floor}/{room}",
                    unit_id=f"u{unit}",
                    unit=unit,
                    floor=draw(st.sampled_from([floor] * 9 + [None])),
                    room_no=f"{floor}{room:02d}" if floor > 0 else f"门面{room}",
                    use_kind=draw(st.sampled_from([None, 1, 2])),
                    recorded=draw(st.booleans()),
                )
                for room in range(1, draw(st.integers(1, 3)) + 1)
            ]
    return doors


@given(buildings())
def test_a_neighbour_is_recorded_alike_and_stands_where_it_is_said_to(
    places: list[DoorPlace],
) -> None:
    doors, by_id = Doors(places), {door.id: door for door in places}
    for door in places:
        found = doors.neighbour(door.id)
        if found is None:
            continue
        other = by_id[found.id]
        assert other.recorded
        assert other.id != door.id
        assert (other.use_kind or 1) == (door.use_kind or 1)
        same_unit = other.unit_id == door.unit_id
        assert same_unit != (found.side is Side.NEXT_UNIT)
        assert door.floor is not None or found.side is Side.BESIDE
        if found.side in {Side.BELOW, Side.ABOVE}:
            assert found.id in doors.riser(door.id)
            assert (other.floor or 0) < (door.floor or 0) or found.side is Side.ABOVE
        elif found.side is Side.BESIDE:
            assert found.id in doors.landing(door.id)


@given(buildings())
def test_no_door_between_would_have_been_nearer(places: list[DoorPlace]) -> None:
    doors, by_id = Doors(places), {door.id: door for door in places}
    for door in places:
        found = doors.neighbour(door.id)
        riser = [by_id[name] for name in doors.riser(door.id)] if door.floor is not None else []
        alike = [
            other
            for other in riser
            if other.recorded
            and other.floor != door.floor
            and (other.use_kind or 1) == (door.use_kind or 1)
        ]
        below = [other.floor or 0 for other in alike if (other.floor or 0) < (door.floor or 0)]
        above = [other.floor or 0 for other in alike if (other.floor or 0) > (door.floor or 0)]
        if below or above:
            assert found is not None
            assert by_id[found.id].floor == (max(below) if below else min(above))
            assert found.side is (Side.BELOW if below else Side.ABOVE)


@given(buildings())
def test_every_door_stands_in_its_own_riser_and_on_its_own_landing(
    places: list[DoorPlace],
) -> None:
    doors = Doors(places)
    for door in places:
        assert door.id in doors.riser(door.id)
        assert door.id in doors.landing(door.id)
        assert all(door.id in doors.riser(other) for other in doors.riser(door.id))


def test_the_tenth_floor_stands_above_the_ninth() -> None:
    doors = Doors(
        DoorPlace(room, "u", 0, int(room[:-2]), room, None, recorded=True)
        for room in ("901", "902", "1001", "1002", "1101", "1102")
    )
    assert doors.riser("1001") == ["901", "1001", "1101"]
    found = doors.neighbour("1002")
    assert found is not None
    assert (found.id, found.side) == ("902", Side.BELOW)


def test_doors_without_numbers_of_storeys_count_along_the_landing() -> None:
    doors = Doors(
        DoorPlace(f"{floor}{room}", "u", 0, floor, room, None, recorded=True)
        for floor in (1, 2)
        for room in ("甲", "乙")
    )
    assert doors.riser("1乙") == ["1乙", "2乙"]


def test_nothing_private_is_ever_copied_and_every_field_was_thought_about() -> None:
    for kind, names in COPIED.items():
        private = PRIVATE["household" if kind == "household" else "meter"]
        assert not private.intersection(names)
        declared = {field.name for field in ENTITIES[kind].fields}
        thought = private | set(names) | {"w_state", "e_state", "role", "building_id", "installer"}
        assert declared <= thought, declared - thought


STATES = st.sampled_from([None, 1, 2, 3, 4, 5, 6, 9])
METER = st.fixed_dictionaries(
    {"position": st.sampled_from([None, 1, 2]), "dn": st.sampled_from([None, 15, 20])},
    optional={"body_no": st.just("1"), "account_no": st.just("2")},
)


@st.composite
def door_states(draw: st.DrawFn) -> DoorState:
    household = {"w_state": draw(STATES), "e_state": draw(STATES), "owner_name": "王一"}
    meters = draw(st.lists(METER, max_size=2))
    return DoorState(household, {"water_meter": tuple(meters), "electricity_meter": ()})


@given(door_states(), door_states(), st.booleans())
def test_a_fill_takes_only_shared_fields_and_keeps_what_was_recorded(
    source: DoorState, target: DoorState, overwrite: bool
) -> None:
    values = copied(
        {kind: source.record(kind) for kind in ("household", "water_meter", "electricity_meter")}
    )
    changes, kept = fill_door(target, values, overwrite=overwrite)
    for change in (*changes, *kept):
        assert copyable((change.kind, change.field))
        assert change.new == values[change.kind, change.field] is not None
        assert change.old == (target.record(change.kind) or {}).get(change.field)
    assert not (overwrite and kept)
    open_: set[Value] = {None, 9}
    if not overwrite:
        assert all(change.old in open_ for change in changes)
        assert all(change.old is not None for change in kept)


@given(door_states(), door_states(), st.booleans())
def test_after_a_fill_the_same_fill_has_nothing_left_to_change(
    source: DoorState, target: DoorState, overwrite: bool
) -> None:
    values = copied(
        {kind: source.record(kind) for kind in ("household", "water_meter", "electricity_meter")}
    )
    changes, _ = fill_door(target, values, overwrite=overwrite)
    household = dict(target.household)
    meter = dict(target.record("water_meter") or {})
    for change in changes:
        (household if change.kind == "household" else meter)[change.field] = change.new
    rest = target.meters["water_meter"][1:]
    meters = (meter, *rest) if meter or target.record("water_meter") else ()
    after = DoorState(household, {**target.meters, "water_meter": meters})
    assert fill_door(after, values, overwrite=overwrite)[0] == ()
