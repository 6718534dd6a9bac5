"""How often a finding was mended and looked at again, from the journal: its record has the last."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from desktop.domain.project_codes import FindingState
from desktop.storage.codec import decoders

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.domain.values import Value

_FIELDS = ("state", "fixed_on", "reinspected_on", "reinspected_by")
_ENTRIES = (
    "SELECT e.operation, e.field, e.new, o.undoes IS NOT NULL FROM journal_entry e "
    "JOIN journal_operation o ON o.number = e.operation "
    "WHERE e.kind = 'finding' AND e.entity_id = ? "
    f"AND e.field IN ({', '.join('?' * len(_FIELDS))}) ORDER BY e.number"
)
_VERIFIED = frozenset({FindingState.PASSED, FindingState.FAILED_AGAIN})


@dataclass(frozen=True, slots=True)
class Round:
    """One mending with the re-inspection that followed; days are None where none was typed."""

    fixed_on: Value
    reinspected_on: Value
    reinspected_by: str
    passed: bool


def finding_rounds(connection: Connection, finding_id: str) -> list[Round]:
    """Return every re-inspection of a finding, oldest first; what was undone is left out."""
    readers = decoders("finding")
    rounds: list[Round] = []
    now: dict[str, Value] = {}
    rows = connection.exec_driver_sql(_ENTRIES, (finding_id, *_FIELDS)).all()
    for (_, undoing), entries in groupby(rows, key=lambda row: (row[0], row[3])):
        before = now.get("state")
        for _, field, new, _ in entries:
            reader = readers[field]
            now[field] = new if reader is None else reader(new)
        if undoing and before in _VERIFIED and now.get("state") not in _VERIFIED:
            rounds = rounds[:-1]
        elif now.get("state") in _VERIFIED and now.get("state") != before:
            seen = _round(now)
            # Undoing what came after a re-inspection brings the re-inspection back: it is known.
            rounds += [] if undoing and rounds[-1:] == [seen] else [seen]
    return rounds


def _round(now: dict[str, Value]) -> Round:
    return Round(
        now.get("fixed_on"),
        now.get("reinspected_on"),
        str(now.get("reinspected_by") or ""),
        now.get("state") == FindingState.PASSED,
    )
