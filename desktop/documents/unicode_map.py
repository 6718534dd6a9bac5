"""Makes text beyond the basic plane copy and search: repairs reportlab's ToUnicode maps.

reportlab writes 𠮷 as ``<20BB7>``, which readers take for two other characters. The map must hold
UTF-16 (ISO 32000-1, 9.10.3), so such a character is a surrogate pair.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

_ENTRY = re.compile(rb"^<([0-9A-F]{2})> <([0-9A-F]{4,6})>$", re.MULTILINE)
_RANGE = re.compile(rb"<00> <([0-9A-F]{2})>")
_MOST_ENTRIES = 100
"""A block of a CMap holds at most this many entries (Adobe technical note 5014)."""


def repair_unicode_maps(pdf: pikepdf.Pdf) -> None:
    """Rewrite the ToUnicode map of every font in ``pdf``."""
    import pikepdf

    for thing in pdf.objects:
        if (
            isinstance(thing, pikepdf.Dictionary)
            and thing.get("/Type") == "/Font"
            and "/ToUnicode" in thing
        ):
            thing.ToUnicode.write(_repaired(thing.ToUnicode.read_bytes()))


def _repaired(cmap: bytes) -> bytes:
    entries = [(code, int(value, 16)) for code, value in _ENTRY.findall(cmap)]
    head = cmap[: _RANGE.search(cmap).start()]  # type: ignore[union-attr] # reportlab's own output
    head = head[: head.rindex(b"1 begincodespacerange")]
    known = [(code, value) for code, value in entries if value]
    blocks = [b"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"]
    for start in range(0, len(known), _MOST_ENTRIES):
        part = known[start : start + _MOST_ENTRIES]
        lines = b"".join(b"<%s> <%s>\n" % (code, _utf16(value)) for code, value in part)
        blocks.append(b"%d beginbfchar\n%sendbfchar\n" % (len(part), lines))
    tail = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    return head + b"".join(blocks) + tail


def _utf16(value: int) -> bytes:
    return chr(value).encode("utf-16-be").hex().upper().encode("ascii")
