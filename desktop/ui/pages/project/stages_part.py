"""六个环节: where the quarter stands, why, and what settles it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget

from desktop.domain import codes
from desktop.domain.codes import OperatorRole, Stage
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.project.missing_line import MissingLine
from desktop.ui.pages.project.stage_tiles import StageTiles
from desktop.ui.pages.register_part import RegisterPart
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desktop.domain.stage_dates import StageDue
    from desktop.domain.stages import GateReport, Missing, Override
    from desktop.domain.values import Record
    from desktop.services.gate_history import StageEvent
    from desktop.ui.shell.desk import Desk


@dataclass(frozen=True, slots=True)
class _View:
    """What is read for one quarter at once."""

    report: GateReport
    dues: Mapping[Stage, StageDue]
    events: list[StageEvent]
    entered: Stage
    today: date


class StagesPart(QWidget):
    """The six stages above, what is missing below, papers, dates and history at the foot."""

    kinds = frozenset(
        {
            "quarter", "household", "stage_paper", "stage_record", "stage_override",
            "handover_form", "water_meter", "electricity_meter", "vote", "vote_count", "finding",
            "acceptance", "committee", "cost_item", "audit", "parameter",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._quarter_id, self._code = "", ""
        self._stage = Stage.SCHEME
        self._followed = True
        self.lines: list[MissingLine] = []
        self.tiles = StageTiles()
        self.tiles.chosen.connect(self._choose)
        self.heading = label("", "heading", wrap=True)
        self.enter = button(tr("It already stood in this stage"), self._enter)
        self.enter.setToolTip(
            tr("Papers of the stages before are then listed as absent and block nothing")
        )
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.papers = RegisterPart(
            desk,
            "stage_paper",
            columns=("paper", "document_no", "dated_on", "answered_by", "refused"),
            fields=("paper", "document_no", "dated_on", "issued_by", "answered_by", "due_on",
                    "refused", "note"),
            defaults=lambda: {"stage": int(self._stage)},
            subject="paper",
            where=lambda record: record["stage"] == self._stage,
        )  # fmt: skip
        self.dates = RegisterPart(
            desk,
            "stage_record",
            columns=("stage", "started_on", "due_on", "ended_on", "answered_by", "note"),
            defaults=lambda: {"stage": int(self._stage)},
        )
        columns: list[Column[StageEvent]] = [
            Column(tr("What happened"), _event_text, 60),
            Column(tr("Stage"), _event_stage, 14),
            Column(tr("Day"), lambda event: event.on.isoformat(), 12),
        ]
        self.events: RecordTable[StageEvent] = RecordTable(columns)
        history = Table(self.events, [c.width for c in columns], tr("History"), stretch=0)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.papers, tr("Papers"))
        self.tabs.addTab(self.dates, tr("Dates and who answers"))
        self.tabs.addTab(history, tr("History"))
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(8)
        above.addLayout(row(self.heading, self.enter, stretch=False))
        above.addWidget(self._list, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(upper)
        splitter.addWidget(self.tabs)
        splitter.setSizes([260, 280])
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.tiles)
        layout.addWidget(splitter, 1)

    def show_quarter(self, quarter_id: str, code: str) -> None:
        """Look at another quarter: its own stage is chosen."""
        if quarter_id != self._quarter_id:
            self._followed = True
        self._quarter_id, self._code = quarter_id, code
        self.papers.show_parent(quarter_id)
        self.dates.show_parent(quarter_id)
        self.refresh()

    def refresh(self) -> None:
        """Judge the quarter again."""
        code, office = self._code, self.desk.office
        if not code:
            return

        def read() -> _View:
            gates = office.gates
            file = gates.file(code)
            return _View(
                gates.of(code),
                gates.dues(code),
                gates.history(code),
                file.place.entered,
                gates.today(),
            )

        self.desk.ask(
            read, lambda view: self._show(view) if code == self._code else None, owner=self
        )

    def _show(self, view: _View) -> None:
        self.tiles.show_report(view.report, view.dues, view.entered, view.today)
        if self._followed:
            self._stage = view.report.stage
        self.tiles.choose(self._stage)
        self.papers.refresh()
        self.events.show_records(list(reversed(view.events)))
        self._view = view
        self._show_missing(view)

    def _choose(self, stage: int) -> None:
        self._stage = Stage(stage)
        self._followed = False
        self.papers.refresh()
        self._show_missing(self._view)

    def _show_missing(self, view: _View) -> None:
        report, stage = view.report, self._stage
        here = stage == report.stage and not report.complete
        self.enter.setVisible(stage > report.stage and not self.desk.read_only)
        name = codes.STAGE.label(int(stage), language())
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        self.lines = []
        if here:
            self.heading.setText(
                tr("Before the next stage, {count} things are missing:", count=len(report.missing))
            )
            for missing in report.missing:
                layout.addWidget(self._line(missing))
        elif report.complete and stage == Stage.HANDOVER:
            self.heading.setText(tr("All six stages are complete."))
        elif stage > report.stage:
            self.heading.setText(tr("{stage} is still to come.", stage=name))
        else:
            self.heading.setText(tr("{stage} is over.", stage=name))
        for at, missing in report.absent:
            if at == stage:
                layout.addWidget(self._absent(missing))
        for override in report.overrides:
            if override.stage == stage:
                layout.addWidget(self._override(override))
        layout.addStretch(1)
        self._list.setWidget(inside)

    def _line(self, missing: Missing) -> MissingLine:
        desk = self.desk
        leader = desk.office.session.role == OperatorRole.LEADER
        line = MissingLine(missing, writable=not desk.read_only, leader=leader)
        line.go_asked.connect(self._go)
        line.filed.connect(self._file)
        line.passed.connect(lambda reason: self._let_pass(missing, reason))
        line.wrong.connect(lambda code: desk.messages.warning(code, {"field": tr("Date")}))
        self.lines.append(line)
        return line

    def _absent(self, missing: Missing) -> QFrame:
        line = MissingLine(missing, writable=not self.desk.read_only, leader=False)
        line.filed.connect(self._file)
        line.go_asked.connect(self._go)
        line.wrong.connect(lambda code: self.desk.messages.warning(code, {"field": tr("Date")}))
        line.layout().insertWidget(0, label(tr("Absent, blocks nothing"), "muted"))  # type: ignore[union-attr]
        self.lines.append(line)
        return line

    def _override(self, override: Override) -> QFrame:
        frame = QFrame()
        frame.setObjectName("panel")
        names = "；".join(_key_text(key) for key in sorted(override.keys))
        when = override.at.astimezone().strftime("%Y-%m-%d") if override.at else ""
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(label(tr("Let pass: {what}", what=names), "heading", wrap=True))
        inside.addWidget(
            label(
                tr("{who}, {when}: {reason}", who=override.by, when=when, reason=override.reason),
                wrap=True,
            )
        )
        if self.desk.office.session.role == OperatorRole.LEADER and not self.desk.read_only:
            inside.addLayout(
                row(button(tr("Take the override back"), lambda: self._withdraw(override.id)))
            )
        return frame

    def _go(self, page: str, tab: str) -> None:
        self.desk.choose(self._quarter_id)
        if tab:
            self.desk.tab_asked.emit(tab)
        else:
            self.desk.page_asked.emit(page)

    def _file(self, paper: str, values: Record) -> None:
        gates, code, stage = self.desk.office.gates, self._code, self._stage
        self.desk.act(
            lambda: gates.file_paper(code, stage, paper, values)[1],
            owner=self,
            notice=tr("Filed"),
        )

    def _let_pass(self, missing: Missing, reason: str) -> None:
        gates, code, stage = self.desk.office.gates, self._code, self._stage
        self.desk.act(lambda: gates.override(code, stage, [missing.key], reason), owner=self)

    def _withdraw(self, override_id: str) -> None:
        gates = self.desk.office.gates
        self.desk.act(lambda: gates.withdraw_override(override_id), owner=self)

    def _enter(self) -> None:
        gates, code, stage = self.desk.office.gates, self._code, self._stage
        self._followed = True
        self.desk.act(
            lambda: gates.enter(code, stage),
            owner=self,
            failed=lambda error: self.heading.setText(explain(error).text),
        )


def _key_text(key: str) -> str:
    code, _, paper = key.partition(":")
    return sentence(code, {"paper": paper, "count": "", "utility": ""}).text


def _event_text(event: StageEvent) -> str:
    return sentence(event.code, event.details).text


def _event_stage(event: StageEvent) -> str:
    return "" if event.stage is None else codes.STAGE.label(int(event.stage), language())
