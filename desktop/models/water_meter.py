"""A water meter (水表) in the tree of master and sub-meters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, Scaled, ending, filled, reference


class WaterMeter(Noun):
    """A water meter (水表) in the tree of master and sub-meters. Fields: ``domain/fields.py``."""

    __tablename__ = "water_meter"
    __table_args__ = (
        filled("water_meter", "household_id"),
        filled("water_meter", "building_id"),
        filled("water_meter", "parent_id"),
        filled("water_meter", "replaced_by_id"),
        filled("water_meter", "body_no"),
        ending("water_meter", "body_no"),
        filled("water_meter", "account_no"),
        filled("water_meter", "barcode"),
    )

    household_id: Mapped[str | None] = mapped_column(reference("household"))
    building_id: Mapped[str | None] = mapped_column(reference("building"))
    parent_id: Mapped[str | None] = mapped_column(reference("water_meter"))
    replaced_by_id: Mapped[str | None] = mapped_column(reference("water_meter"))
    body_no: Mapped[str | None] = mapped_column(String(20))
    barcode: Mapped[str | None] = mapped_column(String(40))
    rfid: Mapped[str | None] = mapped_column(String(40))
    role: Mapped[int | None] = mapped_column(SmallInteger)
    kind: Mapped[int | None] = mapped_column(SmallInteger)
    position: Mapped[int | None] = mapped_column(SmallInteger)
    state: Mapped[int | None] = mapped_column(SmallInteger)
    fault: Mapped[str | None] = mapped_column(String(8))
    dn: Mapped[int | None]
    q3: Mapped[Decimal | None] = mapped_column(Scaled(1))
    maker: Mapped[str | None] = mapped_column(String(60))
    model: Mapped[str | None] = mapped_column(String(40))
    verified_on: Mapped[date | None]
    cert_no: Mapped[str | None] = mapped_column(String(40))
    expires_on: Mapped[date | None]
    installed_on: Mapped[date | None]
    removed_on: Mapped[date | None]
    installer: Mapped[str | None] = mapped_column(String(60))
    first_reading: Mapped[Decimal | None] = mapped_column(Scaled(3))
    last_reading: Mapped[Decimal | None] = mapped_column(Scaled(3))
    seal_plastic: Mapped[str | None] = mapped_column(String(30))
    seal_steel: Mapped[str | None] = mapped_column(String(30))
    seal_lead: Mapped[str | None] = mapped_column(String(30))
    seal_audit: Mapped[str | None] = mapped_column(String(30))
    account_no: Mapped[str | None] = mapped_column(String(20))
    book_no: Mapped[str | None] = mapped_column(String(20))
    seq_in_book: Mapped[int | None]
    charge_way: Mapped[str | None] = mapped_column(String(8))
    contract_no: Mapped[str | None] = mapped_column(String(40))
    remarks: Mapped[str | None] = mapped_column(String(200))
