"""The places of an acceptance, and what the ledger knows of each, read once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.domain.acceptance_computed import OF_HOUSEHOLD, household_result, quarter_result
from desktop.domain.acceptance_known import (
    ComputedResult,
    DefectKnown,
    HouseholdKnown,
    Notice,
    QuarterKnown,
    companies_needed,
)
from desktop.domain.acceptance_records import Place
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.project_codes import CheckScope, FindingOrigin, ProjectPart, Trade
from desktop.domain.rows import address_label
from desktop.domain.verdict_table import VerdictTable
from desktop.services.gate_facts import cost_limits
from desktop.services.parameters import set_values
from desktop.storage.queries import acceptance as queries
from desktop.storage.queries.money import cost_facts
from desktop.storage.queries.quarter_paper import quarter_papers
from desktop.storage.queries.registers import records_below
from desktop.storage.queries.verdicts import verdict_facts
from desktop.storage.queries.votes import frozen_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from desktop.domain.checklist import Item
    from desktop.domain.values import Record, Value
    from desktop.domain.verdict import Verdict
    from desktop.storage.queries.acceptance import JoiningDoor

METER_KIND = {Trade.WATER: "water_meter", Trade.ELECTRICITY: "electricity_meter"}
_OF_THE_WORKS = frozenset({FindingOrigin.INSPECTION, FindingOrigin.ACCEPTANCE})


@dataclass(frozen=True)
class QuarterPlaces:
    """What stands in one quarter for one utility.

    Attributes:
        quarter_id: the quarter; ``name`` its name.
        doors: the households that take part, in walking order.
        meters: household id → its meters.
    """

    quarter_id: str
    name: str
    kind: str
    doors: Sequence[JoiningDoor]
    meters: Mapping[str, Sequence[Record]]
    verdicts: Mapping[str, Verdict]
    photographed: frozenset[str]

    def of(self, item: Item) -> tuple[Place, ...]:
        """Return the places at the level of ``item``."""
        return self._by_level[item.level]

    def computed(self, item: Item, known: QuarterKnown, day: date) -> dict[str, ComputedResult]:
        """Return place id → what the ledger says of ``item`` on ``day``; empty when nothing."""
        if item.computed is None:
            return {}
        if item.computed not in OF_HOUSEHOLD:
            return {place.id: quarter_result(item.computed, known) for place in self.of(item)}
        return {
            door.id: household_result(item.computed, self._known[door.id], day)
            for door in self.doors
        }

    @cached_property
    def _known(self) -> dict[str, HouseholdKnown]:
        return {
            door.id: HouseholdKnown(
                self.kind,
                self.verdicts[door.id],
                self.meters.get(door.id, ()),
                door.arrears,
                door.id in self.photographed,
            )
            for door in self.doors
        }

    @cached_property
    def _by_level(self) -> dict[CheckScope, tuple[Place, ...]]:
        quarter = Place(self.quarter_id, CheckScope.QUARTER, self.name)
        units = tuple(_places(CheckScope.UNIT, map(_unit, self.doors)))
        return {
            CheckScope.HOUSEHOLD: tuple(_places(CheckScope.HOUSEHOLD, map(_door, self.doors))),
            CheckScope.BOX: self._boxes() or units,
            CheckScope.UNIT: units,
            CheckScope.BUILDING: tuple(_places(CheckScope.BUILDING, map(_building, self.doors))),
            CheckScope.QUARTER: (quarter,),
        }

    def _boxes(self) -> tuple[Place, ...]:
        """Return the numbered meter boxes; water has no box numbers and is checked per unit."""
        found: dict[str, Place] = {}
        for door in self.doors:
            for meter in self.meters.get(door.id, ()):
                number = meter.get("box_no")
                if not number or meter["state"] in OUT_OF_USE:
                    continue
                key = f"{door.building_id}|{number}"
                box = hashlib.sha256(key.encode()).hexdigest()[:32]
                label = f"{address_label(door.building_no, None, None)} {number}".strip()
                found[box] = Place(box, CheckScope.BOX, label, door.building_id)
        return tuple(found.values())


def quarter_places(
    connection: Connection, quarter_id: str, name: str, trade: Trade
) -> QuarterPlaces:
    """Read what stands in a quarter for one utility."""
    kind = METER_KIND[trade]
    doors = queries.joining_doors(connection, kind, quarter_id)
    facts = next(verdict_facts(connection, quarter_id=quarter_id))
    water = trade is Trade.WATER
    table = VerdictTable(facts.water if water else facts.electricity)
    mode = facts.water_charge_mode if water else facts.elec_charge_mode
    joining = {door.id for door in doors}
    return QuarterPlaces(
        quarter_id,
        name,
        kind,
        doors,
        queries.household_meters(connection, kind, quarter_id),
        {
            household.id: table.of(
                household.id, household.w_state if water else household.e_state, mode
            )
            for household in facts.households
            if household.id in joining
        },
        queries.photographed(connection, kind, quarter_id),
    )


def quarter_known(
    connection: Connection, quarter_id: str, notices: Iterable[Record], day: date
) -> QuarterKnown:
    """Read what the ledger knows of a quarter as a whole."""
    water, electricity = queries.joining_counts(connection, quarter_id)
    limits = cost_limits(set_values(connection), day)
    defects = [
        DefectKnown(
            _code(row["state"]),
            _code(row["severity"]),
            row["due_on"],  # type: ignore[arg-type]
            str(row["responsible"] or row["responsible_person"] or ""),
        )
        for row in records_below(connection, "finding", "quarter_id", quarter_id)
        if row["origin"] in _OF_THE_WORKS
    ]
    return QuarterKnown(
        papers=quarter_papers(connection, quarter_id),
        vote=frozen_results(connection, quarter_id).get(quarter_id),
        notices=tuple(
            Notice(
                ProjectPart(int(str(row["party"]))),
                row["sent_on"],  # type: ignore[arg-type]
                row["replied_on"],  # type: ignore[arg-type]
                bool(row["attended"]),
            )
            for row in notices
            if row["party"] is not None
        ),
        companies=companies_needed(water=bool(water), electricity=bool(electricity)),
        defects=tuple(defects),
        costs=cost_facts(connection, quarter_id, limits).get(quarter_id),
    )


def _places(
    scope: CheckScope, found: Iterable[tuple[str | None, str, str | None]]
) -> Iterable[Place]:
    seen: set[str] = set()
    for place_id, label, building_id in found:
        if place_id and place_id not in seen:
            seen.add(place_id)
            yield Place(place_id, scope, label, building_id or "")


def _door(door: JoiningDoor) -> tuple[str | None, str, str | None]:
    label = address_label(door.building_no, door.unit_no, door.room_no)
    return door.id, label, door.building_id


def _unit(door: JoiningDoor) -> tuple[str | None, str, str | None]:
    return door.unit_id, address_label(door.building_no, door.unit_no, None), door.building_id


def _building(door: JoiningDoor) -> tuple[str | None, str, str | None]:
    return door.building_id, address_label(door.building_no, None, None), door.building_id


def _code(value: Value) -> int | None:
    return value if isinstance(value, int) else None
