"""Dates of a stage, and what a leader let pass (环节记录、环节放行)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Moment, Noun, reference


class StageRecord(Noun):
    """Record of a stage (环节记录). Fields: ``domain/project_fields.py``."""

    __tablename__ = "stage_record"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    stage: Mapped[int | None] = mapped_column(SmallInteger)
    started_on: Mapped[date | None]
    due_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    answered_by: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(String(200))


class StageOverride(Noun):
    """Override of a gate (环节放行). Fields: ``domain/project_fields.py``."""

    __tablename__ = "stage_override"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    stage: Mapped[int | None] = mapped_column(SmallInteger)
    missing: Mapped[str | None] = mapped_column(String(2000))
    reason: Mapped[str | None] = mapped_column(String(500))
    decided_by: Mapped[str | None] = mapped_column(String(60))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_by: Mapped[str | None] = mapped_column(String(60))
