"""Backups: made, proven, aged; and rehearsed before they are needed."""

from __future__ import annotations

import contextlib
import logging
import threading
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import HubiaoError
from desktop.storage import backups

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta
    from pathlib import Path

    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger


class BackingUp:
    """Verified copies of the ledger.

    Attributes:
        second_place: another folder, such as a USB stick, that gets a copy too; None for none.
        elsewhere: somebody else makes the backups, the administrator of a server.
    """

    elsewhere = False

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self.second_place: Path | None = None

    def make(self, folder: Path | None = None) -> dict[str, Any]:
        """Make a verified backup now and return where it is.

        Raises:
            LedgerError: the copy did not pass; it was removed.
            MachineError: the disk refuses.
        """
        info = backups.make(self._ledger, folder)
        return {"path": str(info.path), "made_at": info.made_at.isoformat(), "reason": info.reason}

    def automatic(self, reason: str) -> None:
        """Make a backup because of ``reason`` and thin the older ones out.

        Args:
            reason: ``close``, ``half-hour``, ``import``, ``merge``.
        """
        if self._ledger.read_only:
            return
        backups.make(self._ledger, reason=reason)
        if self.second_place is not None and self.second_place.is_dir():
            backups.make(self._ledger, self.second_place, reason)
        backups.thin_out(self._ledger.paths.backups, self._ledger.path.stem, self._clock.now())

    @contextlib.contextmanager
    def beside(self, reason: str) -> Iterator[None]:
        """Back up what was there before the block, beside it: nobody waits for the proof.

        The copy holds the moment at which the block begins. It is proven once the block has
        ended; a proof that fails leaves no backup, which the age of the newest one shows. The
        ledger does not close before.

        Raises:
            MachineError: the place for backups cannot be written; the block is not begun.
        """
        if self._ledger.read_only:
            yield
            return
        begun = backups.BackupOfNow(self._ledger, reason=reason)
        written = threading.Event()
        self._ledger.work_beside(lambda: self._prove(begun, written, reason))
        try:
            yield
        finally:
            written.set()

    def _prove(self, begun: backups.BackupOfNow, written: threading.Event, reason: str) -> None:
        try:
            begun.copy()
            written.wait()
            begun.finish()
            if self.second_place is not None and self.second_place.is_dir():
                backups.make(self._ledger, self.second_place, reason)
        except HubiaoError as failed:
            logging.getLogger(__name__).warning("backup beside %s: %s", reason, failed.code)
            return
        backups.thin_out(self._ledger.paths.backups, self._ledger.path.stem, self._clock.now())

    def at_close(self) -> None:
        """Copy a changed ledger to the second place; the first copy is the ledger's own duty.

        A stick that was pulled out or is full never keeps the ledger from closing.
        """
        place = self.second_place
        if self._ledger.changed and place is not None and place.is_dir():
            with contextlib.suppress(HubiaoError):
                backups.make(self._ledger, place, "close")

    def newest(self) -> datetime | None:
        """Return when the newest backup was made, or None."""
        info = backups.newest(self._ledger.paths.backups, self._ledger.path.stem)
        return None if info is None else info.made_at

    def age(self) -> timedelta | None:
        """Return how old the newest backup is, or None when there is none."""
        made_at = self.newest()
        return None if made_at is None else self._clock.now() - made_at

    def rehearse(self) -> dict[str, Any]:
        """Open the newest backup and prove it.

        Raises:
            RefusedError: there is no backup.
        """
        info, findings = backups.rehearse(self._ledger)
        return {
            "ok": all(finding.ok for finding in findings),
            "path": str(info.path),
            "made_at": info.made_at.isoformat(),
            "checks": [{"name": f.name, "ok": f.ok, "detail": f.detail} for f in findings],
        }
