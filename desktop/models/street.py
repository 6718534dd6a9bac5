"""A street office, as the district knows it (街道)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Moment, Noun, filled


class Street(Noun):
    """Street office (街道). Fields: ``domain/exchange_fields.py``."""

    __tablename__ = "street"
    __table_args__ = (filled("street", "code"),)

    code: Mapped[str | None] = mapped_column(String(12))
    name: Mapped[str | None] = mapped_column(String(60))
    contact: Mapped[str | None] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(20))
    export_id: Mapped[str | None] = mapped_column(String(32))
    export_code: Mapped[str | None] = mapped_column(String(32))
    vector: Mapped[str | None] = mapped_column(Text)
    taken_vector: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime | None] = mapped_column(Moment)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    returned_at: Mapped[datetime | None] = mapped_column(Moment)
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    note: Mapped[str | None] = mapped_column(String(200))
