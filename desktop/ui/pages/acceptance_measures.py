"""The measured values of an item: what to type, and what they come to while they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.measurement import Judgement, judge
from desktop.domain.project_codes import CheckResult
from desktop.ui.shell.language import language, tr
from desktop.ui.viewmodels.acceptance_words import measure_label, reasons_words
from desktop.ui.widgets.code_buttons import PLAIN
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from desktop.domain.checklist import Item, Measure

_COLUMNS = 4
_WIDEST = 260


class MeasureForm(QWidget):
    """Inputs for the measures of one item.

    Signals:
        judged: the judgement has changed.
    """

    judged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._item: Item | None = None
        self._limits: Mapping[str, Decimal] = {}
        self._inputs: dict[str, QLineEdit | QComboBox] = {}
        self._cells: dict[str, QWidget] = {}
        self.judgement = Judgement(None)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self.verdict = label("", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addLayout(self._grid)
        box.addWidget(self.verdict)
        # On a low screen the pane scrolls; the inputs are not squeezed.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_item(self, item: Item, limits: Mapping[str, Decimal]) -> None:
        """Ask for the values of ``item``; what is being typed for the same item stays."""
        self._limits = limits
        if self._item is not None and self._item.measures == item.measures:
            self._item = item
            self._judge()
            return
        self._item = item
        for cell in self._cells.values():
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._inputs, self._cells = {}, {}
        for measure in item.measures:
            self._add(measure)
        self._judge()

    def values(self) -> dict[str, str]:
        """Return measure → what stands in its input, as far as it is asked for."""
        found = {name: _text(field) for name, field in self._inputs.items()}
        item = self._item
        return {m.name: found[m.name] for m in (item.measures if item else ()) if m.asked(found)}

    def put(self, values: Mapping[str, str]) -> None:
        """Write values into the inputs."""
        for name, text in values.items():
            field = self._inputs.get(name)
            if field is None:
                continue
            with QSignalBlocker(field):
                if isinstance(field, QComboBox):
                    field.setCurrentIndex(max(0, field.findData(text)))
                else:
                    field.setText(text)
        self._judge()

    def clear(self) -> None:
        """Empty the inputs; a choice stays, the next building has the same pipe."""
        empty = [n for n, field in self._inputs.items() if isinstance(field, QLineEdit)]
        self.put(dict.fromkeys(empty, ""))

    def input(self, name: str) -> QLineEdit | QComboBox:
        """Return the input of one measure."""
        return self._inputs[name]

    def _add(self, measure: Measure) -> None:
        field: QLineEdit | QComboBox
        if measure.choices:
            field = QComboBox()
            field.addItem(tr("choose…"), "")
            for value, (chinese, english) in measure.choices.items():
                field.addItem(chinese if language() == "zh_CN" else english, value)
            field.currentIndexChanged.connect(lambda _: self._judge())
        else:
            field = QLineEdit()
            field.setMaxLength(20)
            if measure.kind == "date":
                field.setPlaceholderText("2026-01-31")
            field.textChanged.connect(lambda _: self._judge())
        field.setAccessibleName(measure_label(measure))
        field.setMinimumHeight(PLAIN)
        field.setMaximumWidth(_WIDEST)
        cell = QWidget(self)
        cell.setMinimumHeight(PLAIN + self.fontMetrics().height() + 4)
        inside = QVBoxLayout(cell)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(1)
        inside.addWidget(label(measure_label(measure), "muted"))
        inside.addWidget(field)
        self._inputs[measure.name], self._cells[measure.name] = field, cell

    def _judge(self) -> None:
        item = self._item
        if item is None:
            return
        values = {name: _text(field) for name, field in self._inputs.items()}
        asked = [measure.name for measure in item.measures if measure.asked(values)]
        for name, cell in self._cells.items():
            self._grid.removeWidget(cell)
            cell.setVisible(name in asked)
        for number, name in enumerate(asked):
            self._grid.addWidget(self._cells[name], number // _COLUMNS, number % _COLUMNS)
        self.judgement = judge(item, self.values(), self._limits)
        typed = (n for n in asked if isinstance(self._inputs[n], QLineEdit))
        self._say(begun=any(values[name] for name in typed))
        self.judged.emit()

    def _say(self, *, begun: bool) -> None:
        result = self.judgement.result
        words = reasons_words(self.judgement.reasons)
        if result is CheckResult.PASS:
            words = tr("✓ meets the criterion")
        elif result is CheckResult.FAIL:
            words = tr("✕ does not meet the criterion: {why}", why=words)
        elif not begun:
            words = tr("The judgement shows here while you type.")
        role = {CheckResult.PASS: "good", CheckResult.FAIL: "notMet"}.get(
            result or CheckResult.NOT_APPLICABLE, "muted"
        )
        self.verdict.setText(words)
        self.verdict.setObjectName(role)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)


def _text(field: QLineEdit | QComboBox) -> str:
    if isinstance(field, QComboBox):
        return str(field.currentData() or "")
    return field.text().strip()
