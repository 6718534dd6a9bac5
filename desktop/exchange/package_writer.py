"""Writes a zip package part by part; Python's own writer is bound to zlib's slower compression."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from desktop.exchange.fast_zlib import fast_zlib
from desktop.kernel.errors import RefusedError

if TYPE_CHECKING:
    from typing import IO

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _DEFLATED = 20, 8
_DAY = 0x21  # 1 January 1980, as every office program has it
_LEVEL = 1
_RAW = -15
_LARGEST = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class _Written:
    name: bytes
    place: int
    checksum: int
    packed: int
    size: int


class PackageWriter:
    """A package in the making; at its end the list of its parts is written."""

    def __init__(self, target: IO[bytes]) -> None:
        """Write to ``target``, which can seek."""
        self._target = target
        self._written: list[_Written] = []

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write the list of parts, unless something went wrong."""
        if kind is None:
            self._finish()

    def write(self, name: str, data: bytes) -> None:
        """Write a whole part."""
        with self.part(name) as part:
            part.write(data)

    def part(self, name: str) -> PartWriter:
        """Return what takes the bytes of a part; one at a time."""
        return PartWriter(self._target, name.encode("ascii"), self._written)

    def _finish(self) -> None:
        start = self._target.tell()
        for one in self._written:
            head = _CENTRAL.pack(
                b"PK\1\2",
                *(_VERSION, _VERSION, 0, _DEFLATED, 0, _DAY),
                *(one.checksum, one.packed, one.size),
                *(len(one.name), 0, 0, 0, 0, 0, one.place),
            )
            self._target.write(head + one.name)
        count, size = len(self._written), self._target.tell() - start
        self._target.write(_END.pack(b"PK\5\6", 0, 0, count, count, size, start, 0))


class PartWriter:
    """Compresses one part into the package as it is written."""

    def __init__(self, target: IO[bytes], name: bytes, written: list[_Written]) -> None:
        self._target = target
        self._name = name
        self._written = written
        self._place = target.tell()
        self._checksum = self._packed = self._size = 0
        self._compressor = fast_zlib.compressobj(_LEVEL, fast_zlib.DEFLATED, _RAW)

    def __enter__(self) -> Self:
        """Leave room for what is known at the end."""
        self._target.write(self._head())
        return self

    def write(self, data: bytes) -> None:
        """Write the next bytes."""
        self._checksum = fast_zlib.crc32(data, self._checksum)
        self._size += len(data)
        self._put(self._compressor.compress(data))

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Complete the part.

        Raises:
            RefusedError: ``workbook-too-large``: more than a package can hold.
        """
        if kind is not None:
            return
        self._put(self._compressor.flush())
        end = self._target.tell()
        if self._size > _LARGEST or end > _LARGEST:
            raise RefusedError("workbook-too-large")
        self._target.seek(self._place)
        self._target.write(self._head())
        self._target.seek(end)
        self._written.append(
            _Written(self._name, self._place, self._checksum, self._packed, self._size)
        )

    def _put(self, packed: bytes) -> None:
        self._packed += len(packed)
        self._target.write(packed)

    def _head(self) -> bytes:
        sizes = (self._checksum, self._packed & _LARGEST, self._size & _LARGEST)
        return (
            _LOCAL.pack(b"PK\3\4", _VERSION, 0, _DEFLATED, 0, _DAY, *sizes, len(self._name), 0)
            + self._name
        )
