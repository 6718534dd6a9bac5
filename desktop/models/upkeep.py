"""What was done after the handover (长效管理)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, reference


class Upkeep(Noun):
    """Long-term management (长效管理). Fields: ``domain/project_fields.py``."""

    __tablename__ = "upkeep"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    kind: Mapped[int | None] = mapped_column(SmallInteger)
    done_on: Mapped[date | None]
    content: Mapped[str | None] = mapped_column(String(500))
    done_by: Mapped[str | None] = mapped_column(String(60))
