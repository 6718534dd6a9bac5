"""The strip of a door's photos and the tray, on the real office."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QToolButton

from desktop.domain.door_code import door_code
from desktop.domain.rows import Scope
from desktop.ui.dialogs.photo_tray import PhotoTrayDialog
from desktop.ui.widgets.photo_strip import PhotoStrip
from tests.support.photos import ASSET, TAKEN, code_image, photo, saved
from tests.support.real_window import idle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow

SMALL = (900, 700)


@pytest.fixture
def doors(real: MainWindow) -> list[str]:
    reading = real.desk.office.reading
    return [str(row.id) for row in reading.doors(Scope(reading.quarters()[0].id))]


@pytest.fixture
def strip(real: MainWindow, doors: list[str], qtbot: QtBot) -> PhotoStrip:
    made = PhotoStrip(real.desk)
    qtbot.addWidget(made)
    made.resize(480, 240)
    made.show()
    made.show_owner("household", doors[0])
    idle(real, qtbot)
    return made


def thumbs(strip: PhotoStrip) -> list[QToolButton]:
    found = cast("list[QToolButton]", strip.findChildren(QToolButton))
    return [one for one in found if not one.isHidden()]


def test_a_photo_is_added_shown_and_its_code_offered(
    strip: PhotoStrip, real: MainWindow, doors: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    offered: list[tuple[str, ...]] = []
    strip.codes_found.connect(offered.append)
    strip.add_photos([saved(tmp_path / "p", "a.jpg", photo((code_image(ASSET),), taken=TAKEN))])
    idle(real, qtbot)
    idle(real, qtbot)
    assert offered == [(ASSET,)]
    (thumb,) = thumbs(strip)
    qtbot.waitUntil(lambda: not thumb.icon().isNull())
    assert thumb.accessibleName()
    assert min(thumb.width(), thumb.height()) >= 44
    strip.add_photos([tmp_path / "p" / "a.jpg"])
    idle(real, qtbot)
    assert len(thumbs(strip)) == 1
    assert "1" in strip.says.text()


def test_files_are_dropped_and_pictures_pasted(
    strip: PhotoStrip, real: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = saved(tmp_path / "p", "a.jpg", photo(size=SMALL))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    strip.dropEvent(event)
    idle(real, qtbot)
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    strip.paste_photo()
    idle(real, qtbot)
    idle(real, qtbot)
    assert len(thumbs(strip)) == 2


def test_a_refusal_is_told_in_the_strip_and_adds_nothing(
    strip: PhotoStrip, real: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    strip.add_photos([saved(tmp_path / "p", "a.jpg", b"no picture")])
    idle(real, qtbot)
    assert strip.says.objectName() == "error"
    assert "JPEG" in strip.says.text()
    assert thumbs(strip) == []


def test_codes_of_a_photo_never_reach_the_next_door(
    strip: PhotoStrip, real: MainWindow, doors: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    offered: list[object] = []
    strip.codes_found.connect(offered.append)
    strip.add_photos([saved(tmp_path / "p", "a.jpg", photo((code_image(ASSET),)))])
    strip.show_owner("household", doors[1])
    idle(real, qtbot)
    idle(real, qtbot)
    assert offered == []
    assert thumbs(strip) == []
    assert len(real.desk.office.pictures.of_household(doors[0])) == 1


def test_a_photo_is_opened_large_named_taken_away_and_brought_back(
    strip: PhotoStrip, real: MainWindow, doors: list[str], tmp_path: Path, qtbot: QtBot
) -> None:
    pictures = real.desk.office.pictures
    strip.add_photos([photo(size=SMALL), photo(size=SMALL, seed=9)])
    idle(real, qtbot)
    idle(real, qtbot)
    window = strip.open_picture(0)
    idle(real, qtbot)
    window.step(1)
    window.step(1)
    assert window.shown.id == strip.pictures[1].id
    window.subject.setCurrentIndex(window.subject.findData("old_meter"))
    window.subject.activated.emit(window.subject.currentIndex())
    idle(real, qtbot)
    idle(real, qtbot)
    assert {row.subject for row in pictures.of_household(doors[0])} == {"meter", "old_meter"}
    window.take_away.click()
    idle(real, qtbot)
    idle(real, qtbot)
    assert len(thumbs(strip)) == 1
    assert strip.undo.isVisible()
    strip.undo.click()
    idle(real, qtbot)
    idle(real, qtbot)
    assert len(thumbs(strip)) == 2


def test_a_photo_of_another_door_goes_back_to_the_tray(
    strip: PhotoStrip, real: MainWindow, qtbot: QtBot
) -> None:
    strip.add_photos([photo(size=SMALL)])
    idle(real, qtbot)
    idle(real, qtbot)
    window = strip.open_picture(0)
    assert window.wrong_door.isVisible()
    window.wrong_door.click()
    idle(real, qtbot)
    idle(real, qtbot)
    assert thumbs(strip) == []
    assert len(real.desk.office.pictures.tray()) == 1


@pytest.fixture
def phone(doors: list[str], tmp_path: Path) -> Path:
    folder = tmp_path / "DCIM"
    sign = code_image(door_code(doors[0]), square=True, scale=10)
    shots = ((), (sign,), (code_image(ASSET, scale=3),), ())
    for number, codes in enumerate(shots):
        taken = TAKEN + timedelta(minutes=number if number < 3 else 90)
        data = photo(codes, size=SMALL, taken=taken, seed=number)
        saved(folder, f"IMG_{number}.jpg", data)
    return folder


def test_a_phones_photos_come_in_and_the_rest_is_given_to_doors(
    real: MainWindow, doors: list[str], phone: Path, qtbot: QtBot
) -> None:
    office = real.desk.office
    tray = PhotoTrayDialog(real.desk, real)
    tray.show()
    tray.import_folder(phone)
    assert not tray.bring.isEnabled()
    tray.reject()
    assert tray.isVisible()
    idle(real, qtbot)
    idle(real, qtbot)
    assert tray.report.text().startswith("共 4 张照片：1 张归到 1 户，2 张待归户。")
    assert len(tray.rows) == 2
    assert not tray.give.isEnabled()
    assert not tray.near.isVisible()
    tray.later.click()
    assert tray.near.isVisible()
    tray.near.click()
    idle(real, qtbot)
    idle(real, qtbot)
    assert len(office.pictures.of_household(doors[0])) == 2
    assert len(tray.rows) == 1
    label = office.reading.card(doors[1]).label
    tray.scanned(door_code(doors[1]))
    idle(real, qtbot)
    assert label in tray.give.text()
    tray.subject.setCurrentIndex(tray.subject.findData("old_meter"))
    tray.give.click()
    idle(real, qtbot)
    idle(real, qtbot)
    assert tray.rows == []
    (row,) = office.pictures.of_household(doors[1])
    assert row.subject == "old_meter"
    tray.undo.click()
    idle(real, qtbot)
    idle(real, qtbot)
    assert len(tray.rows) == 1
    tray.close_button.click()
    assert not tray.isVisible()


def test_an_import_is_taken_back_from_the_tray(
    real: MainWindow, doors: list[str], phone: Path, qtbot: QtBot
) -> None:
    tray = PhotoTrayDialog(real.desk, real)
    tray.show()
    tray.import_folder(phone)
    idle(real, qtbot)
    idle(real, qtbot)
    tray.take_back.click()
    idle(real, qtbot)
    idle(real, qtbot)
    assert tray.rows == []
    assert real.desk.office.pictures.of_household(doors[0]) == []


def test_a_door_is_found_by_its_owner(
    real: MainWindow, doors: list[str], phone: Path, qtbot: QtBot
) -> None:
    tray = PhotoTrayDialog(real.desk, real)
    tray.show()
    tray.import_folder(phone)
    idle(real, qtbot)
    idle(real, qtbot)
    named = next(
        card for card in map(real.desk.office.reading.card, doors) if card.household["owner_name"]
    )
    tray.finder.field.setText(str(named.household["owner_name"]))
    idle(real, qtbot)
    found = tray.finder.door
    assert found[1] in tray.give.text()
    tray.finder.taken.emit()
    idle(real, qtbot)
    idle(real, qtbot)
    assert len(real.desk.office.pictures.of_household(found[0])) >= 1
    assert len(tray.rows) == 1


def test_an_unreadable_folder_is_told_in_the_tray(
    real: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    tray = PhotoTrayDialog(real.desk, real)
    tray.show()
    tray.import_folder(tmp_path / "gone")
    idle(real, qtbot)
    assert tray.error.text()
    assert tray.bring.isEnabled()
    names = (tray.bring, tray.give, tray.later, tray.drop, tray.subject, tray.list, tray.view)
    assert all(one.accessibleName() for one in names)
