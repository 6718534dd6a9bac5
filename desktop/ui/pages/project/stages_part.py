"""环节: in which of the six stages a quarter stands and what the next gate still needs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import codes
from desktop.domain.codes import Stage
from desktop.domain.stages import GateReason
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.panels import button, clear, label, panel

if TYPE_CHECKING:
    from desktop.domain.stages import GateReport, Missing
    from desktop.domain.values import Value
    from desktop.ui.shell.desk import Desk

_PAGES = {
    GateReason.COMMITTEE: "quarters",
    GateReason.SURVEY: "survey",
    GateReason.NOBODY_JOINS: "survey",
    GateReason.WATER: "acceptance",
    GateReason.ELECTRICITY: "acceptance",
    GateReason.DEMOLITION: "quarters",
    GateReason.ARREARS: "ledger",
    GateReason.CERTIFICATE: "forms",
    GateReason.NO_HOUSEHOLDS: "exchange",
}


class StagesPart(QWidget):
    """The six stages as a row, what is missing below."""

    kinds = frozenset(
        {"quarter", "household", "stage_paper", "handover_form", "water_meter", "electricity_meter"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._quarter_id, self._code = "", ""
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 12, 0, 0)
        self.box.setSpacing(12)
        self._stages = QHBoxLayout()
        self._stages.setSpacing(8)
        self._heading = label("", "heading")
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self.box.addLayout(self._stages)
        self.box.addWidget(self._heading)
        self.box.addWidget(self._list, 1)

    def show_quarter(self, quarter_id: str, code: str) -> None:
        """Judge another quarter."""
        self._quarter_id, self._code = quarter_id, code
        self.refresh()

    def refresh(self) -> None:
        """Judge the quarter again."""
        gates, code = self.desk.office.gates, self._code
        if code:
            self.desk.ask(lambda: gates.of(code), self._show, owner=self)
        else:
            self._heading.setText(tr("Bring in a household list first; then the stages show here."))

    def _show(self, report: GateReport) -> None:
        self._show_stages(report)
        self._heading.setText(
            tr("All six stages are complete.")
            if report.complete
            else tr("Before the next stage, {count} things are missing:", count=len(report.missing))
        )
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        for missing in report.missing:
            layout.addWidget(self._missing(missing, report.stage))
        layout.addStretch(1)
        self._list.setWidget(inside)

    def _show_stages(self, report: GateReport) -> None:
        clear(self._stages)
        for stage in Stage:
            done = report.complete or stage < report.stage
            here = stage == report.stage and not report.complete
            sign = tr("✓ done") if done else (tr("▶ here now") if here else tr("to come"))
            role = "good" if done else ("notMet" if here else "muted")
            name = label(
                f"{int(stage)}  {codes.STAGE.label(int(stage), language())}", "heading", wrap=True
            )
            self._stages.addWidget(panel(name, label(sign, role)))

    def _missing(self, missing: Missing, stage: Stage) -> QWidget:
        message = sentence(str(missing.code), missing.details)
        words = QVBoxLayout()
        words.addWidget(label(message.text, "heading", wrap=True))
        words.addWidget(label(message.hint, "muted", wrap=True))
        frame = panel()
        inside = frame.layout()
        line = QHBoxLayout()
        line.addLayout(words, 1)
        if missing.code is GateReason.PAPER:
            self._add_paper_fields(line, str(missing.details["paper"]), stage)
        else:
            page = _PAGES[missing.code]
            line.addWidget(button(tr("Go there"), lambda: self.desk.page_asked.emit(page)))
        assert isinstance(inside, QVBoxLayout)  # noqa: S101 - as panel() makes it
        inside.addLayout(line)
        return frame

    def _add_paper_fields(self, line: QHBoxLayout, paper: str, stage: Stage) -> None:
        number, dated = QLineEdit(), QLineEdit()
        number.setPlaceholderText(tr("Document number"))
        number.setAccessibleName(tr("Document number"))
        dated.setPlaceholderText(tr("Date, such as 2026-01-31"))
        dated.setAccessibleName(tr("Date"))
        store = button(tr("File it"), partial(self._file, paper, stage, number, dated), main=True)
        for widget in (number, dated, store):
            widget.setEnabled(not self.desk.read_only)
            line.addWidget(widget)

    def _file(self, paper: str, stage: Stage, number: QLineEdit, dated: QLineEdit) -> None:
        from desktop.domain.fields import STAGE_PAPER
        from desktop.domain.values import ValueProblem, parse

        field = STAGE_PAPER.field("dated_on")
        assert field is not None  # noqa: S101 - declared
        try:
            day = parse(field, dated.text())
        except ValueProblem as problem:
            self.desk.messages.warning(problem.code, {"field": tr("Date"), "value": problem.text})
            return
        values: dict[str, Value] = {
            "quarter_id": self._quarter_id,
            "stage": int(stage),
            "paper": paper,
            "document_no": number.text().strip() or None,
            "dated_on": day,
        }
        self.desk.act(
            lambda: self.desk.office.editing.add("stage_paper", values),
            owner=self,
            notice=tr("Filed"),
        )
