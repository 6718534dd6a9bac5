"""A form that was issued for signature (移交表单)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, String, Text
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
    title: Mapped[str | None] = mapped_column(String(120))
    subject_kind: Mapped[str | None] = mapped_column(String(30))
    subject_id: Mapped[str | None] = mapped_column(String(32))
    buildings: Mapped[str | None] = mapped_column(Text)
    reference_no: Mapped[str | None] = mapped_column(String(60))
    wording: Mapped[str | None] = mapped_column(String(40))
    households: Mapped[int | None]
    meters: Mapped[int | None]
    pages: Mapped[int | None]
    csv_sha256: Mapped[str | None] = mapped_column(String(64))
    supplements: Mapped[str | None] = mapped_column(String(40))
    voided_at: Mapped[datetime | None] = mapped_column(Moment)
    void_reason: Mapped[str | None] = mapped_column(String(200))
    handed_over_on: Mapped[date | None]
    handover_note: Mapped[str | None] = mapped_column(String(200))
