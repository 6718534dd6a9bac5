"""Who changed fields last and when, for thousands of records at once."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from desktop.storage.queries.merging import in_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


class Changer(NamedTuple):
    """Who changed a field last.

    Attributes:
        who: name of the operator; empty when unknown here.
        action: name of the use case.
        at: by the device's clock.
    """

    who: str
    action: str
    at: datetime


def changers_of(
    connection: Connection, fields: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Changer]:
    """Return (record id, field) → who changed it last; a field nobody changed has no answer.

    An empty field asks for the record: whoever changed anything of it last.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for one, field in fields:
        wanted[one].add(field)
    newest: dict[tuple[str, str], int] = {}
    statement = (
        "SELECT entity_id, field, max(operation) FROM journal_entry "
        "WHERE entity_id IN ({ids}) AND action = 'U' GROUP BY entity_id, field"
    )
    for one, field, operation in in_parts(connection, statement, sorted(wanted)):
        if field in wanted[one]:
            newest[one, field] = operation
        if "" in wanted[one]:
            newest[one, ""] = max(operation, newest.get((one, ""), 0))
    told = _operations(connection, set(newest.values()))
    return {place: told[number] for place, number in newest.items() if number in told}


def _operations(connection: Connection, numbers: Iterable[int]) -> dict[int, Changer]:
    statement = (
        "SELECT o.number, coalesce(p.name, ''), o.action, o.at FROM journal_operation o "
        "LEFT JOIN operator p ON p.id = o.operator WHERE o.number IN ({ids})"
    )
    return {
        row[0]: Changer(row[1], row[2], datetime.fromisoformat(row[3]))
        for row in in_parts(connection, statement, sorted(numbers))
    }
