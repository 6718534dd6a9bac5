"""A damaged ledger: the newest whole backup, and every later operation that can still be read.

The journal holds every change in full, so the backup and the rest of the journal together are the
ledger as it was. Each operation counts only if its seal continues the chain of its device; the
first that cannot be read or proven ends it.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from desktop.domain.journal import DELETE, INSERT
from desktop.kernel.errors import HubiaoError, LedgerError, RefusedError
from desktop.kernel.identity import time_ordered_ids
from desktop.kernel.paths import LedgerPaths
from desktop.models.catalogue import JOURNALLED, journalled_columns
from desktop.storage import backups, doctor, operation, placement
from desktop.storage.brought import Bringing
from desktop.storage.chronicle import first_wrong
from desktop.storage.cipher import connect
from desktop.storage.engine import engine_over
from desktop.storage.failures import translated
from desktop.storage.keyring import Anchor, Keyring, derived
from desktop.storage.lock import WriterLock
from desktop.storage.migrations.upgrade import require_current, upgrade
from desktop.storage.replay import Written
from desktop.storage.restore import note_restore, put_in_place
from desktop.storage.seal import ENTRY_LINE, seal
from desktop.storage.search_index import SearchIndex
from desktop.storage.triggers import triggers
from desktop.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlcipher3.dbapi2 import Connection as Driver

    from desktop.kernel.clock import Clock
    from desktop.storage.backups import BackupInfo

_OPERATION = (
    "number, device, sequence, lamport, operator, action, at, undoes, first_entry, last_entry, seal"
)
_ENTRY = "number, operation, kind, entity_id, action, field, old, new, parent"


@dataclass(frozen=True, slots=True)
class _Tail:
    """One operation of the damaged ledger with its entries, proven."""

    operation: tuple[Any, ...]
    entries: list[tuple[Any, ...]]
    parents: list[tuple[int, int]]


def salvage(
    path: Path,
    *,
    operator: str,
    passphrase: str,
    clock: Clock,
    device_folder: Path | None = None,
) -> dict[str, Any]:
    """Put the newest whole backup and all later readable operations in the place of ``path``.

    The damaged file is never written to; it is set aside with its key file.

    Returns:
        ``ledger``, ``backup`` (file names), ``operations`` (how many there are now),
        ``recovered`` (of these, read from the damaged ledger), ``lost`` (known to be missing),
        ``set_aside`` (file names).

    Raises:
        RefusedError: ``salvage-no-backup``: no whole backup lies beside the ledger.
        LedgerError: wrong passphrase; another program holds the ledger.
        MachineError: the disk refuses; what was there is still there.
    """
    ring, key = _unlocked(path, operator, passphrase)
    with translated():
        info = _newest_whole(path, key)
        draft = path.with_name(path.name + ".new")
        since = clock.now().astimezone().strftime("%Y-%m-%d %H:%M")
        lock = WriterLock(LedgerPaths(path).lock_file, operator, since)
        try:
            shutil.copyfile(info.path, draft)
            promised = ring.anchor(key)
            recovered, length, head, seen = _grow(draft, path, key)
            ring.set_anchor(Anchor(length, head), key)
            aside = put_in_place(draft, path, ring, clock.now())
        finally:
            draft.unlink(missing_ok=True)
            lock.release()
    note_restore(path, info.path, operator, passphrase, clock, device_folder)
    known = max(seen, promised.length if promised is not None else 0)
    return {
        "ledger": path.name,
        "backup": info.path.name,
        "operations": length,
        "recovered": recovered,
        "lost": max(0, known - length),
        "set_aside": aside,
    }


def _unlocked(path: Path, operator: str, passphrase: str) -> tuple[Keyring, bytes]:
    ring = Keyring.load(LedgerPaths(path).key_file)
    return ring, ring.unlock(operator, passphrase)[1]


def _newest_whole(path: Path, key: bytes) -> BackupInfo:
    for info in backups.listing(LedgerPaths(path).backups, path.stem):
        with contextlib.suppress(HubiaoError, dbapi2.Error):
            ring = Keyring.load(LedgerPaths(info.path).key_file)
            if all(found.ok for found in doctor.check_file(info.path, key, ring)):
                return info
    raise RefusedError("salvage-no-backup", name=path.name)


def _grow(draft: Path, damaged: Path, key: bytes) -> tuple[int, int, str, int]:
    """Bring ``draft`` up with what ``damaged`` still holds.

    Returns:
        (operations recovered, journal length, its head, newest number seen in the damaged one).
    """
    driver = connect(draft, key, "rw")
    try:
        if not require_current(driver, draft.name):
            upgrade(driver)
        before = operation.length(driver)
        with _reading(damaged, key) as source:
            seen = _length(source)
            _replay(driver, _tails(source, driver, derived(key, "journal")))
        if first_wrong(driver.execute, derived(key, "journal")) is not None:
            raise LedgerError("ledger-damaged", name=damaged.name)
        length = operation.length(driver)
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return length - before, length, operation.seal_at(driver, length), seen
    finally:
        driver.close()


@contextlib.contextmanager
def _reading(damaged: Path, key: bytes) -> Iterator[Driver | None]:
    """Open a copy: closing the damaged file itself would write its log into it."""
    with tempfile.TemporaryDirectory(prefix=".salvage-", dir=damaged.parent) as folder:
        copy = Path(folder) / damaged.name
        for source in (damaged, LedgerPaths(damaged).wal):
            if source.exists():
                shutil.copyfile(source, Path(folder) / source.name)
        try:
            driver: Driver | None = connect(copy, key, "query")
        except HubiaoError:
            driver = None
        try:
            yield driver
        finally:
            if driver is not None:
                driver.close()


def _length(source: Driver | None) -> int:
    if source is None:
        return 0
    with contextlib.suppress(dbapi2.Error):
        return operation.length(source)
    return 0


def _tails(source: Driver | None, driver: Driver, key: bytes) -> Iterator[_Tail]:
    """Yield what comes after ``driver``'s journal, as far as it reads and its seals hold."""
    number = operation.length(driver) + 1
    heads = dict(
        driver.execute(
            "SELECT device, seal FROM journal_operation o WHERE sequence = "
            "(SELECT max(sequence) FROM journal_operation WHERE device = o.device)"
        ).fetchall()
    )
    while source is not None:
        try:
            tail = _tail(source, number)
            lines = source.execute(
                f"SELECT {ENTRY_LINE} FROM journal_entry WHERE operation = ? ORDER BY number",
                (number,),
            )
            facts = tail.operation if tail is not None else ()
            if tail is None or facts[10] != seal(key, heads.get(facts[1], ""), facts[1:8], lines):
                return
        except dbapi2.Error:
            return
        yield tail
        heads[facts[1]] = facts[10]
        number += 1


