"""A paper with its tools: pages, zoom and search above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import label, row
from desktop.ui.widgets.paper_view import PaperView
from desktop.ui.widgets.paper_view_layout import FIT_PAGE, FIT_WIDTH
from desktop.ui.widgets.paper_view_search import PaperSearch

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.shell.jobs import Runner

_PERCENTS = (50, 75, 100, 125, 150, 200, 300)
_CLOSER = 1.25
_INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class PaperPane(QWidget):
    """Shows a PDF with page turning, zoom and search; ``view`` is the paper itself."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self.view = PaperView(runner)
        self.search = PaperSearch(self.view, runner)
        self.number = QSpinBox()
        self.number.setAccessibleName(tr("Page"))
        self.number.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.number.setKeyboardTracking(False)
        self.number.valueChanged.connect(lambda number: self.view.go_to(number - 1))
        self.of = label("", "muted")
        self.zoom = QComboBox()
        self.zoom.setAccessibleName(tr("Size of the page"))
        self.zoom.setEditable(True)
        self.zoom.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zoom.activated.connect(self._zoomed)
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Find in the paper"))
        self.words.setAccessibleName(tr("Find in the paper"))
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(120)
        self.words.textChanged.connect(self.search.type)
        self.words.returnPressed.connect(lambda: self.search.step(1))
        self.says = label("", "muted")
        self.says.setAccessibleName(tr("Hits"))
        self._fill_zoom()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._tools())
        layout.addWidget(self.view, 1)
        self.view.moved.connect(self._moved)
        self.search.changed.connect(self._searched)
        self._add_keys()
        self._moved()
        self._searched()

    def look_for(self) -> None:
        """Put the cursor into the search."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _tools(self) -> QHBoxLayout:
        self.back = _tool("‹", tr("Page before"), lambda: self._turn(-1))
        self.on = _tool("›", tr("Next page"), lambda: self._turn(1))
        self.smaller = _tool("−", tr("Smaller"), lambda: self.view.zoom_by(1 / _CLOSER))
        self.larger = _tool("＋", tr("Larger"), lambda: self.view.zoom_by(_CLOSER))
        self.hit_before = _tool("↑", tr("Hit before"), lambda: self.search.step(-1))
        self.hit_after = _tool("↓", tr("Next hit"), lambda: self.search.step(1))
        return row(
            self.back, self.number, self.of, self.on,
            self.smaller, self.zoom, self.larger,
            self.words, self.says, self.hit_before, self.hit_after,
            spacing=4,
        )  # fmt: skip

    def _fill_zoom(self) -> None:
        self.zoom.addItem(tr("Fit width"), FIT_WIDTH)
        self.zoom.addItem(tr("Fit page"), FIT_PAGE)
        for percent in _PERCENTS:
            self.zoom.addItem(f"{percent}%", percent / 100)
        line = self.zoom.lineEdit()
        assert line is not None  # noqa: S101 - it is editable
        line.setAccessibleName(self.zoom.accessibleName())
        line.returnPressed.connect(self._typed_zoom)

    def _zoomed(self, place: int) -> None:
        self.view.set_zoom(float(self.zoom.itemData(place)))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed_zoom(self) -> None:
        text = self.zoom.currentText().strip().rstrip("%％").strip()
        if text.isdecimal():
            self.view.set_zoom(int(text) / 100)
        self._moved()

    def _turn(self, by: int) -> None:
        self.view.go_to(self.view.page + by)

    def _moved(self) -> None:
        pages, page = self.view.pages, self.view.page
        with QSignalBlocker(self.number):
            self.number.setRange(min(1, pages), pages)
            self.number.setValue(page + 1)
        self.of.setText(f"/ {pages}")
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page + 1 < pages)
        for each in (self.number, self.zoom, self.smaller, self.larger, self.words):
            each.setEnabled(pages > 0)
        with QSignalBlocker(self.zoom):
            self.zoom.setCurrentIndex(self.zoom.findData(self.view.zoom))
            if self.view.zoom > 0:
                self.zoom.setEditText(f"{self.view.percent}%")

    def _searched(self) -> None:
        count = self.search.count
        if not self.search.text:
            told = ""
        elif count:
            told = f"{self.search.number} / {count}" + ("…" if self.search.searching else "")
        else:
            told = tr("Searching…") if self.search.searching else tr("Not found")
        self.says.setText(told)
        self.hit_before.setEnabled(count > 0)
        self.hit_after.setEnabled(count > 0)

    def _leave_search(self) -> None:
        self.words.clear()
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_keys(self) -> None:
        line = Qt.ShortcutContext.WidgetShortcut
        for keys, owner, context, run in (
            ("F3", self, _INSIDE, lambda: self.search.step(1)),
            ("Shift+F3", self, _INSIDE, lambda: self.search.step(-1)),
            ("Shift+Return", self.words, line, lambda: self.search.step(-1)),
            ("Esc", self.words, line, self._leave_search),
        ):
            shortcut = QShortcut(QKeySequence(keys), owner)
            shortcut.setContext(context)
            shortcut.activated.connect(run)


def _tool(text: str, name: str, run: Callable[[], object]) -> QToolButton:
    made = QToolButton()
    made.setText(text)
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setProperty("touch", True)
    made.setMinimumSize(30, 28)
    made.clicked.connect(lambda *_: run())
    return made
