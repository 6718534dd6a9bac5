"""The card at the door, by hand on the real office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from desktop.domain.grid import Grid
from desktop.domain.meter_numbers import Recognised, Scan
from desktop.kernel.errors import MachineError
from desktop.ui.dialogs.ink import InkDialog
from desktop.ui.pages.visit_card.key_queue import KeyQueue
from tests.support.at_the_door import Surveyor

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow


@pytest.fixture
def hands(real: MainWindow, qtbot: QtBot) -> Surveyor:
    return Surveyor(real, qtbot, Grid(floors=3, doors=2))


def _line(hands: Surveyor, kind: str, name: str) -> QLineEdit:
    editor = hands.card.editor(kind, name)
    assert editor is not None
    found = editor.inputs()[0]
    assert isinstance(found, QLineEdit)
    return found


def _meters(hands: Surveyor, door: str) -> tuple[Any, Any]:
    card = hands.office.reading.card(hands.doors[door])
    return card.water_meters, card.electricity_meters


def test_a_typical_door_takes_five_keys_and_two_scans(hands: Surveyor) -> None:
    known = {
        "07654321": Recognised(Scan.WATER, "07654321", sure=True),
        "4230009000000123456789": Recognised(Scan.ELECTRICITY, "4230009000000123456789", sure=True),
    }
    hands.office.pictures.recognise = known.__getitem__
    hands.press("1", "2")
    hands.scan("07654321")
    hands.press("1", "3")
    hands.scan("4230009000000123456789")
    hands.press("1")
    assert hands.strokes == 5  # at most six are allowed
    assert hands.door == "1-302"
    assert hands.recorded("1-301") == (1, 1, 1, 1, 1, 2, 3)
    (water,), (power,) = _meters(hands, "1-301")
    assert (water["body_no"], power["asset_no"]) == ("07654321", "4230009000000123456789")
    visits = hands.office.reading.card(hands.doors["1-301"]).visits
    assert [visit["state"] for visit in visits] == [1]


def test_as_next_door_takes_two_keys_and_copies_no_consent(hands: Surveyor) -> None:
    hands.press("1", "2", "1", "2", "4")
    assert hands.door == "1-302"
    before = hands.strokes
    assert "同邻户" in hands.card.neighbour.text()
    assert "301" in hands.card.neighbour.text()
    hands.press("=")
    assert hands.recorded("1-302") == (1, 1, 1, None, None, 2, 2)
    assert hands.card.hands.current == ("household", "consent")
    hands.press("1")
    assert hands.strokes - before == 2
    assert hands.recorded("1-302") == (1, 1, 1, 1, 1, 2, 2)
    (water,), (power,) = _meters(hands, "1-302")
    assert (water["body_no"], power["asset_no"]) == (None, None)


def test_nobody_home_and_refused_are_one_key_each_and_lead_on(hands: Surveyor) -> None:
    hands.press("0")
    assert hands.door == "1-302"
    hands.press("8")
    assert hands.door == "1-201"
    assert [hands.recorded(door)[0] for door in ("1-301", "1-302")] == [2, 3]
    hands.stand_at("1-301")
    assert not hands.card.consent.isVisible()
    assert not hands.card.utilities[0].isVisible()
    hands.press("1")
    assert hands.recorded("1-301")[0] == 1
    assert hands.card.utilities[0].isVisible()
    assert hands.card.hands.current == ("household", "w_state")


def test_what_does_not_matter_is_not_shown(hands: Surveyor) -> None:
    number = hands.card.utilities[0].number
    assert not number.isVisible()
    hands.press("3")
    assert not number.isVisible()
    assert hands.card.hands.current == ("household", "e_state")
    hands.press("up", "1")
    assert number.isVisible()
    inside = hands.card.rows["water_meter", "position"].buttons.codes()
    assert "1" not in inside, "a meter outside hangs nowhere inside"


def test_digits_typed_into_a_text_field_answer_nothing(hands: Surveyor) -> None:
    hands.press("1", "2", ".")
    line = _line(hands, "water_meter", "body_no")
    assert line.hasFocus()
    hands.press("0", "8", "1", "2", "3", "4")
    assert line.text() == "081234"
    assert hands.recorded("1-301") == (None, 1, None, None, None, 2, None)
    hands.press("esc")
    assert hands.card.hasFocus()
    assert _meters(hands, "1-301")[0][0]["body_no"] == "081234"
    line.setFocus()
    hands.press("enter")
    assert hands.door == "1-301", "Enter in a field leaves the field, not the door"
    hands.press("2")
    assert hands.recorded("1-301")[2] == 2


def test_a_save_that_fails_keeps_what_was_said_and_stays_at_the_door(
    hands: Surveyor, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.press("3", "3")

    def full(*_: object) -> None:
        code = "disk-full"
        raise MachineError(code)

    with monkeypatch.context() as patched:
        patched.setattr(type(hands.office.surveying), "record", full)
        hands.press("2")
        assert hands.door == "1-301"
        editors = [hands.card.editors["household", name] for name in ("consent_w", "consent_e")]
        assert [editor.raw for editor in editors] == ["1", "2"]
        assert all("磁盘已满" in editor._error.text() for editor in editors)
        hands.stand_at("1-302")
        hands.stand_at("1-301")
        assert [editor.raw for editor in editors] == ["1", "2"]
    assert hands.recorded("1-301")[3:5] == (None, None)
    hands.window.desk.retry_asked.emit()
    hands.wait()
    assert hands.recorded("1-301")[3:5] == (1, 2)


def test_a_number_that_could_be_either_is_asked_for(hands: Surveyor) -> None:
    hands.office.pictures.recognise = lambda text: Recognised(Scan.UNKNOWN, text)
    hands.press("1", "2", "1", "2")
    hands.scan("998877")
    assert hands.card.offer.isVisible()
    assert _meters(hands, "1-301")[1][0]["asset_no"] is None
    hands.press("2")
    assert _meters(hands, "1-301")[1][0]["asset_no"] == "998877"
    assert not hands.card.offer.isVisible()
    hands.scan("998878")
    assert "998877" in hands.card.offer._text.text(), "it says what would be replaced"
    hands.press("3")
    assert _meters(hands, "1-301")[1][0]["asset_no"] == "998877"


def test_a_warning_is_confirmed_with_a_reason_that_is_kept(hands: Surveyor) -> None:
    phone = _line(hands, "household", "phone")
    phone.setFocus()
    QTest.keyClicks(phone, "12")
    hands.press("enter")
    (row,) = [row for row in hands.card.checks.rows if row.check.code == "survey-phone-odd"]
    hands.tap(row.ask)
    hands.tap(row.keep)
    assert row.error.text(), "no reason, no confirmation"
    QTest.keyClicks(row.reason, "short number")
    QTest.keyClick(row.reason, Qt.Key.Key_Return)
    hands.wait()
    assert not [r for r in hands.card.checks.rows if r.check.code == "survey-phone-odd"]
    found = hands.office.surveying.checks(hands.doors["1-301"])
    assert "short number" in [check.reason for check in found]


def test_a_fill_is_seen_before_it_is_done_and_undone_as_one(hands: Surveyor) -> None:
    hands.press("1", "2", "1", "2", "1")
    hands.stand_at("1-301")
    hands.tap(hands.card.tools.fill)
    hands.tap(hands.card.fill.targets["unit_doors"])
    assert hands.card.fill.apply.text() == "登记 5 户"
    assert hands.recorded("1-101") == (None,) * 7
    hands.tap(hands.card.fill.apply)
    assert hands.recorded("1-101") == (None, 1, 1, None, None, 2, 2)
    hands.window._undo()
    hands.wait()
    assert hands.recorded("1-101") == (None,) * 7
    assert hands.recorded("1-301") == (1, 1, 1, 1, 1, 2, 2)


def test_the_doors_chosen_in_the_drawing_can_be_filled(hands: Surveyor) -> None:
    hands.press("1", "2", "1", "2", "1")
    hands.stand_at("1-301")
    hands.card.set_selection([hands.doors["1-102"]])
    hands.tap(hands.card.tools.fill)
    hands.tap(hands.card.fill.targets["selection"])
    hands.tap(hands.card.fill.apply)
    assert hands.recorded("1-102")[1:3] == (1, 1)
    assert hands.recorded("1-101")[1:3] == (None, None)


def test_every_control_has_a_name_and_is_reached_by_tab(hands: Surveyor) -> None:
    hands.press("1", "2", "1", "2")
    everything: list[Any] = list(hands.card.findChildren(QWidget))
    controls = [w for w in everything if isinstance(w, (QAbstractButton, QLineEdit, QComboBox))]
    assert not [w for w in controls if not w.accessibleName()]
    wanted = {w for w in controls if w.isVisible() and w.isEnabled()}
    small = [w.accessibleName() for w in wanted if w.height() < 44]
    assert not small
    reached: list[QWidget] = []
    at: Any = hands.card
    while (at := at.nextInFocusChain()) is not hands.card:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at in wanted:
            reached.append(at)
    assert set(reached) == wanted
    tops = [w.mapTo(hands.card, w.rect().topLeft()).y() for w in dict.fromkeys(reached)]
    body = [top for w, top in zip(dict.fromkeys(reached), tops, strict=True)
            if not hands.card.foot.isAncestorOf(w)]  # fmt: skip
    assert body == sorted(body), "Tab goes from the top down"


def test_a_key_that_bounces_does_not_answer_at_the_next_door() -> None:
    taken: list[str] = []
    queue = KeyQueue(taken.append)
    queue.press("1")
    queue.leave()
    queue.press("1")
    queue.press("=")
    queue.release()
    assert taken == ["1", "="]


def test_the_signature_says_what_is_signed(hands: Surveyor, qtbot: QtBot) -> None:
    hands.press("3", "3", "2")
    hands.stand_at("1-301")
    hands.tap(hands.card.tools.sign)
    dialog: Any = hands.window.findChild(InkDialog)
    assert "水 同意" in dialog.what.text()
    assert "电 不同意" in dialog.what.text()
    qtbot.waitUntil(dialog.isVisible)
    dialog.reject()
