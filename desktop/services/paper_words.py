"""How papers say what the ledger keeps: days, moments, places; empty for what is not known."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.domain.paper import Paragraph
from desktop.kernel.errors import InputError
from desktop.storage.queries.card import record

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.values import Record, Value

BLANK = "＿" * 6
"""A line for a pen."""
PEN_DAY = "　　　年　　月　　日"
"""A day for a pen."""


def said(value: Value) -> str:
    """Return a text as it is printed; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""


def day_of(value: Value) -> date | None:
    """Return ``value`` if it is a day."""
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def chinese_day(value: Value) -> str:
    """Return a day as 2026年3月5日; empty without one."""
    day = day_of(value)
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def chinese_moment(value: Value) -> str:
    """Return a moment as 2026年3月5日14时05分, in the time of the office; empty without one."""
    if not isinstance(value, datetime):
        return ""
    at = value.astimezone()
    return f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute:02}分"


def paragraphs(value: Value) -> list[Paragraph]:
    """Return a text of several lines as paragraphs; 无。 where nothing was written."""
    lines = [line for line in said(value).splitlines() if line.strip()]
    return [Paragraph(line) for line in lines or ["无。"]]


def quarter_name(connection: Connection, quarter_id: str) -> str:
    """Return the name of a quarter; empty without one."""
    found = record(connection, "quarter", quarter_id) if quarter_id else None
    return said(found["name"]) if found else ""


def the_record(connection: Connection, kind: str, entity_id: str) -> Record:
    """Return one record.

    Raises:
        InputError: ``record-missing``.
    """
    found = record(connection, kind, entity_id)
    if found is None:
        raise InputError("record-missing")
    return found
