"""A change of the annual plan (计划调整)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, reference


class PlanChange(Noun):
    """Change of the annual plan (计划调整). Fields: ``domain/exchange_fields.py``."""

    __tablename__ = "plan_change"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    from_year: Mapped[int | None]
    from_batch: Mapped[str | None] = mapped_column(String(20))
    to_year: Mapped[int | None]
    to_batch: Mapped[str | None] = mapped_column(String(20))
    document_no: Mapped[str | None] = mapped_column(String(60))
    decided_on: Mapped[date | None]
    reason: Mapped[str | None] = mapped_column(String(200))
