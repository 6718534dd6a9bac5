"""A form that was issued for signature (移交表单)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Moment, Noun, filled, reference


class HandoverForm(Noun):
    """A form that was issued for signature (移交表单). Fields: ``domain/fields.py``."""

    __tablename__ = "handover_form"
    __table_args__ = (
        Index(None, "quarter_id"),
        filled("handover_form", "document_no"),
    )

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    form_type: Mapped[str | None] = mapped_column(String(40))
    document_no: Mapped[str | None] = mapped_column(String(40))
    file_name: Mapped[str | None] = mapped_column(String(120))
    sha256: Mapped[str | None] = mapped_column(String(64))
    expected: Mapped[str | None] = mapped_column(String(300))
    signed: Mapped[str | None] = mapped_column(String(300))
    issued_at: Mapped[datetime | None] = mapped_column(Moment)
    replaces: Mapped[str | None] = mapped_column(String(40))
