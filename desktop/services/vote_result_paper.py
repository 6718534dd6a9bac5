"""The papers about the result of a vote: masked in public, and on one page without anybody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.domain.masking import masked_name
from desktop.domain.paper import Heading, Paper, PaperTable, Paragraph
from desktop.domain.project_codes import Matter
from desktop.domain.vote_count import AREA, CONSENT
from desktop.domain.vote_text import threshold_words
from desktop.kernel.errors import RefusedError
from desktop.services.own_forms import wording_on
from desktop.services.vote_counting import frozen_of, report_frozen
from desktop.services.vote_paper import (
    announcement,
    chinese_day,
    facts_table,
    source_of,
    square_metres,
    whom_to_ask,
)
from desktop.storage.queries import votes as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from sqlalchemy import Connection

    from desktop.documents.form_type import FormType
    from desktop.domain.paper import Block
    from desktop.domain.vote_count import Check, Side, VoteFacts
    from desktop.domain.vote_result import VoteResult
    from desktop.services.vote_counting import Counted, VoteReport
    from desktop.services.vote_paper import PaperSource

RESULT_FORM = "consent-result-notice"
"""Type of form whose wording every paper about a result uses."""


def public_notice(connection: Connection, vote_id: str, today: date, office: str) -> Paper:
    """Return the result with every door and masked owner, to be hung out (公示)."""
    form, _ = wording_on(connection, RESULT_FORM, today)
    return public_result(connection, vote_id, today, office, form)


def public_result(
    connection: Connection, vote_id: str, today: date, office: str, form: FormType
) -> Paper:
    """Return the public notice of a result in the wording of ``form``.

    Numbers and doors are those that were frozen; only the masked names are today's. A door is said
    to have voted, not how: with its number the choice would name a person (PIPL art. 6: no more
    than the purpose needs), and an owner can look at the own ballot.

    Raises:
        RefusedError: ``vote-not-closed``.
    """
    source, report, counted = _closed(connection, vote_id, today, office)
    names = {row.id: row.owner_name for row in queries.voters(connection, source.vote)}
    days = source.publicity_days
    blocks = (
        *_result_blocks(source, report, counted.facts, form),
        Heading(form.text("doors_heading")),
        Paragraph(form.text("privacy")),
        _doors(counted, names, form),
        Heading(form.text("objection_heading")),
        Paragraph(
            form.text(
                "objection",
                days=days,
                first=chinese_day(today),
                last=chinese_day(today + timedelta(days=days)),
                contact=form.text("contact", **whom_to_ask(source)),
            )
        ),
    )
    return Paper(
        title=form.text("title", quarter=source.place),
        blocks=blocks,
        issuer=source.body,
        dated_on=today,
        footer=form.text("footer", sha256=report.sha256),
    )


def result_notice(connection: Connection, vote_id: str, today: date, office: str) -> Paper:
    """Return the result on one page: totals, rule and conclusion, nobody's door."""
    form, _ = wording_on(connection, RESULT_FORM, today)
    source, report, counted = _closed(connection, vote_id, today, office)
    applied = counted.facts.matter is Matter.OWN_APPLICATION
    return Paper(
        title=form.text("title_page_applied" if applied else "title_page", quarter=source.place),
        blocks=(
            *_result_blocks(source, report, counted.facts, form),
            Paragraph(form.text("contact", **whom_to_ask(source))),
        ),
        issuer=source.body,
        dated_on=today,
        one_page=True,
        footer=form.text("footer", sha256=report.sha256),
    )


def conclusion(facts: VoteFacts, result: VoteResult, form: FormType) -> str:
    """Return the one sentence that the count comes to."""
    if facts.matter is Matter.OWN_APPLICATION:
        return form.text("applied", count=result.heads.yes)
    return form.text("passed" if result.passed else "not_passed")


