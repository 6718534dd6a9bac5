"""The acceptance of a utility: checks and notices (验收)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Moment, Noun, reference


class Acceptance(Noun):
    """Acceptance (验收). Fields: ``domain/project_fields.py``."""

    __tablename__ = "acceptance"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    utility: Mapped[str | None] = mapped_column(String(8))
    template: Mapped[str | None] = mapped_column(String(80))
    template_version: Mapped[str | None] = mapped_column(String(20))
    template_text: Mapped[str | None] = mapped_column(Text)
    opened_on: Mapped[date | None]
    led_by: Mapped[str | None] = mapped_column(String(80))
    outcome: Mapped[int | None] = mapped_column(SmallInteger)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[str | None] = mapped_column(String(60))
    result: Mapped[str | None] = mapped_column(String(4000))
    inputs: Mapped[str | None] = mapped_column(Text)
    inputs_sha256: Mapped[str | None] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(String(500))


class AcceptanceCheck(Noun):
    """Acceptance check (验收检查). Fields: ``domain/project_fields.py``."""

    __tablename__ = "acceptance_check"
    __table_args__ = (Index(None, "acceptance_id"),)

    acceptance_id: Mapped[str | None] = mapped_column(reference("acceptance"))
    item_code: Mapped[str | None] = mapped_column(String(10))
    scope: Mapped[int | None] = mapped_column(SmallInteger)
    place_id: Mapped[str | None] = mapped_column(String(32))
    place: Mapped[str | None] = mapped_column(String(80))
    result: Mapped[int | None] = mapped_column(SmallInteger)
    measured: Mapped[str | None] = mapped_column(String(1000))
    confirms_computed: Mapped[bool | None]
    sampled: Mapped[int | None]
    inspector: Mapped[str | None] = mapped_column(String(60))
    checked_on: Mapped[date | None]
    evidence: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(String(200))


class AcceptanceNotice(Noun):
    """Notice of acceptance (验收通知). Fields: ``domain/project_fields.py``."""

    __tablename__ = "acceptance_notice"
    __table_args__ = (Index(None, "acceptance_id"),)

    acceptance_id: Mapped[str | None] = mapped_column(reference("acceptance"))
    party: Mapped[int | None] = mapped_column(SmallInteger)
    sent_on: Mapped[date | None]
    document_no: Mapped[str | None] = mapped_column(String(60))
    replied_on: Mapped[date | None]
    reply: Mapped[str | None] = mapped_column(String(500))
    attended: Mapped[bool | None]
    attended_by: Mapped[str | None] = mapped_column(String(60))
    attended_on: Mapped[date | None]
