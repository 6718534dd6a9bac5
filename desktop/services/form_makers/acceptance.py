"""竣工验收报告 and 验收组签字表: what ends an acceptance on paper."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.domain.acceptance import ItemStatus
from desktop.domain.form_reasons import FormReason
from desktop.domain.paper import Facts, Heading, Paper, PaperTable, Paragraph, SignPlaces
from desktop.domain.project_codes import (
    ACCEPTANCE_OUTCOME,
    UTILITY,
    WORK_KIND,
    AcceptanceOutcome,
    FindingState,
    Trade,
)
from desktop.domain.report_facts import QuarterLine
from desktop.domain.stages import Missing
from desktop.services.acceptance_sheet import is_decided, read_sheet
from desktop.services.form_makers.making import FormMaker
from desktop.services.form_makers.parties import missing_parties, party_names, sign_places
from desktop.services.paper_words import BLANK, PEN_DAY, chinese_day, day_of, said
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.acceptance_sheet import AcceptanceSheet
    from desktop.domain.paper import Block
    from desktop.domain.values import Record
    from desktop.services.form_makers.making import FormSource

_GOOD = {AcceptanceOutcome.PASSED, AcceptanceOutcome.PASSED_WITH_DEFECTS}
_REQUIRED = ("contractor", "supervision")
_ROOM = " \n "
"""Two lines high: a hand needs more room than type."""
_PARTIES = (
    "street_office", "design", "contractor", "supervision", "water_company", "power_company",
    "owners_committee", "community",
)  # fmt: skip
_OWNERS = ("owners_committee", "community")
"""They send one person each."""


def completion_report(source: FormSource) -> Paper:
    """Return the report on a quarter: works, results per utility, what is left, conclusion."""
    form, names, sheets = source.form, party_names(source), _sheets(source)
    return Paper(
        title=form.text("title", quarter=source.quarter_name),
        blocks=(
            _facts(source, names),
            Heading(form.text("overview_heading")),
            Paragraph(_overview(source)),
            Heading(form.text("works_heading")),
            _works(source),
            Heading(form.text("results_heading")),
            Paragraph(form.text("results", led_by=_led_by(source, sheets))),
            _results(source, sheets),
            Heading(form.text("defects_heading")),
            _defects(source, sheets),
            Paragraph(form.text("warranty")),
            Heading(form.text("conclusion_heading")),
            Paragraph(form.text(_conclusion(sheets))),
            sign_places(source, names, [f for f in _PARTIES if names[f] or f in _REQUIRED]),
        ),
    )


def missing_for_report(source: FormSource) -> list[Missing]:
    """Return what keeps the report from being issued: an acceptance not decided, or a unit."""
    found = missing_parties(source, party_names(source), _REQUIRED)
    sheets = _sheets(source)
    if not sheets:
        found.append(Missing(FormReason.NOT_ACCEPTED, {}))
    found += [
        Missing(FormReason.NOT_PASSED, {"trade": UTILITY.label(str(sheet.trade))})
        for sheet in sheets
        if sheet.outcome not in _GOOD
    ]
    return found


def group_signatures(source: FormSource) -> Paper:
    """Return the sheet on which everybody of the acceptance group signs."""
    form, names = source.form, party_names(source)
    lines = [
        names[field]
        for field in _PARTIES
        if names[field]
        for _ in range(1 if field in _OWNERS else _size(source, "a_unit"))
    ]
    lines += [""] * (_size(source, "least") - len(lines))
    rows = tuple((str(number), "", unit, "", _ROOM) for number, unit in enumerate(lines, 1))
    values = (
        form.text("project", quarter=source.quarter_name),
        said(source.quarter["address"]) or source.quarter_name,
        _led_by(source, _sheets(source)),
        PEN_DAY,
    )
    return Paper(
        title=form.text("title", quarter=source.quarter_name),
        blocks=(
            Facts(tuple(zip(form.headings("facts"), values, strict=True))),
            Paragraph(form.text("opening")),
            PaperTable(form.headings("columns"), rows, form.widths("columns")),
            SignPlaces(
                ((form.title_of("street_office"), names["street_office"]),), ("street_office",)
            ),
        ),
        one_page=len(rows) <= _size(source, "least"),
    )


def _size(source: FormSource, name: str) -> int:
    return int(source.form.geometry.get(name, 1))


def _sheets(source: FormSource) -> list[AcceptanceSheet]:
    """Return the newest acceptance of every utility."""
    newest: dict[object, Record] = {}
    for row in records_below(source.connection, "acceptance", "quarter_id", source.quarter_id):
        newest[row["utility"]] = row
    rows = sorted(newest.values(), key=lambda row: row["utility"] != Trade.WATER)
    return [read_sheet(source.connection, str(row["id"]), source.day) for row in rows]


def _led_by(source: FormSource, sheets: Sequence[AcceptanceSheet]) -> str:
    named = dict.fromkeys(said(sheet.record["led_by"]) for sheet in sheets)
    return "、".join(filter(None, named)) or source.office


def _line(source: FormSource) -> QuarterLine:
    return dict(source.lines()).get(source.quarter_id, QuarterLine(source.quarter_name))


def _facts(source: FormSource, names: dict[str, str]) -> Facts:
    line, works = _line(source), _items(source)
    begun = [day for row in works if (day := day_of(row["done_from"]))]
    done = [day_of(row["done_to"]) for row in works]
    ended = max(filter(None, done), default=None) if all(done) else None
    values = (
        source.form.text("project", quarter=source.quarter_name),
        said(source.quarter["address"]) or BLANK,
        *(names[f] or BLANK for f in ("street_office", "design", "contractor", "supervision")),
        chinese_day(min(begun, default=None)) or PEN_DAY,
        chinese_day(ended) or PEN_DAY,
        str(line.buildings),
        str(line.households),
        str(line.joining_w),
        str(line.joining_e),
    )
    return Facts(tuple(zip(source.form.headings("facts"), values, strict=True)))


def _overview(source: FormSource) -> str:
    line = _line(source)
    return source.form.text(
        "overview",
        joining_w=line.joining_w,
        done_w=line.done_w,
        joining_e=line.joining_e,
        done_e=line.done_e,
    )


def _items(source: FormSource) -> list[Record]:
    return list(records_below(source.connection, "work_item", "quarter_id", source.quarter_id))


def _works(source: FormSource) -> Block:
    grouped: dict[str, list[Record]] = defaultdict(list)
    for row in _items(source):
        kind = row["kind"]
        grouped[WORK_KIND.label(kind) if isinstance(kind, int) else said(row["note"])].append(row)
    if not grouped:
        return Paragraph(source.form.text("works_none"))
    rows = []
    for name, items in grouped.items():
        begun = [day for row in items if (day := day_of(row["done_from"]))]
        ended = [day for row in items if (day := day_of(row["done_to"]))]
        percent = sum(100 if row["done_to"] else int(str(row["percent"] or 0)) for row in items)
        rows.append(
            (
                name,
                str(len(items)),
                chinese_day(min(begun, default=None)),
                chinese_day(max(ended)) if len(ended) == len(items) else "",
                f"{percent // len(items)}%",
            )
        )
    form = source.form
    return PaperTable(form.headings("works_columns"), tuple(rows), form.widths("works"))


def _results(source: FormSource, sheets: Sequence[AcceptanceSheet]) -> PaperTable:
    rows = []
    for sheet in sheets:
        counts = sheet.counts()
        failed = len(sheet.lines) - counts[ItemStatus.PASSED] - counts[ItemStatus.NOT_APPLICABLE]
        outcome = "" if sheet.outcome is None else ACCEPTANCE_OUTCOME.label(int(sheet.outcome))
        decided = sheet.record["decided_at"] if is_decided(sheet.record) else None
        rows.append(
            (
                UTILITY.label(str(sheet.trade)),
                f"{said(sheet.record['template'])} {said(sheet.record['template_version'])}",
                str(counts[ItemStatus.PASSED]),
                str(failed),
                str(counts[ItemStatus.NOT_APPLICABLE]),
                outcome,
                chinese_day(decided.date()) if isinstance(decided, datetime) else "",
            )
        )
    form = source.form
    return PaperTable(form.headings("results_columns"), tuple(rows), form.widths("results"))


def _left(sheets: Sequence[AcceptanceSheet]) -> list[tuple[str, str, str, str]]:
    return [
        (defect.item_code, defect.what, defect.responsible, chinese_day(defect.due_on))
        for sheet in sheets
        for line in sheet.lines
        for defect in line.defects
        if defect.state != FindingState.PASSED
    ]


def _defects(source: FormSource, sheets: Sequence[AcceptanceSheet]) -> Block:
    left = _left(sheets)
    if not left:
        return Paragraph(source.form.text("defects_none"))
    rows = tuple((str(number), *row) for number, row in enumerate(left, 1))
    form = source.form
    return PaperTable(form.headings("defects_columns"), rows, form.widths("defects"))


def _conclusion(sheets: Sequence[AcceptanceSheet]) -> str:
    outcomes = {sheet.outcome for sheet in sheets}
    if not outcomes or not outcomes <= _GOOD:
        return "open"
    return "conditions" if _left(sheets) else "passed"


MAKERS = (
    FormMaker("completion-acceptance-report", completion_report, missing=missing_for_report),
    FormMaker("acceptance-group-signatures", group_signatures),
)
