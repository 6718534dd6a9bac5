"""``hubiao report``: what the district asks for, as a file, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Script

BEGINS = {".pdf": b"%PDF-", ".docx": b"PK", ".xlsx": b"PK"}


def test_the_types_are_listed_without_a_ledger(run: Script) -> None:
    answer = run("report", "--list", "--json")
    assert answer.code == 0
    assert [row["type"] for row in answer.document] == [
        "weekly",
        "progress",
        "action-plan",
        "figures",
    ]
    assert answer.document[0] == {
        "type": "weekly",
        "title": "周报",
        "formats": [".pdf", ".docx", ".xlsx"],
    }
    assert answer.document[3]["formats"] == [".xlsx"]


@pytest.mark.parametrize(
    ("kind", "suffix"), [("weekly", ".pdf"), ("progress", ".docx"), ("action-plan", ".xlsx")]
)
def test_a_report_is_written_in_the_form_its_ending_names(
    run: Script, ledger: Path, tmp_path: Path, kind: str, suffix: str
) -> None:
    out = tmp_path / f"report{suffix}"
    answer = run("report", ledger, "--type", kind, "--out", out, "--json")
    assert answer.code == 0
    assert answer.document == {"type": kind, "path": str(out)}
    assert out.read_bytes().startswith(BEGINS[suffix])


def test_the_figures_are_one_workbook_with_a_sheet_each(
    run: Script, ledger: Path, tmp_path: Path
) -> None:
    out = tmp_path / "figures.xlsx"
    assert run("report", ledger, "--type", "figures", "--out", out).code == 0
    assert len(load_workbook(out).sheetnames) == 4


def test_a_report_changes_nothing_in_the_ledger(run: Script, ledger: Path, tmp_path: Path) -> None:
    before = run("stats", ledger, "--json").document
    run("report", ledger, "--type", "weekly", "--out", tmp_path / "w.pdf")
    assert run("stats", ledger, "--json").document == before


def test_wrong_usage_and_a_folder_that_is_not_there_are_said_with_the_contract_s_codes(
    run: Script, ledger: Path, tmp_path: Path
) -> None:
    for words in (
        ("report", ledger),
        ("report", ledger, "--type", "monthly", "--out", tmp_path / "x.pdf"),
        ("report", ledger, "--type", "weekly", "--out", tmp_path / "x.txt"),
        ("report", ledger, "--type", "figures", "--out", tmp_path / "x.pdf"),
    ):
        assert run(*words).code == 2
    absent = tmp_path / "absent" / "x.pdf"
    assert run("report", ledger, "--type", "weekly", "--out", absent).code == 5
    assert run("report", tmp_path / "no.hubiao", "--type", "weekly", "--out", absent).code == 4
    assert list(tmp_path.glob("x.*")) == []
