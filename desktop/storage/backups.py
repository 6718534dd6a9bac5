"""Verified copies of a ledger: made, thinned out and rehearsed."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.kernel.errors import LedgerError, RefusedError
from desktop.kernel.paths import LedgerPaths
from desktop.storage import doctor
from desktop.storage.cipher import connect
from desktop.storage.failures import translated
from desktop.storage.files import sync_file, sync_folder
from desktop.storage.keyring import Anchor, Keyring

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlcipher3.dbapi2 import Connection as Driver

    from desktop.storage.doctor import Finding
    from desktop.storage.open_ledger import OpenLedger

STAMP = "%Y%m%d-%H%M%S"
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


def make(ledger: OpenLedger, folder: Path | None = None, reason: str = "asked") -> BackupInfo:
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
    begun = BackupOfNow(ledger, folder, reason)
    begun.copy()
    return begun.finish()


class BackupOfNow:
    """A backup of the moment it is begun, whatever is written to the ledger meanwhile.

    Attributes:
        info: what it will be once :meth:`finish` has proven it.
    """

    def __init__(
        self, ledger: OpenLedger, folder: Path | None = None, reason: str = "asked"
    ) -> None:
        """Hold on to this moment.

        Raises:
            MachineError: the disk refuses.
        """
        self._ledger = ledger
        self._anchor = Anchor(0, "")
        at = ledger.clock.now()
        target_folder = folder or ledger.paths.backups
        target = _free_name(target_folder, ledger.path.stem, at, reason)
        self._draft = _draft_of(target)
        self.info = BackupInfo(target, at, reason)
        with translated():
            target_folder.mkdir(parents=True, exist_ok=True)
            self._draft.touch()  # the name is taken
            self._source = connect(ledger.path, ledger.key, "query")
            self._source.execute("BEGIN")
            self._source.execute("SELECT 1 FROM journal_operation LIMIT 1").fetchone()

    def copy(self) -> None:
        """Write the pages of that moment to a temporary file.

        Raises:
            MachineError: the disk refuses.
        """
        with translated(), self._cleaned():
            self._anchor = _copy(self._source, self._ledger.key, self._draft)

    def finish(self) -> BackupInfo:
        """Prove the copy, bring its files, and give it its name.

        Raises:
            LedgerError: ``backup-not-whole``: the copy did not pass and was removed.
            MachineError: the disk refuses.
        """
        target, ledger = self.info.path, self._ledger
        with translated(), self._cleaned():
            ring = Keyring.load(ledger.paths.key_file)
            ring.set_anchor(self._anchor, ledger.key)
            require_whole(self._draft, ledger.key, ring)
            copy_attachments(ledger.paths.attachments, LedgerPaths(target).attachments)
            ring.save(LedgerPaths(target).key_file)
            os.replace(self._draft, target)
            sync_folder(target.parent)
        return self.info

    @contextlib.contextmanager
    def _cleaned(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            with contextlib.suppress(OSError):
                self._draft.unlink()
            raise


def listing(folder: Path, name: str) -> list[BackupInfo]:
    """Return the backups of the ledger called ``name`` in ``folder``, newest first."""
    found = []
    for path in folder.glob(f"{name}-*.hubiao") if folder.is_dir() else ():
        day, _, rest = path.stem.removeprefix(f"{name}-").partition("-")
        time, _, reason = rest.partition("-")
        with contextlib.suppress(ValueError):
            at = datetime.strptime(f"{day}-{time[:6]}", STAMP).replace(tzinfo=UTC)
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


def rehearse(ledger: OpenLedger, folder: Path | None = None) -> tuple[BackupInfo, list[Finding]]:
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


def require_whole(path: Path, key: bytes, ring: Keyring) -> None:
    """Prove a closed copy.

    Raises:
        LedgerError: ``backup-not-whole``.
    """
    if not all(found.ok for found in doctor.check_file(path, key, ring)):
        raise LedgerError("backup-not-whole", name=path.name)


def _copy(source: Driver, key: bytes, draft: Path) -> Anchor:
    draft.unlink(missing_ok=True)
    copy = connect(draft, key, "rwc")
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


def copy_attachments(source: Path, target: Path) -> None:
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


def _free_name(folder: Path, name: str, at: datetime, reason: str) -> Path:
    stamp = at.astimezone(UTC).strftime(STAMP)
    target = folder / f"{name}-{stamp}-{reason}.hubiao"
    number = 2
    while target.exists() or _draft_of(target).exists():
        target = folder / f"{name}-{stamp}-{reason}-{number}.hubiao"
        number += 1
    return target


def _draft_of(target: Path) -> Path:
    return target.with_name(target.name + ".new")


def _slot(info: BackupInfo, now: datetime) -> str | None:
    """Return the period of which one backup is kept; None where all are."""
    age = now - info.made_at
    if age < _ALL:
        return None
    if age < _DAILY:
        return info.made_at.strftime("day %Y-%j")
    return info.made_at.strftime("week %G-%V" if age < _WEEKLY else "month %Y-%m")
