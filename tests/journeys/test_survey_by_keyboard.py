"""A whole building by keyboard only; every key is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.grid import Grid
from tests.support.at_the_door import Surveyor

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"propagateSizeHints|support raise")

# visit, water, electricity, consent water, consent electricity, place of each meter
USUAL = (1, 1, 1, 1, 1, 2, 2)
NOBODY = (2, None, None, None, None, None, None)
REFUSED = (3, None, None, None, None, None, None)
EXCEPTIONS: dict[str, tuple[tuple[str, ...], tuple[Any, ...]]] = {
    "1-503": (("0",), NOBODY),
    "2-604": (("0",), NOBODY),
    "3-201": (("0",), NOBODY),
    "1-302": (("8",), REFUSED),
    "3-404": (("8",), REFUSED),
    "2-402": (("=", "4"), (1, 1, 1, 2, 2, 2, 2)),
    "3-603": (("=", "2"), (1, 1, 1, 1, 2, 2, 2)),
    "1-101": (("3", "=", "1"), (1, 3, 1, 1, 1, None, 2)),
    "2-104": (("5", "=", "1"), (1, 5, 1, 1, 1, None, 2)),
    "3-502": (("2", "=", "1"), (1, 2, 1, 1, 1, 1, 2)),
}


def test_a_building_of_72_doors_takes_at_most_150_keys(real: MainWindow, qtbot: QtBot) -> None:
    hands = Surveyor(real, qtbot, Grid(floors=6, doors=4, units=("1", "2", "3")))
    assert len(hands.doors) == 72
    expected = dict.fromkeys(hands.doors, USUAL)
    walked: list[str] = []
    after_exception = "3-402"  # the door above is the exception 3-502: its water hangs inside
    for number in range(72):
        door = hands.door
        walked.append(door)
        if door in EXCEPTIONS:
            keys, expected[door] = EXCEPTIONS[door]
        elif number == 0:
            keys = ("1", "2", "1", "2", "1")
        elif door == after_exception:
            keys = ("1", "2", "=", "1")
        else:
            keys = ("=", "1")
        hands.press(*keys)
    assert sorted(walked) == sorted(hands.doors), "each door once"
    assert {door: hands.recorded(door) for door in hands.doors} == expected
    assert hands.strokes <= 150
