"""隐蔽工程验收记录: what is looked at before it is covered (L5 24, L6 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.findings import stops_works
from desktop.domain.form_reasons import FormReason
from desktop.domain.paper import Facts, Paper, PaperTable, Paragraph, Ticks
from desktop.domain.project_codes import WORK_KIND
from desktop.domain.stages import Missing
from desktop.services.form_makers.making import FormSubject
from desktop.services.form_makers.parties import missing_parties, party_names, sign_places
from desktop.services.paper_words import chinese_day, said, the_record
from desktop.storage.queries.lists import building_rows
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.values import Record
    from desktop.services.form_makers.making import FormSource

_WATER, _POWER = frozenset({1, 2, 3}), frozenset({4, 5, 6, 7})
"""Codes of 施工内容."""
_COMPANY = {"water": ("water_company",), "power": ("power_company",), "common": ()}


def work_items(connection: Connection, quarter_id: str) -> list[FormSubject]:
    """Return the works of a quarter that one record may be about."""
    names = _buildings(connection, quarter_id)
    return [
        FormSubject(str(row["id"]), f"{_where(row, names)} {_kind(row)}".strip())
        for row in records_below(connection, "work_item", "quarter_id", quarter_id)
    ]


def hidden_works(source: FormSource) -> Paper:
    """Return the record of one item of works."""
    form = source.form
    item = the_record(source.connection, "work_item", source.subject_id)
    names = party_names(source)
    values = (
        form.text("project", quarter=source.quarter_name),
        _where(item, _buildings(source.connection, source.quarter_id)),
        _kind(item),
        "",
        names["contractor"],
        names["supervision"],
        chinese_day(item["done_from"]),
        chinese_day(item["done_to"]),
    )
    trade = _trade(item)
    return Paper(
        title=form.title,
        blocks=(
            Facts(tuple(zip(form.headings("facts"), values, strict=True))),
            Paragraph(form.text("opening")),
            PaperTable(form.headings("headings"), _checks(source, trade), form.widths("checks")),
            Ticks(form.text("opinion"), form.headings("choices")),
            sign_places(source, names, _signing(trade)),
        ),
        one_page=True,
    )


def missing_for_hidden_works(source: FormSource) -> list[Missing]:
    """Return what keeps the record from being issued: works not begun, or stopped."""
    item = the_record(source.connection, "work_item", source.subject_id)
    names = party_names(source)
    found = missing_parties(source, names, _signing(_trade(item)))
    if item["done_from"] is None:
        found.append(Missing(FormReason.WORKS_NOT_BEGUN, {"kind": _kind(item)}))
    for row in records_below(source.connection, "finding", "quarter_id", source.quarter_id):
        here = row["building_id"] in {None, item["building_id"]}
        if here and stops_works(row["severity"], row["state"]):
            found.append(Missing(FormReason.WORKS_STOPPED, {"what": said(row["what"])}))
    return found


def _signing(trade: str) -> tuple[str, ...]:
    return ("contractor", "supervision", *_COMPANY[trade], "street_office")


def _checks(source: FormSource, trade: str) -> tuple[tuple[str, ...], ...]:
    lines = [line for line in source.form.text(trade).splitlines() if line.strip()]
    result = source.form.text("result")
    rows = []
    for number, line in enumerate(lines, 1):
        name, _, wanted = line.partition("：")
        rows.append((str(number), name, wanted, "", result))
    return tuple(rows)


def _trade(item: Record) -> str:
    if item["kind"] in _WATER:
        return "water"
    return "power" if item["kind"] in _POWER else "common"


def _kind(item: Record) -> str:
    kind = item["kind"]
    return WORK_KIND.label(kind, "zh_CN") if isinstance(kind, int) else said(item["note"])


def _where(item: Record, names: dict[str, str]) -> str:
    number = names.get(str(item["building_id"]), "")
    return f"{number}栋" if number else ""


def _buildings(connection: Connection, quarter_id: str) -> dict[str, str]:
    return {row.id: row.building_no or "" for row in building_rows(connection, quarter_id)}
