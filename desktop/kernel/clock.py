"""The time, as something that tests can hold still."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """Return the current moment, aware, in UTC."""

    def today(self) -> date:
        """Return the calendar day where the program runs."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the current moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the calendar day where the program runs."""
        return datetime.now(UTC).astimezone().date()


class FixedClock:
    """A clock that stands still: for tests and for deterministic demo data."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """Return the moment given at construction."""
        return self._moment

    def today(self) -> date:
        """Return the calendar day of that moment."""
        return self._moment.date()
