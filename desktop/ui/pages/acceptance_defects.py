"""缺陷: the defects of an acceptance, who mends them and by when, photos, re-inspection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSplitter, QVBoxLayout, QWidget

from desktop.domain.codes import ATTACHMENT_SUBJECT
from desktop.domain.project_codes import (
    CheckScope,
    FindingCategory,
    FindingOrigin,
    FindingState,
    ProjectPart,
    Severity,
)
from desktop.ui.pages.register_part import RegisterPart
from desktop.ui.shell.language import language, tr
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.photo_strip import PhotoStrip

if TYPE_CHECKING:
    from desktop.domain.acceptance_records import Place
    from desktop.domain.acceptance_sheet import AcceptanceSheet
    from desktop.domain.changes import Changes
    from desktop.domain.values import Value
    from desktop.services.bundle import Office
    from desktop.ui.shell.desk import Desk

_FIELDS = (
    "what", "responsible", "due_on", "responsible_person", "severity", "category", "item_code",
    "found_on", "fixed_on", "reinspected_on", "reinspected_by", "state", "note",
)  # fmt: skip
_PHOTOS = ("before", "after", "verify")


class DefectsPart(QWidget):
    """The findings that name this acceptance."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sheet: AcceptanceSheet | None = None
        self.register = _Defects(desk)
        self.fixed = button(tr("Mended"), self._fixed)
        self.good = button(tr("Re-inspected: good"), lambda: self._reinspected(good=True))
        self.bad = button(tr("Re-inspected: not good"), lambda: self._reinspected(good=False))
        self._subject = QComboBox()
        self._subject.setAccessibleName(tr("Photos"))
        for code in _PHOTOS:
            self._subject.addItem(ATTACHMENT_SUBJECT.label(code, language()), code)
        self._subject.currentIndexChanged.connect(self._choose_subject)
        self.photos = PhotoStrip(desk)
        self.photos.subject = _PHOTOS[0]
        self.register.beside.addLayout(row(self.fixed, self.good, self.bad))
        self.register.beside.addLayout(row(label(tr("Photos"), "muted"), self._subject))
        self.register.beside.addWidget(self.photos)
        self.register.record_chosen.connect(self._show_chosen)
        self.register.shown.connect(self._offer)
        box = QVBoxLayout(self)
        box.setContentsMargins(6, 6, 6, 6)
        box.addWidget(self.register, 1)

    def show_sheet(self, sheet: AcceptanceSheet) -> None:
        """Show the defects of one acceptance."""
        self._sheet = sheet
        self.register.show_sheet(sheet)
        self._offer()

    def list_defect(self, item_code: str, place: Place | None) -> None:
        """Open a defect for an item, at one place or for the item as a whole."""
        self.register.subject_of = (item_code, place)
        self.register.add()

    def _offer(self) -> None:
        chosen = self.register.chosen
        able = chosen is not None and not self._desk.read_only
        closed = chosen is not None and chosen["state"] == int(FindingState.PASSED)
        fixed = chosen is not None and chosen["fixed_on"] is not None
        self.fixed.setEnabled(able and not closed)
        for one in (self.good, self.bad):
            one.setEnabled(able and not closed and fixed)

    def _show_chosen(self, entity_id: str) -> None:
        self.photos.show_owner("finding", entity_id)
        self._offer()

    def _choose_subject(self, number: int) -> None:
        self.photos.subject = _PHOTOS[number]

    def _fixed(self) -> None:
        chosen, findings = self.register.chosen, self._desk.office.findings
        if chosen is not None:
            entity_id = str(chosen["id"])
            self._desk.act(lambda: findings.fixed(entity_id), owner=self)

    def _reinspected(self, *, good: bool) -> None:
        chosen, findings = self.register.chosen, self._desk.office.findings
        if chosen is not None:
            entity_id = str(chosen["id"])
            self._desk.act(lambda: findings.reinspect(entity_id, passed=good), owner=self)


class _Defects(RegisterPart):
    """The register of one acceptance's findings; a new one is opened by ``office.findings``."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "finding",
            columns=("what", "item_code", "responsible", "due_on", "state"),
            fields=_FIELDS,
            parent="acceptance_id",
        )
        # The pane is narrow: the fields stand below the list.
        splitter: Any = self.findChild(QSplitter)
        splitter.setOrientation(Qt.Orientation.Vertical)
        splitter.setSizes([150, 360])
        self._sheet: AcceptanceSheet | None = None
        self.subject_of: tuple[str, Place | None] = ("", None)

    def show_sheet(self, sheet: AcceptanceSheet) -> None:
        """Show the findings of one acceptance."""
        self._sheet = sheet
        self.add_button.setEnabled(not self.desk.read_only and sheet.outcome is None)
        self.show_parent(sheet.id)

    def add(self) -> None:
        """Open a finding of this acceptance; its fields show beside the list."""
        sheet = self._sheet
        if sheet is None:
            return
        code, place = self.subject_of
        self.subject_of = ("", None)
        office = self.desk.office
        made: list[str] = []

        def act() -> Changes:
            entity_id, changes = office.findings.open(
                str(sheet.record["quarter_id"]),
                what=_what(sheet, code, place),
                origin=FindingOrigin.ACCEPTANCE,
                category=FindingCategory.QUALITY,
                severity=Severity.ORDINARY,
                acceptance_id=sheet.id,
                utility=str(sheet.trade),
                item_code=code or None,
                responsible=_contractor(office, str(sheet.record["quarter_id"])),
                **_where(place),
            )
            made.append(entity_id)
            return changes

        self.desk.act(act, owner=self, done=lambda _: self.choose(made[0]))


def _what(sheet: AcceptanceSheet, code: str, place: Place | None) -> str:
    """Return what is wrong in words to begin with: the item and the place."""
    name = f"{code} {sheet.checklist.item(code).name}" if code else ""
    return f"{place.label if place else ''} {name}不合格".strip() if code else "验收发现的问题"


def _contractor(office: Office, quarter_id: str) -> str | None:
    """Return who built here, as far as the ledger knows one: usually the one who mends."""
    parts = office.registers.rows("participation", quarter_id)
    known = {part["organisation_id"] for part in parts if part["part"] == ProjectPart.CONTRACTOR}
    found = [one for one in office.registers.rows("organisation") if one["id"] in known]
    return str(found[0]["name"]) if len(found) == 1 else None


def _where(place: Place | None) -> dict[str, Value]:
    if place is None or not place.building_id:
        return {}
    if place.scope is CheckScope.HOUSEHOLD:
        return {"household_id": place.id, "building_id": place.building_id}
    return {"building_id": place.building_id}
