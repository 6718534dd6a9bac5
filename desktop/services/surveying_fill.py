"""Doors that take after others: as next door, down a riser, over a selection."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.codes import VisitState
from desktop.domain.door_answers import ReadAnswers
from desktop.domain.door_fill import DoorFill, DoorState, FillPlan, copyable, fill_door
from desktop.domain.fields import ENTITIES
from desktop.domain.neighbours import STATE_OF, copied
from desktop.kernel.errors import InputError
from desktop.storage.queries import survey

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.door_answers import MeterAnswers
    from desktop.domain.door_fill import FillChange, Slot
    from desktop.domain.values import Record, Value
    from desktop.services.surveying_record import DoorRecorder
    from desktop.storage.unit_of_work import UnitOfWork


def door_states(connection: Connection, household_ids: Sequence[str]) -> dict[str, DoorState]:
    """Return id → present records of those doors that are there."""
    found = survey.households(connection, household_ids)
    meters = {kind: survey.own_meters(connection, kind, household_ids) for kind in STATE_OF}
    return {
        name: DoorState(
            household, {kind: tuple(owned.get(name, ())) for kind, owned in meters.items()}
        )
        for name, household in found.items()
    }


def taken_from(connection: Connection, household_id: str) -> dict[Slot, Value]:
    """Return what other doors would take from this one.

    Raises:
        InputError: there is no such household.
    """
    state = door_states(connection, [household_id]).get(household_id)
    if state is None:
        raise InputError("record-missing")
    kinds = ("household", *STATE_OF)
    return copied({kind: state.record(kind) for kind in kinds})


def with_defaults(
    connection: Connection,
    household_id: str,
    answers: ReadAnswers,
    source: Mapping[Slot, Value],
    *,
    overwrite: bool,
) -> ReadAnswers:
    """Return ``answers`` with what the door takes from its neighbour where nothing was said."""
    state = door_states(connection, [household_id]).get(household_id)
    if state is None:
        raise InputError("record-missing")
    changes, _ = fill_door(_as_answered(state, answers), source, overwrite=overwrite)
    taken = _by_kind(changes)
    household = {**taken.get("household", {}), **answers.household}
    if "visit_state" not in household and state.household.get("visit_state") in {
        None,
        VisitState.NOT_VISITED,
    }:
        household["visit_state"] = int(VisitState.VISITED)
    meters = {
        kind: _with_values(meter, {**taken.get(kind, {}), **meter.values})
        for kind, meter in answers.meters.items()
    }
    return ReadAnswers(household, meters, answers.visit_note)


def plan(
    connection: Connection,
    source_id: str,
    target_ids: Sequence[str],
    slots: Collection[Slot] | None,
    *,
    overwrite: bool,
) -> FillPlan:
    """Return what a fill would change at which door, and what it would keep.

    Raises:
        InputError: the source is gone, or a field is one that no door takes from another.
    """
    for kind, name in slots or ():
        if not copyable((kind, name)):
            raise InputError("fill-field-of-one-door", kind=kind, field=_label(kind, name))
    source = taken_from(connection, source_id)
    wanted = [name for name in dict.fromkeys(target_ids) if name != source_id]
    states = door_states(connection, wanted)
    labels = survey.door_labels(connection, [source_id, *wanted])
    doors = tuple(
        DoorFill(
            name,
            labels[name],
            *fill_door(states[name], source, slots=slots, overwrite=overwrite),
        )
        for name in wanted
        if name in states
    )
    return FillPlan(source_id, labels[source_id], doors, overwrite)


def carry_out(work: UnitOfWork, recorder: DoorRecorder, fill: FillPlan) -> None:
    """Write what ``fill`` promised; a field that was recorded since the preview is kept."""
    states = door_states(work.connection, [door.household_id for door in fill.doors])
    for door in fill.doors:
        state = states.get(door.household_id)
        if state is None:
            continue
        promised = {(change.kind, change.field): change.new for change in door.changes}
        changes, _ = fill_door(state, promised, overwrite=fill.overwrite)
        due = [change for change in changes if change in door.changes]
        for kind, values in _by_kind(due).items():
            if kind == "household":
                work.update(kind, door.household_id, values)
                recorder.drop_empty_meters(door.household_id, values)
            else:
                recorder.write_meter_fields(kind, door.household_id, state.record(kind), values)


def _as_answered(state: DoorState, answers: ReadAnswers) -> DoorState:
    """Return the door as it will be once ``answers`` are written: they come before any default."""
    meters = {
        kind: _answered_meters(owned, answers.meters[kind]) for kind, owned in state.meters.items()
    }
    return DoorState({**state.household, **answers.household}, meters)


def _answered_meters(owned: tuple[Record, ...], answers: MeterAnswers) -> tuple[Record, ...]:
    if len(owned) > 1:
        return owned
    given = {name: value for name, value in answers.values.items() if value is not None}
    return ({**(owned[0] if owned else {}), **given},) if owned or given else ()


def _by_kind(changes: Collection[FillChange]) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    for change in changes:
        found.setdefault(change.kind, {})[change.field] = change.new
    return found


def _with_values(meter: MeterAnswers, values: Record) -> MeterAnswers:
    return replace(meter, values=values)


def _label(kind: str, name: str) -> str:
    entity = ENTITIES.get(kind)
    declared = entity.field(name) if entity else None
    return declared.label if declared else name
