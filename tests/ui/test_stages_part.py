"""Why a quarter is stuck is read at once, and settled where it is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.domain.codes import Stage
from desktop.domain.stages import PAPERS, GateReason, Paper
from desktop.ui.pages.project.stages_part import StagesPart
from tests.support.photos import photo, saved
from tests.support.real_window import idle

if TYPE_CHECKING:
    from enum import StrEnum

    from pytestqt.qtbot import QtBot

    from desktop.domain.rows import QuarterRow
    from desktop.ui.main_window.window import MainWindow


@pytest.fixture
def quarter(real: MainWindow) -> QuarterRow:
    """A quarter that entered the ledger while it waited for its review."""
    found = real.desk.office.reading.quarters()[-1]
    real.desk.office.gates.enter(found.code, Stage.REVIEW)
    return found


def _part(real: MainWindow, qtbot: QtBot, quarter: QuarterRow) -> StagesPart:
    real.desk.choose(quarter.id)
    real.desk.tab_asked.emit("stages")
    idle(real, qtbot)
    page = real.pages["stages"]
    part = page.part("stages")  # type: ignore[attr-defined]
    assert isinstance(part, StagesPart)
    return part


def _said(part: StagesPart) -> list[StrEnum]:
    return [line.missing.code for line in part.lines]


def test_the_paper_that_is_missing_is_filed_where_it_is_said(
    real: MainWindow, qtbot: QtBot, quarter: QuarterRow
) -> None:
    part = _part(real, qtbot, quarter)
    assert _said(part) == [GateReason.PAPER]
    line = part.lines[0]
    line.number.setText("财评〔2026〕9号")
    line.dated.setText("2026-03-01")
    QTest.mouseClick(line.file, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    gates = real.desk.office.gates
    assert gates.of(quarter.code).stage is Stage.APPROVAL
    assert part.tiles.tiles[Stage.APPROVAL].isChecked()
    assert gates.dues(quarter.code)[Stage.APPROVAL].started_on is not None


def test_a_wrong_date_files_nothing_and_keeps_what_was_typed(
    real: MainWindow, qtbot: QtBot, quarter: QuarterRow
) -> None:
    part = _part(real, qtbot, quarter)
    line = part.lines[0]
    line.number.setText("财评〔2026〕9号")
    line.dated.setText("昨天")
    QTest.mouseClick(line.file, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    assert real.desk.office.gates.of(quarter.code).stage is Stage.REVIEW
    assert part.lines[0].number.text() == "财评〔2026〕9号"


def test_what_is_absent_of_earlier_stages_is_listed_and_can_still_be_filed(
    real: MainWindow, qtbot: QtBot, quarter: QuarterRow
) -> None:
    part = _part(real, qtbot, quarter)
    QTest.mouseClick(part.tiles.tiles[Stage.COSTING], Qt.MouseButton.LeftButton)
    wanted = {str(paper) for paper in PAPERS[Stage.COSTING]}
    assert {line.missing.details["paper"] for line in part.lines} == wanted
    QTest.mouseClick(part.lines[0].file, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    assert len(part.lines) == len(wanted) - 1
    assert real.desk.office.gates.of(quarter.code).stage is Stage.REVIEW


def test_a_leaders_reason_lets_it_pass_and_stays_to_be_read(
    real: MainWindow, qtbot: QtBot, quarter: QuarterRow
) -> None:
    part = _part(real, qtbot, quarter)
    line = part.lines[0]
    QTest.mouseClick(line.let_pass, Qt.MouseButton.LeftButton)
    assert line.reason.isVisible()
    line.reason.setText("区长办公会同意先行施工")
    QTest.keyClick(line.reason, Qt.Key.Key_Return)
    idle(real, qtbot)
    report = real.desk.office.gates.of(quarter.code)
    assert report.stage is Stage.APPROVAL
    assert [one.reason for one in report.overrides] == ["区长办公会同意先行施工"]
    assert "放行" in part.tiles.tiles[Stage.REVIEW].text()
    QTest.mouseClick(part.tiles.tiles[Stage.REVIEW], Qt.MouseButton.LeftButton)
    labels = list(map(_label, part.findChildren(QLabel)))
    texts = [one.text() for one in labels if one.isVisible()]
    assert any("区长办公会同意先行施工" in text for text in texts)


def test_each_reason_leads_to_where_it_is_settled(
    real: MainWindow, qtbot: QtBot, quarter: QuarterRow
) -> None:
    real.desk.office.registers.add("vote", {"quarter_id": quarter.id, "matter": 1})
    real.desk.office.gates.enter(quarter.code, Stage.SCHEME)
    part = _part(real, qtbot, quarter)
    line = next(one for one in part.lines if one.missing.code is GateReason.VOTE_OPEN)
    QTest.mouseClick(line.go, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    assert real.pages["stages"].tab_name == "votes"  # type: ignore[attr-defined]
    assert real.desk.quarter_id == quarter.id


def _label(found: object) -> QLabel:
    assert isinstance(found, QLabel)
    return found


def test_a_quarter_is_entered_mid_way_with_what_is_known_of_its_papers(
    real: MainWindow, qtbot: QtBot, quarter: QuarterRow, tmp_path: Path
) -> None:
    part = _part(real, qtbot, quarter)
    _open_midway(part, Stage.WORKS)
    lines = {line.paper.name: line for line in part.midway.lines}
    assert list(lines) == [str(p) for stage in Stage if stage < Stage.WORKS for p in PAPERS[stage]]
    lines[Paper.SCHEME].number.setText("街办〔2024〕3号")
    lines[Paper.SCHEME].dated.setText("2024-03-05")
    lines[Paper.SCHEME].choose([saved(tmp_path, "方案.jpg", photo())])
    lines[Paper.APPROVAL].number.setText("建〔2025〕8号")
    QTest.mouseClick(part.midway.store, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    gates = real.desk.office.gates
    report = gates.of(quarter.code)
    assert report.stage is Stage.WORKS
    assert {m.details["paper"] for _, m in report.absent if "paper" in m.details} == {
        Paper.ESTIMATE_WATER, Paper.ESTIMATE_POWER, Paper.REVIEW,
    }  # fmt: skip
    lacks = {m.details["paper"]: m.details["lacks"] for _, m in gates.incomplete(quarter.code)}
    assert lacks == {Paper.APPROVAL: "日期、扫描件"}
    assert not part.midway.isVisible()
    assert part.tiles.tiles[Stage.WORKS].isChecked()


def test_a_wrong_date_enters_nothing_and_the_form_keeps_what_was_typed(
    real: MainWindow, qtbot: QtBot, quarter: QuarterRow
) -> None:
    part = _part(real, qtbot, quarter)
    _open_midway(part, Stage.WORKS)
    part.midway.lines[0].dated.setText("去年")
    QTest.mouseClick(part.midway.store, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    assert real.desk.office.gates.of(quarter.code).stage is Stage.REVIEW
    assert part.midway.isVisible()
    assert part.midway.lines[0].dated.text() == "去年"


def test_a_paper_on_file_already_is_not_asked_for_again_and_back_stores_nothing(
    real: MainWindow, qtbot: QtBot, quarter: QuarterRow
) -> None:
    gates = real.desk.office.gates
    gates.file_paper(quarter.code, Stage.SCHEME, Paper.SCHEME, {"document_no": "3号"})
    part = _part(real, qtbot, quarter)
    _open_midway(part, Stage.APPROVAL)
    assert Paper.SCHEME not in {line.paper.name for line in part.midway.lines}
    assert "1" in part.midway.hint.text()
    QTest.mouseClick(part.midway.back, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    assert gates.of(quarter.code).stage is Stage.REVIEW
    assert not part.midway.isVisible()


def test_a_scan_that_cannot_be_read_is_told_and_its_paper_stays(
    real: MainWindow, qtbot: QtBot, quarter: QuarterRow, tmp_path: Path
) -> None:
    part = _part(real, qtbot, quarter)
    _open_midway(part, Stage.APPROVAL)
    line = part.midway.lines[0]
    line.number.setText("3号")
    line.choose([saved(tmp_path, "坏.pdf", b"nothing")])
    told: list[object] = []
    real.desk.messages.failed.connect(lambda *found: told.append(found))
    QTest.mouseClick(part.midway.store, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    assert told
    gates = real.desk.office.gates
    assert gates.of(quarter.code).stage is Stage.APPROVAL
    assert gates.incomplete(quarter.code)[0][1].details["lacks"] == "日期、扫描件"


def test_what_a_paper_on_file_lacks_is_told_and_completed_below(
    real: MainWindow, qtbot: QtBot, quarter: QuarterRow
) -> None:
    gates = real.desk.office.gates
    gates.file_paper(quarter.code, Stage.REVIEW, Paper.REVIEW, {"document_no": "9号"})
    part = _part(real, qtbot, quarter)
    QTest.mouseClick(part.tiles.tiles[Stage.REVIEW], Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    (line,) = part.lacking
    assert line.missing.code is GateReason.PAPER_INCOMPLETE
    texts = [one.text() for one in map(_label, line.findChildren(QLabel))]
    assert any("日期、扫描件" in text for text in texts)
    QTest.mouseClick(line.go, Qt.MouseButton.LeftButton)
    idle(real, qtbot)
    chosen = part.papers.chosen
    assert chosen is not None
    assert chosen["document_no"] == "9号"


def test_a_mistake_in_the_offices_own_list_of_papers_stands_above_its_stages(
    real: MainWindow, qtbot: QtBot, quarter: QuarterRow
) -> None:
    folder = Path(real.desk.office.session.ledger_path).parent / "stages"
    folder.mkdir()
    (folder / "papers-2.toml").write_text("[[paper]\n", encoding="utf-8")
    part = _part(real, qtbot, quarter)
    assert "papers-2.toml" in part.mistake.text()
    assert part.mistake.isVisible()
    assert _said(part) == [GateReason.PAPER]


def _open_midway(part: StagesPart, stage: Stage) -> None:
    QTest.mouseClick(part.tiles.tiles[stage], Qt.MouseButton.LeftButton)
    QTest.mouseClick(part.enter, Qt.MouseButton.LeftButton)
    assert part.midway.isVisible()


def test_what_was_let_pass_is_told_with_its_numbers(
    real: MainWindow, qtbot: QtBot, quarter: QuarterRow
) -> None:
    gates = real.desk.office.gates
    gates.enter(quarter.code, Stage.SCHEME)
    survey = next(m for m in gates.of(quarter.code).missing if m.code is GateReason.SURVEY)
    gates.override(quarter.code, Stage.SCHEME, [survey.key], "外出务工户春节补访")
    part = _part(real, qtbot, quarter)
    QTest.mouseClick(part.tiles.tiles[Stage.SCHEME], Qt.MouseButton.LeftButton)
    texts = [one.text() for one in map(_label, part.findChildren(QLabel)) if one.isVisible()]
    (told,) = [text for text in texts if text.startswith("已放行")]
    assert str(survey.details["households"]) in told
    assert "{" not in told
