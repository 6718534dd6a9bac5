"""Reads from the journal what every laptop had seen at each of its operations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.domain.joined_seen import Seen
from desktop.models.catalogue import journalled_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from desktop.domain.journal import Vector
    from desktop.storage.unit_of_work import UnitOfWork

BEGINNING = "begin"
"""Direction of the exchange row that a new incarnation writes."""
TAKING = "parcel"
"""Direction of the exchange row, and action, of the taking of a parcel."""


def note_beginning(work: UnitOfWork, device: str, now: datetime) -> None:
    """Write what a new incarnation found in its ledger; the very first one finds nothing."""
    vector = dict(
        work.driver.execute(
            "SELECT device, max(sequence) FROM journal_operation GROUP BY device"
        ).fetchall()
    )
    if vector:
        work.insert(
            "exchange",
            [
                {
                    "direction": BEGINNING,
                    "export_code": device,
                    "vector": json.dumps(vector, sort_keys=True),
                    "made_at": now,
                }
            ],
        )


def seen(execute: Callable[..., Any]) -> Seen:
    """Return who had seen what; ``execute`` runs a statement on an open ledger."""
    rows = execute("SELECT device, min(lamport) FROM journal_operation GROUP BY device").fetchall()
    return Seen({row[0]: row[1] for row in rows}, _notes(execute))


def _notes(execute: Callable[..., Any]) -> Iterator[tuple[str, int, Vector]]:
    names = [column.name for column in journalled_columns("exchange")]
    direction, vector = names.index("direction"), names.index("vector")
    rows = execute(
        "SELECT o.device, o.sequence, e.new FROM journal_operation o JOIN journal_entry e "
        "ON e.number BETWEEN o.first_entry AND o.last_entry "
        "WHERE o.action IN ('parcel', 'device.begin') AND e.kind = 'exchange' AND e.action = 'I'"
    ).fetchall()
    for device, sequence, image in rows:
        values = json.loads(image)
        if values[direction] in {BEGINNING, TAKING} and values[vector]:
            yield device, sequence, json.loads(values[vector])
