"""What acceptance asks of the ledger: outcomes, places, and the meters that stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NEWEST_OUTCOMES = """
SELECT quarter_id, utility, outcome FROM acceptance
WHERE deleted = 0 AND outcome IS NOT NULL AND quarter_id IS NOT NULL
ORDER BY decided_at, id
"""
_REPLIES_DUE = """
SELECT 'acceptance-reply', a.quarter_id, date(n.sent_on, '+15 days'),
       CASE n.party WHEN 5 THEN '供水企业' ELSE '供电企业' END
FROM acceptance_notice n JOIN acceptance a ON a.id = n.acceptance_id AND a.deleted = 0
WHERE n.deleted = 0 AND a.outcome IS NULL AND n.sent_on IS NOT NULL
  AND n.replied_on IS NULL AND n.attended IS NOT 1
ORDER BY 3, n.id
"""


class DueItem(NamedTuple):
    """Something dated that waits: a reply to a notice of acceptance.

    Attributes:
        kind: what kind of thing it is.
        quarter_id: whose.
        due_on: ISO day.
        subject: what is waited for, without personal data.
    """

    kind: str
    quarter_id: str
    due_on: str
    subject: str


def outcomes(connection: Connection) -> dict[str, dict[str, int]]:
    """Return quarter id → trade (``W``, ``E``) → code 验收结论 of its newest decided acceptance.

    An acceptance that is still open changes nothing: what was decided before it holds until the
    new one is decided.
    """
    found: dict[str, dict[str, int]] = {}
    for quarter_id, trade, outcome in connection.exec_driver_sql(_NEWEST_OUTCOMES):
        found.setdefault(quarter_id, {})[trade] = outcome
    return found


def due_items(connection: Connection) -> list[DueItem]:
    """Return the replies of companies to notices of acceptance that are still out (C03, R8).

    A company that came needs no reply. Fifteen days are our own proposal: no source gives a term.
    """
    return [DueItem(*row) for row in connection.exec_driver_sql(_REPLIES_DUE)]
