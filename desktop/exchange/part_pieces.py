"""A part of a package unpacked in small pieces, its checksum proven at the end."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING, cast

from desktop.exchange.fast_zlib import fast_zlib

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BytesIO

_LOCAL = struct.Struct("<4s5H3L2H")
_PIECE = 1 << 18
_PACKED = 1 << 15
_RAW = -15


def part_pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the bytes of ``entry``; no more than it says it has, however it is made.

    ``package`` lies in memory. What Python's own reader would refuse is refused here.

    Raises:
        zipfile.BadZipFile, EOFError: the part is damaged.
    """
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        with package.open(entry) as stream:
            while piece := stream.read(_PIECE):
                yield piece
        return
    with package.open(entry):  # compares the two places where the part is described
        packed = _packed(cast("BytesIO", package.fp).getbuffer(), entry)
    left, checksum = entry.file_size, 0
    for piece in _unpacked(packed):
        checksum = fast_zlib.crc32(piece, checksum)
        left -= len(piece)
        if left < 0:
            raise zipfile.BadZipFile
        yield piece
    if left or checksum != entry.CRC:
        raise zipfile.BadZipFile


def _packed(data: memoryview, entry: zipfile.ZipInfo) -> memoryview:
    *_, name, extra = _LOCAL.unpack_from(data, entry.header_offset)
    start = entry.header_offset + _LOCAL.size + name + extra
    return data[start : start + entry.compress_size]


def _unpacked(packed: memoryview) -> Iterator[bytes]:
    unpacker = fast_zlib.decompressobj(_RAW)
    try:
        for start in range(0, len(packed), _PACKED):
            given: bytes | memoryview = packed[start : start + _PACKED]
            while given and not unpacker.eof:
                piece = unpacker.decompress(given, _PIECE)
                given = unpacker.unconsumed_tail
                if piece:
                    yield piece
        while not unpacker.eof:
            piece = unpacker.decompress(b"", _PIECE)
            if not piece:
                raise EOFError
            yield piece
    except fast_zlib.error as failure:
        raise zipfile.BadZipFile from failure
