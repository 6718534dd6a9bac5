"""Parcels (``.hbp``): what one laptop of an office hands to another on a USB stick.

Layout: magic, format version, length and JSON of the header in the clear (it names devices, never
people), then chunks. Each chunk is AES-256-GCM under a key derived from the office key and the
parcel's own salt; its nonce is the chunk's number and whether it is the last, the header is
authenticated with it, so that a chunk cannot be cut off, swapped or moved to another parcel. The
last chunk is the sender's Ed25519 signature over header and content.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import zlib
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, BinaryIO

from desktop.exchange.parcel_first_lines import JournalRecord, from_line, to_line
from desktop.kernel.errors import InputError, MachineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

MAGIC = b"HUBIAO-PARCEL\n"
FORMAT_VERSION = 1
OFFICE_KEY_BYTES = 32

_CHUNK = 1 << 16
_TAG_BYTES = 16
_SALT_BYTES = 16
_LARGEST_HEADER = 1 << 20
_LARGEST_LINE = 1 << 26
_LENGTH = struct.Struct(">I")
_VERSION = struct.Struct(">H")
_LAST = 1
_SIGNED = b"hubiao parcel 1"


@dataclass(frozen=True, slots=True)
class ParcelHeader:
    """What can be read of a parcel without any key.

    Attributes:
        parcel_id: 32 hexadecimal digits; the same parcel taken twice is recognised by it.
        device: id of the laptop that made and signed it.
        recipient: id of the laptop it is for; ``""`` for any of the office.
        schema: version of the ledger's tables it was made from.
        made_at: ISO moment in UTC, for people.
        since: device → sequence after which the parcel begins.
        vector: device → last sequence it holds.
        records: number of journal records inside.
    """

    parcel_id: str
    device: str
    recipient: str
    schema: int
    made_at: str
    since: dict[str, int]
    vector: dict[str, int]
    records: int


def write_parcel(
    path: Path,
    header: ParcelHeader,
    records: Iterable[JournalRecord],
    *,
    office_key: bytes,
    sign: Callable[[bytes], bytes],
) -> int:
    """Write a parcel and return its size in bytes; the name appears when it is complete.

    Args:
        path: where; an existing parcel of that name is replaced.
        header: says how many ``records`` there are.
        records: operations and entries in the order of the journal.
        office_key: 32 bytes that every laptop of the office holds.
        sign: the device's Ed25519 signature over some bytes.

    Raises:
        MachineError: ``parcel-not-written``: disk or stick full, no permission.
    """
    draft = path.with_name(path.name + ".part")
    try:
        with draft.open("wb") as stream:
            _write(stream, header, records, office_key, sign)
            stream.flush()
            os.fsync(stream.fileno())
            size = stream.tell()
        os.replace(draft, path)
    except OSError as error:
        raise MachineError("parcel-not-written", file=path.name) from error
    finally:
        draft.unlink(missing_ok=True)
    return size


def read_header(path: Path) -> ParcelHeader:
    """Return the header of a parcel. It is not authenticated yet.

    Raises:
        InputError: ``parcel-not-a-parcel``, ``parcel-newer-format``, ``parcel-truncated``.
        MachineError: ``parcel-not-read``.
    """
    try:
        with path.open("rb") as stream:
            return _parse_header(_read_header(stream, path.name)[0], path.name)
    except OSError as error:
        raise MachineError("parcel-not-read", file=path.name) from error


def read_parcel(
    path: Path,
    *,
    office_key: bytes,
    public_key: Callable[[str], bytes | None],
    newest_schema: int,
) -> tuple[ParcelHeader, list[Any]]:
    """Return header and records of a parcel, once all of it has been verified.

    Args:
        path: the parcel.
        office_key: the office's 32 bytes.
        public_key: device id → its Ed25519 public key (32 bytes), None for a device that is not
            enrolled or was revoked.
        newest_schema: newest version of the tables that this program knows.

    Raises:
        InputError: ``parcel-not-a-parcel``, ``parcel-truncated``, ``parcel-damaged``,
            ``parcel-foreign``, ``parcel-newer-format``, ``parcel-newer-schema``,
            ``parcel-unknown-device``, ``parcel-signature-wrong``; nothing of it was used.
        MachineError: ``parcel-not-read``.
    """
    name = path.name
    try:
        with path.open("rb") as stream:
            raw, salt, check = _read_header(stream, name)
            header = _parse_header(raw, name)
            if header.schema > newest_schema:
                raise InputError("parcel-newer-schema", file=name)
            if check != _key_check(office_key, salt):
                raise InputError("parcel-foreign", file=name)
            chunks = list(_open_chunks(stream, raw, _content_key(office_key, salt), name))
    except OSError as error:
        raise MachineError("parcel-not-read", file=name) from error
    content = b"".join(chunks[:-1])
    _check_signature(header, raw, content, chunks[-1], public_key(header.device), name)
    return header, _records(header, content, name)


# --------------------------------------------------------------------------------------- writing


def _write(
    stream: BinaryIO,
    header: ParcelHeader,
    records: Iterable[JournalRecord],
    office_key: bytes,
    sign: Callable[[bytes], bytes],
) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt = os.urandom(_SALT_BYTES)
    raw = json.dumps(asdict(header), sort_keys=True, separators=(",", ":")).encode()
    stream.write(MAGIC + _VERSION.pack(FORMAT_VERSION) + _LENGTH.pack(len(raw)) + raw)
    stream.write(salt + _key_check(office_key, salt))
    cipher = AESGCM(_content_key(office_key, salt))
    digest = hashlib.sha256()
    number = 0
    for chunk in _chunks(records):
        digest.update(chunk)
        _put(stream, cipher.encrypt(_nonce(number, last=False), chunk, raw))
        number += 1
    signature = sign(_to_sign(raw, digest.digest()))
    _put(stream, cipher.encrypt(_nonce(number, last=True), signature, raw))


def _put(stream: BinaryIO, sealed: bytes) -> None:
    stream.write(_LENGTH.pack(len(sealed)) + sealed)


def _chunks(records: Iterable[JournalRecord]) -> Iterator[bytes]:
    """Yield the compressed lines in pieces of at most :data:`_CHUNK` bytes."""
    packer = zlib.compressobj(6)
    waiting = bytearray()
    for record in records:
        waiting += packer.compress(to_line(record))
        while len(waiting) >= _CHUNK:
            yield bytes(waiting[:_CHUNK])
            del waiting[:_CHUNK]
    waiting += packer.flush()
    for start in range(0, len(waiting), _CHUNK):
        yield bytes(waiting[start : start + _CHUNK])


# --------------------------------------------------------------------------------------- reading


def _exactly(stream: BinaryIO, size: int, name: str) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise InputError("parcel-truncated", file=name)
    return data


def _read_header(stream: BinaryIO, name: str) -> tuple[bytes, bytes, bytes]:
    """Return header JSON, salt and key check."""
    if stream.read(len(MAGIC)) != MAGIC:
        raise InputError("parcel-not-a-parcel", file=name)
    version = _VERSION.unpack(_exactly(stream, _VERSION.size, name))[0]
    if version > FORMAT_VERSION:
        raise InputError("parcel-newer-format", file=name)
    if version < 1:
        raise InputError("parcel-damaged", file=name)
    size = _LENGTH.unpack(_exactly(stream, _LENGTH.size, name))[0]
    if size > _LARGEST_HEADER:
        raise InputError("parcel-damaged", file=name)
    raw = _exactly(stream, size, name)
    rest = _exactly(stream, _SALT_BYTES + _TAG_BYTES, name)
    return raw, rest[:_SALT_BYTES], rest[_SALT_BYTES:]


def _parse_header(raw: bytes, name: str) -> ParcelHeader:
    try:
        stored = json.loads(raw)
        header = ParcelHeader(**{one.name: stored[one.name] for one in fields(ParcelHeader)})
        numbers = int(header.schema), int(header.records)
    except (ValueError, KeyError, TypeError):
        raise InputError("parcel-damaged", file=name) from None
    if min(numbers) < 0:
        raise InputError("parcel-damaged", file=name)
    return header


def _open_chunks(stream: BinaryIO, raw: bytes, key: bytes, name: str) -> Iterator[bytes]:
    """Yield the plain chunks, the signature last."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(key)
    number = 0
    sealed = _next_chunk(stream, name)
    while sealed is not None:
        following = _next_chunk(stream, name)
        try:
            yield cipher.decrypt(_nonce(number, last=following is None), sealed, raw)
        except InvalidTag:
            # whole chunks are missing at the end, or something was changed
            cut = following is None and _opens(cipher, number, sealed, raw)
            code = "parcel-truncated" if cut else "parcel-damaged"
            raise InputError(code, file=name) from None
        number += 1
        sealed = following
    if number == 0:
        raise InputError("parcel-truncated", file=name)


