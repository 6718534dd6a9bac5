"""The drawing of a building: where doors stand, what they show, keyboard, mouse, zoom."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QHelpEvent, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from desktop.domain.verdict import Outcome
from desktop.ui.pages.elevation_legend import entries
from desktop.ui.pages.elevation_marks import Marks
from desktop.ui.pages.elevation_view import ElevationView
from desktop.ui.pages.overview_tiles import overview_entries
from desktop.ui.shell.theme import Theme, apply_theme, current
from desktop.ui.viewmodels.door import Consent, Mark
from desktop.ui.viewmodels.elevation import Show, elevation
from tests.support.doors import block, door, house

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from pytestqt.qtbot import QtBot

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NONE, _LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def view(dressed: QApplication, qtbot: QtBot) -> ElevationView:
    made = ElevationView()
    qtbot.addWidget(made)
    made.resize(620, 520)
    made.show()
    made.show_elevation(house(block()))
    return made


def room(view: ElevationView, household_id: str) -> str:
    found = view.elevation.by_id[household_id]
    return f"{found.row.unit_no}-{found.room}"


def at(view: ElevationView, name: str) -> str:
    return next(d.id for d in view.elevation.doors if room(view, d.id) == name)


def rooms(view: ElevationView) -> set[str]:
    return {room(view, one) for one in view.selected_ids()}


def click(view: ElevationView, name: str, keys: Qt.KeyboardModifier = _NONE) -> None:
    QTest.mouseClick(view, _LEFT, keys, view.cell(at(view, name)).center().toPoint())


# ------------------------------------------------------------------------------------- the layout


def test_rooms_with_the_same_end_stand_above_each_other_over_a_gap() -> None:
    rows = [
        door(floor * 10 + end, floor=floor, room=f"{floor}0{end}")
        for floor in (1, 2, 3)
        for end in (1, 2, 3)
        if (floor, end) != (2, 2)
    ]
    built = house(rows)
    third = [built.at(2, line) for line in range(3)]
    assert [found.room for found in third if found] == ["303", "203", "103"]
    assert built.at(1, 1) is None
    assert built.riser_name(2) == "03"


def test_shops_fill_the_ground_floor_and_the_basement_lies_below_the_ground(
    view: ElevationView,
) -> None:
    rows = [
        *block(units=1, floors=3),
        *(door(90 + n, floor=-1, room=f"B{n}") for n in range(2)),
    ]
    rows = [row for row in rows if row.floor != 1]
    rows += [door(70 + n, floor=1, room=f"门面{n + 1}", use=2) for n in range(3)]
    view.show_elevation(house(rows))
    assert view.elevation.floors == (3, 2, 1, -1)
    assert [view.grid.floor_name(line) for line in range(4)] == ["3", "2", "1", "B1"]
    shops = [found for found in view.elevation.doors if found.shop]
    assert [found.column for found in shops] == [0, 1, 2]
    ground, basement = view.grid.line_top(2), view.grid.line_top(3)
    assert basement == pytest.approx(ground + view.grid.cell[1] + view.grid.earth)


def test_a_door_called_a_shop_is_one_before_its_use_is_recorded() -> None:
    built = house([door(1, room="门面2")])
    assert built.doors[0].shop


@pytest.mark.parametrize("size", [(620, 480), (1000, 760)])
def test_a_walk_up_is_large_enough_to_touch(view: ElevationView, size: tuple[int, int]) -> None:
    view.resize(*size)
    for found in view.elevation.doors:
        cell = view.cell(found.id)
        assert min(cell.width(), cell.height()) >= 44


def test_thirty_three_floors_of_eight_doors_fit_and_can_be_made_large(view: ElevationView) -> None:
    view.resize(443, 448)  # what the page has for it at 1366 × 768
    view.show_elevation(house(block(units=1, floors=33, wide=8)))
    body = view.body()
    assert all(body.contains(view.cell(found.id)) for found in view.elevation.doors)
    view.zoom_to(99)
    cell = view.cell(view.elevation.doors[0].id)
    assert min(cell.width(), cell.height()) >= 44


# --------------------------------------------------------------------------------------- the look


def grey(picture: QPixmap) -> QImage:
    image = QImage(picture.size(), QImage.Format.Format_RGB32)
    image.fill(current().colour("surface"))
    painter = QPainter(image)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def different(first: QImage, second: QImage) -> float:
    """Return the share of points whose grey differs by a quarter of the scale or more."""
    points = [
        abs(first.pixelColor(x, y).red() - second.pixelColor(x, y).red()) > 64
        for x in range(first.width())
        for y in range(first.height())
    ]
    return sum(points) / len(points)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", [(9, 12), (14, 14), (30, 30), (48, 44)])
@pytest.mark.parametrize("utility", ["water", "electricity"])
def test_every_half_differs_from_every_other_without_colour(
    dressed: QApplication, look: str, size: tuple[int, int], utility: str
) -> None:
    apply_theme(dressed, Theme(look))
    marks = Marks(1.0, QFont())
    drawn = {mark: grey(marks.half(mark, utility, *size)) for mark in Mark}
    for one, other in combinations(Mark, 2):
        assert different(drawn[one], drawn[other]) > 0.05, (one, other)


@pytest.mark.parametrize("side", [10, 16, 24])
def test_every_sign_of_visit_and_consent_differs_without_colour(
    dressed: QApplication, side: int
) -> None:
    del dressed
    marks = Marks(1.0, QFont())
    signs = {f"visit {state}": grey(marks.visit(state, 2, side)) for state in range(5)}
    signs |= {consent.name: grey(marks.consent(consent, side)) for consent in Consent}
    signs["visit 2 once"] = grey(marks.visit(2, 1, side))
    blank = {"visit 0", "OPEN"}  # nothing has been said yet, nothing is drawn
    for one, other in combinations(signs, 2):
        if {one, other} != blank:
            # one visit and two differ in a single digit
            least = 0.015 if one.startswith("visit 2") and other.startswith("visit 2") else 0.05
            assert different(signs[one], signs[other]) > least, (one, other)


def test_the_legend_explains_every_mark(dressed: QApplication) -> None:
    del dressed
    marks = Marks(1.0, QFont())
    words = [text for _, text in entries(marks)]
    assert words == [
        "水达标", "电达标", "未达标", "不明", "未访", "拒绝", "已访", "无人（次数）", "电话/代办",
        "同意", "只定一项", "不同意", "门面",
    ]  # fmt: skip
    small = [grey(picture) for picture, text in overview_entries(1.0) if text != "电达标"]
    for one, other in combinations(small, 2):
        assert different(one, other) > 0.05


def test_only_the_changed_door_is_drawn_again(view: ElevationView) -> None:
    view.grab()
    before, image = view._canvas.drawn, view.grab().toImage()
    assert view._canvas.drawn == before
    target = view.elevation.by_id[at(view, "2-402")]
    rows = [replace(target.row, visit_state=1)]
    renewed = view.elevation.with_rows(rows, {})
    assert renewed is not None
    view.renew(renewed)
    after = view.grab().toImage()
    assert view._canvas.drawn == before + 1
    cell = view.cell(target.id).center().toPoint()
    assert image.copy(cell.x() - 20, cell.y(), 40, 20) != after.copy(
        cell.x() - 20, cell.y(), 40, 20
    )


def test_a_kept_picture_shows_what_a_fresh_one_shows(view: ElevationView) -> None:
    view.grab()
    target = view.elevation.by_id[at(view, "3-101")]
    renewed = view.elevation.with_rows([replace(target.row, visit_state=3)], {})
    assert renewed is not None
    view.renew(renewed)
    kept = view.grab().toImage()
    view.filter(Show.ALL)  # draws everything
    assert view.grab().toImage() == kept


def test_the_heading_counts_the_unit_again(view: ElevationView) -> None:
    assert view.elevation.progress(1) == (0, 12)
    target = view.elevation.by_id[at(view, "2-402")]
    renewed = view.elevation.with_rows([replace(target.row, visit_state=3)], {})
    assert renewed is not None
    assert renewed.progress(1) == (1, 12)


def test_a_meter_may_judge_other_doors_too(view: ElevationView) -> None:
    own, other = at(view, "1-101"), at(view, "1-201")
    rows = [view.elevation.by_id[own].row]
    failing = {(other, "water"): Outcome.NOT_MET}
    renewed = view.elevation.with_rows(rows, failing, judge_all=True)
    assert renewed is not None
    assert renewed.by_id[other].water is Mark.NOT_MET
    alone = view.elevation.with_rows(rows, failing)
    assert alone is not None
    assert alone.by_id[other].water is Mark.NOT_VISITED


def test_a_door_that_moved_is_not_renewed_in_its_old_place(view: ElevationView) -> None:
    moved = replace(view.elevation.doors[0].row, room_no="999")
    assert view.elevation.with_rows([moved], {}) is None
    assert view.elevation.with_rows([door(999_999)], {}) is None


# ------------------------------------------------------------------------------------- the filter


def test_each_filter_dims_exactly_the_others() -> None:
    rows = [
        door(1, room="101", visit=0),
        door(2, room="102", visit=1, consent=(1, 1)),
        door(3, room="103", visit=2, tries=2),
        door(4, room="104", visit=3, consent=(2, 2)),
        door(5, room="105", visit=1, consent=(1, 4)),
    ]
    built = elevation(rows, {(rows[1].id, "electricity"): Outcome.NOT_MET})
    wanted = {show: [d.room for d in built.doors if show.wants(d)] for show in Show}
    assert wanted[Show.ALL] == ["101", "102", "103", "104", "105"]
    assert wanted[Show.NOT_VISITED] == ["101"]
    assert wanted[Show.NOBODY_HOME] == ["103"]
    assert wanted[Show.NOT_MET] == ["102"]
    assert wanted[Show.REFUSED] == ["104"]
    assert wanted[Show.CONSENT_OPEN] == ["101", "103", "105"]
    assert built.count(Show.CONSENT_OPEN) == 3


def test_a_filter_dims_what_it_does_not_want(view: ElevationView) -> None:
    view.choose(at(view, "3-101"))
    bright = view.grab().toImage()
    view.filter(Show.REFUSED)
    dim = view.grab().toImage()
    cell = view.cell(at(view, "1-602")).toAlignedRect()
    dark = [min(image.pixelColor(x, cell.top() + 12).lightness()
                for x in range(cell.left() + 4, cell.right() - 4))
            for image in (bright, dim)]  # fmt: skip
    assert dark[0] < 100 < dark[1]


# ----------------------------------------------------------------------------------- the keyboard


def press(view: ElevationView, key: Qt.Key, keys: Qt.KeyboardModifier = _NONE) -> None:
    QTest.keyClick(view, key, keys)


@pytest.mark.parametrize(
    ("key", "modifiers", "wanted"),
    [
        (Qt.Key.Key_Left, _NONE, "1-402"),
        (Qt.Key.Key_Right, _NONE, "2-402"),
        (Qt.Key.Key_Up, _NONE, "2-501"),
        (Qt.Key.Key_Down, _NONE, "2-301"),
        (Qt.Key.Key_Home, _NONE, "1-401"),
        (Qt.Key.Key_End, _NONE, "3-402"),
        (Qt.Key.Key_PageUp, _NONE, "2-601"),
        (Qt.Key.Key_PageDown, _NONE, "2-101"),
        (Qt.Key.Key_Home, _CTRL, "1-601"),
        (Qt.Key.Key_End, _CTRL, "3-102"),
    ],
)
def test_a_key_goes_to_its_door(
    view: ElevationView, key: Qt.Key, modifiers: Qt.KeyboardModifier, wanted: str
) -> None:
    view.choose(at(view, "2-401"))
    press(view, key, modifiers)
    assert room(view, view.current_id) == wanted


def test_arrows_stop_at_the_edge_of_the_building(view: ElevationView) -> None:
    view.choose(at(view, "1-601"))
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        press(view, key)
        assert room(view, view.current_id) == "1-601"


def test_space_goes_on_and_enter_opens(view: ElevationView, qtbot: QtBot) -> None:
    view.choose(at(view, "1-601"))
    press(view, Qt.Key.Key_Space)
    assert room(view, view.current_id) == "1-602"
    with qtbot.waitSignal(view.opened, timeout=500) as opened:
        press(view, Qt.Key.Key_Return)
    assert opened.args == [view.current_id]


def test_shift_and_arrows_select_a_rectangle_from_the_door_in_hand(view: ElevationView) -> None:
    view.choose(at(view, "1-502"))
    press(view, Qt.Key.Key_Right, _SHIFT)
    press(view, Qt.Key.Key_Down, _SHIFT)
    assert rooms(view) == {"1-502", "2-501", "1-402", "2-401"}
    assert room(view, view.current_id) == "1-502"
    press(view, Qt.Key.Key_Left, _SHIFT)
    assert rooms(view) == {"1-502", "1-402"}
    press(view, Qt.Key.Key_Down)
    assert not view.selected_ids()


def test_everything_and_nothing_is_selected_by_key(view: ElevationView) -> None:
    press(view, Qt.Key.Key_A, _CTRL)
    assert len(view.selected_ids()) == 36
    press(view, Qt.Key.Key_Escape)
    assert view.selected_ids() == []


def test_keys_zoom_and_the_door_in_hand_stays_in_view(view: ElevationView) -> None:
    view.choose(at(view, "3-101"))
    small = view.cell(view.current_id).width()
    for _ in range(6):
        press(view, Qt.Key.Key_Plus)
    cell = view.cell(view.current_id)
    assert cell.width() > small
    assert view.body().contains(cell.center())
    press(view, Qt.Key.Key_Minus)
    assert 1 < view.zoom < view.grid.most
    press(view, Qt.Key.Key_0)
    assert view.zoom == 1.0


def test_walking_beyond_the_edge_moves_the_drawing(view: ElevationView) -> None:
    view.show_elevation(house(block(units=1, floors=33, wide=8)))
    view.zoom_to(99)
    view.choose(view.elevation.doors[0].id)
    for _ in range(32):
        press(view, Qt.Key.Key_Down)
        assert view.body().contains(view.cell(view.current_id))
    assert room(view, view.current_id) == "1-101"


# -------------------------------------------------------------------------------------- the mouse


def test_control_click_adds_to_the_door_in_hand_and_takes_out(view: ElevationView) -> None:
    click(view, "1-601")
    click(view, "2-502", _CTRL)
    assert rooms(view) == {"1-601", "2-502"}
    assert room(view, view.current_id) == "1-601"
    click(view, "2-502", _CTRL)
    assert rooms(view) == {"1-601"}
    click(view, "3-301")
    assert rooms(view) == set()
    assert room(view, view.current_id) == "3-301"


def test_shift_click_selects_a_rectangle(view: ElevationView) -> None:
    click(view, "1-601")
    click(view, "1-502", _SHIFT)
    assert rooms(view) == {"1-601", "1-602", "1-501", "1-502"}


def test_a_band_drawn_over_doors_selects_them(view: ElevationView) -> None:
    start = view.cell(at(view, "2-601")).center().toPoint()
    end = view.cell(at(view, "2-502")).center().toPoint()
    QTest.mousePress(view, _LEFT, _NONE, start)
    QTest.mouseMove(view, start + QPoint(12, 12))
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, _LEFT, _NONE, end)
    assert rooms(view) == {"2-601", "2-602", "2-501", "2-502"}


def test_labels_select_units_floors_and_risers(view: ElevationView) -> None:
    cell = view.cell(at(view, "2-402"))
    QTest.mouseClick(view, _LEFT, _NONE, QPoint(int(cell.center().x()), 8))
    assert len(view.selected_ids()) == 12
    assert {name[0] for name in rooms(view)} == {"2"}
    QTest.mouseClick(view, _LEFT, _NONE, QPoint(10, int(cell.center().y())))
    assert rooms(view) == {f"{unit}-40{end}" for unit in (1, 2, 3) for end in (1, 2)}
    QTest.mouseClick(view, _LEFT, _NONE, QPoint(int(cell.center().x()), int(view.foot()) + 8))
    assert rooms(view) == {f"2-{floor}02" for floor in range(1, 7)}
    QTest.mouseClick(view, _LEFT, _CTRL, QPoint(10, int(cell.center().y())))
    assert len(view.selected_ids()) == 11


def test_the_selection_is_told_in_walking_order(view: ElevationView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.selection_changed, timeout=500) as told:
        view.select([at(view, "2-101"), at(view, "1-101"), at(view, "2-601")])
    assert told.args is not None
    assert [room(view, one) for one in told.args[0]] == ["1-101", "2-601", "2-101"]


def test_a_double_click_opens(view: ElevationView, qtbot: QtBot) -> None:
    target = at(view, "1-301")
    with qtbot.waitSignal(view.opened, timeout=500) as opened:
        QTest.mouseDClick(view, _LEFT, _NONE, view.cell(target).center().toPoint())
    assert opened.args == [target]


def wheel(view: ElevationView, point: QPointF, turn: int, keys: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        point, view.mapToGlobal(point), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_around_the_pointer_and_scrolls_without_control(
    view: ElevationView,
) -> None:
    target = at(view, "2-401")
    point = view.cell(target).center()
    for _ in range(3):
        wheel(view, point, 120, _CTRL)
    found = view.door_at(point)
    assert view.zoom > 1
    assert found is not None
    assert found.id == target
    before = view.cell(target).top()
    wheel(view, point, -120, _NONE)
    assert view.cell(target).top() < before


def test_the_tip_says_everything_in_words(view: ElevationView) -> None:
    row = replace(
        view.elevation.doors[0].row, visit_state=2, consent_w=1, tried=door(1, tries=3).tried
    )
    renewed = view.elevation.with_rows([row], {(row.id, "water"): Outcome.NOT_MET})
    assert renewed is not None
    view.renew(renewed)
    point = view.cell(row.id).center().toPoint()
    QApplication.sendEvent(view, QHelpEvent(QEvent.Type.ToolTip, point, view.mapToGlobal(point)))
    for word in ("1栋1单元", "王秀兰", "无人", "3 次", "水未达标", "意愿只定一项"):
        assert word in QToolTip.text().replace(" 未达标", "未达标"), (word, QToolTip.text())


def test_nothing_breaks_without_doors(view: ElevationView) -> None:
    view.show_elevation(elevation([], {}))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Return):
        press(view, key)
    QTest.mouseClick(view, _LEFT, _NONE, QPoint(100, 100))
    view.grab()
    assert view.current_id == ""


@pytest.mark.parametrize("by", [(-30, 0), (0, -41), (-57, -23), (-200, -900), (3, 7)])
def test_a_moved_picture_shows_what_a_fresh_one_shows(
    view: ElevationView, by: tuple[int, int]
) -> None:
    rows = block(units=2, floors=20, wide=5)
    rows = [replace(row, visit_state=n % 5) for n, row in enumerate(rows)]
    rows += [door(9999, floor=-1, room="B1")]
    view.show_elevation(house(rows))
    view.zoom_to(99)
    view.pan(-40, -60)
    view.grab()
    view.pan(*by)
    moved = view.grab().toImage()
    view.filter(Show.ALL)  # draws everything
    assert view.grab().toImage() == moved
