"""A filter of a list, kept by name (筛选方案)."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun


class SavedFilter(Noun):
    """A filter of a list, kept by name (筛选方案). Fields: ``domain/fields.py``."""

    __tablename__ = "saved_filter"

    page: Mapped[str | None] = mapped_column(String(30))
    name: Mapped[str | None] = mapped_column(String(40))
    definition: Mapped[str | None] = mapped_column(String(4000))
