"""The office's own values of rule parameters, dated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.parameters import SetValue, read_value, value_on
from desktop.kernel.errors import InputError
from desktop.storage.queries.registers import records

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection

    from desktop.domain.changes import Changes
    from desktop.domain.values import Value
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger


class Parameters:
    """Answers what a parameter was on a day, and sets it from a day on."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def values(self) -> list[SetValue]:
        """Return every value the office has set, oldest first."""
        with self._ledger.reader() as connection:
            return set_values(connection)

    def today(self) -> date:
        """Return the office's day."""
        return self._clock.today()

    def on(self, name: str, day: date | None = None) -> Decimal:
        """Return what ``name`` is on ``day``, today when no day is given.

        Raises:
            InputError: ``parameter-unknown``.
        """
        return value_on(name, day or self._clock.today(), self.values())

    def set(
        self, name: str, text: str, *, valid_from: date | None = None, document_no: str = ""
    ) -> Changes:
        """Set ``name`` from a day on, today when none is given; what held before stays on record.

        Raises:
            InputError: ``parameter-unknown``, ``parameter-value``.
            RefusedError: the operator may only read.
        """
        value = read_value(name, text)
        with self._ledger.unit_of_work("set-parameter") as work:
            work.insert(
                "parameter",
                [
                    {
                        "name": name,
                        "value": str(value),
                        "valid_from": valid_from or self._clock.today(),
                        "document_no": document_no or None,
                    }
                ],
            )
        return work.changes


def set_values(connection: Connection) -> list[SetValue]:
    """Return every value the office has set, oldest first; what cannot be read is left out."""
    found = []
    for row in records(connection, "parameter"):
        try:
            value = read_value(_text(row["name"]), _text(row["value"]))
        except InputError:
            continue
        day = row["valid_from"]
        found.append(
            SetValue(_text(row["name"]), value, day, _text(row["document_no"]))  # type: ignore[arg-type]
        )
    return found


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
