"""Puts a backup back: what was there is set aside, and the ledger says that it happened."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desktop.kernel.identity import time_ordered_ids
from desktop.kernel.paths import LedgerPaths
from desktop.storage.backups import STAMP, copy_attachments, require_whole
from desktop.storage.cipher import require_ledger
from desktop.storage.failures import translated
from desktop.storage.files import sync_file, sync_folder
from desktop.storage.keyring import Keyring
from desktop.storage.ledger import Ledger
from desktop.storage.lock import WriterLock

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.kernel.clock import Clock


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
        require_whole(backup, key, ring)
        path.parent.mkdir(parents=True, exist_ok=True)
        since = clock.now().astimezone().strftime("%Y-%m-%d %H:%M")
        lock = WriterLock(LedgerPaths(path).lock_file, operator, since)
        try:
            aside = _put_back(backup, path, ring, clock.now())
        finally:
            lock.release()
    length = note_restore(path, backup, operator, passphrase, clock, device_folder)
    return {
        "ledger": path.name,
        "backup": backup.name,
        "operations": length,
        "set_aside": aside,
    }


def _put_back(backup: Path, path: Path, ring: Keyring, now: datetime) -> list[str]:
    draft = path.with_name(path.name + ".new")
    shutil.copyfile(backup, draft)
    aside = put_in_place(draft, path, ring, now)
    copy_attachments(LedgerPaths(backup).attachments, LedgerPaths(path).attachments)
    return aside


def put_in_place(draft: Path, path: Path, ring: Keyring, now: datetime) -> list[str]:
    """Make a closed ``draft`` beside it the ledger at ``path``; what was there is set aside.

    Returns:
        The names of what was set aside.
    """
    sync_file(draft)
    aside = []
    paths = LedgerPaths(path)
    stamp = now.astimezone(UTC).strftime(STAMP)
    # A write-ahead log of the old file must never meet the new one.
    shared = path.with_name(path.name + "-shm")
    for old in (paths.wal, shared, path, paths.key_file):
        if old.exists():
            kept = old.with_name(f"before-{stamp}-{old.name}")
            os.replace(old, kept)
            aside.append(kept.name)
    ring.save(paths.key_file)
    os.replace(draft, path)
    sync_folder(path.parent)
    return aside


def note_restore(
    path: Path,
    backup: Path,
    operator: str,
    passphrase: str,
    clock: Clock,
    device_folder: Path | None,
) -> int:
    """Write into the journal that ``path`` came out of ``backup``; return its length before."""
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
