"""Writing what one door answered, inside one unit of work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.domain.codes import Choice, ConsentBasis, MeterState, VisitState, WaterRole
from desktop.domain.consent_marks import CONSENTS, consent_marks
from desktop.domain.meter_due import due_date
from desktop.domain.neighbours import COPIED, STATE_OF, has_own_meter
from desktop.kernel.errors import InputError
from desktop.storage.queries import survey

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.domain.door_answers import MeterAnswers, ReadAnswers
    from desktop.domain.values import Record, Value
    from desktop.kernel.clock import Clock
    from desktop.storage.unit_of_work import UnitOfWork

SAME_VISIT = timedelta(minutes=15)
"""The same finding at the same door within this time is the same visit, not another try."""

_NEW_METER = {"role": int(WaterRole.HOUSEHOLD), "state": int(MeterState.ACTIVE)}
_TOLD_AT_THE_DOOR = ("n_person", "noticed_on")
_NOT_SAID = frozenset({None, int(Choice.SILENT)})
_NOT_VISITED = frozenset({None, int(VisitState.NOT_VISITED)})
_SEEN_ON_SITE = 1
_NOT_OF_ITS_OWN = frozenset({"id", "household_id", *_NEW_METER})


class DoorRecorder:
    """Writes the answers of doors: household, meters, readings and visits belong together."""

    def __init__(self, work: UnitOfWork, clock: Clock, person: str) -> None:
        self._work = work
        self._clock = clock
        self._person = person

    def write(self, household_id: str, answers: ReadAnswers) -> None:
        """Write the answers of one door.

        Raises:
            InputError: there is no such household, or no such meter at it.
        """
        household = self._work.get("household", household_id)
        if household is None:
            raise InputError("record-missing")
        values = dict(answers.household)
        state = self._visit_state(household, values)
        if state is not None:
            values["visit_state"] = state
        values |= consent_marks(household, values, self._clock.today())
        self._work.update("household", household_id, values)
        for kind, meter in answers.meters.items():
            if meter:
                self._write_meter(kind, household_id, meter)
        self.drop_empty_meters(household_id, values)
        if values.get("visit_state"):
            self._visit(household_id, values["visit_state"], answers.visit_note)

    def write_meter_fields(
        self, kind: str, household_id: str, meter: Record | None, values: Record
    ) -> str:
        """Change a meter, or make the household's meter where there is none; return its id."""
        before: Record = {} if meter is None else meter
        values = {**values, **due_date(kind, before, values)}
        if meter is None:
            return self._work.insert(
                kind, [{"household_id": household_id, **_NEW_METER, **values}]
            )[0]
        self._work.update(kind, str(meter["id"]), values)
        return str(meter["id"])

    def drop_empty_meters(self, household_id: str, values: Record) -> None:
        """Take away a meter of which nothing of its own is known, where there turns out to be none.

        A door filled "as next door" has such a meter; said to share one after all, it has none.
        """
        for kind, state in STATE_OF.items():
            if state not in values or has_own_meter(values[state]):
                continue
            found = survey.own_meters(self._work.connection, kind, [household_id])
            for meter in found.get(household_id, ()):
                if _says_nothing(kind, meter) and not survey.is_used(
                    self._work.connection, kind, str(meter["id"])
                ):
                    self._work.delete(kind, str(meter["id"]))

    def _visit_state(self, household: Record, values: Record) -> Value:
        """Return the state of this visit: as given, or "visited" once somebody answered.

        What was found at a visit is never changed by itself, and the ballot of an absent owner
        that came as a photo is no visit. Names and telephones come from lists as well.
        """
        if "visit_state" in values:
            return values["visit_state"]
        if household.get("visit_state") not in _NOT_VISITED:
            return None
        said = any(values.get(name) not in _NOT_SAID for name in CONSENTS)
        told = any(values.get(name) is not None for name in _TOLD_AT_THE_DOOR)
        absent = values.get("consent_basis") == ConsentBasis.COPY
        return int(VisitState.VISITED) if (said or told) and not absent else None

    def _write_meter(self, kind: str, household_id: str, answers: MeterAnswers) -> None:
        meter = self._meter(kind, household_id, answers.meter_id)
        if meter is None and not answers.says_something:
            return
        meter_id = self.write_meter_fields(kind, household_id, meter, answers.values)
        if answers.reading_given:
            self._reading(kind, meter_id, answers.reading)

    def _meter(self, kind: str, household_id: str, meter_id: str | None) -> Record | None:
        if meter_id is None:
            found = survey.own_meters(self._work.connection, kind, [household_id])
            return next(iter(found.get(household_id, ())), None)
        meter = self._work.get(kind, meter_id)
        if meter is None or meter["household_id"] != household_id:
            raise InputError("record-missing")
        return meter

    def _reading(self, kind: str, meter_id: str, reading: Value) -> None:
        """Keep what the meter shows today; said again the same day, it corrects itself."""
        today = self._clock.today()
        known = survey.reading_of(self._work.connection, kind, meter_id, today)
        if known is not None:
            values: Record = {"deleted": True} if reading is None else {"reading": reading}
            self._work.update("meter_reading", str(known["id"]), values)
        elif reading is not None:
            self._work.insert(
                "meter_reading",
                [
                    {
                        f"{kind}_id": meter_id,
                        "read_on": today,
                        "reading": reading,
                        "source": _SEEN_ON_SITE,
                        "reader": self._person,
                    }
                ],
            )

    def _visit(self, household_id: str, state: Value, note: str | None) -> None:
        """Keep the visit with time and person; pressed twice at one door, it is one visit."""
        now = self._clock.now()
        last = survey.last_visit(self._work.connection, household_id)
        said = {} if note is None else {"note": note}
        if last is not None and self._is_same(last, state, now):
            self._work.update("visit", str(last["id"]), said)
            return
        self._work.insert(
            "visit",
            [
                {
                    "household_id": household_id,
                    "visited_at": now,
                    "state": state,
                    "visitor": self._person,
                    **said,
                }
            ],
        )

    def _is_same(self, last: Record, state: Value, now: datetime) -> bool:
        at = last["visited_at"]
        recent = at is not None and abs(now - at) < SAME_VISIT  # type: ignore[operator]
        return bool(recent) and last["state"] == state and last["visitor"] == self._person


def _says_nothing(kind: str, meter: Record) -> bool:
    """Return whether only what houses share is known of a meter: no number, seal or reading."""
    shared = _NOT_OF_ITS_OWN.union(COPIED[kind])
    return all(value is None for name, value in meter.items() if name not in shared)
