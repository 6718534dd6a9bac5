"""Votes of the owners: who may vote, what was cast, what was frozen, what is due."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.domain.project_codes import Matter, VoteScope
from desktop.domain.vote_ballots import BallotRow
from desktop.storage.placement import natural
from desktop.storage.queries.card import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from desktop.domain.values import Value

_SCOPE = {
    VoteScope.QUARTER: "h.quarter_id",
    VoteScope.BUILDING: "h.building_id",
    VoteScope.UNIT: "h.unit_id",
}
_CHUNK = 900
_VOTER = (
    "room_no", "owner_group_id", "id_no", "title_area", "area_basis", "area_survey",
    "area_contract", "owner_name", "co_owners", "consent_w", "consent_e", "consent_basis",
    "consented_on",
)  # fmt: skip
_ABOUT_THE_WORKS = (
    int(Matter.REBUILD_FACILITIES),
    int(Matter.RAISE_FUND),
    int(Matter.OTHER),
    int(Matter.OWN_APPLICATION),
)


class VoterRow(NamedTuple):
    """One exclusive part in the scope of a vote, in walking order; areas in 0.01 m²."""

    id: str
    building_no: str | None
    unit_no: str | None
    room_no: str | None
    owner_group_id: str | None
    id_no: str | None
    title_area: int | None
    area_basis: int | None
    area_survey: int | None
    area_contract: int | None
    owner_name: str | None
    co_owners: str | None
    consent_w: int | None
    consent_e: int | None
    consent_basis: int | None
    consented_on: str | None


class CountRow(NamedTuple):
    """One stored count without its inputs; the moment as ISO text."""

    id: str
    final: bool
    counted_at: str
    counted_by: str
    result: str
    rule_text: str
    inputs_sha256: str


def scope_ids(vote: dict[str, Value]) -> list[str]:
    """Return the ids that the scope of ``vote`` names: its quarter, its buildings or its units."""
    if vote.get("scope") in {VoteScope.BUILDING, VoteScope.UNIT}:
        return [found for found in str(vote.get("scope_ids") or "").split(",") if found]
    return [str(vote.get("quarter_id") or "")]


def vote(connection: Connection, vote_id: str) -> dict[str, Value] | None:
    """Return one vote, or None."""
    return record(connection, "vote", vote_id)


def voters(connection: Connection, vote: dict[str, Value]) -> list[VoterRow]:
    """Return the exclusive parts in the scope of ``vote`` in walking order."""
    return [VoterRow(*row) for row in _placed(connection, vote, _VOTER)]


def part_rows(connection: Connection, vote: dict[str, Value]) -> Iterator[tuple[Any, ...]]:
    """Yield what the count needs of each part in walking order.

    (id, building number, unit number, room, owner group, identity number, area of the title, its
    proof, surveyed area, contract area); areas in 0.01 m².
    """
    return _placed(connection, vote, _VOTER[: _VOTER.index("area_contract") + 1])


def _placed(
    connection: Connection, vote: dict[str, Value], columns: tuple[str, ...]
) -> Iterator[tuple[Any, ...]]:
    """Yield id, building, unit and ``columns`` of the parts in scope, in walking order."""
    ids = scope_ids(vote)
    column = _SCOPE[VoteScope(int(str(vote.get("scope") or 1)))]
    inside = f"{column} IN ({','.join('?' * len(ids))})"
    buildings, units = _doorways(connection, inside, ids)
    order = {one: (natural(number), one or "") for one, number in buildings.items()}
    names = ", ".join(f"h.{name}" for name in columns)
    rows = _plain(
        connection,
        f"SELECT h.building_id, h.unit_id, h.id, {names} FROM household h "
        f"WHERE {inside} AND h.deleted = 0 ORDER BY h.building_id, h.place, h.id",
        tuple(ids),
    )
    rows.sort(key=lambda row: order.get(row[0], ("", row[0] or "")))
    return ((row[2], buildings.get(row[0]), units.get(row[1]), *row[3:]) for row in rows)


def _plain(connection: Connection, statement: str, parameters: tuple[str, ...]) -> list[Any]:
    """Return plain tuples: thousands of them, and nothing for the garbage collector to follow."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
    finally:
        cursor.close()


