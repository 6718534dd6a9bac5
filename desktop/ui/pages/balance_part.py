"""总分表平衡: what a master measured against what its sub-meters did, and which readings lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.balance import BalanceOutcome, Tolerance
from desktop.domain.fields import ENTITIES
from desktop.domain.reading_list import read_value
from desktop.domain.values import ValueProblem, parse
from desktop.ui.itemmodels.meter_nodes import plain
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.readings_part import say
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.widgets.code_buttons import TOUCH
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.balance import Balance, BalanceLine, Reading
    from desktop.ui.shell.desk import Desk

_UNITS = {"water_meter": "m³", "electricity_meter": "kW·h"}


class BalancePart(QWidget):
    """Weighs the chosen master over a period."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.kind = "water_meter"
        self.meter_id = ""
        self._stored: Tolerance | None = None
        self.begins, self.ends = _line(tr("From")), _line(tr("To"))
        self.percent, self.days = _line(tr("Tolerance in per cent")), _line(tr("Days before"))
        self.percent.setPlaceholderText("")
        self.days.setPlaceholderText("")
        for short in (self.percent, self.days):
            short.setMaximumWidth(72)
            short.editingFinished.connect(self._set_tolerance)
            short.setEnabled(not desk.read_only)
        self.weigh = button(tr("Weigh"), self.ask, main=True)
        self.weigh.setMinimumHeight(TOUCH)
        self.answer = label("", "heading", wrap=True)
        self.numbers = label("", wrap=True)
        self.error = label("", "error", wrap=True)
        columns: list[Column[BalanceLine]] = [
            Column(tr("Where"), lambda r: r.meter.where, 13),
            Column(
                tr("What is missing"),
                lambda r: sentence(str(r.reason)).text if r.reason else "",
                11,
                colour=lambda r: "error_text" if r.reason else "",
            ),
            Column(tr("Consumption"), lambda r: plain(r.consumption), 7, number=True),
            Column(tr("From"), lambda r: _reading(r.start), 17),
            Column(tr("To"), lambda r: _reading(r.end), 17),
            Column(tr("Meter"), lambda r: r.meter.number, 14),
        ]
        self.model: RecordTable[BalanceLine] = RecordTable(columns)
        self.table = Table(self.model, [c.width for c in columns], tr("Balance"))
        layout = QVBoxLayout(self)
        layout.addLayout(
            row(label(tr("From")), self.begins, label(tr("To")), self.ends, self.weigh)
        )
        layout.addLayout(
            row(
                label(tr("accepted ±"), "muted"),
                self.percent,
                label(tr("%, readings up to"), "muted"),
                self.days,
                label(tr("days before"), "muted"),
            )
        )
        for text in (self.error, self.answer, self.numbers):
            layout.addWidget(text)
            say(text, "")
        layout.addWidget(self.table, 1)

    def show_meter(self, kind: str, meter_id: str) -> None:
        """Look at another master; an old answer does not stay beside it."""
        if (kind, meter_id) == (self.kind, self.meter_id):
            return
        changed = kind != self.kind
        self.kind, self.meter_id = kind, meter_id
        self._forget()
        if changed or not self.percent.text():
            metering = self._desk.office.metering
            self._desk.ask(lambda: metering.tolerance(kind), self._show_tolerance, owner=self)

    def ask(self) -> None:
        """Weigh, or say what is missing."""
        self._forget()
        if not self.meter_id:
            say(self.error, tr("Choose a master or unit meter on the left."))
            return
        begins, ends = _date(self.begins.text()), _date(self.ends.text())
        if begins is None or ends is None:
            say(self.error, sentence("value-not-a-date").text)
            (self.begins if begins is None else self.ends).setFocus()
            return
        metering, kind, meter = self._desk.office.metering, self.kind, self.meter_id
        self._desk.ask(
            lambda: metering.balance(kind, meter, begins, ends),
            self._show,
            owner=self,
            failed=self._failed,
        )

    def again(self) -> None:
        """Weigh again after readings were recorded."""
        if self.model.records:
            self.ask()

    def _show(self, found: Balance) -> None:
        self.model.show_records([*found.masters, *found.subs])
        text, role = {
            BalanceOutcome.WITHIN: (tr("✓ within what is accepted"), "good"),
            BalanceOutcome.OVER: (tr("✕ more than what is accepted"), "notMet"),
            BalanceOutcome.INCOMPLETE: (
                tr("? {count} readings are missing", count=len(found.missing)),
                "heading",
            ),
        }[found.outcome]
        say(self.answer, text)
        self.answer.setObjectName(role)
        self.answer.style().polish(self.answer)
        unit = _UNITS[self.kind]
        parts = [
            tr("Master {amount} {unit}", amount=plain(found.master) or "?", unit=unit),
            tr("sub-meters {amount} {unit}", amount=plain(found.total), unit=unit),
        ]
        if found.loss is not None:
            parts.append(tr("loss {amount} {unit}", amount=plain(found.loss), unit=unit))
        if found.percent is not None:
            parts.append(f"{found.percent:f} %")
        say(self.numbers, " · ".join(parts))

    def _failed(self, error: BaseException) -> None:
        message = explain(error)
        say(self.error, f"{message.text} {message.hint}".strip())

    def _forget(self) -> None:
        for text in (self.error, self.answer, self.numbers):
            say(text, "")
        self.model.show_records([])

    def _show_tolerance(self, tolerance: Tolerance) -> None:
        self.percent.setText(f"{tolerance.percent:f}")
        self.days.setText(str(tolerance.days))
        self._stored = tolerance

    def _set_tolerance(self) -> None:
        try:
            wanted = Tolerance(read_value(self.percent.text()), int(self.days.text()))
        except ValueError:  # also what read_value raises
            say(self.error, sentence("tolerance-impossible").text)
            return
        if wanted == self._stored:
            return
        metering, kind = self._desk.office.metering, self.kind
        self._desk.act(
            lambda: metering.set_tolerance(kind, wanted),
            owner=self,
            done=lambda _: self._took(wanted),
            failed=self._failed,
        )

    def _took(self, tolerance: Tolerance) -> None:
        self._stored = tolerance
        self.again()


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setMinimumHeight(TOUCH)
    line.setMaximumWidth(140)
    line.setPlaceholderText("2026-01-31")
    line.setAccessibleName(name)
    return line


def _date(text: str) -> date | None:
    field = ENTITIES["meter_reading"].field("read_on")
    assert field is not None  # noqa: S101 - declared in fields.py
    try:
        return parse(field, text)  # type: ignore[return-value]
    except ValueProblem:
        return None


def _reading(reading: Reading | None) -> str:
    return "" if reading is None else f"{plain(reading.value)} · {reading.on}"
