"""Notices that water or power will be off: what they must say, and how early they go out.

They are printed and hung out: the e-signature law, art. 3, keeps electronic signatures from
documents that stop a public supply, so there is no form to sign on screen for them.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.domain.project_codes import Trade
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from desktop.domain.values import Record

LEAST_NOTICE = {Trade.WATER: timedelta(days=1), Trade.ELECTRICITY: timedelta(days=7)}
"""城市供水条例 art. 22: 24 hours; 电力供应与使用条例 art. 28: 7 days for planned works."""
_NEEDED = ("utility", "place", "starts_at", "ends_at")


def require_complete(outage: Record) -> None:
    """Refuse a notice that does not say what is off, where, from when and to when.

    Raises:
        InputError: ``outage-incomplete``, ``outage-times``: it ends before it begins.
    """
    if any(not outage.get(name) for name in _NEEDED):
        raise InputError("outage-incomplete")
    begin, end = outage["starts_at"], outage["ends_at"]
    assert isinstance(begin, datetime)  # noqa: S101 - MOMENT fields
    assert isinstance(end, datetime)  # noqa: S101
    if end <= begin:
        raise InputError("outage-times")


def announced_late(outage: Record) -> bool:
    """Return whether the notice goes out later than the law asks; False while a day is missing."""
    announced, begin = outage.get("announced_on"), outage.get("starts_at")
    utility = outage.get("utility")
    if not isinstance(announced, date) or not isinstance(begin, datetime):
        return False
    notice = max(
        LEAST_NOTICE[trade]
        for trade in (Trade.WATER, Trade.ELECTRICITY)
        if utility in {trade, Trade.COMMON}
    ) if utility in set(Trade) else timedelta(0)  # fmt: skip
    return begin.astimezone().date() - announced < notice
