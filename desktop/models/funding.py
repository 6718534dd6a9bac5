"""Where the money comes from and goes to (资金)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, Scaled, reference


class FundApplication(Noun):
    """Application for maintenance funds (维修资金申请). Fields: ``domain/project_fields.py``."""

    __tablename__ = "fund_application"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    step: Mapped[int | None] = mapped_column(SmallInteger)
    done_on: Mapped[date | None]
    document_no: Mapped[str | None] = mapped_column(String(60))
    amount: Mapped[Decimal | None] = mapped_column(Scaled(2))
    note: Mapped[str | None] = mapped_column(String(200))


class FundEntry(Noun):
    """Entry of the funds (资金台账). Fields: ``domain/project_fields.py``."""

    __tablename__ = "fund_entry"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    source: Mapped[int | None] = mapped_column(SmallInteger)
    step: Mapped[int | None] = mapped_column(SmallInteger)
    amount: Mapped[Decimal | None] = mapped_column(Scaled(2))
    booked_on: Mapped[date | None]
    document_no: Mapped[str | None] = mapped_column(String(60))
    other_side: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[str | None] = mapped_column(String(200))
