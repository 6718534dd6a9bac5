"""The money tab on the real services: what a person does there reaches the ledger."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.domain.codes import Choice
from desktop.ui.pages.project.money_audits import AuditPart
from desktop.ui.pages.project.money_costs import CostPart
from desktop.ui.pages.project.money_funds import FundsPart
from desktop.ui.pages.project.money_part import MoneyPart
from desktop.ui.pages.project.money_prices import PricePart
from desktop.ui.pages.project.money_shares import SharesPart
from desktop.ui.pages.project.money_statement import StatementPart
from tests.support.accessible import clipped, nameless
from tests.support.real_window import idle

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.domain.values import Record, Value
    from desktop.services.bundle import Office
    from desktop.services.money_shares import HouseholdShares
    from desktop.ui.main_window.window import MainWindow

T = TypeVar("T")


@pytest.fixture
def quarter(real: MainWindow) -> str:
    """A quarter without any money, of which ten households join for water."""
    office = real.desk.office
    quarters = [
        found.id for found in office.reading.quarters()
        if not any(r.lines for r in office.money.shares(found.id).rows)
    ]  # fmt: skip
    chosen = max(quarters, key=lambda one: len(office.money.shares(one).rows))
    rows = office.money.shares(chosen).rows
    updates: list[tuple[str, Record]] = [
        (
            row.household_id,
            {
                "consent_w": int(Choice.YES if n < 10 else Choice.NO),
                "consent_e": int(Choice.NO),
                "owner_name": f"户主{n:03d}",
            },
        )
        for n, row in enumerate(rows)
    ]
    office.editing.change_many("fill-doors", updates={"household": updates})
    for kind in ("cost_item", "cost_price", "fund_entry", "audit"):
        for record in office.registers.rows(kind, chosen):
            office.registers.remove(kind, str(record["id"]))
    return chosen


def _add(office: Office, kind: str, quarter: str, /, **values: Value) -> str:
    return office.registers.add(kind, {"quarter_id": quarter, **values})[0]


def _tab(real: MainWindow, qtbot: QtBot, quarter: str) -> MoneyPart:
    part = MoneyPart(real.desk)
    part.setParent(real)
    part.resize(1240, 620)
    part.show()
    part.show_quarter(quarter, "")
    idle(real, qtbot)
    return part


def _open(real: MainWindow, qtbot: QtBot, quarter: str, name: str, kind: type[T]) -> T:
    tab = _tab(real, qtbot, quarter)
    tab.open(name)
    idle(real, qtbot)
    found = tab.section(name)
    assert isinstance(found, kind)
    return found


def _press(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]


def _texts(widget: QWidget) -> str:
    return " ".join(str(found.text()) for found in widget.findChildren(QLabel))  # type: ignore[var-annotated]


def _joining(office: Office, quarter: str) -> list[HouseholdShares]:
    return [row for row in office.money.shares(quarter).rows if row.joins]


def _shares(office: Office, quarter: str) -> None:
    _add(office, "cost_price", quarter, utility="W", share=Decimal(450))
    office.money.apply_shares(office.money.plan_shares(quarter), date(2020, 1, 31))


def test_a_passed_limit_is_said_and_its_button_shows_the_item(
    real: MainWindow, qtbot: QtBot, quarter: str
) -> None:
    office = real.desk.office
    for step, amount in ((3, 1000), (4, 1200)):
        item = _add(office, "cost_item", quarter, utility="W", est_kind=step, item="立管",
                    amount=Decimal(amount))  # fmt: skip
    part = _open(real, qtbot, quarter, "costs", CostPart)
    assert "立管" in _texts(part.flags)
    assert "1,200.00" in _texts(part.flags)
    part._go(item)
    idle(real, qtbot)
    assert part.items.chosen is not None
    assert part.items.chosen["id"] == item
    cells = [part.items.model.data(part.items.model.index(1, c)) for c in range(7)]
    assert "1,200.00" in cells


def test_quantity_times_price_is_entered_with_one_press(
    real: MainWindow, qtbot: QtBot, quarter: str
) -> None:
    office = real.desk.office
    item = _add(office, "cost_item", quarter, est_kind=1, item="水表", quantity=Decimal(3),
                unit_price=Decimal("150.50"))  # fmt: skip
    part = _open(real, qtbot, quarter, "costs", CostPart)
    assert part.reckon.isVisible()
    _press(qtbot, part.reckon)
    idle(real, qtbot)
    (row,) = office.registers.rows("cost_item", quarter)
    assert (row["id"], row["amount"]) == (item, Decimal("451.50"))
    assert not part.reckon.isVisible()


def test_the_account_says_by_how_much_it_does_not_balance(
    real: MainWindow, qtbot: QtBot, quarter: str
) -> None:
    office = real.desk.office
    _add(office, "audit", quarter, kind=1, approved=Decimal(1000))
    _add(office, "fund_entry", quarter, source=7, step=2, amount=Decimal("999.99"))
    part = _open(real, qtbot, quarter, "funds", FundsPart)
    assert "0.01" in _texts(part.problems)
    assert part.balance.objectName() == "notMet"
    part.entries.choose(str(office.registers.rows("fund_entry", quarter)[0]["id"]))
    box = part.entries.editor("amount").inputs()[0]
    assert isinstance(box, QLineEdit)
    box.setFocus()
    box.setText("１，０００.0")
    qtbot.keyClick(box, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    idle(real, qtbot)
    part.refresh()
    idle(real, qtbot)
    assert part.balance.objectName() == "good"
    assert not part.problems.isVisible()
    _press(qtbot, part.closing)
    idle(real, qtbot)
    assert part.problems.isVisible()


def test_shares_are_previewed_then_set_then_taken_back(
    real: MainWindow, qtbot: QtBot, quarter: str
) -> None:
    office = real.desk.office
    part = _open(real, qtbot, quarter, "prices", PricePart)
    _press(qtbot, part.preview)
    idle(real, qtbot)
    assert "成本价" in part.answer.text()
    _add(office, "cost_price", quarter, utility="W", share=Decimal(450))
    _press(qtbot, part.preview)
    idle(real, qtbot)
    assert "4,500.00" in part.answer.text()
    assert office.money.shares(quarter).sums.due == 0
    _press(qtbot, part.apply)
    idle(real, qtbot)
    assert office.money.shares(quarter).sums.due == Decimal(4500)
    assert not part.apply.isVisible()
    office.editing.undo()
    assert office.money.shares(quarter).sums.due == 0


def test_a_household_pays_in_place(real: MainWindow, qtbot: QtBot, quarter: str) -> None:
    office = real.desk.office
    _shares(office, quarter)
    first = _joining(office, quarter)[0].household_id
    part = _open(real, qtbot, quarter, "shares", SharesPart)
    part.choose(first)
    idle(real, qtbot)
    beside = part.beside
    assert beside.amount.text() == "450.00"
    beside.receipt.setText("鄂票001")
    _press(qtbot, beside.store)
    idle(real, qtbot)
    part.refresh()
    idle(real, qtbot)
    (line,), (payment,) = office.money.household(first)
    assert (line.open, payment.receipt_no, payment.payer) == (Decimal(0), "鄂票001", "户主000")
    assert beside.amount.text() == ""
    other = _joining(office, quarter)[1].household_id
    part.choose(other)
    idle(real, qtbot)
    beside.receipt.setText("鄂票001")
    _press(qtbot, beside.store)
    idle(real, qtbot)
    assert "鄂票001" in beside.says.text()
    assert office.money.household(other)[1] == []


def test_a_waiver_says_what_it_lacks_and_is_stored_once_whole(
    real: MainWindow, qtbot: QtBot, quarter: str
) -> None:
    office = real.desk.office
    _shares(office, quarter)
    first = _joining(office, quarter)[0].household_id
    part = _open(real, qtbot, quarter, "shares", SharesPart)
    part.choose(first)
    idle(real, qtbot)
    beside = part.beside
    _press(qtbot, beside.act.buttons[1])
    beside.amount.setText("200")
    _press(qtbot, beside.store)
    idle(real, qtbot)
    assert "减免审批号" in beside.says.text()
    beside.reason.setCurrentIndex(1)
    beside.number.setText("减1")
    beside.by.setText("王主任")
    _press(qtbot, beside.store)
    idle(real, qtbot)
    assert office.money.household(first)[0][0].open == Decimal(250)


def test_a_payment_gets_its_receipt_afterwards_or_is_taken_out(
    real: MainWindow, qtbot: QtBot, quarter: str
) -> None:
    office = real.desk.office
    _shares(office, quarter)
    first = _joining(office, quarter)[0].household_id
    office.money.pay(first, "450")
    part = _open(real, qtbot, quarter, "shares", SharesPart)
    part.choose(first)
    idle(real, qtbot)
    payments = part.beside.payments
    assert not payments.receipt.isVisible()
    payments.table.selectRow(0)
    payments.receipt.setText("鄂票009")
    _press(qtbot, payments.enter)
    idle(real, qtbot)
    assert office.money.household(first)[1][0].receipt_no == "鄂票009"
    _press(qtbot, payments.take_out)
    idle(real, qtbot)
    assert office.money.household(first)[1] == []
    office.editing.undo()
    assert office.money.household(first)[0][0].open == 0


def test_the_list_finds_who_is_in_arrears_and_a_door(
    real: MainWindow, qtbot: QtBot, quarter: str
) -> None:
    office = real.desk.office
    _shares(office, quarter)
    rows = _joining(office, quarter)
    office.money.pay(rows[0].household_id, "450")
    part = _open(real, qtbot, quarter, "shares", SharesPart)
    part.which.setCurrentIndex(part.which.findData("late"))
    assert [r.household_id for r in part.model.records] == [r.household_id for r in rows[1:]]
    part.words.setText(rows[3].owner)
    assert [r.household_id for r in part.model.records] == [rows[3].household_id]


def test_a_statement_is_looked_at_line_by_line_and_booked(
    real: MainWindow, qtbot: QtBot, quarter: str, tmp_path: Path
) -> None:
    office = real.desk.office
    _shares(office, quarter)
    rows = _joining(office, quarter)
    path = tmp_path / "流水.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["交易日期", "贷方金额", "对方户名", "附言", "流水号"])
        writer.writerow(["2026-03-02", "450", rows[0].owner, f"{rows[0].label}水改", "F1"])
        writer.writerow(["2026-03-02", "450", "某某", f"{rows[1].label}水改", "F2"])
        writer.writerow(["2026-03-02", "450", "某某", "转账", "F3"])
    part = _open(real, qtbot, quarter, "statement", StatementPart)
    part.read(path)
    idle(real, qtbot)
    assert [row.chosen for row in part.model.records] == [False, False, True]
    assert "450.00" in part.book.text()
    part.table.selectRow(0)
    part.household.setCurrentIndex(part.household.findData(rows[2].household_id))
    _press(qtbot, part.assign)
    assert "900.00" in part.book.text()
    _press(qtbot, part.book)
    idle(real, qtbot)
    assert office.money.shares(quarter).sums.paid == Decimal(900)
    assert not any(row.chosen for row in part.model.records)
    assert not part.book.isEnabled()
    office.editing.undo()
    assert office.money.shares(quarter).sums.paid == 0


def test_a_file_that_is_no_statement_is_said_where_it_was_chosen(
    real: MainWindow, qtbot: QtBot, quarter: str, tmp_path: Path
) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("楼栋,室号\n1,101\n", encoding="utf-8")
    part = _open(real, qtbot, quarter, "statement", StatementPart)
    part.read(path)
    idle(real, qtbot)
    assert "表头" in part.error.text()
    assert not part.progress.isVisible()


def test_an_audit_shows_its_cut_and_is_closed_after_its_findings(
    real: MainWindow, qtbot: QtBot, quarter: str
) -> None:
    office = real.desk.office
    audit = _add(office, "audit", quarter, kind=2, submitted=Decimal(1000), approved=Decimal(900),
                 document_no="审1", reported_on=date(2026, 1, 5))  # fmt: skip
    part = _open(real, qtbot, quarter, "audits", AuditPart)
    assert "100.00" in part.cut.text()
    part.finding.setText("多计工程量")
    part.add_finding()
    idle(real, qtbot)
    part.refresh()
    idle(real, qtbot)
    _press(qtbot, part.close_audit)
    idle(real, qtbot)
    assert "1" in part.says.text()
    assert office.money.audits(quarter)[0].closed_on is None
    (finding,) = [f for f in office.registers.rows("finding", quarter) if f["audit_id"] == audit]
    office.editing.set_field("finding", str(finding["id"]), "state", "3")
    _press(qtbot, part.close_audit)
    idle(real, qtbot)
    assert office.money.audits(quarter)[0].closed_on is not None


def test_the_tab_without_a_quarter_stays_quiet(real: MainWindow, qtbot: QtBot) -> None:
    tab = _tab(real, qtbot, "")
    for button in tab.sections.buttons:
        _press(qtbot, button)
        idle(real, qtbot)
    tab.refresh()
    idle(real, qtbot)
    assert tab.sections.code == "audits"


def test_every_section_has_names_and_cuts_no_word_off(
    real: MainWindow, qtbot: QtBot, quarter: str
) -> None:
    office = real.desk.office
    _shares(office, quarter)
    first = _joining(office, quarter)[0].household_id
    office.money.pay(first, "1")
    _add(office, "audit", quarter, kind=1, submitted=Decimal(5), approved=Decimal(4))
    _add(office, "cost_item", quarter, est_kind=1, item="立管", amount=Decimal(5))
    tab = _tab(real, qtbot, quarter)
    wrong: dict[str, list[str]] = {}
    for button in tab.sections.buttons:
        _press(qtbot, button)
        idle(real, qtbot)
        name = tab.sections.code
        section = tab.section(name)
        if isinstance(section, SharesPart):
            section.choose(first)
            idle(real, qtbot)
        found = [*nameless(section), *clipped(section)]
        if found:
            wrong[name] = sorted(set(found))
    assert not wrong
