"""The doors where nobody was home: how often, when, and when to try again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.walk import best_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from desktop.ui.viewmodels.elevation import Door

_ID = Qt.ItemDataRole.UserRole


class AgainList(QListWidget):
    """Still to visit; a tap or Enter goes to the door.

    Signals:
        picked: id of the household.
    """

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Still to visit"))
        self.setProperty("visit", True)
        self.setWordWrap(True)
        self.itemActivated.connect(self._go)
        self.itemClicked.connect(self._go)

    def show_doors(self, doors: Sequence[Door]) -> None:
        """List these doors."""
        self.clear()
        for door in doors:
            item = QListWidgetItem(again_words(door))
            item.setData(_ID, door.id)
            item.setSizeHint(QSize(0, max(current().measure("touch"), 52)))
            self.addItem(item)
        if not doors:
            item = QListWidgetItem(tr("Nobody is to be tried again."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)

    def _go(self, item: QListWidgetItem) -> None:
        if item.data(_ID):
            self.picked.emit(item.data(_ID))


def again_words(door: Door) -> str:
    """Return door, owner, times tried, the last time and the best next one."""
    tried = [moment.astimezone() for moment in door.row.tried]
    times = {
        "evening": tr("try an evening"),
        "weekend": tr("try a weekend"),
        "morning": tr("try a morning"),
        "afternoon": tr("try an afternoon"),
    }
    words = [
        f"{door.row.label} {door.row.owner_name}".strip(),
        tr("tried {times} times", times=max(1, door.row.tries)),
    ]
    if tried:
        words.append(tr("last {when}", when=_when(tried[-1])))
    return " · ".join([*words, times[best_time(tried)]])


def _when(moment: datetime) -> str:
    days = (
        tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"),
    )  # fmt: skip
    return f"{moment:%m-%d} {days[moment.weekday()]} {moment:%H:%M}"
