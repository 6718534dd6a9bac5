"""A vote of the owners, its ballots and its counts (业主表决)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Moment, Noun, Scaled, filled, reference


class Vote(Noun):
    """Vote of the owners (业主表决). Fields: ``domain/project_fields.py``."""

    __tablename__ = "vote"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    title: Mapped[str | None] = mapped_column(String(200))
    matter: Mapped[int | None] = mapped_column(SmallInteger)
    rule_set: Mapped[str | None] = mapped_column(String(8))
    scope: Mapped[int | None] = mapped_column(SmallInteger)
    scope_ids: Mapped[str | None] = mapped_column(String(4000))
    scheme_share: Mapped[Decimal | None] = mapped_column(Scaled(2))
    scheme_document: Mapped[str | None] = mapped_column(String(60))
    body: Mapped[str | None] = mapped_column(String(80))
    announced_on: Mapped[date | None]
    vote_from: Mapped[date | None]
    vote_to: Mapped[date | None]
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by: Mapped[str | None] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(String(200))


class Ballot(Noun):
    """Ballot (表决票). Fields: ``domain/project_fields.py``."""

    __tablename__ = "ballot"
    __table_args__ = (Index(None, "vote_id"), filled("ballot", "household_id"))

    vote_id: Mapped[str | None] = mapped_column(reference("vote"))
    household_id: Mapped[str | None] = mapped_column(reference("household"))
    choice: Mapped[int | None] = mapped_column(SmallInteger)
    water_yes: Mapped[bool | None]
    elec_yes: Mapped[bool | None]
    basis: Mapped[int | None] = mapped_column(SmallInteger)
    signer_kind: Mapped[int | None] = mapped_column(SmallInteger)
    signer: Mapped[str | None] = mapped_column(String(60))
    proxy_document: Mapped[str | None] = mapped_column(String(60))
    cast_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(200))


class VoteCount(Noun):
    """Count of a vote (计票结果). Fields: ``domain/project_fields.py``."""

    __tablename__ = "vote_count"
    __table_args__ = (Index(None, "vote_id"),)

    vote_id: Mapped[str | None] = mapped_column(reference("vote"))
    final: Mapped[bool | None]
    counted_at: Mapped[datetime | None] = mapped_column(Moment)
    counted_by: Mapped[str | None] = mapped_column(String(60))
    result: Mapped[str | None] = mapped_column(String(4000))
    rule_text: Mapped[str | None] = mapped_column(String(2000))
    inputs: Mapped[str | None] = mapped_column(Text)
    inputs_sha256: Mapped[str | None] = mapped_column(String(64))
