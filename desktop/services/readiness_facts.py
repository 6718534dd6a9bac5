"""The facts of readiness of all quarters, from one moment of the ledger."""

from __future__ import annotations

from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from desktop.domain.amounts import to_fen
from desktop.domain.parameters import value_on
from desktop.domain.ranking import WEIGHTS, rank
from desktop.domain.readiness import Readiness, ReadinessFacts, ReadinessRules, readiness
from desktop.domain.readiness_board import Board, BoardRow
from desktop.domain.stages import gate
from desktop.domain.verdict_totals import QuarterTotals
from desktop.services.gate_facts import gate_files
from desktop.services.parameters import set_values
from desktop.storage.queries import readiness as queries
from desktop.storage.queries.money import cost_facts
from desktop.storage.queries.verdict_totals import newest_entry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection

    from desktop.domain.cost import CostFacts
    from desktop.domain.parameters import SetValue
    from desktop.services.gate_facts import GateFile


class HouseholdCounts:
    """Shared meters and hardship, kept between questions and read again when a fact changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen = -1
        self._counts: dict[str, tuple[int, int]] = {}

    def read(self, connection: Connection) -> Mapping[str, tuple[int, int]]:
        """Return quarter id → (on a shared meter, in hardship) as the ledger stands now."""
        with self._lock:
            # Asked first: what is written meanwhile is read again, never missed.
            newest = newest_entry(connection)
            stale = not 0 <= self._seen <= newest
            if stale or (newest > self._seen and queries.counts_touched(connection, self._seen)):
                self._counts = queries.household_counts(connection)
            self._seen = newest
            return dict(self._counts)


def board(
    connection: Connection,
    totals: Mapping[str, QuarterTotals],
    counts: Mapping[str, tuple[int, int]],
    today: date,
) -> Board:
    """Return every quarter by code, judged and, once weights are set, ranked.

    Args:
        connection: a reader.
        totals: the verdicts counted (``Verdicts.totals``).
        counts: quarter id → (on a shared meter, in hardship).
        today: day whose parameters hold.
    """
    values = set_values(connection)
    rules = rules_on(values, today)
    files = {file.place.id: file for file in gate_files(connection, totals, today)}
    buildings, costs = queries.building_facts(connection), cost_facts(connection)
    rows = []
    for record in queries.quarter_records(connection):
        file = files[record.id]
        report = gate(file.facts, entered=file.place.entered, overrides=file.overrides)
        found = _facts(
            record,
            queries.buildings_of(buildings, record.id),
            file,
            totals.get(record.id, QuarterTotals()),
            counts.get(record.id, (0, 0)),
            costs.get(record.id),
        )
        found = replace(found, finished=report.complete)
        rows.append(
            BoardRow(
                quarter_id=record.id,
                code=record.code,
                name=record.name,
                area_group=record.area_group,
                pilot=record.pilot,
                own_batch=record.own_batch,
                plan_year=record.plan_year,
                plan_batch=record.plan_batch,
                plan_note=record.plan_note,
                stage=report.stage,
                complete=report.complete,
                facts=found,
                standing=readiness(found, rules),
            )
        )
    weights = {name: value_on(name, today, values) for name in WEIGHTS}
    return _ranked(rows, {name: weight for name, weight in weights.items() if weight > 0}, today)


def rules_on(values: Sequence[SetValue], day: date) -> ReadinessRules:
    """Return the office's own lines as they hold on ``day``."""
    return ReadinessRules(
        built_before=int(value_on("built-before", day, values)),
        visited_share=value_on("visited-share", day, values),
        cost_most=value_on("cost-per-household-most", day, values),
    )


def _facts(
    record: queries.QuarterRecord,
    buildings: queries.BuildingFacts,
    file: GateFile,
    totals: QuarterTotals,
    counts: tuple[int, int],
    cost: CostFacts | None,
) -> ReadinessFacts:
    """The quarter's own years go before those of its buildings."""
    facts = file.facts
    return ReadinessFacts(
        built_from=_either(record.built_from, record.built_to, buildings.oldest),
        built_to=_either(record.built_to, None, buildings.newest),
        retrofitted=record.retrofitted,
        demolition=facts.demolition,
        committee_state=facts.committee_state,
        households=totals.households,
        visited=totals.visited,
        joining=max(totals.water.joining, totals.electricity.joining),
        done=min(totals.water.met, totals.electricity.met),
        shared=counts[0],
        vote=facts.vote,
        in_arrears=totals.in_arrears,
        buildings=buildings.number,
        hazards=buildings.hazards,
        hardship=counts[1],
        cost=cost_per_household(cost, totals.households),
    )


def cost_per_household(cost: CostFacts | None, households: int) -> Decimal | None:
    """Return what the works cost a household: what was approved, else the estimates.

    Both estimates are for the whole quarter, so they are divided by all of its households.
    """
    if cost is None or not households:
        return None
    whole = cost.approved or cost.reviewed
    if whole is None:
        estimates = [part for part in (cost.estimate_w, cost.estimate_e) if part is not None]
        whole = sum(estimates[1:], estimates[0]) if estimates else None
    return None if whole is None else to_fen(whole / households)


def _ranked(rows: list[BoardRow], weights: Mapping[str, Decimal], today: date) -> Board:
    """Rank what can be chosen at all."""
    compared = {
        row.quarter_id: row.facts
        for row in rows
        if row.standing.readiness is not Readiness.NOT_ELIGIBLE
    }
    places = {found.quarter_id: found for found in rank(compared, weights, today)}
    return Board(tuple(replace(row, ranked=places.get(row.quarter_id)) for row in rows), weights)


def _either(own: int | None, other: int | None, counted: int | None) -> int | None:
    if own is not None:
        return own
    return counted if other is None else None
