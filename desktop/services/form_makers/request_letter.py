"""请示: the street asks the district to approve the works of a quarter (stage 上报审批)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.capital_amount import capital_amount
from desktop.domain.form_reasons import FormReason
from desktop.domain.letter import attached_list
from desktop.domain.paper import Heading, Issuer, Paper, Paragraph
from desktop.domain.project_codes import FUND_SOURCE, FundStep
from desktop.domain.report_facts import QuarterLine, rate
from desktop.domain.stages import Missing
from desktop.services.paper_words import BLANK, said
from desktop.services.visit_paper_content import sheet_office
from desktop.storage.queries.money import fund_rows
from desktop.storage.queries.votes import frozen_results

if TYPE_CHECKING:
    from desktop.services.form_makers.making import FormSource


def request_letter(source: FormSource) -> Paper:
    """Return the letter about one quarter."""
    form, line = source.form, quarter_line(source)
    office = sheet_office(source.connection, source.office, source.quarter_id, source.day)
    quarter = source.quarter_name
    return Paper(
        title=form.text("title", quarter=quarter),
        addressee=form.text("addressee"),
        blocks=(
            Paragraph(form.text("opening", quarter=quarter)),
            Heading(form.text("state_heading")),
            Paragraph(quarter_state(source, line)),
            Heading(form.text("money_heading")),
            Paragraph(_money(source, line)),
            Heading(form.text("request_heading")),
            Paragraph(form.text("request", quarter=quarter)),
            Paragraph(form.text("closing")),
            *attached_list(form.headings("attached")),
            Issuer(source.office, source.day, "street_office"),
            Paragraph(
                form.text("contact", contact=office.contact or BLANK, phone=office.phone or BLANK)
            ),
        ),
        letter=True,
    )


def missing_for_request(source: FormSource) -> list[Missing]:
    """Return what keeps the letter from being issued: nobody joins, or nobody knows the cost."""
    line = quarter_line(source)
    found = []
    if not line.joining_w + line.joining_e:
        found.append(Missing(FormReason.NOBODY, {}))
    if line.cost is None:
        found.append(Missing(FormReason.NO_COST, {}))
    return found


def quarter_line(source: FormSource) -> QuarterLine:
    """Return the quarter's line as reports have it; one without figures where it has none."""
    lines = dict(source.lines())
    return lines.get(source.quarter_id, QuarterLine(source.quarter_name))


def quarter_state(source: FormSource, line: QuarterLine) -> str:
    """Return where the quarter is, what it is and what its owners want, in one sentence each."""
    form, address = source.form, said(source.quarter["address"])
    years = dict.fromkeys(str(year) for year in (line.built_from, line.built_to) if year)
    _, passed = frozen_results(source.connection, source.quarter_id).get(
        source.quarter_id, (False, False)
    )
    parts = (
        form.text("place", quarter=source.quarter_name, address=address) if address else "",
        form.text("built", built="—".join(years)) if years else "",
        form.text(
            "state",
            buildings=line.buildings,
            households=line.households,
            visited=line.visited,
            joining_w=line.joining_w,
            joining_e=line.joining_e,
            rate_w=rate(line.joining_w, line.households),
            rate_e=rate(line.joining_e, line.households),
        ),
        form.text("voted" if passed else "not_voted"),
    )
    return "".join(parts)


def _money(source: FormSource, line: QuarterLine) -> str:
    form = source.form
    total = form.text("cost_blank")
    if line.cost is not None:
        total = form.text("cost", cost=_yuan(line.cost), words=capital_amount(line.cost))
    planned: dict[int, Decimal] = defaultdict(Decimal)
    for row in fund_rows(source.connection, source.quarter_id):
        if row.step == FundStep.PLANNED and row.amount is not None and row.source is not None:
            planned[row.source] += row.amount
    if not planned:
        return total + form.text("no_sources")
    sources = [
        form.text("source", source=FUND_SOURCE.label(code), amount=_yuan(amount))
        for code, amount in sorted(planned.items())
    ]
    return f"{total}{form.text('sources')}{'，'.join(sources)}。"


def _yuan(amount: Decimal) -> str:
    return f"¥{amount:,.2f}"
