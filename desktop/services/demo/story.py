"""The demo's story: from a messy household list to signed forms and a merged workbook."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.domain.codes import ChargeMode, CommitteeState, OperatorRole
from desktop.domain.rows import Scope
from desktop.kernel.errors import InputError
from desktop.services.demo.clerk import CellEdit, edit_workbook
from desktop.services.demo.handover import accept_and_hand_over
from desktop.services.demo.invention import Invention, office_facts
from desktop.services.demo.masters import hang_below_a_master
from desktop.services.demo.project import tell_project
from desktop.services.demo.roster_file import write_roster
from desktop.services.demo.survey import SURVEYED_SHARES, Findings, Surveyors

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.rows import HouseholdRow, QuarterRow
    from desktop.domain.values import Record
    from desktop.kernel.progress import Progress
    from desktop.services.bundle import Office
    from desktop.services.demo.invention import InventedQuarter
    from desktop.services.program import Program

_STEPS = 8
_SMALL_OFFICE = 5_000
_OPERATORS = (
    ("李敏", OperatorRole.SURVEYOR),
    ("陈志强", OperatorRole.SURVEYOR),
    ("区审计", OperatorRole.AUDITOR),
)


@dataclass(frozen=True, slots=True)
class _Stage:
    """What the steps of the story share."""

    program: Program
    folder: Path
    office: Office
    progress: Progress


def build_demo(
    program: Program,
    folder: Path,
    *,
    households: int,
    seed: int,
    operator: str,
    passphrase: str,
    progress: Progress,
) -> dict[str, Any]:
    """Build the invented office in ``folder`` through the services a person uses.

    Raises:
        InputError: the folder is not empty, or the number of households is out of range.
    """
    started = time.monotonic()
    _require_empty(folder, households)
    try:
        return _build(
            program,
            folder,
            households=households,
            seed=seed,
            operator=operator,
            passphrase=passphrase,
            progress=progress,
        ) | {"seconds": round(time.monotonic() - started, 1)}
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _require_empty(folder: Path, households: int) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError("demo-folder-not-empty", folder=folder.name)
    if not 1 <= households <= 1_000_000:  # noqa: PLR2004 - a district has half of that
        raise InputError("demo-size", households=households)


def _build(
    program: Program,
    folder: Path,
    *,
    households: int,
    seed: int,
    operator: str,
    passphrase: str,
    progress: Progress,
) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    quarters = list(Invention(seed, households).quarters())
    progress.step(0, _STEPS, "demo")
    write_roster(folder / "roster.xlsx", quarters)
    facts = office_facts()
    ledger = program.demo_ledger(folder)
    program.create(
        ledger,
        office_name=facts["office"],
        street_code=facts["street_code"],
        operator=operator,
        passphrase=passphrase,
    )
    with program.open(ledger, operator=operator, passphrase=passphrase) as office:
        stage = _Stage(program, folder, office, progress)
        for name, role in _OPERATORS:
            office.operators.add(name, role, passphrase)
        progress.step(1, _STEPS, "demo")
        office.roster.import_file(folder / "roster.xlsx", progress=progress)
        progress.step(2, _STEPS, "demo")
        _describe_quarters(office, quarters)
        _survey(stage, seed)
        progress.step(4, _STEPS, "demo")
        tell_project(office, program.environment, quarters)
        progress.step(5, _STEPS, "demo")
        today = program.environment.clock.today()
        forms, trust = accept_and_hand_over(office, folder, quarters[0], today)
        progress.step(6, _STEPS, "demo")
        _exchange_with_district(stage, quarters)
        total = office.reading.stats()["households"]
    progress.step(_STEPS, _STEPS, "demo")
    return {
        "dir": str(folder),
        "ledger": str(ledger),
        "households": total,
        "forms": [str(path) for path in forms],
        "trust": str(trust),
    }


def _describe_quarters(office: Office, quarters: list[InventedQuarter]) -> None:
    """Complete the quarters that the list only named, as the office's own file knows them."""
    ids = {row.name: row.id for row in office.reading.quarters()}
    facts = office_facts()
    updates: list[tuple[str, Record]] = []
    for number, quarter in enumerate(quarters):
        finished = number == 0
        mode = ChargeMode.DIRECT if finished else ChargeMode(2 + number % 2)
        committee = CommitteeState.FILED if number % 3 == 0 else CommitteeState(number % 3)
        updates.append(
            (
                ids[quarter.name],
                {
                    "quarter_code": quarter.code,
                    "alias": quarter.alias,
                    "district": facts["district"],
                    "street": facts["street"],
                    "community": quarter.community,
                    "address": quarter.address,
                    "built_from": quarter.built[0],
                    "built_to": quarter.built[1],
                    "title_kind": 2,
                    "pm_mode": 2 if number % 2 else 4,
                    "committee_state": int(committee),
                    "committee_filed_on": date(2026, 1, 20) if number % 3 == 0 else None,
                    "water_charge_mode": int(mode),
                    "elec_charge_mode": int(mode),
                    "n_household": len(quarter.doors),
                },
            )
        )
    office.editing.change_many("describe-quarters", updates={"quarter": updates})


