"""A company's list of accounts, matched to households and set as one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.company_lines import ListKind
from desktop.kernel.errors import InputError
from desktop.services.editing import Editing
from tests.support.company_lists import accounts, company_of, meters, workbook
from tests.support.small_office import households, ledger, office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.company import CompanyReview
    from desktop.storage.ledger import Ledger

__all__ = ["households", "ledger", "office"]

HEAD = ["客户编号", "客户名称", "用电地址", "电能表资产编号", "台区名称"]


def plan(ledger: Ledger, folder: Path, *lines: list[str]) -> CompanyReview:
    return company_of(ledger).plan(workbook(folder / "户号.xlsx", [HEAD, *lines]))


def said(found: CompanyReview) -> list[tuple[str, str]]:
    return [(str(one.standing), one.group) for one in found.proposals]


@pytest.fixture
def power(ledger: Ledger, households: list[str]) -> list[str]:
    """The households, three of them with an electricity meter."""
    with ledger.unit_of_work("meters") as work:
        work.insert(
            "electricity_meter",
            [
                {"household_id": one, "asset_no": f"42{at:020d}", "role": 3, "state": 1}
                for at, one in enumerate(households[:3])
            ],
        )
    return households


def test_accounts_and_transformer_areas_are_set_by_number_and_by_address(
    ledger: Ledger, power: list[str], tmp_path: Path
) -> None:
    found = plan(
        ledger,
        tmp_path,
        ["4200000001", "某人", "翠湖小区1栋1单元101", f"42{0:020d}", "翠湖1号公变"],
        ["4200000002", "", "湖北省黄冈市翠湖小区1幢一单元201室", "", "翠湖1号公变"],
        ["4200000009", "", "翠湖小区2栋1单元401室", "", ""],
    )
    assert (found.reading.kind, found.reading.utility) == (ListKind.ACCOUNTS, "electricity_meter")
    assert said(found) == [("ready", "company-account-set")] * 3
    changes = company_of(ledger).apply(found, found.ready)
    first = meters(ledger, power[0], "electricity_meter")[0]
    assert (first["account_no"], first["transformer_area"]) == ("4200000001", "翠湖1号公变")
    new = meters(ledger, power[7], "electricity_meter")[0]
    assert (new["account_no"], new["role"], new["state"]) == ("4200000009", 3, 1)
    assert said(plan(ledger, tmp_path, ["4200000001", "", "", f"42{0:020d}", ""])) == [
        ("done", "company-account-same")
    ]
    Editing(ledger, ledger.clock).undo(changes.operation)
    assert meters(ledger, power[0], "electricity_meter")[0]["account_no"] is None
    assert not meters(ledger, power[7], "electricity_meter")


@pytest.mark.parametrize(
    ("cells", "standing", "code"),
    [
        (["99", "", "", f"42{0:020d}", ""], "ask", "company-account-differs"),
        (["0000002", "", "", f"42{0:020d}", ""], "ask", "company-account-elsewhere"),
        (["", "", "", f"42{0:020d}", ""], "blocked", "company-account-missing"),
        (["99", "", "翠湖小区2栋1单元101", f"42{0:020d}", ""], "open", "company-doors-differ"),
        (["0000001", "", "翠湖小区1栋1单元101", "42777", ""], "blocked", "company-number-differs"),
        (["99", "", "1栋1单元101", "", ""], "open", "company-quarter-not-named"),
        (["99", "", "", "", ""], "open", "company-door-unknown"),
        (["0000001", "张三", "", "", ""], "done", "company-account-same"),
    ],
)
def test_conflicts_are_shown_with_both_sides_and_wait(
    ledger: Ledger,
    power: list[str],
    tmp_path: Path,
    cells: list[str],
    standing: str,
    code: str,
) -> None:
    accounts(ledger, "electricity_meter")
    found = plan(ledger, tmp_path, cells)
    assert said(found) == [(standing, code)]
    company_of(ledger).apply(found, found.ready)
    assert meters(ledger, power[0], "electricity_meter")[0]["account_no"] == "0000001"


def test_a_conflict_shows_ours_and_theirs_and_is_settled_with_a_reason(
    ledger: Ledger, power: list[str], tmp_path: Path
) -> None:
    accounts(ledger, "electricity_meter")
    found = plan(ledger, tmp_path, ["99", "", "", f"42{0:020d}", ""])
    (one,) = found.proposals
    assert (one.ours, one.theirs) == ("0000001", "99")
    with pytest.raises(InputError, match="company-reason-missing"):
        company_of(ledger).apply(found, [one])
    company_of(ledger).apply(found, [one], "以企业为准")
    assert meters(ledger, power[0], "electricity_meter")[0]["account_no"] == "99"
    with ledger.reader() as connection:
        kept = connection.exec_driver_sql("SELECT warning, reason FROM confirmation").all()
    assert [tuple(row) for row in kept] == [("company-account-differs", "以企业为准")]


def test_one_account_for_two_doors_waits_at_both(
    ledger: Ledger, power: list[str], tmp_path: Path
) -> None:
    assert power
    lines = [["88", "", "", f"42{at:020d}", ""] for at in (0, 1)]
    found = plan(ledger, tmp_path, *lines)
    assert said(found) == [("ask", "company-account-twice")] * 2
