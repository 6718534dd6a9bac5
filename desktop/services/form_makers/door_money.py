"""What papers say of the money of one household: its lines, their sums, words for amounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.amounts import shown
from desktop.domain.capital_amount import capital_amount
from desktop.domain.rows import address_label
from desktop.domain.shares import household_money, trade_label
from desktop.kernel.errors import InputError
from desktop.services.form_makers.making import FormSubject
from desktop.storage.queries import shares
from desktop.storage.queries.card import record
from desktop.storage.queries.visit_paper import paper_doors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection

    from desktop.domain.funding import HouseholdMoney
    from desktop.domain.shares import ShareLine
    from desktop.domain.values import Record
    from desktop.services.form_makers.making import FormSource
    from desktop.storage.queries.shares import MoneyDoor

PEN_AMOUNT = "＿" * 6
"""A line where an amount is written by hand."""


@dataclass(frozen=True, slots=True)
class DoorMoney:
    """One household and its money.

    Attributes:
        household: its record.
        building: record of its building; empty where it has none.
        label: its address inside the quarter.
        lines: what it owes and paid, a line for each trade.
    """

    household: Record
    building: Record
    label: str
    lines: tuple[ShareLine, ...]

    @property
    def sums(self) -> HouseholdMoney:
        """Return the sums over all trades."""
        return household_money(self.lines)

    @property
    def due_on(self) -> date | None:
        """Return the first day on which something falls due; None where nobody said."""
        return min((line.due_on for line in self.lines if line.due_on), default=None)


def door_money(source: FormSource) -> DoorMoney:
    """Return the household that the paper is about.

    Raises:
        InputError: ``record-missing``.
    """
    found = paper_doors(source.connection, [source.subject_id])
    if not found:
        raise InputError("record-missing")
    (door,) = found
    return DoorMoney(
        door.household,
        record(source.connection, "building", door.building_id) or {},
        address_label(door.building_no, door.unit_no, door.room_no),
        tuple(shares.lines_of(source.connection, source.subject_id)),
    )


def door_subjects(doors: Iterable[MoneyDoor]) -> list[FormSubject]:
    """Return households as they are offered for choice."""
    return [
        FormSubject(door.id, address_label(door.building_no, door.unit_no, door.room_no))
        for door in doors
    ]


def joining_doors(connection: Connection, quarter_id: str) -> list[FormSubject]:
    """Return the households that agreed to either works, in walking order."""
    found = shares.doors(connection, quarter_id)
    return door_subjects(door for door in found if door.joining.joins)


def yuan(amount: Decimal) -> str:
    """Return an amount as ¥1,234.50."""
    return f"¥{shown(amount)}"


def yuan_in_words(amount: Decimal) -> str:
    """Return an amount as ¥1,234.50（人民币壹仟贰佰叁拾肆元伍角整）."""
    return f"{yuan(amount)}（{capital_amount(amount)}）"


def share_rows(lines: Iterable[ShareLine]) -> tuple[tuple[str, ...], ...]:
    """Return (trade, due, waived, paid less refunded, open) of each line, as printed."""
    return tuple(
        (
            trade_label(line.trade),
            shown(line.due),
            shown(line.waived),
            shown(line.paid - line.refunded),
            shown(max(line.open, line.open * 0)),
        )
        for line in lines
    )
