"""抄表: the readings of a master and of everything right below it, typed one under the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.fields import ENTITIES
from desktop.domain.reading_list import ReadingEntry, read_value
from desktop.domain.values import ValueProblem, parse
from desktop.kernel.errors import HubiaoError
from desktop.ui.itemmodels.reading_rows import READING, ReadingRows
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.widgets.code_buttons import TOUCH
from desktop.ui.widgets.panels import EmptyState, button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QLabel

    from desktop.domain.meter_tree import TreeMeter
    from desktop.domain.reading_list import ReadingList
    from desktop.ui.shell.desk import Desk

_SHOWN_PROBLEMS = 6


class ReadingTable(Table):
    """Enter stores a reading and goes on to the next meter; any figure begins to type."""

    def __init__(self, model: ReadingRows) -> None:
        super().__init__(model, (14, 12, 19, 10, 14), tr("Readings"), stretch=4)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.clicked.connect(lambda index: self.begin(index.row()))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.verticalHeader().setDefaultSectionSize(TOUCH)

    def begin(self, number: int = 0) -> None:
        """Begin to type at a row."""
        index = self.model().index(number, READING)
        if index.isValid():
            self.setCurrentIndex(index)
            if self.state() != QAbstractItemView.State.EditingState:
                self.edit(index)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go on to the next meter after Enter."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.begin(self.currentIndex().row() + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a row begins to type."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.begin(max(0, self.currentIndex().row()))
            return
        super().keyPressEvent(event)


class ReadingsPart(QWidget):
    """Each reading is stored when it is left; a lower one only when it is typed again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.kind = "water_meter"
        self.quarter_id = ""
        self.model = ReadingRows()
        self.model.entered.connect(self._entered)
        self.table = ReadingTable(self.model)
        self.day = QLineEdit()
        self.day.setMinimumHeight(TOUCH)
        self.day.setMaximumWidth(160)
        self.day.setPlaceholderText("2026-01-31")
        self.day.setAccessibleName(tr("Day of the readings"))
        self.day.textEdited.connect(lambda _: self.model.clear_typed())
        self.paste = button(tr("Paste a list of readings"), self.paste_clipboard)
        self.paste.setMinimumHeight(TOUCH)
        self.paste.setToolTip(tr("One line a meter: number, reading, perhaps the date"))
        self.problems = label("", "error", wrap=True)
        self.problems.hide()
        self._empty = EmptyState(
            tr("No master meter chosen"),
            tr(
                "Choose a master or unit meter on the left; its sub-meters are listed here to read."
            ),
        )
        layout = QVBoxLayout(self)
        layout.addLayout(row(label(tr("Read on")), self.day, self.paste))
        layout.addWidget(self.problems)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._empty, 1)
        self.show_meters([])
        for control in (self.table, self.paste):
            control.setEnabled(not desk.read_only)

    def show_meters(self, meters: Sequence[TreeMeter]) -> None:
        """List these meters."""
        self.model.show_meters(meters)
        self.table.setVisible(bool(meters))
        self._empty.setVisible(not meters)

    def read_on(self) -> date | None:
        """Return the day of the readings; says so when it cannot be read."""
        field = ENTITIES["meter_reading"].field("read_on")
        assert field is not None  # noqa: S101 - declared in fields.py
        try:
            found = parse(field, self.day.text())
        except ValueProblem:
            found = None
        if found is None:
            self._say(sentence("value-not-a-date").text)
            self.day.setFocus()
            return None
        return found  # type: ignore[return-value]

    def paste_clipboard(self) -> None:
        """Record the list of readings on the clipboard."""
        self.paste_text(QGuiApplication.clipboard().text())

    def paste_text(self, text: str) -> None:
        """Record every usable line of ``text`` in one operation and name the others."""
        day = self.read_on()
        if day is None:
            return
        metering, quarter, kind = self._desk.office.metering, self.quarter_id, self.kind
        self._desk.ask(
            lambda: metering.read_list(quarter, kind, text, day), self._pasted, owner=self
        )

    def _pasted(self, found: ReadingList) -> None:
        lines = [
            tr("Line {line}: {text}: {why}", line=p.line, text=p.text, why=sentence(p.reason).text)
            for p in found.problems
        ]
        more = len(lines) - _SHOWN_PROBLEMS
        if more > 0:
            lines[_SHOWN_PROBLEMS:] = [tr("and {count} more", count=more)]
        self._say("\n".join(lines))
        if not found.entries:
            self._say("\n".join([tr("Nothing to record on the clipboard."), *lines]))
            return
        kind, count = self.kind, len(found.entries)
        metering = self._desk.office.metering
        self._desk.act(
            lambda: metering.record_readings(kind, found.entries),
            owner=self,
            failed=lambda error: self._say("\n".join([_words(error), *lines])),
            notice=tr("{count} readings recorded", count=count),
        )

    def _entered(self, number: int, raw: str) -> None:
        line = self.model.rows[number]
        day = self.read_on()
        if day is None:
            return
        try:
            entry = ReadingEntry(line.meter.id, day, read_value(raw))
        except ValueProblem as problem:
            self.model.say(line.meter.id, sentence(problem.code).text, wrong=True)
            return
        lower, line.asked = line.asked == raw, ""
        kind, metering = self.kind, self._desk.office.metering
        self.model.say(line.meter.id, "…")
        self._desk.act(
            lambda: metering.record_readings(kind, [entry], lower=lower),
            owner=self,
            done=lambda _: self.model.say(entry.meter_id, "✓"),
            failed=partial(self._failed, entry.meter_id, raw),
        )

    def _failed(self, meter_id: str, raw: str, error: BaseException) -> None:
        lower = isinstance(error, HubiaoError) and error.code == "reading-lower"
        for line in self.model.rows:
            if lower and line.meter.id == meter_id:
                line.asked = raw
        text = explain(error).text
        if lower and isinstance(error, HubiaoError):
            text = tr(
                "Lower than {reading} of {day}; type it again if it is right",
                reading=error.details["reading"],
                day=error.details["day"],
            )
        self.model.say(meter_id, text, wrong=True)

    def _say(self, text: str) -> None:
        say(self.problems, text)


def say(place: QLabel, text: str) -> None:
    """Show ``text``; an empty one takes no room."""
    place.setText(text)
    place.setVisible(bool(text))


def _words(error: BaseException) -> str:
    message = explain(error)
    return f"{message.text} {message.hint}".strip()
