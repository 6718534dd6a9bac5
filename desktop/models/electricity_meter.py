"""An electricity meter (电能表) in its tree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, Scaled, ending, filled, reference


class ElectricityMeter(Noun):
    """An electricity meter (电能表) in its tree. Fields: ``domain/fields.py``."""

    __tablename__ = "electricity_meter"
    __table_args__ = (
        filled("electricity_meter", "household_id"),
        filled("electricity_meter", "building_id"),
        filled("electricity_meter", "parent_id"),
        filled("electricity_meter", "replaced_by_id"),
        filled("electricity_meter", "asset_no"),
        ending("electricity_meter", "asset_no"),
        filled("electricity_meter", "account_no"),
        filled("electricity_meter", "comm_addr"),
    )

    household_id: Mapped[str | None] = mapped_column(reference("household"))
    building_id: Mapped[str | None] = mapped_column(reference("building"))
    parent_id: Mapped[str | None] = mapped_column(reference("electricity_meter"))
    replaced_by_id: Mapped[str | None] = mapped_column(reference("electricity_meter"))
    asset_no: Mapped[str | None] = mapped_column(String(24))
    comm_addr: Mapped[str | None] = mapped_column(String(12))
    account_no: Mapped[str | None] = mapped_column(String(16))
    role: Mapped[int | None] = mapped_column(SmallInteger)
    kind: Mapped[int | None] = mapped_column(SmallInteger)
    position: Mapped[int | None] = mapped_column(SmallInteger)
    state: Mapped[int | None] = mapped_column(SmallInteger)
    phase: Mapped[int | None] = mapped_column(SmallInteger)
    current_spec: Mapped[str | None] = mapped_column(String(20))
    accuracy: Mapped[str | None] = mapped_column(String(10))
    maker: Mapped[str | None] = mapped_column(String(60))
    model: Mapped[str | None] = mapped_column(String(40))
    verified_on: Mapped[date | None]
    cert_no: Mapped[str | None] = mapped_column(String(40))
    expires_on: Mapped[date | None]
    installed_on: Mapped[date | None]
    removed_on: Mapped[date | None]
    installer: Mapped[str | None] = mapped_column(String(60))
    first_reading: Mapped[Decimal | None] = mapped_column(Scaled(2))
    last_reading: Mapped[Decimal | None] = mapped_column(Scaled(2))
    box_no: Mapped[str | None] = mapped_column(String(30))
    box_slot: Mapped[str | None] = mapped_column(String(10))
    box_pos: Mapped[str | None] = mapped_column(String(40))
    breaker_a: Mapped[int | None]
    wire_mm2: Mapped[Decimal | None] = mapped_column(Scaled(1))
    capacity_kw: Mapped[Decimal | None] = mapped_column(Scaled(1))
    seal_box: Mapped[str | None] = mapped_column(String(30))
    seal_meter: Mapped[str | None] = mapped_column(String(30))
    crosscheck: Mapped[int | None] = mapped_column(SmallInteger)
    crosschecked_on: Mapped[date | None]
    contract_no: Mapped[str | None] = mapped_column(String(40))
    remarks: Mapped[str | None] = mapped_column(String(200))
    transformer_area: Mapped[str | None] = mapped_column(String(40))
