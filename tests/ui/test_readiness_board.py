"""The readiness board and the settings it goes by, on the real office."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.domain.readiness import PLACES, Readiness
from desktop.ui.pages.readiness_rows import AREA, POINTS
from desktop.ui.pages.settings_organisations import SettingsOrganisations
from desktop.ui.pages.settings_rules import SettingsRules

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.pages.readiness_board import ReadinessBoard


def _board(real: MainWindow, qtbot: QtBot) -> ReadinessBoard:
    page: Any = real.show_page("quarters")
    page.show_board()
    board: ReadinessBoard = page.board
    qtbot.waitUntil(lambda: bool(board.model.records), timeout=10_000)
    return board


def _choose(board: ReadinessBoard, group: Readiness) -> Any:
    rows = board.model.records
    number = next(n for n, row in enumerate(rows) if row.standing.readiness is group)
    board.table.selectRow(number)
    return rows[number]


def test_every_quarter_stands_on_the_board_in_its_group(real: MainWindow, qtbot: QtBot) -> None:
    board = _board(real, qtbot)
    assert len(board.model.records) == len(real.desk.office.reading.quarters())
    order = [list(Readiness).index(row.standing.readiness) for row in board.model.records]
    assert order == sorted(order)
    assert board.table.isColumnHidden(POINTS)


def test_the_board_grouped_by_area_says_the_area(real: MainWindow, qtbot: QtBot) -> None:
    board = _board(real, qtbot)
    assert board.table.isColumnHidden(AREA)
    last = board.model.records[-1]
    changes = real.desk.office.readiness.pick([last.quarter_id], "area_group", "东片区")
    real.desk.bus.publish(changes)
    board.grouping.setCurrentIndex(1)
    board.grouping.activated.emit(1)
    qtbot.waitUntil(lambda: board.model.records[0].area_group == "东片区")
    assert not board.table.isColumnHidden(AREA)
    assert board.model.index(0, AREA).data() == "东片区"


def test_every_reason_of_the_chosen_quarter_has_a_button_that_goes_there(
    real: MainWindow, qtbot: QtBot
) -> None:
    board = _board(real, qtbot)
    row = _choose(board, Readiness.NEARLY)
    count = len(row.standing.reasons + row.standing.remarks)

    def shown() -> list[QPushButton]:
        found: list[QPushButton] = list(board.detail.findChildren(QPushButton))
        return [one for one in found if one.isVisibleTo(board)]

    qtbot.waitUntil(lambda: len(shown()) == count)
    reason = row.standing.reasons[0]
    with qtbot.waitSignal(real.desk.page_asked) as asked:
        shown()[0].click()
    assert asked.args == [PLACES[reason.code][0]]
    assert real.desk.quarter_id == row.quarter_id


def test_a_reason_of_the_quarter_itself_opens_its_field(real: MainWindow, qtbot: QtBot) -> None:
    board = _board(real, qtbot)
    chosen = board.model.records[-1]
    board.table.selectRow(len(board.model.records) - 1)
    page: Any = real.show_page("quarters")
    board._go("quarters", "sa_demolition")
    qtbot.waitUntil(lambda: page.table.isVisible() and page._quarter_id == chosen.quarter_id)
    qtbot.waitUntil(lambda: "sa_demolition" in page._editors)
    field = page._editors["sa_demolition"].inputs()[0]
    qtbot.waitUntil(lambda: field.hasFocus() or not real.isActiveWindow())
    assert page._name.text() == chosen.name


def test_ticked_quarters_become_pilots_in_one_step(real: MainWindow, qtbot: QtBot) -> None:
    board = _board(real, qtbot)
    before = {row.quarter_id: row.own_batch for row in board.model.records}
    for number in (0, 1):
        index = board.model.index(number, 0)
        board.model.setData(index, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    ticked = set(board.model.ticked)
    board.pick.batch.setText("第九批")
    board.pick.set_batch.click()
    qtbot.waitUntil(
        lambda: {r.quarter_id for r in board.model.records if r.own_batch == "第九批"} == ticked
    )
    real.desk.bus.publish(real.desk.office.editing.undo())
    qtbot.waitUntil(lambda: {r.quarter_id: r.own_batch for r in board.model.records} == before)


def test_a_weight_set_in_the_settings_brings_the_ranking(real: MainWindow, qtbot: QtBot) -> None:
    settings: Any = real.show_page("settings")
    settings.tabs.setCurrentIndex(1)
    rules = settings.tabs.widget(1).findChild(SettingsRules)
    qtbot.waitUntil(lambda: bool(rules.model.records))
    rules.choose("weight-age")
    rules.value.setText("abc")
    rules.set_button.click()
    qtbot.waitUntil(lambda: bool(rules._wrong.text()))
    rules.value.setText("3")
    rules.document.setText("区改〔2026〕3号")
    rules.set_button.click()
    qtbot.waitUntil(lambda: real.desk.office.parameters.on("weight-age") == 3)
    qtbot.waitUntil(lambda: "区改〔2026〕3号" in rules._history.text())
    board = _board(real, qtbot)
    qtbot.waitUntil(lambda: not board.table.isColumnHidden(POINTS))
    row = next(row for row in board.model.records if row.ranked)
    assert row.ranked is not None
    assert [part.weight for part in row.ranked.parts] == ["weight-age"]
    places = [found.ranked.place for found in board.model.records if found.ranked]
    assert places == sorted(places)


def test_every_parameter_can_be_set(real: MainWindow, qtbot: QtBot) -> None:
    from desktop.domain.parameters import PARAMETERS

    settings: Any = real.show_page("settings")
    settings.tabs.setCurrentIndex(1)
    rules = settings.tabs.widget(1).findChild(SettingsRules)
    qtbot.waitUntil(lambda: len(rules.model.records) == len(PARAMETERS))
    assert {p.name for p in rules.model.records} >= {"insulation-least", "earth-most"}


def test_organisations_of_the_office_have_the_days_of_their_names(
    real: MainWindow, qtbot: QtBot
) -> None:
    settings: Any = real.show_page("settings")
    settings.tabs.setCurrentIndex(2)
    part = settings.tabs.widget(2).findChild(SettingsOrganisations)
    qtbot.waitUntil(lambda: bool(part.register.records))
    assert all(not record["quarter_id"] for record in part.register.records)
    chosen = part.register.chosen
    editor = part.register.editor("valid_to").inputs()[0]
    editor.setText("2026-02-28")
    editor.editingFinished.emit()
    registers = real.desk.office.registers

    def stored() -> Any:
        found = registers.rows("organisation")
        return next(r for r in found if r["id"] == chosen["id"])["valid_to"]

    qtbot.waitUntil(lambda: stored() == date(2026, 2, 28))


@pytest.mark.parametrize("suffix", ["pdf", "docx", "xlsx"])
def test_the_board_is_saved_as_a_paper(
    real: MainWindow, qtbot: QtBot, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    board = _board(real, qtbot)
    target = tmp_path / f"board.{suffix}"
    monkeypatch.setattr(
        "desktop.ui.widgets.save_paper.QFileDialog.getSaveFileName",
        lambda *_: (str(target), ""),
    )
    board._save()
    qtbot.waitUntil(target.exists, timeout=20_000)
