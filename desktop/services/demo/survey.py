"""What the demo's surveyors found behind the doors, drawn from the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.codes import (
    Choice,
    ElectricityRole,
    MeteringState,
    MeterState,
    VisitState,
    WaterPosition,
    WaterRole,
)
from desktop.domain.meters import electricity_meter_expiry, water_meter_expiry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.rows import HouseholdRow
    from desktop.domain.values import Record
    from desktop.kernel.identity import IdFactory

SURVEYED_SHARES = (1.0, 0.7, 0.35, 0.1, 0.8, 0.2)
"""Share of doors visited in the first quarters; the first is finished, the last has just begun."""

_VERIFIED = date(2026, 6, 5)
_INSTALLED = date(2026, 7, 18)
_FIRST_VISIT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
_NOBODY = int(VisitState.NOBODY_HOME)
_EVENING = 11
"""Hour in UTC: seven in the evening of China."""

_STATES = (
    (MeteringState.SHARED, 34),
    (MeteringState.OWN_INSIDE, 40),
    (MeteringState.OWN_OUTSIDE, 12),
    (MeteringState.PROPERTY_SUBMETER, 8),
    (MeteringState.SEVERAL, 2),
    (MeteringState.NONE, 2),
    (MeteringState.UNKNOWN, 2),
)


@dataclass(slots=True)
class Findings:
    """What is written down for one quarter in one operation each.

    Attributes:
        households: (household id, fields) with ``visit_state`` among them.
        visited_at: household id → moment of the visit.
        old_meters: kind → (meter id, fields) of meters that were taken down.
        new_meters: kind → records of meters that were put up.
    """

    households: list[tuple[str, Record]] = field(default_factory=list)
    visited_at: dict[str, object] = field(default_factory=dict)
    old_meters: dict[str, list[tuple[str, Record]]] = field(default_factory=dict)
    new_meters: dict[str, list[Record]] = field(default_factory=dict)


class Surveyors:
    """Walks the doors of a quarter; the same seed finds the same things."""

    def __init__(self, seed: int, make_id: IdFactory) -> None:
        self._random = random.Random(seed + 1)  # noqa: S311 - invented findings
        self._make_id = make_id
        self._minutes = 0
        self._serial = 0

    def visit(self, doors: Sequence[HouseholdRow], share: float) -> Findings:
        """Return what was found at the first ``share`` of ``doors``, works not begun."""
        findings = Findings()
        for door in doors[: round(len(doors) * share)]:
            state = self._visit_state()
            values: dict[str, object] = {"visit_state": int(state)}
            if state in {VisitState.VISITED, VisitState.BY_PHONE}:
                values |= self._answers()
            self._note(findings, door, values)
        return findings

    def again(self, before: Findings) -> Findings:
        """Return a second try in the evening at every second door where nobody was home."""
        findings = Findings()
        closed = [door for door, values in before.households if values["visit_state"] == _NOBODY]
        for door in closed[::2]:
            first = before.visited_at[door]
            assert isinstance(first, datetime)  # noqa: S101 - written by ourselves
            findings.households.append((door, {"visit_state": _NOBODY}))
            evening = first.replace(hour=_EVENING) + timedelta(days=2)
            findings.visited_at[door] = evening
        return findings

    def finish(self, doors: Sequence[HouseholdRow]) -> Findings:
        """Return the survey and the works of a finished quarter.

        The second door refuses, the fifth is locked; both stay on the old regime (R5). A
        tenth, where there are that many, joins for electricity only.
        """
        findings = Findings()
        for number, door in enumerate(doors, start=1):
            if number in {2, 5}:
                refused = number == 2  # noqa: PLR2004 - see above
                state = VisitState.REFUSED if refused else VisitState.NOBODY_HOME
                self._note(findings, door, {"visit_state": int(state), "w_state": 3, "e_state": 2})
                continue
            joins_water = number % 10 != 0
            values = self._answers() | {
                "visit_state": int(VisitState.VISITED),
                "consent_w": int(Choice.YES if joins_water else Choice.NO),
                "consent_e": int(Choice.YES),
                "e_state": int(MeteringState.OWN_OUTSIDE),
                "w_state": int(MeteringState.OWN_OUTSIDE if joins_water else MeteringState.SHARED),
                "arrears_w": Decimal(0),
                "arrears_e": Decimal(0),
                "transformer_area": "棉纺厂公变",
            }
            self._note(findings, door, values)
            if joins_water:
                self._new_meter(findings, "water_meter", door)
            self._new_meter(findings, "electricity_meter", door)
        return findings

    def closings(self, kind: str, meters: Iterator[tuple[str, str]]) -> list[tuple[str, Record]]:
        """Return the final readings of old ``meters``, given as (meter id, household id)."""
        places = 3 if kind == "water_meter" else 2
        return [
            (
                meter_id,
                {
                    "state": int(MeterState.CLOSED),
                    "last_reading": Decimal(self._random.randrange(400_000, 3_000_000)).scaleb(
                        -places
                    ),
                    "removed_on": _INSTALLED,
                },
            )
            for meter_id, _ in meters
        ]

    def _note(self, findings: Findings, door: HouseholdRow, values: dict[str, object]) -> None:
        self._minutes += 7
        day, minute = divmod(self._minutes, 360)
        findings.households.append((door.id, values))  # type: ignore[arg-type]
        findings.visited_at[door.id] = _FIRST_VISIT + timedelta(days=day, minutes=minute)

    def _visit_state(self) -> VisitState:
        return self._random.choices(
            [VisitState.VISITED, VisitState.NOBODY_HOME, VisitState.REFUSED, VisitState.BY_PHONE],
            [80, 11, 3, 6],
        )[0]

    def _answers(self) -> dict[str, object]:
        r = self._random
        states, weights = zip(*_STATES, strict=True)
        choices = [Choice.YES, Choice.NO, Choice.ABSTAIN]
        return {
            "w_state": int(r.choices(states, weights)[0]),
            "e_state": int(r.choices(states, weights)[0]),
            "consent_w": int(r.choices(choices, [86, 9, 5])[0]),
            "consent_e": int(r.choices(choices, [88, 8, 4])[0]),
            "occupant": r.choices([1, 2, 3], [78, 17, 5])[0],
            "n_person": r.randrange(1, 6),
            "hardship": r.choices([0, 1, 3], [93, 5, 2])[0],
            "use_kind": 2 if r.random() < 0.03 else 1,  # noqa: PLR2004 - a few shops
        }

    def _new_meter(self, findings: Findings, kind: str, door: HouseholdRow) -> None:
        self._serial += 1
        water = kind == "water_meter"
        common: dict[str, object] = {
            "id": self._make_id(),
            "household_id": door.id,
            "state": int(MeterState.ACTIVE),
            "verified_on": _VERIFIED,
            "installed_on": _INSTALLED,
            "first_reading": Decimal(0),
            "position": int(WaterPosition.STAIR_WALL_BOX),
        }
        if water:
            common |= {
                "role": int(WaterRole.HOUSEHOLD),
                "body_no": f"2603{self._serial:010d}",
                "kind": 3,
                "dn": 15,
                "expires_on": water_meter_expiry(_VERIFIED, 15),
                "cert_no": f"HGJ2026-{self._serial:05d}",
                "seal_plastic": f"S{self._serial:06d}",
                "account_no": f"8{self._serial:07d}",
                "contract_no": f"GS2026-{self._serial:05d}",
            }
        else:
            common |= {
                "role": int(ElectricityRole.HOUSEHOLD),
                "asset_no": f"4230009{self._serial:015d}",
                "kind": 1,
                "phase": 1,
                "current_spec": "5(60)A",
                "expires_on": electricity_meter_expiry(_VERIFIED),
                "cert_no": f"HGD2026-{self._serial:05d}",
                "seal_meter": f"E{self._serial:06d}",
                "account_no": f"71{self._serial:08d}",
                "contract_no": f"GD2026-{self._serial:05d}",
                "box_no": f"X{self._serial // 12 + 1:03d}",
                "crosscheck": 1,
            }
        findings.new_meters.setdefault(kind, []).append(common)  # type: ignore[arg-type]
