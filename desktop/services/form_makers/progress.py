"""改造进展公示: how far the works are, hung out with masked names (PIPL art. 51; D30)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from desktop.domain.masking import masked_name
from desktop.domain.paper import Figures, Heading, Issuer, Paper, PaperTable, Paragraph
from desktop.domain.parameters import value_on
from desktop.domain.report_facts import QuarterLine
from desktop.domain.rows import Scope, address_label
from desktop.domain.verdict import Outcome
from desktop.services.form_makers.making import FormMaker
from desktop.services.paper_words import BLANK, chinese_day, said
from desktop.services.parameters import set_values
from desktop.services.verdicts import UTILITIES, judged
from desktop.services.visit_paper_content import doors_to_print, sheet_office
from desktop.storage.queries.verdicts import verdict_facts

if TYPE_CHECKING:
    from desktop.services.form_makers.making import FormSource
    from desktop.storage.queries.visit_paper import PaperDoor

_AGREED = 1
_CONSENT = {"water": "consent_w", "electricity": "consent_e"}


def progress_notice(source: FormSource) -> Paper:
    """Return the notice of a quarter: figures, stage, and every door with its masked owner."""
    form = source.form
    line = dict(source.lines()).get(source.quarter_id, QuarterLine(source.quarter_name))
    office = sheet_office(source.connection, source.office, source.quarter_id, source.day)
    days = int(value_on("publicity-days", source.day, set_values(source.connection)))
    stage = [Paragraph(form.text("stage", stage=line.stage))] if line.stage else []
    if line.waits:
        stage.append(Paragraph(form.text("waits", waits=line.waits)))
    return Paper(
        title=form.text("title", quarter=source.quarter_name),
        blocks=(
            Paragraph(
                form.text("opening", quarter=source.quarter_name, day=chinese_day(source.day))
            ),
            _figures(source, line),
            *stage,
            Heading(form.text("doors_heading")),
            Paragraph(form.text("privacy")),
            PaperTable(form.headings("columns") * 2, _doors(source), form.widths("doors") * 2),
            Paragraph(
                form.text(
                    "objection",
                    days=days,
                    contact=office.contact or BLANK,
                    phone=office.phone or BLANK,
                )
            ),
            Issuer(office.name, source.day, "street_office"),
        ),
    )


def _figures(source: FormSource, line: QuarterLine) -> Figures:
    form = source.form
    names = form.headings("figures")
    return Figures(
        (
            (names[0], str(line.visited), form.text("of", count=line.households)),
            (names[1], str(line.done_w), form.text("of_joining", count=line.joining_w)),
            (names[2], str(line.done_e), form.text("of_joining", count=line.joining_e)),
        )
    )


def _doors(source: FormSource) -> tuple[tuple[str, ...], ...]:
    """Return two doors a row, the first half of the walk at the left."""
    met = _met(source)
    cells = []
    for door in doors_to_print(source.connection, Scope(source.quarter_id)):
        words = [_word(source, door, each, met=door.id in met[each]) for each in UTILITIES]
        label = address_label(door.building_no, door.unit_no, door.room_no)
        cells.append((label, masked_name(said(door.household["owner_name"])), *words))
    half = (len(cells) + 1) // 2
    right = [*cells[half:], *[("",) * 4] * (2 * half - len(cells))]
    return tuple((*left, *beside) for left, beside in zip(cells[:half], right, strict=True))


def _met(source: FormSource) -> dict[str, set[str]]:
    met: dict[str, set[str]] = defaultdict(set)
    for facts in verdict_facts(source.connection, said(source.quarter["quarter_code"])):
        for household, utility, verdict in judged(facts):
            if verdict.outcome is Outcome.MET:
                met[utility].add(household.id)
    return met


def _word(source: FormSource, door: PaperDoor, utility: str, *, met: bool) -> str:
    consent = door.household[_CONSENT[utility]]
    meter = door.water_meter if utility == "water" else door.electricity_meter
    if met:
        return source.form.text("met")
    if consent != _AGREED:
        return source.form.text("not_joining")
    installed = meter is not None and meter["installed_on"] is not None
    return source.form.text("new_meter" if installed else "waiting")


MAKERS = (FormMaker("progress-notice", progress_notice),)
