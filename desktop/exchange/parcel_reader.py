"""Opens a parcel: nothing of it is handed out before all of its journal has been verified."""

from __future__ import annotations

import hashlib
import os
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from desktop.exchange.parcel import (
    CHECK_BYTES,
    SALT_BYTES,
    ParcelFile,
    ParcelHeader,
    exactly,
    parsed,
    take_header,
)
from desktop.exchange.parcel_chunks import (
    CHUNK,
    END,
    END_SIZE,
    FILE,
    JOURNAL,
    SIGNATURE,
    ChunkReader,
    key_check,
    sealed_size,
)
from desktop.exchange.parcel_lines import EntryLine, OperationLine, manifest_of, record_of
from desktop.exchange.parcel_writer import to_sign
from desktop.kernel.errors import InputError, MachineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_LARGEST_LINE = 1 << 26


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is needed to begin again at the first chunk."""

    stream: BinaryIO
    raw: bytes
    salt: bytes
    office_key: bytes
    name: str
    start: int


class Parcel:
    """An open parcel whose journal was verified.

    Attributes:
        header: authentic.
        files: the attachment files inside, in their order.
    """

    def __init__(self, opened: _Opened, header: ParcelHeader) -> None:
        """Use :func:`open_parcel`."""
        self.header = header
        self._opened = opened
        self._digest = self._verify_journal()
        self._files_start = opened.stream.tell()
        self._files_number = self._reader.number
        self.files: tuple[ParcelFile, ...] = self._manifest()
        self._require_length()

    def records(self) -> Iterator[OperationLine | EntryLine]:
        """Yield the journal, each operation before its entries.

        Raises:
            InputError: ``parcel-damaged``: also when the file changed under our hands; what was
                yielded is not to be used then.
        """
        name = self._opened.name
        digest = hashlib.sha256()
        lines = _lines(self._journal(digest))
        operations = entries = 0
        try:
            next(lines)
            for line in lines:
                record = record_of(line)
                if isinstance(record, OperationLine):
                    operations += 1
                else:
                    entries += 1
                yield record
        except (ValueError, zlib.error, StopIteration):
            raise InputError("parcel-damaged", file=name) from None
        promised = (self.header.operations, self.header.entries)
        if digest.digest() != self._digest or (operations, entries) != promised:
            raise InputError("parcel-damaged", file=name)

    def contents(
        self, wanted: Callable[[ParcelFile], bool]
    ) -> Iterator[tuple[ParcelFile, Iterator[bytes]]]:
        """Yield each wanted file with its bytes, which are to be read before the next one.

        Raises:
            InputError: ``parcel-truncated``, ``parcel-damaged``.
            MachineError: ``parcel-not-read``: the stick was pulled out.
        """
        with _read(self._opened.name):
            self._opened.stream.seek(self._files_start)
        reader = self._reader = self._begin()
        reader.number = self._files_number
        for file in self.files:
            if wanted(file):
                yield file, self._pieces(reader, file)
            else:
                reader.skip(file.size)
        with _read(self._opened.name):
            if reader.next()[0] != END:
                raise InputError("parcel-damaged", file=self._opened.name)

    def _pieces(self, reader: ChunkReader, file: ParcelFile) -> Iterator[bytes]:
        left = file.size
        while left:
            with _read(self._opened.name):
                kind, piece = reader.next()
            if kind != FILE or len(piece) != min(left, CHUNK):
                raise InputError("parcel-damaged", file=self._opened.name)
            left -= len(piece)
            yield piece

    def _verify_journal(self) -> bytes:
        """Read the journal once and check its signature; return its digest."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        digest = hashlib.sha256()
        for _ in self._journal(digest):
            pass
        signed = to_sign(self._opened.raw, digest.digest())
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.header.public_key))
            key.verify(self._signature, signed)
        except (InvalidSignature, ValueError):
            raise InputError("parcel-signature-wrong", file=self._opened.name) from None
        return digest.digest()

    def _journal(self, digest: hashlib._Hash) -> Iterator[bytes]:
        """Yield the journal's compressed pieces; afterwards the signature is known."""
        with _read(self._opened.name):
            self._opened.stream.seek(self._opened.start)
        self._reader = self._begin()
        while True:
            with _read(self._opened.name):
                kind, piece = self._reader.next()
            if kind == SIGNATURE:
                self._signature = piece
                return
            if kind != JOURNAL:
                raise InputError("parcel-damaged", file=self._opened.name)
            digest.update(piece)
            yield piece

    def _begin(self) -> ChunkReader:
        one = self._opened
        return ChunkReader(one.stream, one.office_key, one.salt, one.raw, one.name)

    def _manifest(self) -> tuple[ParcelFile, ...]:
        try:
            files = manifest_of(next(_lines(self._journal(hashlib.sha256()))))
        except (ValueError, zlib.error, StopIteration):
            raise InputError("parcel-damaged", file=self._opened.name) from None
        if (len(files), sum(one.size for one in files)) != (
            self.header.files,
            self.header.file_bytes,
        ):
            raise InputError("parcel-damaged", file=self._opened.name)
        return files

    def _require_length(self) -> None:
        """Refuse a parcel that was cut off before anything of it is looked at."""
        whole = self._files_start + sum(sealed_size(one.size) for one in self.files) + END_SIZE
        with _read(self._opened.name):
            found = self._opened.stream.seek(0, os.SEEK_END)
        if found != whole:
            code = "parcel-truncated" if found < whole else "parcel-damaged"
            raise InputError(code, file=self._opened.name)


@contextmanager
def open_parcel(
    path: Path,
    *,
    office_key: bytes,
    newest_schema: int,
    admit: Callable[[ParcelHeader], None],
) -> Iterator[Parcel]:
    """Open a parcel and verify all of its journal; the files are verified as they are read.

    Args:
        path: the parcel.
        office_key: the office's 32 bytes.
        newest_schema: newest version of the tables that this program knows.
        admit: raises when the laptop with the header's key is not one whose parcels are taken.

    Raises:
        InputError: ``parcel-not-a-parcel``, ``parcel-truncated``, ``parcel-damaged``,
            ``parcel-foreign``, ``parcel-newer-format``, ``parcel-older-format``,
            ``parcel-newer-schema``, ``parcel-signature-wrong``, and what ``admit`` raises.
        MachineError: ``parcel-not-read``.
    """
    name = path.name
    with _read(name):
        stream = path.open("rb")
    with stream:
        with _read(name):
            raw = take_header(stream, name)
            header = parsed(raw, name)
            salt = exactly(stream, SALT_BYTES, name)
            check = exactly(stream, CHECK_BYTES, name)
        if header.schema > newest_schema:
            raise InputError("parcel-newer-schema", file=name)
        if check != key_check(office_key, salt):
            raise InputError("parcel-foreign", file=name)
        admit(header)
        opened = _Opened(stream, raw, salt, office_key, name, stream.tell())
        yield Parcel(opened, header)


@contextmanager
def _read(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MachineError("parcel-not-read", file=name) from error


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the lines without ever unpacking more than one line and one chunk at a time."""
    unpacker = zlib.decompressobj()
    line = b""
    for piece in pieces:
        rest, plain = piece, b""
        while rest or len(plain) == CHUNK:
            plain = unpacker.decompress(rest, CHUNK)
            rest = unpacker.unconsumed_tail
            *whole, line = (line + plain).split(b"\n")
            yield from whole
            if len(line) > _LARGEST_LINE or unpacker.unused_data:
                raise ValueError(_LARGEST_LINE)
    if line or not unpacker.eof:
        raise ValueError(_LARGEST_LINE)
