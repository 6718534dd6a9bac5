"""Papers about money: sums agree, and what hangs in public names nobody and no waiver."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.documents.paper_pdf import paper_pdf
from desktop.domain.codes import Choice
from desktop.domain.paper import Paper, PaperTable, Paragraph
from desktop.domain.payments import Received, Waiver
from desktop.services.money import Money
from desktop.services.registers import Registers
from tests.support.small_office import households, ledger, office

if TYPE_CHECKING:
    from desktop.storage.ledger import Ledger

__all__ = ["households", "ledger", "office"]

TODAY = date(2026, 3, 5)


@pytest.fixture
def quarter(ledger: Ledger, households: list[str]) -> str:
    """Eight households owe 450.00; the first has paid, the second is let off."""
    with ledger.unit_of_work("consent") as work:
        work.update_many("household", [(h, {"consent_w": int(Choice.YES)}) for h in households])
        found = str(work.connection.exec_driver_sql("SELECT id FROM quarter").scalar_one())
    registers = Registers(ledger, ledger.clock)
    registers.add("cost_price", {"quarter_id": found, "utility": "W", "share": Decimal(450)})
    registers.add("audit", {"quarter_id": found, "kind": 1, "approved": Decimal(9000)})
    registers.add("fund_entry", {"quarter_id": found, "source": 7, "step": 2,
                                 "amount": Decimal("8999.99")})  # fmt: skip
    money = Money(ledger, ledger.clock)
    money.apply_shares(money.plan_shares(found), TODAY)
    money.pay(households[0], "450", received=Received(receipt_no="A1"))
    share = money.household(households[1])[0][0].share_id
    money.waive(share, Waiver("450", 1, "减1", "王主任", TODAY))
    return found


@pytest.fixture
def money(ledger: Ledger) -> Money:
    return Money(ledger, ledger.clock)


def _tables(paper: Paper) -> list[PaperTable]:
    return [block for block in paper.blocks if isinstance(block, PaperTable)]


def _text(paper: Paper) -> str:
    return repr(paper)


def test_the_account_on_paper_says_what_does_not_agree(money: Money, quarter: str) -> None:
    paper = money.account_paper(quarter)
    sentences = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
    assert any("0.01" in text for text in sentences)
    totals = _tables(paper)[0].rows[-1]
    assert totals[2] == "8,999.99"
    assert totals[3] == "450.00"


def test_the_public_list_masks_names_and_tells_no_waiver(money: Money, quarter: str) -> None:
    paper = money.received_paper(quarter)
    (table,) = _tables(paper)
    assert [row[2] for row in table.rows] == ["张**", ""]
    assert table.rows[-1][4] == "450.00"
    assert "张伟" not in _text(paper)
    assert "减" not in _text(paper)


def test_the_list_of_arrears_adds_up_and_leaves_out_who_is_let_off(
    money: Money, quarter: str
) -> None:
    paper = money.arrears_paper(quarter)
    (table,) = _tables(paper)
    assert len(table.rows) == 7
    assert table.rows[-1][4] == "2,700.00"
    assert "不得张贴" in paper.footer


def test_every_paper_prints(money: Money, quarter: str) -> None:
    for paper in (
        money.account_paper(quarter),
        money.received_paper(quarter),
        money.arrears_paper(quarter),
    ):
        assert paper_pdf(paper).startswith(b"%PDF")
