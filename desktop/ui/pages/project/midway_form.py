"""补录: a quarter enters in the stage it stands in, with the papers that it has."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import codes
from desktop.domain.values import ValueProblem
from desktop.ui.pages.project.paper_fields import paper_edits, paper_values
from desktop.ui.shell.language import language, tr
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.codes import Stage
    from desktop.domain.required_papers import RequiredPaper
    from desktop.domain.values import Record

_SUFFIXES = "*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.heic *.webp *.bmp"


@dataclass
class PaperLine:
    """One earlier paper: what was typed of it, and the scans chosen for it."""

    paper: RequiredPaper
    number: QLineEdit
    dated: QLineEdit
    add: QPushButton
    scans: list[Path] = field(default_factory=list)

    def choose(self, paths: Sequence[Path]) -> None:
        """Add scan files; how many there are stands on the button."""
        self.scans.extend(path for path in paths if path not in self.scans)
        count = len(self.scans)
        self.add.setText(tr("{count} scan files", count=count) if count else tr("Scans…"))

    @property
    def empty(self) -> bool:
        """Whether nothing is known of the paper: it stays absent."""
        return not (self.number.text().strip() or self.dated.text().strip() or self.scans)


class MidwayForm(QWidget):
    """One line for each paper of the stages before; what is left empty is listed as absent.

    Signals:
        entered: (papers as records, scan files of each) to be stored as one operation.
        wrong: code of what is wrong with a typed date.
        left: the form was left, nothing is stored.
    """

    entered = Signal(object, object)
    wrong = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[PaperLine] = []
        self.heading = label("", "heading", wrap=True)
        self.hint = label("", "muted", wrap=True)
        self.store = button("", self._store, main=True)
        self.back = button(tr("Back"), self.left.emit)
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addWidget(self.hint)
        layout.addWidget(self._list, 1)
        layout.addLayout(row(self.store, self.back))

    def begin(self, stage: Stage, papers: Sequence[RequiredPaper], on_file: int) -> None:
        """Ask for ``papers``, those of the stages before ``stage`` that are not on file."""
        name = codes.STAGE.label(int(stage), language())
        self.heading.setText(tr("It already stood in {stage}: papers of before", stage=name))
        said = tr("Write what you have. What is left empty is listed as absent, blocks nothing.")
        if on_file:
            said += tr(" Papers on file already: {count}.", count=on_file)
        self.hint.setText(said)
        self.store.setText(tr("Enter it in {stage}", stage=name))
        self.store.setAccessibleName(self.store.text())
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        self.lines = [self._line(grid, at, paper) for at, paper in enumerate(papers)]
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(len(papers), 1)
        self._list.setWidget(inside)
        if self.lines:
            self.lines[0].number.setFocus()

    def _line(self, grid: QGridLayout, at: int, paper: RequiredPaper) -> PaperLine:
        stage = codes.STAGE.label(int(paper.stage), language())
        number, dated = paper_edits()
        add = button(tr("Scans…"), lambda: self._choose(line))
        line = PaperLine(paper, number, dated, add)
        for edit in (number, dated):
            edit.setAccessibleName(f"{paper.name} {edit.accessibleName()}")
        add.setAccessibleName(f"{paper.name} {add.text()}")
        add.setToolTip(tr("PDF files or photos of this paper"))
        name = label(f"{stage} · {paper.name}")
        name.setToolTip(paper.issued_by)
        grid.addWidget(name, at, 0)
        for place, widget in enumerate((number, dated, add), start=1):
            grid.addWidget(widget, at, place)
        return line

    def _choose(self, line: PaperLine) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, line.paper.name, "", f"{tr('Photos and scans')} ({_SUFFIXES})"
        )
        line.choose([Path(name) for name in names])

    def _store(self) -> None:
        papers: list[Record] = []
        scans: list[list[Path]] = []
        for line in self.lines:
            if line.empty:
                continue
            try:
                values = paper_values(line.number, line.dated)
            except ValueProblem as problem:
                line.dated.setFocus()
                self.wrong.emit(problem.code)
                return
            paper = line.paper
            filed: Record = {**values, "stage": int(paper.stage), "paper": paper.name}
            papers.append(filed)
            scans.append(list(line.scans))
        self.entered.emit(papers, scans)
