"""What could not be taken over is marked in the copy, and the copy merges as the original does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from desktop.kernel.errors import InputError
from desktop.services.district_marks import write_marked
from tests.support.project_office import ProjectOffice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.district import District
    from desktop.services.planned_merge import PlannedMerge


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    project = ProjectOffice(tmp_path, date(2026, 3, 2))
    yield project.office.district
    project.ledger.abandon()


def _edited(district: District, tmp_path: Path) -> Path:
    path = tmp_path / "back.xlsx"
    district.export(path)
    book = load_workbook(path)
    sheet = book["住户"]
    keys = [cell.value for cell in sheet[1]]
    sheet.cell(3, keys.index("household.floor") + 1, "三楼半")
    sheet.cell(4, keys.index("household.phone") + 1, "新电话" * 40)
    book.save(path)
    return path


def _plan(district: District, path: Path) -> tuple[PlannedMerge, object]:
    planned = district.plan(path)
    plan = planned.plan
    return planned, (plan.updates, plan.conflicts, plan.problems, plan.alarms)


def test_cells_that_cannot_be_read_are_marked_where_they_were_typed(
    district: District, tmp_path: Path
) -> None:
    source, target = _edited(district, tmp_path), tmp_path / "marked.xlsx"
    planned, before = _plan(district, source)
    assert write_marked(planned, source, target) == 2
    sheet = load_workbook(target)["住户"]
    keys = [cell.value for cell in sheet[1]]
    floor = sheet.cell(3, keys.index("household.floor") + 1)
    assert floor.value == "三楼半"
    assert "单元格内容不符合" in floor.comment.text
    assert floor.comment.text.endswith("台账现值：1")
    assert sheet.cell(4, keys.index("household.phone") + 1).comment is not None
    assert _plan(district, target)[1] == before


def test_a_file_that_changed_after_it_was_read_is_not_marked(
    district: District, tmp_path: Path
) -> None:
    source = _edited(district, tmp_path)
    planned, _ = _plan(district, source)
    source.write_bytes(source.read_bytes() + b"\0")
    with pytest.raises(InputError, match="file-"):
        write_marked(planned, source, tmp_path / "marked.xlsx")
    assert not (tmp_path / "marked.xlsx").exists()
