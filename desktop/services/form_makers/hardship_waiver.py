"""困难家庭改造费用减免审批表: applied for, looked into, decided (D10); never in public."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.amounts import NOTHING, shown
from desktop.domain.codes import HARDSHIP
from desktop.domain.form_reasons import FormReason
from desktop.domain.paper import Facts, Heading, Paper, PaperTable, Paragraph, Ticks
from desktop.domain.project_codes import WAIVER_REASON, Trade
from desktop.domain.shares import trade_label
from desktop.domain.stages import Missing
from desktop.services.form_makers.door_money import (
    PEN_AMOUNT,
    door_money,
    door_subjects,
    yuan_in_words,
)
from desktop.services.form_makers.parties import party_names, sign_places
from desktop.services.paper_words import chinese_day, said
from desktop.storage.queries import shares
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.paper import Block
    from desktop.domain.values import Record
    from desktop.services.form_makers.door_money import DoorMoney
    from desktop.services.form_makers.making import FormSource, FormSubject

_SIGNING = ("resident", "community", "street_office")


def hardship_doors(connection: Connection, quarter_id: str) -> list[FormSubject]:
    """Return the households recorded as hardships, or let off a share, in walking order."""
    lines = shares.share_lines(connection, quarter_id)
    waived = {line.household_id for line in lines if line.waived}
    doors = shares.doors(connection, quarter_id)
    return door_subjects(door for door in doors if door.hardship or door.id in waived)


def hardship_waiver(source: FormSource) -> Paper:
    """Return the form of one household: to be decided, or as it was decided."""
    form, door = source.form, door_money(source)
    decided = _decided(source)
    return Paper(
        title=form.title,
        blocks=(
            Facts(tuple(zip(form.headings("facts"), _facts(source, door), strict=True))),
            Heading(form.text("grounds_heading")),
            *_grounds(source, decided),
            _money(source, door),
            Paragraph(form.text("applied")),
            Heading(form.text("opinions_heading")),
            Facts(
                (
                    (form.text("community"), form.text("community_text")),
                    (form.text("street"), _decision(source, decided)),
                ),
                pairs=1,
            ),
            sign_places(source, _names(source, door), _SIGNING),
        ),
        one_page=True,
        footer=form.text("footer"),
    )


def missing_for_waiver(source: FormSource) -> list[Missing]:
    """Return what keeps the form from being issued: no share, or no hardship on record."""
    door, found = door_money(source), []
    if not said(door.household["owner_name"]):
        found.append(Missing(FormReason.NO_OWNER, {}))
    if not door.sums.due:
        found.append(Missing(FormReason.NO_SHARE, {}))
    if not door.household["hardship"] and not door.sums.waived:
        found.append(Missing(FormReason.NO_HARDSHIP, {}))
    return found


def _decided(source: FormSource) -> list[Record]:
    rows = records_below(source.connection, "share", "household_id", source.subject_id)
    return [row for row in rows if row["waived"]]


def _facts(source: FormSource, door: DoorMoney) -> tuple[str, ...]:
    household, hardship = door.household, door.household["hardship"]
    persons = household["n_person"]
    return (
        source.quarter_name,
        door.label,
        said(household["owner_name"]),
        said(household["phone"]),
        source.form.text("persons", count=persons) if persons else "",
        HARDSHIP.label(hardship) if hardship else "",
    )


def _names(source: FormSource, door: DoorMoney) -> dict[str, str]:
    return {**party_names(source), "resident": said(door.household["owner_name"])}


def _grounds(source: FormSource, decided: list[Record]) -> tuple[Block, ...]:
    """Return the reasons to tick; those on record stand in the decision."""
    if decided:
        return ()
    choices = tuple(chinese for chinese, _ in WAIVER_REASON.labels.values())
    return (Ticks(source.form.text("grounds"), choices),)


def _money(source: FormSource, door: DoorMoney) -> PaperTable:
    form = source.form
    known = bool(door.sums.waived)
    rows = [
        (trade_label(line.trade), shown(line.due),
         *((shown(line.waived), shown(max(line.due - line.waived, NOTHING))) if known
           else (PEN_AMOUNT, PEN_AMOUNT)))
        for line in door.lines
        if line.due
    ]  # fmt: skip
    sums = door.sums
    rest = shown(max(sums.due - sums.waived, NOTHING)) if known else PEN_AMOUNT
    waived = shown(sums.waived) if known else PEN_AMOUNT
    return PaperTable(
        form.headings("money_headings"),
        (*rows, (form.text("total"), shown(sums.due), waived, rest)),
        form.widths("money"),
        frozenset({1, 2, 3}),
        totals=1,
    )


def _decision(source: FormSource, decided: list[Record]) -> str:
    """Return what was decided, share by share, or lines to write the decision on."""
    form = source.form
    if not decided:
        return form.text("street_open")
    return "\n".join(
        form.text(
            "street_done",
            amount=_waived(row),
            reason=WAIVER_REASON.label(row["waiver_reason"]) if row["waiver_reason"] else "",
            number=said(row["waiver_no"]),
            by=said(row["waiver_by"]),
            day=chinese_day(row["waiver_on"]),
        )
        for row in decided
    )


def _waived(row: Record) -> str:
    amount = row["waived"]
    words = yuan_in_words(amount) if isinstance(amount, Decimal) else PEN_AMOUNT
    return f"{trade_label(Trade(str(row['utility'])))}{words}"
