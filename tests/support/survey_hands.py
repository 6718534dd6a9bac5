"""A program that surveys by hand: the real window, offscreen, until somebody kills it.

``python -m tests.support.survey_hands LEDGER FOLDER LOG`` reads a line for each surveyor to start,
prints ``ready PID`` once the first door is on the screen, and ``dead`` when that one is gone. Each
field that the screen calls saved is one line of LOG: the record, the field and what was typed.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.domain.rows import Scope
from desktop.kernel.settings import Settings, save_settings
from desktop.ui.application import Controller, WindowContext
from desktop.ui.shell.language import speak
from desktop.ui.shell.theme import Theme, apply_theme
from desktop.ui.widgets.field_editor import FieldEditor
from tests.support.demo_office import OPERATOR, PASSPHRASE, program

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.rows import HouseholdRow
    from desktop.ui.main_window.window import MainWindow

PATIENCE = 20.0
TYPED = ("owner_name", "phone", "remarks")
PRESSED = ("visit_state", "consent_w", "occupant")


def listen(log: Path) -> None:
    """Write down what the screen calls saved, after it has said so."""
    said = os.open(log, os.O_WRONLY | os.O_APPEND)
    shown = FieldEditor.saved

    def saved(self: Any, raw: str | None = None) -> None:
        shown(self, raw)
        stored = self._taken() if raw is None else raw
        entry = self.entry
        line = json.dumps([entry.kind, entry.entity_id, entry.field.name, stored])
        os.write(said, f"{line}\n".encode())

    FieldEditor.saved = saved  # type: ignore[method-assign]


def survey(ledger: Path, folder: Path, log: Path) -> None:
    """Open the ledger in a window and record one door after the other by hand."""
    listen(log)
    round_ = log.read_text().count("\n")
    app = QApplication(["survey"])
    speak(app, "zh_CN")
    apply_theme(app, Theme())
    save_settings(folder / "settings.json", Settings(language="zh_CN", theme="light"))
    context = WindowContext(program(folder), folder / "settings.json", ledger, OPERATOR, None)
    controller = Controller(context, app)
    controller.open(ledger, OPERATOR, PASSPHRASE)
    window = controller.window
    assert window is not None
    doors = window.desk.office.reading.doors(Scope())
    page: Any = window.show_page("survey")
    for number, door in enumerate(doors):
        _stand_at(window, page, door)
        if number == 0:
            print("ready", os.getpid(), flush=True)
        _record(page.card, f"{round_}", number)
    _until(lambda: not window.desk.runner.busy)
    print("finished", flush=True)
    sys.stdin.read()


def _stand_at(window: MainWindow, page: Any, door: HouseholdRow) -> None:
    if window.desk.building_id != door.building_id:
        window.desk.choose(door.quarter_id, door.building_id)
        _until(lambda: not window.desk.runner.busy)
    page.card.show_household(door.id)
    _until(lambda: _shows(page.card, door.id))


def _shows(card: Any, door: str) -> bool:
    editor = card.editor("household", "remarks")
    return editor is not None and editor.entry.entity_id == door


def _record(card: Any, mark: str, number: int) -> None:
    """Answer the fields of one door with fingers and keys, without waiting for the disk."""
    texts = (f"Owner {mark}", f"138{int(mark):04d}{number:04d}", f"at {mark}, door {number}")
    for name, text in zip(TYPED, texts, strict=True):
        editor = card.editor("household", name)
        if editor is None:
            continue
        line = editor.inputs()[0]
        assert isinstance(line, QLineEdit)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
    for place, name in enumerate(PRESSED):
        editor = card.editor("household", name)
        if editor is not None:
            codes = list(editor.field.codes.labels)
            editor.enter(str(codes[(number + place + int(mark)) % len(codes)]))
    QApplication.processEvents()


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "the window does not come to rest"
        QApplication.processEvents()
        time.sleep(0.001)


def main() -> None:
    """Start a surveyor for each line that is read."""
    ledger, folder, log = map(Path, sys.argv[1:4])
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                survey(ledger, folder, log)
            except Exception:  # noqa: BLE001 - told below, and the starter goes on
                traceback.print_exc()
            finally:
                os._exit(1)  # whatever went wrong, this one is no starter of others
        os.waitpid(child, 0)
        print("dead", flush=True)


if __name__ == "__main__":
    main()
