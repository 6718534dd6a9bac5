"""走访 on the real services: one building, the whole quarter, what a change reads again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.pages.survey import SurveyPage
from desktop.ui.viewmodels.elevation import Show
from tests.support.real_window import idle

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.domain.values import Value
    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.viewmodels.elevation import Door


_READS = (
    "building_doors", "doors_behind", "quarter_doors", "of_building", "of_household", "report",
)  # fmt: skip


def survey(real: MainWindow, qtbot: QtBot) -> SurveyPage:
    """Return the page with the building that has most doors nobody has visited."""
    page = real.show_page("survey")
    assert isinstance(page, SurveyPage)
    reading = real.desk.office.reading
    quarter, building = max(
        ((quarter, row) for quarter in reading.quarters() for row in reading.buildings(quarter.id)),
        key=lambda found: (
            found[1].progress.households - found[1].progress.visited
            - found[1].progress.nobody - found[1].progress.refused
        ),
    )  # fmt: skip
    real.desk.choose(quarter.id, building.id)
    idle(real, qtbot)
    return page


def first(page: SurveyPage, state: int = 0) -> Door:
    return next(found for found in page.view.elevation.doors if found.visit_state == state)


def act(real: MainWindow, qtbot: QtBot, action: Any) -> None:
    real.desk.act(action, owner=real)
    idle(real, qtbot)


def watched(monkeypatch: pytest.MonkeyPatch, real: MainWindow) -> list[str]:
    """Return the names of what is read from now on, as it is read."""
    calls: list[str] = []
    for thing in (real.desk.office.reading, real.desk.office.verdicts):
        for name in _READS:
            if hasattr(thing, name):
                monkeypatch.setattr(thing, name, noted(calls, name, getattr(thing, name)))
    return calls


def noted(calls: list[str], name: str, inner: Callable[..., Any]) -> Callable[..., Any]:
    def read(*given: Any) -> Any:
        calls.append(name)
        return inner(*given)

    return read


def test_a_visit_changes_one_door_and_reads_no_other(
    real: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = survey(real, qtbot)
    page.view.grab()
    target, drawn = first(page), page.view._canvas.drawn
    before = page.view.elevation.count(Show.NOT_VISITED)
    calls = watched(monkeypatch, real)
    editing = real.desk.office.editing
    act(real, qtbot, lambda: editing.set_field("household", target.id, "visit_state", 2))
    changed = page.view.elevation.by_id[target.id]
    assert (changed.visit_state, changed.row.tries) == (2, 1)
    assert page.view.elevation.count(Show.NOT_VISITED) == before - 1
    page.view.grab()
    assert page.view._canvas.drawn == drawn + 1
    assert "doors_behind" in calls
    assert not {"building_doors", "quarter_doors", "report", "of_building"} & set(calls)
    assert page.foot.again.text() == f"还要再去\n{page.view.elevation.count(Show.NOBODY_HOME)}"


def test_undo_takes_the_try_back(real: MainWindow, qtbot: QtBot) -> None:
    page = survey(real, qtbot)
    target = first(page)
    editing = real.desk.office.editing
    act(real, qtbot, lambda: editing.set_field("household", target.id, "visit_state", 2))
    act(real, qtbot, editing.undo)
    changed = page.view.elevation.by_id[target.id]
    assert (changed.visit_state, changed.row.tries) == (0, 0)


def test_a_meter_judges_the_building_again(
    real: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = survey(real, qtbot)
    target = first(page)
    calls = watched(monkeypatch, real)
    editing = real.desk.office.editing
    values: dict[str, Value] = {"household_id": target.id, "role": 3, "state": 1, "position": 2}
    act(real, qtbot, lambda: editing.add("water_meter", values))
    assert "of_building" in calls
    assert "report" not in calls
    whole = page._read_building(real.desk.building_id)
    assert whole.doors == page.view.elevation.doors


def test_a_door_that_is_removed_disappears(real: MainWindow, qtbot: QtBot) -> None:
    page = survey(real, qtbot)
    target = first(page)
    act(real, qtbot, lambda: real.desk.office.editing.remove("household", target.id))
    assert target.id not in page.view.elevation.by_id


def test_a_door_of_another_building_changes_nothing_here(real: MainWindow, qtbot: QtBot) -> None:
    page = survey(real, qtbot)
    drawing, reading = page.view.elevation, real.desk.office.reading
    other = next(
        row
        for row in reading.quarter_doors(reading.quarters()[0].id)
        if row.building_id != real.desk.building_id
    )
    editing = real.desk.office.editing
    act(real, qtbot, lambda: editing.set_field("household", other.id, "visit_state", 3))
    assert page.view.elevation.doors == drawing.doors


def test_the_filter_buttons_count_and_dim(real: MainWindow, qtbot: QtBot) -> None:
    page = survey(real, qtbot)
    for show in Show:
        button = page.filter.button(show)
        assert button.text().endswith(f"\n{page.view.elevation.count(show)}")
        assert button.height() >= 44
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert page.view.show_only is show


def test_the_order_of_the_walk_is_remembered(real: MainWindow, qtbot: QtBot) -> None:
    page = survey(real, qtbot)
    seen = []
    for _ in range(4):
        QTest.mouseClick(page.foot.order, Qt.MouseButton.LeftButton)
        walk, settings = page.view.walk, real.desk.settings
        assert (walk.up, walk.snake) == (settings.walk_up, settings.walk_snake)
        seen.append((walk.up, walk.snake, page.foot.order.text()))
        again = SurveyPage(real.desk)
        qtbot.addWidget(again)
        assert (again.view.walk.up, again.view.walk.snake) == (walk.up, walk.snake)
    assert seen == [
        (False, True, "↓ 来回往下"),
        (True, False, "↑ 从下往上"),
        (True, True, "↑ 来回往上"),
        (False, False, "↓ 从上往下"),
    ]


def test_a_door_of_another_quarter_is_gone_to(real: MainWindow, qtbot: QtBot) -> None:
    page = survey(real, qtbot)
    reading = real.desk.office.reading
    other = next(
        row
        for quarter in reading.quarters()
        if quarter.id != real.desk.quarter_id
        for row in reading.quarter_doors(quarter.id)[-1:]
    )
    page.foot.again.setChecked(True)
    page.open_household(other.id)
    idle(real, qtbot)
    assert real.desk.building_id == other.building_id
    assert page.view.current_id == page.card.household_id == other.id
    assert page.view.isVisible()
    page.open_household("f" * 32)
    idle(real, qtbot)
    assert page.view.current_id == other.id


def test_who_was_not_home_is_listed_and_gone_to_by_one_tap(real: MainWindow, qtbot: QtBot) -> None:
    page = survey(real, qtbot)
    target = first(page)
    editing = real.desk.office.editing
    for _ in range(2):
        act(real, qtbot, lambda: editing.set_field("household", target.id, "visit_state", 2))
    QTest.mouseClick(page.foot.again, Qt.MouseButton.LeftButton)
    texts = [page.again.item(n).text() for n in range(page.again.count())]
    row = next(n for n, text in enumerate(texts) if target.row.label in text)
    assert page.again.isVisible()
    assert "去过 2 次" in texts[row]
    assert "建议" in texts[row]
    box = page.again.visualItemRect(page.again.item(row))
    assert box.height() >= 44
    QTest.mouseClick(page.again.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert page.view.current_id == target.id
    assert page.view.isVisible()


def test_the_last_door_leads_on_to_the_next_building(real: MainWindow, qtbot: QtBot) -> None:
    page = survey(real, qtbot)
    here = real.desk.building_id
    doors = [(found.id, {"visit_state": 1}) for found in page.view.elevation.doors]
    editing = real.desk.office.editing
    act(real, qtbot, lambda: editing.record_visits(doors))
    assert page.view.elevation.left == 0
    page.view.next_open()
    idle(real, qtbot)
    reading = real.desk.office.reading
    open_ones = [
        row.id
        for row in reading.buildings(real.desk.quarter_id)
        if row.progress.visited + row.progress.refused < row.progress.households
    ]
    if open_ones:
        assert real.desk.building_id in open_ones
        assert page.view.elevation.by_id[page.view.current_id].open
    else:
        assert real.desk.building_id == here


def test_a_quarter_shows_all_its_buildings_and_opens_one_by_key(
    real: MainWindow, qtbot: QtBot
) -> None:
    page = survey(real, qtbot)
    quarter = real.desk.quarter_id
    QTest.mouseClick(page.whole, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    board = page.quarter.view.board
    reading, verdicts = real.desk.office.reading, real.desk.office.verdicts
    assert [tile.id for tile in board.tiles] == [row.id for row in reading.buildings(quarter)]
    assert board.isVisible()
    assert not page.card.isVisible()
    qtbot.waitUntil(lambda: all(tile.judged for tile in board.tiles))
    for tile in board.tiles:
        house = page._read_building(tile.id)
        assert [found.water for found in house.doors] == list(tile.water)
        assert [found.power for found in house.doors] == list(tile.power)
        assert tile.done == tile.households - house.left
        assert verdicts.of_building(tile.id) is not None
    board.setFocus()
    QTest.keyClick(board, Qt.Key.Key_End)
    QTest.keyClick(board, Qt.Key.Key_Return)
    idle(real, qtbot)
    assert real.desk.building_id == board.tiles[-1].id
    assert page.view.isVisible()


def test_the_overview_follows_what_was_done_elsewhere(
    real: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = survey(real, qtbot)
    target, building = first(page), real.desk.building_id
    QTest.mouseClick(page.whole, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    tiles = {tile.id: tile for tile in page.quarter.view.board.tiles}
    refused = tiles[building].refused
    real.desk.choose(real.desk.quarter_id, building)
    idle(real, qtbot)
    calls = watched(monkeypatch, real)
    editing = real.desk.office.editing
    act(real, qtbot, lambda: editing.set_field("household", target.id, "visit_state", 3))
    QTest.mouseClick(page.whole, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    assert tiles[building].refused == refused + 1
    assert "quarter_doors" not in calls


def test_everything_that_matters_is_seen_on_a_small_screen(real: MainWindow, qtbot: QtBot) -> None:
    real.resize(1366, 768)
    page = survey(real, qtbot)
    for widget in (page.view, page.filter, page.foot.next, page.foot.again, page.card):
        assert widget.isVisible()
        corner = widget.mapTo(real, widget.rect().bottomRight())
        assert real.rect().contains(corner)
    body = page.view.body()
    for found in page.view.elevation.doors:
        cell = page.view.cell(found.id)
        assert body.contains(cell)
        assert min(cell.width(), cell.height()) >= 44
