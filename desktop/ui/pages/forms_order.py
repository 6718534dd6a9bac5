"""A form that is to be made: which, about what, of which buildings, and what keeps it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QFrame, QGridLayout, QLineEdit

from desktop.services.form_drawing import FormOrder
from desktop.ui.pages.forms_types import TypeChoice
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.viewmodels.form_words import subject_word
from desktop.ui.widgets.building_choice import BuildingChoice
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.rows import BuildingRow
    from desktop.domain.stages import Missing
    from desktop.services.form_makers.making import FormSubject
    from desktop.ui.shell.desk import Desk

_PAUSE = 250
"""Milliseconds after the last change before the form is drawn."""
_REASONS = 5
"""So many reasons stand beside the button; the page of stages lists them all."""
_DRAWN, _LIST = "drawn", "list"


class OrderPart(QFrame):
    """What is chosen for a new form.

    Attributes:
        replaces: number of the form that this one corrects; empty for none.
        supplements: number of the list that this one completes; empty for none.

    Signals:
        changed: what is chosen makes another paper; comes when nothing follows for a moment.
            Also when the draft is to be seen again.
        issue_asked: the form is to be issued.
    """

    changed = Signal()
    issue_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._desk = desk
        self._quarter = ("", "")
        self._buildings: dict[str, str] = {}
        self._wanted = ""
        self.replaces, self.supplements = "", ""
        self.type = TypeChoice()
        self.subject = _subject_box()
        self.buildings = BuildingChoice()
        self.reference = QLineEdit()
        self.reference.setPlaceholderText(tr("Reference number, from the register"))
        self.reference.setAccessibleName(tr("Reference number, from the register"))
        self.look = button(tr("See the draft"), self.changed.emit)
        self.issue = button(tr("Issue"), self.issue_asked.emit, main=True)
        self.missing = label("", "notMet", wrap=True)
        self.correcting = label("", "muted", wrap=True)
        self.leave = button(tr("A form of its own"), self._leave)
        self._about = label("", "muted")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.changed)
        self._lay_out()
        self.type.currentIndexChanged.connect(lambda _: self._typed())
        self.subject.currentIndexChanged.connect(lambda _: self._soon())
        self.buildings.changed.connect(self._soon)
        self.reference.textEdited.connect(lambda _: self._soon())

    def show_quarter(self, quarter_id: str, code: str) -> None:
        """Offer what another quarter has."""
        self._quarter = (quarter_id, code)
        self.correct(None)
        reading = self._desk.office.reading
        if quarter_id:
            self._desk.ask(lambda: reading.buildings(quarter_id), self._offer_buildings, owner=self)
            self._typed()

    @property
    def order(self) -> FormOrder | None:
        """What is chosen; None while something is to be chosen first."""
        kind, code = self.type.chosen, self._quarter[1]
        subject = str(self.subject.currentData() or "")
        if kind is None or not code or (not self.subject.isHidden() and not subject):
            return None
        return FormOrder(
            code,
            str(kind["type"]),
            subject_id=subject,
            buildings=() if self.buildings.isHidden() else self.buildings.chosen,
            reference_no="" if self.reference.isHidden() else self.reference.text().strip(),
            supplements=self.supplements,
            replaces=self.replaces,
        )

    def correct(self, form: Mapping[str, Any] | None) -> None:
        """Take everything from an issued form that the new one replaces; None to leave that."""
        number = "" if form is None else str(form["document_no"])
        self._follow(form, tr("Corrects {number}", number=number))
        self.replaces = number

    def complete(self, form: Mapping[str, Any]) -> None:
        """Make the list that completes an issued one: what was returned and is mended."""
        number = str(form["document_no"])
        self._follow(form, tr("Completes {number}", number=number))
        self.supplements = number

    def _follow(self, form: Mapping[str, Any] | None, words: str) -> None:
        self.replaces, self.supplements = "", ""
        self.correcting.setText(words)
        self.correcting.setVisible(form is not None)
        self.leave.setVisible(form is not None)
        if form is not None:
            ids = str(form["buildings"] or "").split(",")
            self.reference.setText(str(form["reference_no"] or ""))
            self._wanted = str(form["subject_id"] or "")
            self.buildings.choose([no for no, id_ in self._buildings.items() if id_ in ids])
            place = self.type.findData(form["form_type"])
            if place == self.type.currentIndex():
                self._typed()
            else:
                self.type.setCurrentIndex(place)

    def _leave(self) -> None:
        self.correct(None)
        self.changed.emit()

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """Say beside the button what keeps the form from being issued."""
        lines = [sentence(str(one.code), one.details).text for one in missing]
        said = "；".join(lines[:_REASONS])
        if len(lines) > _REASONS:
            said += tr("; and {count} more, see Stages", count=len(lines) - _REASONS)
        self._keep_back(tr("Cannot be issued yet: ") + said if lines else "")
        self.missing.setToolTip("\n".join(lines))

    def show_failure(self, error: BaseException) -> None:
        """Say why the form cannot even be drawn."""
        message = explain(error)
        self._keep_back(f"{message.text}{message.hint}")

    def show_aside(self) -> None:
        """Say that another paper is in front: what is issued is seen first."""
        self.look.show()
        self._say(tr("Another paper is in front. See the draft first."), "muted")
        self.issue.setEnabled(False)

    def show_waiting(self) -> None:
        """Say nothing while the draft is drawn and what is missing is looked up."""
        self.look.hide()
        self._say("", "muted")
        self.issue.setEnabled(False)

    def _keep_back(self, words: str) -> None:
        kind = self.type.chosen
        unnumbered = kind is not None and kind["body"] == _DRAWN
        if words:
            self._say(words, "notMet")
        elif unnumbered:
            self._say(tr("It has no number: print it, it need not be issued."), "muted")
        else:
            self._say(tr("Nothing is missing."), "good")
        self.look.hide()
        self.issue.setEnabled(not words and not unnumbered and not self._desk.read_only)

    def _say(self, words: str, role: str) -> None:
        self.missing.setText(words)
        self.missing.setObjectName(role)
        self.missing.style().unpolish(self.missing)
        self.missing.style().polish(self.missing)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(tr("New form"), "key"), 0, 0)
        grid.addWidget(self.type, 0, 1)
        grid.addWidget(self._about, 1, 0)
        grid.addWidget(self.subject, 1, 1)
        places = row(self.buildings, self.reference, stretch=False)
        places.setStretch(1, 1)
        grid.addLayout(places, 2, 0, 1, 2)
        grid.addLayout(row(self.correcting, self.leave), 3, 0, 1, 2)
        last = row(self.issue, self.look, self.missing, stretch=False)
        for each in (self.issue, self.look):
            last.setAlignment(each, Qt.AlignmentFlag.AlignTop)
        last.setStretch(2, 1)
        grid.addLayout(last, 4, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        for hidden in (self._about, self.subject, self.buildings, self.correcting, self.leave):
            hidden.hide()
        self.look.hide()

    def _offer_buildings(self, rows: list[BuildingRow]) -> None:
        self._buildings = {row.building_no: row.id for row in rows}
        self.buildings.offer(list(self._buildings))

    def _typed(self) -> None:
        kind, (_, code) = self.type.chosen, self._quarter
        if kind is None or not code:
            return
        self._pause.stop()
        self.show_waiting()
        name = str(kind["type"])
        self.reference.setVisible(kind["letter"] or kind["body"] == _LIST)
        forms = self._desk.office.forms
        self._desk.ask(
            lambda: (name, forms.subjects(code, name)),
            lambda answer: self._offer_subjects(*answer),
            owner=self,
        )

    def _offer_subjects(self, name: str, subjects: list[FormSubject]) -> None:
        kind = self.type.chosen
        if kind is None or kind["type"] != name:
            return
        with QSignalBlocker(self.subject):
            self.subject.clear()
            for subject in subjects:
                self.subject.addItem(subject.label, subject.id)
            self.subject.setCurrentIndex(max(0, self.subject.findData(self._wanted)))
        self._wanted = ""
        several = kind["per"] != "quarter" and kind["body"] != _DRAWN
        self._about.setText(subject_word(str(kind["per"])))
        for each in (self._about, self.subject):
            each.setVisible(several)
        self.buildings.setVisible(kind["body"] == _LIST or (not several and kind["body"] == _DRAWN))
        self.changed.emit()

    def _soon(self) -> None:
        self._pause.start()


def _subject_box() -> QComboBox:
    """Return a list in which typing finds any part of an entry: a quarter has 2,000 doors."""
    box = QComboBox()
    box.setAccessibleName(tr("About"))
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(16)
    completer, line = box.completer(), box.lineEdit()
    if completer is not None and line is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        line.setAccessibleName(box.accessibleName())
        line.editingFinished.connect(lambda: _settle(box))
    return box


def _settle(box: QComboBox) -> None:
    """Choose the first entry that has what was typed; the chosen one again where none has."""
    typed = box.currentText().strip()
    if typed != box.itemText(box.currentIndex()):
        found = box.findText(typed, Qt.MatchFlag.MatchContains) if typed else -1
        box.setCurrentIndex(found if found >= 0 else box.currentIndex())
        box.setEditText(box.itemText(box.currentIndex()))
