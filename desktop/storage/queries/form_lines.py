"""Lines of handed-over lists as the receiver checked them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from desktop.domain.project_codes import FindingState
from desktop.models.handover_form import HandoverForm
from desktop.models.inspection import Finding
from desktop.models.paper import FormLine

if TYPE_CHECKING:
    from sqlalchemy import Connection

RETURNED = 2
"""Code of ``LINE_RESULT``."""


def lines_of(connection: Connection, form_id: str) -> list[dict[str, Any]]:
    """Return the checked lines of a form by number."""
    table = FormLine.__table__
    query = (
        select(table)
        .where(table.c.form_id == form_id, table.c.deleted.is_(False))
        .order_by(table.c.line_no, table.c.id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def mended_meters(connection: Connection, document_no: str) -> tuple[set[str], int]:
    """Return the returned meters of a list whose defect has passed, and how many have not yet."""
    line, form, finding = FormLine.__table__, HandoverForm.__table__, Finding.__table__
    query = select(line.c.meter_id, finding.c.state).where(
        line.c.form_id == form.c.id,
        form.c.document_no == document_no,
        line.c.finding_id == finding.c.id,
        line.c.deleted.is_(False),
        line.c.result == RETURNED,
        line.c.meter_id.is_not(None),
    )
    rows = connection.execute(query).all()
    mended = {str(meter) for meter, state in rows if state == FindingState.PASSED}
    return mended, len(rows) - len(mended)
