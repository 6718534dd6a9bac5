"""Finding the one door that a company's line speaks of; several hits are a question, not a guess.

A line may name a door three ways: by the account, by a meter's number, by the address. Whatever it
names must agree; where it does not, a person says.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.company_lines import number_key
from desktop.domain.rows import address_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.company_lines import CompanyLine, Place


class FindReason(StrEnum):
    """How a door was found, or why none was; the values are message codes."""

    ACCOUNT = "company-by-account"
    NUMBER = "company-by-number"
    ADDRESS = "company-by-address"
    UNKNOWN = "company-door-unknown"
    SEVERAL = "company-several-doors"
    CONTRADICTS = "company-doors-differ"
    NEAR = "company-number-near"
    ADDRESS_ALONE = "company-quarter-not-named"
    BY_HAND = "company-by-hand"


class LedgerDoor(NamedTuple):
    """A household of the ledger as far as matching needs it."""

    id: str
    quarter_id: str
    quarter: str
    building: str
    unit: str
    room: str
    owner_name: str

    @property
    def label(self) -> str:
        """The address for people."""
        return f"{self.quarter}{address_label(self.building, self.unit, self.room)}"


class LedgerMeter(NamedTuple):
    """A meter of the ledger as far as matching needs it; ``household_id`` empty for masters."""

    id: str
    household_id: str
    number: str
    account_no: str
    in_use: bool
    where: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Which door a line speaks of.

    Attributes:
        household_id: the door; empty where a person must say.
        candidates: doors to choose from.
        reason: how it was found, or why not.
    """

    household_id: str
    candidates: tuple[str, ...]
    reason: FindReason


class Doors:
    """The doors and meters of the ledger, by account, by number and by address.

    Args:
        doors: every household, of every quarter.
        meters: every meter of one kind, closed ones and masters included.
        quarter_id: the quarter that the list is about; None takes every quarter.
    """

    def __init__(
        self,
        doors: Iterable[LedgerDoor],
        meters: Iterable[LedgerMeter],
        quarter_id: str | None = None,
    ) -> None:
        self.by_id: dict[str, LedgerDoor] = {door.id: door for door in doors}
        self.quarter_id = quarter_id
        self._rooms: dict[tuple[str, str], list[LedgerDoor]] = defaultdict(list)
        for door in self.by_id.values():
            self._rooms[(door.building, door.room)].append(door)
        self._quarters = {door.quarter for door in self.by_id.values()} - {""}
        self._numbers: dict[str, list[LedgerMeter]] = defaultdict(list)
        self._accounts: dict[str, list[LedgerMeter]] = defaultdict(list)
        self._bare: dict[str, list[LedgerMeter]] = defaultdict(list)
        self._at: dict[str, list[LedgerMeter]] = defaultdict(list)
        for meter in meters:
            self._take(meter)

    def _take(self, meter: LedgerMeter) -> None:
        if meter.household_id in self.by_id:
            self._at[meter.household_id].append(meter)
        key, account = number_key(meter.number), number_key(meter.account_no)
        if key:
            self._numbers[key].append(meter)
            self._bare[key.lstrip("0")].append(meter)
        if account:
            self._accounts[account].append(meter)

    def label(self, household_id: str) -> str:
        """Return the address of a household for people."""
        door = self.by_id.get(household_id)
        return door.label if door else ""

    def meters_at(self, household_id: str) -> Sequence[LedgerMeter]:
        """Return the household's meters, closed ones included."""
        return self._at.get(household_id, ())

    def numbered(self, number: str) -> Sequence[LedgerMeter]:
        """Return every meter of the ledger with this number, closed ones and masters included."""
        return self._numbers.get(number_key(number), ())

    def with_account(self, account: str) -> Sequence[LedgerMeter]:
        """Return every meter of the ledger with this account."""
        return self._accounts.get(number_key(account), ())

    def known(self, lines: Sequence[CompanyLine]) -> int:
        """Return how many lines name a meter or an account of the ledger."""
        return sum(1 for line in lines if self._named(line))

    def quarter_named(self, lines: Sequence[CompanyLine]) -> str | None:
        """Return the one quarter whose meters or accounts the lines name, or None."""
        found = {
            self.by_id[meter.household_id].quarter_id
            for line in lines
            for meter in self._named(line)
            if meter.household_id in self.by_id
        }
        return found.pop() if len(found) == 1 else None

    def _named(self, line: CompanyLine) -> list[LedgerMeter]:
        number = line.old_number or line.number
        return [*self.numbered(number), *self.with_account(line.account_no)]

    def find(self, line: CompanyLine) -> Finding:
        """Return the door that ``line`` speaks of, if everything it names speaks of one."""
        number = line.old_number or line.number
        named = {
            FindReason.ACCOUNT: self._of_meters(self.with_account(line.account_no)),
            FindReason.NUMBER: self._of_meters(self.numbered(number)),
            FindReason.ADDRESS: self.at(line.place) if line.place else set(),
        }
        said = {reason: doors for reason, doors in named.items() if doors}
        if not said:
            return self._nearly(number)
        common = set.intersection(*said.values())
        reason = next(iter(said))
        if len(common) > 1:
            return Finding("", self._ordered(common), FindReason.SEVERAL)
        if not common:
            return Finding("", self._ordered(set.union(*said.values())), FindReason.CONTRADICTS)
        if reason is FindReason.ADDRESS and not self._names_quarter(line.place):
            return Finding("", tuple(common), FindReason.ADDRESS_ALONE)
        return Finding(common.pop(), (), reason)

    def at(self, place: Place) -> set[str]:
        """Return the households at an address; a quarter that it names must be theirs."""
        here = [
            door
            for door in self._rooms.get((place.building, place.room), ())
            if (not place.unit or door.unit == place.unit)
            and (self.quarter_id is None or door.quarter_id == self.quarter_id)
        ]
        quarters = self._named_quarters(place)
        if quarters and self.quarter_id is None:
            here = [door for door in here if door.quarter in quarters]
        return {door.id for door in here}

    def _named_quarters(self, place: Place) -> set[str]:
        """Return the quarters of the ledger that the address names."""
        text = place.quarter
        if not text:
            return set()
        if text in self._quarters:
            return {text}
        return {name for name in self._quarters if name in text or text in name}

    def _names_quarter(self, place: Place | None) -> bool:
        return self.quarter_id is not None or (
            place is not None and len(self._named_quarters(place)) == 1
        )

    def _of_meters(self, meters: Sequence[LedgerMeter]) -> set[str]:
        """Return whose the meters are; those in use count before those taken down."""
        here = [meter for meter in meters if meter.household_id in self.by_id]
        used = {meter.household_id for meter in here if meter.in_use}
        return used or {meter.household_id for meter in here}

    def _nearly(self, number: str) -> Finding:
        """Offer the doors whose number differs by noughts in front, which spreadsheets lose."""
        bare = number_key(number).lstrip("0")
        near = self._of_meters(self._bare.get(bare, ())) if bare else set()
        return Finding("", self._ordered(near), FindReason.NEAR if near else FindReason.UNKNOWN)

    def _ordered(self, doors: set[str]) -> tuple[str, ...]:
        return tuple(sorted(doors, key=lambda one: (self.label(one), one)))


def twice(keys: Mapping[int, str]) -> set[int]:
    """Return the places that share their key with another place; empty keys share nothing."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, key in keys.items():
        if key:
            found[key].append(place)
    return {place for places in found.values() if len(places) > 1 for place in places}
