"""The joint conference and what it decided (联席会议)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, filled, reference


class Meeting(Noun):
    """Joint conference (联席会议). Fields: ``domain/project_fields.py``."""

    __tablename__ = "meeting"

    held_on: Mapped[date | None]
    title: Mapped[str | None] = mapped_column(String(80))
    minutes_no: Mapped[str | None] = mapped_column(String(60))
    place: Mapped[str | None] = mapped_column(String(60))
    chair: Mapped[str | None] = mapped_column(String(60))
    attended_by: Mapped[str | None] = mapped_column(String(500))
    note: Mapped[str | None] = mapped_column(String(500))


class MeetingDecision(Noun):
    """Decision of a meeting (议定事项). Fields: ``domain/project_fields.py``."""

    __tablename__ = "meeting_decision"
    __table_args__ = (
        filled("meeting_decision", "meeting_id"),
        filled("meeting_decision", "quarter_id"),
    )

    meeting_id: Mapped[str | None] = mapped_column(reference("meeting"))
    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    decision: Mapped[str | None] = mapped_column(String(500))
    responsible: Mapped[str | None] = mapped_column(String(80))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    reply: Mapped[str | None] = mapped_column(String(500))