def _doors(office: Office, quarter: QuarterRow) -> list[HouseholdRow]:
    return office.reading.doors(Scope(quarter_id=quarter.id))


def _survey(stage: _Stage, seed: int) -> None:
    """Survey the first quarters, the first to the end with its works."""
    surveyors = Surveyors(seed, stage.program.environment.make_id)
    quarters = sorted(stage.office.reading.quarters(), key=lambda row: row.code)
    for number, share in enumerate(SURVEYED_SHARES[: len(quarters)]):
        doors = _doors(stage.office, quarters[number])
        if number:
            findings = surveyors.visit(doors, share)
            _write_down(stage.office, findings)
            _write_down(stage.office, surveyors.again(findings))
        else:
            findings = surveyors.finish(doors)
            _write_down(stage.office, findings)
            _exchange_meters(stage.office, surveyors, findings)
    if len(quarters) > 1:
        hang_below_a_master(stage.office, quarters[1], seed)


def _write_down(office: Office, findings: Findings) -> None:
    office.editing.record_visits(findings.households, when=findings.visited_at)


def _exchange_meters(office: Office, surveyors: Surveyors, findings: Findings) -> None:
    """Close the old meters of the doors that got new ones, in the same operation."""
    updates = {}
    for kind, records in findings.new_meters.items():
        doors = {str(record["household_id"]) for record in records}
        old = [(m, d) for m, d in office.reading.meters_in_use(kind) if d in doors]
        updates[kind] = surveyors.closings(kind, iter(old))
    office.editing.change_many("exchange-meters", inserts=findings.new_meters, updates=updates)


def _exchange_with_district(stage: _Stage, quarters: list[InventedQuarter]) -> None:
    """Send the workbook up, change the ledger meanwhile, and merge what comes back.

    The clerk fills in the annual plan and notes something at two doors; a surveyor has noted
    something else at the second meanwhile, which is the one conflict that stays open.
    """
    office, folder = stage.office, stage.folder
    office.district.export(folder / "district.xlsx", progress=stage.progress)
    sent, last = folder / "district.xlsx", quarters[-1]
    if sum(len(quarter.doors) for quarter in quarters) > _SMALL_OFFICE:
        # A person opens an extract; a spreadsheet with every household would take minutes.
        sent = folder / "extract.xlsx"
        office.district.export(sent, quarter_codes=[last.code], progress=stage.progress)
    quarter = next(row for row in office.reading.quarters() if row.code == last.code)
    doors = office.reading.doors(Scope(quarter_id=quarter.id))[:2]
    year = stage.program.environment.clock.today().year + 1
    edit_workbook(sent, folder / "returned.xlsx", _clerk_edits(last.code, doors, year))
    if sent.name == "extract.xlsx":
        sent.unlink()
    office.editing.set_field("household", doors[-1].id, "remarks", "电话已停机，物业代转")
    office.district.merge(folder / "returned.xlsx", progress=stage.progress)


def _clerk_edits(code: str, doors: list[HouseholdRow], year: int) -> list[CellEdit]:
    plan = {"quarter.plan_year": year, "quarter.plan_batch": "第一批"}
    edits = [
        CellEdit("计划与批复", {"quarter.quarter_code": code}, key, value)
        for key, value in plan.items()
    ]
    for door in doors:
        where = {
            "quarter.quarter_code": code,
            "building.building_no": door.building_no,
            "unit.unit_no": door.unit_no,
            "household.room_no": door.room_no,
        }
        edits.append(CellEdit("住户", where, "household.remarks", "区里已电话核实"))
    return edits
