"""A workbook that one laptop exported comes back to another laptop of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from desktop.domain.grid import Grid
from desktop.kernel.errors import InputError
from tests.support.laptops import another_laptop, first_laptop

if TYPE_CHECKING:
    from pathlib import Path


def test_it_merges_once_the_parcel_was_taken(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    first = first_laptop(tmp_path / "first")
    with first.open() as office:
        office.editing.add("quarter", {"name": "翠湖", "quarter_code": "Q1"})
        quarter = office.reading.quarters()[0].id
        office.grids.build(quarter, "1", Grid(floors=2, doors=1, units=("1",)))
    second, _ = another_laptop(tmp_path / "second", first, stick)
    with first.open() as office:
        office.editing.set_field("quarter", quarter, "alias", "老翠湖")
        office.district.export(stick / "out.xlsx")
        office.parcels.make(stick / "first.hbp")
    _edit(stick / "out.xlsx", stick / "back.xlsx")
    with second.open() as office:
        with pytest.raises(InputError) as unknown:
            office.district.merge(stick / "back.xlsx")
        assert unknown.value.code == "workbook-export-unknown"
        office.parcels.take(stick / "first.hbp")
        office.editing.set_field("quarter", quarter, "community", "三社区")
        answer = office.district.merge(stick / "back.xlsx")
        assert [(c["field"], c["base"], c["ours"]) for c in answer["conflicts"]] == [
            ("community", "", "三社区")
        ]
        assert answer["applied"]["fields"] == 1
        assert office.reading.record("quarter", quarter)["approval_no"] == "改造办〔2026〕1号"
        assert office.reading.record("quarter", quarter)["alias"] == "老翠湖"
        assert office.questions.count() == 1


def _edit(source: Path, target: Path) -> None:
    book = openpyxl.load_workbook(source)
    for sheet, key, value in (
        ("计划与批复", "quarter.approval_no", "改造办〔2026〕1号"),
        ("小区", "quarter.community", "二社区"),
    ):
        keys = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(3, keys.index(key) + 1).value = value
    book.save(target)
