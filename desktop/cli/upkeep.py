"""set, undo, check, journal, backup, restore, salvage …: keeping the ledger sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.opening import open_office

if TYPE_CHECKING:
    import argparse

    from desktop.cli.console import Console
    from desktop.services.program import Program


def _set(options: argparse.Namespace, program: Program, console: Console) -> int:
    with open_office(options, program, console) as office:
        kind = office.reading.kind_of(options.entity)
        changes = office.editing.set_field(kind, options.entity, options.field, options.value)
    document = {"operation": changes.operation, "changed": bool(changes.kinds)}
    console.answer(document, "")
    console.say("saved" if changes.kinds else "unchanged")
    return 0


def _undo(options: argparse.Namespace, program: Program, console: Console) -> int:
    with open_office(options, program, console) as office:
        changes = office.editing.undo(options.operation)
    console.answer({"operation": changes.operation, "kinds": sorted(changes.kinds)}, "")
    console.say("undone")
    return 0


def _check(options: argparse.Namespace, program: Program, console: Console) -> int:
    with open_office(options, program, console, read_only=True) as office:
        document = office.health.check()
    text = "\n".join(
        f"{'✓' if row['ok'] else '✕'} {row['name']}  {row['detail']}" for row in document["checks"]
    )
    console.answer(document, text)
    return 0 if document["ok"] else 1


def _journal(options: argparse.Namespace, program: Program, console: Console) -> int:
    with open_office(options, program, console, read_only=True) as office:
        rows = office.history.journal(entity_id=options.entity, since=options.since)
    text = "\n".join(
        f"{row['seq']}  {row['time']}  {row['operator']}  {row['action']}  {row['entity_kind']}  "
        f"{row['entity_id']}  {row['field']}: {row['old']} → {row['new']}"
        for row in rows
    )
    console.answer(rows, text)
    return 0


def _backup(options: argparse.Namespace, program: Program, console: Console) -> int:
    with open_office(options, program, console, read_only=True) as office:
        document = office.backups.make(Path(options.to) if options.to else None)
    console.answer(document, console.sentence("backed-up", document))
    return 0


def _restore(options: argparse.Namespace, program: Program, console: Console) -> int:
    document = program.restore(
        Path(options.backup),
        Path(options.ledger),
        operator=program.operator_name(options.operator),
        passphrase=console.passphrase(options),
    )
    console.answer(document, console.sentence("restored", document))
    return 0


def _salvage(options: argparse.Namespace, program: Program, console: Console) -> int:
    document = program.salvage(
        Path(options.ledger),
        operator=program.operator_name(options.operator),
        passphrase=console.passphrase(options),
    )
    console.answer(document, console.sentence("salvaged", document))
    return 1 if document["lost"] else 0


def _rehearse(options: argparse.Namespace, program: Program, console: Console) -> int:
    with open_office(options, program, console, read_only=True) as office:
        document = office.backups.rehearse()
    code = "rehearsed" if document["ok"] else "rehearsal-failed"
    console.answer(document, console.sentence(code, document))
    return 0 if document["ok"] else 1


def _bench(options: argparse.Namespace, program: Program, console: Console) -> int:
    document = program.bench(options.name)
    console.answer(document, "\n".join(f"{name}: {value}" for name, value in document.items()))
    return 0


COMMANDS = {
    "set": _set,
    "undo": _undo,
    "check": _check,
    "journal": _journal,
    "backup": _backup,
    "restore": _restore,
    "salvage": _salvage,
    "rehearse": _rehearse,
    "bench": _bench,
}
