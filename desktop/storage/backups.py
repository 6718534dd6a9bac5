"""Verified copies of a ledger: made, thinned out, rehearsed and put back."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import LedgerError, RefusedError
from desktop.kernel.paths import LedgerPaths
from desktop.storage import doctor
from desktop.storage.cipher import connect, require_ledger
from desktop.storage.failures import translated
from desktop.storage.files import sync_file, sync_folder
from desktop.storage.keyring import Anchor, Keyring
from desktop.storage.lock import WriterLock

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.kernel.clock import Clock
    from desktop.storage.doctor import Finding
    from desktop.storage.ledger import Ledger

_STAMP = "%Y%m%d-%H%M%S"
_ALL = timedelta(days=2)
_DAILY = timedelta(days=14)
_WEEKLY = timedelta(days=70)


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One verified backup.

    Attributes:
        path: the file; its key file and attachments lie beside it.
        made_at: when, UTC.
        reason: ``asked`` by a person, or ``close``, ``import``, ``merge``, ``migration`` and so on.
    """

    path: Path
    made_at: datetime
    reason: str


def make(ledger: Ledger, folder: Path | None = None, reason: str = "asked") -> BackupInfo:
    """Copy the ledger as it is now, verify the copy, and only then give it its name.

    A kill leaves a temporary file, never a bad backup.

    Args:
        ledger: may be in use; the copy is of one moment.
        folder: where to; by default ``backups`` beside the ledger.
        reason: why; stands in the file's name.

    Raises:
        LedgerError: ``backup-not-whole``: the copy did not pass and was removed.
        MachineError: the disk refuses.
    """
    at = ledger.clock.now()
    target_folder = folder or ledger.paths.backups
    target = _free_name(target_folder, ledger.path.stem, at, reason)
    draft = target.with_name(target.name + ".new")
    with translated():
        target_folder.mkdir(parents=True, exist_ok=True)
        try:
            anchor = _copy(ledger, draft)
            ring = Keyring.load(ledger.paths.key_file)
            ring.set_anchor(anchor, ledger.key)
            _require_whole(draft, ledger.key, ring)
            _copy_attachments(ledger.paths.attachments, LedgerPaths(target).attachments)
            ring.save(LedgerPaths(target).key_file)
            os.replace(draft, target)
            sync_folder(target_folder)
        except BaseException:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise
    return BackupInfo(target, at, reason)


def listing(folder: Path, name: str) -> list[BackupInfo]:
    """Return the backups of the ledger called ``name`` in ``folder``, newest first."""
    found = []
    for path in folder.glob(f"{name}-*.hubiao") if folder.is_dir() else ():
        day, _, rest = path.stem.removeprefix(f"{name}-").partition("-")
        time, _, reason = rest.partition("-")
        with contextlib.suppress(ValueError):
            at = datetime.strptime(f"{day}-{time[:6]}", _STAMP).replace(tzinfo=UTC)
            found.append(BackupInfo(path, at, reason))
    return sorted(found, key=lambda info: (info.made_at, info.path.name), reverse=True)


def newest(folder: Path, name: str) -> BackupInfo | None:
    """Return the newest backup, or None."""
    return next(iter(listing(folder, name)), None)


def thin_out(folder: Path, name: str, now: datetime) -> list[Path]:
    """Remove automatic backups: all of two days stay, then one a day, a week, a month.

    Returns:
        What was removed. Those that a person asked for stay.
    """
    removed, kept = [], set()
    for info in listing(folder, name):
        slot = _slot(info, now)
        if slot is None or info.reason == "asked" or slot not in kept:
            kept.add(slot)
            continue
        for leftover in (info.path, LedgerPaths(info.path).key_file):
            with translated():
                leftover.unlink(missing_ok=True)
        removed.append(info.path)
    return removed


def rehearse(ledger: Ledger, folder: Path | None = None) -> tuple[BackupInfo, list[Finding]]:
    """Open the newest backup with its own key file and prove it.

    Raises:
        RefusedError: ``backup-missing``.
        LedgerError: it cannot be opened.
    """
    info = newest(folder or ledger.paths.backups, ledger.path.stem)
    if info is None:
        raise RefusedError("backup-missing")
    with translated():
        ring = Keyring.load(LedgerPaths(info.path).key_file)
        return info, doctor.check_file(info.path, ledger.key, ring)


