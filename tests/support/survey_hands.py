"""A program that surveys by hand: the real window, offscreen, until somebody kills it.

``python -m tests.support.survey_hands LEDGER FOLDER LOG`` reads a line for each surveyor to start,
prints ``ready PID`` once the first door is on the screen, and ``dead`` when that one is gone. LOG
gets a line for each text that is handed over (``typed``) and each that the screen calls ``saved``:
which of the two, the record, the field and the text.
"""

from __future__ import annotations

import faulthandler
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
from desktop.ui.pages.saving import SavingEditor
from desktop.ui.shell.language import speak
from desktop.ui.shell.theme import Theme, apply_theme
from desktop.ui.widgets.field_editor import FieldEditor
from tests.support.demo_office import OPERATOR, PASSPHRASE, program

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.rows import HouseholdRow
    from desktop.ui.main_window.window import MainWindow

PATIENCE = 20.0
TYPED = (
    ("household", "owner_name"),
    ("water_meter", "body_no"),
    ("household", "phone"),
    ("household", "remarks"),
)
PRESSED = ("visit_state", "consent_w", "occupant")


def listen(log: Path) -> None:
    """Write down what is handed over, and what the screen calls saved, after it has said so."""
    lines = os.open(log, os.O_WRONLY | os.O_APPEND)
    begin, shown = SavingEditor.begin_saving, FieldEditor.saved

    def note(what: str, editor: Any, raw: str) -> None:
        entry = editor.entry
        line = json.dumps([what, entry.kind, entry.entity_id, entry.field.name, raw])
        os.write(lines, f"{line}\n".encode())

    def begin_saving(self: Any, raw: str) -> None:
        note("typed", self, raw)
        begin(self, raw)

    def saved(self: Any, raw: str | None = None) -> None:
        shown(self, raw)
        note("saved", self, self._taken() if raw is None else raw)

    SavingEditor.begin_saving = begin_saving  # type: ignore[method-assign]
    FieldEditor.saved = saved  # type: ignore[method-assign]


def survey(ledger: Path, folder: Path, log: Path) -> None:
    """Open the ledger in a window and record one door after the other by hand."""
    listen(log)
    mark = str(log.read_text().count("\n"))
    faulthandler.enable()  # a window that breaks says where
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
        _record(page.card, mark, number)
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
    unique = f"{int(mark):05d}{number:03d}"
    texts = (f"Owner {mark}", f"08{unique}", f"138{unique}", f"at {mark}, door {number}")
    for (kind, name), text in zip(TYPED, texts, strict=True):
        editor = card.editor(kind, name)
        line = editor.inputs()[0]
        assert isinstance(line, QLineEdit)
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
    for place, name in enumerate(PRESSED):
        editor = card.editor("household", name)
        # Never "not visited": who then agrees to something has been visited after all.
        codes = [code for code in editor.field.codes.labels if code != 0]
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
