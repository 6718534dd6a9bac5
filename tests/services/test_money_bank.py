"""A bank statement booked into a real ledger: once, as one operation."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.domain.bank_lines import Standing
from desktop.domain.codes import Choice
from desktop.services.editing import Editing
from desktop.services.money import Money
from desktop.services.registers import Registers
from tests.support.small_office import households, ledger, office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.money_bank import StatementReview
    from desktop.storage.ledger import Ledger

__all__ = ["households", "ledger", "office"]


@pytest.fixture
def quarter(ledger: Ledger, households: list[str]) -> str:
    with ledger.unit_of_work("consent") as work:
        work.update_many("household", [(h, {"consent_w": int(Choice.YES)}) for h in households])
        found = str(work.connection.exec_driver_sql("SELECT id FROM quarter").scalar_one())
    Registers(ledger, ledger.clock).add(
        "cost_price", {"quarter_id": found, "utility": "W", "share": Decimal(450)}
    )
    return found


@pytest.fixture
def money(ledger: Ledger, quarter: str) -> Money:
    found = Money(ledger, ledger.clock)
    found.apply_shares(found.plan_shares(quarter))
    return found


def _statement(folder: Path, *rows: tuple[str, str, str, str]) -> Path:
    path = folder / "流水.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["交易日期", "贷方金额", "对方户名", "附言", "流水号"])
        writer.writerows(("2026-03-02", *row) for row in rows)
    return path


def _names(ledger: Ledger, household: str) -> str:
    with ledger.reader() as connection:
        return str(
            connection.exec_driver_sql(
                "SELECT owner_name FROM household WHERE id = ?", (household,)
            ).scalar_one()
        )


def _sure(review: StatementReview) -> list[object]:
    return [p for p in review.proposals if p.standing is Standing.SURE]


def test_sure_lines_are_booked_once_and_taken_back_as_one(
    money: Money, ledger: Ledger, households: list[str], quarter: str, tmp_path: Path
) -> None:
    path = _statement(
        tmp_path,
        ("450", _names(ledger, households[0]), "1-1-101水改", "F1"),
        ("450", _names(ledger, households[1]), "1栋1单元201", "F2"),
        ("450", "某某", "转账", "F3"),
    )
    review = money.match_statement(path, quarter)
    sure = [p for p in review.proposals if p.standing is Standing.SURE]
    assert [p.household_id for p in sure] == households[:2]
    money.book_statement(sure)
    sums = money.shares(quarter).sums
    assert (sums.paid, sums.unpaid) == (Decimal(900), Decimal(450) * 6)
    again = money.match_statement(path, quarter)
    assert [p.standing for p in again.proposals] == [
        Standing.BOOKED,
        Standing.BOOKED,
        Standing.OPEN,
    ]
    Editing(ledger, ledger.clock).undo()
    assert money.shares(quarter).sums.paid == 0
    assert len(_sure(money.match_statement(path, quarter))) == 2


def test_booking_the_same_choice_again_changes_nothing(
    money: Money, ledger: Ledger, households: list[str], quarter: str, tmp_path: Path
) -> None:
    path = _statement(tmp_path, ("450", _names(ledger, households[0]), "1-1-101", "F1"))
    proposals = money.match_statement(path).proposals
    money.book_statement([*proposals, *proposals])
    assert not money.book_statement(proposals).operation
    lines, payments = money.household(households[0])
    assert [line.paid for line in lines] == [Decimal(450)]
    assert [(p.payer, p.paid_on, p.receipt_no) for p in payments] == [
        (_names(ledger, households[0]), date(2026, 3, 2), "")
    ]
    assert money.shares(quarter).sums.paid == Decimal(450)


def test_a_line_that_fits_nobody_is_booked_where_a_person_says(
    money: Money, households: list[str], quarter: str, tmp_path: Path
) -> None:
    review = money.match_statement(_statement(tmp_path, ("450", "某某", "转账", "F1")), quarter)
    (proposal,) = review.proposals
    assert (proposal.standing, proposal.household_id) == (Standing.OPEN, "")
    assert not money.book_statement([proposal]).operation
    money.book_statement([money.assign(review, proposal, households[3])])
    assert money.household(households[3])[0][0].open == 0
