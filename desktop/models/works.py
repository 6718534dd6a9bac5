"""The schedule of the works and the outages they need (施工)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Moment, Noun, filled, reference


class WorkItem(Noun):
    """Works (施工进度). Fields: ``domain/project_fields.py``."""

    __tablename__ = "work_item"
    __table_args__ = (Index(None, "quarter_id"), filled("work_item", "building_id"))

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    building_id: Mapped[str | None] = mapped_column(reference("building"))
    kind: Mapped[int | None] = mapped_column(SmallInteger)
    plan_from: Mapped[date | None]
    plan_to: Mapped[date | None]
    done_from: Mapped[date | None]
    done_to: Mapped[date | None]
    percent: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(String(200))


class Outage(Noun):
    """Outage notice (停水停电通知). Fields: ``domain/project_fields.py``."""

    __tablename__ = "outage"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    utility: Mapped[str | None] = mapped_column(String(8))
    place: Mapped[str | None] = mapped_column(String(200))
    starts_at: Mapped[datetime | None] = mapped_column(Moment)
    ends_at: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str | None] = mapped_column(String(200))
    announced_on: Mapped[date | None]
    announced_by: Mapped[str | None] = mapped_column(String(80))
    note: Mapped[str | None] = mapped_column(String(200))
