"""业主委员会: election, filing, members, and the steps of an application for maintenance funds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.ui.pages.register_part import RegisterPart
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.panels import clear, label

if TYPE_CHECKING:
    from desktop.domain.committee import CommitteeFinding
    from desktop.ui.shell.desk import Desk


class CommitteePart(QWidget):
    """The committee with what is due for it, its members, and the fund."""

    kinds = frozenset({"committee", "committee_member", "fund_application", "quarter", "parameter"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._quarter_id = ""
        self._findings: dict[str, tuple[CommitteeFinding, ...]] = {}
        self.committee = RegisterPart(
            desk,
            "committee",
            columns=("name", "state", "elected_on", "filed_on", "term_to"),
            subject="paper",
        )
        self._due = QVBoxLayout()
        self.committee.beside.addLayout(self._due)
        self.members = RegisterPart(
            desk,
            "committee_member",
            columns=("name", "duty", "party_member", "phone"),
        )
        self.fund = RegisterPart(
            desk,
            "fund_application",
            columns=("step", "done_on", "document_no", "amount", "note"),
            subject="paper",
        )
        self.committee.record_chosen.connect(self._show_committee)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.committee, tr("Committee"))
        self.tabs.addTab(self.members, tr("Members"))
        self.tabs.addTab(self.fund, tr("Application for maintenance funds"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def show_quarter(self, quarter_id: str, _code: str) -> None:
        """Look at another quarter."""
        self._quarter_id = quarter_id
        self.committee.show_parent(quarter_id)
        self.fund.show_parent(quarter_id)
        self.refresh()

    def refresh(self) -> None:
        """Read again what is due."""
        quarter_id, committees = self._quarter_id, self.desk.office.committees
        if quarter_id:
            self.desk.ask(lambda: committees.findings(quarter_id), self._show_due, owner=self)

    def _show_committee(self, committee_id: str) -> None:
        self.members.show_parent(committee_id)
        self.members.setEnabled(bool(committee_id))
        self._show_findings(committee_id)

    def _show_due(self, findings: dict[str, tuple[CommitteeFinding, ...]]) -> None:
        self._findings = findings
        chosen = self.committee.chosen
        self._show_findings(str(chosen["id"]) if chosen else "")

    def _show_findings(self, committee_id: str) -> None:
        clear(self._due)
        for finding in self._findings.get(committee_id, ()):
            message = sentence(finding.code, finding.details)
            self._due.addWidget(label(f"{message.text}{message.hint}", "error", wrap=True))