def _tail(source: Driver, number: int) -> _Tail | None:
    row = source.execute(
        f"SELECT {_OPERATION} FROM journal_operation WHERE number = ?", (number,)
    ).fetchone()
    if row is None:
        return None
    entries = source.execute(
        f"SELECT {_ENTRY} FROM journal_entry WHERE number BETWEEN ? AND ? ORDER BY number",
        (row[8], row[9]),
    ).fetchall()
    if len(entries) != row[9] - row[8] + 1:
        return None
    return _Tail(row, entries, _parents(source, row[8], row[9]))


def _parents(source: Driver, first: int, last: int) -> list[tuple[int, int]]:
    """Return what entries follow; ledgers of an older schema do not say it."""
    known = "SELECT 1 FROM sqlite_schema WHERE name = 'journal_parent'"
    if source.execute(known).fetchone() is None:
        return []
    query = "SELECT entry, parent FROM journal_parent WHERE entry BETWEEN ? AND ?"
    return list(source.execute(query, (first, last)).fetchall())


def _replay(driver: Driver, tails: Iterator[_Tail]) -> None:
    """Write operations as they were: values, entries and seals, in one transaction."""
    driver.execute("PRAGMA foreign_keys=OFF")
    driver.execute("BEGIN IMMEDIATE")
    try:
        for name in triggers():
            driver.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        first = _last_entry(driver) + 1
        for tail in tails:
            _write(driver, tail)
        _judge_again(driver, first)
        households = driver.execute("SELECT id FROM household").fetchall()
        placement.Placement(driver).refresh(placement.BY_ID, [row[0] for row in households])
        SearchIndex(driver).rebuild()
        for statement in triggers().values():
            driver.execute(statement)
        driver.execute("COMMIT")
    except BaseException:
        driver.execute("ROLLBACK")
        raise


def _last_entry(driver: Driver) -> int:
    return int(driver.execute("SELECT coalesce(max(number), 0) FROM journal_entry").fetchone()[0])


def _judge_again(driver: Driver, first: int) -> None:
    """Show what the rules of joined journals say, where other laptops' operations came along."""
    last = _last_entry(driver)
    devices = driver.execute("SELECT count(DISTINCT device) FROM journal_operation").fetchone()[0]
    if last < first or devices == 1:
        return
    with engine_over(driver).connect() as connection:
        work = UnitOfWork(driver, connection, "salvage", time_ordered_ids())
        Bringing(work, Written(0, first, last, frozenset(), {})).again()


def _write(driver: Driver, tail: _Tail) -> None:
    driver.executemany(
        f"INSERT INTO journal_entry ({_ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", tail.entries
    )
    driver.execute(
        f"INSERT INTO journal_operation ({_OPERATION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        tail.operation,
    )
    driver.executemany("INSERT INTO journal_parent (entry, parent) VALUES (?, ?)", tail.parents)
    for _, _, kind, entity_id, action, field, _, new, _ in tail.entries:
        if kind not in JOURNALLED:
            continue
        if action == INSERT:
            columns = [column.name for column in journalled_columns(kind)]
            values = json.loads(new)
            names = columns[: len(values)]
            # A laptop is written by itself and by who enrols it.
            verb = "INSERT OR IGNORE" if kind == "device" else "INSERT"
            marks = ", ".join("?" * len(names))
            driver.execute(f"{verb} INTO {kind} ({', '.join(names)}) VALUES ({marks})", values)
        elif action == DELETE:
            driver.execute(f"DELETE FROM {kind} WHERE id = ?", (entity_id,))
        else:
            driver.execute(f"UPDATE {kind} SET {field} = ? WHERE id = ?", (new, entity_id))
