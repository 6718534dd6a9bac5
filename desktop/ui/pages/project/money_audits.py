"""评审与审计: what was submitted, approved and cut, the findings, and closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.amounts import shown
from desktop.domain.project_codes import FINDING_STATE, FindingCategory, FindingOrigin, Severity
from desktop.ui.itemmodels.records import Column
from desktop.ui.pages.project.money_tables import AuditRegister, FewRows
from desktop.ui.pages.project.money_words import failure, say
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.panels import button, label, row, rule

if TYPE_CHECKING:
    from desktop.domain.audits import Audit
    from desktop.domain.values import Record
    from desktop.ui.shell.desk import Desk


class AuditPart(QWidget):
    """A register of reviews and audits; beside the chosen one its cut and its findings."""

    kinds = frozenset({"audit", "finding"})

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quarter_id = ""
        self._audits: dict[str, Audit] = {}
        self._chosen = ""
        self.register = AuditRegister(
            desk,
            "audit",
            columns=("kind", "auditor", "submitted", "approved", "cut", "reported_on", "closed_on"),
            fields=("kind", "auditor", "document_no", "submitted", "approved", "reported_on",
                    "note"),
            defaults=lambda: {"kind": 1},
        )  # fmt: skip
        self.cut = label("", "heading", wrap=True)
        self.says = label("", "muted", wrap=True)
        self.close_audit = button(tr("Close the audit"), self.close_chosen)
        columns: list[Column[Record]] = [
            Column(tr("What is wrong"), lambda r: r.get("what") or "", 20),
            Column(tr("State"), lambda r: FINDING_STATE.label(r.get("state") or 1, language()), 12),
        ]
        self.findings = FewRows(columns, tr("Findings of the audit"), most=5)
        self.finding = QLineEdit()
        self.finding.setMaxLength(500)
        self.finding.setPlaceholderText(tr("What the audit found"))
        self.finding.setAccessibleName(tr("What the audit found"))
        self.finding.returnPressed.connect(self.add_finding)
        beside = self.register.beside
        for widget in (rule(), self.cut, self.says):
            beside.addWidget(widget)
        beside.addLayout(row(self.close_audit))
        beside.addWidget(self.findings)
        line = row(self.finding, stretch=False)
        line.addWidget(button(tr("Add finding"), self.add_finding))
        beside.addLayout(line)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.register, 1)
        self.register.record_chosen.connect(self._record_chosen)

    def show_quarter(self, quarter_id: str) -> None:
        """Look at another quarter."""
        self._quarter_id = quarter_id
        self.register.show_parent(quarter_id)
        self.refresh()

    def refresh(self) -> None:
        """Read cuts and findings again."""
        office, quarter = self._desk.office, self._quarter_id
        if not quarter:
            return

        def read() -> tuple[list[Audit], list[Record]]:
            return office.money.audits(quarter), office.registers.rows("finding", quarter)

        self._desk.ask(read, lambda found: self._show(*found), owner=self)

    def close_chosen(self) -> None:
        """Record that the chosen audit is closed today."""
        money, quarter, chosen = self._desk.office.money, self._quarter_id, self._chosen
        if chosen:
            self._desk.act(
                lambda: money.close_audit(quarter, chosen),
                owner=self,
                failed=lambda error: failure(self.says, error),
            )

    def add_finding(self) -> None:
        """Open a finding of the chosen audit."""
        what = self.finding.text().strip()
        if not what or not self._chosen:
            return
        findings, quarter, audit = self._desk.office.findings, self._quarter_id, self._chosen
        self.finding.clear()
        self._desk.act(
            lambda: findings.open(
                quarter,
                what=what,
                origin=FindingOrigin.AUDIT,
                category=FindingCategory.MONEY,
                severity=Severity.ORDINARY,
                audit_id=audit,
            )[1],
            owner=self,
        )

    def _record_chosen(self, audit_id: str) -> None:
        self._chosen = audit_id
        self._show_chosen()

    def _show(self, audits: list[Audit], findings: list[Record]) -> None:
        self._audits = {audit.id: audit for audit in audits}
        self._findings = findings
        self._show_chosen()

    def _show_chosen(self) -> None:
        audit = self._audits.get(self._chosen)
        self.close_audit.setEnabled(
            audit is not None and audit.closed_on is None and not self._desk.read_only
        )
        if audit is None:
            return
        say(
            self.cut,
            ""
            if audit.cut is None
            else tr("Cut: {amount} yuan ({share} %)", amount=shown(audit.cut),
                    share=audit.cut_share if audit.cut_share is not None else "–"),
        )  # fmt: skip
        remarks = [sentence(str(code), details) for code, details in audit.remarks]
        say(self.says, " ".join(f"{m.text} {m.hint}" for m in remarks), "muted")
        found = [f for f in getattr(self, "_findings", []) if f.get("audit_id") == audit.id]
        self.findings.show_rows(found)
        self.findings.setVisible(bool(found))
