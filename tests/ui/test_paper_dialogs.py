"""Paper on the screen: sheets printed, scans typed back, the day ended, on the real window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QFrame, QLabel, QPushButton, QWidget

from desktop.domain.codes import ConsentBasis
from desktop.domain.rows import Scope
from desktop.domain.sheet_number import sheet_number
from desktop.ui.dialogs.day_end import DayEndDialog
from desktop.ui.dialogs.print_sheets import PrintSheetsDialog
from desktop.ui.dialogs.scans import ScansDialog
from desktop.ui.shell import printing
from tests.documents.test_rendering import text_of
from tests.support.real_window import idle
from tests.support.scanner import as_pdf, badly_scanned, sheets_as_pictures

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow

PAGES = 3
_PILES: dict[tuple[str, bool], tuple[list[str], bytes]] = {}


@pytest.fixture
def building(real: MainWindow, qtbot: QtBot) -> Scope:
    """A building that is looked at, in a quarter that is not finished."""
    quarter = real.desk.office.reading.quarters()[1]
    found = real.desk.office.reading.buildings(quarter.id)[0]
    for _ in range(2):  # the tree beside the page reads the buildings first and follows then
        real.desk.choose(quarter.id, found.id)
        idle(real, qtbot)
    assert real.desk.building_id == found.id
    return Scope(quarter.id, found.id)


def click(found: QAbstractButton) -> None:
    assert found.isEnabled(), found.text()
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def saved_as(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def test_the_sheets_of_a_building_go_into_the_file_that_was_named(
    real: MainWindow,
    building: Scope,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = PrintSheetsDialog(real.desk, real)
    dialog.show()
    saved_as(monkeypatch, tmp_path / "sheets")
    click(dialog.out.save)
    idle(real, qtbot)
    doors = real.desk.office.reading.doors(building)
    pages = text_of((tmp_path / "sheets.pdf").read_bytes()).split("\f")[:-1]
    assert len(pages) == len(doors) > 0
    assert str(len(doors)) in dialog.out.says.text()
    assert "sheets.pdf" in dialog.out.says.text()
    assert dialog.out.save.isEnabled()


def test_the_printer_gets_one_page_a_household_and_no_file_is_left(
    real: MainWindow,
    building: Scope,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ids = [door.id for door in real.desk.office.reading.doors(building)][:2]
    target = tmp_path / "printer.pdf"

    def printer(_parent: QWidget, _title: str) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(target))
        return made

    monkeypatch.setattr(printing, "ask_printer", printer)
    dialog = PrintSheetsDialog(real.desk, real, selected=ids)
    dialog.show()
    before = set(tmp_path.rglob("*"))
    click(dialog.out.print)
    idle(real, qtbot)
    assert set(tmp_path.rglob("*")) - before == {target}
    import pypdfium2

    with pypdfium2.PdfDocument(target.read_bytes()) as pdf:
        assert len(pdf) == 2
        darkest, brightest = pdf[1].render(scale=0.5, grayscale=True).to_pil().getextrema()
    assert (darkest, brightest) < (100, 256)


def test_who_thinks_better_of_the_printer_prints_nothing(
    real: MainWindow, building: Scope, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    del building
    monkeypatch.setattr(printing, "ask_printer", lambda *_: None)
    dialog = PrintSheetsDialog(real.desk, real)
    dialog.show()
    click(dialog.out.print)
    assert not real.desk.runner.busy
    assert dialog.out.print.isEnabled()


def pile(real: MainWindow, building: Scope, folder: Path, *, torn: bool = False) -> list[str]:
    """Print, scan badly and shuffle; return the households in walking order."""
    key = ("scan", torn)
    if key not in _PILES:  # every copy of the demo office has the same households
        printed = real.desk.office.visit_paper.print_sheets(building)
        pages = sheets_as_pictures(printed.data, 150)[:PAGES]
        if torn:
            pages[0].paste(255, (pages[0].width // 2, 0, pages[0].width, pages[0].height // 8))
        scanned = [badly_scanned(page, place) for place, page in enumerate(pages[::-1])]
        _PILES[key] = list(printed.ids[:PAGES]), as_pdf(scanned)
    ids, data = _PILES[key]
    (folder / "scan.pdf").write_bytes(data)
    return ids


@pytest.fixture
def scans(real: MainWindow, building: Scope, qtbot: QtBot) -> ScansDialog:
    del building
    dialog = ScansDialog(real.desk, real)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.show()
    idle(real, qtbot)
    return dialog


def test_a_pile_is_taken_in_and_typed_back_door_by_door(
    real: MainWindow,
    scans: ScansDialog,
    building: Scope,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ids = pile(real, building, tmp_path)
    names = ([str(tmp_path / "scan.pdf")], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: names)
    turned: list[str] = []
    opened: list[str] = []
    scans.turned.connect(turned.append)
    real.desk.opened.connect(opened.append)
    click(scans.takes[0])
    idle(real, qtbot)
    idle(real, qtbot)
    assert f"{PAGES}" in scans.says.text()
    assert scans.typing.list.count() == PAGES
    for household_id in ids:
        current = scans.typing.current
        assert current is not None
        assert current.household_id == household_id
        assert turned[-1] == household_id
        click(scans.typing.open)
        assert opened[-1] == household_id
        click(scans.typing.done)
        idle(real, qtbot)
    assert all(scan.typed for scan in real.desk.office.visit_paper.scans())
    assert scans.tabs.tabText(0).endswith("0")
    basis = real.desk.office.reading.card(ids[0]).household["consent_basis"]
    assert basis == ConsentBasis.PAPER
    # One step back takes one mark away, not the pile.
    real.desk.office.editing.undo()
    assert [scan.typed for scan in real.desk.office.visit_paper.scans()].count(False) == 1


def test_the_card_that_was_handed_over_follows_the_pages(
    real: MainWindow, building: Scope, qtbot: QtBot, tmp_path: Path
) -> None:
    class Card(QFrame):
        shown = ""

        def show_household(self, household_id: str) -> None:
            self.shown = household_id

    ids = pile(real, building, tmp_path)
    real.desk.office.visit_paper.take_scans([tmp_path / "scan.pdf"])
    card = Card()
    dialog = ScansDialog(real.desk, real, card=card)
    dialog.show()
    idle(real, qtbot)
    assert card.shown == ids[0]
    click(dialog.typing.on)
    assert card.shown == ids[1]
    idle(real, qtbot)
    assert dialog.picture.isVisible()
    dialog.close()


def test_a_torn_page_is_filed_by_its_number_and_its_original_awaited(
    real: MainWindow, scans: ScansDialog, building: Scope, qtbot: QtBot, tmp_path: Path
) -> None:
    ids = pile(real, building, tmp_path, torn=True)
    scans.take([tmp_path / "scan.pdf"], ConsentBasis.COPY)
    idle(real, qtbot)
    idle(real, qtbot)
    assert [scans.tabs.tabText(n)[-1] for n in range(3)] == ["2", "1", "2"]
    scans.tabs.setCurrentIndex(1)
    scans.tray.number.setText("123")
    click(scans.tray.go)
    idle(real, qtbot)
    assert scans.tray.says.text()
    scans.tray.number.setText(sheet_number(ids[0]))
    QTest.keyClick(scans.tray.number, Qt.Key.Key_Return)
    idle(real, qtbot)
    found: list[QPushButton] = list(scans.tray.findChildren(QPushButton))
    offers = [one for one in found if one is not scans.tray.go]
    assert len(offers) == 1
    click(offers[0])
    idle(real, qtbot)
    idle(real, qtbot)
    assert [scans.tabs.tabText(n)[-1] for n in range(3)] == ["3", "0", "3"]
    scans.tabs.setCurrentIndex(2)
    assert not scans.awaited.done.isEnabled()
    scans.awaited.list.item(1).setCheckState(Qt.CheckState.Checked)
    click(scans.awaited.done)
    idle(real, qtbot)
    idle(real, qtbot)
    assert scans.awaited.list.count() == 2
    left = {row.household_id for row in real.desk.office.visit_paper.awaited_originals()}
    assert left == {ids[0], ids[2]}


def test_a_file_that_is_no_scan_is_told_beside_the_button(
    real: MainWindow, scans: ScansDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "list.pdf").write_bytes(b"PK nothing")
    scans.take([tmp_path / "list.pdf"], None)
    idle(real, qtbot)
    assert "list.pdf" in scans.says.text()
    assert not scans.progress.isVisible()


def test_the_day_is_told_and_tomorrow_saved_with_one_button(
    real: MainWindow,
    building: Scope,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    doors = real.desk.office.reading.doors(building)
    editing = real.desk.office.editing
    editing.set_field("household", doors[0].id, "visit_state", 1)
    editing.set_field("household", doors[1].id, "visit_state", 2)
    dialog = DayEndDialog(real.desk, real)
    dialog.show()
    idle(real, qtbot)
    report = real.desk.office.day.report(building)
    assert dialog.report == report
    labels: list[QLabel] = list(dialog.findChildren(QLabel))
    numbers = {label.accessibleName(): label.text() for label in labels}
    assert numbers["今天走访(户)"] == "2"
    assert numbers["至今没人在家"] == str(len(report.nobody))
    assert dialog.model.records == list(report.tomorrow[:30])
    assert "再去" in dialog.model.data(dialog.model.index(0, 2))
    dialog.count.setCurrentIndex(0)
    assert len(dialog.model.records) == min(10, len(report.tomorrow))
    saved_as(monkeypatch, tmp_path / "tomorrow.pdf")
    click(dialog.out.save)
    idle(real, qtbot)
    pages = text_of((tmp_path / "tomorrow.pdf").read_bytes()).split("\f")[:-1]
    assert len(pages) == 1 + len(dialog.model.records)
    opened: list[str] = []
    real.desk.opened.connect(opened.append)
    dialog.table.row_opened.emit(0)
    assert opened == [report.tomorrow[0].door.id]


def test_another_scope_is_read_again_and_the_last_choice_wins(
    real: MainWindow, building: Scope, qtbot: QtBot
) -> None:
    dialog = DayEndDialog(real.desk, real)
    dialog.show()
    dialog.scope.setCurrentIndex(2)
    dialog.scope.setCurrentIndex(1)
    idle(real, qtbot)
    assert dialog.report is not None
    assert dialog.report.doors == len(real.desk.office.reading.doors(Scope(building.quarter_id)))
    dialog.close()


def test_every_button_has_a_name_and_room_for_a_finger(
    real: MainWindow, scans: ScansDialog, qtbot: QtBot
) -> None:
    day, sheets = DayEndDialog(real.desk, real), PrintSheetsDialog(real.desk, real)
    for dialog in (day, sheets, scans):
        dialog.show()
        idle(real, qtbot)
        buttons: list[QPushButton] = list(dialog.findChildren(QPushButton))
        assert buttons
        for found in filter(QPushButton.isVisible, buttons):
            assert found.accessibleName() or found.text()
            assert found.text() == "关闭" or found.height() >= 44, found.text()
            assert found.focusPolicy() & Qt.FocusPolicy.TabFocus
    day.close()
    sheets.close()
