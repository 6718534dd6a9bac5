"""The result of a vote: one line, the bars, what is still needed and what to look at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.pages.project.vote_bars import VoteBars
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.viewmodels.vote_words import headline, still_needed
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLabel, QPushButton

    from desktop.services.vote_counting import VoteReport


class VoteResultView(QWidget):
    """Shows one report, live or frozen; each thing to look at is a button that goes there.

    Signals:
        settings_asked: what is wrong with rules or days is put right there.
        doors_asked: code of a note whose doors are to be listed.
    """

    settings_asked = Signal()
    doors_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.headline = label("", "heading")
        self.needed = label("", wrap=True)
        self.bars = VoteBars()
        self.damage = label("", "error", wrap=True)
        self._marks = QWidget()
        self._flow = FlowLayout(self._marks)
        self.buttons: list[QPushButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        head = row(self.headline, spacing=16, stretch=False)
        head.addWidget(self.needed, 1)
        layout.addLayout(head)
        for widget in (self.bars, self.damage, self._marks):
            layout.addWidget(widget)

    def show_report(self, report: VoteReport) -> None:
        """Show what a count came to."""
        text, role = headline(report)
        _say(self.headline, text, role)
        self.bars.show_checks(report.result.checks)
        self.bars.setVisible(bool(report.result.checks))
        self._show_needed(report)
        damaged = tr("The stored inputs no longer fit the frozen result. Ask the administrator.")
        _say(self.damage, "" if report.intact else damaged)
        self._show_marks(report)

    def _show_marks(self, report: VoteReport) -> None:
        for old in self.buttons:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = [
            self._mark(code, self.settings_asked.emit) for code in report.result.findings
        ]
        for code, doors in report.doors.items():
            ask = partial(self.doors_asked.emit, code)
            self.buttons.append(self._mark(code, ask, tr(" ({count} doors)", count=len(doors))))
        for one in self.buttons:
            self._flow.addWidget(one)
        self._marks.setVisible(bool(self.buttons))

    @staticmethod
    def _mark(code: str, pressed: Callable[[], object], more: str = "") -> QPushButton:
        message = sentence(code)
        made = button(f"⚠ {message.text}{more}", pressed)
        made.setToolTip(message.hint)
        made.setAccessibleDescription(message.hint)
        return made

    def _show_needed(self, report: VoteReport) -> None:
        if report.frozen:
            text = tr(
                "Closed by {who}. Result, rules and inputs are frozen; SHA-256 {sha}…",
                who=report.counted_by,
                sha=report.sha256[:12],
            )
        else:
            text = still_needed(report.result)
        _say(self.needed, text)


def _say(place: QLabel, text: str, role: str = "") -> None:
    place.setText(text)
    place.setVisible(bool(text))
    if role and place.objectName() != role:
        place.setObjectName(role)
        place.style().unpolish(place)
        place.style().polish(place)
