"""缺陷整改复验单: one finding before it was mended, after, and at every re-inspection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.form_reasons import FormReason
from desktop.domain.paper import Facts, Heading, Paper, PaperTable, Paragraph
from desktop.domain.project_codes import (
    FINDING_CATEGORY,
    FINDING_ORIGIN,
    FINDING_STATE,
    SEVERITY,
    FindingState,
)
from desktop.domain.stages import Missing
from desktop.services.form_makers.making import FormSubject
from desktop.services.form_makers.parties import missing_parties, party_names, sign_places
from desktop.services.paper_words import chinese_day, said, the_record
from desktop.storage.queries.card import record
from desktop.storage.queries.finding_rounds import finding_rounds
from desktop.storage.queries.pictures import pictures_of
from desktop.storage.queries.registers import records_below
from desktop.storage.queries.trail import address

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.paper import Block
    from desktop.domain.values import Record
    from desktop.services.form_makers.making import FormSource

_STEPS = ("before", "after", "verify")
"""Codes of 附件内容, in the order of the sheet."""
_SIGNING = ("contractor", "supervision", "street_office")


def defects(connection: Connection, quarter_id: str) -> list[FormSubject]:
    """Return the findings of a quarter, newest first."""
    rows = records_below(connection, "finding", "quarter_id", quarter_id)
    return [FormSubject(str(row["id"]), said(row["what"])[:40]) for row in reversed(rows)]


def defect_sheet(source: FormSource) -> Paper:
    """Return the sheet of one finding."""
    form = source.form
    row = the_record(source.connection, "finding", source.subject_id)
    values = _facts(source, row)
    blocks: list[Block] = [
        Facts(tuple(zip(form.headings("facts"), values, strict=True))),
        Heading(form.text("before")),
        Paragraph(said(row["what"])),
        Heading(form.text("after")),
        *_mended(source, row),
        Heading(form.text("verify")),
        *_verified(source),
        _pictures(source),
        sign_places(source, _names(source, row), _SIGNING),
    ]
    return Paper(title=form.title, blocks=tuple(blocks), one_page=True)


def missing_for_defect_sheet(source: FormSource) -> list[Missing]:
    """Return what keeps the sheet from being issued: not mended, or not looked at again."""
    row = the_record(source.connection, "finding", source.subject_id)
    found = missing_parties(source, _names(source, row), _SIGNING)
    if row["state"] in {None, FindingState.OPEN}:
        found.append(Missing(FormReason.NOT_MENDED, {}))
    elif row["state"] == FindingState.FIXED:
        found.append(Missing(FormReason.NOT_REINSPECTED, {}))
    return found


def _names(source: FormSource, row: Record) -> dict[str, str]:
    """Let the unit that must mend sign in the builder's place, whoever it is."""
    names = party_names(source)
    return {**names, "contractor": said(row["responsible"]) or names["contractor"]}


def _facts(source: FormSource, row: Record) -> tuple[str, ...]:
    return (
        source.quarter_name,
        _where(source.connection, row),
        FINDING_ORIGIN.label(row["origin"]) if row["origin"] else "",
        said(row["item_code"]),
        FINDING_CATEGORY.label(row["category"]) if row["category"] else "",
        SEVERITY.label(row["severity"]) if row["severity"] else "",
        said(row["responsible"]),
        said(row["responsible_person"]),
        chinese_day(row["found_on"]),
        chinese_day(row["due_on"]),
        chinese_day(row["fixed_on"]),
        FINDING_STATE.label(row["state"]) if row["state"] else "",
    )


def _where(connection: Connection, row: Record) -> str:
    if row["household_id"]:
        return address(connection, str(row["household_id"]))
    building = record(connection, "building", row["building_id"])
    return f"{said(building['building_no'])}栋" if building else ""


def _pictures(source: FormSource) -> PaperTable:
    """Return a place for the photos of every step: how many are kept, or room to paste them."""
    form = source.form
    found = pictures_of(source.connection, "finding", source.subject_id)
    counts = [sum(picture.subject == name for picture in found) for name in _STEPS]
    room = "\n" * 7
    cells = [form.text("photos", count=count) if count else room for count in counts]
    return PaperTable(form.headings("photo_headings"), (tuple(cells),))


def _mended(source: FormSource, row: Record) -> list[Paragraph]:
    form, day, note = source.form, chinese_day(row["fixed_on"]), said(row["note"])
    told = [Paragraph(form.text("mended", day=day) if day else form.text("not_mended"))]
    return [*told, Paragraph(form.text("note", note=note))] if note else told


def _verified(source: FormSource) -> tuple[Block, ...]:
    form = source.form
    rows = tuple(
        (
            str(number),
            chinese_day(one.fixed_on),
            chinese_day(one.reinspected_on),
            one.reinspected_by,
            form.text("passed" if one.passed else "failed"),
        )
        for number, one in enumerate(finding_rounds(source.connection, source.subject_id), 1)
    )
    if not rows:
        return (Paragraph(form.text("not_verified")),)
    return (PaperTable(form.headings("headings"), rows, form.widths("rounds")),)
