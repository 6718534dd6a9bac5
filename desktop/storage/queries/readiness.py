"""What the readiness of quarters rests on beyond gates and verdicts, in three statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.codes import MeteringState

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SHARED = (int(MeteringState.SHARED), int(MeteringState.PROPERTY_SUBMETER))
_TOUCHED = """
SELECT EXISTS(SELECT 1 FROM journal_entry WHERE number > ? AND kind = 'household'
  AND (action <> 'U' OR field IN ('hardship', 'w_state', 'e_state', 'unit_id', 'deleted', ''))
  OR number > ? AND kind IN ('unit', 'building', 'quarter') AND (action <> 'U'
  OR field IN ('building_id', 'quarter_id', 'deleted', '')))
"""


class QuarterRecord(NamedTuple):
    """One quarter's own columns."""

    id: str
    code: str
    name: str
    area_group: str
    built_from: int | None
    built_to: int | None
    retrofitted: bool
    pilot: bool
    own_batch: str
    plan_year: int | None
    plan_batch: str
    plan_note: str


class BuildingFacts(NamedTuple):
    """The buildings of one quarter: number, with a hazard, years of the oldest and newest."""

    number: int
    hazards: int
    oldest: int | None
    newest: int | None


_NO_BUILDINGS = BuildingFacts(0, 0, None, None)


def quarter_records(connection: Connection) -> list[QuarterRecord]:
    """Return every quarter by code."""
    rows = connection.exec_driver_sql(
        "SELECT id, coalesce(quarter_code, ''), coalesce(name, ''), coalesce(area_group, ''), "
        "built_from, built_to, coalesce(sa_retrofitted, 0), coalesce(pilot, 0), "
        "coalesce(own_batch, ''), plan_year, coalesce(plan_batch, ''), coalesce(plan_note, '') "
        "FROM quarter WHERE deleted = 0 ORDER BY quarter_code, name, id"
    )
    return [QuarterRecord._make((*row[:6], bool(row[6]), bool(row[7]), *row[8:])) for row in rows]


def building_facts(connection: Connection) -> dict[str, BuildingFacts]:
    """Return quarter id → what is known of its buildings."""
    rows = connection.exec_driver_sql(
        "SELECT quarter_id, count(*), "
        "sum(CASE WHEN trim(coalesce(hazard, '')) IN ('', '无') THEN 0 ELSE 1 END), "
        "min(year), max(year) FROM building WHERE deleted = 0 AND quarter_id IS NOT NULL GROUP BY 1"
    )
    return {row[0]: BuildingFacts._make(row[1:]) for row in rows}


def buildings_of(found: dict[str, BuildingFacts], quarter_id: str) -> BuildingFacts:
    """Return the facts of one quarter; of none where it has no buildings."""
    return found.get(quarter_id, _NO_BUILDINGS)


def household_counts(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return quarter id → (households on a shared meter, households in hardship).

    Shared is a household whose water or electricity is metered together with others.
    """
    rows = connection.exec_driver_sql(
        f"SELECT quarter_id, sum(w_state IN {_SHARED} OR e_state IN {_SHARED}), sum(hardship > 0) "
        "FROM household WHERE deleted = 0 AND quarter_id IS NOT NULL "
        f"AND (w_state IN {_SHARED} OR e_state IN {_SHARED} OR hardship > 0) GROUP BY 1"
    )
    return {row[0]: (row[1] or 0, row[2] or 0) for row in rows}


def counts_touched(connection: Connection, entry: int) -> bool:
    """Return whether the counts of households can have changed after a journal entry."""
    return bool(connection.exec_driver_sql(_TOUCHED, (entry, entry)).scalar_one())
