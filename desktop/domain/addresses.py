"""Addresses as people write them, and the one form under which they are compared.

``3幢``, ``３号楼`` and ``第三栋`` are one building; ``1-101`` and ``一单元101室`` one door. The
canonical form is what stands in the ledger (``fields.md`` C3: building_no, unit_no "0" when none,
room_no). Everything here is pure; a text that cannot be understood gives None, never a guess.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from desktop.domain.values import tidy

NO_UNIT = "0"
LONGEST_BUILDING = 10
LONGEST_UNIT = 6
LONGEST_ROOM = 10

_ONES = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN = "零〇一二两三四五六七八九十百"
_STEMS = "甲乙丙丁戊己庚辛壬癸东南西北中"
_NUMBER = rf"[A-Za-z]{{0,2}}-?\d{{1,4}}[A-Za-z]?|[{_HAN}]+"
_BUILDING_WORD = r"(?:号?[幢栋座]|号楼|#楼?|楼栋)"
_BUILDING = re.compile(
    rf"第?({_NUMBER}|\d{{1,3}}-\d{{1,3}}|[A-Za-z]|[{_STEMS}])(?:{_BUILDING_WORD}|号|楼)?(?:房|楼)?"
)
_UNIT = re.compile(rf"第?(\d{{1,3}}|[{_HAN}]+|[A-Za-z]\d?|[{_STEMS}])(?:号?单元|单|号?门|梯|#)?")
_NO_UNIT_WORDS = frozenset({"", "0", "无", "无单元", "-", "/", "—", "--"})
_PLAIN_ROOM = re.compile(r"(\d{1,5}[A-Za-z]?)(?:号?[室房]|号|户)?")
_LETTER_ROOM = re.compile(r"([A-Za-z]\d{1,4})(?:号?[室房]|号)?")
_TWO_PARTS = re.compile(r"(\d{1,2}|[A-Za-z])-(\d{1,5}[A-Za-z]?)(?:号?[室房]|号)?")
_THREE_PARTS = re.compile(
    r"([A-Za-z]?\d{1,3}[A-Za-z]?)-(\d{1,2}|[A-Za-z])-(\d{1,5}[A-Za-z]?)(?:号?[室房]|号)?"
)
_SHOP_WORDS = "门面房|门面|商铺|店面|铺面|车库|杂物间|储藏室|架空层|门房|传达室"
_SHOP = re.compile(
    rf"(?:(?P<a>\d{{1,3}}|[{_HAN}]+)号?)?(?P<word>{_SHOP_WORDS})(?:(?P<b>\d{{1,3}}|[{_HAN}]+)号?)?"
)
_UNIT_AND_SHOP = re.compile(rf"(\d{{1,2}}|[A-Za-z])-((?:{_SHOP_WORDS}).*)")
_BASEMENT = re.compile(rf"(?:负|地下|-)(\d|[{_HAN}]+)?(?:层|楼|室)?(.{{0,4}})")
_STOREY = re.compile(rf"(\d{{1,2}}|[{_HAN}]+)[楼层](.{{0,6}})")
_WITH_BUILDING = re.compile(
    rf"(?P<b>第?(?:{_NUMBER}|[A-Za-z]|[{_STEMS}])(?:{_BUILDING_WORD}))(?P<rest>.*)"
)
_WITH_UNIT = re.compile(
    rf"(?P<u>第?(?:\d{{1,3}}|[{_HAN}]+|[A-Za-z]|[{_STEMS}])(?:号?单元|单|号?门(?!面|房)|梯))-?"
    r"(?P<rest>.*)"
)
_ADDRESS = re.compile(
    rf"(?P<quarter>.*?)(?P<b>第?(?:[A-Za-z]{{0,2}}\d{{1,4}}[A-Za-z]?|[{_HAN}]+|[A-Za-z]|[{_STEMS}])"
    rf"{_BUILDING_WORD})(?P<rest>.*)"
)
_DASHED_ADDRESS = re.compile(
    r"(?P<quarter>.*?[^\d-])(?P<rest>[A-Za-z]?\d{1,3}-\d{1,2}-\d{1,5}[A-Za-z]?(?:号?[室房])?)"
)
_STREET = re.compile(
    r".{1,20}?(?:路|街|大道|巷|弄|胡同|道)(?:附?\d{1,5}(?:-\d{1,4})?(?:号|弄)(?!楼))"
)
_SEVERAL_ROOMS = re.compile(r"\d{2,5}[A-Za-z]?\s*[、,，/和及&+]\s*\d{1,5}")
_SPLIT_NATURAL = re.compile(r"(\d+)")
_DASHES = str.maketrans({"–": "-", "—": "-", "－": "-", "‐": "-", "−": "-", "_": "-", "～": "-"})
_SMALLEST_WITH_FLOOR = 100
_LARGEST_WITH_FLOOR = 9999


class Door(NamedTuple):
    """What the text of one room cell says; parts it does not name are None."""

    building: str | None
    unit: str | None
    room: str


class Address(NamedTuple):
    """The parts of one full address; parts it does not name are empty, the unit ``"0"``."""

    street: str
    quarter: str
    building: str
    unit: str
    room: str

    def __str__(self) -> str:
        """Write the address in the form a street office uses."""
        building = self.building if self.building.endswith("栋") else f"{self.building}栋"
        unit = "" if self.unit == NO_UNIT else f"{self.unit}单元"
        room = f"{self.room}室" if _PLAIN_ROOM.fullmatch(self.room) else self.room
        return f"{self.street}{self.quarter}{building}{unit}{room}"


def chinese_number(text: str) -> int | None:
    """Return the number that Chinese numerals below 1,000 write, or None.

    Digits one after another (一〇二) are read as written: 102.
    """
    if not text or any(character not in _HAN for character in text):
        return None
    if "十" not in text and "百" not in text:
        return int("".join(str(_ONES[character]) for character in text))
    total, digit = 0, None
    for character in text:
        if character in _ONES:
            digit = _ONES[character]
            continue
        weight = 100 if character == "百" else 10
        total += (1 if digit is None else digit) * weight
        digit = None
    return total + (digit or 0)


@lru_cache(maxsize=4096)
def building_no(text: str) -> str | None:
    """Return the canonical building number: ``三号楼`` → ``3``, ``b3栋`` → ``B3``.

    ``甲`` and ``甲幢`` become ``甲栋``, so that all ways to write it are one building. A
    building that has a name (``综合楼``) keeps it. None when there is nothing or it is too long.
    """
    text = _compact(text)
    match = _BUILDING.fullmatch(text)
    if match is None:
        return text if 0 < len(text) <= LONGEST_BUILDING else None
    found = _number(match[1])
    return f"{found}栋" if found in _STEMS else found


@lru_cache(maxsize=4096)
def unit_no(text: str) -> str | None:
    """Return the canonical unit number: ``一单元`` → ``1``, nothing → ``"0"``; else None."""
    text = _compact(text)
    if text in _NO_UNIT_WORDS:
        return NO_UNIT
    match = _UNIT.fullmatch(text)
    if match is not None:
        return _number(match[1])
    return None


@lru_cache(maxsize=65536)
def door(text: str) -> Door | None:
    """Return what a room cell says: ``3-1-101`` names all three, ``101`` only the room.

    ``1-101`` is read as unit and room. None when the text is empty, too long for a room number or
    names several rooms: then a person must say what is meant.
    """
    text = _compact(text)
    if text.isascii() and text.isdigit() and len(text) <= 5:  # noqa: PLR2004 - the usual case, quick
        return Door(None, None, str(int(text)))
    if not text or _SEVERAL_ROOMS.search(text):
        return None
    match = _THREE_PARTS.fullmatch(text)
    if match is not None:
        return Door(_number(match[1]), _number(match[2]), _number(match[3]))
    match = _TWO_PARTS.fullmatch(text)
    if match is not None:
        return Door(None, _number(match[1]), _number(match[2]))
    return _worded_door(text)


def split_address(text: str) -> Address | None:
    """Split ``棉纺厂宿舍3栋1单元402室`` into its parts; a street with number may lead.

    None when the building or the room cannot be told apart from the rest.
    """
    text = _compact(text)
    match = _ADDRESS.fullmatch(text) or _DASHED_ADDRESS.fullmatch(text)
    if match is None:
        return None
    parts = match.groupdict()
    inner = door(parts["rest"].lstrip("-,，"))
    if inner is None or (inner.building is not None and "b" in parts):
        return None
    building = building_no(parts["b"]) if "b" in parts else inner.building
    if not building:
        return None
    quarter = parts["quarter"].rstrip("-,，")
    street = _STREET.match(quarter)
    lead = street[0] if street is not None and street.end() < len(quarter) else ""
    return Address(lead, quarter[len(lead) :], building, inner.unit or NO_UNIT, inner.room)


@lru_cache(maxsize=65536)
def floor_of(room: str) -> int | None:
    """Return the storey that a canonical room number tells: 402 → 4, 1203 → 12, 门面2 → 1."""
    digits = room.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if digits.isascii() and digits.isdigit():
        number = int(digits)
        if _SMALLEST_WITH_FLOOR <= number <= _LARGEST_WITH_FLOOR:
            return number // 100
        return None
    if room.startswith("负") and room[1:2].isdigit():
        return -int(room[1])
    if _SHOP.fullmatch(room):
        return 1
    match = _STOREY.fullmatch(room)
    return int(match[1]) if match is not None and match[1].isdigit() else None


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key under which 2 stands before 10 and B2 before B10."""
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in _SPLIT_NATURAL.split(text)
        if part
    )


