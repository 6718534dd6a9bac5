"""People, quarters and doors of the demo, drawn from one seed."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.kernel.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator

DOORS_PER_QUARTER = 500
"""About as many households as an old works' quarter of a street office has."""

_SMALL_QUARTERS, _QUARTERS = 4, 6
_SEVERAL = 300
"""From this many households on there is a quarter for every part of the project's story."""
_HIGH_RISE_FLOORS = 18


@dataclass(slots=True)
class Door:
    """One invented household as the roster tells it; empty strings are cells left blank."""

    building: str
    unit: str
    floor: int
    room: str
    owner: str
    phone: str
    area: Decimal
    water_no: str
    power_no: str
    power_account: str
    shop: bool = False
    remark: str = ""


@dataclass(slots=True)
class InventedQuarter:
    """One invented quarter with its doors in walking order."""

    code: str
    name: str
    alias: str
    community: str
    address: str
    built: tuple[int, int]
    doors: list[Door] = field(default_factory=list)


@cache
def office_facts() -> dict[str, Any]:
    """Return the tables of ``resources/demo/office.toml``."""
    return tomllib.loads(resource("demo", "office.toml").read_text(encoding="utf-8"))


class Invention:
    """Draws quarters and doors; the same seed gives the same office."""

    def __init__(self, seed: int, households: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - invented people need no secrecy
        self._households = households
        self._facts = office_facts()
        self._meters = 0

    def quarters(self) -> Iterator[InventedQuarter]:
        """Yield quarters until the asked number of households stands in them."""
        left, number = self._households, 0
        wanted = _QUARTERS if self._households >= _SEVERAL else _SMALL_QUARTERS
        small = max(12, self._households // wanted)
        while left > 0:
            size = min(left, small, DOORS_PER_QUARTER)
            if left - size < min(12, small):
                size = left
            yield self._quarter(number, size)
            left -= size
            number += 1

    def _quarter(self, number: int, size: int) -> InventedQuarter:
        known = self._facts["quarters"]
        base, round_ = known[number % len(known)], number // len(known)
        suffix = "" if round_ == 0 else f"{round_ + 1}区"
        road = self._facts["roads"][number % len(self._facts["roads"])]
        quarter = InventedQuarter(
            code=f"{self._facts['street_code']}{number + 1:03d}",
            name=base["name"] + suffix,
            alias=base["alias"],
            community=self._facts["communities"][number % len(self._facts["communities"])],
            address=f"{road}{self._random.randint(2, 240)}号",
            built=(base["built"][0], base["built"][1]),
        )
        quarter.doors.extend(self._doors(size, high_rise=number % 4 == 1))
        return quarter

    def _doors(self, size: int, *, high_rise: bool) -> Iterator[Door]:
        left, building = size, 0
        while left > 0:
            building += 1
            tall = high_rise and building == 1 and left > _HIGH_RISE_FLOORS * 4
            for place in _places(tall=tall, shops=building == 1 and not tall):
                if left == 0:
                    return
                left -= 1
                yield self._door(str(building), *place)

    def _door(self, building: str, unit: str, floor: int, room: str, shop: bool) -> Door:
        self._meters += 1
        r = self._random
        return Door(
            building=building,
            unit=unit,
            floor=floor,
            room=room,
            owner=self._name(),
            phone=f"1{r.choice('35789')}{r.randrange(10)}0000{r.randrange(10_000):04d}",
            area=Decimal(r.randrange(3800, 9600)) / 100,
            water_no=f"{r.randrange(9):d}{self._meters:07d}" if r.random() < 0.7 else "",  # noqa: PLR2004 - share of known meters
            power_no=f"4230001{self._meters:015d}" if r.random() < 0.8 else "",  # noqa: PLR2004 - likewise
            power_account=f"70{self._meters:08d}" if r.random() < 0.6 else "",  # noqa: PLR2004 - likewise
            shop=shop,
            remark=r.choice(["", "", "", "", "", "", "出租", "常年在外", "老人独居"]),
        )

    def _name(self) -> str:
        r, facts = self._random, self._facts
        if self._meters % 97 == 5:  # noqa: PLR2004 - a rare character about once a building row
            return str(r.choice(facts["rare_names"]))
        second = r.choice(facts["given_second"]) if r.random() < 0.75 else ""  # noqa: PLR2004 - two-character given names prevail
        return f"{r.choice(facts['surnames'])}{r.choice(facts['given_first'])}{second}"


def _places(*, tall: bool, shops: bool) -> Iterator[tuple[str, int, str, bool]]:
    """Yield (unit, floor, room, shop): six storeys, two doors a landing, or one tower."""
    if tall:
        for floor in range(1, _HIGH_RISE_FLOORS + 1):
            for door in range(1, 5):
                yield "1", floor, f"{floor}{door:02d}", False
        return
    for unit in ("1", "2", "3"):
        for floor in range(1, 7):
            for door in (1, 2):
                shop = shops and floor == 1 and unit == "1"
                yield unit, floor, f"门面{door}" if shop else f"{floor}{door:02d}", shop
