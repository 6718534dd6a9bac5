"""Met, not met or unknown for one utility, with the reasons in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.domain.verdict import Outcome
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from desktop.domain.verdict import Verdict


class VerdictLine(QFrame):
    """The live answer for water or electricity."""

    def __init__(self, role: str, *, short: bool = False) -> None:
        """Judge ``role`` (``water`` or ``electricity``); ``short`` keeps it on one line."""
        super().__init__()
        self.utility = role
        self._name = tr("Water") if role == "water" else tr("Electricity")
        self._answer = label("", "heading")
        self._reasons = label("", "muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(label(self._name, role))
        head.addWidget(self._answer)
        if short:
            head.addWidget(self._reasons, 100)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        if not short:
            layout.addWidget(self._reasons)

    def show_verdict(self, answer: Verdict) -> None:
        """Say the answer and why."""
        text, role = {
            Outcome.MET: (tr("✓ met"), "good"),
            Outcome.NOT_MET: (tr("✕ not met"), "notMet"),
            Outcome.UNKNOWN: (tr("? unknown"), "muted"),
        }[answer.outcome]
        self._answer.setText(text)
        if self._answer.objectName() != role:
            self._answer.setObjectName(role)
            self._answer.style().polish(self._answer)
        reasons = [sentence(str(reason)).text for reason in answer.reasons]
        self._reasons.setText("；".join(reasons))
        self._reasons.setVisible(bool(reasons))
        self.setAccessibleName(f"{self._name}: {text}")
        self.setAccessibleDescription("；".join(reasons))
