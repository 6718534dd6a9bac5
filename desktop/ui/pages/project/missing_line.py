"""One thing that a gate still needs: in words, with what settles it beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.quarter_gate import PLACES
from desktop.domain.stages import GateReason, may_be_passed_over
from desktop.domain.values import ValueProblem
from desktop.ui.pages.project.paper_fields import paper_edits, paper_values
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.panels import button, label

if TYPE_CHECKING:
    from desktop.domain.stages import Missing

_PAPERS = frozenset({GateReason.PAPER, GateReason.PAPER_REFUSED})


class MissingLine(QFrame):
    """What is missing, and the button that goes there or the fields that file it.

    Signals:
        go_asked: (page, tab) where it is settled.
        filed: (paper, values of the record) to be filed.
        passed: written reason with which a leader lets it pass.
        wrong: code of what is wrong with a typed date.
    """

    go_asked = Signal(str, str)
    filed = Signal(str, object)
    passed = Signal(str)
    wrong = Signal(str)

    def __init__(self, missing: Missing, *, writable: bool, leader: bool) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.missing = missing
        message = sentence(str(missing.code), missing.details)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(message.text, "heading", wrap=True))
        words.addWidget(label(message.hint, "muted", wrap=True))
        self._line = QHBoxLayout()
        self._line.addLayout(words, 1)
        if missing.code in _PAPERS and writable:
            self._add_paper_fields()
        elif missing.code not in _PAPERS:
            page, tab = PLACES[missing.code]
            there = missing.code is GateReason.PAPER_INCOMPLETE
            self.go = button(
                tr("Complete it") if there else tr("Go there"),
                lambda: self.go_asked.emit(page, tab),
            )
            self._line.addWidget(self.go)
        self._pass = QWidget()
        self._pass.hide()
        if leader and writable and may_be_passed_over(missing):
            self._add_pass()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 8)
        whole.addLayout(self._line)
        whole.addWidget(self._pass)

    def _add_paper_fields(self) -> None:
        self.number, self.dated = paper_edits()
        for line in (self.number, self.dated):
            line.returnPressed.connect(self._file)
            self._line.addWidget(line)
        self.file = button(tr("File it"), self._file, main=True)
        self._line.addWidget(self.file)

    def _add_pass(self) -> None:
        self.let_pass = button(tr("Let it pass…"), self._open_pass)
        self._line.addWidget(self.let_pass)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Why, and who agreed; it stays visible"))
        self.reason.setAccessibleName(tr("Reason of the override"))
        self.reason.returnPressed.connect(self._let_pass)
        inside = QHBoxLayout(self._pass)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.reason, 1)
        inside.addWidget(button(tr("Let it pass with this reason"), self._let_pass, main=True))
        inside.addWidget(button(tr("Keep the gate"), self._pass.hide))

    def _open_pass(self) -> None:
        self._pass.show()
        self.reason.setFocus()

    def _let_pass(self) -> None:
        self.passed.emit(self.reason.text())

    def _file(self) -> None:
        try:
            values = paper_values(self.number, self.dated)
        except ValueProblem as problem:
            self.wrong.emit(problem.code)
            return
        self.filed.emit(str(self.missing.details["paper"]), values)
