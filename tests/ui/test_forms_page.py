"""The page of forms: made, seen, issued, corrected, voided, handed over, printed and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PIL import ImageOps
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desktop.domain.form_state import FormStanding
from desktop.domain.stages import Missing
from desktop.kernel.errors import InputError
from desktop.ui.dialogs.own_forms import OwnFormsDialog
from desktop.ui.dialogs.returned_list import ReturnedListDialog
from desktop.ui.dialogs.sign_many import SignManyDialog
from desktop.ui.dialogs.signing import SigningDialog
from desktop.ui.shell import printing
from desktop.ui.viewmodels.form_words import history, state_word
from tests.support.accessible import clipped, nameless, unreached
from tests.support.fake_forms import SUBJECTS, FakeForms

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.pages.forms import FormsPage
    from tests.support.fake_office import FakeOffice

CERTIFICATE = "acceptance-certificate"


@pytest.fixture
def forms(office: FakeOffice, tmp_path: Path) -> FakeForms:
    made = FakeForms(office.reading, tmp_path / "demo.hubiao.forms")  # type: ignore[arg-type]
    office.forms = made
    return made


@pytest.fixture
def page(forms: FakeForms, window: MainWindow, qtbot: QtBot) -> FormsPage:
    del forms
    window.resize(1366, 768)
    made: Any = window.show_page("forms")
    qtbot.waitUntil(lambda: made.paper.pane.view.pages > 0)
    settle(made, qtbot)
    return made  # type: ignore[no-any-return]


def settle(page: FormsPage, qtbot: QtBot) -> None:
    """Wait until everything is drawn, told and shown."""
    runner, pause = page.desk.runner, page.order._pause
    for _ in range(2):
        qtbot.waitUntil(lambda: not runner.busy and not pause.isActive())
        qtbot.wait(5)


def pick(page: FormsPage, name: str, qtbot: QtBot) -> None:
    page.type.setCurrentIndex(page.type.findData(name))
    settle(page, qtbot)


def press(button: QPushButton, page: FormsPage, qtbot: QtBot) -> None:
    assert button.isVisible(), button.text()
    assert button.isEnabled(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(page, qtbot)


def issue(page: FormsPage, qtbot: QtBot) -> str:
    if page.order.look.isVisible():
        press(page.order.look, page, qtbot)
    press(page.order.issue, page, qtbot)
    return page.issued.number


def test_types_stand_under_headings_that_cannot_be_chosen(page: FormsPage) -> None:
    entries = [page.type.itemText(n).strip() for n in range(page.type.count())]
    assert entries[:2] == ["入户资料", "入户调查表"]
    model: Any = page.type.model()
    assert model.item(0).flags() == Qt.ItemFlag.NoItemFlags
    assert page.type.currentData() == CERTIFICATE


def test_the_draft_is_seen_at_once_and_what_is_missing_stands_beside_the_button(
    page: FormsPage, forms: FakeForms, qtbot: QtBot
) -> None:
    assert page.paper.head.text() == "草稿 · 验收证书"
    assert page.paper.pane.view.pages >= 2
    assert page.order.issue.isEnabled()
    forms.lacking = (Missing("paper-missing", {"paper": "水改预算"}),)  # type: ignore[arg-type]
    page.order.reference.setText("黄水改〔2026〕12号")
    page.order.reference.textEdited.emit(page.order.reference.text())
    settle(page, qtbot)
    assert forms.orders[-1].reference_no == "黄水改〔2026〕12号"
    assert page.missing.text().startswith("还不能出单：")
    assert not page.order.issue.isEnabled()
    assert forms.rows == []


def test_an_issued_form_comes_to_the_front_and_the_next_draft_is_seen_first(
    page: FormsPage, qtbot: QtBot
) -> None:
    number = issue(page, qtbot)
    assert number.endswith("-0001")
    assert page.model.records[0]["document_no"] == number
    assert page.paper.head.text() == "验收证书 · 已出单"
    assert "待签：街道办事处、供水企业" in page.issued.history.text()
    assert not page.order.issue.isEnabled()
    press(page.order.look, page, qtbot)
    assert page.paper.head.text().startswith("草稿")
    assert page.issued.number == ""
    assert page.issued.details.isHidden()
    assert page.order.issue.isEnabled()


def test_a_correction_names_the_old_number_and_takes_over_what_it_was_about(
    page: FormsPage, forms: FakeForms, qtbot: QtBot
) -> None:
    page.order.buildings.choose(["2"])
    page.order.reference.setText("黄水改〔2026〕3号")
    settle(page, qtbot)
    old = issue(page, qtbot)
    page.order.buildings.choose([])
    pick(page, "outage-notice", qtbot)
    page.issued.table.selectRow(0)
    settle(page, qtbot)
    press(page.issued.correct, page, qtbot)
    assert old in page.order.correcting.text()
    assert page.type.currentData() == CERTIFICATE
    new = issue(page, qtbot)
    assert forms.row(new)["replaces"] == old
    assert forms.row(new)["buildings"] == forms.row(old)["buildings"] != ""
    assert forms.row(new)["reference_no"] == "黄水改〔2026〕3号"
    assert page.order.correcting.isHidden()
    page.issued.look_at(old)
    assert f"已由 {new} 更正" in page.issued.history.text()
    assert not page.issued.void.isVisible()


def test_a_form_is_voided_with_a_reason_or_not_at_all(
    page: FormsPage, forms: FakeForms, qtbot: QtBot
) -> None:
    number = issue(page, qtbot)
    press(page.issued.void, page, qtbot)
    closing = page.issued.closing
    press(closing.do, page, qtbot)
    assert closing.error.isVisible()
    assert forms.row(number)["state"] == FormStanding.ISSUED
    closing.words.setText("户数数错了")
    QTest.keyClick(closing.words, Qt.Key.Key_Return)
    settle(page, qtbot)
    assert forms.row(number)["void_reason"] == "户数数错了"
    assert "作废 · 户数数错了" in page.issued.history.text()
    assert closing.isHidden()
    assert not page.issued.correct.isVisible()
    assert page.model.records[0]["document_no"] == number


def test_a_signed_form_is_handed_over_on_a_day(
    page: FormsPage, forms: FakeForms, qtbot: QtBot
) -> None:
    number = issue(page, qtbot)
    assert not page.issued.hand_over.isVisible()
    forms.row(number).update(state=FormStanding.ON_PAPER, open=(), sha256="signed")
    page.renew()
    settle(page, qtbot)
    assert not page.issued.sign.isVisible()
    press(page.issued.hand_over, page, qtbot)
    closing = page.issued.closing
    closing.day.setText("nonsense")
    press(closing.do, page, qtbot)
    assert "2026-03-05" in closing.error.text()
    closing.day.setText("2026-03-09")
    closing.words.setText("供水公司抄表班")
    press(closing.do, page, qtbot)
    assert "2026-03-09  移交 · 供水公司抄表班" in page.issued.history.text()
    assert page.model.data(page.model.index(0, 2)) == "已移交"


def test_what_a_form_is_about_is_found_by_any_part_of_its_name(
    page: FormsPage, forms: FakeForms, qtbot: QtBot
) -> None:
    pick(page, "outage-notice", qtbot)
    assert forms.orders[-1].subject_id == "o1"
    assert not page.order.buildings.isVisible()
    line = page.order.subject.lineEdit()
    assert line is not None
    line.setText("停电")
    line.editingFinished.emit()
    settle(page, qtbot)
    assert forms.orders[-1].subject_id == "o2"
    drawn = len(forms.orders)
    pick(page, "meeting-minutes", qtbot)
    assert len(forms.orders) == drawn
    assert "没有" in page.paper.pane.view._words
    assert not page.order.issue.isEnabled()


def test_buildings_are_ticked_by_keyboard(page: FormsPage, forms: FakeForms, qtbot: QtBot) -> None:
    choice = page.order.buildings
    QTest.keyClick(choice, Qt.Key.Key_Space)
    assert choice.list.isVisible()
    QTest.keyClick(choice.list, Qt.Key.Key_Down)
    QTest.keyClick(choice.list, Qt.Key.Key_Space)
    settle(page, qtbot)
    assert choice.text() == "楼栋：2"
    QTest.keyClick(choice.list, Qt.Key.Key_Space)
    settle(page, qtbot)
    assert [order.buildings for order in forms.orders[-2:]] == [("2",), ()]
    choice._popup.hide()


def test_a_notice_that_stops_supply_is_never_offered_for_signing(
    page: FormsPage, qtbot: QtBot
) -> None:
    pick(page, "outage-notice", qtbot)
    issue(page, qtbot)
    assert not page.issued.sign.isVisible()
    assert "只能打印" in page.issued.history.text()


def test_signing_is_asked_for_the_form_that_is_looked_at(page: FormsPage, qtbot: QtBot) -> None:
    number = issue(page, qtbot)
    press(page.issued.sign, page, qtbot)
    dialog: Any = page.findChild(SigningDialog)
    assert number in dialog.windowTitle()
    assert list(dialog.paper.parties) == ["street_office", "water_company"]


def test_several_forms_are_signed_from_the_list(page: FormsPage, qtbot: QtBot) -> None:
    numbers = [issue(page, qtbot)]
    assert not page.issued.sign_many.isVisible()
    numbers.append(issue(page, qtbot))
    press(page.issued.sign_many, page, qtbot)
    dialog: Any = page.findChild(SignManyDialog)
    assert dialog.chosen == numbers


def test_pages_go_to_the_printer_upright_in_part_and_leave_no_file(
    page: FormsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "printer.pdf"

    def printer(_parent: QWidget, title: str, pages: int = 0) -> QPrinter:
        assert title == page.paper.head.text()
        made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(target))
        made.setPrintRange(QPrinter.PrintRange.PageRange)
        made.setFromTo(2, pages)
        return made

    monkeypatch.setattr(printing, "ask_printer", printer)
    before = set(tmp_path.rglob("*"))
    press(page.paper.print, page, qtbot)
    qtbot.waitUntil(lambda: not page.desk.runner.busy, timeout=20_000)
    assert set(tmp_path.rglob("*")) - before == {target}
    import pypdfium2

    with pypdfium2.PdfDocument(target.read_bytes()) as pdf:
        assert len(pdf) == page.paper.pane.view.pages - 1
        width, height = pdf[0].get_size()
        picture = pdf[0].render(scale=1, grayscale=True).to_pil()
    assert width < height
    left, top, right, bottom = ImageOps.invert(picture.convert("L")).getbbox() or (0, 0, 0, 0)
    assert bottom - top > right - left  # an annex on its side fills the height of the sheet
    assert bottom - top > height * 0.8


def test_a_paper_is_saved_and_a_letter_as_word_document_too(
    page: FormsPage, forms: FakeForms, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def say(path: Path, kind: str) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), kind))

    say(tmp_path / "certificate", "PDF (*.pdf)")
    press(page.paper.save, page, qtbot)
    assert (tmp_path / "certificate.pdf").read_bytes().startswith(b"%PDF")
    monkeypatch.setitem(SUBJECTS, "meeting-minutes", forms.subjects("", "outage-notice"))
    pick(page, "meeting-minutes", qtbot)
    say(tmp_path / "minutes", "Word (*.docx)")
    press(page.paper.save, page, qtbot)
    assert (tmp_path / "minutes.docx").read_bytes() == b"word of meeting-minutes"


def test_every_control_has_a_name_is_reached_by_tab_and_stands_there_whole(
    page: FormsPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    issue(page, qtbot)
    for way in ("issued", "closing"):
        if way == "closing":
            press(page.issued.void, page, qtbot)
        assert nameless(page) == []
        assert clipped(page) == []
        assert unreached(page, window.search) == []
        assert page.paper.pane.view.viewport().width() > 600


def test_keys_print_save_and_find_from_anywhere_on_the_page(
    page: FormsPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    asked: list[str] = []

    def chosen(what: str) -> tuple[str, str]:
        asked.append(what)
        return "", ""

    monkeypatch.setattr(printing, "ask_printer", lambda *_: asked.append("print"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen("save"))
    page.type.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page.type, Qt.Key.Key_P, control)
    QTest.keyClick(page.type, Qt.Key.Key_S, control)
    QTest.keyClick(page.type, Qt.Key.Key_F, control)
    assert asked == ["print", "save"]
    assert page.paper.pane.words.hasFocus()


def test_own_wording_is_exported_chosen_and_withdrawn(
    page: FormsPage, forms: FakeForms, qtbot: QtBot
) -> None:
    dialog = OwnFormsDialog(page.desk, page)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(page, qtbot)
    press(dialog.export, page, qtbot)
    assert dialog.chosen is not None
    assert dialog.chosen["file"] == "household-sheet.toml"
    press(dialog.choose, page, qtbot)
    assert forms.own.held.keys() == {"household-sheet"}
    assert dialog.chosen["holds"].startswith("household-sheet.toml")
    press(dialog.withdraw, page, qtbot)
    assert dialog.chosen["holds"] == "随程序自带"
    forms.own.broken = {"household-sheet"}
    dialog._read()
    settle(page, qtbot)
    assert not dialog.choose.isEnabled()
    assert "household-sheet.toml" in dialog.says.text()


def test_a_history_tells_who_signed_how_and_what_came_of_it() -> None:
    form = {
        "state": FormStanding.PARTLY, "signed_by": ("street_office", "contractor"),
        "open": ("water_company",), "replaced_by": "", "issued_at": None, "households": 98,
        "signatures": [{"party": "street_office", "way": 1, "signer": "李敏", "signed_at": None}],
    }  # fmt: skip
    assert state_word(form) == "已签 2/3"
    assert history(form) == [
        "出单 · 98 户", "街道办事处 · 李敏 · 纸质签字盖章", "已签：施工单位", "待签：供水企业",
    ]  # fmt: skip


def test_a_long_list_is_narrowed_by_words_and_what_was_issued_is_seen_all_the_same(
    page: FormsPage, qtbot: QtBot
) -> None:
    first = issue(page, qtbot)
    pick(page, "outage-notice", qtbot)
    issue(page, qtbot)
    page.issued.narrow.setText("证书 已出单")
    assert [row["document_no"] for row in page.model.records] == [first]
    page.issued.narrow.setText("停水")
    assert page.model.data(page.model.index(0, 0)) == "停水停电通知 · 3月6日 停水"
    page.issued.narrow.setText("void")
    assert page.model.records == []
    new = issue(page, qtbot)
    assert page.issued.narrow.text() == ""
    assert page.model.records[0]["document_no"] == new


def test_after_printing_the_way_back_of_the_signed_paper_is_offered(
    page: FormsPage, qtbot: QtBot
) -> None:
    offered: list[str] = []
    page.desk.messages.offered.connect(lambda _text, action, _run: offered.append(action))
    page.paper.printed.emit()
    assert offered == []
    issue(page, qtbot)
    offered.clear()
    page.paper.printed.emit()
    assert offered == ["签字盖章…"]


def test_a_form_that_cannot_be_drawn_says_why_in_place_of_the_paper(
    page: FormsPage, forms: FakeForms, qtbot: QtBot
) -> None:
    forms.trouble = InputError("form-subject-missing", title="停水停电通知")
    pick(page, "outage-notice", qtbot)
    assert "停水停电通知" in page.paper.pane.view.accessibleDescription()
    assert not page.paper.print.isEnabled()
    assert not page.order.issue.isEnabled()


def test_a_draft_that_takes_long_is_stopped_or_overtaken_by_the_next(
    page: FormsPage, forms: FakeForms, qtbot: QtBot
) -> None:
    forms.slow = True
    page.type.setCurrentIndex(page.type.findData("outage-notice"))
    qtbot.waitUntil(page.paper.drawing.isVisible)
    stop: Any = page.paper.drawing.findChild(QPushButton)
    press(stop, page, qtbot)
    assert page.paper.drawing.isHidden()
    assert page.paper.pane.view.accessibleDescription() == "已停止。"
    page.type.setCurrentIndex(page.type.findData(CERTIFICATE))
    qtbot.waitUntil(page.paper.drawing.isVisible)
    forms.slow = False
    pick(page, "outage-notice", qtbot)
    qtbot.waitUntil(lambda: page.paper.shown is not None)
    assert page.paper.head.text() == "草稿 · 停水停电通知"
    assert page.order.issue.isEnabled()


def test_a_checked_list_is_marked_by_hand_or_read_and_then_recorded(
    page: FormsPage, forms: FakeForms, qtbot: QtBot, tmp_path: Path
) -> None:
    number = issue(page, qtbot)
    dialog = ReturnedListDialog(page.desk, number, page)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(page, qtbot)
    dialog.table.selectRow(0)
    press(dialog.give_back, page, qtbot)
    assert dialog.error.text()
    dialog.reason.setText("表箱未上锁")
    press(dialog.give_back, page, qtbot)
    dialog.read_sheet(tmp_path / "back.csv")
    settle(page, qtbot)
    assert dialog.says.text() == "退回 2 行，接收 1 行"
    dialog.read_sheet(tmp_path / "back.txt")
    settle(page, qtbot)
    assert dialog.error.isVisible()
    recorded: list[tuple[str, int]] = []
    dialog.recorded.connect(lambda *told: recorded.append(told))
    press(dialog.go, page, qtbot)
    assert recorded == [(number, 2)]
    assert {no: line.reason for no, line in forms.returns.told.items()} == {
        1: "表箱未上锁", 3: "表号不符",
    }  # fmt: skip


def test_a_completing_list_names_the_list_it_completes(
    page: FormsPage, forms: FakeForms, qtbot: QtBot
) -> None:
    number = issue(page, qtbot)
    press(page.issued.complete, page, qtbot)
    assert forms.orders[-1].supplements == number
    assert number in page.order.correcting.text()
    new = issue(page, qtbot)
    assert forms.row(new)["supplements"] == number
    assert forms.row(number)["state"] == FormStanding.ISSUED
    assert page.order.supplements == ""
