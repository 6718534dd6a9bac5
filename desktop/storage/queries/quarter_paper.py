"""What the forms and the gates of one quarter are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from desktop.models.building import Building
from desktop.models.electricity_meter import ElectricityMeter
from desktop.models.handover_form import HandoverForm
from desktop.models.household import Household
from desktop.models.organisation import Organisation
from desktop.models.quarter import Quarter
from desktop.models.stage_paper import StagePaper
from desktop.models.unit import Unit
from desktop.models.water_meter import WaterMeter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from desktop.domain.values import Record

_METERS = {"water_meter": WaterMeter, "electricity_meter": ElectricityMeter}


def quarter_by_code(connection: Connection, code: str) -> Record | None:
    """Return the quarter with the district's ``code``, or None."""
    table = Quarter.__table__
    row = connection.execute(
        select(table).where(table.c.quarter_code == code, table.c.deleted.is_(False))
    ).mappings()
    found = row.first()
    return None if found is None else dict(found)


def quarter_doors(connection: Connection, quarter_id: str) -> list[Mapping[str, Any]]:
    """Return the households of a quarter in walking order with building and unit numbers."""
    household, unit, building = Household.__table__, Unit.__table__, Building.__table__
    query = (
        select(household, building.c.building_no, unit.c.unit_no)
        .join(unit, unit.c.id == household.c.unit_id)
        .join(building, building.c.id == unit.c.building_id)
        .where(building.c.quarter_id == quarter_id, household.c.deleted.is_(False))
        .order_by(building.c.building_no, building.c.id, household.c.place, household.c.id)
    )
    return list(connection.execute(query).mappings())


def quarter_meters(connection: Connection, kind: str, quarter_id: str) -> list[Mapping[str, Any]]:
    """Return every meter of ``kind`` at the households of a quarter, closed ones included."""
    household, meter = Household.__table__, _METERS[kind].__table__
    query = (
        select(meter)
        .join(household, household.c.id == meter.c.household_id)
        .where(household.c.quarter_id == quarter_id, meter.c.deleted.is_(False))
        .order_by(meter.c.id)
    )
    return list(connection.execute(query).mappings())


def quarter_papers(connection: Connection, quarter_id: str) -> frozenset[str]:
    """Return the names of the papers on file for a quarter."""
    table = StagePaper.__table__
    query = select(table.c.paper).where(
        table.c.quarter_id == quarter_id, table.c.deleted.is_(False), table.c.paper.is_not(None)
    )
    return frozenset(connection.execute(query).scalars())


def quarter_organisations(connection: Connection, quarter_id: str) -> list[Mapping[str, Any]]:
    """Return organisations of the quarter, then those of the whole office, oldest first."""
    table = Organisation.__table__
    query = (
        select(table)
        .where(
            table.c.deleted.is_(False),
            table.c.quarter_id.is_(None) | (table.c.quarter_id == quarter_id),
        )
        .order_by(table.c.quarter_id.is_(None), table.c.valid_from, table.c.id)
    )
    return list(connection.execute(query).mappings())


def issued_forms(connection: Connection, quarter_id: str | None = None) -> list[Mapping[str, Any]]:
    """Return the forms issued for a quarter, or all of them, oldest first."""
    table = HandoverForm.__table__
    query = select(table).where(table.c.deleted.is_(False)).order_by(table.c.issued_at, table.c.id)
    if quarter_id is not None:
        query = query.where(table.c.quarter_id == quarter_id)
    return list(connection.execute(query).mappings())


def form_by_number(connection: Connection, document_no: str) -> Mapping[str, Any] | None:
    """Return the issued form with this number, or None."""
    table = HandoverForm.__table__
    query = select(table).where(table.c.document_no == document_no, table.c.deleted.is_(False))
    return connection.execute(query).mappings().first()
