"""Reading a day that a person typed outside a field of the ledger."""

from __future__ import annotations

from datetime import date

from desktop.domain.fields import ENTITIES
from desktop.domain.values import ValueProblem, parse

_FIELD = ENTITIES["acceptance_notice"].field("sent_on")


def read_day(text: str) -> date | None:
    """Return the day that ``text`` means in any of the ways people write one, else None."""
    assert _FIELD is not None  # noqa: S101 - declared
    try:
        value = parse(_FIELD, text)
    except ValueProblem:
        return None
    return value if isinstance(value, date) else None
