"""One quarter from the survey to the handover, through the services of the program.

At every step the gate refuses until the fact is there: a refusal, a hardship waiver, a failed
pressure test with another one, and an annual plan that moves the quarter to the next year.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest

from desktop.domain.codes import Choice, OrganisationKind, Stage
from desktop.domain.payments import Received, Waiver
from desktop.domain.project_codes import (
    AcceptanceOutcome,
    AuditKind,
    EstimateKind,
    FindingCategory,
    FindingOrigin,
    FundSource,
    FundStep,
    ProjectPart,
    Severity,
    Trade,
)
from desktop.domain.stages import Paper
from desktop.kernel.errors import RefusedError
from desktop.kernel.progress import CancellableProgress
from desktop.services.demo.acceptance import accept_quarter
from desktop.services.demo.clerk import CellEdit, edit_workbook
from desktop.services.form_drawing import FormOrder
from desktop.services.vote_taking import BallotForm
from desktop.storage.journal import Journal
from tests.support.project_office import CODE, HARDSHIP, LOCKED, REFUSES, ProjectOffice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LEAKS = {
    "pipe": "metal", "working": "0.4", "test": "0.6", "start": "0.62", "end": "0.50",
    "minutes": "10", "leak": "found",
}  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Iterator[ProjectOffice]:
    made = ProjectOffice(tmp_path, date(2026, 1, 5))
    yield made
    made.close()


def passes(place: ProjectOffice, reason: str, act: Callable[[], object]) -> None:
    """The gate asks for ``reason`` before ``act``, and no longer after it."""
    assert reason in place.missing(), (reason, place.missing())
    act()
    assert reason not in place.missing(), (reason, place.missing())


def file(place: ProjectOffice, stage: Stage, *papers: Paper) -> None:
    for paper in papers:
        passes(
            place,
            str(paper),
            partial(
                place.add,
                "stage_paper",
                stage=int(stage),
                paper=str(paper),
                document_no=f"赤街水改〔2026〕{int(stage)}号",
                dated_on=place.calendar.today(),
            ),
        )


def test_a_quarter_goes_from_the_survey_to_the_handover(
    place: ProjectOffice, tmp_path: Path
) -> None:
    found_a_committee(place)
    survey(place)
    vote(place)
    file(place, Stage.SCHEME, Paper.SCHEME)
    cost(place)
    review(place)
    approve(place)
    pay(place)
    build(place)
    accept(place, tmp_path)
    hand_over(place, tmp_path)
    assert Journal(place.ledger).verify() is None


def found_a_committee(place: ProjectOffice) -> None:
    """Owners' committee first: elected is not enough, filed is (plan three (1), L3 16)."""
    assert place.stage == Stage.SCHEME
    committee = place.add(
        "committee", state=2, name="棉纺厂宿舍业主委员会", elected_on=place.calendar.today()
    )
    assert "gate-committee-first" in place.missing()
    place.calendar.turn_to(date(2026, 1, 20))

    def act() -> None:
        place.type_in("committee", committee, "state", "3")
        place.type_in("committee", committee, "filed_on", "2026-01-20")

    passes(place, "gate-committee-first", act)


def survey(place: ProjectOffice) -> None:
    place.calendar.turn_to(date(2026, 3, 4))
    passes(place, "gate-survey-incomplete", place.survey)


