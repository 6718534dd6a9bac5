"""Makes a parcel of what other laptops may not have seen yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.services.devices import Devices, seen_by
from desktop.storage.attachments import Attachments
from desktop.storage.keyring import derived
from desktop.storage.migrations.upgrade import SCHEMA
from desktop.storage.queries import laptops, parcel_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.exchange.parcel import ParcelFile
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.kernel.progress import Progress
    from desktop.storage.ledger import Ledger


class ParcelMaking:
    """Reads the journal and the attachment files, and writes them as one parcel."""

    def __init__(self, ledger: Ledger, clock: Clock, make_id: IdFactory) -> None:
        self._ledger = ledger
        self._clock = clock
        self._make_id = make_id
        self._attachments = Attachments(ledger)

    def make(self, path: Path, recipient: str | None, progress: Progress) -> dict[str, Any]:
        """Write the parcel and return the contract's answer; see ``Parcels.make``."""
        from desktop.exchange.parcel import ParcelHeader
        from desktop.exchange.parcel_writer import ParcelContent, write_parcel

        since = self._seen_by(recipient) if recipient else {}
        with self._ledger.reader() as connection:
            work = laptops.work(connection)
            operations = parcel_lines.operations_since(connection, since)
            wanted = parcel_lines.attachment_files(connection, operations)
        files, missing = self._files(wanted)
        header = ParcelHeader(
            parcel_id=self._make_id(),
            device=self._ledger.device_id or Devices(self._ledger).laptops()[0].device,
            public_key=self._ledger.machine.public_key(),
            recipient=recipient or "",
            schema=SCHEMA,
            made_at=self._clock.now().isoformat(timespec="seconds"),
            since=dict(since),
            vector={one: done.last for one, done in work.items()},
            operations=len(operations),
            entries=sum(one.last - one.first + 1 for one in operations),
            files=len(files),
            file_bytes=sum(one.size for one in files),
        )
        written = write_parcel(
            path,
            ParcelContent(
                header, lambda: self._lines(operations), files, self._attachments.open_sealed
            ),
            office_key=derived(self._ledger.key, "parcel"),
            sign=self._ledger.machine.sign,
            progress=progress,
        )
        return {
            "path": str(path),
            "device": written.header.device,
            "for": header.recipient,
            "operations": header.operations,
            "vector": header.vector,
            "bytes": written.size,
            "files": header.files,
            "files_missing": missing,
            "resumed": written.resumed,
        }

    def _seen_by(self, recipient: str) -> dict[str, int]:
        """Return what a laptop has shown to have seen, in any of its incarnations."""
        found = Devices(self._ledger).of(recipient)
        with self._ledger.reader() as connection:
            return seen_by(found.devices, laptops.shown(connection))

    def _files(self, wanted: list[parcel_lines.AttachmentFile]) -> tuple[list[ParcelFile], int]:
        """Return the files that are here, and how many are not."""
        from desktop.exchange.parcel import ParcelFile

        files = []
        for one in wanted:
            size = self._attachments.sealed_size(one.file_id)
            if size:
                files.append(ParcelFile(one.file_id, size, one.sha256))
        return files, len(wanted) - len(files)

    def _lines(self, operations: list[parcel_lines.StoredOperation]) -> Iterator[bytes]:
        from desktop.exchange.parcel_lines import EntryLine, OperationLine, line_of

        with self._ledger.reader() as connection:
            for one in operations:
                yield line_of(
                    OperationLine(
                        one.device,
                        one.sequence,
                        one.lamport,
                        one.operator,
                        one.action,
                        one.at,
                        one.undoes,
                        one.seal,
                        one.last - one.first + 1,
                    )
                )
                for entry in parcel_lines.entries_of(connection, one):
                    yield line_of(
                        EntryLine(
                            entry.kind,
                            entry.entity_id,
                            entry.action,
                            entry.field,
                            entry.old,
                            entry.new,
                            entry.parents,
                        )
                    )
