"""Narrowing the table by one column, right under its heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.list_filter import Condition, Test, between, possible_tests
from desktop.domain.values import ValueProblem
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import sentence
from desktop.ui.viewmodels.conditions import test_name
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.domain.list_filter import Code
    from desktop.domain.table_columns import TableColumn

_MOST_HIGH = 260


class FilterPopup(QFrame):
    """Order by a column, or ask something of it.

    Signals:
        narrowed: the new :class:`Condition`; an empty one takes the old away.
        ordered: whether the greatest is to stand first.
    """

    narrowed = Signal(object)
    ordered = Signal(bool)

    def __init__(self, parent: QWidget, column: TableColumn, now: Condition | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = column
        self.setAccessibleName(column.heading(language()))
        self._tests = possible_tests(column)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(label(column.heading(language()), "heading"))
        layout.addLayout(
            row(
                button(tr("▲ Smallest first"), lambda: self._order(descending=False)),
                button(tr("▼ Greatest first"), lambda: self._order(descending=True)),
            )
        )
        self._boxes: list[tuple[QCheckBox, Code]] = []
        self._lines: list[QLineEdit] = []
        self._choice = QComboBox()
        if self._tests == (Test.ONE_OF,):
            layout.addWidget(self._codes(now))
        else:
            layout.addLayout(self._question(now))
        layout.addWidget(self._error)
        layout.addLayout(self._foot(now))
        self.setMinimumWidth(300)

    def open_under(self, place: QPoint) -> None:
        """Show it under a heading, inside the screen, with the keyboard in it."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        x = min(place.x(), room.right() - self.width())
        y = min(place.y(), room.bottom() - self.height())
        self.move(max(room.left(), x), max(room.top(), y))
        self.show()
        first: QWidget = self._lines[0] if self._lines else self._boxes[0][0]
        first.setFocus()

    def condition(self) -> Condition:
        """Return what is asked now.

        Raises:
            ValueProblem: a bound is no value of this column.
        """
        if self._boxes:
            codes = tuple(code for box, code in self._boxes if box.isChecked())
            everything = len(codes) == len(self._boxes)
            return Condition(self.column.key, Test.ONE_OF, codes=() if everything else codes)
        test = self._tests[self._choice.currentIndex()]
        if test is Test.BETWEEN:
            return between(self.column, self._lines[0].text(), self._lines[1].text())
        if test in {Test.EMPTY, Test.FILLED}:
            return Condition(self.column.key, test)
        return Condition(self.column.key, test, text=self._lines[0].text().strip())

    def apply(self) -> None:
        """Hand over what is asked; what cannot be read is told beside it."""
        try:
            made = self.condition()
        except ValueProblem as problem:
            told = sentence(problem.code)
            self._error.setText(f"{told.text} {told.hint}")
            self._error.show()
            return
        self.narrowed.emit(made)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Apply with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.apply()
        else:
            super().keyPressEvent(event)

    def _order(self, *, descending: bool) -> None:
        self.ordered.emit(descending)
        self.close()

    def _clear(self) -> None:
        self.narrowed.emit(Condition(self.column.key, Test.ONE_OF))
        self.close()

    def _codes(self, now: Condition | None) -> QWidget:
        field = self.column.field
        assert field is not None  # noqa: S101 - only columns of codes have codes
        assert field.codes is not None  # noqa: S101 - likewise
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        entries: list[tuple[str, Code]] = [
            (field.codes.label(code, language()), code) for code in field.codes.labels
        ]
        for text, code in [*entries, (tr("(empty)"), None)]:
            box = QCheckBox(text)
            box.setAccessibleName(text)
            box.setChecked(now is not None and code in now.codes)
            self._boxes.append((box, code))
            layout.addWidget(box)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        area.setFixedHeight(min(_MOST_HIGH, inside.sizeHint().height() + 4))
        return area

    def _question(self, now: Condition | None) -> QHBoxLayout:
        name = self.column.heading(language())
        for test in self._tests:
            self._choice.addItem(test_name(test))
        self._choice.setAccessibleName(tr("What is asked"))
        for place, text in enumerate((tr("From"), tr("To"))):
            line = QLineEdit()
            line.setAccessibleName(f"{name} {text}" if place else name)
            self._lines.append(line)
        if now is not None:
            self._choice.setCurrentIndex(self._tests.index(now.test))
            self._lines[0].setText(now.low or now.text)
            self._lines[1].setText(now.high)
        self._choice.currentIndexChanged.connect(lambda _: self._arrange())
        self._arrange()
        return row(self._choice, *self._lines, stretch=False)

    def _arrange(self) -> None:
        test = self._tests[self._choice.currentIndex()]
        self._lines[0].setVisible(test not in {Test.EMPTY, Test.FILLED})
        self._lines[1].setVisible(test is Test.BETWEEN)
        self._choice.setVisible(len(self._tests) > 1)
        for line, text in zip(self._lines, (tr("From"), tr("To")), strict=True):
            line.setPlaceholderText(text if test is Test.BETWEEN else "")

    def _foot(self, now: Condition | None) -> QHBoxLayout:
        clear = button(tr("Show all"), self._clear)
        clear.setEnabled(now is not None)
        foot = row(clear)
        foot.addWidget(button(tr("Apply"), self.apply, main=True))
        return foot