def _worded_door(text: str) -> Door | None:
    building = unit = None
    match = _WITH_BUILDING.fullmatch(text)
    if match is not None and match["rest"]:
        building, text = building_no(match["b"]), match["rest"].lstrip("-")
    match = _WITH_UNIT.fullmatch(text)
    if match is not None and match["rest"]:
        unit, text = unit_no(match["u"]), match["rest"].lstrip("-")
    match = _TWO_PARTS.fullmatch(text) or _UNIT_AND_SHOP.fullmatch(text)
    if match is not None and unit is None:
        unit, text = _number(match[1]), match[2]
    room = _room(text)
    return None if room is None else Door(building, unit, room)


def _room(text: str) -> str | None:
    for pattern in (_PLAIN_ROOM, _LETTER_ROOM):
        match = pattern.fullmatch(text)
        if match is not None:
            return _number(match[1])
    number = chinese_number(text.rstrip("室号房"))
    if number is not None:
        return str(number)
    match = _SHOP.fullmatch(text)
    if match is not None:
        return match["word"] + _number(match["a"] or match["b"] or "")
    match = _BASEMENT.fullmatch(text)
    if match is not None:
        storey = _number(match[1] or "1")
        return f"负{storey}层{match[2]}"[:LONGEST_ROOM]
    match = _STOREY.fullmatch(text)
    if match is not None:
        text = f"{_number(match[1])}楼{match[2]}"
    return text if 0 < len(text) <= LONGEST_ROOM else None


def _number(text: str) -> str:
    number = chinese_number(text)
    if number is not None:
        return str(number)
    if text.isascii() and text.isdigit():
        return str(int(text))
    upper = text.upper()
    stripped = upper.lstrip("0") if upper[:1] == "0" else upper
    return stripped if stripped[:1].isalnum() else upper


def _compact(text: str) -> str:
    return "".join(tidy(text).translate(_DASHES).split())
