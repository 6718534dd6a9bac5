"""The result of a vote: one line, the bars, what is still needed and what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.pages.project.vote_bars import VoteBars
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.viewmodels.vote_words import headline, still_needed
from desktop.ui.widgets.panels import label, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from desktop.services.vote_counting import VoteReport


class VoteResultView(QWidget):
    """Shows one report, live or frozen."""

    def __init__(self) -> None:
        super().__init__()
        self.headline = label("", "heading")
        self.needed = label("", wrap=True)
        self.bars = VoteBars()
        self.findings = label("", "notMet", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        head = row(self.headline, spacing=16, stretch=False)
        head.addWidget(self.needed, 1)
        layout.addLayout(head)
        for widget in (self.bars, self.findings):
            layout.addWidget(widget)

    def show_report(self, report: VoteReport) -> None:
        """Show what a count came to."""
        text, role = headline(report)
        _say(self.headline, text, role)
        self.bars.show_checks(report.result.checks)
        self.bars.setVisible(bool(report.result.checks))
        self._show_needed(report)
        lines = [_finding(code) for code in report.result.findings]
        if not report.intact:
            lines.insert(
                0, tr("The stored inputs no longer fit the frozen result. Ask the administrator.")
            )
        _say(self.findings, "\n".join(lines))

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


def _finding(code: str) -> str:
    message = sentence(code)
    return f"⚠ {message.text}。{message.hint}" if message.hint else f"⚠ {message.text}"


def _say(place: QLabel, text: str, role: str = "") -> None:
    place.setText(text)
    place.setVisible(bool(text))
    if role and place.objectName() != role:
        place.setObjectName(role)
        place.style().unpolish(place)
        place.style().polish(place)
