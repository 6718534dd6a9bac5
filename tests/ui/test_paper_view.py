"""A paper on the screen: pages drawn when they are seen, zoom, turning, words found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.documents.renderer import render_form
from desktop.kernel.errors import InputError
from desktop.ui.shell.jobs import Runner
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.paper_pane import PaperPane
from desktop.ui.widgets.paper_view_layout import FIT_PAGE, FIT_WIDTH, GAP, PageLayout, Room
from desktop.ui.widgets.paper_view_pictures import PagePictures
from tests.documents.conftest import content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

HITS = 150 - 100 + 1
"""Meters 100 to 150 of the list end with numbers that begin with 202600000001."""


@pytest.fixture(scope="module")
def data() -> bytes:
    return render_form(content(count=151)).data


@pytest.fixture
def runner(dressed: QApplication) -> Iterator[Runner]:
    del dressed
    made = Runner()
    yield made
    made.stop()


@pytest.fixture
def pane(runner: Runner, data: bytes, qtbot: QtBot) -> PaperPane:
    made = PaperPane(runner)
    qtbot.addWidget(made)
    made.resize(760, 600)
    made.show()
    made.view.show_paper(data)
    qtbot.waitUntil(lambda: made.view.pages > 0 and made.view.drawn and not runner.busy)
    return made


def test_only_pages_that_are_seen_and_their_neighbours_are_drawn(
    pane: PaperPane, runner: Runner, qtbot: QtBot
) -> None:
    view = pane.view
    assert view.pages >= 7
    assert view.drawn
    last = view.pages - 1
    assert view._pictures.nearest(0) is not None
    assert view._pictures.nearest(last) is None
    QTest.keyClick(view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: view.drawn and not runner.busy)
    assert view.page == last
    assert view._pictures.nearest(last) is not None
    assert pane.number.value() == view.pages
    assert not pane.on.isEnabled()


@pytest.mark.parametrize("width", [611, 700, 724, 800, 999])
def test_whatever_the_width_a_page_is_drawn_once(
    pane: PaperPane, runner: Runner, qtbot: QtBot, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.resize(width, 500)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: pane.view.drawn and not runner.busy)
    asked: list[int] = []
    monkeypatch.setattr(runner, "start", lambda *_, **__: asked.append(1))
    pane.view.viewport().repaint()
    assert asked == []


def test_a_page_looks_on_the_screen_as_it_looks_on_paper(pane: PaperPane) -> None:
    image = pane.view.viewport().grab().toImage()
    rect = pane.view._layout.rects[0]
    line = [image.pixelColor(x, rect.center().y() // 2).lightness() for x in range(image.width())]
    assert min(line[rect.left() : rect.right()]) < 128
    assert line[rect.left() + 5] == 255
    assert line[2] < 255


def test_pages_turn_by_keys_by_number_and_by_buttons(pane: PaperPane) -> None:
    view = pane.view
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.page == 1
    pane.number.setValue(4)
    assert view.page == 3
    QTest.mouseClick(pane.back, Qt.MouseButton.LeftButton)
    assert view.page == 2
    QTest.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert view.page == 3
    view.verticalScrollBar().setValue(0)
    assert view.page == 0


def test_control_and_wheel_zoom_about_the_pointer(pane: PaperPane) -> None:
    view = pane.view
    at = QPoint(300, 200)
    before = view._layout
    share = (at.y() - before.rects[0].top()) / before.rects[0].height()
    where = QPointF(at)
    event = QWheelEvent(
        where, where, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)
    now = view._layout.rects[0]
    assert now.height() == pytest.approx(before.rects[0].height() * 1.21, rel=0.02)
    y = view.verticalScrollBar().value() + at.y()
    assert (y - now.top()) / now.height() == pytest.approx(share, abs=0.01)
    assert pane.zoom.currentText() == f"{view.percent}%"


def test_the_whole_page_or_its_width_fits_whatever_the_room(pane: PaperPane) -> None:
    view = pane.view
    pane.zoom.setCurrentIndex(pane.zoom.findData(FIT_PAGE))
    pane.zoom.activated.emit(pane.zoom.currentIndex())
    assert all(rect.height() <= view.viewport().height() for rect in view._layout.rects)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == FIT_WIDTH
    pane.resize(500, 600)
    assert all(rect.right() <= view.viewport().width() for rect in view._layout.rects)
    pane.zoom.setEditText("150")
    pane._typed_zoom()
    assert (view.zoom, view.percent) == (1.5, 150)


def test_every_hit_is_counted_and_each_can_be_gone_to(
    pane: PaperPane, runner: Runner, qtbot: QtBot
) -> None:
    pane.words.setText("202600000001")
    qtbot.waitUntil(lambda: pane.search.text != "" and not pane.search.searching)
    assert pane.search.count == HITS
    first = pane.view.page
    assert pane.says.text() == f"1 / {HITS}"
    QTest.keyClick(pane.words, Qt.Key.Key_Return)
    assert pane.says.text() == f"2 / {HITS}"
    QTest.keyClick(pane.view, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(pane.view, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert pane.says.text() == f"{HITS} / {HITS}"
    assert pane.view.page > first
    page, number = pane.search._now
    place, scale = pane.search.hits[page][number][0], pane.view._layout.scale(page)
    y = pane.view._on_screen(page).top() + place.top * scale
    assert 0 <= y <= pane.view.viewport().height()
    qtbot.waitUntil(lambda: pane.view.drawn and not runner.busy)
    x = pane.view._on_screen(page).left() + (place.left + place.width) * scale
    colour = pane.view.viewport().grab().toImage().pixelColor(round(x), round(y + 2))
    assert colour.red() > colour.blue() + 60


def test_what_is_not_there_is_said_and_escape_leaves(pane: PaperPane, qtbot: QtBot) -> None:
    pane.words.setFocus()
    pane.words.setText("没有这几个字")
    qtbot.waitUntil(lambda: pane.search.text != "" and not pane.search.searching)
    assert pane.says.text() == "没有找到"
    assert not pane.hit_after.isEnabled()
    QTest.keyClick(pane.words, Qt.Key.Key_Escape)
    pane.search.begin()
    assert pane.says.text() == ""


def test_the_same_paper_anew_stays_where_it_was_read(
    pane: PaperPane, data: bytes, runner: Runner, qtbot: QtBot
) -> None:
    pane.view.go_to(3)
    top = pane.view.verticalScrollBar().value()
    pane.view.show_paper(data, keep_place=True)
    qtbot.waitUntil(lambda: not runner.busy)
    assert pane.view.verticalScrollBar().value() == top
    pane.view.show_paper(data)
    qtbot.waitUntil(lambda: not runner.busy)
    assert pane.view.page == 0


def test_what_is_no_paper_is_told_and_words_take_its_place(
    pane: PaperPane, runner: Runner, qtbot: QtBot
) -> None:
    heard: list[BaseException] = []
    pane.view.failed.connect(heard.append)
    pane.view.show_paper(b"not a PDF")
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], InputError)
    pane.view.show_words("nothing here")
    assert pane.view.pages == 0
    assert not pane.number.isEnabled()
    qtbot.waitUntil(lambda: not runner.busy)


def test_pictures_are_given_up_oldest_first(pane: PaperPane) -> None:
    image = pane.view.viewport().grab().toImage()
    kept = PagePictures(room=image.sizeInBytes() * 2)
    for page in range(4):
        kept.keep(page, 100, image)
    assert [kept.nearest(page) is not None for page in range(4)] == [False, False, True, True]
    assert kept.bytes == image.sizeInBytes() * 2


def test_pages_of_other_shapes_stand_under_each_other_in_the_middle() -> None:
    layout = PageLayout([(600, 800), (800, 600)], 1.0, Room(500, 400, dpi=72))
    assert [(r.width(), r.height()) for r in layout.rects] == [(600, 800), (800, 600)]
    assert layout.rects[1].top() == layout.rects[0].bottom() + 1 + GAP
    assert layout.width == 800 + 2 * GAP
    assert layout.rects[0].center().x() == layout.rects[1].center().x()
    assert list(layout.seen(GAP + 800, 200)) == [0, 1]
    assert layout.percent(0) == 100


def test_hidden_buttons_leave_no_gap_in_a_flowing_row(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    flow = FlowLayout(place, gap=6)
    buttons = [QPushButton(name) for name in ("one", "two")]
    for button in buttons:
        flow.addWidget(button)
    buttons[0].hide()
    place.resize(300, 60)
    place.show()
    assert buttons[1].x() == 0
