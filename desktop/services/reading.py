"""What screens and commands look at: lists, cards, search, counts. Nothing here is changed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import ENTITIES
from desktop.domain.rows import Scope
from desktop.domain.search import LIMIT
from desktop.kernel.errors import InputError
from desktop.storage.queries import card as cards
from desktop.storage.queries import lists
from desktop.storage.queries.addresses import meters_in_use
from desktop.storage.queries.counts import stats
from desktop.storage.queries.doors import building_doors, doors_behind, quarter_doors
from desktop.storage.queries.search import search

if TYPE_CHECKING:
    from array import array
    from collections.abc import Collection, Mapping, Sequence

    from desktop.domain.doors import DoorRow
    from desktop.domain.rows import BuildingRow, HouseholdCard, HouseholdRow, QuarterRow, UnitRow
    from desktop.domain.search import SearchHit
    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger

_EVERYWHERE = Scope()


class Reading:
    """Reads through connections of its own; safe in any thread, never in the way of a writer."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def quarters(self) -> list[QuarterRow]:
        """Return every quarter with its progress."""
        with self._ledger.reader() as connection:
            return lists.quarter_rows(connection)

    def buildings(self, quarter_id: str) -> list[BuildingRow]:
        """Return the buildings of a quarter with their progress."""
        with self._ledger.reader() as connection:
            return lists.building_rows(connection, quarter_id)

    def units(self, building_id: str) -> list[UnitRow]:
        """Return the units of a building."""
        with self._ledger.reader() as connection:
            return lists.unit_rows(connection, building_id)

    def household_numbers(
        self,
        scope: Scope = _EVERYWHERE,
        *,
        order: str = "address",
        descending: bool = False,
        filters: Mapping[str, Sequence[int | None]] | None = None,
    ) -> array[int]:
        """Return the row numbers of households in the order a list shows them.

        Args:
            scope: which households.
            order: ``address``, ``owner``, ``visit``, ``water`` or ``power``.
            descending: the other way round.
            filters: field → accepted codes, None for empty.
        """
        with self._ledger.reader() as connection:
            return lists.household_numbers(
                connection, scope, order=order, descending=descending, filters=filters
            )

    def household_number(self, household_id: str) -> int | None:
        """Return the row number of one household, or None."""
        with self._ledger.reader() as connection:
            return lists.household_number(connection, household_id)

    def household_rows(self, numbers: Sequence[int]) -> list[HouseholdRow]:
        """Return the rows of ``numbers``, in their order."""
        with self._ledger.reader() as connection:
            return lists.household_rows(connection, numbers)

    def doors(self, scope: Scope) -> list[HouseholdRow]:
        """Return all households of a quarter, building or unit in walking order."""
        numbers = self.household_numbers(scope)
        return [
            row
            for start in range(0, len(numbers), 500)
            for row in self.household_rows(numbers[start : start + 500])
        ]

    def building_doors(self, building_id: str) -> list[DoorRow]:
        """Return the doors of a building as its elevation shows them."""
        with self._ledger.reader() as connection:
            return building_doors(connection, building_id)

    def quarter_doors(self, quarter_id: str) -> list[DoorRow]:
        """Return the doors of a quarter, building by building."""
        with self._ledger.reader() as connection:
            return quarter_doors(connection, quarter_id)

    def doors_behind(self, ids: Collection[str]) -> list[DoorRow]:
        """Return the doors whose household, meter or visit is among ``ids``."""
        with self._ledger.reader() as connection:
            return doors_behind(connection, ids)

    def card(self, household_id: str) -> HouseholdCard:
        """Return one household with everything around it.

        Raises:
            InputError: there is no such household.
        """
        with self._ledger.reader() as connection:
            found = cards.household_card(connection, household_id)
        if found is None:
            raise InputError("record-missing")
        return found

    def record(self, kind: str, entity_id: str) -> Record:
        """Return one record.

        Raises:
            InputError: there is no such record.
        """
        with self._ledger.reader() as connection:
            found = cards.record(connection, kind, entity_id)
        if found is None:
            raise InputError("record-missing")
        return found

    def kind_of(self, entity_id: str) -> str:
        """Return the kind of the record with this id.

        Raises:
            InputError: there is no such record.
        """
        with self._ledger.reader() as connection:
            for kind in ENTITIES:
                if cards.record(connection, kind, entity_id) is not None:
                    return kind
        raise InputError("record-missing")

    def meters_in_use(self, kind: str) -> list[tuple[str, str]]:
        """Return (meter id, household id) of every meter in use at a household."""
        with self._ledger.reader() as connection:
            return meters_in_use(connection, kind)

    def search(self, text: str, limit: int = LIMIT) -> list[SearchHit]:
        """Return what ``text`` finds, best first."""
        with self._ledger.reader() as connection:
            return search(connection, text, limit)

    def stats(self) -> dict[str, Any]:
        """Return the contract's answer for ``stats``."""
        with self._ledger.reader() as connection:
            counts = asdict(stats(connection))
        journal = {"length": counts.pop("journal_length"), "head": counts.pop("journal_head")}
        return {**counts, "journal": journal}
