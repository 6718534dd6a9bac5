"""Choosing some buildings of a quarter, or all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, row

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN = 3
"""So many numbers stand on the button; more are counted."""
_TALLEST = 320


class BuildingChoice(QPushButton):
    """A button that says which buildings are chosen and opens the list to tick them.

    Signals:
        changed: other buildings are chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._numbers: tuple[str, ...] = ()
        self.chosen: tuple[str, ...] = ()
        self.clicked.connect(self._open)
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setObjectName("panel")
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Buildings"))
        self.list.itemChanged.connect(self._ticked)
        layout = QVBoxLayout(self._popup)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.list)
        layout.addLayout(
            row(
                button(tr("Whole quarter"), lambda: self.choose(())),
                button(tr("Done"), self._popup.hide),
            )
        )
        self._say()

    def offer(self, numbers: Sequence[str]) -> None:
        """Offer these buildings; what was chosen and is there still stays chosen."""
        self._numbers = tuple(numbers)
        self.choose(tuple(one for one in self.chosen if one in self._numbers))

    def choose(self, numbers: Sequence[str]) -> None:
        """Choose these; none, or all there are, for the whole quarter."""
        before = self.chosen
        self.chosen = tuple(one for one in self._numbers if one in set(numbers))
        with QSignalBlocker(self.list):
            self.list.clear()
            for number in self._numbers:
                item = QListWidgetItem(number, self.list)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(
                    Qt.CheckState.Checked if number in self.chosen else Qt.CheckState.Unchecked
                )
        self._say()
        if self.chosen != before:
            self.changed.emit()

    def _open(self) -> None:
        rows = max(1, self.list.count()) * (self.list.sizeHintForRow(0) + 2)
        self.list.setMinimumHeight(min(_TALLEST, rows + 8))
        self._popup.setMinimumWidth(max(240, self.width()))
        self._popup.move(self.mapToGlobal(self.rect().bottomLeft()))
        self._popup.show()
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def _ticked(self, _item: QListWidgetItem) -> None:
        items = [self.list.item(number) for number in range(self.list.count())]
        ticked = [i.text() for i in items if i.checkState() == Qt.CheckState.Checked]
        self.chosen = tuple(ticked)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        if not self.chosen:
            said = tr("Whole quarter")
        elif len(self.chosen) <= _SHOWN:
            said = "、".join(self.chosen)
        else:
            said = tr("{count} buildings", count=len(self.chosen))
        self.setText(tr("Buildings: {chosen}", chosen=said))
        self.setAccessibleName(self.text())
