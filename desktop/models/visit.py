"""One visit to a household (入户记录)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Moment, Noun, reference


class Visit(Noun):
    """One visit to a household (入户记录). Fields: ``domain/fields.py``."""

    __tablename__ = "visit"
    __table_args__ = (Index(None, "household_id"),)

    household_id: Mapped[str | None] = mapped_column(reference("household"))
    visited_at: Mapped[datetime | None] = mapped_column(Moment)
    state: Mapped[int | None] = mapped_column(SmallInteger)
    visitor: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(String(200))
