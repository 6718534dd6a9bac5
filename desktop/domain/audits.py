"""Reviews and audits: what was cut (审减额), and when one may be closed.

投资评审、结算审计、决算审计 (municipal plan, part four (4); L7 art. 25).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.amounts import shown
from desktop.kernel.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class AuditReason(StrEnum):
    """What about an audit a person must know; the values are message codes."""

    OVER_SUBMITTED = "audit-approved-over-submitted"
    UNCLOSED = "audit-unclosed"


@dataclass(frozen=True, slots=True)
class Audit:
    """One review or audit, yuan.

    Attributes:
        id: of the record.
        kind: code 审计类别.
        submitted: 送审金额.
        approved: 审定金额.
        document_no: number of the report.
        reported_on, closed_on: days.
        open_findings: findings of it that are not mended and re-inspected.
    """

    id: str
    kind: int | None
    submitted: Decimal | None
    approved: Decimal | None
    document_no: str = ""
    reported_on: date | None = None
    closed_on: date | None = None
    open_findings: int = 0

    @property
    def cut(self) -> Decimal | None:
        """审减额 = submitted − approved; None while one of them is missing."""
        if self.submitted is None or self.approved is None:
            return None
        return self.submitted - self.approved

    @property
    def cut_share(self) -> Decimal | None:
        """审减率 in per cent with two places; None without an amount submitted."""
        if self.cut is None or not self.submitted:
            return None
        return (self.cut * 100 / self.submitted).quantize(Decimal("0.01"))

    @property
    def remarks(self) -> tuple[tuple[AuditReason, Mapping[str, object]], ...]:
        """What a person must know of it."""
        found: list[tuple[AuditReason, Mapping[str, object]]] = []
        if self.cut is not None and self.cut < 0:
            details = {"approved": shown(self.approved), "submitted": shown(self.submitted)}
            found.append((AuditReason.OVER_SUBMITTED, details))
        if self.reported_on is not None and self.closed_on is None:
            found.append((AuditReason.UNCLOSED, {}))
        return tuple(found)


def require_closable(audit: Audit) -> None:
    """Let an audit be closed only when its result is on record and its findings are mended.

    Raises:
        RefusedError: ``audit-not-complete``, ``audit-findings-open``.
    """
    facts = {
        "送审金额": audit.submitted,
        "审定金额": audit.approved,
        "文号": audit.document_no,
        "报告日期": audit.reported_on,
    }
    missing = [name for name, value in facts.items() if value in {None, ""}]
    if missing:
        raise RefusedError("audit-not-complete", missing="、".join(missing))
    if audit.open_findings:
        raise RefusedError("audit-findings-open", count=audit.open_findings)
