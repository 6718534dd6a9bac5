"""What changed between two days, by the days that people recorded."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.project_codes import FindingState, PaymentKind
from desktop.domain.report_facts import Period

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

_COUNTS = {
    "visited": "SELECT count(DISTINCT household_id) FROM visit WHERE deleted = 0 "
    "AND state IN (1, 4) AND substr(visited_at, 1, 10) BETWEEN ? AND ?",
    "agreed": "SELECT count(*) FROM household WHERE deleted = 0 AND (consent_w = 1 OR "
    "consent_e = 1) AND consented_on BETWEEN ? AND ?",
    "water_meters": "SELECT count(*) FROM water_meter WHERE deleted = 0 AND role = 3 "
    "AND installed_on BETWEEN ? AND ?",
    "electricity_meters": "SELECT count(*) FROM electricity_meter WHERE deleted = 0 AND role = 3 "
    "AND installed_on BETWEEN ? AND ?",
    "papers": "SELECT count(*) FROM stage_paper WHERE deleted = 0 AND coalesce(refused, 0) = 0 "
    "AND dated_on BETWEEN ? AND ?",
    "findings_opened": "SELECT count(*) FROM finding WHERE deleted = 0 "
    "AND found_on BETWEEN ? AND ?",
    "findings_closed": "SELECT count(*) FROM finding WHERE deleted = 0 "
    f"AND state = {int(FindingState.PASSED)} AND reinspected_on BETWEEN ? AND ?",
}
_PAID = (
    f"SELECT coalesce(sum(CASE kind WHEN {int(PaymentKind.REFUND)} THEN -amount ELSE amount END), "
    "0) FROM payment WHERE deleted = 0 AND paid_on BETWEEN ? AND ?"
)


def changes_between(connection: Connection, first: date, last: date) -> Period:
    """Return what changed from ``first`` to ``last``, both included."""
    days = (first.isoformat(), last.isoformat())
    counts = {
        name: int(connection.exec_driver_sql(statement, days).scalar_one())
        for name, statement in _COUNTS.items()
    }
    fen = connection.exec_driver_sql(_PAID, days).scalar_one()
    return Period(first, last, paid=Decimal(int(fen)).scaleb(-2), **counts)
