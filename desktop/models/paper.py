"""Signatures, returned lines, revocation lists and own wording of forms (签署与表样)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Moment, Noun, reference


class FormSignature(Noun):
    """Signature of a form (表单签署). Fields: ``domain/form_fields.py``."""

    __tablename__ = "form_signature"
    __table_args__ = (Index(None, "form_id"),)

    form_id: Mapped[str | None] = mapped_column(reference("handover_form"))
    party: Mapped[str | None] = mapped_column(String(30))
    way: Mapped[int | None] = mapped_column(SmallInteger)
    organisation: Mapped[str | None] = mapped_column(String(100))
    signer: Mapped[str | None] = mapped_column(String(60))
    serial: Mapped[str | None] = mapped_column(String(64))
    signed_at: Mapped[datetime | None] = mapped_column(Moment)
    sha256: Mapped[str | None] = mapped_column(String(64))
    attachment_id: Mapped[str | None] = mapped_column(String(32))
    trial: Mapped[bool | None]
    note: Mapped[str | None] = mapped_column(String(200))


class FormLine(Noun):
    """Line checked by the receiver (清单核对行). Fields: ``domain/form_fields.py``."""

    __tablename__ = "form_line"
    __table_args__ = (
        Index(None, "form_id"),
        Index(None, "household_id"),
        Index(None, "finding_id"),
    )

    form_id: Mapped[str | None] = mapped_column(reference("handover_form"))
    line_no: Mapped[int | None]
    household_id: Mapped[str | None] = mapped_column(reference("household"))
    meter_kind: Mapped[str | None] = mapped_column(String(30))
    meter_id: Mapped[str | None] = mapped_column(String(32))
    result: Mapped[int | None] = mapped_column(SmallInteger)
    reason: Mapped[str | None] = mapped_column(String(300))
    finding_id: Mapped[str | None] = mapped_column(reference("finding"))
    decided_on: Mapped[date | None]


class RevocationList(Noun):
    """Revocation list (证书吊销列表). Fields: ``domain/form_fields.py``."""

    __tablename__ = "revocation_list"

    issuer: Mapped[str | None] = mapped_column(String(200))
    content: Mapped[str | None] = mapped_column(Text)
    this_update: Mapped[datetime | None] = mapped_column(Moment)
    next_update: Mapped[datetime | None] = mapped_column(Moment)
    sha256: Mapped[str | None] = mapped_column(String(64))


class OwnForm(Noun):
    """Own wording of a form (本办表样). Fields: ``domain/form_fields.py``."""

    __tablename__ = "own_form"

    kind: Mapped[str | None] = mapped_column(String(20))
    form_type: Mapped[str | None] = mapped_column(String(40))
    name: Mapped[str | None] = mapped_column(String(60))
    version: Mapped[int | None]
    content: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(String(64))
    valid_from: Mapped[date | None]
