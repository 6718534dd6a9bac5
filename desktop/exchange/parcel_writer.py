"""Writes a parcel: streamed, cancelled without a trace, and resumed after an interruption."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from desktop.exchange.parcel import SALT_BYTES, ParcelFile, ParcelHeader, packed, put_header
from desktop.exchange.parcel_chunks import (
    CHUNK,
    END,
    END_SIZE,
    FILE,
    JOURNAL,
    SIGNATURE,
    ChunkWriter,
    key_check,
    sealed_size,
)
from desktop.exchange.parcel_lines import manifest_line
from desktop.exchange.parcel_resume import Begun, begun
from desktop.kernel.errors import CancelledError, MachineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from desktop.kernel.progress import Progress

SIGNED = b"hubiao parcel 2"
_KIB = 1024
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_SPARE = 1 << 20


@dataclass(frozen=True, slots=True)
class ParcelContent:
    """What goes into a parcel.

    Attributes:
        header: says what is inside.
        lines: the journal's lines, as :mod:`parcel_lines` makes them; asked for once.
        files: attachment files, in the order in which they are written.
        open_file: opens one of these for reading.
    """

    header: ParcelHeader
    lines: Callable[[], Iterable[bytes]]
    files: Sequence[ParcelFile]
    open_file: Callable[[str], BinaryIO]


@dataclass(frozen=True, slots=True)
class Written:
    """A finished parcel.

    Attributes:
        header: as it stands in it.
        size: bytes of the file.
        resumed: bytes that an interrupted attempt had left behind and that were used.
    """

    header: ParcelHeader
    size: int
    resumed: int


def write_parcel(
    path: Path,
    content: ParcelContent,
    *,
    office_key: bytes,
    sign: Callable[[bytes], bytes],
    progress: Progress,
) -> Written:
    """Write a parcel; its name appears when it is complete.

    What an interruption left as ``NAME.part`` is gone on with if it holds the same; a person's
    cancelling and a full disk leave nothing behind.

    Args:
        path: where; an existing parcel of that name is replaced.
        content: what goes in.
        office_key: 32 bytes that every laptop of the office holds.
        sign: this laptop's Ed25519 signature over some bytes.
        progress: told in KiB.

    Raises:
        MachineError: ``parcel-no-room``, ``parcel-too-large``, ``parcel-not-written``.
        CancelledError: a person asked to stop.
    """
    draft = path.with_name(path.name + ".part")
    resumed = begun(draft, content.header, content.files, office_key)
    try:
        _require_room(path, content.header, resumed.size if resumed else 0)
        with draft.open("r+b" if resumed else "wb") as stream:
            header = _write(stream, content, resumed, office_key, sign, progress)
            stream.flush()
            os.fsync(stream.fileno())
            size = stream.tell()
        os.replace(draft, path)
    except CancelledError:
        _forget(draft)
        raise
    except OSError as error:
        raise _told(error, path, draft, content.header) from error
    return Written(header, size, resumed.size if resumed else 0)


def to_sign(raw: bytes, digest: bytes) -> bytes:
    """Return what the signature covers: the header and the journal's digest."""
    return SIGNED + hashlib.sha256(raw).digest() + digest


def _write(
    stream: BinaryIO,
    content: ParcelContent,
    resumed: Begun | None,
    office_key: bytes,
    sign: Callable[[bytes], bytes],
    progress: Progress,
) -> ParcelHeader:
    if resumed is None:
        header, raw, salt = content.header, packed(content.header), os.urandom(SALT_BYTES)
        put_header(stream, raw)
        stream.write(salt + key_check(office_key, salt))
        writer = ChunkWriter(stream, office_key, salt, raw)
        digest = hashlib.sha256()
        for piece in _pieces(content):
            progress.step(0, _kib(header.file_bytes), "parcel")
            digest.update(piece)
            writer.put(JOURNAL, piece)
        writer.put(SIGNATURE, sign(to_sign(raw, digest.digest())))
    else:
        header = resumed.header
        stream.seek(resumed.size)
        stream.truncate()
        writer = ChunkWriter(stream, office_key, resumed.salt, resumed.raw, resumed.chunks)
    _write_files(writer, content, resumed.file_chunks if resumed else 0, progress)
    writer.put(END, b"")
    return header


def _write_files(
    writer: ChunkWriter, content: ParcelContent, there: int, progress: Progress
) -> None:
    """Write the files, without the first ``there`` chunks of them."""
    done = 0
    for file in content.files:
        with content.open_file(file.file_id) as source:
            for start in range(0, file.size, CHUNK):
                progress.step(_kib(done), _kib(content.header.file_bytes), "parcel")
                size = min(CHUNK, file.size - start)
                done += size
                if there:
                    there -= 1
                    source.seek(start + size)
                    continue
                piece = source.read(size)
                if len(piece) != size:
                    raise OSError(errno.EIO, file.file_id)
                writer.put(FILE, piece)
    progress.step(_kib(done), _kib(content.header.file_bytes), "parcel")


def _pieces(content: ParcelContent) -> Iterator[bytes]:
    """Yield the compressed lines in pieces of at most one chunk."""
    packer = zlib.compressobj(6)
    waiting = bytearray(packer.compress(manifest_line(content.files)))
    for line in content.lines():
        waiting += packer.compress(line)
        while len(waiting) >= CHUNK:
            yield bytes(waiting[:CHUNK])
            del waiting[:CHUNK]
    waiting += packer.flush()
    for start in range(0, len(waiting), CHUNK):
        yield bytes(waiting[start : start + CHUNK])


def _require_room(path: Path, header: ParcelHeader, there: int) -> None:
    """Refuse before a byte is written where the files alone do not fit."""
    needed = sealed_size(header.file_bytes) + END_SIZE + _SPARE - there
    if shutil.disk_usage(path.parent).free < needed:
        raise OSError(errno.ENOSPC, path.name)


def _told(error: OSError, path: Path, draft: Path, header: ParcelHeader) -> MachineError:
    """Say what went wrong; only after an interruption is there something to go on with."""
    if error.errno in _FULL:
        _forget(draft)
        needed = max(1, (header.file_bytes + _SPARE) >> 20)
        return MachineError("parcel-no-room", file=path.name, needed=needed)
    if error.errno == errno.EFBIG:
        _forget(draft)
        return MachineError("parcel-too-large", file=path.name)
    return MachineError("parcel-not-written", file=path.name)


def _forget(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:
        return  # the stick is gone; the next attempt finds what is there


def _kib(size: int) -> int:
    return size // _KIB
