"""Recording doors: defaults from the neighbours, fills, checks, one transaction a door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.door_answers import AnswerProblem, read_answers
from desktop.domain.neighbours import STATE_OF, Doors, copied
from desktop.kernel.errors import InputError
from desktop.services.surveying_record import DoorRecorder
from desktop.storage.queries import survey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from desktop.domain.changes import Changes
    from desktop.domain.door_answers import DoorAnswers, ReadAnswers
    from desktop.domain.neighbours import Side
    from desktop.domain.values import Record, Value
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class NeighbourDefaults:
    """What a door would take from its neighbour.

    Attributes:
        household_id: the neighbour.
        label: its address inside the quarter, such as ``3栋2单元401``.
        side: where it is: below, above, beside, next unit.
        values: (entity kind, field) → value; kinds ``household``, ``water_meter`` and
            ``electricity_meter``.
    """

    household_id: str
    label: str
    side: Side
    values: Mapping[tuple[str, str], Value]


class Surveying:
    """What a surveyor does at a door, each act one operation of the journal."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def record(self, household_id: str, answers: DoorAnswers) -> Changes:
        """Store everything that one door answered: all of it, or nothing.

        Meters that are not there yet are made, readings kept by day, due dates computed by rule.
        A visit with time and person is kept when ``visit_state`` is given, and when somebody said
        something at a door that had not been met so far.

        Raises:
            InputError: an answer does not fit; ``details`` name its ``kind``, ``field`` and
                ``label``. Or there is no such household or meter.
            RefusedError: the operator may only read.
        """
        read = _read(answers)
        with self._ledger.unit_of_work("record-door") as work:
            DoorRecorder(work, self._clock, self._ledger.operator.name).write(household_id, read)
        return work.changes

    def neighbour(self, household_id: str) -> NeighbourDefaults | None:
        """Return what the door would take from its neighbour, None where none is recorded.

        Raises:
            InputError: there is no such household.
        """
        with self._ledger.reader() as connection:
            doors = _doors(connection, household_id)
            found = doors.neighbour(household_id)
            if found is None:
                return None
            return NeighbourDefaults(
                household_id=found.id,
                label=survey.door_labels(connection, [found.id])[found.id],
                side=found.side,
                values=copied(_facts(connection, found.id)),
            )


def _read(answers: DoorAnswers) -> ReadAnswers:
    try:
        return read_answers(answers)
    except AnswerProblem as problem:
        raise InputError(
            problem.code, kind=problem.kind, field=problem.field, label=problem.label
        ) from None


def _doors(connection: Connection, household_id: str) -> Doors:
    doors = Doors(survey.building_doors(connection, household_id))
    if household_id not in doors:
        raise InputError("record-missing")
    return doors


def _facts(connection: Connection, household_id: str) -> dict[str, Record | None]:
    facts: dict[str, Record | None] = dict.fromkeys(STATE_OF)
    facts["household"] = survey.households(connection, [household_id]).get(household_id)
    for kind in STATE_OF:
        own = survey.own_meters(connection, kind, [household_id])
        facts[kind] = next(iter(own.get(household_id, ())), None)
    return facts
