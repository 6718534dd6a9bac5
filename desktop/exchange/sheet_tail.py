"""What stands before and behind the rows of a sheet's XML, in step with rows that were added."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.exchange.row_writer import column_letters
from desktop.exchange.sheet_cells import column_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.exchange.sheet_stream import SheetNames

_DIMENSION = re.compile(rb"""(<(?:[\w.-]+:)?dimension\s[^>]*\bref\s*=\s*["'])([^"']*)""")
_MERGE = re.compile(rb"""<(?:[\w.-]+:)?mergeCell\s[^>]*\bref\s*=\s*["']([^"']*)["'][^>]*>""")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells; rows from 1, columns from 0, all included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def reference(self) -> str:
        """Return it as ``A1:C5``."""
        return f"{column_letters(self.left)}{self.top}:{column_letters(self.right)}{self.bottom}"

    def joined(self, other: Area) -> Area:
        """Return the smallest area that holds both."""
        return Area(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )

    def meets(self, other: Area) -> bool:
        """Return whether the two have a cell in common."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


def read_area(reference: str) -> Area | None:
    """Return the area that ``A1:C5`` or ``A1`` names, or None."""
    found = _AREA.fullmatch(reference)
    if found is None:
        return None
    left, top = column_number(found[1]), int(found[2])
    right = column_number(found[3]) if found[3] else left
    return Area(top, left, int(found[4]) if found[4] else top, right)


def merged_areas(data: bytes) -> list[Area]:
    """Return the merged cells that stand in ``data``."""
    found = (read_area(match[1].decode("ascii", "replace")) for match in _MERGE.finditer(data))
    return [area for area in found if area is not None]


def with_dimension(head: bytes, written: Area) -> bytes:
    """Return ``head`` whose stated size holds the cells written too."""
    found = _DIMENSION.search(head)
    stated = read_area(found[2].decode("ascii", "replace")) if found else None
    if found is None or stated is None:
        return head
    whole = stated.joined(written)
    if whole == stated:
        return head
    return head[: found.start(2)] + whole.reference.encode() + head[found.end(2) :]


def with_merges(tail: bytes, names: SheetNames, model: int, below: Sequence[int]) -> bytes:
    """Return ``tail`` in which the rows ``below`` are merged across as the row ``model`` is."""
    present = merged_areas(tail)
    across = [one for one in present if one.top == one.bottom == model]
    added = [
        area
        for number in below
        for one in across
        if not any(
            (area := Area(number, one.left, number, one.right)).meets(other) for other in present
        )
    ]
    if not added:
        return tail
    p = names.prefix.decode()
    entries = "".join(f'<{p}mergeCell ref="{area.reference}"/>' for area in added).encode()
    end = tail.find(names.closing(b"mergeCells"))
    opening = names.opening(b"mergeCells").search(tail)
    if end < 0 or opening is None:
        return tail
    tag = re.sub(
        rb"""(\scount\s*=\s*["'])\d+""", rb"\g<1>%d" % (len(present) + len(added)), opening[0]
    )
    return tail[: opening.start()] + tag + tail[opening.end() : end] + entries + tail[end:]
