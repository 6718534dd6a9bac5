"""Parcels (``.hbp``): what one laptop of an office hands to another on a USB stick.

Layout, format 2: magic, format version, length and JSON of the header in the clear (it names
devices and keys, never people), salt and key check, then chunks. Each chunk is AES-256-GCM under a
key derived from the office key and the parcel's own salt; its nonce is the chunk's number and
whether it is the last, and the header is authenticated with it, so that a chunk cannot be cut off,
swapped or moved to another parcel. Inside a chunk the first byte says what it carries:

- ``J``: a piece of the compressed journal lines; the first line lists the files that follow,
- ``S``: the sender's Ed25519 signature over header and journal,
- ``F``: a piece of the next file (they are sealed once more by the ledger they come from),
- ``E``: the end.

The signature stands before the files, so that a parcel can be looked at without reading them; its
length is known by then, so that one that was cut off is known as well.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, BinaryIO

from desktop.kernel.errors import InputError, MachineError

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"HUBIAO-PARCEL\n"
FORMAT_VERSION = 2
SALT_BYTES = 16
CHECK_BYTES = 16

_LARGEST_HEADER = 1 << 20
_LENGTH = struct.Struct(">I")
_VERSION = struct.Struct(">H")


@dataclass(frozen=True, slots=True)
class ParcelHeader:
    """What can be read of a parcel without any key.

    Attributes:
        parcel_id: 32 hexadecimal digits.
        device: id of the laptop's incarnation that made it.
        public_key: the laptop's Ed25519 key in hexadecimal; the parcel is signed with it.
        recipient: id of the laptop it is for; ``""`` for any of the office.
        schema: version of the ledger's tables it was made from.
        made_at: ISO moment in UTC, for people.
        since: device → sequence after which the parcel begins.
        vector: device → last sequence that its sender had seen.
        operations: how many operations are inside.
        entries: how many entries they have.
        files: how many attachment files are inside.
        file_bytes: bytes of these.
    """

    parcel_id: str
    device: str
    public_key: str
    recipient: str
    schema: int
    made_at: str
    since: dict[str, int]
    vector: dict[str, int]
    operations: int
    entries: int
    files: int
    file_bytes: int


@dataclass(frozen=True, slots=True)
class ParcelFile:
    """One attachment file inside.

    Attributes:
        file_id: its name in the ledger's folder.
        size: bytes as it lies there, sealed.
        sha256: of its content, in hexadecimal.
    """

    file_id: str
    size: int
    sha256: str


def packed(header: ParcelHeader) -> bytes:
    """Return the header's JSON as it stands in the file and is authenticated."""
    return json.dumps(asdict(header), sort_keys=True, separators=(",", ":")).encode()


def put_header(stream: BinaryIO, raw: bytes) -> None:
    """Write magic, version and header."""
    stream.write(MAGIC + _VERSION.pack(FORMAT_VERSION) + _LENGTH.pack(len(raw)) + raw)


def read_header(path: Path) -> ParcelHeader:
    """Return the header of a parcel. It is not authenticated yet.

    Raises:
        InputError: ``parcel-not-a-parcel``, ``parcel-newer-format``, ``parcel-older-format``,
            ``parcel-truncated``, ``parcel-damaged``.
        MachineError: ``parcel-not-read``.
    """
    try:
        with path.open("rb") as stream:
            return parsed(take_header(stream, path.name), path.name)
    except OSError as error:
        raise MachineError("parcel-not-read", file=path.name) from error


def take_header(stream: BinaryIO, name: str) -> bytes:
    """Read up to the end of the header's JSON and return that.

    Raises:
        InputError: as :func:`read_header`.
    """
    magic = stream.read(len(MAGIC))
    if not magic or not MAGIC.startswith(magic):
        raise InputError("parcel-not-a-parcel", file=name)
    if len(magic) < len(MAGIC):
        raise InputError("parcel-truncated", file=name)
    version = _VERSION.unpack(exactly(stream, _VERSION.size, name))[0]
    if version > FORMAT_VERSION:
        raise InputError("parcel-newer-format", file=name)
    if version == 0:
        raise InputError("parcel-damaged", file=name)
    if version < FORMAT_VERSION:
        raise InputError("parcel-older-format", file=name)
    size = _LENGTH.unpack(exactly(stream, _LENGTH.size, name))[0]
    if size > _LARGEST_HEADER:
        raise InputError("parcel-damaged", file=name)
    return exactly(stream, size, name)


def exactly(stream: BinaryIO, size: int, name: str) -> bytes:
    """Return the next ``size`` bytes.

    Raises:
        InputError: ``parcel-truncated``.
    """
    data = stream.read(size)
    if len(data) != size:
        raise InputError("parcel-truncated", file=name)
    return data


def parsed(raw: bytes, name: str) -> ParcelHeader:
    """Return the header of its JSON.

    Raises:
        InputError: ``parcel-damaged``.
    """
    try:
        stored = json.loads(raw)
        header = ParcelHeader(**{one.name: stored[one.name] for one in fields(ParcelHeader)})
    except (ValueError, KeyError, TypeError):
        raise InputError("parcel-damaged", file=name) from None
    numbers: tuple[object, ...] = (
        header.schema,
        header.operations,
        header.entries,
        header.files,
        header.file_bytes,
    )
    texts: tuple[object, ...] = (
        header.parcel_id,
        header.device,
        header.public_key,
        header.recipient,
        header.made_at,
    )
    if not (
        all(isinstance(one, int) and one >= 0 for one in numbers)
        and all(isinstance(one, str) for one in texts)
        and _is_vector(header.since)
        and _is_vector(header.vector)
    ):
        raise InputError("parcel-damaged", file=name)
    return header


def _is_vector(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(one, int) for one in found.values())
