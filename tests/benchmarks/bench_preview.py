"""A list of 305 pages on the screen: opened, and a page shown after a click.

``python -m tests.benchmarks.bench_preview``; medians of five, wall time in the window's thread, at
the two widths of a small and a large screen. The peer draws a page the plain way in the same run:
opens the file, draws the page, makes a PNG of it and reads that back.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import time
from functools import partial
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.shell.jobs import Runner
    from desktop.ui.widgets.paper_pane import PaperPane

ROUNDS = 5
PAGES = 305
_LINES = 7_500
_WIDTHS = (740, 1_270)
_JUMPS = (200, 40, 300, 110, 250)
TARGETS = {"opened_ms": 100, "page_shown_ms": 20}


def paper() -> bytes:
    """Return a handover list of exactly ``PAGES`` pages."""
    import pikepdf

    from desktop.documents.renderer import render_form
    from tests.documents.conftest import content

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(render_form(content(count=_LINES)).data)) as pdf:
        del pdf.pages[PAGES:]
        pdf.save(out)
    return out.getvalue()


def plainly(data: bytes, page: int, width: int) -> None:
    """Show a page the plain way."""
    import pypdfium2
    from PySide6.QtGui import QPixmap

    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        sheet = document[page]
        picture = io.BytesIO()
        sheet.render(scale=width / sheet.get_width()).to_pil().save(picture, "PNG")
        QPixmap().loadFromData(picture.getvalue())


def until(done: Callable[[], bool], act: Callable[[], object]) -> float:
    """Return milliseconds from ``act`` until the window shows what is ``done``."""
    from PySide6.QtWidgets import QApplication

    start = time.perf_counter()
    act()
    while not done():
        QApplication.processEvents()
    return (time.perf_counter() - start) * 1_000


def measure(data: bytes, width: int) -> dict[str, float]:
    """Open the paper and jump about in it; return medians in milliseconds."""
    from desktop.ui.shell.jobs import Runner
    from desktop.ui.widgets.paper_pane import PaperPane

    runner = Runner()
    pane = PaperPane(runner)
    pane.resize(width, 800)
    pane.show()
    took = [_round(pane, runner, data, page) for page in _JUMPS[:ROUNDS]]
    plain = [until(_at_once, partial(plainly, data, page, width)) for page in _JUMPS[:ROUNDS]]
    pane.deleteLater()
    runner.stop()
    return {
        "opened": statistics.median(one[0] for one in took),
        "far page": statistics.median(one[1] for one in took),
        "next page": statistics.median(one[2] for one in took),
        "far page plainly": statistics.median(plain),
    }


def _round(pane: PaperPane, runner: Runner, data: bytes, page: int) -> tuple[float, float, float]:
    view = pane.view

    def rest() -> None:
        until(lambda: not runner.busy, lambda: None)

    view.show_words("")
    rest()
    opened = until(lambda: view.pages == PAGES and view.drawn, partial(view.show_paper, data))
    rest()
    far = until(partial(_in_front, pane, page), partial(view.go_to, page))
    rest()
    after = until(partial(_in_front, pane, page + 1), partial(view.go_to, page + 1))
    rest()
    return opened, far, after


def _at_once() -> bool:
    return True


def _in_front(pane: PaperPane, page: int) -> bool:
    return pane.view.page == page and pane.view.shows(page)


def run() -> dict[str, Any]:
    """Measure at both widths; targets stand beside."""
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    data = paper()
    found = {
        f"{width}_pixels": {name: round(ms, 1) for name, ms in measure(data, width).items()}
        for width in _WIDTHS
    }
    application.quit()
    return {"pages": PAGES, **found, "targets": TARGETS}


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False, indent=2))
