"""``document.json``: what a form is, for programs; it travels inside the PDF."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from desktop.domain.meter_sheet import METER_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.documents.archive import Attachment
    from desktop.documents.form_type import FormType
    from desktop.domain.handover import FormContent


def description(
    content: FormContent, form: FormType, csv_sha256: str, attached: Sequence[Attachment] = ()
) -> bytes:
    """Return the description of ``content``; ``fields`` lists who must sign, in order.

    Args:
        content: what the form says.
        form: its wording.
        csv_sha256: of ``meters.csv``.
        attached: the other files inside, such as a company's import sheet.
    """
    given = {party.field: party for party in content.parties}
    document = {
        "format": "hubiao-form",
        "format_version": 1,
        "type": form.type,
        "wording_version": form.version,
        "title": content.title or form.title,
        "document_no": content.document_no,
        "draft": content.draft,
        "issued_on": content.generated_on.isoformat(),
        "quarter": {
            "code": content.quarter_code,
            "name": content.quarter_name,
            "address": content.quarter_address,
        },
        "project": content.project_name,
        "households": content.households,
        "meters": content.meters,
        "fields": [] if content.draft else [field for field in form.fields if field in given],
        "parties": [
            {
                "field": field,
                "organisation": given[field].organisation,
                "signer": given[field].signer,
            }
            for field in form.fields
            if field in given
        ],
        "meters_csv": {
            "name": "meters.csv",
            "sha256": csv_sha256,
            "columns": [
                {"name": "number", "heading": "序号"},
                *[{"name": c.name, "heading": c.heading} for c in METER_COLUMNS],
            ],
        },
        "attached": [
            {"name": one.name, "sha256": hashlib.sha256(one.data).hexdigest()} for one in attached
        ],
        "ledger_anchor": content.ledger_anchor,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")
