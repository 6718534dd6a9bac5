"""A soft warning that a person confirmed with a reason (情况确认)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Moment, Noun, reference


class Confirmation(Noun):
    """A soft warning that a person confirmed with a reason. Fields: ``domain/fields.py``."""

    __tablename__ = "confirmation"
    __table_args__ = (Index(None, "household_id"),)

    household_id: Mapped[str | None] = mapped_column(reference("household"))
    warning: Mapped[str | None] = mapped_column(String(60))
    subject: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(String(200))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmed_by: Mapped[str | None] = mapped_column(String(60))
