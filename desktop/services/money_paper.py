"""The papers about the money of a quarter, made of what stands in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.money_papers import (
    ArrearsRow,
    PaperHead,
    account_paper,
    arrears_paper,
    received_paper,
)
from desktop.kernel.messages import message_for
from desktop.services.payment_lines import payment_lines
from desktop.services.visit_paper_content import sheet_office
from desktop.storage.queries.card import record

if TYPE_CHECKING:
    from desktop.domain.audits import Audit
    from desktop.domain.cost import Costs
    from desktop.domain.funding import Account
    from desktop.domain.paper import Paper
    from desktop.kernel.clock import Clock
    from desktop.services.money_shares import QuarterShares
    from desktop.storage.ledger import Ledger

_PAPER_LANGUAGE = "zh_CN"


class MoneyPapers:
    """Papers; nothing is changed by making one."""

    _ledger: Ledger
    _clock: Clock

    if TYPE_CHECKING:

        def account(self, quarter_id: str) -> Account: ...  # noqa: D102 - see Money
        def audits(self, quarter_id: str) -> list[Audit]: ...  # noqa: D102
        def costs(self, quarter_id: str) -> Costs: ...  # noqa: D102
        def shares(self, quarter_id: str) -> QuarterShares: ...  # noqa: D102

    def account_paper(self, quarter_id: str) -> Paper:
        """Return 资金收支情况表: sources, costs, audits and what does not agree."""
        found, costs = self.account(quarter_id), self.costs(quarter_id)
        said = [(str(problem.code), problem.details) for problem in found.problems]
        said += [(str(flag.code), flag.details) for flag in costs.facts.over_flags]
        sentences = [message_for(code, details, _PAPER_LANGUAGE).text for code, details in said]
        audits = self.audits(quarter_id)
        return account_paper(self._head(quarter_id), found, costs.table, audits, sentences)

    def received_paper(self, quarter_id: str) -> Paper:
        """Return 收取情况公示: what came in, with masked names and without waivers."""
        found = self.shares(quarter_id)
        with self._ledger.reader() as connection:
            lines = payment_lines(connection, quarter_id)
        rows = [(line.label, line.owner, line.payment) for line in lines]
        total = found.sums.paid - found.sums.refunded
        return received_paper(self._head(quarter_id), rows, total)

    def arrears_paper(self, quarter_id: str) -> Paper:
        """Return 未缴清户: who still owes, for those who collect."""
        rows = [
            ArrearsRow(
                row.label,
                row.owner,
                row.sums.due - row.sums.waived,
                row.sums.unpaid,
                min((line.due_on for line in row.lines if line.due_on and line.open > 0),
                    default=None),
            )
            for row in self.shares(quarter_id).rows
            if row.sums.unpaid > 0
        ]  # fmt: skip
        return arrears_paper(self._head(quarter_id), rows)

    def _head(self, quarter_id: str) -> PaperHead:
        today = self._clock.today()
        with self._ledger.reader() as connection:
            quarter = record(connection, "quarter", quarter_id) or {}
            office = sheet_office(connection, self._ledger.office, quarter_id, today)
        return PaperHead(str(quarter.get("name") or ""), office.name, today, office.phone)
