from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.exchange import reader
from desktop.exchange.guard import FileKind, GuardedFile, guard
from desktop.exchange.reader import read_sheets
from desktop.kernel.errors import CancelledError, InputError, MachineError
from desktop.kernel.progress import CancellableProgress

_SLEEPER = "import time; time.sleep(60)"


def _book(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet["B3"], sheet["C4"], sheet["B5"] = "名", 3, datetime(2024, 3, 5)  # noqa: DTZ001 - cells have no zone
    sheet.merge_cells("B3:C3")
    book.create_sheet("隐藏").sheet_state = "hidden"
    book.save(path)
    return path


def test_cells_dates_merges_and_hidden_sheets_come_through_the_child(tmp_path: Path) -> None:
    first, second = read_sheets(guard(_book(tmp_path / "a.xlsx")))
    assert (first.first_row, first.first_column) == (3, 1)
    assert first.rows[0] == ["名", ""]
    assert first.rows[1] == ["", 3.0]
    assert first.rows[2][0].year == 2024
    assert first.merged == [((0, 0), (0, 1))]
    assert not second.visible


def test_the_child_imports_neither_window_nor_database() -> None:
    code = "import sys, desktop.exchange.worker; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(reader.__file__).parents[2],
    )
    roots = {name.partition(".")[0] for name in done.stdout.split()}
    assert not roots & {"PySide6", "sqlalchemy", "sqlcipher3", "openpyxl", "multiprocessing"}


def test_too_little_memory_is_told_and_not_a_crash(tmp_path: Path) -> None:
    source = guard(_book(tmp_path / "a.xlsx"))
    with pytest.raises(InputError):
        read_sheets(source, memory=1_000_000)


def _replace_child(monkeypatch: pytest.MonkeyPatch, code: str) -> list[subprocess.Popen[bytes]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(_: int) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        started.append(child)
        return child

    monkeypatch.setattr(reader, "start_worker", start)
    return started


def test_a_child_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    started = _replace_child(monkeypatch, _SLEEPER)
    with pytest.raises(InputError, match="file-takes-too-long"):
        read_sheets(GuardedFile("a.xlsx", FileKind.XLSX, b""), seconds=0.3)
    assert started[0].poll() is not None


def test_cancelling_kills_the_child_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    started = _replace_child(monkeypatch, _SLEEPER)
    progress = CancellableProgress()
    progress.cancel()
    with pytest.raises(CancelledError):
        read_sheets(GuardedFile("a.xlsx", FileKind.XLSX, b""), progress)
    assert started[0].poll() is not None


@pytest.mark.parametrize("code", ["print('x' * 100)", "pass", "import sys; sys.exit(3)"])
def test_a_child_that_dies_or_babbles_is_one_sentence(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _replace_child(monkeypatch, code)
    with pytest.raises(InputError, match="file-damaged"):
        read_sheets(GuardedFile("a.xlsx", FileKind.XLSX, b""), seconds=10)


def test_a_child_that_gives_up_by_itself_ran_out_of_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _replace_child(monkeypatch, "import os; os.abort()")
    with pytest.raises(InputError, match="file-needs-too-much-memory"):
        read_sheets(GuardedFile("a.xlsx", FileKind.XLSX, b""), seconds=10)


def test_a_child_gets_memory_by_the_size_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []

    def start(memory: int) -> subprocess.Popen[bytes]:
        given.append(memory)
        return subprocess.Popen([sys.executable, "-c", "pass"], stdin=-1, stdout=-1)

    monkeypatch.setattr(reader, "start_worker", start)
    for unpacked in (1_000_000, 100_000_000, 900_000_000):
        with pytest.raises(InputError):
            read_sheets(GuardedFile("a.xlsx", FileKind.XLSX, b"", unpacked=unpacked))
    assert given[0] < 100_000_000
    assert 300_000_000 < given[1] < 600_000_000
    assert given[2] == reader.WORKER_MEMORY


def test_a_machine_that_starts_no_process_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(MachineError, match="reader-cannot-start"):
        read_sheets(GuardedFile("a.xlsx", FileKind.XLSX, b""))
