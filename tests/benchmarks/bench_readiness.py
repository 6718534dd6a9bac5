"""The readiness board of 100 quarters and 50,000 households: read, and shown to painted.

``python -m tests.benchmarks.bench_readiness [--keep FOLDER]``; medians of five, one JSON document.
The ledger is the one of ``bench_project``: give both the same folder to keep it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.bench_project import (
    HOUSEHOLDS,
    QUARTERS,
    ROUNDS,
    _Seat,
    _timed,
    _told,
    make_project,
)

if TYPE_CHECKING:
    from desktop.ui.pages.quarters import QuartersPage
    from desktop.ui.pages.readiness_board import ReadinessBoard

TARGETS = {"painted_ms": 100}


def run(keep: Path | None = None) -> dict[str, Any]:
    """Measure, print one JSON document and return it."""
    with tempfile.TemporaryDirectory(prefix="hubiao-bench-") as folder:
        seat = _Seat(make_project(keep or Path(folder)))
        try:
            answer: dict[str, Any] = {"quarters": QUARTERS, "households": HOUSEHOLDS}
            readiness = seat.office.readiness
            answer["first_ms"] = round(_shown(seat), 1)
            answer["painted_ms"] = _told([_shown(seat) for _ in range(ROUNDS)])
            answer["changed_ms"] = _told([_changed(seat, number) for number in range(ROUNDS)])
            answer["read_ms"] = _told([_timed(readiness.board) for _ in range(ROUNDS)])
            answer["groups"] = _groups(seat)
        finally:
            seat.close()
    answer["targets"] = TARGETS
    print(json.dumps(answer, ensure_ascii=False, indent=1))
    return answer


def _page(seat: _Seat) -> QuartersPage:
    page: Any = seat.window.show_page("quarters")
    return page  # type: ignore[no-any-return]


def _board(seat: _Seat) -> ReadinessBoard:
    board = _page(seat).board
    assert board is not None
    return board


def _shown(seat: _Seat) -> float:
    """From the choice of the board to its painted lines; another page was in front."""
    _page(seat).show_list()
    seat.idle()
    begun = time.perf_counter()
    _page(seat).show_board()
    seat.idle()
    _board(seat).repaint()
    taken = (time.perf_counter() - begun) * 1000
    assert len(_board(seat).model.records) == QUARTERS
    return taken


def _changed(seat: _Seat, number: int) -> float:
    """From a household's new fact to the board that counts it, without the writing."""
    from desktop.domain.rows import Scope

    office = seat.office
    quarter = office.reading.quarters()[-1]
    door = office.reading.doors(Scope(quarter_id=quarter.id))[0]
    before = [row.facts.hardship for row in office.readiness.board().rows]
    changes = office.editing.set_field("household", door.id, "hardship", str(number % 2))
    begun = time.perf_counter()
    seat.window.desk.bus.publish(changes)
    seat.idle()
    _board(seat).repaint()
    taken = (time.perf_counter() - begun) * 1000
    after = [row.facts.hardship for row in office.readiness.board().rows]
    assert before != after or not number
    return taken


def _groups(seat: _Seat) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in _board(seat).model.records:
        name = str(row.standing.readiness)
        counts[name] = counts.get(name, 0) + 1
    return counts


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path)
    run(parser.parse_args().keep)


if __name__ == "__main__":
    _main()
