"""Findings of a quarter: what is wrong, mended, re-inspected; photos before, after and again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from desktop.domain.codes import ATTACHMENT_SUBJECT
from desktop.domain.project_codes import FindingCategory, FindingOrigin, FindingState, Severity
from desktop.ui.pages.project.works_registers import QuarterRegister
from desktop.ui.shell.language import language, tr
from desktop.ui.widgets.code_buttons import CodeButtons
from desktop.ui.widgets.panels import button, label, row, rule
from desktop.ui.widgets.photo_strip import PhotoStrip
from desktop.ui.widgets.save_paper import save_paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.changes import Changes
    from desktop.domain.values import Record
    from desktop.ui.shell.desk import Desk

_PHOTOS = ("before", "after", "verify")


class FindingsView(QuarterRegister):
    """A register whose state is moved by buttons only; what it went through is in the journal."""

    def __init__(self, desk: Desk, origin: FindingOrigin = FindingOrigin.INSPECTION) -> None:
        self._origin = origin
        self._cover: Callable[[Record], str] | None = None
        only_own: Callable[[Record], bool] | None = None
        if origin is FindingOrigin.WARRANTY:
            only_own = _in_warranty
        super().__init__(
            desk,
            "finding",
            columns=("what", "found_on", "building_id", "severity", "due_on", "state"),
            fields=("what", "category", "severity", "utility", "building_id", "responsible",
                    "responsible_person", "found_on", "due_on", "note"),
            options={"building_id": self.buildings},
            where=only_own,
        )  # fmt: skip
        self.register.add_button.hide()  # a finding begins with what is wrong
        self.what = QLineEdit()
        self.what.setMaxLength(500)
        self.what.setPlaceholderText(tr("What is wrong"))
        self.what.setAccessibleName(tr("What is wrong"))
        self.what.returnPressed.connect(self.add_finding)
        self.add = button(tr("Record finding"), self.add_finding, main=True)
        head = row(self.what, self.add, stretch=False)
        self.box.insertLayout(0, head)
        self.notice = button(tr("Rectification notice…"), self.save_notice)
        self.register.tools.addWidget(self.notice)
        self.state = label("", "heading", wrap=True)
        self.fixed = button(tr("It is mended"), self.mark_fixed)
        self.passed = button(tr("Re-inspection passed"), partial(self.reinspect, passed=True))
        self.failed = button(tr("Failed again"), partial(self.reinspect, passed=False))
        moves = row(self.state, stretch=False)
        moves.setStretch(0, 1)
        for one in (self.fixed, self.passed, self.failed):
            moves.addWidget(one)
        self.box.addLayout(moves)
        self.subjects = CodeButtons(
            [(code, ATTACHMENT_SUBJECT.label(code, language())) for code in _PHOTOS],
            toggles=False,
        )
        self.subjects.set_code("before")
        self.photos = PhotoStrip(desk)
        self.photos.subject = "before"
        self.subjects.chosen.connect(self._subject_chosen)
        beside = self.register.beside
        beside.addWidget(rule())
        beside.addWidget(label(tr("Photos added now show:"), "muted"))
        beside.addWidget(self.subjects)
        beside.addWidget(self.photos)
        for widget in (self.what, self.add):
            widget.setEnabled(not desk.read_only)
        self.register.record_chosen.connect(lambda _: self._show_chosen())
        self.register.shown.connect(self._show_chosen)

    def add_finding(self) -> None:
        """Open a finding with what was typed."""
        what, quarter = self.what.text().strip(), self.quarter_id
        if not what or not quarter:
            return
        findings, origin = self.desk.office.findings, self._origin
        made: list[str] = []

        def act() -> Changes:
            entity_id, changes = findings.open(
                quarter,
                what=what,
                origin=origin,
                category=FindingCategory.QUALITY,
                severity=Severity.ORDINARY,
            )
            made.append(entity_id)
            return changes

        self.what.clear()
        self.desk.act(act, owner=self, done=lambda _: self.register.choose(made[0]))

    def mark_fixed(self) -> None:
        """Note that the chosen finding is mended."""
        findings, chosen = self.desk.office.findings, self._chosen_id
        if chosen:
            self.desk.act(lambda: findings.fixed(chosen), owner=self)

    def reinspect(self, *, passed: bool) -> None:
        """Note a re-inspection of the chosen finding."""
        findings, chosen = self.desk.office.findings, self._chosen_id
        if chosen:
            self.desk.act(lambda: findings.reinspect(chosen, passed=passed), owner=self)

    def save_notice(self) -> None:
        """Save the notice that asks for everything open to be mended."""
        works, quarter = self.desk.office.works, self.quarter_id
        own = [str(one["id"]) for one in self.register.records]
        save_paper(
            self.desk,
            self,
            tr("Rectification notice"),
            lambda: works.rectification_notice(quarter, own),
        )

    def show_cover(self, cover: Callable[[Record], str]) -> None:
        """Say beside the state of a defect how it stands to the warranty."""
        self._cover = cover
        self._show_chosen()

    @property
    def _chosen_id(self) -> str:
        chosen = self.register.chosen
        return "" if chosen is None else str(chosen["id"])

    def _subject_chosen(self) -> None:
        self.photos.subject = self.subjects.code

    def _show_chosen(self) -> None:
        chosen, able = self.register.chosen, not self.desk.read_only
        self.notice.setEnabled(bool(self.register.records))
        state = None if chosen is None else chosen.get("state")
        waits = state == FindingState.FIXED
        self.fixed.setEnabled(
            able and state in {None, FindingState.OPEN, FindingState.FAILED_AGAIN}
            and chosen is not None
        )  # fmt: skip
        for one in (self.passed, self.failed):
            one.setEnabled(able and waits)
        words = [] if chosen is None else [_state_words(chosen)]
        if chosen is not None and self._cover is not None:
            words.append(self._cover(chosen))
        self.state.setText(" ".join(words))
        self.photos.show_owner("finding", self._chosen_id)


def _in_warranty(record: Record) -> bool:
    return record.get("origin") == FindingOrigin.WARRANTY


def _state_words(finding: Record) -> str:
    state, severity = finding.get("state"), finding.get("severity")
    by = f"{finding.get('reinspected_on') or ''} {finding.get('reinspected_by') or ''}".strip()
    if state == FindingState.PASSED:
        return tr("Closed: the re-inspection passed. {by}", by=by)
    if state == FindingState.FIXED:
        words = tr("Mended on {day}; it waits for its re-inspection.", day=finding.get("fixed_on"))
    elif state == FindingState.FAILED_AGAIN:
        words = tr("Failed its re-inspection ({by}): to be mended once more.", by=by)
    else:
        words = tr("To be mended by {day}.", day=finding.get("due_on") or "—")
    if severity == Severity.STOP_WORK:
        words += tr(" Until then the works stand still.")
    elif severity == Severity.SERIOUS:
        words += tr(" Until then the stage cannot end.")
    return words
