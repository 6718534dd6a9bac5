"""六个环节: where the quarter stands, why, and what settles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.codes import OperatorRole, Stage
from desktop.domain.stages import GateReason
from desktop.services.midway import enter_midway
from desktop.ui.itemmodels.records import RecordTable
from desktop.ui.pages.project.midway_form import MidwayForm
from desktop.ui.pages.project.missing_line import MissingLine
from desktop.ui.pages.project.stage_tiles import StageTiles
from desktop.ui.pages.project.stage_view import StageView, event_columns, read_view
from desktop.ui.pages.register_part import RegisterPart
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.changes import Changes
    from desktop.domain.stages import Missing, Override
    from desktop.domain.values import Record
    from desktop.kernel.errors import HubiaoError
    from desktop.services.gate_history import StageEvent
    from desktop.ui.shell.desk import Desk


class StagesPart(QWidget):
    """The six stages above, what is missing below, papers, dates and history at the foot."""

    kinds = frozenset(
        {
            "quarter", "household", "stage_paper", "stage_record", "stage_override",
            "handover_form", "water_meter", "electricity_meter", "vote", "vote_count", "finding",
            "acceptance", "committee", "attachment", "cost_item", "audit", "parameter",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._quarter_id, self._code = "", ""
        self._stage = Stage.SCHEME
        self._followed = True
        self.lines: list[MissingLine] = []
        self.lacking: list[MissingLine] = []
        self.tiles = StageTiles()
        self.tiles.chosen.connect(self._choose)
        self.heading = label("", "heading", wrap=True)
        self.enter = button(tr("It already stood in this stage"), self._open_midway)
        self.enter.setToolTip(
            tr("Papers of the stages before are then listed as absent and block nothing")
        )
        self.mistake = label("", "error", wrap=True)
        self.mistake.hide()
        self.midway = MidwayForm()
        self.midway.entered.connect(self._enter)
        self.midway.left.connect(self._close_midway)
        self.midway.wrong.connect(self._wrong_day)
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
        columns = event_columns()
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
        layout.addWidget(self.mistake)
        self._pages = QStackedWidget()
        self._pages.addWidget(splitter)
        self._pages.addWidget(self.midway)
        layout.addWidget(self._pages, 1)

    def show_quarter(self, quarter_id: str, code: str) -> None:
        """Look at another quarter: its own stage is chosen."""
        if quarter_id != self._quarter_id:
            self._followed = True
            self._close_midway()
        self._quarter_id, self._code = quarter_id, code
        self.papers.show_parent(quarter_id)
        self.dates.show_parent(quarter_id)
        self.refresh()

    def refresh(self) -> None:
        """Judge the quarter again."""
        code, office = self._code, self.desk.office
        if not code:
            return

        self.desk.ask(
            lambda: read_view(office.gates, code),
            lambda view: self._show(view) if code == self._code else None,
            owner=self,
        )

    def _show(self, view: StageView) -> None:
        self.tiles.show_report(view.report, view.dues, view.entered, view.today)
        if self._followed:
            self._stage = view.report.stage
        self.tiles.choose(self._stage)
        self.papers.refresh()
        self.events.show_records(list(reversed(view.events)))
        self.mistake.setText("" if view.mistake is None else explain(view.mistake).text)
        self.mistake.setVisible(view.mistake is not None)
        self._view = view
        self._show_missing(view)

    def _choose(self, stage: int) -> None:
        self._stage = Stage(stage)
        self._followed = False
        self._close_midway()
        self.papers.refresh()
        self._show_missing(self._view)

    def _show_missing(self, view: StageView) -> None:
        report, stage = view.report, self._stage
        self.enter.setVisible(stage > report.stage and not self.desk.read_only)
        self.heading.setText(view.heading(stage))
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        missing = [self._line(one) for one in view.missing(stage)]
        absent = [self._told(one, tr("Absent, blocks nothing")) for one in view.absent(stage)]
        self.lines = [*missing, *absent]
        words = tr("Incomplete, blocks nothing")
        self.lacking = [self._told(one, words) for one in view.lacking(stage)]
        for line in (*self.lines, *self.lacking):
            layout.addWidget(line)
        for override in report.overrides:
            if override.stage == stage:
                layout.addWidget(self._override(override))
        layout.addStretch(1)
        self._list.setWidget(inside)

    def _line(self, missing: Missing) -> MissingLine:
        desk = self.desk
        leader = desk.office.session.role == OperatorRole.LEADER
        line = MissingLine(missing, writable=not desk.read_only, leader=leader)
        self._lead(line)
        line.filed.connect(self._file)
        line.passed.connect(lambda reason: self._let_pass(missing, reason))
        line.wrong.connect(self._wrong_day)
        return line

    def _told(self, missing: Missing, said: str) -> MissingLine:
        line = MissingLine(missing, writable=not self.desk.read_only, leader=False)
        line.filed.connect(self._file)
        self._lead(line)
        line.wrong.connect(self._wrong_day)
        line.layout().insertWidget(0, label(said, "muted"))  # type: ignore[union-attr]
        return line

    def _override(self, override: Override) -> QFrame:
        frame = QFrame()
        frame.setObjectName("panel")
        names = self._view.let_pass(override)
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

    def _lead(self, line: MissingLine) -> None:
        paper = str(line.missing.details.get("paper", ""))
        if line.missing.code is GateReason.PAPER_INCOMPLETE:
            line.go_asked.connect(lambda *_: self._open_paper(paper))
        else:
            line.go_asked.connect(self._go)

    def _open_paper(self, paper: str) -> None:
        """Choose the newest record of ``paper`` in the register below."""
        self.tabs.setCurrentWidget(self.papers)
        found = [str(one["id"]) for one in self.papers.records if one["paper"] == paper]
        if found:
            self.papers.choose(max(found))

    def _wrong_day(self, code: str) -> None:
        self.desk.messages.warning(code, {"field": tr("Date")})

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

    def _open_midway(self) -> None:
        view, stage = self._view, self._stage
        before = [paper for paper in view.required.papers if paper.stage < stage]
        absent = [paper for paper in before if paper.name not in view.on_file]
        self.midway.begin(stage, absent, len(before) - len(absent))
        self._pages.setCurrentWidget(self.midway)

    def _close_midway(self) -> None:
        self._pages.setCurrentIndex(0)

    def _enter(self, papers: list[Record], scans: list[list[Path]]) -> None:
        office, place = self.desk.office, (self._code, self._stage)
        wrong: list[HubiaoError] = []

        def act() -> Changes:
            changes, found = enter_midway(office.gates, office.pictures, place, papers, scans)
            wrong.extend(found)
            return changes

        def done(_changes: Changes) -> None:
            self._followed = True
            self._close_midway()
            for error in wrong:
                self.desk.messages.failure(error)

        self.desk.act(act, owner=self, done=done)
