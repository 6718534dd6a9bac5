"""The six stages as a row of tiles: which is done, which is on, which is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop.domain import codes
from desktop.domain.codes import Stage
from desktop.ui.shell.language import language, tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desktop.domain.stage_dates import StageDue
    from desktop.domain.stages import GateReport

_HEIGHT = 84


class StageTiles(QWidget):
    """One button a stage; pressing it shows its papers.

    Signals:
        chosen: number of the stage.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.tiles: dict[Stage, QToolButton] = {}
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for stage in Stage:
            tile = QToolButton()
            tile.setCheckable(True)
            tile.setProperty("stage", "later")
            tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            tile.setMinimumHeight(_HEIGHT)
            tile.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            tile.clicked.connect(lambda *_, stage=stage: self.chosen.emit(int(stage)))
            group.addButton(tile)
            self.tiles[stage] = tile
            layout.addWidget(tile)

    def choose(self, stage: Stage) -> None:
        """Mark ``stage`` as the one whose papers show."""
        with QSignalBlocker(self.tiles[stage]):
            self.tiles[stage].setChecked(True)

    def show_report(
        self, report: GateReport, dues: Mapping[Stage, StageDue], entered: Stage, today: date
    ) -> None:
        """Show where a quarter stands."""
        absent = {stage for stage, _ in report.absent}
        let_pass = {stage for stage, _ in report.passed_over}
        for stage, tile in self.tiles.items():
            done = report.complete or stage < report.stage
            here = stage == report.stage and not report.complete
            sign = tr("✓ done") if done else (tr("▶ here now") if here else tr("to come"))
            if done and stage in let_pass:
                sign = tr("✓ let pass by the leader")
            if stage < entered:
                sign = tr("papers absent") if stage in absent else tr("✓ before the ledger")
            lines = [f"{int(stage)}  {codes.STAGE.label(int(stage), language())}", sign]
            when = self._when(dues.get(stage), today) if here else ""
            tile.setText("\n".join([*lines, when]))
            tile.setAccessibleName(" ".join([*lines, when]).strip())
            state = "here" if here else ("done" if done else "later")
            if tile.property("stage") != state:
                tile.setProperty("stage", state)
                tile.style().unpolish(tile)
                tile.style().polish(tile)

    @staticmethod
    def _when(due: StageDue | None, today: date) -> str:
        if due is None or due.due_on is None:
            return ""
        late = due.late_days(today)
        if late:
            return tr("{count} days late", count=late)
        return tr("due {day}", day=due.due_on.isoformat())
