"""台区 on electricity meters: in the table, in bulk, over an exchange, in the handover list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.documents.registry import form_type
from desktop.domain.list_filter import ListView
from desktop.domain.meter_exchange import Agreement, MeterExchange, NewMeter, OldMeter, Picture
from desktop.domain.rows import Scope
from desktop.domain.table_changes import CellBlock, TableAction
from desktop.domain.table_columns import column
from desktop.services.form_content import form_content
from desktop.services.metering import Metering
from desktop.services.quarter_facts import quarter_file
from desktop.services.tables import Tables
from tests.support.company_lists import meters
from tests.support.small_office import households, ledger, office

if TYPE_CHECKING:
    from desktop.domain.handover import FormContent
    from desktop.storage.ledger import Ledger

__all__ = ["households", "ledger", "office"]

AREA = "electricity_meter.transformer_area"


def power_form(ledger: Ledger, name: str = "handover-power") -> FormContent:
    with ledger.reader() as connection:
        file = quarter_file(connection, "Q1")
    return form_content(
        file, form_type(name), organisations=(), office_name=ledger.office, document_no="1",
        day=date(2026, 3, 5), draft=False, anchor="",
    )  # fmt: skip


def test_many_are_set_at_once_and_stand_in_the_power_companys_list(
    ledger: Ledger, households: list[str]
) -> None:
    with ledger.unit_of_work("meters") as work:
        work.update_many(
            "household", [(one, {"consent_e": 1, "consent_w": 1}) for one in households]
        )
        work.insert(
            "electricity_meter",
            [{"household_id": one, "asset_no": f"42{at}"} for at, one in enumerate(households[:5])],
        )
    assert power_form(ledger).annexes == ()
    assert column(AREA).editable
    tables = Tables(ledger, ledger.clock)
    numbers = tables.orders.numbers(Scope(), ListView())[:3]
    plan = tables.plan(CellBlock(numbers, (AREA,), [["翠湖1号公变"]], TableAction.BULK))
    tables.apply(plan)
    form = power_form(ledger)
    assert [line.remark for line in form.lines][:4] == ["台区：翠湖1号公变"] * 3 + [""]
    (annex,) = form.annexes
    assert annex.rows == (("1", "翠湖1号公变", "3", "3"), ("2", "（未登记）", "2", "2"))
    assert power_form(ledger, "handover-water").annexes == ()


def test_a_new_meter_stays_in_the_area_of_the_old_one(
    ledger: Ledger, households: list[str]
) -> None:
    with ledger.unit_of_work("meters") as work:
        meter = {"household_id": households[0], "asset_no": "42", "transformer_area": "翠湖1号公变"}
        (old,) = work.insert("electricity_meter", [meter])
    day = date(2026, 3, 5)
    reasons = dict.fromkeys(
        ("exchange-not-verified", "exchange-position-missing", "exchange-not-agreed"), "批量"
    )
    exchange = MeterExchange(
        (OldMeter(old, Decimal(9), day, Picture(b"x")),),
        NewMeter("43", Decimal(0), day),
        Agreement(),
        reasons,
    )
    Metering(ledger, ledger.clock).exchange(households[0], "electricity_meter", exchange)
    new = meters(ledger, households[0], "electricity_meter")[1]
    assert (new["asset_no"], new["transformer_area"]) == ("43", "翠湖1号公变")
