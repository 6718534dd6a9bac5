"""改造申请书: the owners' committee, or the body acting for it, asks for the works (D2, D3; R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.form_reasons import FormReason
from desktop.domain.letter import attached_list
from desktop.domain.paper import Facts, Paper, Paragraph
from desktop.domain.stages import Missing
from desktop.services.form_makers.committee import applicant
from desktop.services.form_makers.making import FormMaker
from desktop.services.form_makers.parties import party_names, sign_places
from desktop.services.form_makers.request_letter import quarter_line, quarter_state
from desktop.services.paper_words import BLANK

if TYPE_CHECKING:
    from desktop.services.form_makers.making import FormSource

_SIGNING = ("owners_committee", "community", "street_office")


def committee_application(source: FormSource) -> Paper:
    """Return the application of a quarter."""
    form, who, quarter = source.form, applicant(source), source.quarter_name
    name = who.name or BLANK
    kind = form.text("acting" if who.acting else "filed") if who.name else ""
    values = (quarter, who.name, kind, who.chair, who.filed_on, who.filing_no)
    return Paper(
        title=form.text("title", quarter=quarter),
        blocks=(
            Facts(tuple(zip(form.headings("facts"), values, strict=True))),
            Paragraph(form.text("addressed", office=source.office), indent=False),
            Paragraph(form.text("opening", applicant=name, quarter=quarter)),
            Paragraph(quarter_state(source, quarter_line(source))),
            Paragraph(form.text("promise_heading")),
            *map(Paragraph, form.text("promises").strip().splitlines()),
            Paragraph(form.text("closing")),
            *attached_list(form.headings("attached")),
            sign_places(source, party_names(source), _SIGNING),
        ),
        one_page=True,
    )


def missing_for_application(source: FormSource) -> list[Missing]:
    """Return what keeps it from being issued: nobody who may apply, or nobody who joins."""
    line, found = quarter_line(source), []
    if not applicant(source).name:
        found.append(Missing(FormReason.NO_COMMITTEE, {}))
    if not line.joining_w + line.joining_e:
        found.append(Missing(FormReason.NOBODY, {}))
    return found


MAKERS = (
    FormMaker(
        "committee-application",
        paper=committee_application,
        missing=missing_for_application,
    ),
)
