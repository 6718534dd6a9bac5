"""A workbook or parcel that went out or came in (交换记录)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Moment, Noun, filled


class Exchange(Noun):
    """A workbook or parcel that went out or came in (交换记录). Fields: ``domain/fields.py``."""

    __tablename__ = "exchange"
    __table_args__ = (filled("exchange", "export_code"),)

    direction: Mapped[str | None] = mapped_column(String(10))
    export_code: Mapped[str | None] = mapped_column(String(32))
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    vector: Mapped[str | None] = mapped_column(String(2000))
    scope: Mapped[str | None] = mapped_column(String(2000))
    summary: Mapped[str | None] = mapped_column(String(2000))
    made_at: Mapped[datetime | None] = mapped_column(Moment)
