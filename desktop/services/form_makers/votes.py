"""Papers of a vote: its ballots and the public notice of its result."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.form_reasons import FormReason
from desktop.domain.paper import Issuer, Paper
from desktop.domain.rows import Scope
from desktop.domain.stages import Missing
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.form_makers.making import DrawnSheets, FormMaker, FormSubject
from desktop.services.paper_words import said, the_record
from desktop.services.vote_ballot_content import ballot_content
from desktop.services.vote_result_paper import public_result
from desktop.storage.queries.registers import records_below
from desktop.storage.queries.visit_paper import ids_in_scope

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.kernel.progress import Progress
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


def ballots(source: FormSource, progress: Progress) -> DrawnSheets:
    """Return the ballots of a vote, two on a page, in walking order.

    Raises:
        InputError: ``form-subject-missing``: no vote was chosen.
        RefusedError: ``vote-nobody``: nobody stands in its scope.
    """
    from desktop.documents.ballot_print import print_ballots

    if not source.subject_id:
        raise InputError("form-subject-missing", title=source.form.title)
    doors = _doors(source)
    if source.buildings and not doors:
        # Nobody lives there: without this an empty choice would mean every door of the vote.
        raise RefusedError("vote-nobody")
    head, sheets = ballot_content(
        source.connection, source.subject_id, doors, source.day, source.office
    )
    if not sheets:
        raise RefusedError("vote-nobody")
    printed = print_ballots(
        head, sheets, printed_on=source.day, form=source.form, progress=progress
    )
    return DrawnSheets(printed.data, printed.pages, len(sheets))


def _doors(source: FormSource) -> frozenset[str]:
    scopes = [Scope(source.quarter_id, building) for building in source.buildings]
    return frozenset(door for scope in scopes for door in ids_in_scope(source.connection, scope))


MAKERS = (
    FormMaker("consent-ballot", sheets=ballots, subjects=votes),
    FormMaker(
        "consent-result-notice", paper=result_notice, subjects=votes, missing=missing_for_result
    ),
)
