"""Reports and charts of the start page leave as files; what is late leads where it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from desktop.domain.paper import Bar, BarChart
from desktop.ui.pages.today import TodayPage
from desktop.ui.widgets.bar_chart import BarChartView
from tests.documents.test_rendering import text_of
from tests.support.real_window import idle

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow


def _today(real: MainWindow, qtbot: QtBot) -> TodayPage:
    page = real.pages["today"]
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: bool(page.stuck.rows.records))
    return page


def _chosen(monkeypatch: pytest.MonkeyPatch, target: Path, kind: str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), kind))


def test_every_report_of_the_menu_is_kept_as_chosen(
    real: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = _today(real, qtbot)
    actions = page.reports.menu().actions()
    suffixes = (".pdf", ".docx", ".xlsx", ".xlsx")
    assert len(actions) == len(suffixes)
    for number, (action, suffix) in enumerate(zip(actions, suffixes, strict=True)):
        target = tmp_path / f"{number}{suffix}"
        _chosen(monkeypatch, target, "")
        action.trigger()
        idle(real, qtbot)
        assert target.is_file(), action.text()
        assert not list(tmp_path.glob("*.part"))
    weekly = text_of((tmp_path / "0.pdf").read_bytes())
    quarters = real.desk.office.reading.quarters()
    assert any(quarter.name in weekly for quarter in quarters)
    assert "共1页" in weekly.replace(" ", "")
    book = openpyxl.load_workbook(tmp_path / "3.xlsx")
    assert len(book.sheetnames) == 4
    assert book.worksheets[0].max_row >= 2 + len(quarters)


def test_the_charts_leave_as_pictures_and_as_a_workbook(
    real: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    charts = _today(real, qtbot).charts
    _chosen(monkeypatch, tmp_path / "进度.png", "")
    charts._save_picture()
    assert sorted(path.name for path in tmp_path.glob("进度-*.png")) == [
        "进度-1.png", "进度-2.png", "进度-3.png",
    ]  # fmt: skip
    _chosen(monkeypatch, tmp_path / "进度", "")
    charts._save_excel()
    idle(real, qtbot)
    book = openpyxl.load_workbook(tmp_path / "进度.xlsx")
    shown = [view.chart for view in charts.views if view.chart is not None]
    for sheet, chart in zip(book.worksheets, shown, strict=True):
        names = {cell.value for row in sheet.iter_rows() for cell in row}
        assert {bar.name for bar in chart.bars} <= names


def test_a_line_of_the_agenda_leads_to_its_quarter_and_tab(real: MainWindow, qtbot: QtBot) -> None:
    page = _today(real, qtbot)
    lines = page.agenda.lines.records
    assert lines, "the demo has something late"
    number = next(n for n, item in enumerate(lines) if item.due.quarter_id)
    page.agenda.row_opened.emit(number)
    idle(real, qtbot)
    assert real.desk.quarter_id == lines[number].due.quarter_id
    assert real.page_name == lines[number].place[0]


def test_a_chart_is_read_without_colour_and_without_eyes(
    dressed: QApplication, qtbot: QtBot
) -> None:
    del dressed
    view = BarChartView()
    qtbot.addWidget(view)
    view.resize(640, 200)
    view.show_chart(BarChart("达标户数", (Bar("一村", 30, 60), Bar("二村", 0, 60)), "户"))
    assert view.accessibleName() == "达标户数"
    assert view.accessibleDescription() == "一村 30 / 60 户; 二村 0 / 60 户"
    picture = view.picture().convertToFormat(QImage.Format.Format_Grayscale8)
    dark = [_dark(picture, row) for row in (1, 2)]
    assert dark[0] > 5 * dark[1], "half a bar filled against an outline"


def _dark(picture: QImage, row: int) -> int:
    """Return how much of the middle of a bar's row is dark."""
    y = round((row * 26 + 13) * 2)
    names = round(picture.width() * 0.34)
    return sum(
        picture.pixelColor(x, y).lightness() < 128
        for x in range(names, round(picture.width() * 0.78))
    )
