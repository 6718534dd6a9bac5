"""How a query is read: names by two characters, pinyin or initials; numbers; addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SURNAME_READINGS = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "朴": "piao", "查": "zha", "区": "ou",
    "任": "ren", "华": "hua", "盖": "ge", "繁": "po", "秘": "bi", "冼": "xian", "翟": "zhai",
    "尹": "yin", "覃": "qin", "员": "yun", "折": "she", "缪": "miao", "乐": "yue", "召": "shao",
}  # fmt: skip
"""Readings that characters have as a family name and seldom elsewhere."""

LIMIT = 50


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One thing a query found.

    Attributes:
        kind: ``household``, ``quarter`` or ``building``.
        id: the record to open; for a meter its household.
        label: address or name.
        detail: what matched besides the label: owner, phone, meter number.
    """

    kind: str
    id: str
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class AddressQuery:
    """The address part of a query; an empty text means "any"."""

    quarter: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""


_ADDRESS = re.compile(
    r"(?P<quarter>.*?)\s*"
    r"(?:(?P<building>[A-Za-z]?\d{1,4}|[A-Za-z])\s*(?:号楼|栋|幢|座|楼|-)\s*)"
    r"(?:(?P<unit>\d{1,3})\s*(?:单元|-)\s*)?"
    r"(?P<room>[A-Za-z]?\d{1,6}[A-Za-z]?)?\s*(?:室|号)?"
)
_QUARTER_ROOM = re.compile(r"(?P<quarter>\D+?)\s*(?P<room>\d{3,6})\s*(?:室|号)?")


def bigrams(text: str) -> list[str]:
    """Return the overlapping pairs of ``text`` without spaces and marks; one gives itself."""
    solid = "".join(filter(str.isalnum, text)).lower()
    if len(solid) < 2:  # noqa: PLR2004 - a pair
        return [solid] if solid else []
    return list(dict.fromkeys(solid[i : i + 2] for i in range(len(solid) - 1)))


def reading(text: str, syllable: Callable[[str], str]) -> tuple[str, str]:
    """Return (pinyin, initials) of a name in lower-case letters without tones.

    Args:
        text: the name.
        syllable: reading of one character; what is no Chinese character comes back unchanged.
    """
    syllables = [
        SURNAME_READINGS[character]
        if index == 0 and character in SURNAME_READINGS
        else syllable(character)
        for index, character in enumerate(text)
        if not character.isspace()
    ]
    return "".join(syllables).lower(), "".join(part[:1] for part in syllables).lower()


def read_address(text: str) -> AddressQuery | None:
    """Return the address in ``text`` (``翠湖3栋2单元501``, ``3-2-501``, ``翠湖 501``), or None."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is not None:
        return AddressQuery(**{key: value or "" for key, value in match.groupdict().items()})
    match = _QUARTER_ROOM.fullmatch(text.strip())
    if match is not None:
        return AddressQuery(quarter=match["quarter"].strip(), room=match["room"])
    return None
