"""What a meter showed on a day (抄见记录)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, Scaled, reference


class MeterReading(Noun):
    """What a meter showed on a day (抄见记录). Fields: ``domain/fields.py``."""

    __tablename__ = "meter_reading"
    __table_args__ = (Index(None, "water_meter_id"), Index(None, "electricity_meter_id"))

    water_meter_id: Mapped[str | None] = mapped_column(reference("water_meter"))
    electricity_meter_id: Mapped[str | None] = mapped_column(reference("electricity_meter"))
    read_on: Mapped[date | None]
    reading: Mapped[Decimal | None] = mapped_column(Scaled(3))
    source: Mapped[int | None] = mapped_column(SmallInteger)
    reader: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(String(200))
