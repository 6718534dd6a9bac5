"""One item of an acceptance: its places, what was measured, and what a person records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.acceptance import ItemStatus
from desktop.domain.acceptance_records import FAILED
from desktop.domain.checklist import Computed, Judge
from desktop.domain.measurement import MeasureReason
from desktop.domain.project_codes import CheckResult, CheckScope
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.acceptance_measures import MeasureForm
from desktop.ui.pages.days import read_day
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels import acceptance_words as words
from desktop.ui.viewmodels.acceptance_confirmed import computed_words
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.photo_strip import PhotoStrip
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.domain.acceptance import ItemLine, PlaceLine
    from desktop.domain.acceptance_sheet import AcceptanceSheet
    from desktop.ui.shell.desk import Desk

ELSEWHERE = frozenset(
    {
        Computed.APPROVALS, Computed.COMPLETION, Computed.VOTE, Computed.NOTICES, Computed.DEFECTS,
        Computed.SETTLEMENT,
    }
)  # fmt: skip
"""What is settled on another tab or page."""

_PASS, _FAIL, _NONE = CheckResult.PASS, CheckResult.FAIL, CheckResult.NOT_APPLICABLE


class ItemPart(QWidget):
    """The item beside the list.

    Signals:
        defect_asked: (item code, place id) a defect is to be listed for; the id may be empty.
        elsewhere_asked: name of what the ledger computes: it is settled on another tab or page.
    """

    defect_asked = Signal(str, str)
    elsewhere_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sheet: AcceptanceSheet | None = None
        self._line: ItemLine | None = None
        self.title = label("", "heading", wrap=True)
        self.criterion = label("", wrap=True)
        self.basis = label("", "muted", wrap=True)
        self.computed = label("", wrap=True)
        self.confirm = button(tr("Confirm what was computed"), self._confirm, main=True)
        self.sample = button(tr("Draw a sample"), self._draw)
        self.sampled = label("", "muted", wrap=True)
        columns: list[Column[PlaceLine]] = [
            Column(tr("Where checked"), lambda r: r.place.label, 13),
            Column(tr("Result"), words.result_words, 9, colour=words.result_colour),
            Column(tr("Why, or what it rests on"), self._why, 24),
            Column(tr("Checked by"), words.who_words, 15),
        ]
        self.model: RecordTable[PlaceLine] = RecordTable(columns)
        self.table = Table(self.model, [c.width for c in columns], tr("Places"), stretch=2)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setMinimumHeight(92)
        # Its hint would push the form out of sight on a low screen; it takes what is left.
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._chosen_changed())
        self.table.row_opened.connect(self._open)
        self.choose_open = button(tr("Choose all open"), self.select_open)
        self.go = button(tr("Go to the household"), self._go)
        self.defect = button(tr("List a defect…"), self._ask_defect)
        self.measures = MeasureForm()
        self.measures.judged.connect(self._offer)
        self.fill = button(tr("Fill in from the readings"), self._fill)
        self.evidence, self.note = _line(tr("What it rests on")), _line(tr("Note"))
        self.inspector, self.day = _line(tr("Checked by")), _line(tr("Date"))
        self.inspector.setText(desk.office.session.operator_name)
        self.inspector.setMaximumWidth(120)
        self.day.setMaximumWidth(110)
        self.save = button(tr("Save the values"), lambda: self._record(None), main=True)
        self.passed = button(tr("Pass"), lambda: self._record(_PASS), main=True)
        self.failed = button(tr("Fail"), lambda: self._record(_FAIL))
        self.not_applicable = button(tr("Does not apply"), lambda: self._record(_NONE))
        self.chosen = label("", "muted", wrap=True)
        self.photos = PhotoStrip(desk)
        self.photos.subject = "door"
        self.photos.hide()
        self.show_photos = button(tr("Photos"), self._toggle_photos)
        self.show_photos.setCheckable(True)
        self._build()

    def show_line(self, sheet: AcceptanceSheet | None, line: ItemLine | None) -> None:
        """Show one item; what is chosen and typed for the same item stays."""
        same = line is not None and self._line is not None and self._line.item == line.item
        places = {place.place.id for place in self.selected()} if same else set()
        self._sheet, self._line = sheet, line
        self.setVisible(line is not None)
        if sheet is None or line is None:
            return
        self._show_head(sheet, line)
        # What a person must look at stands first: exceptions, then what is open; spared last.
        shown = sorted(line.places, key=_urgency)
        self.model.show_records(shown)
        alone = {0} if len(shown) == 1 else set()
        self._choose({n for n, p in enumerate(shown) if p.place.id in places} or alone)
        if not same:
            self.evidence.clear()
            self.note.clear()
        has_values = line.item.judge is not None
        self.measures.setVisible(has_values)
        self.fill.setVisible(line.item.judge is Judge.BALANCE)
        if has_values:
            self.measures.show_item(line.item, sheet.limits)
            if not same:
                self.measures.clear()
        self._chosen_changed()

    def selected(self) -> list[PlaceLine]:
        """Return the chosen places."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.records[n] for n in rows if n < len(self.model.records)]

    def select_open(self) -> None:
        """Choose every place that has no result yet."""
        records = self.model.records
        self._choose({n for n, r in enumerate(records) if r.wanted and r.result is None})
        self._chosen_changed()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 6, 6, 6)
        box.setSpacing(4)
        for widget in (self.title, self.criterion, self.basis):
            box.addWidget(widget)
        computed = QHBoxLayout()
        computed.addWidget(self.computed, 1)
        computed.addWidget(self.confirm)
        box.addLayout(computed)
        sampled = QHBoxLayout()
        sampled.addWidget(self.sampled, 1)
        sampled.addWidget(self.sample)
        box.addLayout(sampled)
        box.addWidget(self.table, 1)
        box.addLayout(row(self.choose_open, self.go, self.defect))
        box.addWidget(self.measures)
        grounds = row(self.evidence, self.note, self.inspector, self.day, stretch=False)
        box.addLayout(grounds)
        acts = row(
            self.save, self.passed, self.failed, self.not_applicable, self.fill, stretch=False
        )
        acts.addWidget(self.chosen, 1)
        acts.addWidget(self.show_photos)
        box.addLayout(acts)
        box.addWidget(self.photos)
        self.setVisible(False)

    def _show_head(self, sheet: AcceptanceSheet, line: ItemLine) -> None:
        item = line.item
        key = tr(" · key item") if item.key else ""
        self.title.setText(f"{item.code}  {words.item_name(item)}{key}")
        self.criterion.setText(words.criterion(item))
        self.basis.setText(
            tr(
                "{stages} · by {level} · basis {basis}",
                stages=words.stage_names(item),
                level=words.level_name(item),
                basis=item.basis,
            )
        )
        able = sheet.outcome is None and not self._desk.read_only
        self.computed.setVisible(item.computed is not None)
        self.computed.setText(computed_words(line))
        waits = line.status in {ItemStatus.UNCONFIRMED, ItemStatus.CHANGED, ItemStatus.FAILED}
        stale = line.confirmation is None or line.confirmation.digest != line.digest
        self.confirm.setVisible(item.computed is not None and able and waits and stale)
        self.sample.setVisible(
            item.sampling is not None and able and line.sample is None and len(line.places) > 1
        )
        self.sampled.setVisible(item.sampling is not None)
        self.sampled.setText(_sample_words(line))
        self.day.setPlaceholderText(tr("today"))

    def _chosen_changed(self) -> None:
        chosen = self.selected()
        check = chosen[0].check if len(chosen) == 1 else None
        there = check is not None and bool(check.id) and check.result is not None
        self.show_photos.setEnabled(there)
        self.show_photos.setChecked(there and self.show_photos.isChecked())
        self._toggle_photos()
        self.photos.show_owner("acceptance_check", check.id if check is not None else "")
        if check is not None and check.measured and self._line and self._line.item.judge:
            self.measures.put(check.measured)
        self._offer()

    def _offer(self) -> None:
        """Show what can be done with the chosen places, and say what it takes."""
        sheet, line = self._sheet, self._line
        if sheet is None or line is None:
            return
        chosen = self.selected()
        able = sheet.outcome is None and not self._desk.read_only
        judged = line.item.judge is not None
        no_limit = any(r.code == MeasureReason.NO_LIMIT for r in self.measures.judgement.reasons)
        state = judged and not no_limit
        for widget in (self.save, self.passed, self.failed, self.not_applicable, self.evidence,
                       self.note, self.inspector, self.day, self.choose_open):  # fmt: skip
            widget.setVisible(able)
        self.save.setVisible(able and state)
        self.passed.setVisible(able and not state)
        self.failed.setVisible(able and not state)
        self.fill.setVisible(able and line.item.judge is Judge.BALANCE)
        for widget in (self.save, self.passed, self.failed, self.not_applicable):
            widget.setEnabled(bool(chosen))
        self.save.setEnabled(bool(chosen) and self.measures.judgement.result is not None)
        self.choose_open.setEnabled(bool(line.open_places))
        household = line.item.level is CheckScope.HOUSEHOLD
        self.go.setText(tr("Go to the household") if household else tr("Go and do it"))
        self.go.setAccessibleName(self.go.text())
        self.go.setVisible(household or line.item.computed in ELSEWHERE)
        self.go.setEnabled(not household or len(chosen) == 1)
        self.defect.setVisible(able and bool(line.failed_places))
        self.chosen.setText(_hint(line, chosen) if able else "")
        self.chosen.setVisible(bool(self.chosen.text()))

    def _choose(self, rows: set[int]) -> None:
        selection = self.table.selectionModel()
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        with QSignalBlocker(selection):
            selection.clearSelection()
            for number in sorted(rows):
                selection.select(self.model.index(number, 0), flags)
        self.table.viewport().update()

    def _toggle_photos(self) -> None:
        self.photos.setVisible(self.show_photos.isChecked())

    def _why(self, place: PlaceLine) -> str:
        return "" if self._line is None else words.why_words(place, self._line.item)

    def _go(self) -> None:
        """Go where the item is settled: to the household, or to the page of the paper."""
        line = self._line
        if line is None:
            return
        if line.item.level is CheckScope.HOUSEHOLD:
            self._open(self._current())
        elif line.item.computed in ELSEWHERE:
            self.elsewhere_asked.emit(str(line.item.computed))

    def _current(self) -> int:
        rows = self.table.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def _open(self, number: int) -> None:
        if 0 <= number < len(self.model.records):
            place = self.model.records[number].place
            if place.scope is CheckScope.HOUSEHOLD:
                self._desk.opened.emit(place.id)

    def _ask_defect(self) -> None:
        if self._line is not None:
            chosen = self.selected()
            self.defect_asked.emit(
                self._line.item.code, chosen[0].place.id if len(chosen) == 1 else ""
            )

    def _record(self, result: CheckResult | None) -> None:
        sheet, line = self._sheet, self._line
        if sheet is None or line is None:
            return
        day: date | None = None
        if self.day.text().strip():
            day = read_day(self.day.text())
            if day is None:
                self._desk.messages.warning("value-not-a-date")
                self.day.setFocus()
                return
        acceptances, code = self._desk.office.acceptances, line.item.code
        places = [place.place.id for place in self.selected()]
        measured = self.measures.values() if line.item.judge and result is not _NONE else {}
        evidence, note, inspector = (
            field.text() for field in (self.evidence, self.note, self.inspector)
        )
        self._desk.act(
            lambda: acceptances.record(
                sheet.id,
                code,
                places,
                result=result,
                measured=measured,
                evidence=evidence,
                note=note,
                inspector=inspector,
                checked_on=day,
            ),
            owner=self,
            done=lambda _: self._recorded(),
            notice=tr("Recorded for {count} places", count=len(places)),
        )

    def _recorded(self) -> None:
        self.table.clearSelection()
        self.measures.clear()

    def _confirm(self) -> None:
        sheet, line = self._sheet, self._line
        if sheet is not None and line is not None:
            acceptances, code = self._desk.office.acceptances, line.item.code
            self._desk.act(
                lambda: acceptances.confirm_computed(sheet.id, code),
                owner=self,
                notice=tr("Confirmed"),
            )

    def _draw(self) -> None:
        sheet, line = self._sheet, self._line
        if sheet is not None and line is not None:
            acceptances, code = self._desk.office.acceptances, line.item.code
            self._desk.act(lambda: acceptances.draw_sample(sheet.id, code), owner=self)

    def _fill(self) -> None:
        """Fill the balance in from the ledger's readings over the days that were typed."""
        sheet = self._sheet
        values = self.measures.values()
        begins, ends = read_day(values.get("begins", "")), read_day(values.get("ends", ""))
        if sheet is None or begins is None or ends is None:
            self._desk.messages.warning("value-not-a-date")
            return
        acceptances = self._desk.office.acceptances
        self._desk.ask(
            lambda: acceptances.balance_values(sheet.id, begins, ends),
            self.measures.put,
            owner=self,
        )


