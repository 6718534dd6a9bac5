"""对方表样: a form is looked at, corrected by choosing, filled; what goes wrong is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from desktop.ui.pages.exchange import ExchangePage

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.pages.template_part import TemplatePart


@pytest.fixture
def part(real: MainWindow, qtbot: QtBot) -> TemplatePart:
    page = real.show_page("exchange")
    assert isinstance(page, ExchangePage)
    page.tabs.setCurrentWidget(page.templates)
    qtbot.waitUntil(lambda: page.templates.quarters.count() > 0)
    return page.templates


def _form(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def _wait(part: TemplatePart, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: part.progress.isHidden() and not part._desk.runner.busy, timeout=20_000)


def _read(part: TemplatePart, qtbot: QtBot, path: Path) -> None:
    part.read(path)
    _wait(part, qtbot)


def test_a_form_is_shown_corrected_and_filled(
    part: TemplatePart, qtbot: QtBot, tmp_path: Path
) -> None:
    path = _form(
        tmp_path / "区里的表.xlsx",
        ["填报单位：", None, None, None],
        ["小区名称", "户数", "自编栏", "备注"],
        [], [], [], [], [], [], [], [],
        ["合计", "=SUM(B3:B10)"],
    )  # fmt: skip
    _read(part, qtbot, path)
    assert part.stack.currentIndex() == 1
    chosen = [part.columns.boxes[place].currentData() for place in range(4)]
    assert chosen == ["quarter.name", "figure.households", "", "quarter.remarks"]
    box = part.columns.boxes[2]
    box.setCurrentIndex(box.findData("quarter.name"))
    box.activated.emit(box.currentIndex())
    assert part.columns.boxes[0].currentData() == ""  # a field fills one column
    cell = part.columns.cell_boxes["A1"]
    assert cell.currentData() == "office.name"
    target = tmp_path / "填好.xlsx"
    part.fill(target)
    _wait(part, qtbot)
    assert part._said.isVisible()
    assert part.open.isVisible()
    sheet = load_workbook(target).active
    names = {part._rows[n].name for n in range(part.quarters.count())}
    assert {sheet.cell(3 + n, 3).value for n in range(len(names))} == names
    assert sheet["A1"].value == "填报单位：赤壁街道办事处"
    assert sheet["A3"].value is None
    _read(part, qtbot, path)
    assert part.sheet is not None
    assert part.sheet.known
    assert part.columns.boxes[2].currentData() == "quarter.name"


def test_rows_may_be_something_else_and_begin_elsewhere(
    part: TemplatePart, qtbot: QtBot, tmp_path: Path
) -> None:
    path = _form(tmp_path / "a.xlsx", ["小区名称", "户数"], ["（示例）", None], [])
    _read(part, qtbot, path)
    part.rows_of.setCurrentIndex(part.rows_of.findData("household"))
    part.rows_of.activated.emit(part.rows_of.currentIndex())
    _wait(part, qtbot)
    assert part.sheet is not None
    assert part.sheet.rows_of == "household"
    part.first_row.setValue(3)
    part.first_row.editingFinished.emit()
    assert part.sheet.first_row == 3
    part.quarters.item(0).setSelected(True)
    target = tmp_path / "o.xlsx"
    box = part.columns.boxes[0]
    box.setCurrentIndex(box.findData("household.room_no"))
    box.activated.emit(box.currentIndex())
    part.fill(target)
    _wait(part, qtbot)
    sheet = load_workbook(target).active
    assert sheet["A2"].value == "（示例）"
    assert sheet.max_row == 2 + part._rows[0].progress.households


def test_what_cannot_be_filled_is_said_and_nothing_is_written(
    part: TemplatePart, qtbot: QtBot, tmp_path: Path
) -> None:
    path = _form(tmp_path / "a.xlsx", ["楼栋", "室号", "户主"], [], ["合计", "=COUNTA(B2:B2)"])
    _read(part, qtbot, path)
    part.fill(tmp_path / "o.xlsx")
    _wait(part, qtbot)
    assert part.error.isVisible()
    assert "合计" in part.error.text()
    assert "插入" in part.error.text()
    assert not (tmp_path / "o.xlsx").exists()
    (tmp_path / "b.xlsx").write_bytes(b"%PDF-1.7")
    _read(part, qtbot, tmp_path / "b.xlsx")
    assert "b.xlsx" in part.error.text()
