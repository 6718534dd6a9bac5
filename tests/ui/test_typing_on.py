"""Who types on while a field is being stored loses nothing, and sees no tick too early."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.rows import Scope
from tests.support.real_window import idle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow


def test_what_is_typed_while_the_field_is_stored_is_stored_as_well(
    real: MainWindow, qtbot: QtBot
) -> None:
    office = real.desk.office
    door = office.reading.doors(Scope())[5]
    page: Any = real.show_page("survey")
    real.desk.choose(door.quarter_id, door.building_id)
    idle(real, qtbot)
    card = page.card
    card.show_household(door.id)
    idle(real, qtbot)
    editor = card.editor("household", "remarks")
    line = editor.inputs()[0]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "ab")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClicks(line, "c")
    idle(real, qtbot)
    assert (line.text(), editor._sign.text()) == ("abc", "…")
    assert office.reading.record("household", door.id)["remarks"] == "ab"
    QTest.keyClick(line, Qt.Key.Key_Return)
    idle(real, qtbot)
    assert (line.text(), editor._sign.text()) == ("abc", "✓")
    assert office.reading.record("household", door.id)["remarks"] == "abc"
