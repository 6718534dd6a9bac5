"""Sealing an operation: an HMAC over what it changed and over the seal before it.

Each device has a chain of its own, which is never computed again when journals are joined.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ENTRY_COLUMNS = "kind, entity_id, action, field, old, new"


def seal(key: bytes, before: str, operation: Sequence[object], entries: Iterable[Any]) -> str:
    """Return the seal of one operation.

    Args:
        key: the ledger's journal key.
        before: seal of the device's operation before, empty for its first.
        operation: device, sequence, lamport, operator, action, time, undoes.
        entries: rows of :data:`ENTRY_COLUMNS` in order.
    """
    digest = hmac.new(key, _line((before, *operation)), hashlib.sha256)
    lines: list[bytes] = []
    for entry in entries:
        lines.append(_line(entry))
        if len(lines) == 1_000:  # noqa: PLR2004 - fewer, larger updates
            digest.update(b"".join(lines))
            lines.clear()
    digest.update(b"".join(lines))
    return digest.hexdigest()


def _line(values: Iterable[object]) -> bytes:
    """Write ``values`` so that no two different rows give the same bytes."""
    return (
        ",".join("-" if value is None else f"{len(str(value))}:{value}" for value in values) + "\n"
    ).encode()
