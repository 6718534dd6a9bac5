"""Organisations by the name they had on a day.

Authorities are renamed: a form, a notice or a ballot prints the name valid on its own day, and one
from before the renaming keeps the old one.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain.values import Value


def valid_on(organisation: Mapping[str, Value], day: date) -> bool:
    """Return whether the name stands on ``day``; both ends count, an open end is for ever."""
    start, end = organisation.get("valid_from"), organisation.get("valid_to")
    return (not isinstance(start, date) or start <= day) and (
        not isinstance(end, date) or day <= end
    )


def organisation_on(
    organisations: Iterable[Mapping[str, Value]], kind: int | None, day: date
) -> Mapping[str, Value]:
    """Return the organisation of ``kind`` whose name stands on ``day``, or an empty record.

    Of several the quarter's own goes before the office's, and the name that began last before one
    that began earlier: whoever enters the new name and forgets to end the old one still prints
    the new one.
    """
    found = [o for o in organisations if o.get("kind") == kind and valid_on(o, day)]
    return max(found, key=_order, default={})


def name_on(organisations: Iterable[Mapping[str, Value]], kind: int | None, day: date) -> str:
    """Return the name of the organisation of ``kind`` on ``day``; empty without one."""
    return str(organisation_on(organisations, kind, day).get("name") or "")


def _order(organisation: Mapping[str, Value]) -> tuple[bool, date]:
    start = organisation.get("valid_from")
    return (bool(organisation.get("quarter_id")), start if isinstance(start, date) else date.min)
