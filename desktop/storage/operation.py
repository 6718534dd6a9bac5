"""Beginning and sealing one operation of the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.domain.changes import Changes
from desktop.storage import heads
from desktop.storage.seal import ENTRY_LINE, seal

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection as Driver

CLOCK_BEHIND = (
    "SELECT 1 FROM journal_operation WHERE number = (SELECT max(number) FROM journal_operation) "
    "AND at > ?"
)
SEQUENCES = "SELECT device, max(sequence) FROM journal_operation GROUP BY device"


@dataclass(frozen=True, slots=True)
class Begun:
    """An operation under way.

    Attributes:
        number: its number, if it changes anything.
        last_entry: number of the last entry before it.
    """

    number: int
    last_entry: int


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes an operation, where, when and what for."""

    device: str
    operator: str
    action: str
    at: datetime
    undoes: str | None


def iso(moment: datetime) -> str:
    """Return a moment as the journal stores it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def begin(driver: Driver) -> Begun:
    """Write the context that the triggers read, inside the transaction that was just begun."""
    number = length(driver) + 1
    row = driver.execute("SELECT coalesce(max(number), 0) FROM journal_entry").fetchone()
    driver.execute("DELETE FROM journal_context")
    driver.execute("INSERT INTO journal_context (id, operation) VALUES (1, ?)", (number,))
    return Begun(number, int(row[0]))


def seal_operation(driver: Driver, begun: Begun, key: bytes, author: Author) -> bool:
    """Clear the context and seal what was changed, just before COMMIT.

    Returns:
        Whether anything was changed; if not, there is no operation.
    """
    driver.execute("DELETE FROM journal_context")
    row = driver.execute("SELECT max(number) FROM journal_entry").fetchone()
    last = int(row[0] or 0)
    begun = _after_joined(driver, begun)
    if last == begun.last_entry:
        return False
    heads.follow(driver, begun.last_entry + 1)
    before = driver.execute(
        "SELECT sequence, seal FROM journal_operation WHERE device = ? "
        "ORDER BY sequence DESC LIMIT 1",
        (author.device,),
    ).fetchone() or (0, "")
    lamport = driver.execute(
        "SELECT coalesce(max(lamport), 0) + 1 FROM journal_operation"
    ).fetchone()
    facts = (
        author.device,
        int(before[0]) + 1,
        int(lamport[0]),
        author.operator,
        author.action,
        iso(author.at),
        author.undoes,
    )
    entries = driver.execute(
        f"SELECT {ENTRY_LINE} FROM journal_entry WHERE number > ? ORDER BY number",
        (begun.last_entry,),
    )
    sealed = seal(key, before[1], facts, entries)
    driver.execute(
        "INSERT INTO journal_operation (number, device, sequence, lamport, operator, action, at, "
        "undoes, first_entry, last_entry, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (begun.number, *facts, begun.last_entry + 1, last, sealed),
    )
    return True


def _after_joined(driver: Driver, begun: Begun) -> Begun:
    """Return where this operation begins: behind those of other laptops that it took over."""
    row = driver.execute(
        "SELECT number, last_entry FROM journal_operation WHERE number >= ? "
        "ORDER BY number DESC LIMIT 1",
        (begun.number,),
    ).fetchone()
    return begun if row is None else Begun(int(row[0]) + 1, int(row[1]))


def nothing(action: str) -> Changes:
    """Return the changes of an operation that changed nothing."""
    return Changes("", action, frozenset(), frozenset())


def length(driver: Driver) -> int:
    """Return how many operations the journal holds."""
    row = driver.execute("SELECT coalesce(max(number), 0) FROM journal_operation").fetchone()
    return int(row[0])


def seal_at(driver: Driver, number: int) -> str:
    """Return the seal of one operation, or an empty text."""
    row = driver.execute(
        "SELECT seal FROM journal_operation WHERE number = ?", (number,)
    ).fetchone()
    return "" if row is None else str(row[0])
