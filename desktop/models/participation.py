"""Who has which part in a project, and their certificates (参建单位、资质证书)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, filled, reference


class Participation(Noun):
    """Part in the project (参建单位). Fields: ``domain/project_fields.py``."""

    __tablename__ = "participation"
    __table_args__ = (Index(None, "quarter_id"), filled("participation", "organisation_id"))

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    organisation_id: Mapped[str | None] = mapped_column(reference("organisation"))
    part: Mapped[int | None] = mapped_column(SmallInteger)
    person: Mapped[str | None] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(20))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(200))


class Qualification(Noun):
    """Qualification certificate (资质证书). Fields: ``domain/project_fields.py``."""

    __tablename__ = "qualification"
    __table_args__ = (Index(None, "organisation_id"),)

    organisation_id: Mapped[str | None] = mapped_column(reference("organisation"))
    name: Mapped[str | None] = mapped_column(String(80))
    grade: Mapped[str | None] = mapped_column(String(20))
    certificate_no: Mapped[str | None] = mapped_column(String(60))
    valid_to: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(200))
