"""户改造协议（同意书）: what a household and the street office agree on (R5, R10, L6 art. 40)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.amounts import NOTHING, shown
from desktop.domain.codes import Choice
from desktop.domain.form_reasons import FormReason
from desktop.domain.paper import Facts, Paper, PaperTable, Paragraph
from desktop.domain.shares import trade_label
from desktop.domain.stages import Missing
from desktop.services.form_makers.door_money import PEN_AMOUNT, door_money, yuan_in_words
from desktop.services.form_makers.parties import missing_parties, party_names, sign_places
from desktop.services.paper_words import PEN_DAY, chinese_day, said

if TYPE_CHECKING:
    from desktop.domain.paper import Block
    from desktop.services.form_makers.door_money import DoorMoney
    from desktop.services.form_makers.making import FormSource

_TRADES = (
    ("consent_w", "water", "water_company", "boundary_rule_w"),
    ("consent_e", "power", "power_company", "boundary_rule_e"),
)
_YES = int(Choice.YES)


def household_agreement(source: FormSource) -> Paper:
    """Return the agreement with one household."""
    form, door = source.form, door_money(source)
    works = _works(source, door)
    values = (
        source.quarter_name,
        door.label,
        said(door.household["owner_name"]),
        said(door.household["phone"]),
        works,
        chinese_day(door.due_on) or PEN_DAY,
    )
    clauses = form.text("clauses", boundary=_boundary(source, door)).strip().splitlines()
    return Paper(
        title=form.title,
        blocks=(
            Facts(tuple(zip(form.headings("facts"), values, strict=True))),
            Paragraph(form.text("opening", works=works)),
            *_money(source, door),
            *map(Paragraph, clauses),
            sign_places(source, _names(source, door), _signing(door)),
        ),
        one_page=True,
    )


def missing_for_agreement(source: FormSource) -> list[Missing]:
    """Return what keeps the agreement from being issued: no consent, owner, share or company."""
    door = door_money(source)
    found = missing_parties(source, _names(source, door), _units(door))
    if not _joined(door):
        found.append(Missing(FormReason.NOT_JOINING, {}))
    if not said(door.household["owner_name"]):
        found.append(Missing(FormReason.NO_OWNER, {}))
    if not door.sums.due:
        found.append(Missing(FormReason.NO_SHARE, {}))
    return found


def _joined(door: DoorMoney) -> list[tuple[str, str, str, str]]:
    return [trade for trade in _TRADES if door.household[trade[0]] == _YES]


def _works(source: FormSource, door: DoorMoney) -> str:
    trades = _joined(door) or _TRADES
    return "、".join(source.form.text(name) for _, name, *_ in trades)


def _units(door: DoorMoney) -> tuple[str, ...]:
    return tuple(company for _, _, company, _ in _joined(door))


def _signing(door: DoorMoney) -> tuple[str, ...]:
    return ("street_office", "resident", *_units(door))


def _names(source: FormSource, door: DoorMoney) -> dict[str, str]:
    return {**party_names(source), "resident": said(door.household["owner_name"])}


def _boundary(source: FormSource, door: DoorMoney) -> str:
    names = [f"boundary_{name}_{door.building.get(field)}" for _, name, _, field in _joined(door)]
    found = [source.form.text(name) for name in names if name in source.form.texts]
    return "，".join(found) or source.form.text("boundary_none")


def _money(source: FormSource, door: DoorMoney) -> list[Block]:
    form, sums = source.form, door.sums
    if not sums.due:
        return [Paragraph(form.text("money_open", due=PEN_AMOUNT))]
    rest = max(sums.due - sums.waived, NOTHING)
    amounts = {"due": sums.due, "waived": sums.waived, "rest": rest}
    words = {name: yuan_in_words(amount) for name, amount in amounts.items()}
    said_so = form.text("money_waived", **words) if sums.waived else form.text("money", **words)
    rows = [
        (trade_label(line.trade), shown(line.due), shown(line.waived),
         shown(max(line.due - line.waived, NOTHING)))
        for line in door.lines
        if line.due
    ]  # fmt: skip
    total = (form.text("total"), shown(sums.due), shown(sums.waived), shown(rest))
    table = PaperTable(
        form.headings("headings"),
        (*rows, total),
        form.widths("money"),
        frozenset({1, 2, 3}),
        totals=1,
    )
    return [Paragraph(said_so), table]