def vote(place: ProjectOffice) -> None:
    """One owner says no, one says nothing: neither is an error, and silence is no yes."""
    votes = place.office.votes
    vote_id, _ = votes.open(
        place.quarter_id,
        {
            "title": "水表、电表出户改造",
            "announced_on": date(2026, 3, 5),
            "vote_from": date(2026, 3, 21),
            "vote_to": date(2026, 3, 28),
        },
    )
    assert "gate-vote-open" in place.missing()
    place.calendar.turn_to(date(2026, 3, 25))
    doors = [door.id for door in place.doors]
    yes = {d: int(Choice.YES) for n, d in enumerate(doors) if n not in {REFUSES, LOCKED}}
    votes.take(vote_id, dict(list(yes.items())[:6]), cast_on=date(2026, 3, 22))
    assert not votes.result(vote_id).result.passed
    votes.ballot(vote_id, doors[REFUSES], BallotForm(choice=int(Choice.NO)))
    votes.take(vote_id, dict(list(yes.items())[6:]))
    with pytest.raises(RefusedError, match="vote-still-running"):
        votes.close(vote_id)
    place.calendar.turn_to(date(2026, 3, 29))
    passes(place, "gate-vote-open", lambda: votes.close(vote_id))
    result = votes.result(vote_id).result
    assert result.passed
    assert (result.heads.total, result.heads.yes, result.heads.no) == (12, 10, 1)
    assert result.heads.taking_part == 11
    with pytest.raises(RefusedError, match="vote-closed"):
        votes.take(vote_id, {doors[LOCKED]: int(Choice.YES)})


def cost(place: ProjectOffice) -> None:
    """Both companies' estimates; the district's plan moves the quarter to the next year."""
    assert place.stage == Stage.COSTING
    place.calendar.turn_to(date(2026, 4, 10))
    for trade, amount in ((Trade.WATER, "9360"), (Trade.ELECTRICITY, "6720")):
        place.add(
            "cost_item",
            utility=str(trade),
            est_kind=int(EstimateKind.ESTIMATE),
            item="材料与人工",
            amount=Decimal(amount),
        )
    file(place, Stage.COSTING, Paper.ESTIMATE_WATER, Paper.ESTIMATE_POWER)
    move_to_next_year(place)


def move_to_next_year(place: ProjectOffice) -> None:
    progress = CancellableProgress()
    sent, returned = place.folder / "上报.xlsx", place.folder / "退回.xlsx"
    place.office.district.export(sent, progress=progress)
    plan = {"quarter.plan_year": 2027, "quarter.plan_batch": "第一批"}
    edit_workbook(
        sent,
        returned,
        [
            CellEdit("计划与批复", {"quarter.quarter_code": CODE}, key, value)
            for key, value in plan.items()
        ],
    )
    place.office.district.merge(returned, progress=progress)
    (quarter,) = place.office.registers.rows("quarter")
    assert (quarter["plan_year"], quarter["plan_batch"]) == (2027, "第一批")
    moved = [e for e in place.office.gates.history(CODE) if e.code == "stage-event-plan-moved"]
    assert moved[-1].details.items() >= {"before": "2026", "after": "2027"}.items()
    assert place.stage == Stage.REVIEW


def review(place: ProjectOffice) -> None:
    """The review lets 15,000 of 16,080 stand, sets the cost price, and the sources must agree."""
    assert place.stage == Stage.REVIEW
    place.calendar.turn_to(date(2027, 3, 1))
    place.add(
        "audit",
        kind=int(AuditKind.REVIEW),
        auditor="区财政投资评审中心",
        submitted=Decimal(16080),
        approved=Decimal(15000),
        reported_on=place.calendar.today(),
    )
    place.add(
        "cost_item",
        utility="C",
        est_kind=int(EstimateKind.BUDGET),
        item="材料与人工",
        amount=Decimal(15000),
    )
    for trade, share in ((Trade.WATER, 200), (Trade.ELECTRICITY, 150)):
        place.add(
            "cost_price", utility=str(trade), price=Decimal(750), share=Decimal(share),
            decided_on=place.calendar.today(), document_no="区评审〔2027〕2号",
        )  # fmt: skip
    file(place, Stage.REVIEW, Paper.REVIEW)
    assert place.office.money.costs(place.quarter_id).facts.reviewed == Decimal(15000)


