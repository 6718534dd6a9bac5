"""What another clerk changed on the server reaches every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QMainWindow

from desktop.domain.changes import Changes
from desktop.ui.main_window.status import StatusBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.desk import Desk
    from tests.support.fake_office import FakeOffice


def _labels(bar: StatusBar) -> list[QLabel]:
    return [child for child in bar.children() if isinstance(child, QLabel)]


def test_screens_hear_of_another_clerks_change_and_backups_are_the_servers(
    desk: Desk, office: FakeOffice, qtbot: QtBot
) -> None:
    office.backups.elsewhere = True
    window = QMainWindow()
    qtbot.addWidget(window)
    bar = StatusBar(desk)
    window.setStatusBar(bar)
    watch = bar.others
    assert watch is not None
    office.news = Changes("7", "others", frozenset({"quarter"}), None)
    with qtbot.waitSignal(desk.bus.changed) as heard:
        watch.look()
    assert heard.args == [office.news]
    assert any(said.text() == "由服务器备份" for said in _labels(bar))


def test_a_file_has_nobody_to_listen_for(desk: Desk, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    bar = StatusBar(desk)
    window.setStatusBar(bar)
    assert bar.others is None