def restore(
    backup: Path,
    path: Path,
    *,
    operator: str,
    passphrase: str,
    clock: Clock,
    device_folder: Path | None = None,
) -> dict[str, Any]:
    """Put a verified copy of ``backup`` in the place of ``path``; what was there is set aside.

    Args:
        backup: the backup; its key file lies beside it.
        path: the ledger to be; need not exist.
        operator: name in the backup, with the ``passphrase`` of that day.
        passphrase: that operator's password.
        clock: the time.
        device_folder: folder of this machine's identity.

    Returns:
        ``ledger``, ``backup``, ``operations``, ``set_aside`` (file names).

    Raises:
        LedgerError: the backup does not open or is not whole; another program holds the ledger.
        MachineError: the disk refuses; what was there is still there.
    """
    require_ledger(backup)
    ring = Keyring.load(LedgerPaths(backup).key_file)
    _, key = ring.unlock(operator, passphrase)
    with translated():
        _require_whole(backup, key, ring)
        path.parent.mkdir(parents=True, exist_ok=True)
        since = clock.now().astimezone().strftime("%Y-%m-%d %H:%M")
        lock = WriterLock(LedgerPaths(path).lock_file, operator, since)
        try:
            aside = _put_back(backup, path, ring, clock.now())
        finally:
            lock.release()
    length = _journal_restore(path, backup, operator, passphrase, clock, device_folder)
    return {
        "ledger": path.name,
        "backup": backup.name,
        "operations": length,
        "set_aside": aside,
    }


def _require_whole(path: Path, key: bytes, ring: Keyring) -> None:
    if not all(found.ok for found in doctor.check_file(path, key, ring)):
        raise LedgerError("backup-not-whole", name=path.name)


def _copy(ledger: Ledger, draft: Path) -> Anchor:
    draft.unlink(missing_ok=True)
    source = connect(ledger.path, ledger.key, "query")
    copy = connect(draft, ledger.key, "rwc")
    try:
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        source.backup(copy)
        row = copy.execute(
            "SELECT number, seal FROM journal_operation ORDER BY number DESC LIMIT 1"
        ).fetchone()
    finally:
        copy.close()
        source.close()
    sync_file(draft)
    return Anchor(0, "") if row is None else Anchor(int(row[0]), str(row[1]))


def _copy_attachments(source: Path, target: Path) -> None:
    """Copy what is not there yet: an attachment's file never changes."""
    if not source.is_dir():
        return
    target.mkdir(parents=True, exist_ok=True)
    for path in source.iterdir():
        if not (target / path.name).exists():
            draft = target / f"{path.name}.new"
            shutil.copyfile(path, draft)
            sync_file(draft)
            os.replace(draft, target / path.name)


def _put_back(backup: Path, path: Path, ring: Keyring, now: datetime) -> list[str]:
    draft = path.with_name(path.name + ".new")
    shutil.copyfile(backup, draft)
    sync_file(draft)
    aside = []
    paths = LedgerPaths(path)
    stamp = now.astimezone(UTC).strftime(_STAMP)
    # A write-ahead log of the old file must never meet the new one.
    shared = path.with_name(path.name + "-shm")
    for old in (paths.wal, shared, path, paths.key_file):
        if old.exists():
            kept = old.with_name(f"before-{stamp}-{old.name}")
            os.replace(old, kept)
            aside.append(kept.name)
    ring.save(paths.key_file)
    _copy_attachments(LedgerPaths(backup).attachments, paths.attachments)
    os.replace(draft, path)
    sync_folder(path.parent)
    return aside


def _journal_restore(
    path: Path,
    backup: Path,
    operator: str,
    passphrase: str,
    clock: Clock,
    device_folder: Path | None,
) -> int:
    from desktop.kernel.identity import time_ordered_ids
    from desktop.storage.ledger import Ledger

    opened = Ledger.open(
        path,
        operator=operator,
        passphrase=passphrase,
        clock=clock,
        ids=time_ordered_ids(),
        machine=device_folder,
    )
    with opened as ledger:
        length = ledger.journal.length()
        with ledger.unit_of_work("ledger.restore") as work:
            summary = json.dumps({"backup": backup.name, "operations": length})
            work.insert(
                "exchange",
                [{"direction": "restore", "summary": summary, "made_at": clock.now()}],
            )
    return length


def _free_name(folder: Path, name: str, at: datetime, reason: str) -> Path:
    stamp = at.astimezone(UTC).strftime(_STAMP)
    target = folder / f"{name}-{stamp}-{reason}.hubiao"
    number = 2
    while target.exists():
        target = folder / f"{name}-{stamp}-{reason}-{number}.hubiao"
        number += 1
    return target


def _slot(info: BackupInfo, now: datetime) -> str | None:
    """Return the period of which one backup is kept; None where all are."""
    age = now - info.made_at
    if age < _ALL:
        return None
    if age < _DAILY:
        return info.made_at.strftime("day %Y-%j")
    return info.made_at.strftime("week %G-%V" if age < _WEEKLY else "month %Y-%m")
