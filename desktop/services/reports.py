"""Reports for the district: weekly, progress, action plan, the national form's figures."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop.domain import reports
from desktop.domain.codes import STAGE
from desktop.domain.national_figures import national_figures
from desktop.domain.report_facts import QuarterLine, ReportFacts
from desktop.domain.verdict_totals import QuarterTotals
from desktop.kernel.messages import message_for
from desktop.storage.queries.lists import quarter_rows
from desktop.storage.queries.money import cost_facts, summary
from desktop.storage.queries.registers import records
from desktop.storage.queries.reports import changes_between

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.cost import CostFacts
    from desktop.domain.paper import Paper
    from desktop.domain.quarter_gate import QuarterGate
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.services.agenda import Agenda
    from desktop.services.gates import Gates
    from desktop.services.verdicts import Verdicts
    from desktop.storage.ledger import Ledger
    from desktop.storage.queries.money import FundSummary

_WEEK = timedelta(days=6)
_PAPER_LANGUAGE = "zh_CN"
"""Official papers are always Chinese."""


class Reports:
    """Writes what the ledger knows as papers; nothing is stored."""

    def __init__(
        self, ledger: Ledger, clock: Clock, gates: Gates, verdicts: Verdicts, agenda: Agenda
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._gates = gates
        self._verdicts = verdicts
        self._agenda = agenda

    def weekly(self) -> Paper:
        """Return this week on one A4 page."""
        return reports.weekly_report(self.facts())

    def progress(self) -> Paper:
        """Return the progress report."""
        return reports.progress_report(self.facts())

    def action_plan(self) -> Paper:
        """Return the action plan."""
        return reports.action_plan(self.facts())

    def national_figures(self) -> list[Paper]:
        """Return the four tables of the national form."""
        return national_figures(self.facts())

    def lines(self) -> list[tuple[str, QuarterLine]]:
        """Return (quarter id, its line) of every quarter, as reports list them."""
        return self._lines(self._gates.all())

    def facts(self) -> ReportFacts:
        """Gather what every report says."""
        gates = self._gates.all()
        today = self._clock.today()
        with self._ledger.reader() as connection:
            week = changes_between(connection, today - _WEEK, today)
        lines = [line for _, line in self._lines(gates)]
        late = [
            (_said(item.code, {"subject": item.due.subject}), item.quarter, item.late_days)
            for item in self._agenda.items(gates)
            if item.late_days and item.due.kind != "stage"
        ]
        return ReportFacts(self._ledger.office, today, lines, week, late)

    def _lines(self, gates: Sequence[QuarterGate]) -> list[tuple[str, QuarterLine]]:
        totals = self._verdicts.totals()
        with self._ledger.reader() as connection:
            found = {str(row["id"]): row for row in records(connection, "quarter")}
            buildings = {row.id: row.buildings for row in quarter_rows(connection)}
            funds, costs = summary(connection), cost_facts(connection)
        return [
            (
                gate.quarter_id,
                _line(
                    gate,
                    found[gate.quarter_id],
                    buildings.get(gate.quarter_id, 0),
                    totals.get(gate.quarter_id, QuarterTotals()),
                    funds.get(gate.quarter_id),
                    costs.get(gate.quarter_id),
                ),
            )
            for gate in gates
            if gate.quarter_id in found
        ]


def _line(
    gate: QuarterGate,
    quarter: Record,
    buildings: int,
    totals: QuarterTotals,
    funds: FundSummary | None,
    costs: CostFacts | None,
) -> QuarterLine:
    first = gate.first_missing
    money: dict[str, Any] = {}
    if funds is not None:
        money = {name: getattr(funds, name) for name in ("planned", "approved", "received", "paid")}
    return QuarterLine(
        name=gate.name,
        area_group=gate.area_group,
        community=_text(quarter["community"]),
        stage="已办结" if gate.complete else STAGE.label(int(gate.stage)),
        stage_number=int(gate.stage),
        complete=gate.complete,
        waits="" if first is None else _said(str(first.code), first.details),
        with_whom=_said(gate.with_whom, {}) if gate.with_whom else "",
        late_days=gate.late_days,
        buildings=buildings,
        households=totals.households,
        visited=totals.visited,
        joining_w=totals.water.joining,
        joining_e=totals.electricity.joining,
        met_w=totals.water.met,
        met_e=totals.electricity.met,
        done_w=totals.water.joining_met,
        done_e=totals.electricity.joining_met,
        built_from=_number(quarter["built_from"]),
        built_to=_number(quarter["built_to"]),
        floor_area=_amount(quarter["floor_area"]),
        plan_year=gate.plan_year,
        batch=_text(quarter["plan_batch"]) or _text(quarter["own_batch"]),
        pilot=bool(quarter["pilot"]),
        cost=_cost(costs),
        **money,
    )


def _cost(costs: CostFacts | None) -> Decimal | None:
    """Return the latest amount of the chain that is known."""
    if costs is None:
        return None
    chain = (costs.final_account, costs.settlement, costs.contract, costs.budget, costs.approved)
    for amount in chain:
        if amount is not None:
            return amount
    known = [amount for amount in (costs.estimate_w, costs.estimate_e) if amount is not None]
    return sum(known[1:], known[0]) if known else None


def _said(code: str, details: Mapping[str, object]) -> str:
    return message_for(code, details, _PAPER_LANGUAGE).text


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _amount(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
