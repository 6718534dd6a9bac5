"""A whole building by finger only: no key is pressed, no mouse moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.grid import Grid
from tests.support.at_the_door import Surveyor

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore(r"propagateSizeHints|support raise")


def test_a_building_is_surveyed_with_one_finger(real: MainWindow, qtbot: QtBot) -> None:
    hands = Surveyor(real, qtbot, Grid(floors=3, doors=2))
    card = hands.card
    assert hands.door == "1-301"
    water, power = card.utilities
    for section in (water, power):
        hands.tap(hands.button("1 户外", section))
        hands.tap(hands.button("2 楼道箱", section))
    hands.tap(hands.button("1 水电都同意"))
    assert hands.door == "1-302"
    hands.tap(card.neighbour)
    hands.tap(hands.button("4 都不同意"))
    assert hands.door == "1-201"
    hands.tap(hands.button("0 无人"))
    assert hands.door == "1-202"
    hands.tap(hands.button("8 拒访"))
    assert hands.door == "1-101"
    hands.tap(card.foot.previous)
    assert hands.door == "1-202"
    hands.tap(card.foot.next)
    assert hands.door == "1-102", "who passes a door by comes back to it later"
    hands.tap(hands.button("3 合表", water))
    hands.tap(hands.button("5 无表", power))
    hands.tap(hands.button("6 未表态"))
    assert hands.door == "1-101"
    hands.tap(card.neighbour)
    hands.tap(hands.button("同意", card.consent.editors["household", "consent_w"]))
    hands.tap(hands.button("弃权", card.consent.editors["household", "consent_e"]))
    hands.tap(card.foot.next)
    assert hands.door == "1-201", "where nobody was at home"
    assert {door: hands.recorded(door) for door in hands.doors} == {
        "1-301": (1, 1, 1, 1, 1, 2, 2),
        "1-302": (1, 1, 1, 2, 2, 2, 2),
        "1-201": (2, None, None, None, None, None, None),
        "1-202": (3, None, None, None, None, None, None),
        "1-101": (1, 1, 1, 1, 3, 2, 2),
        "1-102": (1, 3, 5, 4, 4, None, None),
    }
    assert hands.strokes == 0
