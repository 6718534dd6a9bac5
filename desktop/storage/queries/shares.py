"""Shares and payments of the households of a quarter, each read in one pass."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.domain.amounts import NOTHING, from_fen
from desktop.domain.codes import Choice
from desktop.domain.payments import PaymentRow
from desktop.domain.project_codes import PaymentKind, Trade
from desktop.domain.shares import JoiningDoor, Price, ShareLine
from desktop.storage.placement import natural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_TRADES = {str(trade): trade for trade in Trade}
_YES = int(Choice.YES)
_NO_TRADE = Trade.COMMON


class MoneyDoor(NamedTuple):
    """A household as the list of shares shows it, in walking order; areas in 0.01 m²."""

    id: str
    building_no: str | None
    unit_no: str | None
    room_no: str | None
    owner_name: str | None
    co_owners: str | None
    hardship: int | None
    consent_w: int | None
    consent_e: int | None
    title_area: int | None
    removed: int

    @property
    def joining(self) -> JoiningDoor:
        """The household as the planning of shares sees it; a common share takes either works.

        A household that was removed owes nothing more; it is listed for what it has paid.
        """
        joins: set[Trade] = set()
        if self.removed:
            return JoiningDoor(self.id, frozenset())
        if self.consent_w == _YES:
            joins |= {Trade.WATER, Trade.COMMON}
        if self.consent_e == _YES:
            joins |= {Trade.ELECTRICITY, Trade.COMMON}
        return JoiningDoor(self.id, frozenset(joins), from_fen(self.title_area))


def doors(connection: Connection, quarter_id: str) -> list[MoneyDoor]:
    """Return the households of a quarter in walking order, with removed ones that have paid."""
    rows = connection.exec_driver_sql(
        "SELECT h.place, h.id, b.building_no, u.unit_no, h.room_no, h.owner_name, h.co_owners, "
        "h.hardship, h.consent_w, h.consent_e, h.title_area, h.deleted FROM household h "
        "LEFT JOIN unit u ON u.id = h.unit_id LEFT JOIN building b ON b.id = h.building_id "
        "WHERE h.quarter_id = ? AND (h.deleted = 0 OR EXISTS "
        "(SELECT 1 FROM payment p WHERE p.household_id = h.id AND p.deleted = 0))",
        (quarter_id,),
    ).all()
    ordered = sorted(rows, key=lambda row: (natural(row[2]), row[2] or "", row[0] or "", row[1]))
    return [MoneyDoor(*row[1:]) for row in ordered]


def prices(connection: Connection, quarter_id: str) -> list[Price]:
    """Return the cost prices of a quarter that name a trade, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT utility, price, share, cap, decided_on, document_no FROM cost_price "
        "WHERE deleted = 0 AND quarter_id = ? ORDER BY id",
        (quarter_id,),
    )
    return [
        Price(
            _TRADES[trade], from_fen(price), from_fen(share), from_fen(cap), _day(day), number or ""
        )
        for trade, price, share, cap, day, number in rows
        if trade in _TRADES
    ]


def share_lines(connection: Connection, quarter_id: str) -> list[ShareLine]:
    """Return what the households of a quarter owe and paid, a line for each trade.

    Money that came in for a trade without a share is a line of its own with nothing due. Where a
    household has one share twice, what was paid stands on the older one.
    """
    paid = _paid(connection, "h.quarter_id = ?", quarter_id)
    rows = connection.exec_driver_sql(
        "SELECT s.id, s.household_id, s.utility, s.due, s.waived, s.due_on FROM share s "
        "JOIN household h ON h.id = s.household_id "
        "WHERE s.deleted = 0 AND h.quarter_id = ? AND h.deleted = 0 ORDER BY s.id",
        (quarter_id,),
    )
    return _lines(rows, paid)


def lines_of(connection: Connection, household_id: str) -> list[ShareLine]:
    """Return what one household owes and paid, a line for each trade."""
    paid = _paid(connection, "p.household_id = ?", household_id)
    rows = connection.exec_driver_sql(
        "SELECT id, household_id, utility, due, waived, due_on FROM share "
        "WHERE deleted = 0 AND household_id = ? ORDER BY id",
        (household_id,),
    )
    return _lines(rows, paid)


