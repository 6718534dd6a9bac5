"""表单: made, looked at, issued, signed, handed over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.kernel.errors import InputError
from desktop.ui.dialogs.own_forms import OwnFormsDialog
from desktop.ui.dialogs.returned_list import ReturnedListDialog
from desktop.ui.dialogs.sign_many import SignManyDialog
from desktop.ui.dialogs.signing import offer_signing
from desktop.ui.pages.forms_drafting import Drafting
from desktop.ui.pages.forms_issued import IssuedPart
from desktop.ui.pages.forms_order import OrderPart
from desktop.ui.pages.forms_packing import Packing
from desktop.ui.pages.forms_paper import PaperPart, ShownPaper
from desktop.ui.pages.forms_verifying import Verifying
from desktop.ui.pages.page import Page
from desktop.ui.pages.quarter_choice import QuarterChoice
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.form_words import state_word
from desktop.ui.widgets.panels import EmptyState, button, label, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.changes import Changes
    from desktop.services.forms import Forms
    from desktop.ui.shell.desk import Desk

    Form = Mapping[str, Any]

_FIRST = "acceptance-certificate"


class FormsPage(Page):
    """What can be made at the left, above what was issued; the paper itself at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._folder = Path(desk.office.session.ledger_path).resolve().parent / "forms"
        self._shown = ""
        self._old = False
        self.choice = QuarterChoice(desk)
        self.choice.quarter_chosen.connect(self._read)
        self.order = OrderPart(desk)
        self.issued = IssuedPart(desk)
        self.paper = PaperPart(desk, self._folder)
        self.drafting = Drafting(desk, self.order, self.paper)
        self.verifying = Verifying(desk, self.paper, self._folder)
        self.type, self.missing, self.model = (
            self.order.type, self.order.missing, self.issued.model,
        )  # fmt: skip
        own = button(tr("Own wording…"), self._own)
        self.packing = Packing(desk, self.choice, self.drafting, self.paper, self._folder.parent)
        verify = button(tr("Verify a file…"), self.verifying.ask)
        top = row(label(tr("Forms"), "title"), self.choice)
        top.addWidget(own)
        top.addWidget(self.packing.button)
        top.addWidget(verify)
        self.box.addLayout(top)
        self._parts = self._splitter()
        self._empty = EmptyState(
            tr("No quarters yet"),
            tr("They come with the household list from Excel."),
            tr("Bring in a household list"),
            lambda: desk.page_asked.emit("exchange"),
        )
        self._empty.hide()
        self.box.addWidget(self._parts, 1)
        self.box.addWidget(self._empty, 1)
        self._connect()

    def _splitter(self) -> QSplitter:
        left = QWidget()
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self.order)
        layout.addWidget(self.issued, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.paper)
        splitter.setSizes([500, 700])
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        return splitter

    def _connect(self) -> None:
        self.order.changed.connect(self._draft)
        self.order.issue_asked.connect(self._issue)
        self.issued.chosen.connect(self._look_at)
        self.issued.sign_asked.connect(self._sign)
        self.issued.sign_many_asked.connect(self._sign_many)
        self.issued.correct_asked.connect(self.order.correct)
        self.issued.complete_asked.connect(self.order.complete)
        self.issued.check_asked.connect(self._check)
        self.issued.verify_asked.connect(self.verifying.of_form)
        self.verifying.opened.connect(self._put_aside)
        self.paper.printed.connect(self._printed)
        self.paper.add_keys(self)

    def refresh(self) -> None:
        """Read types, quarters and issued forms; a draft in front is drawn anew when it is old."""
        if self.type.count() == 0:
            self.desk.ask(self.desk.office.forms.types, self._know_types, owner=self)
        self.choice.refresh()

    def _on_changes(self, changes: Changes) -> None:
        """Forms tell of everything in the ledger, so that every change makes a draft old."""
        del changes
        self._old = True
        self.renew()

    def _know_types(self, types: list[dict[str, Any]]) -> None:
        self.issued.know_types(types)
        self.type.offer(types, _FIRST)
        self.order.show_quarter(self.choice.quarter_id, self.choice.code)

    def _read(self, quarter_id: str, code: str) -> None:
        forms = self.desk.office.forms
        self._parts.setVisible(bool(quarter_id))
        self._empty.setVisible(not quarter_id)
        if not quarter_id:
            return

        self.desk.ask(
            lambda: _of_quarter(forms, quarter_id, code), self.issued.show_forms, owner=self
        )
        if self._shown != quarter_id:
            self._shown = quarter_id
            self.issued.look_at("")
            self.order.show_quarter(quarter_id, code)
        elif self._old and not self.issued.number:
            self._draft()
        self._old = False

    def _draft(self) -> None:
        """Show the chosen form as a draft, and what keeps it from being issued."""
        order, kind = self.order.order, self.type.chosen
        if order is not None and kind is not None:
            self.drafting.begin(order, kind)
            self.issued.look_at("")
            return
        self.drafting.leave()
        self.order.show_waiting()
        title = self.type.title(str(self.type.currentData()))
        self.paper.show_words(title, tr("There is nothing yet that this form could be about."))

    def _issue(self) -> None:
        order = self.order.order
        if order is None or self.desk.read_only:
            return
        self.drafting.leave()
        forms, folder = self.desk.office.forms, self._folder
        self.order.issue.setEnabled(False)
        self.paper.drawing.begin(tr("Drawing the form…"))
        self.drafting.job = self.desk.work(
            lambda progress: forms.issue(
                order,
                folder,
                replaces=order.replaces,
                supplements=order.supplements,
                progress=progress,
            ),
            owner=self,
            done=self._issued,
            failed=self._not_issued,
            cancelled=self._draft,
            stepped=self.paper.drawing.step,
            kinds=frozenset({"handover_form"}),
        )

    def _issued(self, answer: dict[str, Any]) -> None:
        self.drafting.leave()
        if "missing" in answer:  # it changed since the draft was drawn
            self._draft()
            return
        self.order.correct(None)
        self.issued.look_at(answer["document_no"])
        self.desk.messages.offer(
            tr("Issued {number}. Print it, sign and seal it.", number=answer["document_no"]),
            tr("Print…"),
            self.paper.to_printer,
        )

    def _printed(self) -> None:
        """Offer what comes after the printer: a form that is signed by hand is filed again."""
        form = self.issued.form
        if form is not None and self.issued.may_sign(form):
            self.desk.messages.offer(
                tr("Printed. Signed and sealed, it is filed here."),
                tr("Sign and seal…"),
                lambda: self._sign(form),
            )

    def _sign(self, form: Form) -> None:
        offer_signing(self, self.desk, form).print_asked.connect(self.paper.to_printer)

    def _sign_many(self, forms: list[dict[str, Any]], printed_only: frozenset[str]) -> None:
        SignManyDialog(self.desk, forms, printed_only, self).open()

    def _check(self, form: Form) -> None:
        """Record what the receiver said of every line."""
        dialog = ReturnedListDialog(self.desk, str(form["document_no"]), self)

        def told(_number: str, returned: int) -> None:
            if returned:
                said = tr("{count} lines returned; they are defects now.", count=returned)
                self.desk.messages.notice(said)
            else:
                self.desk.messages.notice(tr("Every line is accepted."))

        dialog.recorded.connect(told)
        dialog.open()

    def _not_issued(self, error: BaseException) -> None:
        self.drafting.leave()
        self.order.show_failure(error)

    def _put_aside(self) -> None:
        """Leave the draft and the list: a file from elsewhere is in front."""
        self.drafting.leave()
        self.issued.look_at("")
        self.order.show_aside()

    def _look_at(self, form: Form | None) -> None:
        if form is None:
            return
        age, forms = self.drafting.leave(), self.desk.office.forms
        self.order.show_aside()
        number, path = str(form["document_no"]), self._folder / str(form["file_name"])
        title = f"{form['title'] or self.type.title(str(form['form_type']))} · {state_word(form)}"

        def read() -> bytes:
            try:
                return forms.stored(number)
            except InputError:
                return path.read_bytes()

        def show(data: bytes) -> None:
            if age == self.drafting.age:
                self.paper.show_paper(ShownPaper(number, data, title, path.stem))

        def gone(_error: BaseException) -> None:
            if age == self.drafting.age:
                self.paper.show_words(title, tr("The file is not in the folder any more."))

        self.desk.ask(read, show, owner=self, failed=gone)

    def _own(self) -> None:
        OwnFormsDialog(self.desk, self).open()


def _of_quarter(forms: Forms, quarter_id: str, code: str) -> list[dict[str, Any]]:
    """Return every number given in a quarter; ``about`` says in words what a form is about."""
    given = [form for form in forms.numbers() if form["quarter_id"] == quarter_id]
    types = {str(form["form_type"]) for form in given if form["subject_id"]}
    names = {name: {s.id: s.label for s in forms.subjects(code, name)} for name in types}
    for form in given:
        form["about"] = names.get(form["form_type"], {}).get(form["subject_id"], "")
    return given
