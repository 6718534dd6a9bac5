"""What the forms and the gates of one quarter are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from desktop.kernel.errors import InputError
from desktop.models.building import Building
from desktop.models.electricity_meter import ElectricityMeter
from desktop.models.handover_form import HandoverForm
from desktop.models.household import Household
from desktop.models.organisation import Organisation
from desktop.models.quarter import Quarter
from desktop.models.stage_paper import StagePaper
from desktop.models.unit import Unit
from desktop.models.water_meter import WaterMeter
from desktop.storage.placement import natural

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.values import Record

_METERS = {"water_meter": WaterMeter, "electricity_meter": ElectricityMeter}


def quarter_by_code(connection: Connection, code: str) -> Record | None:
    """Return the quarter with the district's ``code`` or ``STREET/CODE``, or None.

    Raises:
        InputError: ``quarter-ambiguous``: several streets of a district have one with this code.
    """
    table = Quarter.__table__
    named = (table.c.quarter_code == code) | (
        table.c.street_code + "/" + table.c.quarter_code == code
    )
    query = select(table).where(named, table.c.deleted.is_(False)).limit(2)
    found = [dict(row) for row in connection.execute(query).mappings()]
    if len(found) > 1:
        raise InputError("quarter-ambiguous", code=code)
    return found[0] if found else None


def quarter_doors(connection: Connection, quarter_id: str) -> list[dict[str, Any]]:
    """Return the households of a quarter in walking order with building and unit numbers."""
    household, unit, building = Household.__table__, Unit.__table__, Building.__table__
    query = (
        select(household, building.c.building_no, unit.c.unit_no)
        .join(unit, unit.c.id == household.c.unit_id)
        .join(building, building.c.id == unit.c.building_id)
        .where(building.c.quarter_id == quarter_id, household.c.deleted.is_(False))
        .order_by(household.c.place, household.c.id)
    )
    rows = [dict(row) for row in connection.execute(query).mappings()]
    return sorted(rows, key=lambda row: (natural(row["building_no"]), row["building_id"]))


def quarter_meters(connection: Connection, kind: str, quarter_id: str) -> list[dict[str, Any]]:
    """Return every meter of ``kind`` at the households of a quarter, closed ones included."""
    household, meter = Household.__table__, _METERS[kind].__table__
    query = (
        select(meter)
        .join(household, household.c.id == meter.c.household_id)
        .where(household.c.quarter_id == quarter_id, meter.c.deleted.is_(False))
        .order_by(meter.c.id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def quarter_papers(connection: Connection, quarter_id: str) -> frozenset[str]:
    """Return the names of the papers on file for a quarter."""
    table = StagePaper.__table__
    query = select(table.c.paper).where(
        table.c.quarter_id == quarter_id, table.c.deleted.is_(False), table.c.paper.is_not(None)
    )
    return frozenset(connection.execute(query).scalars())


def quarter_organisations(connection: Connection, quarter_id: str) -> list[dict[str, Any]]:
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
    return [dict(row) for row in connection.execute(query).mappings()]


def trusted_certificates(connection: Connection) -> list[bytes]:
    """Return the certificates (PEM) that the office trusts for signatures."""
    table = Organisation.__table__
    query = select(table.c.trust_pem).where(
        table.c.deleted.is_(False), table.c.trust_pem.is_not(None)
    )
    return [pem.encode() for pem in connection.execute(query).scalars()]


def issued_forms(connection: Connection, quarter_id: str | None = None) -> list[dict[str, Any]]:
    """Return the forms issued for a quarter, or all of them, oldest first."""
    table = HandoverForm.__table__
    query = select(table).where(table.c.deleted.is_(False)).order_by(table.c.issued_at, table.c.id)
    if quarter_id is not None:
        query = query.where(table.c.quarter_id == quarter_id)
    return [dict(row) for row in connection.execute(query).mappings()]


def form_by_number(connection: Connection, document_no: str) -> dict[str, Any] | None:
    """Return the issued form with this number, or None."""
    table = HandoverForm.__table__
    query = select(table).where(table.c.document_no == document_no, table.c.deleted.is_(False))
    found = connection.execute(query).mappings().first()
    return None if found is None else dict(found)
