"""Papers that were promised and committees that are to be filed or to be elected again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.domain.agenda import Due

if TYPE_CHECKING:
    from sqlalchemy import Connection


def promised_papers(connection: Connection) -> list[Due]:
    """Return the papers with a day by which they are to come that have neither date nor number."""
    rows = connection.exec_driver_sql(
        "SELECT quarter_id, due_on, coalesce(paper, ''), coalesce(answered_by, '') "
        "FROM stage_paper WHERE deleted = 0 AND due_on IS NOT NULL AND quarter_id IS NOT NULL "
        "AND (refused = 1 OR (dated_on IS NULL AND document_no IS NULL)) "
        # One that came again later is no longer waited for.
        "AND NOT EXISTS (SELECT 1 FROM stage_paper n WHERE n.quarter_id = stage_paper.quarter_id "
        "AND n.paper = stage_paper.paper AND n.deleted = 0 AND n.id > stage_paper.id "
        "AND coalesce(n.refused, 0) = 0)"
    )
    return [Due("stage-paper", row[0], _day(row[1]), row[2], row[3]) for row in rows]


def committees_due(connection: Connection, filing_days: int) -> list[Due]:
    """Return committees that are elected and not filed, and terms that end (L3 art. 16).

    Args:
        connection: a reader.
        filing_days: days in which a committee is to be filed.
    """
    rows = connection.exec_driver_sql(
        "SELECT quarter_id, elected_on, filed_on, term_to, coalesce(name, '') FROM committee c "
        "WHERE deleted = 0 AND quarter_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM committee n "
        "WHERE n.quarter_id = c.quarter_id AND n.deleted = 0 "
        "AND coalesce(n.elected_on, '') > coalesce(c.elected_on, ''))"
    )
    found = []
    for quarter, elected, filed, ends, name in rows:
        if elected is not None and filed is None:
            last = _day(elected) + timedelta(days=filing_days)
            found.append(Due("committee-filing", quarter, last, name))
        if ends is not None:
            found.append(Due("committee-term", quarter, _day(ends), name))
    return found


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
