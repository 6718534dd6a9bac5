"""Draws ``docs/screenshots`` from a demo ledger: ``python tests/support/screenshots.py DEMO_DIR``.

DEMO_DIR is what ``hubiao demo`` built. Needs a display (``xvfb-run`` will do), because offscreen
windows have no frames and no real focus.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402 - after the path
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402 - after the path

from desktop.kernel.clock import SystemClock  # noqa: E402 - after the path
from desktop.kernel.identity import time_ordered_ids  # noqa: E402 - after the path
from desktop.kernel.settings import Settings, save_settings  # noqa: E402 - after the path
from desktop.services.environment import Environment  # noqa: E402 - after the path
from desktop.services.program import Program  # noqa: E402 - after the path
from desktop.ui.application import Controller, WindowContext  # noqa: E402 - after the path

if TYPE_CHECKING:
    from desktop.ui.main_window.window import MainWindow

OUT = ROOT / "docs" / "screenshots"
_SETTLE = 1_200


def settle(milliseconds: int = _SETTLE) -> None:
    """Let jobs end and windows paint."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def shoot(widget: QWidget, name: str, folder: Path = OUT) -> None:
    """Save what ``widget`` shows, in few colours so that the file stays small."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    widget.grab().save(str(path))
    Image.open(path).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(
        path, optimize=True
    )


def _pages(window: MainWindow, suffix: str, demo: Path, folder: Path) -> None:
    quarters = window.desk.office.reading.quarters()
    best = max(quarters, key=lambda q: min(q.progress.visited, q.progress.refused * 50))
    for name in ("today", "quarters", "survey", "ledger", "stages", "acceptance", "forms",
                 "exchange", "settings"):  # fmt: skip
        if name == "survey":
            window.desk.choose(best.id)
        if name == "stages":
            window.desk.choose(quarters[1].id)
        page: Any = window.show_page(name)
        if name == "forms":
            settle(600)
            page.choice.setCurrentIndex(0)
        if name == "exchange":
            page.roster.read(demo / "roster.xlsx")
            settle(4_000)
        if name == "acceptance":
            window.desk.choose(quarters[0].id)
        settle()
        shoot(window, f"{name}{suffix}", folder)
        _more(window, name, page, suffix, demo, folder)


def _more(window: MainWindow, name: str, page: Any, suffix: str, demo: Path, folder: Path) -> None:
    """Shoot what else a page has to show."""
    if name == "today":
        page.tabs.setCurrentIndex(2)
        settle(400)
        shoot(window, f"today-charts{suffix}", folder)
        page.tabs.setCurrentIndex(0)
    if name == "quarters":
        page.show_board()
        settle()
        shoot(window, f"readiness{suffix}", folder)
        page.show_list()
    if name == "stages":
        _tabs(window, window.desk.office.reading.quarters()[0].id, suffix, folder)
    if name == "exchange":
        _returned(window, page, suffix, demo, folder)


def _returned(window: MainWindow, page: Any, suffix: str, demo: Path, folder: Path) -> None:
    """Shoot the way of a workbook: out, back, and what stays open."""
    from tests.support.returned import returned_workbook

    page.tabs.setCurrentWidget(page.export)
    settle()
    shoot(window, f"export{suffix}", folder)
    page.tabs.setCurrentWidget(page.merge)
    page.merge.plan(returned_workbook(window.desk.office, demo / "returned-now.xlsx"))
    settle(5_000)
    shoot(window, f"merge{suffix}", folder)
    page.tabs.setCurrentWidget(page.questions)
    settle()
    shoot(window, f"questions{suffix}", folder)


def _tabs(window: MainWindow, quarter_id: str, suffix: str, folder: Path) -> None:
    """Shoot the sides of a finished quarter's project."""
    window.desk.choose(quarter_id)
    for name in ("committee", "votes", "money", "works", "records", "after"):
        window.desk.tab_asked.emit(name)
        settle()
        shoot(window, f"stages-{name}{suffix}", folder)
    window.desk.tab_asked.emit("stages")


def main(demo: Path, folder: Path = OUT, *, looks: tuple[tuple[str, str, int, str], ...]) -> None:
    """Draw every page in every look: (suffix, theme, scale, language)."""
    app = QApplication([])
    settings = demo / "settings.json"
    for suffix, theme, scale, language in looks:
        save_settings(settings, Settings(theme=theme, language=language, font_scale=scale))
        world = Environment(
            clock=SystemClock(), make_id=time_ordered_ids(), device_folder=demo / "device"
        )
        program = Program(world, language=language)
        context = WindowContext(program, settings, demo / "demo.hubiao", "负责人", None)
        controller = Controller(context, app)
        controller.show_welcome()
        settle(400)
        assert controller.front is not None
        shoot(controller.front, f"welcome{suffix}", folder)
        controller.show_login()
        settle(400)
        shoot(controller.front, f"login{suffix}", folder)
        controller.open(demo / "demo.hubiao", "负责人", "demo")
        settle()
        assert controller.window is not None
        _pages(controller.window, suffix, demo, folder)
        window = controller.window
        window.search.setFocus()
        window.search.setText("王")
        window.search.textEdited.emit("王")
        settle(300)
        controller.quit()


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        Path(sys.argv[2]) if len(sys.argv) > 2 else OUT,
        looks=(("", "light", 100, "zh_CN"), ("-dark", "dark", 100, "zh_CN")),
    )
