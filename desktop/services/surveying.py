"""Recording doors: defaults from the neighbours, fills, checks, one transaction a door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.door_answers import NO_ANSWERS, AnswerProblem, read_answers
from desktop.domain.neighbours import STATE_OF, Doors
from desktop.kernel.errors import InputError, RefusedError
from desktop.services import surveying_checks as checking
from desktop.services import surveying_fill as fills
from desktop.services.surveying_record import DoorRecorder
from desktop.storage.queries import survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from desktop.domain.changes import Changes
    from desktop.domain.door_answers import DoorAnswers, ReadAnswers
    from desktop.domain.door_fill import FillPlan, Slot
    from desktop.domain.neighbours import Side
    from desktop.domain.values import Record, Value
    from desktop.kernel.clock import Clock
    from desktop.services.surveying_checks import DoorCheck
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork


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
        A visit with time and person is kept when ``visit_state`` is given, and when somebody
        answered (about the works, the people living there, the privacy notice) at a door not
        visited so far.

        Raises:
            InputError: an answer does not fit; ``details`` name its ``kind``, ``field`` and
                ``label``. Or there is no such household or meter.
            RefusedError: the operator may only read.
        """
        read = _read(answers)
        with self._ledger.unit_of_work("record-door") as work:
            self._recorder(work).write(household_id, read)
        return work.changes

    def as_neighbour(
        self, household_id: str, *, answers: DoorAnswers = NO_ANSWERS, overwrite: bool = False
    ) -> Changes:
        """Store the door "as next door", with what else was said, in one operation.

        What was recorded already stays, what ``answers`` say comes first, and nothing that belongs
        to one household alone is taken: numbers, readings, seals, accounts, people, consent. A
        door not visited so far counts as visited.

        Raises:
            InputError: an answer does not fit (see :meth:`record`); or there is no such household.
            RefusedError: no neighbour is recorded yet; or the operator may only read.
        """
        read = _read(answers)
        with self._ledger.unit_of_work("as-neighbour") as work:
            found = _doors(work.connection, household_id).neighbour(household_id)
            if found is None:
                raise RefusedError("survey-no-neighbour")
            source = fills.taken_from(work.connection, found.id)
            whole = fills.with_defaults(
                work.connection, household_id, read, source, overwrite=overwrite
            )
            self._recorder(work).write(household_id, whole)
        return work.changes

    def plan_fill(
        self,
        source_id: str,
        target_ids: Iterable[str],
        fields: Iterable[Slot] | None = None,
        *,
        overwrite: bool = False,
    ) -> FillPlan:
        """Return what would change at which door if these took after ``source_id``.

        Args:
            source_id: the door to take after.
            target_ids: the doors, such as :meth:`below`, :meth:`riser`, :meth:`landing`,
                :meth:`unit_doors` or a selection; the source is left out.
            fields: (kind, field) of what is taken, such as ``("water_meter", "position")``; None
                for everything that houses share.
            overwrite: replace what was recorded already; otherwise it is kept.

        Raises:
            InputError: the source is gone, or a field belongs to one household alone.
        """
        slots = None if fields is None else frozenset(fields)
        with self._ledger.reader() as connection:
            return fills.plan(connection, source_id, list(target_ids), slots, overwrite=overwrite)

    def fill(self, plan: FillPlan) -> Changes:
        """Do what ``plan`` promised, as one operation; what was recorded since is kept.

        No visit is made: nobody stood at these doors.

        Raises:
            RefusedError: the operator may only read.
        """
        with self._ledger.unit_of_work("fill-doors") as work:
            fills.carry_out(work, self._recorder(work), plan)
        return work.changes

    def riser(self, household_id: str) -> list[str]:
        """Return the doors one above the other, itself too, from below.

        Raises:
            InputError: there is no such household; likewise for the other groups of doors.
        """
        return self._around(household_id).riser(household_id)

    def below(self, household_id: str) -> list[str]:
        """Return the doors below in the riser, the next one first."""
        riser = self.riser(household_id)
        return riser[: riser.index(household_id)][::-1]

    def above(self, household_id: str) -> list[str]:
        """Return the doors above in the riser, the next one first."""
        riser = self.riser(household_id)
        return riser[riser.index(household_id) + 1 :]

    def landing(self, household_id: str) -> list[str]:
        """Return the doors of its unit and floor, itself too."""
        return self._around(household_id).landing(household_id)

    def unit_doors(self, household_id: str) -> list[str]:
        """Return the doors of its unit in walking order, itself too."""
        return [door.id for door in self._around(household_id).unit(household_id)]

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
                values=fills.taken_from(connection, found.id),
            )

    def checks(self, household_id: str, language: str = "zh_CN") -> tuple[DoorCheck, ...]:
        """Return what does not fit at the door, in words: errors, then warnings, then 待补.

        A confirmed warning is still told, with the reason it was confirmed for.

        Raises:
            InputError: there is no such household.
        """
        with self._ledger.reader() as connection:
            return checking.door_checks(connection, household_id, self._clock.today(), language)

    def checks_of(
        self, household_ids: Iterable[str], language: str = "zh_CN"
    ) -> dict[str, tuple[DoorCheck, ...]]:
        """Return household id → what does not fit there, of many doors; those without are left out.

        Doors that are gone are left out as well: the list may be older than the ledger.
        """
        today = self._clock.today()
        found: dict[str, tuple[DoorCheck, ...]] = {}
        with self._ledger.reader() as connection:
            for name in survey.households(connection, list(household_ids)):
                one = checking.door_checks(connection, name, today, language)
                if one:
                    found[name] = one
        return found

    def readings_today(self, household_id: str) -> dict[str, Value]:
        """Return kind of meter → what the household's own meter was read at today."""
        found: dict[str, Value] = {}
        with self._ledger.reader() as connection:
            for kind in STATE_OF:
                own = survey.own_meters(connection, kind, [household_id]).get(household_id, ())
                for meter in own[:1]:
                    today = self._clock.today()
                    known = survey.reading_of(connection, kind, str(meter["id"]), today)
                    if known is not None:
                        found[kind] = known["reading"]
        return found

    def confirm(
        self, household_id: str, warning_code: str, reason: str, *, subject: str | None = None
    ) -> Changes:
        """Let the warnings called ``warning_code`` stand, for a reason that is kept.

        It holds for the values as they are: when one of them changes, the question comes again.

        Args:
            household_id: the door.
            warning_code: ``DoorCheck.code``.
            reason: why, in the person's words.
            subject: only the warning about this (``DoorCheck.subject``); None for all of the code.

        Raises:
            InputError: no reason was given, or there is no such household.
            RefusedError: the warning is gone, or it is one that has to be put right; or the
                operator may only read.
        """
        kept: Record = {
            "reason": checking.read_reason(reason),
            "confirmed_at": self._clock.now(),
            "confirmed_by": self._ledger.operator.name,
        }
        with self._ledger.unit_of_work("confirm-warning") as work:
            checking.confirm(work, household_id, warning_code, subject, kept, self._clock.today())
        return work.changes

    def _around(self, household_id: str) -> Doors:
        with self._ledger.reader() as connection:
            return _doors(connection, household_id)

    def _recorder(self, work: UnitOfWork) -> DoorRecorder:
        return DoorRecorder(work, self._clock, self._ledger.operator.name)


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
