"""Scanner, card and ledger together: a number lands in its field wherever the focus is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop.domain.rows import Scope
from desktop.ui.shell.scanner import Scanner
from tests.support.real_window import idle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow


def scan(text: str) -> None:
    """What a scanner sends: keys eight milliseconds apart, with Enter at the end."""
    target = QApplication.focusWidget()
    assert target is not None
    for number, character in enumerate([*text, "\r"]):
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            event.setTimestamp(50_000 + number * 8)
            QApplication.sendEvent(target, event)


@pytest.mark.parametrize("place", ["search", "card"])
def test_a_scanned_asset_number_is_stored_with_the_door_in_hand(
    real: MainWindow, dressed: QApplication, qtbot: QtBot, place: str
) -> None:
    reading = real.desk.office.reading
    doors = reading.doors(Scope(reading.quarters()[0].id))
    door = next(row.id for row in doors if len(reading.card(row.id).electricity_meters) == 1)
    (meter,) = reading.card(door).electricity_meters
    number = f"{str(meter['asset_no'])[:-6]}999999"
    real.desk.office.editing.set_field("electricity_meter", str(meter["id"]), "asset_no", "")
    page: Any = real.show_page("survey")
    idle(real, qtbot)
    page.card.show_household(door)
    idle(real, qtbot)
    real.activateWindow()
    qtbot.waitUntil(real.isActiveWindow)
    (real.search if place == "search" else page.card).setFocus()
    scanner = Scanner(dressed, real.desk.settings)
    scanner.scanned.connect(page.card.scanned)
    try:
        scan(number)
        idle(real, qtbot)
        real.flush()
        idle(real, qtbot)
    finally:
        scanner.deleteLater()
    assert reading.card(door).electricity_meters[0]["asset_no"] == number
    assert real.search.text() == ""
