"""预核对表: ours against theirs, on screen with names and on paper without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop.domain.company_lines import ListKind
from desktop.domain.number_slips import Slips, slip
from desktop.kernel.errors import RefusedError
from desktop.services.paper_out import PaperOut
from tests.support.company_lists import accounts, company_of, meters, workbook
from tests.support.small_office import households, ledger, office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.company import CompanyReview
    from desktop.storage.ledger import Ledger

__all__ = ["households", "ledger", "office"]

HEAD = ["用户号", "户名", "水表编号", "用水地址"]


def agreeing(at: int) -> list[Any]:
    return [f"{at + 1:07d}", "某人", f"W{at:06d}", ""]


def plan(ledger: Ledger, folder: Path, *lines: list[Any]) -> CompanyReview:
    rows = [["移交前核对"], HEAD, *lines]
    return company_of(ledger).plan(workbook(folder / "对方.xlsx", rows))


def found(review: CompanyReview) -> list[tuple[str, int]]:
    assert review.check is not None
    return [(str(row.reason), row.row) for row in review.check.rows]


@pytest.fixture
def numbered(ledger: Ledger, households: list[str]) -> list[str]:
    accounts(ledger)
    return households


def test_two_lists_that_agree_find_nothing(
    ledger: Ledger, numbered: list[str], tmp_path: Path
) -> None:
    review = plan(ledger, tmp_path, *[agreeing(at) for at in range(8)])
    assert numbered
    assert review.reading.kind is ListKind.CHECK
    assert found(review) == []
    assert review.check is not None
    assert (review.check.ours, review.check.theirs, review.check.agreeing) == (8, 8, 8)
    with pytest.raises(RefusedError, match="company-check-not-applied"):
        company_of(ledger).apply(review, ())


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["0000001", "", "W000010", ""], "check-number-one-digit"),
        (["0000001", "", "W00000", ""], "check-number-one-digit"),
        (["", "", "W000010", ""], "check-number-one-digit"),
        (["0000001", "", "0W000000", ""], "check-number-noughts"),
        (["0000001", "", "X77", ""], "check-number-differs"),
        (["0000009", "", "W000000", ""], "check-account-one-digit"),
        (["1", "", "W000000", ""], "check-account-noughts"),
        (["77", "", "W000000", ""], "check-account-differs"),
        (["", "", "W000000", ""], "check-account-not-theirs"),
        (["0000001", "", "W000000", "翠湖小区1栋1单元201"], "check-known-elsewhere"),
        (["0000001", "", "", ""], "check-number-not-theirs"),
        (["", "", "X77", "翠湖小区1栋1单元101"], "check-number-differs"),
    ],
)
def test_what_differs_is_named_with_its_row(
    ledger: Ledger, numbered: list[str], tmp_path: Path, cells: list[Any], reason: str
) -> None:
    review = plan(ledger, tmp_path, cells, *[agreeing(at) for at in range(1, 8)])
    assert found(review) == [(reason, 3)]
    assert review.check is not None
    assert review.check.rows[0].household_id == numbered[0]


def test_missing_doubled_and_known_meters_are_told_apart(
    ledger: Ledger, numbered: list[str], tmp_path: Path
) -> None:
    with ledger.unit_of_work("more") as work:
        work.update("water_meter", meters(ledger, numbered[4])[0]["id"], {"state": 7})
        work.update("water_meter", meters(ledger, numbered[6])[0]["id"], {"body_no": None})
        work.update("water_meter", meters(ledger, numbered[7])[0]["id"], {"account_no": "0000003"})
    review = plan(
        ledger, tmp_path, agreeing(0), ["0000088", "", "W000000", ""], agreeing(1),
        ["", "", "ZZ123456", ""], ["", "", "W000004", ""], agreeing(6),
    )  # fmt: skip
    assert found(review) == [
        ("check-number-twice-theirs", 3),
        ("check-number-twice-theirs", 4),
        ("check-account-differs", 4),
        ("check-not-ours", 6),
        ("check-taken-down", 7),
        ("check-number-blank", 8),
        *[("check-account-twice-ours", 0)] * 2,
        *[("check-not-theirs", 0)] * 4,
        ("check-no-meter", 0),
    ]


def test_on_paper_names_are_masked_and_numbers_stay_text(
    ledger: Ledger, numbered: list[str], tmp_path: Path
) -> None:
    assert numbered
    review = plan(ledger, tmp_path, ["0000001", "某人", "W000010", ""], agreeing(1))
    paper = company_of(ledger).check_paper(review)
    saved = PaperOut(ledger, ledger.clock).save(paper, tmp_path / "预核对表.xlsx")
    cells = [
        cell
        for row in load_workbook(saved).active.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    assert "张**" in cells
    assert not any("张伟" in str(cell) for cell in cells)
    assert "0000001" in cells
    assert "表号相差一位" in cells
    exchanges = workbook(tmp_path / "a.xlsx", [["户号", "旧表号", "新表号"], ["1", "2", "3"]])
    other = company_of(ledger).plan(exchanges, utility="water_meter")
    with pytest.raises(RefusedError, match="company-not-a-check"):
        company_of(ledger).check_paper(other)


@given(st.text("0123", min_size=1, max_size=6), st.text("0123", min_size=1, max_size=6))
def test_a_slip_is_a_slip_from_both_sides(one: str, other: str) -> None:
    assert slip(one, other) == slip(other, one)
    found_ = Slips({one}, {other}).of(other)
    assert bool(found_) is bool(slip(one, other))
