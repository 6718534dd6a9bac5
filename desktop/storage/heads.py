"""Keeps ``journal_head``: the last entries of fields that were written side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.joined import follows
from desktop.storage.nodes import nodes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlcipher3.dbapi2 import Connection as Driver

    from desktop.domain.joined import Standing
    from desktop.storage.nodes import Node, Record

_HEADS = "SELECT entry, shown FROM journal_head WHERE entity_id = ? AND field = ?"
_NEW_HEAD = "INSERT INTO journal_head (entity_id, field, entry, kind, shown) VALUES (?, ?, ?, ?, ?)"
_NEW_PARENT = "INSERT INTO journal_parent (entry, parent) VALUES (?, ?)"


def put(
    driver: Driver, record: Record, name: str, found: Standing, beside: Iterable[int] = ()
) -> None:
    """Write the heads of one field as they are after a joining; one head needs no rows."""
    forget(driver, record.id, name)
    rows = [(record.number(head.name), False) for head in found.heads]
    extra = list(beside)
    if extra:
        rows += [(number, number == extra[0]) for number in extra]
    elif rows:
        rows[0] = (rows[0][0], True)
    if len(rows) > 1:
        driver.executemany(
            _NEW_HEAD, [(record.id, name, number, record.kind, shown) for number, shown in rows]
        )


def forget(driver: Driver, entity_id: str, name: str) -> None:
    """Take the heads of a field away: it has one, or is written anew."""
    driver.execute("DELETE FROM journal_head WHERE entity_id = ? AND field = ?", (entity_id, name))


def follow(driver: Driver, first_entry: int) -> None:
    """Name the parents of what this operation wrote into fields with several heads.

    An edit follows the head that was shown and those that say the same, so that an open conflict
    stays open; who deletes or restores follows all. An entry whose parents stand already (a
    decision) keeps them.

    Args:
        driver: inside the transaction, just before sealing.
        first_entry: number of the operation's first entry.
    """
    if driver.execute("SELECT 1 FROM journal_head LIMIT 1").fetchone() is None:
        return
    rows = driver.execute(
        "SELECT DISTINCT e.entity_id, e.kind, e.field, e.number, e.old, e.parent "
        "FROM journal_head h JOIN journal_entry e ON e.entity_id = h.entity_id "
        "AND e.field = h.field WHERE e.number >= ? ORDER BY e.number",
        (first_entry,),
    ).fetchall()
    written: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        written.setdefault((row[0], row[2]), []).append(row)
    for (entity_id, name), entries in written.items():
        _follow(driver, entity_id, name, entries)


def _follow(driver: Driver, entity_id: str, name: str, entries: list[Any]) -> None:
    number, old, parent = entries[0][3:6]
    stored = driver.execute(_HEADS, (entity_id, name)).fetchall()
    nodes = nodes_of(driver.execute, [row[0] for row in stored])
    standing = [node for node in nodes.values() if _writes(node, entity_id, name)]
    given = driver.execute(
        "SELECT parent FROM journal_parent WHERE entry = ?", (number,)
    ).fetchall()
    named = {row[0] for row in given}
    if not named:
        named = set(follows(name, {n.number: n.value(name) for n in standing}, old))
        if named and named != {parent}:
            driver.executemany(_NEW_PARENT, [(number, one) for one in sorted(named)])
    left = [node.number for node in standing if node.number not in named]
    forget(driver, entity_id, name)
    if left:
        last, kind = entries[-1][3], entries[-1][1]
        rows = [(entity_id, name, one, kind, False) for one in left]
        driver.executemany(_NEW_HEAD, [*rows, (entity_id, name, last, kind, True)])


def _writes(node: Node, entity_id: str, name: str) -> bool:
    """Whether a head writes this very field; beside a deletion stand edits that do not."""
    if node.entity_id != entity_id:
        return False
    return node.field in {name, ""}
