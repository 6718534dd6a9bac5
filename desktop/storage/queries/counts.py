"""Counts over the whole ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.rows import Stats

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NAMES = (
    "quarters", "buildings", "units", "households", "water_meters", "electricity_meters",
)  # fmt: skip
_KINDS = ("quarter", "building", "unit", "household", "water_meter", "electricity_meter")


def stats(connection: Connection) -> Stats:
    """Return the counts that ``hubiao stats`` prints; deleted records do not count."""
    counts = [
        connection.exec_driver_sql(f"SELECT count(*) FROM {kind} WHERE deleted = 0").scalar_one()
        for kind in _KINDS
    ]
    surveyed, consented = connection.exec_driver_sql(
        "SELECT coalesce(sum(visit_state IN (1, 4)), 0), "
        "coalesce(sum(consent_w = 1 AND consent_e = 1), 0) FROM household WHERE deleted = 0"
    ).one()
    last = connection.exec_driver_sql(
        "SELECT number, seal FROM journal_operation ORDER BY number DESC LIMIT 1"
    ).first() or (0, "")
    return Stats(
        **dict(zip(_NAMES, counts, strict=True)),
        surveyed=surveyed,
        consented=consented,
        journal_length=last[0],
        journal_head=last[1],
    )
