"""Opinions, publicity, orders and summaries (意见、公示、督办、总结)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, filled, reference


class Voice(Noun):
    """Opinion or complaint (意见与投诉). Fields: ``domain/project_fields.py``."""

    __tablename__ = "voice"
    __table_args__ = (Index(None, "quarter_id"), filled("voice", "household_id"))

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    household_id: Mapped[str | None] = mapped_column(reference("household"))
    channel: Mapped[int | None] = mapped_column(SmallInteger)
    number: Mapped[str | None] = mapped_column(String(40))
    received_on: Mapped[date | None]
    person: Mapped[str | None] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(20))
    content: Mapped[str | None] = mapped_column(String(1000))
    due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer: Mapped[str | None] = mapped_column(String(1000))
    answered_by: Mapped[str | None] = mapped_column(String(60))
    satisfied: Mapped[int | None] = mapped_column(SmallInteger)


class Publicity(Noun):
    """Publicity (宣传与公示). Fields: ``domain/project_fields.py``."""

    __tablename__ = "publicity"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    kind: Mapped[int | None] = mapped_column(SmallInteger)
    content: Mapped[str | None] = mapped_column(String(500))
    place: Mapped[str | None] = mapped_column(String(80))
    shown_from: Mapped[date | None]
    shown_to: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(200))


class SupervisionOrder(Noun):
    """Supervision order (督办单). Fields: ``domain/project_fields.py``."""

    __tablename__ = "supervision_order"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    number: Mapped[str | None] = mapped_column(String(60))
    issued_by: Mapped[str | None] = mapped_column(String(80))
    issued_on: Mapped[date | None]
    task: Mapped[str | None] = mapped_column(String(500))
    responsible: Mapped[str | None] = mapped_column(String(80))
    due_on: Mapped[date | None]
    replied_on: Mapped[date | None]
    reply: Mapped[str | None] = mapped_column(String(1000))


class PilotSummary(Noun):
    """Summary of a pilot (试点总结). Fields: ``domain/project_fields.py``."""

    __tablename__ = "pilot_summary"
    __table_args__ = (Index(None, "quarter_id"),)

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    written_on: Mapped[date | None]
    author: Mapped[str | None] = mapped_column(String(60))
    done: Mapped[str | None] = mapped_column(String(2000))
    problems: Mapped[str | None] = mapped_column(String(2000))
    advice: Mapped[str | None] = mapped_column(String(2000))