def _opens(cipher: Any, number: int, sealed: bytes, raw: bytes) -> bool:
    from cryptography.exceptions import InvalidTag

    try:
        cipher.decrypt(_nonce(number, last=False), sealed, raw)
    except InvalidTag:
        return False
    return True


def _next_chunk(stream: BinaryIO, name: str) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise InputError("parcel-truncated", file=name)
    size = _LENGTH.unpack(head)[0]
    if not _TAG_BYTES <= size <= _CHUNK + _TAG_BYTES:
        raise InputError("parcel-damaged", file=name)
    return _exactly(stream, size, name)


def _check_signature(
    header: ParcelHeader,
    raw: bytes,
    content: bytes,
    signature: bytes,
    public_key: bytes | None,
    name: str,
) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if public_key is None:
        raise InputError("parcel-unknown-device", file=name, device=header.device[:8])
    signed = _to_sign(raw, hashlib.sha256(content).digest())
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, signed)
    except (InvalidSignature, ValueError):
        raise InputError("parcel-signature-wrong", file=name) from None


def _records(header: ParcelHeader, content: bytes, name: str) -> list[Any]:
    try:
        records = [from_line(line) for line in _lines(content)]
    except (ValueError, KeyError, TypeError, zlib.error):
        raise InputError("parcel-damaged", file=name) from None
    if len(records) != header.records:
        raise InputError("parcel-damaged", file=name)
    return records


