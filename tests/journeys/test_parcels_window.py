"""A new laptop, as two people do it: backup, restore, code, enrolment, a parcel, a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.kernel.settings import Settings, save_settings
from desktop.ui.application import Controller, WindowContext
from desktop.ui.pages.welcome import WelcomePage
from desktop.ui.viewmodels.review_lines import Pick
from tests.support.demo_office import OPERATOR, PASSPHRASE, program
from tests.support.real_window import PATIENCE, idle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.pages.parcel_part import ParcelPart

pytestmark = pytest.mark.qt_log_ignore(r"propagateSizeHints|support raise")


@pytest.fixture
def new_laptop(qapp: QApplication, tmp_path: Path) -> Iterator[Controller]:
    """The program on a laptop that has no ledger yet."""
    folder = tmp_path / "new"
    folder.mkdir()
    save_settings(folder / "settings.json", Settings(language="zh_CN", theme="light"))
    context = WindowContext(program(folder), folder / "settings.json", None, OPERATOR, None)
    controller = Controller(context, qapp)
    controller.show_welcome()
    yield controller
    if controller.office is not None:
        controller.office._ledger.backup_at_close = False
    controller.dismiss()


def _parcels(window: MainWindow, qtbot: QtBot) -> ParcelPart:
    window.show_page("exchange")
    page: Any = window.pages["exchange"]
    page.tabs.setCurrentWidget(page.parcels)
    part: ParcelPart = page.parcels
    qtbot.waitUntil(lambda: bool(part.laptops.laptops), timeout=PATIENCE)
    return part


def test_a_new_laptop_joins_by_the_steps_on_the_page_and_hands_its_work_over(
    real: MainWindow, new_laptop: Controller, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    leader = _parcels(real, qtbot)
    known, waiting = len(leader.laptops.laptops), real.desk.office.waiting.count()
    # 1. Here: back up to a stick.
    leader.back_up(stick)
    qtbot.waitUntil(lambda: "备份已写入并核验" in leader.said.text(), timeout=PATIENCE)
    # 2. On the new laptop: restore it from the first page.
    welcome = new_laptop.front
    assert isinstance(welcome, WelcomePage)
    welcome.show_restore()
    form = welcome.restoring
    form.backup.setText(str(next(stick.glob("*.hubiao"))))
    form.operator.setText(OPERATOR)
    form.passphrase.setText(PASSPHRASE)
    form.restore(tmp_path / "new" / "office.hubiao")
    qtbot.waitUntil(lambda: new_laptop.window is not None, timeout=PATIENCE)
    there = new_laptop.window
    assert there is not None
    idle(there, qtbot)
    # 3. There: save the code.
    field = _parcels(there, qtbot)
    field.laptops.save_code(stick / "code.txt")
    qtbot.waitUntil((stick / "code.txt").exists, timeout=PATIENCE)
    idle(there, qtbot)
    # 4. Here: the leader enrols it.
    leader.laptops.read_code(stick / "code.txt")
    qtbot.waitUntil(leader.laptops.enrol_button.isEnabled, timeout=PATIENCE)
    leader.laptops.enrol_button.click()
    qtbot.waitUntil(lambda: len(leader.laptops.laptops) == known + 1, timeout=PATIENCE)
    own = next(one for one in field.laptops.laptops if one.own)
    assert own.check in {one.check for one in leader.laptops.laptops}
    # Both write into the same field, and the parcel asks.
    door = _door(real)
    there.desk.office.editing.set_field("household", door, "remarks", "新电脑写的")
    real.desk.office.editing.set_field("household", door, "remarks", "办公室写的")
    field.make(stick / "day.hbp")
    qtbot.waitUntil(lambda: "已写好" in field.said.text(), timeout=PATIENCE)
    leader.plan(stick / "day.hbp")
    qtbot.waitUntil(leader.review.isVisible, timeout=PATIENCE)
    lines = leader.review.pane.state.lines
    assert [(line.ours, line.theirs) for line in lines] == [("办公室写的", "新电脑写的")]
    leader.review.pane.table.selectRow(0)
    leader.review.pane.answer(Pick.THEIRS)
    leader.review.take.click()
    qtbot.waitUntil(lambda: "已接收" in leader.said.text(), timeout=PATIENCE)
    idle(real, qtbot)
    record = real.desk.office.reading.record("household", door)
    assert (record or {})["remarks"] == "新电脑写的"
    assert real.desk.office.waiting.count() == waiting
    _lose(leader, own.key, stick / "day.hbp", qtbot)


def _lose(leader: ParcelPart, key: str, parcel: Path, qtbot: QtBot) -> None:
    """A lost laptop is revoked, and its next parcel is refused in words."""
    number = [one.key for one in leader.laptops.laptops].index(key)
    leader.laptops.revoke(leader.laptops.laptops[number])
    qtbot.waitUntil(
        lambda: any(one.state == "revoked" for one in leader.laptops.laptops), timeout=PATIENCE
    )
    leader.plan(parcel)
    qtbot.waitUntil(leader.error.isVisible, timeout=PATIENCE)
    assert "已停用的电脑" in leader.error.text()
    assert leader.review.isHidden()


def _door(window: MainWindow) -> str:
    reading = window.desk.office.reading
    return reading.household_rows(reading.household_numbers()[:1])[0].id
