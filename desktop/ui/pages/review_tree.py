"""The groups of a review as a tree: group, quarter, kind, each with how many it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.domain.merge_review import ReviewGroup as Group
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.viewmodels.review_lines import group_hint, group_name, kind_name
from desktop.ui.viewmodels.review_state import EVERYWHERE, Where

if TYPE_CHECKING:
    from desktop.ui.viewmodels.review_state import ReviewState

_WHERE = int(Qt.ItemDataRole.UserRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ReviewTree(QTreeWidget):
    """Choosing a line of it narrows the table.

    Signals:
        chosen: the :class:`Where` that was chosen.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._source = ""
        self.setAccessibleName(tr("Groups of the review"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(True)
        self.setIndentation(14)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(lambda *_: self.chosen.emit(self.where))

    @property
    def where(self) -> Where:
        """What is chosen."""
        item: QTreeWidgetItem | None = self.currentItem()
        found = item.data(0, _WHERE) if item is not None else None
        return found if isinstance(found, Where) else EVERYWHERE

    def show_state(self, state: ReviewState, source: str = "") -> None:
        """Show the groups of a review, or of one source in it; the first of them is chosen."""
        with QSignalBlocker(self):
            self.clear()
            self._source = source
            self._item(None, tr("All"), Where(), len(state.numbers(Where(source=source))))
            groups: dict[Group, dict[str, dict[str, int]]] = {}
            for where, count in state.counts().items():
                if where.group is not None and source in {"", where.source}:
                    inside = groups.setdefault(where.group, {}).setdefault(where.quarter, {})
                    inside[where.kind] = inside.get(where.kind, 0) + count
            for group in (one for one in Group if one in groups):
                self._group(group, groups[group])
            self.setCurrentItem(self.topLevelItem(min(1, self.topLevelItemCount() - 1)))

    def show_open(self, state: ReviewState) -> None:
        """Say in each group how many of it still wait."""
        for number in range(self.topLevelItemCount()):
            item = self.topLevelItem(number)
            where = item.data(0, _WHERE)
            if where.group is None:
                continue
            waiting = state.waiting(where)
            name = group_name(where.group)
            said = tr("{group}, {count} undecided", group=name, count=waiting) if waiting else name
            item.setText(0, name)
            asked = where.group not in {Group.CHANGE, Group.NEW, Group.PROBLEM}
            count = item.data(1, _WHERE)
            if waiting:
                item.setText(1, tr("{count} open", count=waiting))
            else:
                item.setText(1, f"✓ {count}" if asked else str(count))
            token = "not_met_text" if waiting else ("good_text" if asked else "muted")
            item.setForeground(1, current().colour(token))
            item.setToolTip(0, f"{said}\n{group_hint(where.group)}")
            font = item.font(0)
            font.setBold(bool(waiting))
            item.setFont(0, font)

    def _group(self, group: Group, quarters: dict[str, dict[str, int]]) -> None:
        total = sum(sum(kinds.values()) for kinds in quarters.values())
        top = self._item(None, group_name(group), Where(group), total)
        for quarter in sorted(quarters):
            kinds = quarters[quarter]
            name = quarter or tr("(no quarter)")
            below = self._item(top, name, Where(group, quarter), sum(kinds.values()))
            for kind in sorted(kinds, key=kind_name) if len(kinds) > 1 else ():
                said = kind_name(kind) or tr("(other)")
                self._item(below, said, Where(group, quarter, kind), kinds[kind])

    def _item(
        self, parent: QTreeWidgetItem | None, text: str, where: Where, count: int
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text, str(count)])
        item.setData(0, _WHERE, where._replace(source=self._source))
        item.setData(1, _WHERE, count)
        item.setToolTip(0, text)
        item.setTextAlignment(1, Qt.AlignmentFlag(_RIGHT))
        item.setForeground(1, current().colour("muted"))
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        return item
