"""One line of every quarter, as reports, plans and letters to the district tell of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop.domain.codes import STAGE
from desktop.domain.report_facts import QuarterLine
from desktop.domain.verdict_totals import QuarterTotals
from desktop.kernel.messages import message_for
from desktop.storage.queries.lists import quarter_rows
from desktop.storage.queries.money import cost_facts, summary
from desktop.storage.queries.registers import records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.cost import CostFacts
    from desktop.domain.quarter_gate import QuarterGate
    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger
    from desktop.storage.queries.money import FundSummary

_PAPER_LANGUAGE = "zh_CN"


def quarter_lines(
    ledger: Ledger, gates: Sequence[QuarterGate], totals: Mapping[str, QuarterTotals]
) -> list[tuple[str, QuarterLine]]:
    """Return (quarter id, its line) of every quarter, in the order of ``gates``."""
    with ledger.reader() as connection:
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
        waits="" if first is None else paper_words(str(first.code), first.details),
        with_whom=paper_words(gate.with_whom, {}) if gate.with_whom else "",
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


def paper_words(code: str, details: Mapping[str, object]) -> str:
    """Return a code as official papers say it: in Chinese, whatever the window speaks."""
    return message_for(code, details, _PAPER_LANGUAGE).text


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _amount(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