def _urgency(line: PlaceLine) -> int:
    if not line.wanted:
        return 3
    if line.result in FAILED:
        return 0
    return 1 if line.result is None else 2


def _sample_words(line: ItemLine) -> str:
    sampling, sample = line.item.sampling, line.sample
    if sampling is None:
        return ""
    if sample is None:
        return tr(
            "May be checked by sample: {share} %, at least {least} places.",
            share=sampling.share,
            least=sampling.least,
        )
    drawn = tr(
        "Drawn: {count} of {all} places by {name} on {day}, seed {seed}.",
        count=sample.sampled,
        all=len(line.places),
        name=sample.inspector,
        day=sample.checked_on or "",
        seed=sample.seed,
    )
    if line.failed_places:
        return drawn + " " + tr("One of them fails: every place must be checked.")
    return drawn


def _hint(line: ItemLine, chosen: Sequence[PlaceLine]) -> str:
    if not line.places:
        return tr("There is nothing of this kind here.")
    if not chosen:
        return tr("Choose one or more places above, then record the result.")
    unknown = [p for p in chosen if p.computed is not None and p.computed.result is None]
    if unknown:
        return tr("{count} chosen. The ledger does not know: write down what it rests on.",
                  count=len(chosen))  # fmt: skip
    return tr("{count} chosen.", count=len(chosen))


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    made.setMaxLength(200)
    return made
