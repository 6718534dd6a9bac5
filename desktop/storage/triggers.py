"""The triggers that journal every change, generated from the mapped tables.

A trigger sees bulk statements too, which the events of an ORM do not. It may not call Python and
cannot see temporary tables (``trusted_schema=OFF``), so the operation under way stands in the
one-row table ``journal_context``; without it the entry's ``operation`` would be NULL, which its
column forbids, and the statement fails: nothing changes unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.models.catalogue import JOURNALLED, journalled_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTEXT = "(SELECT operation FROM journal_context)"
_INTO = (
    "INSERT INTO journal_entry (operation, kind, entity_id, action, field, old, new, parent) "
    f"VALUES ({_CONTEXT}, "
)
_SEALED = ("journal_operation", "journal_entry")


def triggers() -> dict[str, str]:
    """Return name → statement of every trigger of a ledger."""
    return dict(_all())


def triggers_of(kind: str) -> list[tuple[str, str]]:
    """Return name and statement of the triggers that journal one table."""
    return list(_of(kind))


def _all() -> Iterator[tuple[str, str]]:
    for kind in JOURNALLED:
        yield from _of(kind)
    for table in _SEALED:
        for event in ("UPDATE", "DELETE"):
            name = f"keep_{table}_{event.lower()}"
            yield (
                name,
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the journal is append only'); END",
            )


def _of(kind: str) -> Iterator[tuple[str, str]]:
    columns = [column.name for column in journalled_columns(kind)]
    yield (
        f"journal_{kind}_insert",
        f"CREATE TRIGGER journal_{kind}_insert AFTER INSERT ON {kind} BEGIN "
        f"{_INTO}'{kind}', NEW.id, 'I', '', NULL, {_image('NEW', columns)}, NULL); END",
    )
    yield (
        f"journal_{kind}_delete",
        f"CREATE TRIGGER journal_{kind}_delete AFTER DELETE ON {kind} BEGIN "
        f"{_INTO}'{kind}', OLD.id, 'D', '', {_image('OLD', columns)}, NULL, NULL); END",
    )
    for name in columns:
        yield (
            f"journal_{kind}_{name}",
            f"CREATE TRIGGER journal_{kind}_{name} AFTER UPDATE OF {name} ON {kind} "
            f"WHEN OLD.{name} IS NOT NEW.{name} BEGIN "
            f"{_INTO}'{kind}', OLD.id, 'U', '{name}', OLD.{name}, NEW.{name}, "
            "(SELECT max(number) FROM journal_entry WHERE entity_id = OLD.id "
            f"AND field IN ('{name}', ''))); END",
        )


def _image(row: str, columns: list[str]) -> str:
    return f"json_array({', '.join(f'{row}.{name}' for name in columns)})"
