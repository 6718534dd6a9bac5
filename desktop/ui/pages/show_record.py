"""From any record to the page where it is worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.domain.values import Record
    from desktop.ui.shell.desk import Desk


def show_record(desk: Desk, kind: str, record_id: str, owner: QObject) -> None:
    """Show a household's card, or the quarter that a record belongs to."""
    reading = desk.office.reading
    if kind == "household":
        desk.opened.emit(record_id)
    elif kind == "quarter":
        desk.choose(record_id)
        desk.page_asked.emit("quarters")
    else:
        desk.ask(lambda: reading.record(kind, record_id), lambda r: _follow(desk, r, owner),
                 owner=owner)  # fmt: skip


def _follow(desk: Desk, record: Record, owner: QObject) -> None:
    """Go up to the nearest thing that has a page."""
    for name, kind in (("household_id", "household"), ("building_id", "building"),
                       ("quarter_id", "quarter")):  # fmt: skip
        above = record.get(name)
        if above and kind == "building":
            show_record(desk, kind, str(above), owner)
            return
        if above:
            show_record(desk, kind, str(above), owner)
            return
