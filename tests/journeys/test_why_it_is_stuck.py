"""Who has never seen the program finds from the start page in two clicks why a quarter is stuck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.ui.shell.messages import sentence
from tests.support.project_hands import Hands

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"propagateSizeHints|support raise|grabbing the keyboard")


def seen(part: QWidget) -> str:
    """Return every word of ``part`` that lies within the window."""
    labels: list[Any] = list(part.findChildren(QLabel))
    return "\n".join(
        found.text()
        for found in labels
        if found.isVisible() and not found.visibleRegion().isEmpty()
    )


@pytest.mark.parametrize("number", [1, 2, 3])
def test_two_clicks_from_the_start_page_say_why_a_quarter_is_stuck(
    real: MainWindow, qtbot: QtBot, number: int
) -> None:
    hands = Hands(real, qtbot)
    page = hands.page("today")
    quarter = sorted(hands.office.reading.quarters(), key=lambda row: row.code)[number]
    report = hands.office.gates.of(quarter.code)
    assert not report.complete
    stuck = page.stuck
    hands.tab(page.tabs, page.tabs.indexOf(stuck))
    row = next(n for n, gate in enumerate(stuck.rows.records) if gate.quarter_id == quarter.id)
    first = report.missing[0]
    why = sentence(str(first.code), first.details)
    assert stuck.rows.data(stuck.rows.index(row, 0)).startswith(why.text.rstrip("。"))
    click_row(hands, stuck, row)
    assert hands.clicks == 2
    assert (real.page_name, real.desk.quarter_id) == ("stages", quarter.id)
    said = seen(real)
    assert why.text in said
    assert why.hint in said
    lines = page_lines(real)
    assert [line.missing for line in lines][: len(report.missing)] == list(report.missing)


def click_row(hands: Hands, table: Any, row: int) -> None:
    """Click a row of a table that can be seen."""
    place = table.visualRect(table.model().index(row, 0)).center()
    assert table.viewport().rect().contains(place)
    hands.clicks += 1
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    hands.settle()


def page_lines(real: MainWindow) -> list[Any]:
    """Return what the stages tab lists as missing."""
    page: Any = real.pages["stages"]
    found: list[Any] = page.part("stages").lines
    return found
