"""The forms of a quarter that were issued: where each stands, what happened to it, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.form_state import FormStanding
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.forms_closing import ClosingLine
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.form_words import (
    GONE,
    history,
    short_number,
    state_colour,
    state_word,
    title_word,
)
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.panels import button, label, panel, row
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.ui.shell.desk import Desk

_SIGNED = frozenset({FormStanding.SIGNED, FormStanding.ON_PAPER})


class IssuedPart(QWidget):
    """The list, newest first, with the history of the chosen one and what can be done with it.

    Signals:
        chosen: the row that is looked at, None for none.
        sign_asked: it is to be signed, in any of the ways.
        sign_many_asked: (forms of the quarter, types that are only printed): sign several at once.
        correct_asked: a form is to be made that replaces it.
        check_asked: the receiver's checked list is to be recorded.
        complete_asked: a list is to be made of what was returned and is mended.
        verify_asked: it is to be verified.
    """

    chosen = Signal(object)
    sign_asked = Signal(object)
    sign_many_asked = Signal(list, frozenset)
    correct_asked = Signal(object)
    check_asked = Signal(object)
    complete_asked = Signal(object)
    verify_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._printed_only: frozenset[str] = frozenset()
        self._lists: frozenset[str] = frozenset()
        self._looked_at = ""
        self._seen: tuple[str, str, str] | None = None
        columns: list[Column[dict[str, Any]]] = [
            Column(tr("Form"), title_word, 16, colour=state_colour),
            Column(tr("Form number"), short_number, 14, colour=state_colour),
            Column(tr("State"), state_word, 10, colour=state_colour),
        ]
        self.model: RecordTable[dict[str, Any]] = RecordTable(columns)
        self.table = Table(self.model, [c.width for c in columns], tr("Issued forms"), stretch=0)
        self.table.setMinimumHeight(120)
        self.table.row_chosen.connect(self._choose)
        self._all: list[dict[str, Any]] = []
        self.says = label("", "muted", wrap=True)
        self.narrow = QLineEdit()
        self.narrow.setPlaceholderText(tr("Form, number or state"))
        self.narrow.setAccessibleName(tr("Form, number or state"))
        self.narrow.setClearButtonEnabled(True)
        self.narrow.setMaximumWidth(190)
        self.narrow.textChanged.connect(lambda _: self._narrow())
        self.sign_many = button(tr("Sign several…"), self._sign_many)
        self.history = label("", "", wrap=True)
        self.history.setAccessibleName(tr("History of the form"))
        self.sign = button(tr("Sign and seal…"), lambda: self.sign_asked.emit(self.form))
        self.hand_over = button(tr("Hand over…"), lambda: self._close("hand-over"))
        self.correct = button(tr("Correct…"), lambda: self.correct_asked.emit(self.form))
        self.check = button(tr("Checked list…"), lambda: self.check_asked.emit(self.form))
        self.complete = button(tr("Completing list…"), lambda: self.complete_asked.emit(self.form))
        self.void = button(tr("Void…"), lambda: self._close("void"))
        self.verify = button(tr("Verify"), lambda: self.verify_asked.emit(self.form))
        self.closing = ClosingLine(desk)
        self.closing.closed.connect(self._show_actions)
        self.details = panel(self.history, self._actions(), self.closing, margin=8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        top = row(self.says, self.sign_many, self.narrow, stretch=False)
        top.setStretch(0, 1)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.details)
        self.details.hide()

    def _actions(self) -> QWidget:
        self.actions_box = QWidget()
        flow = FlowLayout(self.actions_box, gap=6)
        for each in (
            self.sign, self.check, self.complete, self.hand_over, self.correct, self.void,
            self.verify,
        ):  # fmt: skip
            flow.addWidget(each)
        return self.actions_box

    @property
    def form(self) -> dict[str, Any] | None:
        """Return the form that is looked at."""
        return next((one for one in self._all if one["document_no"] == self._looked_at), None)

    @property
    def number(self) -> str:
        """Return the number of the form that is looked at; an empty text for none."""
        return self._looked_at

    @property
    def _place(self) -> int:
        numbers = [str(record["document_no"]) for record in self.model.records]
        return numbers.index(self._looked_at) if self._looked_at in numbers else -1

    def may_sign(self, form: Mapping[str, Any]) -> bool:
        """Say whether somebody is still to sign ``form``, on paper or otherwise."""
        stands = form["state"] not in GONE and not self._desk.read_only
        return stands and bool(form["open"]) and form["form_type"] not in self._printed_only

    def know_types(self, types: list[dict[str, Any]]) -> None:
        """Learn which types are never signed electronically, and which are lists."""
        self._lists = frozenset(str(t["type"]) for t in types if t["body"] == "list")
        self._printed_only = frozenset(str(t["type"]) for t in types if t["printed_only"])

    def show_forms(self, rows: list[dict[str, Any]]) -> None:
        """Show these, given oldest first; the one that was looked at stays chosen."""
        self._all = rows[::-1]
        self.says.setText(
            tr("Issued in this quarter: {count}", count=len(rows))
            if rows
            else tr("Nothing issued yet. A draft can be looked at any time; it has no number.")
        )
        self.narrow.setVisible(bool(rows))
        self.sign_many.setVisible(sum(map(self.may_sign, rows)) > 1)
        self._narrow()

    def look_at(self, document_no: str) -> None:
        """Choose the form of this number, now or when it is shown; an empty text for none."""
        self._looked_at = document_no
        if document_no and self._place < 0:
            self.narrow.clear()
        self._mark()

    def _narrow(self) -> None:
        """Show the forms that have every word of what was typed."""
        words = self.narrow.text().split()
        self.model.show_records([form for form in self._all if _has(form, words)])
        self._mark()

    def _mark(self) -> None:
        """Select the row of the form that is looked at, or none."""
        place, number = self._place, self._looked_at
        with QSignalBlocker(self.table):  # a row that goes away is no choice of a person
            if place < 0:
                self.table.clearSelection()
            else:
                self.table.selectRow(place)
        self._looked_at = number
        self._show()

    def _choose(self, number: int) -> None:
        if number >= 0:
            self._looked_at = str(self.model.records[number]["document_no"])
            self._show()

    def _show(self) -> None:
        form = self.form
        seen = None if form is None else (form["document_no"], form["state"], form["sha256"])
        if seen != self._seen:
            self._seen = seen
            self.closing.leave()
            self.chosen.emit(form)
        self.details.setVisible(form is not None)
        if form is not None:
            head = f"{form['document_no']}  {state_word(form)}"
            self.history.setText("\n".join([head, *history(form), *self._hint(form)]))
            self._show_actions()

    def _hint(self, form: Mapping[str, Any]) -> list[str]:
        if form["form_type"] in self._printed_only:
            return [
                tr("Notices that stop supply are printed and posted; they are not signed here.")
            ]
        return []

    def _show_actions(self) -> None:
        form = self.form
        if form is None or not self.closing.isHidden():
            return
        standing = form["state"] not in GONE
        writes = standing and not self._desk.read_only
        self.sign.setVisible(self.may_sign(form))
        self.hand_over.setVisible(writes and form["state"] in _SIGNED)
        for each in (self.check, self.complete):
            each.setVisible(writes and form["form_type"] in self._lists)
        self.correct.setVisible(writes)
        self.void.setVisible(writes)
        self.actions_box.show()

    def _sign_many(self) -> None:
        self.sign_many_asked.emit(self._all[::-1], self._printed_only)

    def _close(self, way: str) -> None:
        if self.form is not None:
            self.actions_box.hide()
            self.closing.ask(way, str(self.form["document_no"]))


def _has(form: Mapping[str, Any], words: list[str]) -> bool:
    text = " ".join((title_word(form), str(form["document_no"]), state_word(form))).casefold()
    return all(word.casefold() in text for word in words)
