"""An impact assessment of personal information (PIPL art. 55)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun


class PrivacyRecord(Noun):
    """Privacy impact assessment (个人信息保护影响评估). Fields: ``domain/project_fields.py``."""

    __tablename__ = "privacy_record"

    subject: Mapped[str | None] = mapped_column(String(200))
    receiver: Mapped[str | None] = mapped_column(String(80))
    purpose: Mapped[str | None] = mapped_column(String(500))
    kinds: Mapped[str | None] = mapped_column(String(500))
    risk: Mapped[str | None] = mapped_column(String(1000))
    measures: Mapped[str | None] = mapped_column(String(1000))
    notice_on: Mapped[date | None]
    keep_until: Mapped[date | None]
    assessed_on: Mapped[date | None]
    assessor: Mapped[str | None] = mapped_column(String(60))
