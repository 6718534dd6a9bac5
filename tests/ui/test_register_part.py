"""A register: adding is followed by typing, removing by undo, photos belong to the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.ui.pages.register_part import RegisterPart
from tests.support.real_window import idle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window.window import MainWindow


def _part(real: MainWindow, qtbot: QtBot, **more: object) -> RegisterPart:
    quarter = real.desk.office.reading.quarters()[0]
    part = RegisterPart(
        real.desk,
        "voice",
        columns=("received_on", "content", "number"),
        **more,  # type: ignore[arg-type]
    )
    qtbot.addWidget(part)
    part.resize(1000, 600)
    part.show()
    part.show_parent(quarter.id)
    idle(real, qtbot)
    return part


def test_what_is_typed_into_an_added_record_is_stored(real: MainWindow, qtbot: QtBot) -> None:
    part = _part(real, qtbot, fields=("number", "received_on", "content"))
    before = len(part.records)
    qtbot.mouseClick(part.add_button, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]
    idle(real, qtbot)
    assert len(part.records) == before + 1
    box = part.editor("number").inputs()[0]
    assert isinstance(box, QLineEdit)
    assert part.focusWidget() is box
    qtbot.keyClicks(box, "12345-7")  # type: ignore[no-untyped-call]
    qtbot.keyClick(box, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    idle(real, qtbot)
    rows = real.desk.office.registers.rows("voice", part.records[-1]["quarter_id"])  # type: ignore[arg-type]
    assert rows[-1]["number"] == "12345-7"
    assert part.model.data(part.model.index(before, 2)) == "12345-7"


def test_a_removed_record_is_brought_back_by_undo(real: MainWindow, qtbot: QtBot) -> None:
    part = _part(real, qtbot, defaults=lambda: {"number": "A-1"})
    part.add()
    idle(real, qtbot)
    there = len(part.records)
    qtbot.mouseClick(part.remove_button, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]
    idle(real, qtbot)
    assert len(part.records) == there - 1
    real.desk.act(real.desk.office.editing.undo, owner=part)
    idle(real, qtbot)
    assert [row["number"] for row in part.records][-1] == "A-1"


def test_a_reference_is_chosen_by_name_and_shown_by_name(real: MainWindow, qtbot: QtBot) -> None:
    office = real.desk.office
    organisation, _ = office.registers.add("organisation", {"name": "城南建筑安装公司", "kind": 5})
    quarter = office.reading.quarters()[0]
    part = RegisterPart(
        real.desk,
        "participation",
        columns=("organisation_id", "part"),
        fields=("organisation_id", "part"),
        options={
            "organisation_id": lambda: [
                (str(row["id"]), str(row["name"])) for row in office.registers.rows("organisation")
            ]
        },
    )
    qtbot.addWidget(part)
    part.show()
    part.show_parent(quarter.id)
    idle(real, qtbot)
    part.add()
    idle(real, qtbot)
    part.editor("organisation_id").enter(organisation)
    idle(real, qtbot)
    assert part.model.data(part.model.index(len(part.records) - 1, 0)) == "城南建筑安装公司"


def test_only_the_records_of_the_chosen_parent_show(real: MainWindow, qtbot: QtBot) -> None:
    part = _part(real, qtbot)
    other = real.desk.office.reading.quarters()[-1]
    real.desk.office.registers.add("voice", {"quarter_id": other.id, "number": "elsewhere"})
    part.refresh()
    idle(real, qtbot)
    assert all(row["number"] != "elsewhere" for row in part.records)
    part.show_parent(other.id)
    idle(real, qtbot)
    assert [row["number"] for row in part.records][-1] == "elsewhere"
