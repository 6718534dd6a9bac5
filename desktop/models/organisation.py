"""An organisation that signs, pays or builds (单位)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, filled, reference


class Organisation(Noun):
    """An organisation that signs, pays or builds (单位). Fields: ``domain/fields.py``."""

    __tablename__ = "organisation"
    __table_args__ = (filled("organisation", "quarter_id"),)

    kind: Mapped[int | None] = mapped_column(SmallInteger)
    name: Mapped[str | None] = mapped_column(String(80))
    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    contact: Mapped[str | None] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(20))
    trust_pem: Mapped[str | None] = mapped_column(String(8000))
