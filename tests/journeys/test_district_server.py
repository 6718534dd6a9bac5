"""A district's ledger on a real server, from the command line: in, out, back, judged, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.support.program import Outcome, hubiao
from tests.support.server import LEADER, Server, server

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["server"]

ROOMS = 12


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["小区", "楼号", "单元", "室号", "姓名", "水表号", "备注"])
    for room in range(1, ROOMS + 1):
        sheet.append(["翠湖小区", "1", "1", f"{room}01", f"张伟{room}", f"W{room:06d}", ""])
    path = tmp_path / "名册.xlsx"
    book.save(path)
    return path


class Desk:
    """A clerk of the district at the command line."""

    def __init__(self, server: Server, folder: Path, ledger: str) -> None:
        self.ledger = server.text(ledger)
        self.home: Any = {"HUBIAO_HOME": str(folder / "home"), "HUBIAO_OPERATOR": LEADER}

    def say(self, command: str, *more: str | Path, code: int = 0) -> Any:
        done: Outcome = hubiao(command, self.ledger, *more, "--json", **self.home)
        assert done.code == code, done.err + done.out
        return done.json


def test_a_district_ledger_on_a_server_does_what_a_file_does(
    server: Server, roster: Path, tmp_path: Path
) -> None:
    desk = Desk(server, tmp_path, "journey")
    desk.say("new", "--office", "试验区", "--street-code", "420106", "--profile", "district")
    made = desk.say("roster", roster)["created"]
    assert (made["households"], made["water_meters"]) == (ROOMS, ROOMS)
    sent = tmp_path / "报区.xlsx"
    assert desk.say("export", sent)["households"] == ROOMS
    _type_remarks(sent, {3: "已核对", 5: "=1+1"})
    merged = desk.say("merge", sent)
    assert merged["applied"] == {"fields": 2, "inserted": 0, "deleted": 0}
    assert desk.say("merge", sent)["applied"]["fields"] == 0
    judged = desk.say("verdict")["quarters"][0]["water"]
    assert sum(judged.values()) == ROOMS
    assert desk.say("check")["ok"]
    remarks = "SELECT remarks FROM journey.household WHERE remarks IS NOT NULL ORDER BY 1"
    assert server.run(remarks).split("\n") == ["=1+1", "已核对"]
    desk.say("undo")
    assert server.run(remarks) == ""
    assert desk.say("check")["ok"]


def test_what_a_server_does_not_do_is_said_in_words(server: Server, tmp_path: Path) -> None:
    desk = Desk(server, tmp_path, "words")
    desk.say("new", "--office", "试验区", "--street-code", "420106", "--profile", "district")
    assert desk.say("backup", code=1)["error"]["code"] == "server-backs-up"
    desk.ledger = server.text("nowhere")
    assert desk.say("stats", code=4)["error"]["code"] == "server-refused"
    desk.ledger = "postgresql:///x?ledger=Nein!"
    assert desk.say("stats", code=2)["error"]["code"] == "server-address"


def _type_remarks(path: Path, typed: dict[int, str]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["住户"]
    keys = [cell.value for cell in sheet[1]]
    column = keys.index("household.remarks") + 1
    for row, text in typed.items():
        cell = sheet.cell(row, column)
        cell.value = text
        cell.data_type = "s"
    book.save(path)
