"""A photo, scan or ink file beside the ledger (附件)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Moment, Noun, filled


class Attachment(Noun):
    """A photo, scan or ink file beside the ledger (附件). Fields: ``domain/fields.py``."""

    __tablename__ = "attachment"
    __table_args__ = (Index(None, "owner_id"), filled("attachment", "source_sha256"))

    owner_kind: Mapped[str | None] = mapped_column(String(30))
    owner_id: Mapped[str | None] = mapped_column(String(32))
    kind: Mapped[int | None] = mapped_column(SmallInteger)
    file_id: Mapped[str | None] = mapped_column(String(32))
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    media_type: Mapped[str | None] = mapped_column(String(40))
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    subject: Mapped[str | None] = mapped_column(String(20))
    signer: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(String(200))
    source_sha256: Mapped[str | None] = mapped_column(String(64))
    batch: Mapped[str | None] = mapped_column(String(32))
