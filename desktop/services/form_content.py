"""What a form of a quarter says, taken from the ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from desktop.domain.codes import WATER_POSITION, OrganisationKind
from desktop.domain.handover import (
    Annex,
    FormContent,
    MeterLine,
    Party,
    RemainingHousehold,
    Utility,
)
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.organisations import name_on
from desktop.domain.rows import address_label
from desktop.services.quarter_facts import METER_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from desktop.documents.form_type import FormType
    from desktop.services.quarter_facts import QuarterFile

_UTILITY = {"water_meter": Utility.WATER, "electricity_meter": Utility.ELECTRICITY}
_NUMBER = {"water_meter": "body_no", "electricity_meter": "asset_no"}
_SEALS = {
    "water_meter": ("seal_plastic", "seal_steel", "seal_lead", "seal_audit"),
    "electricity_meter": ("seal_meter", "seal_box"),
}
_KIND_OF_FIELD = {
    "street_office": OrganisationKind.STREET_OFFICE,
    "owners_committee": OrganisationKind.OWNERS_COMMITTEE,
    "water_company": OrganisationKind.WATER_COMPANY,
    "power_company": OrganisationKind.POWER_COMPANY,
    "contractor": OrganisationKind.CONTRACTOR,
    "witness": OrganisationKind.CONTRACTOR,
    "supervision": OrganisationKind.SUPERVISION,
    "design": OrganisationKind.DESIGN,
    "housing_authority": OrganisationKind.HOUSING_AUTHORITY,
    "industry_authority": OrganisationKind.INDUSTRY_AUTHORITY,
    "community": OrganisationKind.COMMUNITY,
}


def form_content(
    file: QuarterFile,
    form: FormType,
    *,
    organisations: Sequence[Mapping[str, Any]],
    office_name: str,
    document_no: str,
    day: date,
    draft: bool,
    anchor: str,
    payers: Mapping[str, str] | None = None,
) -> FormContent:
    """Return what ``form`` says about the quarter in ``file`` on ``day``.

    Parties are the organisations on record whose names were valid on that day; the street office
    itself always is one, others that the form requires are named by a blank on a draft.
    ``payers`` says, building by building, who pays the master meter that stays.
    """
    kinds = [kind for kind in METER_KINDS if _UTILITY[kind] in form.utilities]
    taking_part = {kind: {door["id"] for door in file.joining(kind)} for kind in kinds}
    lines = tuple(
        line
        for door in file.doors
        for kind in kinds
        if door["id"] in taking_part[kind]
        for line in _lines(kind, door, file.meters[kind].get(door["id"], ()))
    )
    return FormContent(
        form_type=form.type,
        document_no="" if draft else document_no,
        project_name=f"{file.quarter['name']}水电一户一表改造工程",
        quarter_code=str(file.quarter["quarter_code"] or ""),
        quarter_name=str(file.quarter["name"] or ""),
        quarter_address=str(file.quarter["address"] or ""),
        generated_on=day,
        parties=tuple(_parties(form, organisations, office_name, day)),
        lines=lines,
        remaining=tuple(_remaining(file, kinds, taking_part, payers or {})),
        annexes=_areas_annex(file, taking_part.get("electricity_meter", set())),
        draft=draft,
        ledger_anchor=anchor,
    )


def _label(door: Mapping[str, Any]) -> str:
    return address_label(door["building_no"], door["unit_no"], door["room_no"])


def _lines(
    kind: str, door: Mapping[str, Any], meters: Sequence[Mapping[str, Any]]
) -> Iterator[MeterLine]:
    old = next((meter for meter in reversed(meters) if meter["state"] in OUT_OF_USE), None)
    for meter in meters:
        if meter["state"] in OUT_OF_USE:
            continue
        seals = (meter[name] for name in _SEALS[kind])
        yield MeterLine(
            door_label=_label(door),
            owner_name=door["owner_name"] or "",
            old_number=(old[_NUMBER[kind]] or "") if old else "",
            old_final_reading=old["last_reading"] if old else None,
            new_number=meter[_NUMBER[kind]] or "",
            first_reading=meter["first_reading"],
            seal="、".join(filter(None, seals)),
            position_label=WATER_POSITION.label(meter["position"]) if meter["position"] else "",
            account_no=meter["account_no"] or "",
            remark=_area(meter),
            utility=_UTILITY[kind],
        )


def _area(meter: Mapping[str, Any]) -> str:
    """Return the transformer area (台区) of an electricity meter as the list's remark."""
    area = meter.get("transformer_area")
    return f"台区：{area}" if area else ""


def _areas_annex(file: QuarterFile, taking_part: set[str]) -> tuple[Annex, ...]:
    """Return which transformer area feeds how many of the meters handed over; none where unknown.

    The power company takes meters over by area: it balances and bills by it.
    """
    doors: dict[str, set[str]] = defaultdict(set)
    meters: Counter[str] = Counter()
    for door in file.doors:
        if door["id"] not in taking_part:
            continue
        for meter in file.meters["electricity_meter"].get(door["id"], ()):
            if meter["state"] not in OUT_OF_USE:
                area = str(meter.get("transformer_area") or "")
                doors[area].add(door["id"])
                meters[area] += 1
    if not any(meters):
        return ()
    rows = [
        (str(at), area or "（未登记）", str(len(doors[area])), str(meters[area]))
        for at, area in enumerate(sorted(meters, key=lambda area: (not area, area)), start=1)
    ]
    headings = ("序号", "台区", "户数", "电能表（只）")
    return (Annex("台区对应清单", headings, (1.0, 6.0, 1.5, 2.0), tuple(rows)),)


def _parties(
    form: FormType, organisations: Sequence[Mapping[str, Any]], office_name: str, day: date
) -> Iterator[Party]:
    for wanted in form.parties:
        kind = _KIND_OF_FIELD.get(wanted.field)
        name = name_on(organisations, kind, day) if kind is not None else ""
        if kind is OrganisationKind.STREET_OFFICE:
            name = name or office_name
        if name or wanted.required:
            yield Party(field=wanted.field, title="", organisation=name)


def _remaining(
    file: QuarterFile,
    kinds: Sequence[str],
    taking_part: Mapping[str, set[str]],
    payers: Mapping[str, str],
) -> Iterator[RemainingHousehold]:
    """Households that stay on the old regime, which is no error (R5, D1)."""
    words = {"water_meter": "水", "electricity_meter": "电"}
    for door in file.doors:
        missing = [words[kind] for kind in kinds if door["id"] not in taking_part[kind]]
        if missing:
            yield RemainingHousehold(
                door_label=_label(door),
                owner_name=door["owner_name"] or "",
                reason=f"未参加{'、'.join(missing)}改造",
                payer=payers.get(door["building_id"], ""),
            )
