"""What an interrupted attempt left behind, if it can be gone on with."""

from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import dataclass, replace
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
from desktop.exchange.parcel_chunks import FILE, JOURNAL, SIGNATURE, ChunkReader, key_check
from desktop.exchange.parcel_lines import manifest_of
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Begun:
    """The sound beginning of a parcel.

    Attributes:
        header: as it stands there; ``raw`` its JSON.
        salt: of its keys.
        size: bytes that are sound.
        chunks: how many chunks these are.
        file_chunks: how many of them belong to files.
    """

    header: ParcelHeader
    raw: bytes
    salt: bytes
    size: int
    chunks: int
    file_chunks: int


def begun(
    draft: Path, wanted: ParcelHeader, files: Sequence[ParcelFile], office_key: bytes
) -> Begun | None:
    """Return the sound beginning in ``draft``, or None when it holds something else.

    It counts only if the journal has not grown since: same laptop, same beginning and end, and
    the same files in the same order.
    """
    try:
        with draft.open("rb") as stream:
            raw = take_header(stream, draft.name)
            header = parsed(raw, draft.name)
            salt = exactly(stream, SALT_BYTES, draft.name)
            check = exactly(stream, CHECK_BYTES, draft.name)
            if check != key_check(office_key, salt) or not _same(header, wanted):
                return None
            reader = ChunkReader(stream, office_key, salt, raw, draft.name)
            unpacker, first, kind = zlib.decompressobj(), b"", JOURNAL
            while kind == JOURNAL:
                kind, content = reader.next()
                if kind == JOURNAL and b"\n" not in first:
                    first += unpacker.decompress(content)
            if kind != SIGNATURE or manifest_of(first.partition(b"\n")[0]) != tuple(files):
                return None
            return _files_there(
                Begun(header, raw, salt, stream.tell(), reader.number, 0), reader, stream
            )
    except (OSError, InputError, ValueError, zlib.error):
        return None


def _files_there(beginning: Begun, reader: ChunkReader, stream: BinaryIO) -> Begun:
    """Return the beginning with the sound chunks of files after it."""
    sound = beginning
    with suppress(InputError):  # where it was interrupted
        while reader.next()[0] == FILE:
            there = reader.number - beginning.chunks
            sound = replace(sound, size=stream.tell(), chunks=reader.number, file_chunks=there)
    return sound


def _same(found: ParcelHeader, wanted: ParcelHeader) -> bool:
    """A laptop that was killed comes back as a new incarnation with the same key."""
    return (
        replace(found, parcel_id=wanted.parcel_id, made_at=wanted.made_at, device=wanted.device)
        == wanted
    )
