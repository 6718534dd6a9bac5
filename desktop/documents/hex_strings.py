"""Reads a signature's container in one step: pyHanko reads its 16,384 digits one by one.

That was 63 % of the time of a fifth signature, for each signature is read several times.
"""

from __future__ import annotations

from functools import cache
from typing import Any

_CHUNK = 40_000
_HEX = frozenset(b"0123456789abcdefABCDEF")


@cache
def read_hex_strings_at_once() -> None:
    """Put the quick way before pyHanko's own, which still serves every unusual string."""
    from pyhanko.pdf_utils import generic

    objects: Any = generic
    slow = objects.read_hex_string_from_stream

    def quick(stream: Any) -> Any:
        start = stream.tell()
        chunk = stream.read(_CHUNK)
        end = chunk.find(b">")
        digits = chunk[1:end]
        if end < 1 or len(digits) % 2 or not _HEX.issuperset(digits):
            stream.seek(start)
            return slow(stream)
        stream.seek(start + end + 1)
        return objects.pdf_string(bytes.fromhex(digits.decode("ascii")))

    objects.read_hex_string_from_stream = quick
