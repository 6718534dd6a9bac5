"""What a household owes and has paid (每户应缴、缴费记录)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, Scaled, filled, reference


class Share(Noun):
    """Share of a household (每户应缴). Fields: ``domain/project_fields.py``."""

    __tablename__ = "share"
    __table_args__ = (Index(None, "household_id"),)

    household_id: Mapped[str | None] = mapped_column(reference("household"))
    utility: Mapped[str | None] = mapped_column(String(8))
    due: Mapped[Decimal | None] = mapped_column(Scaled(2))
    due_on: Mapped[date | None]
    waived: Mapped[Decimal | None] = mapped_column(Scaled(2))
    waiver_reason: Mapped[int | None] = mapped_column(SmallInteger)
    waiver_no: Mapped[str | None] = mapped_column(String(60))
    waiver_by: Mapped[str | None] = mapped_column(String(60))
    waiver_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(200))


class Payment(Noun):
    """Payment (缴费记录). Fields: ``domain/project_fields.py``."""

    __tablename__ = "payment"
    __table_args__ = (Index(None, "household_id"), filled("payment", "bank_line"))

    household_id: Mapped[str | None] = mapped_column(reference("household"))
    utility: Mapped[str | None] = mapped_column(String(8))
    kind: Mapped[int | None] = mapped_column(SmallInteger)
    amount: Mapped[Decimal | None] = mapped_column(Scaled(2))
    paid_on: Mapped[date | None]
    way: Mapped[int | None] = mapped_column(SmallInteger)
    receipt_no: Mapped[str | None] = mapped_column(String(40))
    payer: Mapped[str | None] = mapped_column(String(60))
    bank_line: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[str | None] = mapped_column(String(200))
