"""交换包: laptops listed, enrolled and revoked; a parcel out, a parcel in, looked at first."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox

from desktop.domain.codes import OperatorRole
from desktop.kernel.errors import InputError, MachineError
from desktop.ui.pages.parcel_part import ParcelPart
from desktop.ui.viewmodels.review_lines import Pick
from tests.support.fake_laptops import FakeDevices, FakeParcels, a_plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.desk import Desk
    from tests.support.fake_office import FakeOffice


@pytest.fixture
def part(desk: Desk, office: FakeOffice, qtbot: QtBot) -> Iterator[ParcelPart]:
    office.devices, office.parcels = FakeDevices(), FakeParcels()
    made = ParcelPart(desk)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    qtbot.waitUntil(lambda: made.laptops.model.rowCount() == 4)
    yield made
    qtbot.waitUntil(lambda: not desk.runner.busy)


def _cells(part: ParcelPart, row: int) -> list[str]:
    model = part.laptops.model
    return [str(model.index(row, c).data() or "") for c in range(model.columnCount())]


def _wait(part: ParcelPart, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not part._desk.runner.busy and part.progress.isHidden())


def test_the_list_says_who_is_enrolled_and_how_far_behind(part: ParcelPart) -> None:
    assert _cells(part, 0)[:2] == ["办公室", "本机"]
    assert _cells(part, 0)[4:] == ["", ""]
    assert _cells(part, 1)[1] == "已登记"
    assert _cells(part, 1)[5] == "7 项操作"
    assert _cells(part, 2)[4:] == ["尚未收到", "尚不清楚"]
    assert _cells(part, 3)[1] == "已停用"
    assert part.laptops.code.text() == f"{'a' * 32}:{'a' * 64}"
    offered = [part.recipient.itemText(n) for n in range(part.recipient.count())]
    assert offered == ["全部电脑", "走访一组", "走访二组"]


def test_a_code_from_a_file_is_enrolled(
    part: ParcelPart, office: FakeOffice, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not part.laptops.enrol_button.isEnabled()
    code = f"{'e' * 32}:{'e' * 64}"
    (tmp_path / "code.txt").write_text(code, encoding="utf-8")
    part.laptops.read_code(tmp_path / "code.txt")
    qtbot.waitUntil(lambda: part.laptops.other.text() == code)
    part.laptops.enrol_button.click()
    qtbot.waitUntil(lambda: part.laptops.other.text() == "")
    assert office.devices.enrolled == [code]


def test_a_refused_code_stays_with_the_reason_beside_it(
    part: ParcelPart, office: FakeOffice, qtbot: QtBot
) -> None:
    office.devices.failure = InputError("device-id-wrong", device="x")
    part.laptops.other.setText("x")
    part.laptops.enrol()
    qtbot.waitUntil(part.laptops._said.isVisible)
    assert "不是设备编号" in part.laptops._said.text()
    assert part.laptops.other.text() == "x"


def test_the_own_code_is_saved_for_the_leaders_laptop(
    part: ParcelPart, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "code.txt"
    part.laptops.save_code(target)
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: not part._desk.runner.busy)
    assert target.read_text(encoding="utf-8").strip() == part.laptops.code.text()


@pytest.mark.parametrize(("words", "revoked"), [("停用", True), ("先不停用", False)])
def test_revoking_says_what_it_means_and_asks(
    part: ParcelPart,
    office: FakeOffice,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    revoked: bool,
) -> None:
    said: list[str] = []

    def press(box: QMessageBox) -> int:
        said.append(box.text())
        next(one for one in box.buttons() if one.text() == words).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    part.laptops.table.selectRow(1)
    assert part.laptops.revoke_button.isEnabled()
    part.laptops.revoke_button.click()
    assert "走访一组" in said[0]
    assert "不再接收" in said[0]
    assert "请更换口令" in said[0]
    qtbot.waitUntil(lambda: not part._desk.runner.busy)
    if revoked:
        qtbot.waitUntil(lambda: _cells(part, 1)[1] == "已停用")
    assert office.devices.revoked == ([f"{'b' * 32}:{'b' * 64}"] if revoked else [])


def test_neither_this_laptop_nor_a_revoked_one_can_be_revoked(part: ParcelPart) -> None:
    for row, can in ((0, False), (1, True), (3, False)):
        part.laptops.table.selectRow(row)
        assert part.laptops.revoke_button.isEnabled() is can


def test_a_surveyor_enrols_and_revokes_nobody(
    part: ParcelPart, office: FakeOffice, qtbot: QtBot
) -> None:
    office.session = replace(office.session, role=OperatorRole.SURVEYOR)
    part.laptops.other.setText("some code")
    part.laptops.table.selectRow(1)
    assert not part.laptops.enrol_button.isEnabled()
    assert not part.laptops.revoke_button.isEnabled()
    assert "负责人" in part.laptops.enrol_button.toolTip()
    _wait(part, qtbot)


def test_a_parcel_is_made_for_the_chosen_laptop(
    part: ParcelPart, office: FakeOffice, qtbot: QtBot, tmp_path: Path
) -> None:
    part.make(tmp_path / "a.hbp")
    _wait(part, qtbot)
    part.recipient.setCurrentIndex(1)
    part.make(tmp_path / "b.hbp")
    _wait(part, qtbot)
    assert office.parcels.made == [(tmp_path / "a.hbp", None), (tmp_path / "b.hbp", "b" * 32)]
    assert "40 项操作" in part.said.text()
    assert "1 个照片或扫描件不在本机" in part.said.text()


def test_a_full_stick_is_told_in_words(
    part: ParcelPart, office: FakeOffice, qtbot: QtBot, tmp_path: Path
) -> None:
    office.parcels.failure = MachineError("parcel-no-room", file="a.hbp", needed=5)
    part.make(tmp_path / "a.hbp")
    qtbot.waitUntil(part.error.isVisible)
    assert "空间不足" in part.error.text()
    assert "5 MB" in part.error.text()
    assert part.said.isHidden()


def test_a_parcel_is_looked_at_decided_and_taken(
    part: ParcelPart, office: FakeOffice, qtbot: QtBot, tmp_path: Path
) -> None:
    part.plan(tmp_path / "a.hbp")
    qtbot.waitUntil(part.review.isVisible)
    review = part.review
    assert "走访一组" in review.head.text()
    assert "31 项操作" in review.says.text()
    assert "照片和扫描件 3 个" in review.says.text()
    rows = [
        [str(review.brought.index(r, c).data() or "") for c in range(5)]
        for r in range(review.brought.rowCount())
    ]
    assert rows[0] == ["棉纺厂宿舍", "户", "", "28", ""]
    assert rows[2][0] == "（全单位）"
    assert "2 处" in review.foot.text()
    review.pane.table.selectRow(0)
    review.pane.answer(Pick.THEIRS)
    assert "1 处" in review.foot.text()
    review.take.click()
    _wait(part, qtbot)
    assert office.parcels.taken == [{f"{1:032x}": {"phone": "theirs"}}]
    assert "已接收" in part.said.text()
    assert "1 处待裁决" in part.said.text()
    assert review.isHidden()


def test_a_parcel_without_conflicts_asks_nothing(
    part: ParcelPart, office: FakeOffice, qtbot: QtBot, tmp_path: Path
) -> None:
    office.parcels.planned = a_plan(0, revoked=(("走访三组", 4),), operations=0, files=0)
    part.plan(tmp_path / "a.hbp")
    qtbot.waitUntil(part.review.isVisible)
    assert part.review.pane.isHidden()
    assert "不会改变" in part.review.says.text()
    assert "走访三组" in part.review.warnings.text()
    part.review.left.emit()
    assert part.review.isHidden()
    assert office.parcels.taken == []


def test_a_long_look_is_stopped_and_nothing_was_changed(
    part: ParcelPart, office: FakeOffice, qtbot: QtBot, tmp_path: Path
) -> None:
    goes_on = threading.Event()

    def waits(progress: Any) -> None:
        goes_on.wait(10)
        progress.step(1, 2)

    office.parcels.during = waits
    part.plan(tmp_path / "a.hbp")
    qtbot.waitUntil(part.progress.isVisible)
    assert not part._busy[0].isEnabled()
    part._desk.runner.cancel(part._job)
    goes_on.set()
    qtbot.waitUntil(lambda: "已停止" in part.said.text())
    assert part.review.isHidden()
    assert part._busy[0].isEnabled()


def test_a_backup_for_a_new_laptop_is_written_to_the_stick(
    part: ParcelPart, office: FakeOffice, qtbot: QtBot, tmp_path: Path
) -> None:
    part.back_up(tmp_path)
    qtbot.waitUntil(part.said.isVisible)
    assert office.backups.made == 1
    assert "备份已写入并核验" in part.said.text()
    labels: list[Any] = list(part.findChildren(QLabel))
    steps = [one.text() for one in labels if one.text()[:2] in {"1.", "4."}]
    assert len(steps) == 2
