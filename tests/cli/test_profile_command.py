"""The import sheet of a company is shown, rewritten and used from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from tests.cli.conftest import Script

FIRST = "421102001001"


def test_an_own_profile_is_used_by_the_next_list(run: Script, ledger: Path, tmp_path: Path) -> None:
    shown = run("profile", ledger, "water", "--json").document
    assert shown["columns"][0] == "用户号"
    copied = Path(run("profile", ledger, "water", "--copy", "--json").document["path"])
    text = copied.read_text("utf-8").replace('heading = "用户号"', 'heading = "营收户号"')
    copied.write_text(text, encoding="utf-8")
    used = run("profile", ledger, "water", "--use", "--json").document
    assert used["columns"][0] == "营收户号"
    words = ("form", ledger, "--quarter", FIRST, "--type", "handover-water", "--out", tmp_path)
    made = Path(run(*words, "--json").document["path"])
    sheet = openpyxl.load_workbook(made.with_name(f"{made.stem}-import-water.xlsx")).active
    assert sheet is not None
    assert sheet.title == "户表导入"
    assert sheet["A1"].value == "营收户号"
    assert sheet.max_row > 1
    assert run("profile", ledger, "water", "--reset", "--json").document["columns"][0] == "用户号"
