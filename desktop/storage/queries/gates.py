"""What the gates of all quarters rest on, in a few statements whatever the size of the ledger."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.codes import Stage
from desktop.domain.project_codes import Matter
from desktop.domain.stage_dates import StageDates
from desktop.domain.stage_facts import AcceptanceStanding, Lack
from desktop.domain.stages import Override

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OTHER_VOTES = (
    int(Matter.USE_FUND),
    int(Matter.OWN_APPLICATION),
    int(Matter.HAND_OVER_MANAGEMENT),
)
_PASSED = (1, 2)


class QuarterPlace(NamedTuple):
    """One quarter as the gates see it.

    Attributes:
        entered: stage in which it was entered; the first one unless said otherwise.
        plan_year: year of the annual plan, or None.
    """

    id: str
    code: str
    name: str
    area_group: str
    committee_state: int | None
    demolition: bool
    entered: Stage
    entered_on: date | None
    plan_year: int | None


class Papers(NamedTuple):
    """The papers of one quarter: names on file, names turned down, newest date by stage.

    ``present`` tells what the newest record of each name on file has.
    """

    on_file: frozenset[str]
    refused: frozenset[str]
    newest: dict[Stage, date]
    present: dict[str, frozenset[Lack]]


def places(connection: Connection, quarter_id: str | None = None) -> list[QuarterPlace]:
    """Return the quarters by code, or one of them."""
    rows = connection.exec_driver_sql(
        "SELECT id, coalesce(quarter_code, ''), coalesce(name, ''), coalesce(area_group, ''), "
        "committee_state, coalesce(sa_demolition, 0), entered_stage, entered_on, plan_year "
        f"FROM quarter WHERE deleted = 0{_one('id', quarter_id)} ORDER BY quarter_code, name, id",
        _given(quarter_id),
    )
    return [
        QuarterPlace(
            entity_id,
            code,
            name,
            group,
            state,
            bool(demolition),
            Stage(entered or 1),
            _day(on),
            year,
        )
        for entity_id, code, name, group, state, demolition, entered, on, year in rows
    ]


def papers(connection: Connection, quarter_id: str | None = None) -> dict[str, Papers]:
    """Return quarter id → its papers.

    A paper without number, date or scan is on file and lacks them; one that was turned down and
    came again counts as it stands in its newest record.
    """
    rows = connection.exec_driver_sql(
        "SELECT quarter_id, stage, paper, dated_on, coalesce(refused, 0), "
        "coalesce(document_no, ''), EXISTS (SELECT 1 FROM attachment WHERE deleted = 0 "
        "AND owner_id = stage_paper.id AND owner_kind = 'stage_paper') FROM stage_paper "
        "WHERE deleted = 0 AND paper IS NOT NULL AND quarter_id IS NOT NULL"
        f"{_one('quarter_id', quarter_id)} ORDER BY id",
        _given(quarter_id),
    )
    states: dict[str, dict[str, bool]] = defaultdict(dict)
    newest: dict[str, dict[Stage, date]] = defaultdict(dict)
    present: dict[str, dict[str, frozenset[Lack]]] = defaultdict(dict)
    for quarter, stage, paper, dated_on, refused, number, scan in rows:
        states[quarter][paper] = bool(refused)
        has = {Lack.NUMBER: number.strip(), Lack.DATE: dated_on, Lack.SCAN: scan}
        present[quarter][paper] = frozenset(lack for lack, found in has.items() if found)
        day = _day(dated_on)
        if day is not None and stage and not refused:
            known = newest[quarter].get(Stage(stage))
            newest[quarter][Stage(stage)] = day if known is None else max(known, day)
    return {
        quarter: Papers(
            frozenset(paper for paper, refused in found.items() if not refused),
            frozenset(paper for paper, refused in found.items() if refused),
            newest.get(quarter, {}),
            present[quarter],
        )
        for quarter, found in states.items()
    }


def stage_records(
    connection: Connection, quarter_id: str | None = None
) -> dict[str, dict[Stage, StageDates]]:
    """Return quarter id → stage → what is written down about it; the newest record counts."""
    rows = connection.exec_driver_sql(
        "SELECT quarter_id, stage, started_on, due_on, ended_on, coalesce(answered_by, '') "
        "FROM stage_record WHERE deleted = 0 AND stage IS NOT NULL AND quarter_id IS NOT NULL"
        f"{_one('quarter_id', quarter_id)} ORDER BY id",
        _given(quarter_id),
    )
    found: dict[str, dict[Stage, StageDates]] = defaultdict(dict)
    for quarter, stage, started, due, ended, who in rows:
        found[quarter][Stage(stage)] = StageDates(_day(started), _day(due), _day(ended), who)
    return found


def overrides(connection: Connection, quarter_id: str | None = None) -> dict[str, list[Override]]:
    """Return quarter id → what its leader let pass, withdrawn ones left out."""
    rows = connection.exec_driver_sql(
        "SELECT quarter_id, id, stage, coalesce(missing, ''), coalesce(reason, ''), "
        "coalesce(decided_by, ''), decided_at FROM stage_override WHERE deleted = 0 "
        "AND withdrawn_at IS NULL AND stage IS NOT NULL AND quarter_id IS NOT NULL"
        f"{_one('quarter_id', quarter_id)} ORDER BY id",
        _given(quarter_id),
    )
    found: dict[str, list[Override]] = defaultdict(list)
    for quarter, entity_id, stage, missing, reason, who, at in rows:
        keys = frozenset(line for line in missing.split("\n") if line)
        moment = datetime.fromisoformat(at) if at else None
        found[quarter].append(Override(entity_id, Stage(stage), keys, reason, who, moment))
    return found


def open_votes(connection: Connection, quarter_id: str | None = None) -> set[str]:
    """Return the quarters whose owners are voting about the works."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT quarter_id FROM vote WHERE deleted = 0 AND closed_at IS NULL "
        f"AND coalesce(matter, 1) NOT IN {_OTHER_VOTES} AND quarter_id IS NOT NULL"
        f"{_one('quarter_id', quarter_id)}",
        _given(quarter_id),
    )
    return {row[0] for row in rows}


