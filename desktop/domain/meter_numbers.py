"""What a scanned code is: a water meter's number, an electricity meter's, a door, or unknown.

Nothing but the code itself says what it is, and a wrong number is worse than a question. So an
office's own numbers teach the shapes that are in use there; the two shapes that hold everywhere
are the 14 digits of a remote water meter's address (CJ/T 188) and the 22 to 24 digits of a power
company's asset bar code, whose first digits name the company. Whatever fits neither, or both, is
asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.door_code import read_door_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WATER_ADDRESS = 14
"""Digits of a meter's address: seven bytes, binary coded decimals (CJ/T 188)."""

ASSET_DIGITS = range(22, 25)
"""Digits of an electricity meter's asset bar code."""

PREFIX = 3
"""So many first characters tell makers and companies apart."""

_LEAST, _MOST = 6, 30
_LEAST_SEEN = 3
_SHARE = 0.02
_TOKEN = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")
_IDENTITY = re.compile(r"[1-9]\d{5}(?:19|20)\d{9}[\dX]")
_MOBILE = re.compile(r"1[3-9]\d{9}")


class Scan(StrEnum):
    """What a code is."""

    WATER = "water_meter"
    ELECTRICITY = "electricity_meter"
    DOOR = "household"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a scanned text turned out to be.

    Attributes:
        scan: what it is.
        text: the number as it is stored, the household's id of a door, else the text as scanned.
        sure: nothing else fits half as well; when not, a person should see it before it counts.
    """

    scan: Scan
    text: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class NumberShapes:
    """The shapes of an office's own numbers.

    Attributes:
        prefixes: shape (``9`` a digit, ``A`` a letter) → first characters seen with it.
    """

    prefixes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def learn(cls, numbers: Iterable[str]) -> NumberShapes:
        """Return the shapes of ``numbers`` that are no slips: seen more than once or twice."""
        seen = [number for number in map(canonical_number, numbers) if number]
        shapes = Counter(map(_shape, seen))
        least = max(_LEAST_SEEN, int(len(seen) * _SHARE))
        found: dict[str, set[str]] = {}
        for number in seen:
            if shapes[_shape(number)] >= least:
                found.setdefault(_shape(number), set()).add(number[:PREFIX])
        return cls({shape: frozenset(prefixes) for shape, prefixes in found.items()})

    def fit(self, number: str) -> int:
        """Return 2 when shape and first characters are known, 1 for the shape alone, else 0."""
        prefixes = self.prefixes.get(_shape(number))
        if prefixes is None:
            return 0
        return 2 if number[:PREFIX] in prefixes else 1


@dataclass(frozen=True, slots=True)
class MeterNumbers:
    """What an office's numbers look like, water and electricity."""

    water: NumberShapes = field(default_factory=NumberShapes)
    electricity: NumberShapes = field(default_factory=NumberShapes)

    def recognise(self, text: str) -> Recognised:
        """Return what ``text`` is; a meter's number is found inside a longer text too.

        A text with two numbers that both fit is unknown: nobody can say which is meant.
        """
        door = read_door_code(text)
        if door is not None:
            return Recognised(Scan.DOOR, door[0], sure=True)
        whole = self._of_number(canonical_number(text))
        if whole is not None:
            return whole
        inside = {
            found
            for token in _TOKEN.findall(_half_width(text))
            if (found := self._of_number(canonical_number(token))) is not None
        }
        if len(inside) == 1:
            return inside.pop()
        return Recognised(Scan.UNKNOWN, text.strip())

    def _of_number(self, number: str) -> Recognised | None:
        if not _LEAST <= len(number) <= _MOST or not any(c.isdigit() for c in number):
            return None
        water = 2 * self.water.fit(number)
        power = 2 * self.electricity.fit(number)
        if not water and not power:
            if _IDENTITY.fullmatch(number) or _MOBILE.fullmatch(number):
                return None  # a person's own number is never taken for a meter's
            water = int(number.isdigit() and len(number) == WATER_ADDRESS)
            power = int(number.isdigit() and len(number) in ASSET_DIGITS)
        if water == power:
            return None
        scan = Scan.WATER if water > power else Scan.ELECTRICITY
        return Recognised(scan, number, sure=min(water, power) == 0)


def canonical_number(text: str) -> str:
    """Return a number as it is stored: half width, capitals, no blanks; empty if it is none."""
    number = "".join(_half_width(text).split()).upper()
    return number if number and _TOKEN.fullmatch(number) else ""


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _shape(number: str) -> str:
    return "".join("9" if c.isdigit() else "A" if c.isalpha() else c for c in number)
