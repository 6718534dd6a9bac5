"""The registers of the works: works per building, inspections, outages, who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QSplitter, QVBoxLayout, QWidget

from desktop.domain.findings import is_closed
from desktop.domain.outages import announced_late
from desktop.domain.project_codes import FindingCategory, FindingOrigin, Severity
from desktop.ui.pages.register_part import RegisterPart
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.save_paper import save_paper

if TYPE_CHECKING:
    from desktop.domain.values import Record
    from desktop.ui.shell.desk import Desk

_SAFETY = 2
"""安全检查 of the kinds of inspection."""


class QuarterRegister(QWidget):
    """One register below a quarter, with room for more around it."""

    def __init__(self, desk: Desk, kind: str, **more: Any) -> None:
        super().__init__()
        self.desk = desk
        self.quarter_id = ""
        self.register = RegisterPart(desk, kind, parent="quarter_id", **more)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.addWidget(self.register, 1)

    def show_quarter(self, quarter_id: str) -> None:
        """Show the records of another quarter."""
        self.quarter_id = quarter_id
        self.register.show_parent(quarter_id)

    def buildings(self) -> list[tuple[str, str]]:
        """Return the buildings of the quarter to choose from."""
        rows = self.desk.office.reading.buildings(self.quarter_id) if self.quarter_id else []
        return [(row.id, f"{row.building_no}栋") for row in rows]


class WorkItemsView(QuarterRegister):
    """What is done on which building, planned and real."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "work_item",
            columns=("building_id", "kind", "plan_from", "plan_to", "done_to", "percent"),
            fields=("building_id", "kind", "plan_from", "plan_to", "done_from", "done_to",
                    "percent", "note"),
            options={"building_id": self.buildings},
            subject="door",
        )  # fmt: skip


class InspectionsView(QuarterRegister):
    """Who looked at what and when; photos belong to the inspection."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "inspection",
            columns=("conclusion", "held_on", "kind", "building_id", "inspector"),
            fields=("held_on", "kind", "building_id", "inspector", "conclusion"),
            options={"building_id": self.buildings},
            defaults=lambda: {"kind": 1, "held_on": desk.office.works.today()},
            subject="door",
        )
        self.what = QLineEdit()
        self.what.setMaxLength(500)
        self.what.setPlaceholderText(tr("What the inspection found"))
        self.what.setAccessibleName(tr("What the inspection found"))
        self.what.returnPressed.connect(self.add_finding)
        self.add = button(tr("Add finding"), self.add_finding)
        self.count = label("", "muted", wrap=True)
        self.register.beside.addLayout(row(self.what, self.add, stretch=False))
        self.register.beside.addWidget(self.count)
        for widget in (self.what, self.add):
            widget.setEnabled(not desk.read_only)
        self.register.shown.connect(self._count)
        self.register.record_chosen.connect(lambda _: self._count())

    def add_finding(self) -> None:
        """Open a finding of the chosen inspection; it goes on among the findings."""
        what, chosen, quarter = self.what.text().strip(), self.register.chosen, self.quarter_id
        if not what or chosen is None:
            return
        findings = self.desk.office.findings
        safety = chosen.get("kind") == _SAFETY
        self.what.clear()
        self.desk.act(
            lambda: findings.open(
                quarter,
                what=what,
                origin=FindingOrigin.INSPECTION,
                category=FindingCategory.SAFETY if safety else FindingCategory.QUALITY,
                severity=Severity.ORDINARY,
                inspection_id=chosen["id"],
                building_id=chosen.get("building_id"),
                found_on=chosen.get("held_on"),
            )[1],
            owner=self,
            done=lambda _: self._count(),
        )

    def _count(self) -> None:
        chosen, findings, quarter = self.register.chosen, self.desk.office.findings, self.quarter_id
        if chosen is None:
            return
        inspection = chosen["id"]

        def show(found: list[Record]) -> None:
            own = [one for one in found if one.get("inspection_id") == inspection]
            waiting = sum(not is_closed(one.get("state")) for one in own)
            self.count.setText(
                tr("{count} findings of this inspection, {waiting} of them not closed.",
                   count=len(own), waiting=waiting)
            )  # fmt: skip

        self.desk.ask(lambda: findings.of_quarter(quarter), show, owner=self)


class OutagesView(QuarterRegister):
    """Water and power off: notices to be printed and hung out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "outage",
            columns=("place", "utility", "starts_at", "ends_at", "announced_on"),
            defaults=lambda: {"utility": "W", "announced_on": desk.office.works.today()},
            subject="notice",
        )
        self.print = button(tr("Notice to print…"), self.save_notice)
        self.print.setEnabled(False)
        self.register.tools.addWidget(self.print)
        self.late = label("", "notMet", wrap=True)
        self.register.beside.addWidget(self.late)
        self.register.beside.addWidget(
            label(
                tr(
                    "Notices that stop water or power stay on paper: print, hang out, add a photo "
                    "(e-signature law, art. 3)."
                ),
                "muted",
                wrap=True,
            )
        )
        self.register.record_chosen.connect(lambda _: self._judge())
        self.register.shown.connect(self._judge)

    def save_notice(self) -> None:
        """Save the notice of the chosen outage."""
        chosen, works = self.register.chosen, self.desk.office.works
        if chosen is not None:
            outage = str(chosen["id"])
            save_paper(self.desk, self, tr("Outage notice"), lambda: works.outage_notice(outage))

    def _judge(self) -> None:
        chosen: Record | None = self.register.chosen
        self.print.setEnabled(chosen is not None)
        late = chosen is not None and announced_late(chosen)
        self.late.setText(
            tr("Announced too late: water 24 hours, power 7 days before.") if late else ""
        )
        self.late.setVisible(late)


