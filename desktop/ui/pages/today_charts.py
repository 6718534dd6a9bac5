"""How far the quarters are, at a glance: charts to be kept as a picture or as Excel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import codes
from desktop.domain.codes import Stage
from desktop.domain.paper import Bar, BarChart, Paper
from desktop.ui.shell.language import language, tr
from desktop.ui.widgets.bar_chart import BarChartView
from desktop.ui.widgets.panels import button, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.pages.today_view import TodayView
    from desktop.ui.shell.desk import Desk


class TodayCharts(QWidget):
    """Quarters by stage, and the rate of each quarter for water and electricity."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.views = [BarChartView() for _ in range(3)]
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(12)
        for view in self.views:
            column.addWidget(view)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(
            row(
                button(tr("Save as picture…"), self._save_picture),
                button(tr("Save as Excel…"), self._save_excel),
            )
        )
        layout.addWidget(scroll, 1)

    def show_view(self, view: TodayView) -> None:
        """Show the charts of these facts."""
        for chart, made in zip(self.views, charts(view), strict=True):
            chart.show_chart(made)

    def _save_picture(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save as picture…"), f"{tr('Progress')}.png", "PNG (*.png)"
        )
        if not chosen:
            return
        target = Path(chosen).with_suffix(".png")
        pictures = [view.picture() for view in self.views]
        for number, picture in enumerate(pictures, start=1):
            name = target.with_name(f"{target.stem}-{number}.png")
            if not picture.save(str(name)):
                self._desk.messages.warning("paper-not-written", {"file": name.name})
                return
        self._desk.messages.notice(tr("Saved as {name}", name=f"{target.stem}-1…{len(pictures)}"))

    def _save_excel(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save as Excel…"), f"{tr('Progress')}.xlsx", "Excel (*.xlsx)"
        )
        if not chosen:
            return
        target = Path(chosen).with_suffix(".xlsx")
        sheets = [Paper(v.chart.caption, (v.chart,)) for v in self.views if v.chart is not None]
        papers = self._desk.office.papers
        self._desk.work(
            lambda _: papers.save(sheets, target),
            owner=self,
            done=lambda _: self._desk.messages.notice(tr("Saved as {name}", name=target.name)),
        )


def charts(view: TodayView) -> Sequence[BarChart]:
    """Return quarters by stage, then the rate of each quarter for water and for electricity."""
    whole = len(view.gates)
    stages = [
        Bar(
            codes.STAGE.label(int(stage), language()),
            sum(not gate.complete and gate.stage is stage for gate in view.gates),
            whole,
        )
        for stage in Stage
    ]
    stages.append(Bar(tr("done"), sum(gate.complete for gate in view.gates), whole))
    water, power = [], []
    for gate in view.gates:
        totals = view.totals.get(gate.quarter_id)
        if totals is not None:
            water.append(Bar(gate.name, totals.water.met, totals.households))
            power.append(Bar(gate.name, totals.electricity.met, totals.households))
    return (
        BarChart(tr("Quarters by stage"), tuple(stages)),
        BarChart(tr("Water: own meter outside, households"), tuple(water)),
        BarChart(tr("Electricity: own meter outside, households"), tuple(power)),
    )
