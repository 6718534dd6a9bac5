"""A parameter of a rule, dated (规则参数)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun


class Parameter(Noun):
    """Parameter of a rule (规则参数). Fields: ``domain/project_fields.py``."""

    __tablename__ = "parameter"

    name: Mapped[str | None] = mapped_column(String(60))
    value: Mapped[str | None] = mapped_column(String(2000))
    valid_from: Mapped[date | None]
    document_no: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(String(200))
