"""The triggers that journal every change on the server: the same entries as in the encrypted file.

An operation's entries lie side by side without gaps, as the seals demand: the sequence that numbers
them is set back at the beginning of every operation, which holds the ledger's lock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.models.catalogue import JOURNALLED, journalled_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEALED = ("journal_operation", "journal_entry")
_INTO = (
    "INSERT INTO journal_entry (number, operation, kind, entity_id, action, field, old, new, "
    "parent) VALUES (nextval('journal_number'), under_way, "
)


def statements() -> Iterator[str]:
    """Yield what makes the journal capture and keep."""
    yield "CREATE SEQUENCE journal_number"
    yield from capture()
    yield (
        "CREATE FUNCTION journal_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'the journal is append only'; END $$"
    )
    for table in _SEALED:
        yield (
            f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION journal_is_kept()"
        )
        yield (
            f"CREATE TRIGGER keep_all_{table} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION journal_is_kept()"
        )


def capture() -> Iterator[str]:
    """Yield what journals every change of every table as it is now, again after a revision."""
    for kind in JOURNALLED:
        yield _function(kind)
        yield (
            f"CREATE OR REPLACE TRIGGER journal_{kind} AFTER INSERT OR UPDATE OR DELETE ON {kind} "
            f"FOR EACH ROW EXECUTE FUNCTION journal_{kind}()"
        )


def _function(kind: str) -> str:
    names = [column.name for column in journalled_columns(kind)]
    changes = "\n".join(_change(kind, name) for name in names if name != "id")
    return (
        f"CREATE OR REPLACE FUNCTION journal_{kind}() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "DECLARE under_way bigint;\nBEGIN\n"
        "SELECT operation INTO under_way FROM journal_context;\n"
        "IF under_way IS NULL THEN RAISE EXCEPTION 'nothing changes unseen'; END IF;\n"
        f"IF TG_OP = 'INSERT' THEN {_INTO}'{kind}', NEW.id, 'I', '', NULL, "
        f"{_image('NEW', names)}, NULL); RETURN NEW; END IF;\n"
        f"IF TG_OP = 'DELETE' THEN {_INTO}'{kind}', OLD.id, 'D', '', {_image('OLD', names)}, "
        "NULL, NULL); RETURN OLD; END IF;\n"
        f"{changes}\nRETURN NEW;\nEND $$"
    )


def _change(kind: str, name: str) -> str:
    return (
        f"IF OLD.{name} IS DISTINCT FROM NEW.{name} THEN {_INTO}'{kind}', OLD.id, 'U', '{name}', "
        f"OLD.{name}::text, NEW.{name}::text, (SELECT max(number) FROM journal_entry "
        f"WHERE entity_id = OLD.id AND field IN ('{name}', ''))); END IF;"
    )


def _image(row: str, names: list[str]) -> str:
    return f"json_build_array({', '.join(f'{row}.{name}' for name in names)})::text"
