"""The account of a quarter: where its money comes from, where it went, and whether it balances.

Sources by ``fields.md`` section 8 (D14, D11, D34, D26). The sources add up to the approved
estimate (L7); received − paid − given back is what is left. What does not agree is said by name
and by how much.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.amounts import NOTHING, added, shown
from desktop.domain.project_codes import FUND_SOURCE, FundSource, FundStep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from desktop.domain.cost import CostFacts

RESIDENTS = int(FundSource.RESIDENTS)


class FundReason(StrEnum):
    """What in an account does not agree; the values are message codes."""

    NO_APPROVED = "funds-no-approved-estimate"
    SOURCES_SHORT = "funds-sources-short"
    SOURCES_OVER = "funds-sources-over"
    RECEIVED_OVER = "funds-received-over-approved"
    OVERDRAWN = "funds-paid-over-received"
    RETURNED_OVER = "funds-returned-over-received"
    RESIDENTS_DIFFER = "funds-residents-differ"
    PAID_OVER_COST = "funds-paid-over-cost"
    ENTRY_INCOMPLETE = "funds-entry-incomplete"
    NO_FINAL_ACCOUNT = "funds-no-final-account"
    LEFT_OVER = "funds-left-over"
    SHARES_OPEN = "funds-shares-open"
    UNPAID = "funds-final-unpaid"
    AUDIT_OPEN = "funds-audit-open"


@dataclass(frozen=True, slots=True)
class FundProblem:
    """One thing that does not agree: a message code and what fills its placeholders."""

    code: FundReason
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FundRow:
    """One entry of the funds; None where nobody said."""

    source: int | None
    step: int | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class HouseholdMoney:
    """What the households of a quarter owe and paid, yuan.

    Attributes:
        due: Σ shares.
        waived: Σ waivers.
        paid: Σ payments; ``refunded`` Σ refunds.
        unpaid: Σ of what single households still owe; one that paid too much pays for nobody.
        overpaid: Σ of what single households are to get back.
    """

    due: Decimal = NOTHING
    waived: Decimal = NOTHING
    paid: Decimal = NOTHING
    refunded: Decimal = NOTHING
    unpaid: Decimal = NOTHING
    overpaid: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class Account:
    """The account of one quarter.

    Attributes:
        cells: (source, step) → yuan.
        approved_estimate: what the sources must add up to; None while there is no review.
        households: the residents' own money.
        problems: what does not agree, the gravest first; empty when it balances.
    """

    cells: Mapping[tuple[int, int], Decimal]
    approved_estimate: Decimal | None
    households: HouseholdMoney
    problems: tuple[FundProblem, ...] = ()

    def of(self, source: int, step: FundStep) -> Decimal:
        """Return the sum of one source and step."""
        return self.cells.get((source, int(step)), NOTHING)

    def total(self, step: FundStep) -> Decimal:
        """Return the sum of a step over all sources."""
        return added(amount for (_, found), amount in self.cells.items() if found == step)

    @property
    def sources(self) -> list[int]:
        """The sources that have any money, in the order of the code list."""
        return sorted({source for source, _ in self.cells})

    @property
    def balance(self) -> Decimal:
        """What is left: received − paid − given back."""
        return (
            self.total(FundStep.RECEIVED)
            - self.total(FundStep.PAID)
            - self.total(FundStep.RETURNED)
        )

    @property
    def balances(self) -> bool:
        """Whether everything agrees."""
        return not self.problems


def account(
    rows: Iterable[FundRow], households: HouseholdMoney, costs: CostFacts | None
) -> Account:
    """Return the account of a quarter.

    What residents paid is the sum of the households' payments as soon as there is one; an entry
    of the funds that says otherwise is a problem and counts no second time.
    """
    entries: dict[tuple[int, int], Decimal] = defaultdict(lambda: NOTHING)
    incomplete = 0
    for row in rows:
        if row.source is None or row.step is None or row.amount is None:
            incomplete += 1
        else:
            entries[(row.source, row.step)] += row.amount
    cells = dict(entries)
    if households.paid or households.refunded:
        cells[(RESIDENTS, int(FundStep.RECEIVED))] = households.paid
        cells[(RESIDENTS, int(FundStep.RETURNED))] = households.refunded
    cells = {key: amount for key, amount in cells.items() if amount}
    approved = None if costs is None else costs.approved
    found = Account(cells, approved, households)
    problems = (
        *_balance(found),
        *_residents(entries, households),
        *_sources(found),
        *_spent(found, costs),
        *_incomplete(incomplete),
    )
    return Account(cells, approved, households, problems)


def closing_problems(
    found: Account, costs: CostFacts | None, open_audits: int
) -> tuple[FundProblem, ...]:
    """Return what keeps the account of a finished project from being closed (L7 art. 25).

    The final account must be there and paid, nothing left over, every share paid, waived or given
    back, every audit closed, and the account must balance.
    """
    final = None if costs is None else costs.final_account
    problems = list(found.problems)
    if final is None:
        problems.append(FundProblem(FundReason.NO_FINAL_ACCOUNT, {}))
    elif found.total(FundStep.PAID) < final:
        paid = found.total(FundStep.PAID)
        problems.append(FundProblem(FundReason.UNPAID, _by(paid, final)))
    if found.balance > 0:
        problems.append(FundProblem(FundReason.LEFT_OVER, {"by": shown(found.balance)}))
    if found.households.unpaid or found.households.overpaid:
        details: dict[str, object] = {
            "unpaid": shown(found.households.unpaid),
            "overpaid": shown(found.households.overpaid),
        }
        problems.append(FundProblem(FundReason.SHARES_OPEN, details))
    if open_audits:
        problems.append(FundProblem(FundReason.AUDIT_OPEN, {"count": open_audits}))
    return tuple(problems)


def source_word(source: int) -> str:
    """Return the Chinese name of a source; the number where the office has its own."""
    return FUND_SOURCE.label(source)


def _balance(found: Account) -> Iterator[FundProblem]:
    if found.balance < 0:
        details: dict[str, object] = {
            "received": shown(found.total(FundStep.RECEIVED)),
            "spent": shown(found.total(FundStep.PAID) + found.total(FundStep.RETURNED)),
            "by": shown(-found.balance),
        }
        yield FundProblem(FundReason.OVERDRAWN, details)
    for source in found.sources:
        received, returned = (
            found.of(source, FundStep.RECEIVED),
            found.of(source, FundStep.RETURNED),
        )
        if returned > received:
            details = _by(returned, received) | {"source": source_word(source)}
            yield FundProblem(FundReason.RETURNED_OVER, details)


def _residents(
    entries: Mapping[tuple[int, int], Decimal], households: HouseholdMoney
) -> Iterator[FundProblem]:
    if not households.paid and not households.refunded:
        return
    for step, counted in (
        (FundStep.RECEIVED, households.paid),
        (FundStep.RETURNED, households.refunded),
    ):
        booked = entries.get((RESIDENTS, int(step)))
        if booked is not None and booked != counted:
            yield FundProblem(
                FundReason.RESIDENTS_DIFFER,
                {
                    "step": "到账" if step is FundStep.RECEIVED else "退回",
                    "booked": shown(booked),
                    "counted": shown(counted),
                    "by": shown(abs(booked - counted)),
                },
            )


def _sources(found: Account) -> Iterator[FundProblem]:
    """Σ sources = approved estimate (L7); planned money stands in until something is approved."""
    approved = found.total(FundStep.APPROVED)
    summed, step = (approved, "批复") if approved else (found.total(FundStep.PLANNED), "计划")
    target = found.approved_estimate
    if target is None:
        if summed:
            yield FundProblem(FundReason.NO_APPROVED, {"sum": shown(summed), "step": step})
    elif summed != target:
        code = FundReason.SOURCES_SHORT if summed < target else FundReason.SOURCES_OVER
        details = {
            "sum": shown(summed),
            "step": step,
            "approved": shown(target),
            "by": shown(abs(summed - target)),
        }
        yield FundProblem(code, details)
    if not approved:
        return
    for source in found.sources:
        # What was given back, as to a household that paid too much, is no longer with the project.
        returned = found.of(source, FundStep.RETURNED)
        kept = found.of(source, FundStep.RECEIVED) - returned
        limit = found.of(source, FundStep.APPROVED)
        if kept > limit:
            over = _by(kept, limit) | {"source": source_word(source)}
            yield FundProblem(FundReason.RECEIVED_OVER, over)


def _spent(found: Account, costs: CostFacts | None) -> Iterator[FundProblem]:
    """No more is paid out than the final account, else the settlement, else the contract says."""
    if costs is None:
        return
    limits = (
        ("决算", costs.final_account),
        ("结算", costs.settlement),
        ("合同", costs.contract),
    )
    kind, limit = next(((k, a) for k, a in limits if a is not None), ("", None))
    paid = found.total(FundStep.PAID)
    if limit is not None and paid > limit:
        yield FundProblem(FundReason.PAID_OVER_COST, _by(paid, limit) | {"kind": kind})


def _incomplete(count: int) -> Iterator[FundProblem]:
    if count:
        yield FundProblem(FundReason.ENTRY_INCOMPLETE, {"count": count})


def _by(amount: Decimal, base: Decimal) -> dict[str, object]:
    return {"amount": shown(amount), "base": shown(base), "by": shown(abs(amount - base))}
