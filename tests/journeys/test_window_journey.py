"""One person, one door: found by initials, changed, saved, taken back, and all of it in writing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.ui.application import Controller, WindowContext
from tests.support.demo_office import OPERATOR, PASSPHRASE, demo_office, program

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.mark.qt_log_ignore(r"propagateSizeHints|support raise")
def test_a_household_is_found_changed_and_taken_back(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    ledger = demo_office(tmp_path)
    context = WindowContext(
        program(tmp_path), tmp_path / "settings.json", ledger, OPERATOR, PASSPHRASE
    )
    controller = Controller(context, qapp)
    try:
        controller.start()
        qtbot.waitUntil(lambda: controller.window is not None, timeout=20_000)
        window = controller.window
        assert window is not None

        def idle() -> None:
            qtbot.waitUntil(lambda: not window.desk.runner.busy, timeout=20_000)

        idle()
        window._find()
        QTest.keyClicks(window.search, "w")
        QTest.keyClicks(window.search, "x")
        assert window.search.list.count() >= 1
        QTest.keyClick(window.search, Qt.Key.Key_Return)
        assert window.page_name == "ledger"
        page: Any = window.pages["ledger"]
        qtbot.waitUntil(lambda: page.form.editor("household", "phone") is not None)
        household = page.form.household_id
        editor = page.form.editor("household", "phone")
        line = editor.inputs()[0]
        assert isinstance(line, QLineEdit)
        before = line.text()
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, "13900000001")
        QTest.keyClick(line, Qt.Key.Key_Return)
        idle()
        assert editor._sign.text() == "✓"
        window._undo()
        idle()
        qtbot.waitUntil(lambda: line.text() == before)
        office = window.desk.office
        changed, back = office.history.of(household)[1::-1]
        assert (changed.new, back.old) == ("13900000001", "13900000001")
        assert (changed.old, back.new) == (before, before)
        assert changed.who == back.who == OPERATOR
    finally:
        controller.dismiss()