def approve(place: ProjectOffice) -> None:
    assert place.stage == Stage.APPROVAL
    place.calendar.turn_to(date(2027, 3, 20))
    file(place, Stage.APPROVAL, Paper.APPROVAL)


def pay(place: ProjectOffice) -> None:
    """Everybody who joined owes a share, one is let off, and the account balances to the fen."""
    money = place.office.money
    money.apply_shares(money.plan_shares(place.quarter_id), date(2027, 4, 30))
    doors = place.doors
    owing = {row.household_id: row for row in money.shares(place.quarter_id).rows if row.lines}
    assert doors[REFUSES].id not in owing
    assert doors[LOCKED].id not in owing
    poor = owing[doors[HARDSHIP].id]
    with pytest.raises(RefusedError, match="waiver-incomplete"):
        money.waive(poor.lines[0].share_id, Waiver("200", 1, "", "", None))
    for number, line in enumerate(poor.lines, start=1):
        waiver = Waiver(line.due, 1, f"赤街减〔2027〕{number}号", "周建国", date(2027, 3, 25))
        money.waive(line.share_id, waiver)
    place.calendar.turn_to(date(2027, 4, 12))
    for number, row in enumerate(owing.values(), start=1):
        if row is not poor:
            due = sum((line.due for line in row.lines), Decimal(0))
            money.pay(row.household_id, due, received=Received(receipt_no=f"{8000 + number}"))
    sums = money.shares(place.quarter_id).sums
    # Ten joined for electricity; the tenth door of the walk did not join for water.
    assert (sums.due, sums.waived, sums.unpaid) == (Decimal(3300), Decimal(350), Decimal(0))
    assert sums.paid == Decimal(2950)
    fund(place, FundSource.RESIDENTS, FundStep.APPROVED, "2950")
    fund(place, FundSource.DISTRICT, FundStep.APPROVED, "12049.99")
    account = money.account(place.quarter_id)
    assert [problem.code for problem in account.problems] == ["funds-sources-short"]
    assert account.problems[0].details["by"] == "0.01"
    fund(place, FundSource.SOCIETY, FundStep.APPROVED, "0.01")
    fund(place, FundSource.DISTRICT, FundStep.RECEIVED, "12049.99")
    assert money.account(place.quarter_id).balances


def fund(place: ProjectOffice, source: FundSource, step: FundStep, amount: str) -> None:
    place.add(
        "fund_entry",
        source=int(source),
        step=int(step),
        amount=Decimal(amount),
        booked_on=place.calendar.today(),
    )


def build(place: ProjectOffice) -> None:
    assert place.stage == Stage.WORKS
    for kind, part, name in (
        (OrganisationKind.CONTRACTOR, ProjectPart.CONTRACTOR, "鄂东水电安装工程有限公司"),
        (OrganisationKind.SUPERVISION, ProjectPart.SUPERVISION, "宝塔建设监理有限公司"),
        (OrganisationKind.WATER_COMPANY, ProjectPart.WATER_COMPANY, "市自来水公司"),
        (OrganisationKind.POWER_COMPANY, ProjectPart.POWER_COMPANY, "市供电公司"),
    ):
        party, _ = place.office.registers.add("organisation", {"kind": int(kind), "name": name})
        place.add(
            "participation", organisation_id=party, part=int(part), valid_from=date(2027, 4, 20)
        )
        place.office.registers.add(
            "qualification",
            {"organisation_id": party, "name": "市政公用工程", "valid_to": date(2028, 12, 31)},
        )
    inspect(place)
    place.calendar.turn_to(date(2027, 6, 30))
    place.build(date(2027, 6, 18))
    file(
        place,
        Stage.WORKS,
        Paper.CONTRACT,
        Paper.SUPERVISION,
        Paper.PRESSURE_TEST,
        Paper.COMPLETION,
    )


