"""The sealed chunks of a parcel: written in order, opened in order, never all in memory."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

from desktop.exchange.parcel import CHECK_BYTES, exactly
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 1 << 18
"""Most bytes that one chunk carries."""
OFFICE_KEY_BYTES = 32
JOURNAL, SIGNATURE, FILE, END = b"J", b"S", b"F", b"E"

_LENGTH = struct.Struct(">I")
_TAG_BYTES = 16
_OVERHEAD = _LENGTH.size + 1 + _TAG_BYTES


def key_check(office_key: bytes, salt: bytes) -> bytes:
    """Return what tells another office's parcel from a damaged one; it gives nothing away."""
    return _derived(office_key, salt, b"hubiao parcel key check")[:CHECK_BYTES]


def sealed_size(content: int) -> int:
    """Return how many bytes of the parcel a content of so many bytes takes."""
    return content + -(-content // CHUNK) * _OVERHEAD


END_SIZE = _OVERHEAD
"""Bytes of the last chunk, which carries nothing."""


class ChunkWriter:
    """Seals chunk after chunk."""

    def __init__(
        self, stream: BinaryIO, office_key: bytes, salt: bytes, raw: bytes, number: int = 0
    ) -> None:
        """Go on with chunk ``number``; ``raw`` is the header's JSON."""
        self._stream, self._raw, self._number = stream, raw, number
        self._cipher = _cipher(office_key, salt)

    def put(self, kind: bytes, content: bytes) -> None:
        """Write one chunk."""
        nonce = _nonce(self._number, last=kind == END)
        sealed = self._cipher.encrypt(nonce, kind + content, self._raw)
        self._stream.write(_LENGTH.pack(len(sealed)) + sealed)
        self._number += 1


class ChunkReader:
    """Opens chunk after chunk.

    Attributes:
        number: of the chunk that comes next.
    """

    def __init__(
        self, stream: BinaryIO, office_key: bytes, salt: bytes, raw: bytes, name: str
    ) -> None:
        """Begin at the first chunk; ``raw`` is the header's JSON, ``name`` the file's."""
        self.number = 0
        self._stream, self._raw, self._name = stream, raw, name
        self._cipher = _cipher(office_key, salt)

    def chunks(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield kind and content up to the last chunk.

        Raises:
            InputError: ``parcel-truncated``, ``parcel-damaged``.
        """
        kind = b""
        while kind != END:
            kind, content = self.next()
            yield kind, content

    def next(self) -> tuple[bytes, bytes]:
        """Return kind and content of the next chunk.

        Raises:
            InputError: ``parcel-truncated``, ``parcel-damaged``.
        """
        from cryptography.exceptions import InvalidTag

        head = exactly(self._stream, _LENGTH.size, self._name)
        size = _LENGTH.unpack(head)[0]
        if not _TAG_BYTES < size <= CHUNK + 1 + _TAG_BYTES:
            raise InputError("parcel-damaged", file=self._name)
        sealed = exactly(self._stream, size, self._name)
        last = size == 1 + _TAG_BYTES
        try:
            plain = self._cipher.decrypt(_nonce(self.number, last=last), sealed, self._raw)
        except InvalidTag:
            raise InputError("parcel-damaged", file=self._name) from None
        if last != (plain[:1] == END):
            raise InputError("parcel-damaged", file=self._name)
        self.number += 1
        return plain[:1], plain[1:]

    def skip(self, content: int) -> None:
        """Pass over the chunks of a content of so many bytes without reading them."""
        self._stream.seek(sealed_size(content), 1)
        self.number += -(-content // CHUNK)


def _cipher(office_key: bytes, salt: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN202
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(_derived(office_key, salt, b"hubiao parcel content"))


def _derived(office_key: bytes, salt: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    if len(office_key) != OFFICE_KEY_BYTES:
        raise ValueError(OFFICE_KEY_BYTES)
    return HKDF(SHA256(), 32, salt, purpose).derive(office_key)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([1 if last else 0])