def _lines(content: bytes) -> Iterator[bytes]:
    """Yield the lines without ever unpacking more than one line and one chunk at a time."""
    unpacker = zlib.decompressobj()
    rest, line = content, b""
    while rest or not unpacker.eof:
        piece = unpacker.decompress(rest, _CHUNK)
        rest = unpacker.unconsumed_tail
        if not piece and not rest and not unpacker.eof:
            raise ValueError(_CHUNK)
        *whole, line = (line + piece).split(b"\n")
        yield from whole
        if len(line) > _LARGEST_LINE:
            raise ValueError(_CHUNK)
        if unpacker.eof:
            break
    if line:
        yield line


# ------------------------------------------------------------------------------------------ keys


def _content_key(office_key: bytes, salt: bytes) -> bytes:
    return _derived(office_key, salt, b"hubiao parcel content")


def _key_check(office_key: bytes, salt: bytes) -> bytes:
    """Return what tells another office's parcel from a damaged one; it gives nothing away."""
    return _derived(office_key, salt, b"hubiao parcel key check")[:_TAG_BYTES]


def _derived(office_key: bytes, salt: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    if len(office_key) != OFFICE_KEY_BYTES:
        raise ValueError(OFFICE_KEY_BYTES)
    return HKDF(SHA256(), 32, salt, purpose).derive(office_key)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([_LAST if last else 0])


def _to_sign(raw: bytes, digest: bytes) -> bytes:
    return _SIGNED + hashlib.sha256(raw).digest() + digest