def inspect(place: ProjectOffice) -> None:
    """What endangers people stops the works at once, until somebody has looked again."""
    place.calendar.turn_to(date(2027, 5, 20))
    findings = place.office.findings
    inspection = place.add("inspection", kind=2, held_on=date(2027, 5, 20), inspector="叶文清")
    found, _ = findings.open(
        place.quarter_id,
        what="配电箱旁未设围挡",
        origin=FindingOrigin.INSPECTION,
        category=FindingCategory.SAFETY,
        severity=Severity.STOP_WORK,
        inspection_id=inspection,
    )
    assert "gate-works-stopped" in place.missing()
    findings.fixed(found, date(2027, 5, 20))
    findings.reinspect(found, passed=False, on=date(2027, 5, 20), by="叶文清")
    assert "gate-works-stopped" in place.missing()
    place.calendar.turn_to(date(2027, 5, 22))
    findings.fixed(found)
    passes(place, "gate-works-stopped", lambda: findings.reinspect(found, passed=True))


def accept(place: ProjectOffice, folder: Path) -> None:
    """The pipes leak at the first test: no certificate; tested again, everything passes."""
    assert place.stage == Stage.HANDOVER
    assert "missing" in place.office.forms.issue(FormOrder(CODE, "acceptance-certificate"), folder)
    acceptances = place.office.acceptances
    first, _ = acceptances.begin(place.quarter_id, Trade.WATER)
    places = [line.place.id for line in acceptances.sheet(first).line("W06").places]
    acceptances.record(first, "W06", places, measured=LEAKS)
    with pytest.raises(RefusedError, match="acceptance-blocked"):
        acceptances.decide(first, AcceptanceOutcome.PASSED)
    acceptances.decide(first, AcceptanceOutcome.FAILED, note="接头渗漏")
    failed = frozen(place, first)
    assert acceptances.outcomes()[place.quarter_id]["W"] == AcceptanceOutcome.FAILED
    assert "gate-acceptance-failed" in place.missing()
    assert "missing" in place.office.forms.issue(FormOrder(CODE, "acceptance-certificate"), folder)
    place.calendar.turn_to(date(2027, 7, 8))
    outcome = accept_quarter(place.office, place.quarter_id, Trade.WATER, date(2027, 7, 7))
    assert outcome is AcceptanceOutcome.PASSED
    half = place.office.forms.issue(FormOrder(CODE, "acceptance-certificate"), folder)
    assert [entry["code"] for entry in half["missing"]] == ["gate-acceptance-open"]
    outcome = accept_quarter(place.office, place.quarter_id, Trade.ELECTRICITY, date(2027, 7, 7))
    assert outcome is AcceptanceOutcome.PASSED
    rows = acceptances.of_quarter(place.quarter_id)
    assert [(row.trade, row.outcome, row.follows) for row in rows] == [
        (Trade.WATER, AcceptanceOutcome.FAILED, ""),
        (Trade.WATER, AcceptanceOutcome.PASSED, first),
        (Trade.ELECTRICITY, AcceptanceOutcome.PASSED, ""),
    ]
    assert frozen(place, first) == failed


def frozen(place: ProjectOffice, acceptance_id: str) -> tuple[object, ...]:
    row = next(r for r in place.office.registers.rows("acceptance") if r["id"] == acceptance_id)
    return row["result"], row["inputs"], row["inputs_sha256"], row["decided_at"]


def hand_over(place: ProjectOffice, folder: Path) -> None:
    """A handover list needs the certificate; with it both lists are issued."""
    refused = place.office.forms.issue(FormOrder(CODE, "handover-water"), folder)
    assert [entry["code"] for entry in refused["missing"]] == ["gate-certificate-missing"]
    issued = [
        place.office.forms.issue(FormOrder(CODE, form), folder)
        for form in ("acceptance-certificate", "handover-water", "handover-power")
    ]
    assert all("missing" not in form for form in issued), issued
    assert len(place.office.forms.issued(CODE)) == 3
    assert place.office.gates.of(CODE).complete
