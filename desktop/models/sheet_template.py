"""A template of the other side, mapped once (对方表样)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun


class SheetTemplate(Noun):
    """Template of the other side (对方表样). Fields: ``domain/exchange_fields.py``."""

    __tablename__ = "sheet_template"

    name: Mapped[str | None] = mapped_column(String(60))
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    sheet: Mapped[str | None] = mapped_column(String(60))
    header_row: Mapped[int | None]
    first_row: Mapped[int | None]
    rows_of: Mapped[str | None] = mapped_column(String(30))
    mapping: Mapped[str | None] = mapped_column(Text)
    used_on: Mapped[date | None]