class PartsView(QWidget):
    """Organisations and their part in this project; below, the certificates of the chosen one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.parts = RegisterPart(
            desk,
            "participation",
            parent="quarter_id",
            columns=("organisation_id", "part", "person", "valid_from", "valid_to"),
            fields=("part", "organisation_id", "person", "phone", "valid_from", "valid_to", "note"),
            options={"organisation_id": self._organisations},
        )
        self.certificates = RegisterPart(
            desk,
            "qualification",
            columns=("name", "grade", "certificate_no", "valid_to"),
            subject="paper",
        )
        self.add_organisation = button(tr("New organisation…"), self.ask_organisation)
        self.add_organisation.setEnabled(not desk.read_only)
        self.parts.tools.addWidget(self.add_organisation)
        splitter = QSplitter()
        splitter.setOrientation(splitter.orientation().Vertical)
        splitter.setChildrenCollapsible(False)
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(label(tr("Qualification certificates of the chosen one"), "heading"))
        inside.addWidget(self.certificates, 1)
        splitter.addWidget(self.parts)
        splitter.addWidget(below)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(splitter, 1)
        self.parts.shown.connect(self._follow)
        self.parts.record_chosen.connect(lambda _: self._follow())

    def show_quarter(self, quarter_id: str) -> None:
        """Show who takes part in another quarter."""
        self.parts.show_parent(quarter_id)

    def ask_organisation(self) -> None:
        """Ask for the name of an organisation that is not in the list."""
        from PySide6.QtWidgets import QInputDialog

        name, given = QInputDialog.getText(self, tr("New organisation…"), tr("Name"))
        if given and name.strip():
            self.make_organisation(name.strip())

    def make_organisation(self, name: str) -> None:
        """Record an organisation; it can be chosen at once."""
        registers = self.desk.office.registers
        self.desk.act(
            lambda: registers.add("organisation", {"name": name[:80]})[1],
            owner=self,
            done=lambda _: self.parts.refresh(),
        )

    def _follow(self) -> None:
        chosen = self.parts.chosen
        organisation = str(chosen["organisation_id"] or "") if chosen is not None else ""
        self.certificates.show_parent(organisation)
        self.certificates.setEnabled(bool(organisation))

    def _organisations(self) -> list[tuple[str, str]]:
        rows = self.desk.office.registers.rows("organisation")
        return sorted(
            ((str(row["id"]), str(row["name"] or "")) for row in rows), key=lambda one: one[1]
        )
