"""The types of forms under their headings, as one list to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox

from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.form_words import group_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NAME = Qt.ItemDataRole.UserRole


class TypeChoice(QComboBox):
    """Chooses a type; headings cannot be chosen. The data of an entry is the type's name."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Form"))
        self.setMaxVisibleItems(24)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self._types: dict[str, Mapping[str, Any]] = {}

    @property
    def chosen(self) -> Mapping[str, Any] | None:
        """Return the chosen type, None while there is none."""
        return self._types.get(str(self.currentData()))

    def title(self, name: str) -> str:
        """Return what the type ``name`` is called."""
        return str(self._types[name]["title"]) if name in self._types else name

    def type_of(self, name: str) -> Mapping[str, Any] | None:
        """Return the type called ``name``."""
        return self._types.get(name)

    def offer(self, types: Sequence[Mapping[str, Any]], first: str) -> None:
        """Offer these types, ``first`` chosen."""
        self._types = {str(one["type"]): one for one in types}
        model = QStandardItemModel(self)
        group = ""
        for one in types:
            if one["group"] != group:
                group = str(one["group"])
                model.appendRow(_heading(group_word(group)))
            item = QStandardItem(f"  {one['title']}")
            item.setData(one["type"], _NAME)
            item.setToolTip(str(one["title"]))
            model.appendRow(item)
        with QSignalBlocker(self):
            self.setModel(model)
            self.setCurrentIndex(self.findData(first if first in self._types else None))


def _heading(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item
