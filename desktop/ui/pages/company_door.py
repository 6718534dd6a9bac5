"""Saying which household a line of a company's list speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class DoorChoice(QComboBox):
    """A box to type an address into; the likely households stand first."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Household"))
        self.setEditable(True)
        typed = self.lineEdit()
        if typed is not None:
            typed.setAccessibleName(tr("Household"))
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self._labels = QStringListModel()
        self._ids: list[str] = []
        self._all: list[tuple[str, str]] = []
        self.setModel(self._labels)
        completer = QCompleter(self._labels, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)

    def set_doors(self, doors: Mapping[str, str]) -> None:
        """Offer these: household id → address."""
        self._all = sorted(doors.items(), key=lambda one: one[1])
        self.offer((), "")

    def offer(self, candidates: Sequence[str], chosen: str) -> None:
        """Put ``candidates`` first and choose ``chosen``, else the only one of them."""
        first = set(candidates)
        ordered = [one for one in self._all if one[0] in first]
        ordered += [one for one in self._all if one[0] not in first]
        with QSignalBlocker(self):
            self._ids = [one[0] for one in ordered]
            self._labels.setStringList([one[1] for one in ordered])
            wanted = chosen or (candidates[0] if len(candidates) == 1 else "")
            self.setCurrentIndex(self._ids.index(wanted) if wanted in self._ids else -1)
            if not wanted:
                self.setEditText("")

    @property
    def household_id(self) -> str:
        """The household whose address stands in the box; empty for none."""
        place = self.findText(self.currentText().strip())
        return self._ids[place] if place >= 0 else ""