def receipts(connection: Connection, quarter_id: str) -> dict[str, list[str]]:
    """Return household id → the receipt numbers of its payments, oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT p.household_id, p.receipt_no FROM payment p "
        "JOIN household h ON h.id = p.household_id "
        "WHERE p.deleted = 0 AND p.receipt_no <> '' AND h.quarter_id = ? ORDER BY p.id",
        (quarter_id,),
    )
    found: dict[str, list[str]] = {}
    for household, receipt in rows:
        found.setdefault(household, []).append(receipt)
    return found


def payments(connection: Connection, quarter_id: str) -> list[PaymentRow]:
    """Return the payments and refunds of a quarter, oldest first."""
    return _payments(connection, "h.quarter_id = ?", quarter_id)


def payments_of(connection: Connection, household_id: str) -> list[PaymentRow]:
    """Return the payments and refunds of one household, oldest first."""
    return _payments(connection, "p.household_id = ?", household_id)


def payments_with_receipt(connection: Connection, receipt_no: str) -> list[PaymentRow]:
    """Return the payments of the whole office that cite ``receipt_no``."""
    return _payments(connection, "p.receipt_no = ?", receipt_no)


def receipts_used_twice(connection: Connection, quarter_id: str) -> list[PaymentRow]:
    """Return payments of a quarter whose receipt number another payment cites too."""
    return _payments(
        connection,
        "h.quarter_id = ? AND p.receipt_no IN (SELECT receipt_no FROM payment WHERE deleted = 0 "
        "AND receipt_no <> '' GROUP BY receipt_no "
        "HAVING count(DISTINCT household_id) > 1 OR count(DISTINCT paid_on) > 1)",
        quarter_id,
    )


def booked_lines(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Return those of ``keys`` that a payment already names as its bank line."""
    wanted = set(keys)
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT bank_line FROM payment "
        "WHERE deleted = 0 AND bank_line IS NOT NULL AND bank_line <> ''"
    )
    return {row[0] for row in rows} & wanted


def _payments(connection: Connection, where: str, given: str) -> list[PaymentRow]:
    rows = connection.exec_driver_sql(
        "SELECT p.id, p.household_id, p.utility, p.kind, p.amount, p.paid_on, "
        "coalesce(p.receipt_no, ''), coalesce(p.payer, ''), coalesce(p.bank_line, ''), p.way "
        "FROM payment p JOIN household h ON h.id = p.household_id "
        f"WHERE p.deleted = 0 AND {where} ORDER BY p.id",
        (given,),
    )
    return [
        PaymentRow(
            row[0],
            row[1],
            _TRADES.get(row[2], _NO_TRADE),
            PaymentKind.REFUND if row[3] == PaymentKind.REFUND else PaymentKind.PAYMENT,
            from_fen(row[4]) or NOTHING,
            _day(row[5]),
            *row[6:],
        )
        for row in rows
    ]


def _paid(connection: Connection, where: str, given: str) -> dict[tuple[str, Trade], list[int]]:
    rows = connection.exec_driver_sql(
        "SELECT p.household_id, p.utility, "
        "sum(CASE WHEN p.kind = 2 THEN 0 ELSE coalesce(p.amount, 0) END), "
        "sum(CASE WHEN p.kind = 2 THEN coalesce(p.amount, 0) ELSE 0 END) "
        "FROM payment p JOIN household h ON h.id = p.household_id "
        f"WHERE p.deleted = 0 AND {where} GROUP BY 1, 2",
        (given,),
    )
    found: dict[tuple[str, Trade], list[int]] = {}
    for household, trade, paid, refunded in rows:
        sums = found.setdefault((household, _TRADES.get(trade, _NO_TRADE)), [0, 0])
        sums[0] += paid
        sums[1] += refunded
    return found


def _lines(rows: Iterable[Any], paid: dict[tuple[str, Trade], list[int]]) -> list[ShareLine]:
    found = []
    for share_id, household, utility, due, waived, due_on in rows:
        trade = _TRADES.get(utility, _NO_TRADE)
        came, back = paid.pop((household, trade), (0, 0))
        found.append(
            ShareLine(
                share_id,
                household,
                trade,
                from_fen(due) or NOTHING,
                from_fen(waived) or NOTHING,
                from_fen(came) or NOTHING,
                from_fen(back) or NOTHING,
                _day(due_on),
            )
        )
    for (household, trade), (came, back) in paid.items():
        found.append(
            ShareLine(
                "",
                household,
                trade,
                paid=from_fen(came) or NOTHING,
                refunded=from_fen(back) or NOTHING,
            )
        )
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
