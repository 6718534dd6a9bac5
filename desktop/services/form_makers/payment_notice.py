"""缴费通知书: what one household is to pay until when; never a receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.amounts import shown
from desktop.domain.form_reasons import FormReason
from desktop.domain.paper import Align, CutLine, Facts, Issuer, Paper, PaperTable, Paragraph
from desktop.domain.stages import Missing
from desktop.services.form_makers.door_money import (
    door_money,
    door_subjects,
    share_rows,
    yuan,
    yuan_in_words,
)
from desktop.services.paper_words import BLANK, chinese_day, said
from desktop.services.visit_paper_content import sheet_office
from desktop.storage.queries import shares

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.services.form_makers.door_money import DoorMoney
    from desktop.services.form_makers.making import FormSource, FormSubject


def debtors(connection: Connection, quarter_id: str) -> list[FormSubject]:
    """Return the households that have something to pay, in walking order."""
    lines = shares.share_lines(connection, quarter_id)
    owing = {line.household_id for line in lines if line.open > 0}
    doors = shares.doors(connection, quarter_id)
    return door_subjects(door for door in doors if door.id in owing)


def payment_notice(source: FormSource) -> Paper:
    """Return the notice to one household, with the slip that the messenger brings back."""
    form, door = source.form, door_money(source)
    office = sheet_office(source.connection, source.office, source.quarter_id, source.day)
    day = chinese_day(door.due_on)
    values = {"quarter": source.quarter_name, "label": door.label, "office": office.name}
    opening = (
        form.text("opening", day=day, **values) if day else form.text("opening_open", **values)
    )
    contact = {"contact": office.contact or BLANK, "phone": office.phone or BLANK}
    unpaid = door.sums.unpaid
    ways = [form.text(name, **values) for name in ("payee", "bank", "account", "purpose")]
    return Paper(
        title=form.title,
        blocks=(
            Paragraph(
                form.text(
                    "addressed",
                    owner=said(door.household["owner_name"]) or BLANK,
                    **values,
                ),
                indent=False,
            ),
            Paragraph(opening),
            _table(source, door),
            Paragraph(form.text("amount", amount=yuan_in_words(unpaid)), bold=True),
            Facts(tuple(zip(form.headings("ways"), ways, strict=True))),
            Paragraph(form.text("receipt")),
            Paragraph(form.text("hardship")),
            Paragraph(form.text("contact", **contact)),
            Issuer(office.name, source.day, "street_office"),
            CutLine(),
            Paragraph(form.text("slip_title"), Align.CENTRE, indent=False, bold=True),
            Paragraph(
                form.text("slip", figures=yuan(unpaid), number=source.number or BLANK, **values)
            ),
            Paragraph(form.text("slip_sign")),
            Paragraph(form.text("slip_day")),
        ),
        one_page=True,
    )


def missing_for_payment_notice(source: FormSource) -> list[Missing]:
    """Return what keeps the notice from being issued: nothing due, nothing open, no day."""
    door = door_money(source)
    if not door.sums.due:
        return [Missing(FormReason.NO_SHARE, {})]
    if not door.sums.unpaid:
        return [Missing(FormReason.NOTHING_TO_PAY, {})]
    return [] if door.due_on else [Missing(FormReason.NO_DUE_DAY, {})]


def _table(source: FormSource, door: DoorMoney) -> PaperTable:
    form, sums = source.form, door.sums
    amounts = (sums.due, sums.waived, sums.paid - sums.refunded, sums.unpaid)
    total = (form.text("total"), *map(shown, amounts))
    return PaperTable(
        form.headings("headings"),
        (*share_rows(door.lines), total),
        form.widths("money"),
        frozenset(range(1, 5)),
        totals=1,
    )
