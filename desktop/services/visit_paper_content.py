"""Household sheets out of the ledger: in walking order, filled in with what is known."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from desktop.domain.codes import OrganisationKind
from desktop.domain.household_sheet import HouseholdSheet, SheetMeter, SheetOffice
from desktop.domain.organisations import organisation_on
from desktop.domain.rows import Scope, address_label
from desktop.domain.walk import TOP_DOWN, walk_order
from desktop.storage.queries import quarter_paper
from desktop.storage.queries.visit_paper import ids_in_scope, paper_doors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from desktop.domain.values import Record, Value
    from desktop.domain.walk import Way
    from desktop.storage.queries.visit_paper import PaperDoor


def doors_to_print(
    connection: Connection, what: Scope | Sequence[str], way: Way = TOP_DOWN
) -> list[PaperDoor]:
    """Return the doors of a scope, or of the given ids, quarter by quarter in walking order."""
    ids = ids_in_scope(connection, what) if isinstance(what, Scope) else list(dict.fromkeys(what))
    found = sorted(paper_doors(connection, ids), key=lambda door: (door.quarter, door.quarter_id))
    return [
        door
        for _, doors in groupby(found, key=lambda door: door.quarter_id)
        for door in walk_order(doors, way)
    ]


def sheet_of(door: PaperDoor) -> HouseholdSheet:
    """Return what the sheet of ``door`` says."""
    household = door.household
    return HouseholdSheet(
        household_id=door.id,
        quarter=door.quarter,
        label=address_label(door.building_no, door.unit_no, door.room_no),
        owner_name=_text(household["owner_name"]),
        phone=_text(household["phone"]),
        occupant=_code(household["occupant"]),
        n_person=_text(household["n_person"]),
        use_kind=_code(household["use_kind"]),
        water=_meter(
            household["w_state"], door.water_meter, "body_no", ("seal_plastic", "seal_steel")
        ),
        power=_meter(household["e_state"], door.electricity_meter, "asset_no", ("seal_meter",)),
    )


def sheet_office(
    connection: Connection, office_name: str, quarter_id: str, day: date
) -> SheetOffice:
    """Return who asks and who receives the data of a quarter, as the ledger knows them."""
    organisations = quarter_paper.quarter_organisations(connection, quarter_id)
    own = organisation_on(organisations, OrganisationKind.STREET_OFFICE, day)
    return SheetOffice(
        name=_text(own.get("name")) or office_name,
        contact=_text(own.get("contact")),
        phone=_text(own.get("phone")),
        water_company=_receiver(organisations, OrganisationKind.WATER_COMPANY, day),
        power_company=_receiver(organisations, OrganisationKind.POWER_COMPANY, day),
        printed_on=day,
    )


def unknown_parties(office: SheetOffice) -> tuple[str, ...]:
    """Return which parts of the notice a pen must fill in: names of :class:`SheetOffice`."""
    wanted = ("contact", "phone", "water_company", "power_company")
    return tuple(name for name in wanted if not getattr(office, name))


def _receiver(
    organisations: Sequence[Mapping[str, Value]], kind: OrganisationKind, day: date
) -> str:
    found = organisation_on(organisations, kind, day)
    name, phone = _text(found.get("name")), _text(found.get("phone"))
    return f"{name}（{phone}）" if name and phone else name


def _meter(state: Value, meter: Record | None, number: str, seals: Sequence[str]) -> SheetMeter:
    if meter is None:
        return SheetMeter(state=_code(state))
    return SheetMeter(
        state=_code(state),
        kind=_code(meter["kind"]),
        position=_code(meter["position"]),
        number=_text(meter[number]),
        seal="、".join(filter(None, (_text(meter[name]) for name in seals))),
        account=_text(meter["account_no"]),
    )


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _code(value: Value) -> int | None:
    return value if isinstance(value, int) else None
