"""Doors that people name in the text of a bank transfer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from desktop.domain.addresses import building_no, door, unit_no
from desktop.domain.values import tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

Named: TypeAlias = tuple[str, str, str]

EITHER = "?"
"""In place of the unit: 3-402 is building and room, or unit and room."""

_DASHES = str.maketrans({"–": "-", "—": "-", "－": "-", "‐": "-", "−": "-", "_": "-", "～": "-"})
_HAN = "零〇一二两三四五六七八九十百"
_END = r"(?:号?[室房]|号|户)?"
_SHOP = r"(?:门面房|门面|商铺|店面|铺面|车库|杂物间|储藏室)\d{0,3}"
_WORDED = re.compile(
    rf"([A-Za-z]?\d{{1,4}}[A-Za-z]?|[{_HAN}]+)(?:号?[幢栋座]|号楼|#楼?)-?"
    rf"(?:(\d{{1,2}}|[{_HAN}]+|[A-Za-z])(?:号?单元|单元|单|门|梯)-?)?"
    rf"(\d{{1,2}}-\d{{2,5}}[A-Za-z]?|\d{{2,5}}[A-Za-z]?|{_SHOP}){_END}"
)
_DASHED = re.compile(
    r"(?<![\d-])([A-Za-z]?\d{1,3}[A-Za-z]?)-(\d{1,2}|[A-Za-z])-(\d{2,5}[A-Za-z]?)(?![\d-])"
)
_TWO = re.compile(r"(?<![\d-])([A-Za-z]?\d{1,3}[A-Za-z]?)-(\d{3,5}[A-Za-z]?)(?![\d-])")
_UNIT_ROOM = re.compile(rf"(\d{{1,2}}|[{_HAN}]+)(?:号?单元|单元|门)-?(\d{{2,5}}[A-Za-z]?){_END}")
_ROOM = re.compile(r"(?<![\d.-])(\d{3,4}[A-Za-z]?)(?:号?[室房]|户)(?![\d-])")


def doors_in(text: str) -> list[Named]:
    """Return (building, unit, room) of every door that ``text`` names, canonical as in addresses.

    ``3栋1单元402水改费`` and ``3-1-402 张三`` name one door alike. What the text leaves out is
    empty, a unit that may be a building :data:`EITHER`. A room without its building counts only
    where no whole door is named.
    """
    left = "".join(tidy(text).translate(_DASHES).split())
    found: dict[Named, None] = {}
    for pattern in (_WORDED, _DASHED, _TWO, _UNIT_ROOM, _ROOM):
        if found and pattern in {_UNIT_ROOM, _ROOM}:
            break
        found |= dict.fromkeys(
            named for match in pattern.finditer(left) for named in _named(pattern, match.groups())
        )
        left = pattern.sub(" ", left)
    return list(found)


def _named(pattern: re.Pattern[str], parts: tuple[str, ...]) -> Iterator[Named]:
    inner = door(parts[-1])
    if inner is None:
        return
    if pattern is _ROOM:
        yield "", "", inner.room
    elif pattern is _UNIT_ROOM:
        yield "", unit_no(parts[0]) or "", inner.room
    elif pattern is _TWO:
        yield building_no(parts[0]) or "", EITHER, inner.room
    else:
        unit = unit_no(parts[1]) if parts[1] else inner.unit
        yield building_no(parts[0]) or "", unit or "", inner.room