def _doorways(
    connection: Connection, inside: str, ids: list[str]
) -> tuple[dict[str | None, str | None], dict[str | None, str | None]]:
    """Return the numbers of buildings and units by their ids: few, read once and not per door."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT h.building_id, h.unit_id FROM household h "
        f"WHERE {inside} AND h.deleted = 0",
        tuple(ids),
    ).all()
    buildings, units = {row[0] for row in rows}, {row[1] for row in rows}
    found = []
    for column, kind, wanted in (
        ("building_no", "building", buildings),
        ("unit_no", "unit", units),
    ):
        known = sorted(one for one in wanted if one)
        numbers: dict[str | None, str | None] = {}
        for start in range(0, len(known), _CHUNK):
            chunk = tuple(known[start : start + _CHUNK])
            marks = ",".join("?" * len(chunk))
            numbers.update(
                (row[0], row[1])
                for row in connection.exec_driver_sql(
                    f"SELECT id, {column} FROM {kind} WHERE id IN ({marks})", chunk
                )
            )
        found.append(numbers)
    return found[0], found[1]


def ballots(connection: Connection, vote_id: str) -> list[BallotRow]:
    """Return the ballots of a vote, oldest first."""
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join(BallotRow._fields)} FROM ballot "
        "WHERE vote_id = ? AND deleted = 0 AND household_id IS NOT NULL ORDER BY id",
        (vote_id,),
    )
    return [BallotRow(*row) for row in rows]


def ballot_facts(connection: Connection, vote_id: str) -> list[tuple[Any, ...]]:
    """Return what the count needs of each ballot, oldest first.

    (id, household id, choice, basis, kind of signer, proxy document, day as ISO text).
    """
    return _plain(
        connection,
        "SELECT id, household_id, choice, basis, signer_kind, proxy_document, cast_on FROM ballot "
        "WHERE vote_id = ? AND deleted = 0 AND household_id IS NOT NULL ORDER BY id",
        (vote_id,),
    )


def counts(connection: Connection, vote_id: str) -> list[CountRow]:
    """Return the stored counts of a vote, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT id, coalesce(final, 0), coalesce(counted_at, ''), coalesce(counted_by, ''), "
        "coalesce(result, ''), coalesce(rule_text, ''), coalesce(inputs_sha256, '') "
        "FROM vote_count WHERE vote_id = ? AND deleted = 0 ORDER BY id",
        (vote_id,),
    )
    return [CountRow(row[0], bool(row[1]), *row[2:]) for row in rows]


def final_counts(connection: Connection, quarter_id: str) -> dict[str, CountRow]:
    """Return vote id → its frozen count, for the votes of a quarter."""
    rows = connection.exec_driver_sql(
        "SELECT c.vote_id, c.id, c.final, c.counted_at, c.counted_by, c.result, c.rule_text, "
        "c.inputs_sha256 FROM vote_count c JOIN vote v ON v.id = c.vote_id "
        "WHERE v.quarter_id = ? AND c.final = 1 AND c.deleted = 0 AND v.deleted = 0 ORDER BY c.id",
        (quarter_id,),
    )
    return {
        row[0]: CountRow(row[1], bool(row[2]), *(value or "" for value in row[3:])) for row in rows
    }


def count_inputs(connection: Connection, count_id: str) -> str:
    """Return the inputs that a count was made from, as they were stored."""
    row = connection.exec_driver_sql(
        "SELECT inputs FROM vote_count WHERE id = ?", (count_id,)
    ).first()
    return "" if row is None or row[0] is None else str(row[0])


def frozen_results(
    connection: Connection, quarter_id: str | None = None
) -> dict[str, tuple[bool, bool]]:
    """Return quarter → (a vote about the works is closed, it passed), for gates and readiness.

    Votes about using the fund or handing over the management say nothing about the works. A vote
    of the whole quarter that passed answers for it; without one, every part of the quarter that
    voted by itself must have passed in its newest vote (works may go building by building, D2).
    Quarters without a closed vote are not in the answer.
    """
    where = "" if quarter_id is None else " AND v.quarter_id = ?"
    rows = connection.exec_driver_sql(
        "SELECT v.quarter_id, v.scope, v.scope_ids, c.result FROM vote v "
        "JOIN vote_count c ON c.vote_id = v.id AND c.final = 1 AND c.deleted = 0 "
        "WHERE v.deleted = 0 AND v.closed_at IS NOT NULL "
        f"AND v.matter IN ({', '.join(map(str, _ABOUT_THE_WORKS))}){where} "
        "ORDER BY v.closed_at, c.id",
        () if quarter_id is None else (quarter_id,),
    )
    whole: dict[str, bool] = {}
    parts: dict[str, dict[str, bool]] = {}
    for quarter, scope, ids, result in rows:
        passed = bool(json.loads(result or "{}").get("passed"))
        if scope in {VoteScope.BUILDING, VoteScope.UNIT}:
            parts.setdefault(quarter, {})[ids or ""] = passed
        else:
            whole[quarter] = whole.get(quarter, False) or passed
    return {
        quarter: (
            True,
            whole.get(quarter, False)
            or (quarter not in whole and all(parts.get(quarter, {}).values())),
        )
        for quarter in whole.keys() | parts.keys()
    }


class DueItem(NamedTuple):
    """Something of a vote that falls due.

    Attributes:
        kind: ``vote-notice`` (must hang by then) or ``vote-close`` (voting ends, then count).
        quarter_id: whose.
        due_on: the day.
        subject: title of the vote; names nobody.
    """

    kind: str
    quarter_id: str
    due_on: date
    subject: str


def due_items(connection: Connection, notice_days: int = 15) -> list[DueItem]:
    """Return what open votes still need and by when.

    Args:
        connection: a reader.
        notice_days: days that the notice must hang before voting begins (L3 art. 14).
    """
    rows: list[Any] = list(
        connection.exec_driver_sql(
            "SELECT quarter_id, title, announced_on, vote_from, vote_to FROM vote "
            "WHERE deleted = 0 AND closed_at IS NULL AND quarter_id IS NOT NULL ORDER BY id"
        )
    )
    found = []
    for quarter, title, announced, begins, ends in rows:
        subject = title or ""
        if not announced and begins:
            due = date.fromisoformat(begins) - timedelta(days=notice_days)
            found.append(DueItem("vote-notice", quarter, due, subject))
        if ends:
            found.append(DueItem("vote-close", quarter, date.fromisoformat(ends), subject))
    return found
