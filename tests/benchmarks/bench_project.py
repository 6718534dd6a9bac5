"""The project of 100 quarters and 50,000 households: pages to painted, gates, verdicts.

``python -m tests.benchmarks.bench_project [--keep FOLDER]``; medians of five, one JSON document.
The ledger is the demo of that size with the records of a project in every quarter; ``--keep`` keeps
it for the next run.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.values import Record
    from desktop.services.bundle import Office
    from desktop.services.program import Program
    from desktop.ui.main_window.window import MainWindow

HOUSEHOLDS, QUARTERS = 50_000, 100
ROUNDS = 5
TARGETS = {
    "today_ms": 100,
    "readiness_ms": 100,
    "gates_ms": 100,
    "verdicts_cold_ms": 1500,
    "verdicts_changed_ms": 50,
}
_OPERATOR, _PASSPHRASE = "负责人", "demo"
_TOLD = 6
"""Quarters whose story the demo tells itself."""


def make_project(folder: Path) -> Path:
    """Make the demo of 100 quarters with a project in each, or return the one that is there."""
    from desktop.kernel.progress import CancellableProgress

    path = folder / "demo" / "demo.hubiao"
    if path.exists():
        return path
    program = _program(folder)
    program.build_demo(
        folder / "demo",
        households=HOUSEHOLDS,
        seed=7,
        operator=_OPERATOR,
        passphrase=_PASSPHRASE,
        progress=CancellableProgress(),
    )
    with program.open(path, operator=_OPERATOR, passphrase=_PASSPHRASE) as office:
        office._ledger.backup_at_close = False
        _tell_the_rest(office, program)
    return path


def _program(folder: Path) -> Program:
    from desktop.kernel.clock import SystemClock
    from desktop.kernel.identity import time_ordered_ids
    from desktop.services.demo.story import build_demo
    from desktop.services.environment import Environment
    from desktop.services.program import Program

    world = Environment(SystemClock(), time_ordered_ids(), folder / "device")
    return Program(world, language="zh_CN", demo_builder=build_demo)


def _tell_the_rest(office: Office, program: Program) -> None:
    """Give every quarter the registers of one part of the demo's story."""
    from desktop.domain.project_fields import PROJECT
    from desktop.services.demo.registers import PARTS, Registers, Stand

    quarters = sorted(office.reading.quarters(), key=lambda row: row.code)
    assert len(quarters) == QUARTERS, len(quarters)
    known = {str(o["name"]): str(o["id"]) for o in office.registers.rows("organisation")}
    found: dict[str, list[Record]] = {}
    for number, quarter in enumerate(quarters[_TOLD:]):
        buildings = [building.id for building in office.reading.buildings(quarter.id)]
        part = PARTS[number % len(PARTS)]
        stand = Stand(quarter.id, quarter.progress.households, buildings)
        environment = program.environment
        today = environment.clock.today()
        registers = Registers(today, environment.make_id, {part: stand}, known)
        for kind, records in registers.records(part).items():
            found.setdefault(kind, []).extend(records)
    order = ("stage_paper", *(entity.kind for entity in PROJECT))
    inserts = {kind: found[kind] for kind in order if kind in found}
    office.editing.change_many("file-papers", inserts=inserts)


class _Seat:
    """A person before the window over that ledger."""

    def __init__(self, path: Path) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtWidgets import QApplication

        from desktop.kernel.settings import Settings, save_settings
        from desktop.ui.application import Controller, WindowContext

        self.app = QApplication.instance() or QApplication([])
        settings = path.parent.parent / "settings.json"
        save_settings(settings, Settings(language="zh_CN", theme="light"))
        context = WindowContext(_program(path.parent.parent), settings, path, _OPERATOR, None)
        self.controller = Controller(context, self.app)  # type: ignore[arg-type]
        self.controller.open(path, _OPERATOR, _PASSPHRASE)
        assert self.controller.office is not None
        self.controller.office._ledger.backup_at_close = False
        self.window.resize(1366, 768)
        self.idle()
        self._rest(3.0)

    @property
    def window(self) -> MainWindow:
        """The main window."""
        assert self.controller.window is not None
        return self.controller.window

    @property
    def office(self) -> Office:
        """The services behind it."""
        assert self.controller.office is not None
        return self.controller.office

    def idle(self) -> None:
        """Wait until everything asked for has been answered and shown."""
        deadline = time.monotonic() + 120
        while True:
            self.app.processEvents()
            if not self.window.desk.runner.busy:
                return
            if time.monotonic() > deadline:
                message = "the window did not come to rest"
                raise TimeoutError(message)
            time.sleep(0.0005)

    def to_page(self, name: str) -> float:
        """Return the milliseconds from the choice of a page to its painted answer."""
        self.window.show_page("settings")
        self.idle()
        if name in self.window.pages:
            # A page on which nothing has changed would be shown again without being read.
            self.window.pages[name].renew()
        self._rest(0.3)
        begun = time.perf_counter()
        page = self.window.show_page(name)
        self.idle()
        page.repaint()
        return (time.perf_counter() - begun) * 1000

    def close(self) -> None:
        """Leave."""
        self.controller.dismiss()

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.app.processEvents()
            time.sleep(0.001)
        self.idle()


def _timed(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


def _told(found: list[float]) -> dict[str, float]:
    return {"median": round(statistics.median(found), 1), "worst": round(max(found), 1)}


def _verdicts(office: Office) -> dict[str, Any]:
    """Cold: nothing counted yet; changed: one household's fact has changed since."""
    from desktop.services.verdicts import Verdicts

    quarter = office.reading.quarters()[-1]
    from desktop.domain.rows import Scope

    door = office.reading.doors(Scope(quarter_id=quarter.id))[0]
    cold = [_timed(Verdicts(office._ledger).totals) for _ in range(ROUNDS)]
    kept = Verdicts(office._ledger)
    kept.totals()
    changed = []
    for number in range(ROUNDS):
        office.editing.set_field("household", door.id, "w_state", str(1 + number % 2))
        changed.append(_timed(kept.totals))
    return {"verdicts_cold_ms": _told(cold), "verdicts_changed_ms": _told(changed)}


def run(keep: Path | None = None) -> dict[str, Any]:
    """Measure, print one JSON document and return it."""
    with tempfile.TemporaryDirectory(prefix="hubiao-bench-") as folder:
        path = make_project(keep or Path(folder))
        seat = _Seat(path)
        try:
            answer: dict[str, Any] = {"quarters": QUARTERS, "households": HOUSEHOLDS}
            answer["today_ms"] = _told([seat.to_page("today") for _ in range(ROUNDS)])
            answer["readiness_ms"] = _told([seat.to_page("quarters") for _ in range(ROUNDS)])
            answer["stages_ms"] = _told([seat.to_page("stages") for _ in range(ROUNDS)])
            answer |= _services(seat.office)
            answer |= _verdicts(seat.office)
        finally:
            seat.close()
    answer["targets"] = TARGETS
    print(json.dumps(answer, ensure_ascii=False, indent=1))
    return answer


def _services(office: Office) -> dict[str, Any]:
    """What the pages ask for, without the window."""
    asked: dict[str, Callable[[], object]] = {
        "quarters_ms": office.reading.quarters,
        "funds_ms": office.money.summary,
        "gates_ms": getattr(office.gates, "all", lambda: None),
    }
    return {name: _told([_timed(action) for _ in range(ROUNDS)]) for name, action in asked.items()}


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path)
    run(parser.parse_args().keep)


if __name__ == "__main__":
    _main()
