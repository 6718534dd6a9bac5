"""换表（新装）确认单: what was taken down and put up at one household (C5; W15, E14)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.codes import ELEC_KIND, WATER_KIND, WATER_POSITION
from desktop.domain.form_reasons import FormReason
from desktop.domain.meter_exchange import NUMBERS
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.paper import Facts, Paper, PaperTable, Paragraph
from desktop.domain.stages import Missing
from desktop.kernel.errors import InputError
from desktop.services.form_makers.making import FormSubject
from desktop.services.form_makers.parties import missing_parties, party_names, sign_places
from desktop.services.paper_words import chinese_day, said
from desktop.storage.queries.card import household_card
from desktop.storage.queries.exchanged import exchanged_doors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from desktop.documents.form_type import FormType
    from desktop.domain.rows import HouseholdCard
    from desktop.domain.values import Record
    from desktop.services.form_makers.making import FormSource

_COMPANY = {"water_meter": "water_company", "electricity_meter": "power_company"}
_TRADE = {"water_meter": "water", "electricity_meter": "power"}
_KINDS = {"water_meter": WATER_KIND, "electricity_meter": ELEC_KIND}
_SIZES = {"water_meter": ("dn", "DN{}"), "electricity_meter": ("current_spec", "{}")}
_UNITS = {"water_meter": "m³", "electricity_meter": "kW·h"}
_SEALS = {
    "water_meter": ("seal_plastic", "seal_steel", "seal_lead", "seal_audit"),
    "electricity_meter": ("seal_meter", "seal_box"),
}


def exchanges(connection: Connection, quarter_id: str) -> list[FormSubject]:
    """Return the households where a meter was put up, in walking order."""
    return [FormSubject(one, label) for one, label in exchanged_doors(connection, quarter_id)]


def meter_slip(source: FormSource) -> Paper:
    """Return the slip of one household."""
    form, card = source.form, _card(source)
    pairs = _pairs(card)
    installers = dict.fromkeys(said(new["installer"]) for _, _, new in pairs)
    values = (
        source.quarter_name,
        card.label.removeprefix(source.quarter_name),
        said(card.household["owner_name"]),
        "、".join(filter(None, installers)),
    )
    return Paper(
        title=form.title,
        blocks=(
            Facts(tuple(zip(form.headings("facts"), values, strict=True))),
            *_tables(form, pairs),
            Paragraph(form.text("statement")),
            sign_places(source, _names(source, card), _signing(pairs)),
        ),
        one_page=True,
    )


def missing_for_meter_slip(source: FormSource) -> list[Missing]:
    """Return what keeps the slip from being issued: a number, reading, seal or day."""
    card = _card(source)
    pairs = _pairs(card)
    if not pairs:
        return [Missing(FormReason.NO_EXCHANGE, {})]
    found = missing_parties(source, _names(source, card), _signing(pairs))
    for kind, old, new in pairs:
        meter = {"meter": source.form.text(_TRADE[kind])}
        found += [Missing(reason, meter) for reason in _gaps(kind, old, new)]
    return found


def _gaps(kind: str, old: Sequence[Record], new: Record) -> Iterator[FormReason]:
    if not new[NUMBERS[kind]]:
        yield FormReason.NO_NUMBER
    if new["first_reading"] is None:
        yield FormReason.NO_READING
    if new["installed_on"] is None or any(one["removed_on"] is None for one in old):
        yield FormReason.NO_DAY
    if not any(new[name] for name in _SEALS[kind]):
        yield FormReason.NO_SEAL


def _card(source: FormSource) -> HouseholdCard:
    card = household_card(source.connection, source.subject_id)
    if card is None:
        raise InputError("record-missing")
    return card


def _pairs(card: HouseholdCard) -> list[tuple[str, list[Record], Record]]:
    """Return (kind, meters taken down, meter put up) of the exchanges, water first."""
    found: list[tuple[str, list[Record], Record]] = []
    for kind, meters in (
        ("water_meter", card.water_meters),
        ("electricity_meter", card.electricity_meters),
    ):
        for new in meters:
            old: list[Record] = [m for m in meters if m["replaced_by_id"] == new["id"]]
            if new["state"] not in OUT_OF_USE and (old or new["installed_on"] is not None):
                found.append((kind, old, new))
    return found


def _signing(pairs: Sequence[tuple[str, list[Record], Record]]) -> tuple[str, ...]:
    companies = dict.fromkeys(_COMPANY[kind] for kind, _, _ in pairs)
    return ("resident", "contractor", *companies)


def _names(source: FormSource, card: HouseholdCard) -> dict[str, str]:
    return {**party_names(source), "resident": said(card.household["owner_name"])}


def _tables(form: FormType, pairs: Sequence[tuple[str, list[Record], Record]]) -> list[PaperTable]:
    """Return water and electricity side by side; further exchanges in tables below."""
    return [_table(form, pairs[at : at + 2]) for at in range(0, len(pairs), 2)]


def _table(form: FormType, pairs: Sequence[tuple[str, list[Record], Record]]) -> PaperTable:
    columns: list[Sequence[str]] = [form.headings("rows")]
    headings = [form.text("item")]
    for kind, old, new in pairs:
        before = ["\n".join(cells) if any(cells) else "" for cells in _old_columns(form, kind, old)]
        columns += [before if old else [form.text("none"), *[""] * 8], _new_cells(form, kind, new)]
        meter = form.text(_TRADE[kind])
        headings += [form.text("old", meter=meter), form.text("new", meter=meter)]
    widths = form.widths("meters")
    return PaperTable(
        tuple(headings),
        tuple(zip(*columns, strict=True)),
        (widths[0], *[widths[1]] * (len(headings) - 1)) if widths else (),
    )


def _old_columns(form: FormType, kind: str, old: Sequence[Record]) -> list[tuple[str, ...]]:
    """Return row by row what stands there for each meter that was taken down."""
    return list(zip(*(_old_cells(form, kind, one) for one in old), strict=True))


def _old_cells(form: FormType, kind: str, meter: Record) -> tuple[str, ...]:
    reading = _reading(kind, meter["last_reading"])
    shown = form.text("reading_old", reading=reading) if reading else form.text("unread")
    day = chinese_day(meter["removed_on"])
    return _cells(kind, meter, shown, form.text("day_old", day=day) if day else "", "")


def _new_cells(form: FormType, kind: str, meter: Record) -> tuple[str, ...]:
    reading, day = _reading(kind, meter["first_reading"]), chinese_day(meter["installed_on"])
    until = chinese_day(meter["expires_on"])
    proof = (said(meter["cert_no"]), form.text("until", day=until) if until else "")
    return _cells(
        kind,
        meter,
        form.text("reading_new", reading=reading) if reading else "",
        form.text("day_new", day=day) if day else "",
        "，".join(filter(None, proof)),
    )


def _cells(kind: str, meter: Record, reading: str, day: str, proof: str) -> tuple[str, ...]:
    name, shape = _SIZES[kind]
    size = shape.format(meter[name]) if meter[name] else ""
    what = _KINDS[kind].label(meter["kind"]) if meter["kind"] else ""
    seals = (said(meter[seal]) for seal in _SEALS[kind])
    return (
        said(meter[NUMBERS[kind]]),
        " ".join(filter(None, (what, size))),
        " ".join(filter(None, (said(meter["maker"]), said(meter["model"])))),
        reading,
        day,
        "、".join(filter(None, seals)),
        said(meter["account_no"]),
        WATER_POSITION.label(meter["position"]) if meter["position"] else "",
        proof,
    )


def _reading(kind: str, value: object) -> str:
    return f"{value:f} {_UNITS[kind]}" if isinstance(value, Decimal) else ""
