"""What follows by rule from a field that was changed, wherever it was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.consent_marks import CONSENTS, consent_marks
from desktop.domain.meter_due import INPUTS, due_date

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.values import Record


def has_consequences(kind: str, changed: Record) -> bool:
    """Return whether anything may follow, so that a mass change reads no record in vain."""
    deciding = CONSENTS if kind == "household" else INPUTS.get(kind, ())
    return any(name in changed for name in deciding)


def consequences(kind: str, before: Record, changed: Record, today: date) -> Record:
    """Return further fields of the same record: due dates, and a consent's date and basis.

    Args:
        kind: entity kind.
        before: the record so far.
        changed: the fields that are being written.
        today: the day.
    """
    if kind == "household":
        return consent_marks(before, changed, today)
    return due_date(kind, before, changed) if kind in INPUTS else {}
