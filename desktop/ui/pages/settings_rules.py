"""规则参数: the numbers that the office sets, from which day, and by which document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.fields import ENTITIES
from desktop.domain.parameter_sources import source_words
from desktop.domain.parameters import PARAMETERS, Parameter, SetValue, value_on
from desktop.domain.values import parse
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from desktop.domain.changes import Changes
    from desktop.ui.shell.desk import Desk


class SettingsRules(QWidget):
    """Every parameter with the value valid today; a new one holds from a day on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._values: list[SetValue] = []
        self._today: date | None = None
        columns: list[Column[Parameter]] = [
            Column(tr("Rule"), _name, 18),
            Column(tr("Value today"), self._value, 9, number=True, colour=self._colour),
            Column(tr("Unit"), lambda p: p.unit, 5),
            Column(tr("Since"), lambda p: self._newest(p, "day"), 10),
            Column(tr("Document"), lambda p: self._newest(p, "document"), 16),
            Column(tr("Default"), lambda p: _plain(p.default), 7, number=True),
            Column(tr("Source of the default"), lambda p: source_words(p, language()), 30),
        ]
        self.model: RecordTable[Parameter] = RecordTable(columns)
        self.table = Table(self.model, [c.width for c in columns], tr("Rule parameters"), stretch=0)
        self.table.row_chosen.connect(self._chosen)
        self.value = self._line(tr("New value"), 130)
        self.day = self._line(tr("Valid from, such as 2026-01-31"), 210)
        self.document = self._line(tr("Document number"), 210)
        self.set_button = button(tr("Set from this day"), self._set, main=True)
        self._name_said = label("", "heading", wrap=True)
        self._wrong = label("", "error", wrap=True)
        self._history = label("", "muted", wrap=True)
        self._build()
        desk.bus.changed.connect(self._on_changes)

    def refresh(self) -> None:
        """Read what the office has set."""
        parameters = getattr(self._desk.office, "parameters", None)
        if parameters is not None:
            self._desk.ask(
                lambda: (parameters.values(), parameters.today()), self._show, owner=self
            )

    def choose(self, name: str) -> None:
        """Choose the parameter called ``name``."""
        number = next((n for n, p in enumerate(self.model.records) if p.name == name), -1)
        if number >= 0:
            self.table.selectRow(number)

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.addWidget(
            label(
                tr(
                    "A rule is judged by the value of its own day; what held before stays on "
                    "record. 0 stands for not set where the source says so."
                ),
                "muted",
                wrap=True,
            )
        )
        whole.addWidget(self.table, 1)
        whole.addWidget(self._name_said)
        whole.addLayout(row(self.value, self.day, self.document, self.set_button))
        whole.addWidget(self._wrong)
        whole.addWidget(self._history)
        self._wrong.hide()

    def _line(self, name: str, width: int) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
        line.setMinimumWidth(width)
        line.setReadOnly(self._desk.read_only)
        line.returnPressed.connect(self._set)
        return line

    def _show(self, found: tuple[list[SetValue], date]) -> None:
        self._values, self._today = found
        number = max(0, self.table.currentIndex().row())
        self.model.show_records(list(PARAMETERS.values()))
        self.table.selectRow(number)
        self._chosen(number)

    def _chosen(self, number: int) -> None:
        able = 0 <= number < len(self.model.records)
        self.set_button.setEnabled(able and not self._desk.read_only)
        if not able:
            return
        chosen = self.model.records[number]
        unit = f"（{chosen.unit}）" if chosen.unit else ""
        self._name_said.setText(f"{_name(chosen)}{unit}")
        if self._today is not None:
            self.day.setText(self.day.text() or self._today.isoformat())
        told = [
            tr(
                "{value} since {day}, {document}",
                value=_plain(one.value),
                day=one.valid_from or tr("always"),
                document=one.document_no or tr("without a document"),
            )
            for one in reversed(self._of(chosen))
        ]
        self._history.setText("\n".join(told) or tr("Never set; the default holds."))

    def _set(self) -> None:
        number = self.table.currentIndex().row()
        if self._desk.read_only or not 0 <= number < len(self.model.records):
            return
        name, raw = self.model.records[number].name, self.value.text()
        day, document = self.day.text(), self.document.text().strip()
        parameters = self._desk.office.parameters
        field = ENTITIES["parameter"].field("valid_from")
        assert field is not None  # noqa: S101 - declared
        self._wrong.hide()

        def act() -> Changes:
            found = parse(field, day)
            return parameters.set(name, raw, valid_from=found, document_no=document)  # type: ignore[arg-type]

        self._desk.act(act, owner=self, done=self._done, failed=self._failed, notice=tr("Saved"))

    def _done(self, _: object) -> None:
        self.value.clear()
        self.document.clear()
        self.refresh()

    def _failed(self, error: BaseException) -> None:
        message = explain(error)
        self._wrong.setText(f"{message.text}{message.hint}")
        self._wrong.show()

    def _of(self, parameter: Parameter) -> list[SetValue]:
        return [one for one in self._values if one.name == parameter.name]

    def _value(self, parameter: Parameter) -> str:
        if self._today is None:
            return ""
        return _plain(value_on(parameter.name, self._today, self._values))

    def _holding(self, parameter: Parameter) -> SetValue | None:
        today = self._today
        found = [
            one
            for one in reversed(self._of(parameter))  # of one day the one set later holds
            if one.valid_from is None or (today is not None and one.valid_from <= today)
        ]
        return max(found, key=lambda one: str(one.valid_from or "")) if found else None

    def _newest(self, parameter: Parameter, what: str) -> str:
        found = self._holding(parameter)
        if found is None:
            return ""
        return found.document_no if what == "document" else str(found.valid_from or "")

    def _colour(self, parameter: Parameter) -> str:
        return "accent" if self._holding(parameter) else ""

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches("parameter") and self.isVisible():
            self.refresh()


def _name(parameter: Parameter) -> str:
    return parameter.label if language() == "zh_CN" else parameter.label_en


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
