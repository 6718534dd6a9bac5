"""Painting a building and a quarter: what one change costs, on real widgets.

``python -m tests.benchmarks.bench_elevation``; medians of five, one JSON document. A paint is
``QWidget.render`` into an image of the widget's size, or of the changed part where Qt would ask
for no more than that.
"""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.verdict import Outcome
from desktop.ui.pages.elevation_view import ElevationView
from desktop.ui.pages.overview_view import OverviewView
from desktop.ui.shell.language import speak
from desktop.ui.shell.theme import Theme, apply_theme
from desktop.ui.viewmodels.elevation import Show
from desktop.ui.viewmodels.overview import tiles
from tests.support.doors import block, house

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.doors import DoorRow

ROUNDS = 5
TARGETS = {"elevation_change_ms": 2.0, "overview_ms": 6.0}
BUILDINGS = 200
"""Of 33 floors by 8 doors: 52,800 cells."""


def _visited(rows: list[DoorRow]) -> list[DoorRow]:
    """Return the doors with every state among them."""
    return [
        replace(row, visit_state=number % 5, consent_w=1, consent_e=1 + number % 3)
        for number, row in enumerate(rows)
    ]


def _median(action: Callable[[int], float]) -> dict[str, float]:
    """Return median and worst of :data:`ROUNDS` in milliseconds, after one that does not count."""
    action(0)
    found = [action(number) * 1000 for number in range(1, ROUNDS + 1)]
    return {"median": round(statistics.median(found), 3), "worst": round(max(found), 3)}


def _render(widget: QWidget, image: QImage, part: QRect | None = None) -> float:
    area = widget.rect() if part is None else part
    begun = time.perf_counter()
    widget.render(image, QPoint(), QRegion(area), QWidget.RenderFlag(0))
    return time.perf_counter() - begun


def _image(widget: QWidget) -> QImage:
    return QImage(widget.size(), QImage.Format.Format_ARGB32_Premultiplied)


def elevation_numbers() -> dict[str, Any]:
    """Measure 33 floors by 8 doors with every label."""
    view = ElevationView()
    view.resize(900, 900)
    rows = _visited(block(units=1, floors=33, wide=8))
    view.show_elevation(house(rows))
    image = _image(view)
    _render(view, image)

    def change(number: int, *, whole: bool) -> float:
        row = view.elevation.doors[40 * number + 7].row
        begun = time.perf_counter()
        renewed = view.elevation.with_rows(
            [replace(row, visit_state=(row.visit_state or 0) + 1)], {}, judge_all=False
        )
        assert renewed is not None
        view.renew(renewed)
        told = time.perf_counter() - begun
        part = None if whole else view.cell(row.id).toAlignedRect().adjusted(-5, -5, 5, 5)
        return told + _render(view, image, part)

    def everything(_: int) -> float:
        view.filter(Show.ALL)
        return _render(view, image)

    return {
        "doors": len(view.elevation.doors),
        "one_change_painted_part": _median(lambda number: change(number, whole=False)),
        "one_change_painted_whole_view": _median(lambda number: change(number, whole=True)),
        "every_door_drawn_again": _median(everything),
        "nothing_changed": _median(lambda _: _render(view, image)),
    }


def _quarter() -> list[DoorRow]:
    return [
        replace(
            row,
            building_id=f"{number:032x}",
            building_no=str(number),
            id=f"{number:08x}{row.id[8:]}",
        )
        for number in range(BUILDINGS)
        for row in _visited(block(units=1, floors=33, wide=8))
    ]


def overview_numbers(app: QApplication) -> dict[str, Any]:
    """Measure 200 buildings of 264 doors, all of them in view."""
    view = OverviewView()
    view.resize(1900, 980)
    view.show()
    rows = _quarter()
    begun = time.perf_counter()
    found = tiles(rows)
    for tile in found:
        tile.judge({(one, "water"): Outcome.NOT_MET for one in tile.ids[::7]})
    laid_out = time.perf_counter() - begun
    view.show_tiles(found)
    board = view.board
    image = _image(board)
    paints = []
    for _ in range(BUILDINGS):  # pictures are made a few at a time
        before = board.drawn
        paints.append(_render(board, image) * 1000)
        app.processEvents()
        if board.drawn == before:
            break
    assert board.drawn >= BUILDINGS

    def change(number: int) -> float:
        tile = board.tiles[number * 17]
        begun = time.perf_counter()
        tile.visits[number] = 3
        tile.judge({})
        board.renew(tile.id)
        return time.perf_counter() - begun + _render(board, image)

    return {
        "cells": sum(tile.households for tile in board.tiles),
        "in_view": board.height() <= view.viewport().height(),
        "one_change_painted_whole_view": _median(change),
        "nothing_changed": _median(lambda _: _render(board, image)),
        "longest_first_paint": round(max(paints), 3),
        "laid_out_off_the_window_thread": round(laid_out * 1000),
    }


def run() -> dict[str, Any]:
    """Measure, print one JSON document and return it."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    speak(app, "zh_CN")
    apply_theme(app, Theme())
    answer = {
        "targets": TARGETS,
        "elevation_ms": elevation_numbers(),
        "overview_ms": overview_numbers(app),
    }
    print(json.dumps(answer, indent=1))
    return answer


if __name__ == "__main__":
    run()