def own_applications(connection: Connection) -> set[str]:
    """Return the quarters where the office goes by the owners' own applications (matter 5)."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT quarter_id FROM vote WHERE deleted = 0 AND matter = ?",
        (int(Matter.OWN_APPLICATION),),
    )
    return {row[0] for row in rows}


def acceptance_standings(
    connection: Connection, quarter_id: str | None = None
) -> dict[str, dict[str, AcceptanceStanding]]:
    """Return quarter id → trade (``W``, ``E``) → how its acceptance stands.

    The newest decision counts; one that is under way counts only while none was decided. An
    outcome with nothing frozen behind it was typed, not decided.
    """
    rows = connection.exec_driver_sql(
        "SELECT quarter_id, utility, CASE WHEN inputs_sha256 IS NULL THEN NULL ELSE outcome END "
        "FROM acceptance WHERE deleted = 0 "
        f"AND quarter_id IS NOT NULL AND utility IS NOT NULL{_one('quarter_id', quarter_id)} "
        "ORDER BY decided_at, id",
        _given(quarter_id),
    )
    found: dict[str, dict[str, AcceptanceStanding]] = defaultdict(dict)
    for quarter, trade, outcome in rows:
        if outcome is None:
            standing = AcceptanceStanding.OPEN
        else:
            passed = outcome in _PASSED
            standing = AcceptanceStanding.PASSED if passed else AcceptanceStanding.FAILED
        found[quarter][trade] = standing  # without a day they come first
    return found


def certified(connection: Connection) -> set[str]:
    """Return the quarters for which an acceptance certificate was issued."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT quarter_id FROM handover_form "
        "WHERE deleted = 0 AND form_type LIKE 'acceptance-certificate%' AND voided_at IS NULL"
    )
    return {row[0] for row in rows}


def plan_moves(connection: Connection, quarter_id: str) -> list[tuple[date, str, str]]:
    """Return (day, year before, year after) of every change of a quarter's plan year."""
    rows = connection.exec_driver_sql(
        "SELECT o.at, e.old, e.new FROM journal_entry e JOIN journal_operation o "
        "ON o.number = e.operation WHERE e.entity_id = ? AND e.kind = 'quarter' "
        "AND e.field = 'plan_year' AND e.action = 'U' ORDER BY e.number",
        (quarter_id,),
    )
    return [
        (
            datetime.fromisoformat(str(row[0])).astimezone().date(),
            str(row[1] or ""),
            str(row[2] or ""),
        )
        for row in rows
    ]


def _one(column: str, quarter_id: str | None) -> str:
    return "" if quarter_id is None else f" AND {column} = ?"


def _given(quarter_id: str | None) -> tuple[str, ...]:
    return () if quarter_id is None else (quarter_id,)


def _day(value: object) -> date | None:
    if value is None:
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value))
