"""A damaged ledger is brought back from the page that says it is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.kernel.settings import Settings, save_settings
from desktop.ui.application import Controller, WindowContext
from desktop.ui.pages.login import LoginPage
from tests.support.demo_office import OPERATOR, PASSPHRASE, demo_office, program
from tests.support.real_window import idle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

LONG = 30_000


@pytest.fixture
def signing_in(
    dressed: QApplication, tmp_path: Path, qtbot: QtBot
) -> Iterator[tuple[Controller, LoginPage, Path]]:
    ledger = demo_office(tmp_path)
    save_settings(tmp_path / "settings.json", Settings(language="zh_CN", theme="light"))
    own = program(tmp_path)
    with own.open(ledger, operator=OPERATOR, passphrase=PASSPHRASE) as office:
        office.backups.make()
        door = office.reading.household_rows(office.reading.household_numbers()[:1])[0].id
        office.editing.set_field("household", door, "remarks", "备份之后写的")
    context = WindowContext(own, tmp_path / "settings.json", ledger, OPERATOR, None)
    controller = Controller(context, dressed)
    controller.show_login()
    page = controller.front
    assert isinstance(page, LoginPage)
    yield controller, page, ledger
    controller.dismiss()


def _damage(ledger: Path) -> None:
    """Spoil the first page, without which nothing can be read."""
    with ledger.open("r+b") as file:
        file.seek(64)
        file.write(b"\xff" * 256)


def test_a_damaged_ledger_is_brought_back_and_opened(
    signing_in: tuple[Controller, LoginPage, Path], qtbot: QtBot
) -> None:
    controller, page, ledger = signing_in
    _damage(ledger)
    page.passphrase.setText(PASSPHRASE)
    page.sign_in()
    qtbot.waitUntil(page.bring_back.isVisible, timeout=LONG)
    QTest.mouseClick(page.bring_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.said.isVisible, timeout=LONG)
    assert not page.bring_back.isVisible()
    assert any(one.name.startswith(f"{ledger.stem}") for one in ledger.parent.iterdir())
    page.sign_in()
    qtbot.waitUntil(lambda: controller.window is not None, timeout=LONG)
    assert controller.window is not None
    idle(controller.window, qtbot)
    assert controller.window.desk.office.reading.stats()["households"] > 0


def test_a_wrong_passphrase_offers_no_bringing_back(
    signing_in: tuple[Controller, LoginPage, Path], qtbot: QtBot
) -> None:
    _, page, _ = signing_in
    page.passphrase.setText("not this one")
    page.sign_in()
    qtbot.waitUntil(page.error.isVisible, timeout=LONG)
    assert not page.bring_back.isVisible()


def test_without_a_backup_the_page_says_so_and_stays(
    signing_in: tuple[Controller, LoginPage, Path], qtbot: QtBot
) -> None:
    controller, page, ledger = signing_in
    _damage(ledger)
    for one in (ledger.parent / "backups").iterdir():
        if one.is_file():
            one.unlink()
    page.passphrase.setText(PASSPHRASE)
    page.sign_in()
    qtbot.waitUntil(page.bring_back.isVisible, timeout=LONG)
    page.salvage()
    qtbot.waitUntil(lambda: page.go.isEnabled() and page.error.isVisible(), timeout=LONG)
    assert not page.said.isVisible()
    assert controller.window is None
