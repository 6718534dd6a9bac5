"""Inspections and what they found (检查、问题与整改)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, filled, reference


class Inspection(Noun):
    """Inspection (检查记录). Fields: ``domain/project_fields.py``."""

    __tablename__ = "inspection"
    __table_args__ = (Index(None, "quarter_id"), filled("inspection", "building_id"))

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    building_id: Mapped[str | None] = mapped_column(reference("building"))
    kind: Mapped[int | None] = mapped_column(SmallInteger)
    held_on: Mapped[date | None]
    inspector: Mapped[str | None] = mapped_column(String(60))
    conclusion: Mapped[str | None] = mapped_column(String(500))


class Finding(Noun):
    """Finding (问题与整改). Fields: ``domain/project_fields.py``."""

    __tablename__ = "finding"
    __table_args__ = (
        Index(None, "quarter_id"),
        filled("finding", "building_id"),
        filled("finding", "household_id"),
        filled("finding", "inspection_id"),
        filled("finding", "acceptance_id"),
        filled("finding", "audit_id"),
    )

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    building_id: Mapped[str | None] = mapped_column(reference("building"))
    household_id: Mapped[str | None] = mapped_column(reference("household"))
    inspection_id: Mapped[str | None] = mapped_column(reference("inspection"))
    acceptance_id: Mapped[str | None] = mapped_column(reference("acceptance"))
    audit_id: Mapped[str | None] = mapped_column(reference("audit"))
    origin: Mapped[int | None] = mapped_column(SmallInteger)
    utility: Mapped[str | None] = mapped_column(String(8))
    category: Mapped[int | None] = mapped_column(SmallInteger)
    severity: Mapped[int | None] = mapped_column(SmallInteger)
    item_code: Mapped[str | None] = mapped_column(String(10))
    what: Mapped[str | None] = mapped_column(String(500))
    responsible: Mapped[str | None] = mapped_column(String(80))
    responsible_person: Mapped[str | None] = mapped_column(String(60))
    found_on: Mapped[date | None]
    due_on: Mapped[date | None]
    fixed_on: Mapped[date | None]
    reinspected_on: Mapped[date | None]
    reinspected_by: Mapped[str | None] = mapped_column(String(60))
    state: Mapped[int | None] = mapped_column(SmallInteger)
    note: Mapped[str | None] = mapped_column(String(200))
