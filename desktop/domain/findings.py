"""What an inspection, an acceptance or an audit found, until it is mended and looked at again.

Safety and quality findings block what they must: a serious one the end of its stage, one that
stops the works every day until it passed its re-inspection (municipal plan, part four (4):
quality, safety and time kept together; L6 art. 16: not accepted with open quality defects).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.domain.project_codes import FindingState, Severity
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from decimal import Decimal

    from desktop.domain.values import Record, Value

BLOCKING = frozenset({Severity.SERIOUS, Severity.STOP_WORK})
"""Severities that block while they are not closed."""


def is_closed(state: Value) -> bool:
    """Return whether a finding is settled: only a passed re-inspection settles it."""
    return state == FindingState.PASSED


def blocks(severity: Value, state: Value) -> bool:
    """Return whether a finding keeps its stage from ending."""
    return severity in BLOCKING and not is_closed(state)


def stops_works(severity: Value, state: Value) -> bool:
    """Return whether the works stand still until the finding has passed its re-inspection."""
    return severity == Severity.STOP_WORK and not is_closed(state)


def opened(values: Record, today: date, due_days: Decimal) -> dict[str, Value]:
    """Return the record of a new finding: open, found today unless said, due in ``due_days``.

    Raises:
        InputError: ``finding-empty``: nobody says what is wrong.
    """
    if not str(values.get("what") or "").strip():
        raise InputError("finding-empty")
    found_on = values.get("found_on") or today
    assert isinstance(found_on, date)  # noqa: S101 - a DATE field
    return {
        "severity": int(Severity.ORDINARY),
        **values,
        "found_on": found_on,
        "due_on": values.get("due_on") or found_on + timedelta(days=int(due_days)),
        "state": int(FindingState.OPEN),
    }


def fixed(finding: Record, on: date) -> dict[str, Value]:
    """Return what changes when somebody says that it is mended on ``on``.

    Raises:
        InputError: ``finding-closed``; ``finding-before-found``.
    """
    _require_open(finding)
    _require_order(finding, on)
    return {
        "state": int(FindingState.FIXED),
        "fixed_on": on,
        "reinspected_on": None,
        "reinspected_by": None,
    }


def reinspected(finding: Record, on: date, by: str, *, passed: bool) -> dict[str, Value]:
    """Return what a re-inspection changes; one that fails opens the finding again.

    Raises:
        InputError: ``finding-closed``; ``finding-not-fixed``: nobody has said that it is mended;
            ``finding-before-found``.
    """
    _require_open(finding)
    if finding.get("state") != FindingState.FIXED:
        raise InputError("finding-not-fixed")
    _require_order(finding, on)
    state = FindingState.PASSED if passed else FindingState.FAILED_AGAIN
    return {"state": int(state), "reinspected_on": on, "reinspected_by": by or None}


def _require_open(finding: Record) -> None:
    if is_closed(finding.get("state")):
        raise InputError("finding-closed")


def _require_order(finding: Record, on: date) -> None:
    found_on = finding.get("found_on")
    if isinstance(found_on, date) and on < found_on:
        raise InputError("finding-before-found", found=found_on.isoformat())
