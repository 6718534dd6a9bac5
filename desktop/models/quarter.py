"""A residential quarter (小区)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, Scaled


class Quarter(Noun):
    """A residential quarter (小区). Fields: ``domain/fields.py``."""

    __tablename__ = "quarter"
    __table_args__ = (
        Index(None, "quarter_code"),
        Index(None, "name"),
    )

    quarter_code: Mapped[str | None] = mapped_column(String(20))
    name: Mapped[str | None] = mapped_column(String(60))
    alias: Mapped[str | None] = mapped_column(String(60))
    district: Mapped[str | None] = mapped_column(String(30))
    street: Mapped[str | None] = mapped_column(String(30))
    community: Mapped[str | None] = mapped_column(String(30))
    address: Mapped[str | None] = mapped_column(String(120))
    lon: Mapped[Decimal | None] = mapped_column(Scaled(6))
    lat: Mapped[Decimal | None] = mapped_column(Scaled(6))
    built_from: Mapped[int | None]
    built_to: Mapped[int | None]
    title_kind: Mapped[int | None] = mapped_column(SmallInteger)
    former_owner_unit: Mapped[str | None] = mapped_column(String(60))
    n_building: Mapped[int | None]
    n_unit: Mapped[int | None]
    n_household: Mapped[int | None]
    floor_area: Mapped[Decimal | None] = mapped_column(Scaled(2))
    pm_mode: Mapped[int | None] = mapped_column(SmallInteger)
    committee_state: Mapped[int | None] = mapped_column(SmallInteger)
    committee_filed_on: Mapped[date | None]
    water_charge_mode: Mapped[int | None] = mapped_column(SmallInteger)
    elec_charge_mode: Mapped[int | None] = mapped_column(SmallInteger)
    elec_class: Mapped[int | None] = mapped_column(SmallInteger)
    water_supply_mode: Mapped[int | None] = mapped_column(SmallInteger)
    n_low_supply_w: Mapped[int | None]
    n_low_pressure: Mapped[int | None]
    n_low_supply_e: Mapped[int | None]
    pipe_damaged_len: Mapped[Decimal | None] = mapped_column(Scaled(2))
    line_aged_len: Mapped[Decimal | None] = mapped_column(Scaled(2))
    transformer_kva: Mapped[Decimal | None] = mapped_column(Scaled(2))
    transformer_owner: Mapped[str | None] = mapped_column(String(60))
    plan_year: Mapped[int | None]
    plan_batch: Mapped[str | None] = mapped_column(String(20))
    approval_no: Mapped[str | None] = mapped_column(String(40))
    approved_on: Mapped[date | None]
    sa_demolition: Mapped[bool | None]
    remarks: Mapped[str | None] = mapped_column(String(500))
    area_group: Mapped[str | None] = mapped_column(String(40))
    sa_retrofitted: Mapped[bool | None]
    pilot: Mapped[bool | None]
    own_batch: Mapped[str | None] = mapped_column(String(20))
    entered_stage: Mapped[int | None] = mapped_column(SmallInteger)
    entered_on: Mapped[date | None]
    plan_note: Mapped[str | None] = mapped_column(String(200))
    street_code: Mapped[str | None] = mapped_column(String(12))
