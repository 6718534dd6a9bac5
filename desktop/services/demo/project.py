"""The project of the demo's quarters: registers, votes and papers, each at a stage of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.domain.codes import Choice, OrganisationKind, Stage
from desktop.domain.project_codes import AreaBasis, Matter, SignerKind
from desktop.domain.project_fields import PROJECT
from desktop.domain.rows import Scope
from desktop.domain.stages import PAPERS, may_be_passed_over
from desktop.services.demo.invention import office_facts
from desktop.services.demo.money import pay_for_the_works
from desktop.services.demo.registers import PARTS, Registers, Stand
from desktop.services.vote_taking import BallotForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.rows import HouseholdRow
    from desktop.domain.values import Record
    from desktop.services.bundle import Office
    from desktop.services.demo.invention import InventedQuarter
    from desktop.services.environment import Environment

_FINISHED, _STUCK, _OVERRIDDEN, _VOTING, _BUILDING, _MOVED = PARTS
_PAPER_DAYS = {
    Stage.SCHEME: date(2026, 4, 1),
    Stage.COSTING: date(2026, 4, 12),
    Stage.REVIEW: date(2026, 4, 28),
    Stage.APPROVAL: date(2026, 5, 12),
    Stage.WORKS: date(2026, 7, 28),
    Stage.HANDOVER: date(2026, 8, 10),
}
_ENTERED = {_STUCK: Stage.REVIEW, _BUILDING: Stage.WORKS}
_REFUSES, _LOCKED, _BY_PROXY = 1, 4, 6
"""Doors of the finished quarter, counted from nought."""


def tell_project(
    office: Office, environment: Environment, quarters: Sequence[InventedQuarter]
) -> None:
    """Put the project's records around the surveyed quarters, each at a stage of its own.

    The first goes from the survey to the handover, the next is stuck at the review, one passed a
    gate by its leader's word, one is voting, one entered when the works were under way, and one
    was moved to the next year; an office of fewer quarters tells the first parts.
    """
    ids = {row.code: row.id for row in office.reading.quarters()}
    parts = dict(zip(PARTS, (ids[quarter.code] for quarter in quarters), strict=False))
    today = environment.clock.today()
    _know_the_parties(office, quarters[0].name, parts[_FINISHED])
    _file_registers(office, environment, parts, today)
    _enter_midway(office, parts, today)
    doors = {part: office.reading.doors(Scope(quarter_id=parts[part])) for part in parts}
    for quarter, found in zip(quarters, doors.values(), strict=False):
        _measure(office, quarter, found)
    _hold_finished_vote(office, parts[_FINISHED], doors[_FINISHED], today)
    pay_for_the_works(office, parts[_FINISHED], doors[_FINISHED], today)
    if _OVERRIDDEN in parts:
        _let_pass(office, quarters[PARTS.index(_OVERRIDDEN)].code)
    if _VOTING in parts:
        _begin_vote(office, parts[_VOTING], doors[_VOTING], today)


def _measure(office: Office, quarter: InventedQuarter, doors: Sequence[HouseholdRow]) -> None:
    """Enter the areas of the land register, by which owners vote."""
    areas = {(door.building, door.unit, door.room): door.area for door in quarter.doors}
    found = ((door.id, areas.get((door.building_no, door.unit_no, door.room_no))) for door in doors)
    updates: list[tuple[str, Record]] = [
        (door, {"title_area": area, "area_basis": int(AreaBasis.REGISTER)})
        for door, area in found
        if area is not None
    ]
    office.editing.change_many("table.paste", updates={"household": updates})


def _know_the_parties(office: Office, name: str, quarter_id: str) -> None:
    organisations: list[Record] = [
        {
            "kind": found["kind"],
            "name": found["name"],
            "contact": found["person"],
            "phone": found["phone"],
        }
        for found in office_facts()["organisations"]
    ]
    kind = int(OrganisationKind.OWNERS_COMMITTEE)
    organisations.append({"kind": kind, "name": f"{name}业主委员会", "quarter_id": quarter_id})
    inserts = {"organisation": organisations, "stage_paper": _papers(quarter_id)}
    office.editing.change_many("file-papers", inserts=inserts)


def _papers(quarter_id: str) -> list[Record]:
    papers: list[Record] = []
    for stage, day in _PAPER_DAYS.items():
        for paper in PAPERS[stage]:
            papers.append(
                {
                    "quarter_id": quarter_id,
                    "stage": int(stage),
                    "paper": str(paper),
                    "document_no": f"赤街水改〔2026〕{len(papers) + 1}号",
                    "dated_on": day,
                }
            )
    return papers


def _file_registers(
    office: Office, environment: Environment, parts: dict[str, str], today: date
) -> None:
    stands = {"office": Stand("", 0, ())}
    for part, quarter_id in parts.items():
        buildings = office.reading.buildings(quarter_id)
        doors = sum(building.progress.households for building in buildings)
        stands[part] = Stand(quarter_id, doors, [building.id for building in buildings])
    known = {
        str(row["name"]): str(row["id"])
        for row in office.registers.rows("organisation")
        if row["name"]
    }
    registers = Registers(today, environment.make_id, stands, known)
    found: dict[str, list[Record]] = {"organisation": []}
    for part in stands:
        for kind, records in registers.records(part).items():
            found.setdefault(kind, []).extend(records)
    order = ["organisation", "stage_paper", *(entity.kind for entity in PROJECT)]
    inserts = {kind: found[kind] for kind in order if kind in found}
    states: list[tuple[str, Record]] = [
        (
            str(committee["quarter_id"]),
            {
                "committee_state": committee["state"],
                "committee_filed_on": committee.get("filed_on"),
            },
        )
        for committee in found.get("committee", ())
    ]
    office.editing.change_many("file-papers", inserts=inserts, updates={"quarter": states})


def _enter_midway(office: Office, parts: dict[str, str], today: date) -> None:
    updates: list[tuple[str, Record]] = [
        (
            parts[part],
            {"entered_stage": int(stage), "entered_on": today - timedelta(days=100)},
        )
        for part, stage in _ENTERED.items()
        if part in parts
    ]
    groups: list[tuple[str, Record]] = [
        (
            quarter_id,
            {
                "area_group": f"{'东西'[number % 2]}片区",
                "pilot": part in {_FINISHED, _OVERRIDDEN},
                "plan_year": today.year,
            },
        )
        for number, (part, quarter_id) in enumerate(parts.items())
    ]
    office.editing.change_many("describe-quarters", updates={"quarter": [*updates, *groups]})


def _let_pass(office: Office, code: str) -> None:
    """Let a pilot pass its first gate by its leader's word, which stays visible."""
    report = office.gates.of(code)
    keys = [missing.key for missing in report.missing if may_be_passed_over(missing)]
    reason = "试点先行：未入户的多为外出务工户，春节前补访补签"
    office.gates.override(code, report.stage, keys, reason)


