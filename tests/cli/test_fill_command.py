"""``hubiao fill``: a form of the district filled from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Script


def _form(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_form_is_filled_and_its_columns_are_told(
    run: Script, ledger: Path, tmp_path: Path
) -> None:
    form = _form(tmp_path / "表样.xlsx", ["小区名称", "户数", "自编"], [], [], [], [], [], [], [])
    mapping = tmp_path / "map.json"
    mapping.write_text(json.dumps({"columns": {"自编": "row.number"}}), encoding="utf-8")
    target = tmp_path / "填好.xlsx"
    answer = run("fill", ledger, form, target, "--map", mapping, "--json")
    assert answer.code == 0
    (sheet,) = answer.document["sheets"]
    assert sheet["columns"] == {
        "小区名称": "quarter.name",
        "户数": "figure.households",
        "自编": "row.number",
    }
    assert sheet["rows_of"] == "quarter"
    rows = list(load_workbook(target).active.iter_rows(min_row=2, values_only=True))
    filled = [row for row in rows if row[0]]
    assert [row[2] for row in filled] == list(range(1, sheet["rows"] + 1))
    assert sum(row[1] for row in filled) == 60
    assert answer.document["notes"] == []


def test_one_quarter_alone_and_what_cannot_be_filled(
    run: Script, ledger: Path, tmp_path: Path
) -> None:
    form = _form(tmp_path / "a.xlsx", ["楼栋", "室号", "户主"], [], ["合计", "=COUNTA(B2:B2)"])
    answer = run("fill", ledger, form, tmp_path / "o.xlsx")
    assert answer.code == 1
    assert "插入" in answer.err
    assert not (tmp_path / "o.xlsx").exists()
    answer = run("fill", ledger, form, tmp_path / "o.xlsx", "--quarter", "无此编码")
    assert answer.code == 3
    answer = run("fill", ledger, tmp_path / "none.xlsx", tmp_path / "o.xlsx")
    assert answer.code == 3
