"""A form's own number: unique across the laptops of an office; a number given is never reused."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from desktop.storage.queries.form_files import numbers_like

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from desktop.storage.ledger import Ledger

_MARK = 4


def next_number(connection: Connection, ledger: Ledger, day: date) -> str:
    """Return the next number of this laptop: office, year, mark of the laptop, running number.

    Forms that were undone count as well: their number may stand on paper already.
    """
    mark = hashlib.sha256(ledger.device_id.encode()).hexdigest()[:_MARK].upper()
    prefix = f"{ledger.street_code}-{day.year}-{mark}-"
    running = [_running(number[len(prefix) :]) for number in numbers_like(connection, prefix)]
    return f"{prefix}{max(running, default=0) + 1:04d}"


def _running(text: str) -> int:
    return int(text) if text.isdecimal() else 0
