"""The usual way to sign: print, sign and seal, scan back; or note that it was signed by hand."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.viewmodels.form_words import party_word
from desktop.ui.widgets.panels import button, label, row, rule
from desktop.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.changes import Changes
    from desktop.services.form_returning import SignedPile
    from desktop.ui.shell.desk import Desk

_KINDS = "PDF, TIFF, JPEG, PNG (*.pdf *.tif *.tiff *.jpg *.jpeg *.png)"


class SignOnPaper(QWidget):
    """Three steps from top to bottom, the first one the first button.

    Signals:
        print_asked: the form is to go to the printer.
        recorded: it is in the ledger who signed; carries what to tell.
    """

    print_asked = Signal()
    recorded = Signal(str)

    def __init__(self, desk: Desk, form: Mapping[str, Any]) -> None:
        super().__init__()
        self._desk = desk
        self._number = str(form["document_no"])
        self.to_printer = button(tr("Print…"), self.print_asked.emit, main=True)
        self.take_back = button(tr("Scans or signed files…"), self._ask_files)
        self.progress = ProgressLine(self._stop)
        self.parties = {name: QCheckBox(party_word(name)) for name in form["open"]}
        self.day = QDateEdit(QDate.currentDate())
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.setMaximumDate(QDate.currentDate())
        self.day.setAccessibleName(tr("Signed on"))
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("Where the paper is kept, e.g. file 12"))
        self.note.setAccessibleName(tr("Where the paper is kept, e.g. file 12"))
        self.record = button(tr("Record as signed by hand"), self._record)
        self.error = label("", "error", wrap=True)
        self._job = 0
        self._lay_out()
        for box in self.parties.values():
            box.setAccessibleName(box.text())
            box.setChecked(True)
            box.toggled.connect(lambda _: self._able())
        self._able()

    def take(self, paths: Sequence[Path]) -> None:
        """Take back scans and signed files, each known by its code or its number."""
        returning = self._desk.office.forms.returning
        self.error.clear()
        self.progress.begin(tr("Reading what came back…"))
        self.setEnabled(False)
        self._job = self._desk.work(
            lambda progress: returning.take(paths, progress, signed_at=self._moment()),
            owner=self,
            done=self._taken,
            failed=self._failed,
            cancelled=self._rest,
            stepped=self.progress.step,
            kinds=frozenset({"handover_form", "form_signature", "attachment"}),
        )

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(label(tr("1. Print the form; sign and seal it by hand."), "", wrap=True))
        layout.addLayout(row(self.to_printer))
        layout.addWidget(
            label(
                tr(
                    "2. Scan it back, or drop the files here. Each is known by its square code, "
                    "several forms may come in one pile."
                ),
                "",
                wrap=True,
            )
        )
        layout.addLayout(row(self.take_back))
        layout.addWidget(self.progress)
        layout.addWidget(rule())
        layout.addWidget(
            label(tr("No scanner at hand: note who signed, the scan can follow."), "muted")
        )
        layout.addLayout(row(*self.parties.values()))
        layout.addLayout(
            row(label(tr("Signed on")), self.day, self.note, self.record, stretch=False)
        )
        layout.addWidget(self.error)
        layout.addStretch(1)

    def _able(self) -> None:
        self.record.setEnabled(any(box.isChecked() for box in self.parties.values()))

    def _moment(self) -> datetime:
        chosen = self.day.date()
        day = date(chosen.year(), chosen.month(), chosen.day())
        return datetime.combine(day, time(12)).astimezone()

    def _ask_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, self.take_back.text(), "", _KINDS)
        if chosen:
            self.take([Path(one) for one in chosen])

    def _stop(self) -> None:
        self._desk.runner.cancel(self._job)

    def _taken(self, pile: SignedPile) -> None:
        self._rest()
        taken = [str(one["document_no"]) for one in pile.files]
        taken += [one.document_no for one in pile.scans.filed]
        if pile.scans.unfiled:
            self.error.setText("\n".join(_said(one) for one in pile.scans.unfiled))
        if taken and not pile.scans.unfiled:
            self.recorded.emit(tr("Taken back: {numbers}", numbers="、".join(taken)))
        elif not taken and not pile.scans.unfiled:
            self.error.setText(tr("Everything in these files was filed before."))

    def _record(self) -> None:
        chosen = [name for name, box in self.parties.items() if box.isChecked()]
        signing, number = self._desk.office.forms.signing, self._number
        moment, note = self._moment(), self.note.text().strip()
        self.setEnabled(False)
        self._desk.act(
            lambda: signing.on_paper(number, chosen, signed_at=moment, note=note),
            owner=self,
            done=self._recorded,
            failed=self._failed,
        )

    def _recorded(self, _changes: Changes) -> None:
        self.recorded.emit(tr("{number} is recorded as signed by hand.", number=self._number))

    def _rest(self) -> None:
        self.progress.hide()
        self.setEnabled(True)

    def _failed(self, error: BaseException) -> None:
        self._rest()
        message = explain(error)
        self.error.setText(f"{message.text}{message.hint}")


def _said(one: Any) -> str:
    said = sentence(one.code, one.details)
    page = f" {one.page}" if one.page else ""
    return f"{one.source}{page}：{said.text}"
