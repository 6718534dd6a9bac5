"""移交函: what goes with the handover list to the company that takes the meters over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.documents.registry import form_type
from desktop.domain.form_reasons import FormReason
from desktop.domain.form_state import FormStanding, standing
from desktop.domain.letter import attached_list
from desktop.domain.paper import Issuer, Paper, Paragraph
from desktop.domain.stages import Missing
from desktop.services.form_makers.parties import party_names
from desktop.services.paper_words import BLANK
from desktop.services.visit_paper_content import sheet_office
from desktop.storage.queries import form_files
from desktop.storage.queries.quarter_paper import issued_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.values import Record
    from desktop.services.form_makers.making import FormSource

_TRADE = {"water_company": "water", "power_company": "power"}
_GONE = frozenset({FormStanding.VOID, FormStanding.REPLACED})
_CERTIFICATE = "acceptance-certificate"


def handover_letter(source: FormSource) -> Paper:
    """Return the letter to one company."""
    form, trade = source.form, _TRADE[source.subject_id]
    lists = _standing_forms(source, f"handover-{trade}")
    first = [row for row in lists if not row["supplements"]]
    main: Record = first[-1] if first else {}
    office = sheet_office(source.connection, source.office, source.quarter_id, source.day)
    values = {
        "quarter": source.quarter_name,
        "facilities": form.text(f"facilities_{trade}"),
        "meter": form.text(f"meter_{trade}"),
        "households": main.get("households") or BLANK,
        "meters": main.get("meters") or BLANK,
    }
    company = party_names(source)[source.subject_id] or form_type(f"handover-{trade}").title_of(
        source.subject_id
    )
    return Paper(
        title=form.text("title", **values),
        addressee=company,
        blocks=(
            *(Paragraph(form.text(name, **values)) for name in ("opening", "check", "warranty")),
            *attached_list(_attached(source, trade, lists)),
            Issuer(source.office, source.day, "street_office"),
            Paragraph(
                form.text("contact", contact=office.contact or BLANK, phone=office.phone or BLANK)
            ),
        ),
        letter=True,
    )


def missing_for_handover_letter(source: FormSource) -> list[Missing]:
    """Return what keeps the letter from being issued: the company, or its list."""
    trade, found = _TRADE[source.subject_id], []
    name = f"handover-{trade}"
    if not party_names(source)[source.subject_id]:
        company = form_type(name).title_of(source.subject_id)
        found.append(Missing(FormReason.COMPANY, {"company": company}))
    if not _standing_forms(source, name):
        found.append(Missing(FormReason.NO_LIST, {"title": form_type(name).title}))
    return found


def _attached(source: FormSource, trade: str, lists: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    form = source.form
    named = [
        form.text("list", title=row["title"], number=row["document_no"], pages=row["pages"])
        for row in lists
    ]
    title = form_type(f"handover-{trade}").title
    blank = form.text("list", title=title, number=BLANK, pages="＿＿")
    certificates = [
        form.text("certificate", title=row["title"], number=row["document_no"])
        for row in _standing_forms(source, _CERTIFICATE)[-1:]
    ]
    return (*(named or [blank]), *certificates, form.text("papers"))


def _standing_forms(source: FormSource, name: str) -> list[dict[str, Any]]:
    """Return the forms of a type that were neither voided nor replaced, oldest first."""
    rows = [
        row
        for row in issued_forms(source.connection, source.quarter_id)
        if row["form_type"] == name
    ]
    signatures = form_files.signatures(source.connection, [str(row["id"]) for row in rows])
    replaced = form_files.replacements(source.connection)
    return [
        row
        for row in rows
        if standing(
            row, signatures[str(row["id"])], replaced.get(str(row["document_no"]), "")
        ).state
        not in _GONE
    ]
