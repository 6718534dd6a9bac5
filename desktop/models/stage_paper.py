"""A paper that one of the six stages needs (环节资料)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, reference


class StagePaper(Noun):
    """A paper that one of the six stages needs (环节资料). Fields: ``domain/fields.py``."""

    __tablename__ = "stage_paper"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    stage: Mapped[int | None] = mapped_column(SmallInteger)
    paper: Mapped[str | None] = mapped_column(String(40))
    document_no: Mapped[str | None] = mapped_column(String(60))
    dated_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(200))
    issued_by: Mapped[str | None] = mapped_column(String(80))
    answered_by: Mapped[str | None] = mapped_column(String(60))
    due_on: Mapped[date | None]
    refused: Mapped[bool | None]
