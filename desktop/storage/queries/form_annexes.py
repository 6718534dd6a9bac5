"""What goes over with the meters of a quarter: equipment, papers, defects left open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.meters import OUT_OF_USE
from desktop.domain.project_codes import FindingState

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OUT = ",".join(str(int(state)) for state in OUT_OF_USE)
_NUMBER = {"water_meter": "body_no", "electricity_meter": "asset_no"}


class MasterMeter(NamedTuple):
    """A meter in use that hangs on no household."""

    building_id: str
    building_no: str
    number: str
    account_no: str
    role: int | None


class DoneWork(NamedTuple):
    """Works of a kind at a building, or at the whole quarter (no building)."""

    building_id: str | None
    building_no: str
    kind: int | None
    done_to: str
    note: str


class FiledPaper(NamedTuple):
    """A paper of a stage that is on file."""

    stage: int | None
    paper: str
    document_no: str
    dated_on: str
    issued_by: str


class OpenFinding(NamedTuple):
    """A finding that has not passed its re-inspection."""

    building_id: str | None
    building_no: str
    unit_no: str
    room_no: str
    utility: str
    what: str
    responsible: str
    due_on: str


def master_meters(connection: Connection, kind: str, quarter_id: str) -> list[MasterMeter]:
    """Return the master meters of a quarter's buildings."""
    rows = connection.exec_driver_sql(
        f"SELECT b.id, coalesce(b.building_no, ''), coalesce(m.{_NUMBER[kind]}, ''), "
        f"coalesce(m.account_no, ''), m.role FROM {kind} m JOIN building b ON b.id = m.building_id "
        "WHERE b.quarter_id = ? AND b.deleted = 0 AND m.deleted = 0 AND m.household_id IS NULL "
        f"AND (m.state IS NULL OR m.state NOT IN ({_OUT})) ORDER BY m.id",
        (quarter_id,),
    )
    return [MasterMeter(*row) for row in rows]


def done_works(connection: Connection, quarter_id: str) -> list[DoneWork]:
    """Return the works of a quarter that are done."""
    rows = connection.exec_driver_sql(
        "SELECT w.building_id, coalesce(b.building_no, ''), w.kind, w.done_to, "
        "coalesce(w.note, '') FROM work_item w LEFT JOIN building b ON b.id = w.building_id "
        "WHERE w.quarter_id = ? AND w.deleted = 0 AND w.done_to IS NOT NULL ORDER BY w.kind, w.id",
        (quarter_id,),
    )
    return [DoneWork(*row) for row in rows]


def filed_papers(connection: Connection, quarter_id: str) -> list[FiledPaper]:
    """Return the papers on file for a quarter, stage by stage; what was turned down is left out."""
    rows = connection.exec_driver_sql(
        "SELECT stage, paper, coalesce(document_no, ''), coalesce(dated_on, ''), "
        "coalesce(issued_by, '') FROM stage_paper WHERE quarter_id = ? AND deleted = 0 "
        "AND paper IS NOT NULL AND coalesce(refused, 0) = 0 ORDER BY stage, dated_on, id",
        (quarter_id,),
    )
    return [FiledPaper(*row) for row in rows]


def open_findings(connection: Connection, quarter_id: str) -> list[OpenFinding]:
    """Return the findings of a quarter that are still open, the earliest due first."""
    rows = connection.exec_driver_sql(
        "SELECT coalesce(f.building_id, h.building_id), coalesce(b.building_no, ''), "
        "coalesce(u.unit_no, ''), coalesce(h.room_no, ''), coalesce(f.utility, ''), "
        "coalesce(f.what, ''), coalesce(f.responsible, ''), coalesce(f.due_on, '') "
        "FROM finding f LEFT JOIN household h ON h.id = f.household_id "
        "LEFT JOIN unit u ON u.id = h.unit_id "
        "LEFT JOIN building b ON b.id = coalesce(f.building_id, h.building_id) "
        "WHERE f.quarter_id = ? AND f.deleted = 0 "
        f"AND coalesce(f.state, 0) <> {int(FindingState.PASSED)} "
        "ORDER BY f.due_on IS NULL, f.due_on, f.id",
        (quarter_id,),
    )
    return [OpenFinding(*row) for row in rows]
