"""Parcels: what one laptop of the office hands to another."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress
from desktop.services.devices import REVOKED, Devices
from desktop.services.joining import Joining
from desktop.services.parcel_looking import look, relayed_names
from desktop.services.parcel_making import ParcelMaking
from desktop.services.parcel_report import parcel_document
from desktop.storage.attachments import Attachments
from desktop.storage.keyring import derived
from desktop.storage.migrations.upgrade import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.join_plan import Decisions
    from desktop.domain.values import Record
    from desktop.exchange.parcel import ParcelFile, ParcelHeader
    from desktop.exchange.parcel_reader import Parcel
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.kernel.progress import Progress
    from desktop.services.backing_up import BackingUp
    from desktop.services.parcel_plan import ParcelPlan
    from desktop.storage.ledger import Ledger

_KIB = 1024


class Parcels:
    """Makes and takes encrypted, signed parcels of journalled operations."""

    def __init__(
        self, ledger: Ledger, clock: Clock, make_id: IdFactory, backups: BackingUp
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._backups = backups
        self._making = ParcelMaking(ledger, clock, make_id)
        self._joining = Joining(ledger)
        self._attachments = Attachments(ledger)
        self._devices = Devices(ledger)

    def make(
        self, path: Path, *, recipient: str | None = None, progress: Progress | None = None
    ) -> dict[str, Any]:
        """Write what other laptops may not have seen yet to ``path``.

        What an interruption left as ``NAME.part`` is gone on with.

        Args:
            path: the parcel.
            recipient: laptop it is for (device id, key or code): only what that one has not shown
                to have seen.
            progress: told in KiB.

        Raises:
            InputError: the recipient is not known here.
            MachineError: the stick is full or cannot be written; nothing lies under the name.
            CancelledError: a person asked to stop.
        """
        return self._making.make(path, recipient, progress or NoProgress())

    def plan(self, path: Path, *, progress: Progress | None = None) -> ParcelPlan:
        """Look into a parcel: what it brings, and where it and this laptop disagree.

        Raises:
            InputError: damaged, truncated, of another office or program, from a laptop that is
                not enrolled, or building on what is not here.
            MachineError: it cannot be read.
        """
        watched = progress or NoProgress()
        with self._opened(path) as parcel:
            watched.step(0, 0, "parcel")
            joined = self._joining.plan(parcel.records, since=parcel.header.since)
            watched.step(0, 0, "parcel")
            missing = [file for file in parcel.files if self._lacks(file)]
            return look(self._ledger, self._devices, path, parcel, joined, missing)

    def take(
        self,
        parcel: Path | ParcelPlan,
        *,
        decisions: Decisions = "leave",
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> dict[str, Any]:
        """Join a parcel with the ledger, and return the contract's answer.

        The files come first: what an interruption left of them is not copied again. Then the
        journal is joined in one transaction. Taking a parcel twice changes nothing.

        Args:
            parcel: the file, or what :meth:`plan` said of it.
            decisions: answers to the conflicts, by word or by record and field.
            dry_run: look only.
            progress: told in KiB.

        Raises:
            InputError: as :meth:`plan`; nothing of it is used.
            MachineError: it cannot be read, or the disk is full.
            CancelledError: a person asked to stop; the ledger is as it was.
        """
        watched = progress or NoProgress()
        path = parcel if isinstance(parcel, Path) else parcel.path
        with self._opened(path) as opened:
            header = opened.header
            if not isinstance(parcel, Path) and header.parcel_id != parcel.header.parcel_id:
                raise InputError("parcel-exchanged", file=path.name)
            if dry_run:
                joined = self._joining.plan(opened.records, since=header.since, decisions=decisions)
                return parcel_document(
                    header, joined, relayed=relayed_names(self._devices, joined), dry_run=True
                )
            files, spoilt = self._receive(opened, watched)
            self._backups.automatic("merge")
            watched.step(0, 0, "parcel")
            outcome = self._joining.write(
                opened.records,
                since=header.since,
                exchange=self._remembered(header),
                decisions=decisions,
            )
        return parcel_document(
            header,
            outcome.plan,
            relayed=relayed_names(self._devices, outcome.plan),
            dry_run=False,
            decided=outcome.decided,
            files=files,
            spoilt=spoilt,
        )

    @contextmanager
    def _opened(self, path: Path) -> Iterator[Parcel]:
        from desktop.exchange.parcel_reader import open_parcel

        def admit(header: ParcelHeader) -> None:
            standing = self._devices.standing(header.public_key)
            if standing == REVOKED:
                raise InputError("parcel-revoked-device", file=path.name, device=header.device[:8])
            if not standing:
                raise InputError("parcel-unknown-device", file=path.name, device=header.device[:8])

        with open_parcel(
            path,
            office_key=derived(self._ledger.key, "parcel"),
            newest_schema=SCHEMA,
            admit=admit,
        ) as parcel:
            yield parcel

    def _lacks(self, file: ParcelFile) -> bool:
        return self._attachments.sealed_size(file.file_id) is None

    def _receive(self, parcel: Parcel, progress: Progress) -> tuple[int, list[ParcelFile]]:
        """Store the files that are not here; return how many, and those that were spoilt there."""
        total = sum(file.size for file in parcel.files if self._lacks(file)) // _KIB
        stored, done = 0, 0
        spoilt: list[ParcelFile] = []
        for file, pieces in parcel.contents(self._lacks):
            progress.step(done // _KIB, total, "parcel")
            if self._attachments.receive(file.file_id, file.sha256, b"".join(pieces)):
                stored += 1
            else:
                spoilt.append(file)
            done += file.size
        progress.step(total, total, "parcel")
        return stored, spoilt

    def _remembered(self, header: ParcelHeader) -> Record:
        """What the ledger keeps of a taking: who made the parcel, and what that one had seen."""
        return {
            "export_code": header.device,
            "export_id": header.parcel_id,
            "partner": self._devices.name_of(header.public_key),
            "scope": json.dumps(header.vector, sort_keys=True),
            "made_at": self._clock.now(),
        }
