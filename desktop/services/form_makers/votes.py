"""Papers of a vote: the public notice of its result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.form_reasons import FormReason
from desktop.domain.paper import Issuer, Paper
from desktop.domain.stages import Missing
from desktop.services.form_makers.making import FormMaker, FormSubject
from desktop.services.paper_words import said, the_record
from desktop.services.vote_result_paper import public_result
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.services.form_makers.making import FormSource


def votes(connection: Connection, quarter_id: str) -> list[FormSubject]:
    """Return the votes of a quarter, newest first."""
    rows = records_below(connection, "vote", "quarter_id", quarter_id)
    return [
        FormSubject(str(row["id"]), f"{row['vote_from'] or ''} {said(row['title'])}".strip()[:40])
        for row in reversed(rows)
    ]


def result_notice(source: FormSource) -> Paper:
    """Return the public notice of a result, issued by whoever held the vote."""
    paper = public_result(
        source.connection, source.subject_id, source.day, source.office, source.form
    )
    field = "street_office" if paper.issuer == source.office else "owners_committee"
    field = field if field in source.form.fields else ""
    return replace(
        paper,
        blocks=(*paper.blocks, Issuer(paper.issuer, source.day, field)),
        issuer="",
        dated_on=None,
    )


def missing_for_result(source: FormSource) -> list[Missing]:
    """Return what keeps the notice from being issued: the vote is not closed."""
    vote = the_record(source.connection, "vote", source.subject_id)
    return [] if vote["closed_at"] else [Missing(FormReason.VOTE_OPEN, {})]


MAKERS = (
    FormMaker(
        "consent-result-notice", paper=result_notice, subjects=votes, missing=missing_for_result
    ),
)
