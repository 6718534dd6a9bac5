"""What went out and came in, and what of it is undecided (交换记录、待裁决事项)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Moment, Noun, filled, reference


class Exchange(Noun):
    """Exchange (交换记录). Fields: ``domain/exchange_fields.py``."""

    __tablename__ = "exchange"
    __table_args__ = (filled("exchange", "export_code"),)

    direction: Mapped[str | None] = mapped_column(String(10))
    export_code: Mapped[str | None] = mapped_column(String(32))
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    vector: Mapped[str | None] = mapped_column(Text)
    scope: Mapped[str | None] = mapped_column(Text)
    summary: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime | None] = mapped_column(Moment)
    export_id: Mapped[str | None] = mapped_column(String(32))
    partner: Mapped[str | None] = mapped_column(String(60))
    street_code: Mapped[str | None] = mapped_column(String(12))
    file_name: Mapped[str | None] = mapped_column(String(200))


class MergeQuestion(Noun):
    """Open question (待裁决事项). Fields: ``domain/exchange_fields.py``."""

    __tablename__ = "merge_question"
    __table_args__ = (
        Index(None, "exchange_id"),
        filled("merge_question", "record_id"),
    )

    exchange_id: Mapped[str | None] = mapped_column(reference("exchange"))
    source: Mapped[str | None] = mapped_column(String(10))
    record_kind: Mapped[str | None] = mapped_column(String(30))
    record_id: Mapped[str | None] = mapped_column(String(32))
    field: Mapped[str | None] = mapped_column(String(60))
    base: Mapped[str | None] = mapped_column(Text)
    ours: Mapped[str | None] = mapped_column(Text)
    theirs: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(String(40))
    sheet: Mapped[str | None] = mapped_column(String(60))
    row_no: Mapped[int | None]
    state: Mapped[int | None] = mapped_column(SmallInteger)
    answer: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
