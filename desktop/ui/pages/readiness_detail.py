"""The chosen quarter beside the board: why it stands where it stands, with the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.domain import codes
from desktop.domain.parameters import PARAMETERS
from desktop.domain.readiness import PLACES
from desktop.ui.pages.readiness_rows import group_word, picked
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.panels import button, clear, label

if TYPE_CHECKING:
    from desktop.domain.readiness import Reason
    from desktop.domain.readiness_board import BoardRow


class ReadinessDetail(QFrame):
    """Reasons, ranking and plan of one quarter.

    Signals:
        go_asked: (page, tab or field) where a reason is settled.
    """

    go_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setMinimumWidth(340)
        self.name = label("", "title", wrap=True)
        self.group = label("", "muted", wrap=True)
        inside = QWidget()
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 8, 0)
        self.lines = QVBoxLayout()
        outer.addLayout(self.lines)
        outer.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.addWidget(self.name)
        whole.addWidget(self.group)
        whole.addWidget(scroll, 1)

    def show_row(self, row: BoardRow | None) -> None:
        """Show what is known of ``row``."""
        clear(self.lines)
        self.setVisible(row is not None)
        if row is None:
            return
        self.name.setText(row.name)
        stage = tr("done") if row.complete else codes.STAGE.label(int(row.stage), language())
        told = (group_word(row.standing.readiness), tr("stage: {stage}", stage=stage), picked(row))
        self.group.setText(" · ".join(filter(None, told)))
        for reason in row.standing.reasons:
            self.lines.addWidget(self._reason(reason))
        if not row.standing.reasons:
            self.lines.addWidget(label(tr("Nothing is missing; it can be chosen."), wrap=True))
        for remark in row.standing.remarks:
            self.lines.addWidget(self._reason(remark))
        self._add_facts(row)
        self._add_points(row)
        self._add_plan(row)

    def _reason(self, reason: Reason) -> QWidget:
        message = sentence(str(reason.code), reason.details)
        page, place = PLACES[reason.code]
        made = QFrame()
        made.setObjectName("panel")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(message.text, "heading", wrap=True))
        words.addWidget(label(message.hint, "muted", wrap=True))
        line = QHBoxLayout(made)
        line.setContentsMargins(12, 8, 12, 8)
        line.addLayout(words, 1)
        go = button(tr("Go there"), lambda: self.go_asked.emit(page, place))
        go.setAccessibleName(f"{tr('Go there')}: {message.text}")
        line.addWidget(go)
        return made

    def _add_facts(self, row: BoardRow) -> None:
        facts = row.facts
        self.lines.addWidget(label(tr("Facts"), "heading"))
        self.lines.addWidget(
            label(
                tr(
                    "{visited} of {households} households visited, {joining} agree; {shared} on "
                    "shared meters; {hardship} in hardship; {hazards} of {buildings} buildings "
                    "with hazards",
                    visited=facts.visited,
                    households=facts.households,
                    joining=facts.joining,
                    shared=facts.shared,
                    hardship=facts.hardship,
                    hazards=facts.hazards,
                    buildings=facts.buildings,
                ),
                wrap=True,
            )
        )

    def _add_points(self, row: BoardRow) -> None:
        if row.ranked is None:
            return
        head = tr(
            "Place {place}, {points} points of 100",
            place=row.ranked.place,
            points=f"{row.ranked.points:.1f}",
        )
        self.lines.addWidget(label(head, "heading", wrap=True))
        for part in row.ranked.parts:
            known = PARAMETERS[part.weight]
            name = known.label.removeprefix("排序权重：")
            if language() != "zh_CN":
                name = known.label_en.removeprefix("weight: ")
            share = tr("not known") if part.share is None else f"{part.share * 100:.1f}%"
            text = tr(
                "{name}: {share} of {most} points = {points}",
                name=name,
                share=share,
                most=f"{part.most:.1f}",
                points=f"{part.points:.1f}",
            )
            self.lines.addWidget(label(text, wrap=True))

    def _add_plan(self, row: BoardRow) -> None:
        self.lines.addWidget(label(tr("The district's plan"), "heading"))
        planned = (
            tr("year {year}", year=row.plan_year) if row.plan_year else "",
            row.plan_batch,
            row.plan_note,
        )
        text = " · ".join(filter(None, planned)) or tr("Not in a plan yet.")
        self.lines.addWidget(label(text, wrap=True))
