"""Signing through the real window: on paper, on the screen, by certificate, many at once."""

from __future__ import annotations

import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QDate, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from desktop.documents.demo_authority import DEMO_PIN
from desktop.domain.project_codes import FindingCategory, FindingOrigin, Severity
from desktop.services.form_drawing import FormOrder
from desktop.ui.dialogs.sign_many import SignManyDialog
from desktop.ui.dialogs.signing import SigningDialog
from tests.support.accessible import clipped, nameless
from tests.support.real_window import PATIENCE, idle
from tests.support.scanned import scanned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow


class Hands:
    """Issues forms in the demo office and opens what signs them."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.office: Any = window.desk.office
        self.root = Path(self.office.session.ledger_path).resolve().parent
        self.quarter = self.office.reading.quarters()[0]

    def issue(self, unit: str = "鄂东安装公司") -> dict[str, Any]:
        finding = self.office.findings.open(
            self.quarter.id,
            what="箱门松",
            origin=FindingOrigin.INSPECTION,
            category=FindingCategory.QUALITY,
            severity=Severity(1),
            responsible=unit,
        )[0]
        order = FormOrder(self.quarter.code, "rectification-order", finding)
        made = self.office.forms.issue(order, self.root / "forms")
        return self.row(made["document_no"])

    def row(self, number: str) -> dict[str, Any]:
        rows: list[dict[str, Any]] = self.office.forms.issued()
        return next(row for row in rows if row["document_no"] == number)

    def sign(self, form: dict[str, Any]) -> SigningDialog:
        dialog = SigningDialog(self.window.desk, form, self.window)
        dialog.show()
        return dialog

    def sign_many(self, forms: Sequence[dict[str, Any]]) -> SignManyDialog:
        dialog = SignManyDialog(self.window.desk, forms, (), self.window)
        dialog.show()
        return dialog

    def give_key(self, key: Any, party: str = "street_office", pin: str = DEMO_PIN) -> None:
        key.file.setText(str(self.root / "keys" / f"{party}.p12"))
        key.pin.setText(pin)

    def press(self, button: Any) -> None:
        assert button.isVisible(), button.text()
        assert button.isEnabled(), button.text()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        idle(self.window, self.qtbot)


@pytest.fixture
def hands(real: MainWindow, qtbot: QtBot) -> Hands:
    return Hands(real, qtbot)


def test_the_first_button_prints_and_what_was_signed_by_hand_is_noted(hands: Hands) -> None:
    form = hands.issue()
    dialog = hands.sign(form)
    asked: list[bool] = []
    dialog.print_asked.connect(lambda: asked.append(True))
    assert dialog.tabs.currentWidget() is dialog.paper
    assert not nameless(dialog)
    assert not clipped(dialog)
    hands.press(dialog.paper.to_printer)
    assert asked == [True]
    dialog.paper.parties["contractor"].setChecked(False)
    dialog.paper.day.setDate(QDate.currentDate().addDays(-3))
    dialog.paper.note.setText("档案盒12")
    hands.press(dialog.paper.record)
    assert dialog.isHidden()
    row = hands.row(form["document_no"])
    (signature,) = row["signatures"]
    assert (row["signed_by"], row["open"]) == (("street_office",), ("contractor",))
    assert signature["note"] == "档案盒12"
    day = QDate.currentDate().addDays(-3).toString("yyyy-MM-dd")
    assert signature["signed_at"].astimezone().date().isoformat() == day


def test_a_scan_that_is_dropped_is_filed_with_its_form(hands: Hands, tmp_path: Path) -> None:
    form = hands.issue()
    dialog = hands.sign(form)
    stray = tmp_path / "notes.txt"
    stray.write_text("x")
    dialog.paper.take([stray])
    idle(hands.window, hands.qtbot)
    assert "notes.txt" in dialog.paper.error.text()
    assert not dialog.isHidden()
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(scanned(hands.root / "forms" / form["file_name"]))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scan))])
    dialog.tabs.setCurrentIndex(2)
    dialog.dropEvent(
        QDropEvent(
            QPointF(QPoint(5, 5)),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert dialog.tabs.currentWidget() is dialog.paper
    hands.qtbot.waitUntil(dialog.isHidden, timeout=PATIENCE)
    idle(hands.window, hands.qtbot)
    assert hands.row(form["document_no"])["state"] == "on-paper"
    again = hands.sign(form)
    again.paper.take([scan])
    idle(hands.window, hands.qtbot)
    assert "以前都收过" in again.paper.error.text()


def test_a_certificate_signs_only_after_the_pages_were_looked_at(hands: Hands) -> None:
    form = hands.issue()
    dialog = hands.sign(form)
    dialog.tabs.setCurrentWidget(dialog.key)
    hands.give_key(dialog.key.key, pin="wrong")
    assert not dialog.key.go.isEnabled()
    dialog.key.intent.setChecked(True)
    hands.press(dialog.key.go)
    assert "口令不对" in dialog.key.error.text()
    assert dialog.key.key.pin.text() == ""
    hands.give_key(dialog.key.key)
    hands.press(dialog.key.go)
    assert dialog.isHidden()
    (signature,) = hands.row(form["document_no"])["signatures"]
    assert (signature["party"], signature["way"]) == ("street_office", 3)
    settings = hands.window.desk.settings
    assert settings.certificate_file.endswith("street_office.p12")
    assert DEMO_PIN not in asdict(settings).values()


def test_a_signature_drawn_on_the_screen_is_sealed_by_a_certificate(hands: Hands) -> None:
    form = hands.issue()
    dialog = hands.sign(form)
    dialog.tabs.setCurrentWidget(dialog.ink)
    ink = dialog.ink
    assert ink.pad is not None
    hands.give_key(ink.key)
    ink.intent.setChecked(True)
    assert not ink.go.isEnabled()
    ink.mouse.setChecked(True)
    QTest.mousePress(ink.pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    for step in range(1, 12):
        QTest.mouseMove(ink.pad, QPoint(20 + 14 * step, 20 + 9 * (step % 3)))
    QTest.mouseRelease(ink.pad, Qt.MouseButton.LeftButton, pos=QPoint(190, 30))
    hands.press(ink.go)
    assert "签" in ink.error.text()
    assert not dialog.isHidden()
    ink.signer.setText("王建国")
    hands.press(ink.go)
    assert dialog.isHidden()
    (signature,) = hands.row(form["document_no"])["signatures"]
    assert (signature["way"], signature["signer"]) == (2, "王建国")


def test_a_missing_token_driver_is_said_in_words_and_nothing_changes(hands: Hands) -> None:
    form = hands.issue()
    dialog = hands.sign(form)
    dialog.tabs.setCurrentWidget(dialog.key)
    choice = dialog.key.key
    choice.way.setCurrentIndex(1)
    assert choice.driver.isVisible()
    assert not choice.file.isVisible()
    choice.driver.setText(str(hands.root / "none.so"))
    choice.token.setText("office")
    choice.pin.setText("1234")
    dialog.key.intent.setChecked(True)
    hands.press(dialog.key.go)
    assert "驱动" in dialog.key.error.text()
    assert hands.row(form["document_no"])["state"] == "issued"


def test_many_are_signed_with_one_pin_and_what_could_not_be_is_named(hands: Hands) -> None:
    made = [hands.issue(unit) for unit in ("甲公司", "乙公司", "丙公司", "丁公司")]
    dialog = hands.sign_many(made)
    assert dialog.party.currentData() == "street_office"
    assert dialog.chosen == [form["document_no"] for form in made]
    assert not nameless(dialog)
    dialog.list.item(3).setCheckState(Qt.CheckState.Unchecked)
    hands.office.forms.void(made[1]["document_no"], "写错")
    hands.give_key(dialog.key)
    dialog.intent.setChecked(True)
    told: list[int] = []
    dialog.signed.connect(told.append)
    hands.press(dialog.go)
    assert told == [2]
    assert made[1]["document_no"] in dialog.error.text()
    states = [hands.row(form["document_no"])["state"] for form in made]
    assert states == ["partly", "void", "partly", "issued"]
    assert dialog.chosen == [made[1]["document_no"], made[3]["document_no"]]
    assert dialog.key.pin.text() == ""


def test_stopping_leaves_whole_files_and_the_list_of_what_is_left(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [hands.issue(unit) for unit in ("甲公司", "乙公司", "丙公司")]
    dialog = hands.sign_many(made)
    signing = hands.office.forms.signing
    usual = signing._record

    def then_stop(*given: Any, **more: Any) -> None:
        usual(*given, **more)
        dialog._stop()

    monkeypatch.setattr(signing, "_record", then_stop)
    hands.give_key(dialog.key)
    dialog.intent.setChecked(True)
    hands.press(dialog.go)
    states = [hands.row(form["document_no"])["state"] for form in made]
    assert states == ["partly", "issued", "issued"]
    assert dialog.chosen == [form["document_no"] for form in made[1:]]
    paths = [hands.root / "forms" / form["file_name"] for form in made]
    found = [report["state"] for report in hands.office.forms.verify(paths, [])]
    assert found[1:] == ["unsigned", "unsigned"]
    assert found[0] in {"incomplete", "untrusted"}


def test_the_papers_of_a_quarter_are_packed_from_the_page_of_forms(
    hands: Hands, tmp_path: Path
) -> None:
    hands.issue()
    hands.window.desk.choose(hands.quarter.id)
    page: Any = hands.window.show_page("forms")
    idle(hands.window, hands.qtbot)
    target = tmp_path / "package.zip"
    page.packing.pack(target)
    idle(hands.window, hands.qtbot)
    with zipfile.ZipFile(target) as package:
        assert "index.json" in package.namelist()
        assert any(name.startswith("forms/rectification-order") for name in package.namelist())
    assert page.packing.button.isEnabled()
    page.packing.pack(target)
    idle(hands.window, hands.qtbot)
    assert page.packing.button.isEnabled()
    with zipfile.ZipFile(target) as package:
        assert package.testzip() is None, "what was there is left alone"
