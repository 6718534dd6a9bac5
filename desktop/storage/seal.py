"""Sealing an operation: an HMAC over what it changed and over the seal before it.

Each device has a chain of its own, which is never computed again when journals are joined.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ENTRY_LINE = (
    "kind || '|' || entity_id || '|' || action || '|' || field || '|' || quote(old) || '|' "
    "|| quote(new)"
)
"""One entry as one text, put together by the database: half the time of doing it here.

Names and ids hold no bar, and ``quote`` doubles every quotation mark, so that no two different
entries give the same text.
"""

_PAGE = 2_000


def seal(key: bytes, before: str, operation: Sequence[object], entries: Any) -> str:
    """Return the seal of one operation.

    Args:
        key: the ledger's journal key.
        before: seal of the device's operation before, empty for its first.
        operation: device, sequence, lamport, operator, action, time, undoes.
        entries: cursor over :data:`ENTRY_LINE` in order.
    """
    digest = hmac.new(key, _line((before, *operation)), hashlib.sha256)
    while page := entries.fetchmany(_PAGE):
        digest.update("".join(f"{line}\n" for (line,) in page).encode())
    return digest.hexdigest()


def _line(values: Iterable[object]) -> bytes:
    """Write ``values`` so that no two different rows give the same bytes."""
    return (
        ",".join("-" if value is None else f"{len(str(value))}:{value}" for value in values) + "\n"
    ).encode()
