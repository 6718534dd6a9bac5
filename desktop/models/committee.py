"""The owners' committee and its members (业主委员会)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, reference


class Committee(Noun):
    """Owners' committee (业主委员会). Fields: ``domain/project_fields.py``."""

    __tablename__ = "committee"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    state: Mapped[int | None] = mapped_column(SmallInteger)
    name: Mapped[str | None] = mapped_column(String(80))
    elected_on: Mapped[date | None]
    filed_on: Mapped[date | None]
    filing_no: Mapped[str | None] = mapped_column(String(60))
    term_from: Mapped[date | None]
    term_to: Mapped[date | None]
    acting_body: Mapped[str | None] = mapped_column(String(80))
    party_branch: Mapped[bool | None]
    property_help: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(String(200))


class CommitteeMember(Noun):
    """Member of the committee (业委会成员). Fields: ``domain/project_fields.py``."""

    __tablename__ = "committee_member"
    __table_args__ = (Index(None, "committee_id"),)

    committee_id: Mapped[str | None] = mapped_column(reference("committee"))
    name: Mapped[str | None] = mapped_column(String(60))
    duty: Mapped[str | None] = mapped_column(String(20))
    party_member: Mapped[bool | None]
    phone: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(String(200))
