"""Funds of a quarter by where they come from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.amounts import NOTHING, from_fen

if TYPE_CHECKING:
    from decimal import Decimal

    from sqlalchemy import Connection

# What households paid stands in the payments, and counts instead of the entries that a street
# may have booked in total for its residents (source 1), as in the summary of ``money.py``.
_FUNDS = """
WITH house AS (
  SELECT h.quarter_id AS quarter_id,
         sum(CASE WHEN p.kind = 2 THEN 0 ELSE p.amount END) AS paid,
         sum(CASE WHEN p.kind = 2 THEN p.amount ELSE 0 END) AS refunded
  FROM payment p JOIN household h ON h.id = p.household_id
  WHERE p.deleted = 0 AND p.amount IS NOT NULL GROUP BY 1
), entry AS (
  SELECT quarter_id, source,
         sum(CASE WHEN step = 1 THEN amount ELSE 0 END) AS planned,
         sum(CASE WHEN step = 2 THEN amount ELSE 0 END) AS approved,
         sum(CASE WHEN step = 3 THEN amount ELSE 0 END) AS received,
         sum(CASE WHEN step = 4 THEN amount ELSE 0 END) AS paid,
         sum(CASE WHEN step = 5 THEN amount ELSE 0 END) AS returned
  FROM fund_entry WHERE deleted = 0 AND source IS NOT NULL AND quarter_id IS NOT NULL
  GROUP BY 1, 2
), sides AS (
  SELECT quarter_id, source, planned, approved, received, paid, returned, 0 AS house FROM entry
  UNION ALL
  SELECT quarter_id, 1, 0, 0, paid, 0, refunded, 1 FROM house
  WHERE quarter_id IS NOT NULL AND paid + refunded > 0
)
SELECT quarter_id, source, sum(planned), sum(approved),
       coalesce(sum(CASE WHEN house = 1 THEN received END), sum(received)), sum(paid),
       coalesce(sum(CASE WHEN house = 1 THEN returned END), sum(returned))
FROM sides GROUP BY 1, 2 ORDER BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class SourceFunds:
    """What came from one source, in yuan.

    Attributes:
        source: code of 资金来源.
        balance: received less paid less returned.
    """

    source: int
    planned: Decimal
    approved: Decimal
    received: Decimal
    paid: Decimal
    returned: Decimal
    balance: Decimal


def funds_by_source(connection: Connection) -> dict[str, list[SourceFunds]]:
    """Return quarter id → its funds, one for every source that has any."""
    found: dict[str, list[SourceFunds]] = defaultdict(list)
    for quarter, source, *fen in connection.exec_driver_sql(_FUNDS):
        _, _, received, paid, returned = fen
        amounts = [from_fen(one) or NOTHING for one in (*fen, received - paid - returned)]
        found[quarter].append(SourceFunds(source, *amounts))
    return found
