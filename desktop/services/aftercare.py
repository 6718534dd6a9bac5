"""What a quarter is like after its works: accounts, charging, warranty, rate before and after."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain import aftercare as rules
from desktop.domain.codes import WaterRole
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.parameters import value_on
from desktop.domain.verdict_table import VerdictTable
from desktop.domain.verdict_totals import count_quarter
from desktop.kernel.errors import InputError
from desktop.services.parameters import set_values
from desktop.storage.queries import aftercare as queries
from desktop.storage.queries.findings import accepted_days, completion_papers, decided_days
from desktop.storage.queries.verdict_totals import ledger_facts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from desktop.domain.aftercare import UtilityAfter
    from desktop.storage.queries.aftercare import MeterAccount
    from desktop.storage.queries.findings import CompletionPaper
    from desktop.storage.unit_of_work import UnitOfWork

_KINDS = {"W": "water_meter", "E": "electricity_meter"}
_COMPANY = 1
"""Code of both charging modes: the company charges the owners itself."""


@dataclass(frozen=True, slots=True)
class AfterReport:
    """One quarter after its works, for water and for electricity.

    Attributes:
        works_began: first day of the works, which parts before from after; None when unknown.
        completion: newest dated completion paper, where no acceptance is decided; None else.
    """

    water: UtilityAfter
    electricity: UtilityAfter
    works_began: date | None
    completion: CompletionPaper | None = None


def after_report(connection: Connection, quarter_id: str, today: date) -> AfterReport:
    """Return how a quarter stands after its works."""
    facts = ledger_facts(connection, quarter_id)
    modes = facts.quarters.get(quarter_id, (None, None))
    totals = count_quarter(
        facts.households.get(quarter_id, []),
        (VerdictTable(facts.water.get(quarter_id, ())), modes[0]),
        (VerdictTable(facts.electricity.get(quarter_id, ())), modes[1]),
    )
    began = queries.works_began(connection, quarter_id)
    papers = completion_papers(connection, quarter_id)
    decided = decided_days(connection, quarter_id)
    accepted = accepted_days(connection, quarter_id)
    values = set_values(connection)

    def utility(code: str, mode: int | None, joined: int, met: int) -> UtilityAfter:
        states = rules.states_before(queries.recorded_states(connection, quarter_id, code), began)
        own, opened = _accounts(queries.meter_accounts(connection, _KINDS[code], quarter_id))
        day = accepted.get((quarter_id, code))
        years = value_on("warranty-years", day or today, values)
        return rules.UtilityAfter(
            households=totals.households,
            joined=joined,
            with_meter=own,
            opened=opened,
            charged=opened if mode == _COMPANY else 0,
            before=sum(map(rules.met_before, states.values())),
            known_before=sum(map(rules.known_before, states.values())),
            met=met,
            accepted_on=day,
            warranty_end=rules.warranty_end(day, Decimal(years)) if day else None,
            by_paper=day is not None and (quarter_id, code) not in decided,
        )

    return AfterReport(
        utility("W", modes[0], totals.water.joining, totals.water.met),
        utility("E", modes[1], totals.electricity.joining, totals.electricity.met),
        began,
        papers[-1] if papers and not decided else None,
    )


def let_warranty_begin(work: UnitOfWork, quarter_id: str) -> None:
    """Note on the newest completion paper that the warranty begins with its date.

    Raises:
        InputError: ``warranty-no-paper``.
    """
    papers = completion_papers(work.connection, quarter_id)
    if not papers:
        raise InputError("warranty-no-paper")
    before = str((work.get("stage_paper", papers[-1].id) or {}).get("note") or "")
    words = [part for part in (before, rules.COUNTS_FROM_HERE) if part]
    if not papers[-1].counts:
        work.update("stage_paper", papers[-1].id, {"note": "；".join(words)})


def _accounts(meters: Sequence[MeterAccount]) -> tuple[int, int]:
    """Return households with exactly one household meter in use, and those with its account."""
    settling: dict[str, list[str]] = {}
    for meter in meters:
        if meter.role == WaterRole.HOUSEHOLD and meter.state not in OUT_OF_USE:
            settling.setdefault(meter.household_id, []).append(meter.account_no)
    single = [accounts[0] for accounts in settling.values() if len(accounts) == 1]
    return len(single), sum(map(bool, single))
