"""hubiao company and hubiao export OUT.csv, as a script runs them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from tests.support.company_lists import workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Script


@pytest.fixture
def listed(run: Script, ledger: Path, tmp_path: Path) -> list[dict[str, str]]:
    """Households of the demo that have a water meter with number and account."""
    path = tmp_path / "住户.csv"
    answer = run("export", ledger, path, "--json")
    assert answer.code == 0
    assert answer.document["encoding"] == "utf-8"
    assert answer.document["households"] == 60
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 60
    for row in rows:
        row["水表号"] = row["水表号"].removeprefix('="').removesuffix('"')
    return [row for row in rows if row["水表号"] and row["用水户号"]]


def test_exchanges_are_tried_applied_and_found_again(
    run: Script, ledger: Path, tmp_path: Path, listed: list[dict[str, str]]
) -> None:
    head = ["户号", "旧水表号", "止度", "新水表号", "起度", "换表日期"]
    lines = [
        [one["用水户号"], one["水表号"], 99999, f"NEW{at}", 0, "2026-07-19"]
        for at, one in enumerate(listed[:4])
    ]
    lines[3][1] = "X404"
    path = workbook(tmp_path / "清单.xlsx", [head, *lines])
    tried = run("company", ledger, path, "--dry-run", "--json")
    assert tried.document["counts"]["ready"] == 3, tried.document["left"]
    assert tried.document["operation"] == ""
    done = run("company", ledger, path, "--kind", "exchanges", "--utility", "water", "--json")
    assert done.code == 1, "one line is left for a person"
    assert done.document["counts"] == tried.document["counts"]
    (left,) = done.document["left"]
    assert (left["row"], left["standing"], left["codes"][0]) == (5, "ask", "company-old-differs")
    assert done.document["operation"]
    again = run("company", ledger, path, "--json")
    assert again.document["counts"]["done"] == 3
    assert again.document["operation"] == ""
    assert run("undo", ledger, done.document["operation"]).code == 0
    assert run("company", ledger, path, "--dry-run", "--json").document["counts"]["ready"] == 3


def test_accounts_and_a_check_by_quarter(
    run: Script, ledger: Path, tmp_path: Path, listed: list[dict[str, str]]
) -> None:
    head = ["用户号", "水表编号"]
    same = [[one["用水户号"], one["水表号"]] for one in listed]
    path = workbook(tmp_path / "户号.xlsx", [head, *same])
    answer = run("company", ledger, path, "--kind", "accounts", "--json")
    assert (answer.code, answer.document["counts"]["done"]) == (0, len(listed))
    same[0][1] += "7"
    path = workbook(tmp_path / "核对.xlsx", [head, *same])
    out = tmp_path / "预核对表.xlsx"
    answer = run("company", ledger, path, "--kind", "check", "--out", out, "--json")
    assert answer.code == 1
    assert answer.document["counts"]["check-number-one-digit"] == 1
    assert load_workbook(out).active["A1"].value == "供水户表预核对表"
    code = run("stats", ledger, "--json").document
    assert code["households"] == 60
    assert run("company", ledger, path, "--kind", "check", "--quarter", "no").code == 3


def test_what_nobody_can_tell_is_asked(run: Script, ledger: Path, tmp_path: Path) -> None:
    rows = [["户号", "表号"], ["1", "2"]]
    path = workbook(tmp_path / "a.xlsx", rows, sheet="Sheet1")
    answer = run("company", ledger, path, "--json")
    assert (answer.code, answer.document["error"]["code"]) == (3, "company-utility-unclear")