def _hold_finished_vote(
    office: Office, quarter_id: str, doors: Sequence[HouseholdRow], today: date
) -> None:
    """Hold the finished quarter's vote: one refusal, one locked door, one ballot by proxy."""
    last = min(date(2026, 3, 29), today)
    vote_id, _ = office.votes.open(
        quarter_id,
        {
            "title": "水表、电表出户改造及每户分摊",
            "matter": int(Matter.REBUILD_FACILITIES),
            "body": "业主委员会",
            "announced_on": last - timedelta(days=23),
            "vote_from": last - timedelta(days=6),
            "vote_to": last,
        },
    )
    choices = {door.id: int(Choice.YES) for door in doors}
    if len(doors) > _BY_PROXY:
        choices[doors[_REFUSES].id] = int(Choice.NO)
        del choices[doors[_LOCKED].id], choices[doors[_BY_PROXY].id]
    office.votes.take(vote_id, choices, cast_on=last)
    if len(doors) > _BY_PROXY:
        form = BallotForm(
            choice=int(Choice.YES),
            signer_kind=int(SignerKind.PROXY),
            signer="占志强",
            proxy_document="委托书（户主在外地）",
            cast_on=last,
            water_yes=True,
            elec_yes=True,
        )
        office.votes.ballot(vote_id, doors[_BY_PROXY].id, form)
    office.votes.close(vote_id)


def _begin_vote(
    office: Office, quarter_id: str, doors: Sequence[HouseholdRow], today: date
) -> None:
    """Leave a vote half way: two thirds of the ballots are in, nine days are left."""
    vote_id, _ = office.votes.open(
        quarter_id,
        {
            "title": "水表、电表出户改造",
            "matter": int(Matter.REBUILD_FACILITIES),
            "body": "业主委员会",
            "announced_on": today - timedelta(days=20),
            "vote_from": today - timedelta(days=4),
            "vote_to": today + timedelta(days=9),
        },
    )
    taken = [door.id for number, door in enumerate(doors) if number % 3]
    choices = {
        door: int(Choice.NO if number % 9 == 4 else Choice.YES)  # noqa: PLR2004 - every ninth
        for number, door in enumerate(taken)
    }
    office.votes.take(vote_id, choices, cast_on=today - timedelta(days=1))
