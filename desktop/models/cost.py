"""What the works cost: items, cost price, audits (造价)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, Scaled, reference


class CostItem(Noun):
    """Cost item (造价项目). Fields: ``domain/project_fields.py``."""

    __tablename__ = "cost_item"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    utility: Mapped[str | None] = mapped_column(String(8))
    est_kind: Mapped[int | None] = mapped_column(SmallInteger)
    item: Mapped[str | None] = mapped_column(String(80))
    quantity: Mapped[Decimal | None] = mapped_column(Scaled(2))
    unit: Mapped[str | None] = mapped_column(String(10))
    unit_price: Mapped[Decimal | None] = mapped_column(Scaled(2))
    amount: Mapped[Decimal | None] = mapped_column(Scaled(2))
    reviewed: Mapped[Decimal | None] = mapped_column(Scaled(2))
    prepared_by: Mapped[str | None] = mapped_column(String(80))
    document_no: Mapped[str | None] = mapped_column(String(60))
    dated_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(200))


class CostPrice(Noun):
    """Cost price per household (成本价). Fields: ``domain/project_fields.py``."""

    __tablename__ = "cost_price"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    utility: Mapped[str | None] = mapped_column(String(8))
    price: Mapped[Decimal | None] = mapped_column(Scaled(2))
    share: Mapped[Decimal | None] = mapped_column(Scaled(2))
    cap: Mapped[Decimal | None] = mapped_column(Scaled(2))
    document_no: Mapped[str | None] = mapped_column(String(60))
    decided_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(200))


class Audit(Noun):
    """Review or audit (评审与审计). Fields: ``domain/project_fields.py``."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    kind: Mapped[int | None] = mapped_column(SmallInteger)
    auditor: Mapped[str | None] = mapped_column(String(80))
    document_no: Mapped[str | None] = mapped_column(String(60))
    submitted: Mapped[Decimal | None] = mapped_column(Scaled(2))
    approved: Mapped[Decimal | None] = mapped_column(Scaled(2))
    reported_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(500))