def _closed(
    connection: Connection, vote_id: str, today: date, office: str
) -> tuple[PaperSource, VoteReport, Counted]:
    source = source_of(connection, vote_id, today, office)
    found = frozen_of(connection, vote_id)
    if found is None or not source.vote.get("closed_at"):
        raise RefusedError("vote-not-closed")
    row, counted = found
    return source, report_frozen(connection, source.vote, row), counted


def _result_blocks(
    source: PaperSource, report: VoteReport, facts: VoteFacts, form: FormType
) -> tuple[Block, ...]:
    result = report.result
    days = f"{chinese_day(facts.first)}至{chinese_day(facts.last)}"
    lines: list[Block] = [
        Paragraph(form.text("opening", quarter=source.place, title=source.title)),
        facts_table(source, facts, days, form.headings("facts")),
        Heading(form.text("result_heading")),
        _totals(result.area, result.heads, form),
    ]
    if result.checks:
        rows = tuple(_check_row(check) for check in result.checks)
        lines.append(PaperTable(form.headings("checks"), rows, form.widths("checks")))
    without = result.notes.get("vote-area-missing", 0)
    if without:
        lines.append(Paragraph(form.text("area_missing", count=without)))
    lines += [
        Paragraph(conclusion(facts, result, form), bold=True),
        Heading(form.text("rule_heading")),
    ]
    return (*lines, *map(Paragraph, report.rule_text.splitlines()))


def _totals(area: Side, heads: Side, form: FormType) -> PaperTable:
    parts = (
        (area.total, heads.total),
        (area.taking_part, heads.taking_part),
        (area.yes, heads.yes),
        (area.no, heads.no),
        (area.abstain, heads.abstain),
        (area.total - area.taking_part, heads.total - heads.taking_part),
    )
    rows = tuple(
        (
            name,
            square_metres(square),
            percent(square, area.total),
            str(head),
            percent(head, heads.total),
        )
        for name, (square, head) in zip(form.headings("sides"), parts, strict=True)
    )
    return PaperTable(
        form.headings("totals"), rows, form.widths("totals"), numbers=frozenset({1, 2, 3, 4})
    )


def percent(part: int, whole: int) -> str:
    """Return a share with two places, cut off and never rounded up to a threshold."""
    if whole <= 0:
        return "—"
    hundredths = part * 10_000 // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _check_row(check: Check) -> tuple[str, ...]:
    by = "面积" if check.side == AREA else "人数"
    if check.what == CONSENT:
        base = "全体" if check.of_all else "参与表决"
        name = f"同意占{base}{by}" + ("（方案约定）" if check.own else "")
    else:
        name = f"参与表决占全体{by}"
    shown = square_metres if check.side == AREA else str
    got = f"{shown(check.part)}/{shown(check.whole)}（{percent(check.part, check.whole)}）"
    reached = "达到" if check.reached else "未达到"
    return (name, got, threshold_words(check.threshold), reached)


def _doors(counted: Counted, names: Mapping[str, str | None], form: FormType) -> PaperTable:
    """Return two doors a row: a quarter of 5,000 is 60 pages, not 120."""
    cells = []
    for part in counted.parts:
        voice = counted.tally.voices.get(part.id)
        said = form.text("not_voted" if voice is None else "voted")
        area = square_metres(part.area) if part.area else form.text("no_area")
        cells.append((part.label, masked_name(names.get(part.id)), area, said))
    half = (len(cells) + 1) // 2
    empty = ("", "", "", "")
    rows = tuple(
        cells[number] + (cells[half + number] if half + number < len(cells) else empty)
        for number in range(half)
    )
    return PaperTable(
        form.headings("doors") * 2, rows, form.widths("doors") * 2, numbers=frozenset({2, 6})
    )


PAPERS: Mapping[str, Callable[[Connection, str, date, str], Paper]] = {
    "announcement": announcement,
    "public": public_notice,
    "result": result_notice,
}
"""Name → makes the paper of (connection, vote, day, office)."""
