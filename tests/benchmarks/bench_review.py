"""The review of a returned workbook with 50,000 lines: filter, answer, show.

``python -m tests.benchmarks.bench_review [LINES]``; medians of five in milliseconds of processor
time. ``sort`` puts the labels of all lines in order, as a yardstick of the machine.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LINES, ROUNDS = 50_000, 5
TARGETS = {"filter": 30}
_TYPED = ("7栋", "13999", "棉纺厂 3栋", "nothing at all", "")


def run(lines: int = LINES) -> dict[str, Any]:
    """Return milliseconds by what a person does."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desktop.ui.pages.review_pane import ReviewPane
    from desktop.ui.viewmodels.merge_lines import merge_lines
    from desktop.ui.viewmodels.review_lines import Pick
    from desktop.ui.viewmodels.review_state import ReviewState
    from tests.support.fake_district import big_review
    from tests.support.fake_office import fake_office

    app = QApplication.instance() or QApplication([])
    made = merge_lines(big_review(lines))
    pane = ReviewPane(_desk(fake_office()))
    pane.resize(1240, 600)
    pane.show()
    answer: dict[str, Any] = {"lines": lines}
    answer["show"] = _median(lambda _: pane.show_state(ReviewState(made)))
    pane.tree.setCurrentItem(pane.tree.topLevelItem(0))

    def type_(turn: int) -> None:
        pane.text.blockSignals(True)
        pane.text.setText(_TYPED[turn % len(_TYPED)])
        pane.text.blockSignals(False)
        pane.narrow()

    answer["filter"] = _median(type_)
    pane.text.setText("")
    pane.narrow()
    pane.table.selectAll()
    answer["answer all"] = _median(lambda _: pane.answer(Pick.OURS))
    answer["sort"] = _median(lambda _: sorted(line.label for line in made))
    app.processEvents()
    return {**answer, "targets": TARGETS}


def _median(work: Callable[[int], object]) -> float:
    took = []
    for turn in range(ROUNDS):
        started = time.process_time()
        work(turn)
        took.append((time.process_time() - started) * 1000)
    return round(statistics.median(took), 1)


def _desk(office: Any) -> Any:
    from desktop.kernel.settings import Settings
    from desktop.ui.shell.change_bus import ChangeBus
    from desktop.ui.shell.desk import Desk
    from desktop.ui.shell.jobs import Runner
    from desktop.ui.shell.messages import Messages

    return Desk(office, Runner(), ChangeBus(), Messages(), Settings())


if __name__ == "__main__":
    print(json.dumps(run(*map(int, sys.argv[1:2])), ensure_ascii=False))
    sys.stdout.flush()
    os._exit(0)
