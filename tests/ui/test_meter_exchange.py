"""A meter exchanged through the real dialog on the real office."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from shiboken6 import isValid

from desktop.domain.codes import ConsentBasis, MeteringState, MeterState
from desktop.kernel.errors import MachineError
from desktop.ui.dialogs.meter_exchange import MeterExchangeDialog
from tests.support.real_window import idle

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.domain.rows import HouseholdCard, HouseholdRow
    from desktop.ui.main_window.window import MainWindow

    Open = Callable[[str, str], MeterExchangeDialog]

W = "water_meter"
INK = '{"strokes": [[[0, 0, 0.5, 0], [90, 40, 0.7, 20], [120, 5, 0.7, 40]]]}'


def doors(real: MainWindow) -> list[HouseholdRow]:
    """Doors with a water meter in a quarter whose works have not begun."""
    reading = real.desk.office.reading
    found = reading.household_rows(list(reading.household_numbers()))
    last = max(reading.quarters(), key=lambda quarter: quarter.code).id
    return [door for door in found if door.quarter_id == last and door.water_meter]


def card(real: MainWindow, household: str) -> HouseholdCard:
    return real.desk.office.reading.card(household)


def photo() -> bytes:
    from PIL import Image

    target = BytesIO()
    Image.new("RGB", (640, 480), "#888").save(target, "JPEG")
    return target.getvalue()


@pytest.fixture
def opened(real: MainWindow, qtbot: QtBot) -> Open:
    def make(household: str, kind: str = W) -> MeterExchangeDialog:
        dialog = MeterExchangeDialog(real.desk, household, kind, real)
        dialog.open()
        idle(real, qtbot)
        return dialog

    return make


def type_into(editor: Any, text: str) -> None:
    line = editor.inputs()[0]
    line.setFocus()
    line.selectAll()
    if text.isascii():
        QTest.keyClicks(line, text)
    else:
        line.insert(text)  # as an input method does
    QTest.keyClick(line, Qt.Key.Key_Return)


def fill(dialog: MeterExchangeDialog, number: str = "26030000777777") -> None:
    """Answer everything by hand as far as one can without a camera."""
    for box in dialog.old:
        type_into(box.reading, "912.5")
    dialog.scanned(number)
    new = dialog.new.editors
    type_into(new["verified_on"], "2026-03-05")
    type_into(new["cert_no"], "批-7")
    type_into(new["maker"], "某厂")
    new["position"].enter("2")
    dialog.agreement.signer.setText("王秀兰")
    dialog.agreement.basis.buttons[0].click()


def test_an_exchange_by_hand_is_stored_as_one_step(
    real: MainWindow, qtbot: QtBot, opened: Open
) -> None:
    door = doors(real)[0]
    dialog = opened(door.id, W)
    fill(dialog)
    dialog.old[0].photo.take(photo())
    idle(real, qtbot)
    before = card(real, door.id)
    dialog.store()
    idle(real, qtbot)
    assert not isValid(dialog) or not dialog.isVisible()
    old, new = card(real, door.id).water_meters
    assert (old["state"], old["last_reading"], old["replaced_by_id"]) == (
        int(MeterState.CLOSED), Decimal("912.500"), new["id"],
    )  # fmt: skip
    assert (new["body_no"], new["maker"], new["position"], new["expires_on"]) == (
        "26030000777777", "某厂", 2, date(2032, 3, 5),
    )  # fmt: skip
    (stored,) = real.desk.office.pictures.of_household(door.id)
    assert stored.subject == "old_meter"
    real.desk.office.editing.undo()
    assert card(real, door.id) == before
    assert real.desk.office.pictures.of_household(door.id) == []


def test_the_due_date_follows_what_is_typed(opened: Open, real: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(doors(real)[0].id, W)
    assert dialog.new.due.text() == ""
    QTest.keyClicks(dialog.new.editors["verified_on"].inputs()[0], "2026-03-05")
    assert "2032-03-05" in dialog.new.due.text()
    QTest.keyClicks(dialog.new.editors["dn"].inputs()[0], "40")
    assert "2030-03-05" in dialog.new.due.text()
    dialog.reject()


def test_what_is_odd_is_asked_for_and_then_stored(
    real: MainWindow, qtbot: QtBot, opened: Open
) -> None:
    door = doors(real)[0]
    dialog = opened(door.id, W)
    fill(dialog)
    dialog.store()
    idle(real, qtbot)
    assert dialog.isVisible()
    assert dialog.odd.isVisible()
    assert list(dialog.odd.reasons()) == ["exchange-photo-missing"]
    assert dialog.new.number.raw == "26030000777777"
    assert "1" in dialog.error.text()
    dialog.odd.give("exchange-photo-missing", "旧表已被收走")
    dialog.store()
    idle(real, qtbot)
    assert len(card(real, door.id).water_meters) == 2


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    real: MainWindow, qtbot: QtBot, opened: Open
) -> None:
    first, second = doors(real)[:2]
    dialog = opened(first.id, W)
    fill(dialog, number=second.water_meter)
    type_into(dialog.new.editors["cert_no"], "证-99")
    dialog.store()
    idle(real, qtbot)
    line = dialog.new.number.inputs()[0]
    assert second.label in line.accessibleDescription()
    assert dialog.new.editors["cert_no"].raw == "证-99"
    assert len(card(real, first.id).water_meters) == 1
    type_into(dialog.new.editors["installed_on"], "昨天")
    dialog.store()
    assert dialog.new.editors["installed_on"].inputs()[0].accessibleDescription()
    dialog.reject()


def test_a_taken_number_is_told_before_anything_is_stored(
    real: MainWindow, qtbot: QtBot, opened: Open
) -> None:
    first, second = doors(real)[:2]
    dialog = opened(first.id, W)
    dialog.scanned(second.water_meter)
    line = dialog.new.number.inputs()[0]
    qtbot.waitUntil(lambda: second.label in line.accessibleDescription())
    assert not dialog.odd.isVisible()
    dialog.reject()


def test_a_full_disk_keeps_the_dialog_as_it_was(
    real: MainWindow, qtbot: QtBot, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.storage.attachments import Attachments

    def full(*_: object, **__: object) -> str:
        raise MachineError("disk-full")

    door = doors(real)[0]
    dialog = opened(door.id, W)
    fill(dialog)
    dialog.old[0].photo.take(photo())
    idle(real, qtbot)
    monkeypatch.setattr(Attachments, "add", full)
    dialog.store()
    idle(real, qtbot)
    assert dialog.isVisible()
    assert dialog.error.text()
    assert dialog.save.isEnabled()
    assert len(card(real, door.id).water_meters) == 1
    monkeypatch.undo()
    dialog.store()
    idle(real, qtbot)
    assert len(card(real, door.id).water_meters) == 2


def test_a_signature_on_the_screen_is_kept_with_the_exchange(
    real: MainWindow, qtbot: QtBot, opened: Open
) -> None:
    door = doors(real)[0]
    dialog = opened(door.id, W)
    fill(dialog)
    dialog.agreement.choose(ConsentBasis.SCREEN)
    dialog.store()
    idle(real, qtbot)
    assert dialog.agreement.error.isVisible()
    dialog.agreement.keep_ink(INK)
    dialog.old[0].photo.take(photo())
    idle(real, qtbot)
    dialog.store()
    idle(real, qtbot)
    kept = {row.subject: row for row in real.desk.office.pictures.of_household(door.id)}
    assert set(kept) == {"old_meter", "exchange"}
    assert kept["exchange"].signer == "王秀兰"


def test_the_signing_sheet_takes_a_signature_and_no_dot(
    real: MainWindow, qtbot: QtBot, opened: Open
) -> None:
    from desktop.ui.dialogs.exchange_ink import ExchangeInkDialog

    dialog = opened(doors(real)[0].id, W)
    dialog.agreement.basis.buttons[1].click()
    sheet: Any = dialog.findChild(ExchangeInkDialog)
    sheet.keep()
    assert sheet.ink is None
    sheet.mouse.click()
    pad, button, keys = sheet.pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(pad, button, keys, QPoint(40, 40))
    for step in range(1, 13):
        at = QPointF(40 + 10 * step, 40 + 5 * (step % 4))
        move = QMouseEvent(QEvent.Type.MouseMove, at, pad.mapToGlobal(at), button, button, keys)
        QApplication.sendEvent(pad, move)
    QTest.mouseRelease(pad, button, keys, QPoint(160, 40))
    sheet.keep()
    assert '"strokes"' in dialog.agreement.ink
    dialog.reject()


def test_the_next_door_begins_with_what_the_last_one_had(
    real: MainWindow, qtbot: QtBot, opened: Open
) -> None:
    first, second = doors(real)[:2]
    assert first.building_id == second.building_id
    dialog = opened(first.id, W)
    fill(dialog)
    dialog.store()
    idle(real, qtbot)
    dialog.odd.give("exchange-photo-missing", "旧表已被收走")
    dialog.store()
    idle(real, qtbot)
    following = opened(second.id, W)
    raws = following.new.values()
    assert (raws["maker"], raws["verified_on"], raws["position"]) == ("某厂", "2026-03-05", "2")
    assert raws["body_no"] == ""
    assert "2032-03-05" in following.new.due.text()
    following.reject()


def test_what_was_typed_outlives_a_lock_and_not_a_cancel(
    real: MainWindow, qtbot: QtBot, opened: Open
) -> None:
    door = doors(real)[0]
    dialog = opened(door.id, W)
    fill(dialog)
    dialog.deleteLater()  # as the window does when it is locked
    again = opened(door.id, W)
    assert again.new.number.raw == "26030000777777"
    assert again.old[0].reading.raw == "912.5"
    again.reject()
    again.agreement.signer.editingFinished.emit()  # as a field does that loses the cursor so
    third = opened(door.id, W)
    assert third.new.number.raw == ""
    third.reject()
    idle(real, qtbot)


def test_several_meters_become_one_through_the_dialog(
    real: MainWindow, qtbot: QtBot, opened: Open
) -> None:
    door = doors(real)[0]
    office = real.desk.office
    office.editing.add(W, {"household_id": door.id, "body_no": "ZWEI", "role": 3})
    office.editing.set_field("household", door.id, "w_state", int(MeteringState.SEVERAL))
    dialog = opened(door.id, W)
    assert len(dialog.old) == 2
    fill(dialog)
    for box in dialog.old:
        box.photo.take(photo())
    idle(real, qtbot)
    dialog.store()
    idle(real, qtbot)
    meters = card(real, door.id).water_meters
    assert [meter["replaced_by_id"] for meter in meters] == [meters[2]["id"]] * 2 + [None]
    assert card(real, door.id).household["w_state"] == int(MeteringState.OWN_OUTSIDE)


def test_a_first_installation_asks_for_no_old_meter(
    real: MainWindow, qtbot: QtBot, opened: Open
) -> None:
    door = doors(real)[0]
    office = real.desk.office
    office.editing.remove(W, str(card(real, door.id).water_meters[0]["id"]))
    dialog = opened(door.id, W)
    assert dialog.old == []
    assert dialog.focusWidget() is dialog.new.number.inputs()[0]
    fill(dialog)
    dialog.store()
    idle(real, qtbot)
    (only,) = card(real, door.id).water_meters
    assert only["body_no"] == "26030000777777"


def test_enter_goes_on_and_figures_answer_by_their_button(
    real: MainWindow, qtbot: QtBot, opened: Open
) -> None:
    dialog = opened(doors(real)[0].id, W)
    reading = dialog.old[0].reading.inputs()[0]
    assert dialog.focusWidget() is reading
    QTest.keyClick(reading, Qt.Key.Key_Return)
    assert dialog.focusWidget() is not reading
    assert dialog.isVisible()
    third = dialog.new.editors["position"].inputs()[0]
    third.setFocus()
    QTest.keyClick(third, Qt.Key.Key_3)
    assert dialog.new.editors["position"].raw == "3"
    QTest.keyClick(third, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle(real, qtbot)
    assert dialog.isVisible()
    assert dialog.error.text()
    dialog.reject()


def test_every_control_has_a_name_and_is_large_enough(
    real: MainWindow, qtbot: QtBot, opened: Open
) -> None:
    del qtbot
    dialog = opened(doors(real)[0].id, W)
    for editor in (*dialog.new.editors.values(), dialog.old[0].reading):
        for control in editor.inputs():
            assert control.accessibleName()
            assert control.height() >= 44
    buttons: Any = dialog.findChildren(QPushButton)
    for pressed in buttons:
        assert pressed.accessibleName()
        assert not pressed.isVisible() or pressed.height() >= 44
    dialog.reject()
