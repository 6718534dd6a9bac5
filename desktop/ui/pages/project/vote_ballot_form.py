"""One door's ballot in full: choice, what it rests on, who signed, proxy, ink and scans."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.codes import CHOICE, CONSENT_BASIS, Choice, ConsentBasis
from desktop.domain.fields import ENTITIES
from desktop.domain.project_codes import SIGNER_KIND, SignerKind
from desktop.domain.values import ValueProblem, parse
from desktop.services.vote_taking import BallotForm
from desktop.ui.dialogs.ink import InkDialog
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.viewmodels.vote_words import choice_word, words
from desktop.ui.widgets.code_buttons import CodeButtons
from desktop.ui.widgets.panels import button, clear, label, row
from desktop.ui.widgets.photo_strip import PhotoStrip

if TYPE_CHECKING:
    from desktop.domain.codes import CodeList
    from desktop.domain.vote_ballots import BallotRow
    from desktop.services.vote_doors import BallotLine
    from desktop.ui.shell.desk import Desk

_YES_NO = (str(int(Choice.YES)), str(int(Choice.NO)))


class BallotFormView(QWidget):
    """Stores one ballot as one step; what is missing is said beside the button.

    Signals:
        stored: a ballot of this door has changed.
    """

    stored = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.household_id = ""
        self._vote_id, self._ballot_id, self._owner = "", "", ""
        self._able = False
        self._shown: tuple[str, str, tuple[BallotRow, ...]] = ("", "", ())
        self.door = label("", "heading", wrap=True)
        self.said = label("", "muted", wrap=True)
        self.choice = CodeButtons(_three(), toggles=False)
        self.basis, self.signer_kind = _box(CONSENT_BASIS), _box(SIGNER_KIND)
        self.signer, self.proxy, self.day = QLineEdit(), QLineEdit(), QLineEdit()
        self.day.setPlaceholderText(tr("today"))
        self.water, self.power = CodeButtons(_two()), CodeButtons(_two())
        self.store = button(tr("Keep the ballot"), self.keep, main=True)
        self.ink = button(tr("Sign on the screen"), self.sign)
        self.remove = button(tr("Take the ballot away"), self.take_away)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.photos = PhotoStrip(desk)
        self.photos.subject = "ballot"
        self._others = QVBoxLayout()
        self._scroll = QScrollArea()
        self.signer_kind.currentIndexChanged.connect(lambda _: self._kind_changed())
        self._build()
        self.clear()

    def clear(self) -> None:
        """Show no door."""
        self.household_id = ""
        self._shown = ("", "", ())
        self._inside.setVisible(False)
        self.store.setVisible(False)

    def set_able(self, able: bool) -> None:
        """Allow or forbid changes: a closed vote is only looked at."""
        self._able = able
        for widget in (
            self.choice, self.basis, self.signer_kind, self.signer, self.proxy, self.day,
            self.water, self.power, self.store,
        ):  # fmt: skip
            widget.setEnabled(able)
        self._offer()

    def show_line(self, vote_id: str, line: BallotLine) -> None:
        """Show a door: its newest ballot in the fields, others below."""
        if (vote_id, line.household_id) != (self._vote_id, self.household_id):
            self._say("")
        self._vote_id, self.household_id, self._owner = vote_id, line.household_id, line.owner
        self._inside.setVisible(True)
        self.store.setVisible(True)
        owner = "、".join(filter(None, (line.owner, line.co_owners)))
        self.door.setText(f"{line.door}　{owner}")
        why = [words(code) for code in (line.why_not, *line.remarks) if code]
        self.said.setText("；".join(why) or _counted(line))
        shown = (vote_id, line.household_id, line.ballots)
        if shown != self._shown:  # else somebody is typing in it
            self._shown = shown
            self._put(line.ballots[-1] if line.ballots else None)
            self._show_others(line.ballots)

    def form(self) -> BallotForm | None:
        """Return what stands in the fields, or None after saying what is missing."""
        if not self.choice.code:
            self._say(tr("Say what was ticked: yes, no or abstain."))
            return None
        fine, day = self._day()
        if not fine:
            return None
        return BallotForm(
            choice=int(self.choice.code),
            basis=int(self.basis.currentData()),
            signer_kind=int(self.signer_kind.currentData()),
            signer=self.signer.text(),
            proxy_document=self.proxy.text(),
            cast_on=day,
            water_yes=_flag(self.water.code),
            elec_yes=_flag(self.power.code),
        )

    def keep(self) -> None:
        """Store the ballot."""
        form = self.form()
        if form is None:
            return
        votes, vote_id, door = self.desk.office.votes, self._vote_id, self.household_id
        self.desk.act(
            lambda: votes.ballot(vote_id, door, form)[1],
            owner=self,
            done=lambda _: self._stored(),
            failed=self._failed,
            notice=tr("Ballot kept"),
        )

    def sign(self) -> None:
        """Let the owner sign the stored ballot on the screen."""
        if not self._ballot_id:
            return
        what = tr(
            "{door}: {choice}",
            door=self.door.text().split("　", 1)[0],
            choice=choice_word(int(self.choice.code or 0)),
        )
        who = self.signer.text() or self._owner
        dialog = InkDialog(self.desk, "ballot", self._ballot_id, "ballot", who, what, self)
        dialog.signed.connect(lambda _: self.stored.emit())
        dialog.open()

    def take_away(self, ballot_id: str = "") -> None:
        """Remove the ballot; undo brings it back."""
        votes, chosen = self.desk.office.votes, ballot_id or self._ballot_id
        if chosen:
            self.desk.act(
                lambda: votes.remove_ballot(chosen),
                owner=self,
                done=lambda _: self._stored(),
                notice=tr("Removed. Undo brings it back."),
            )

    def _build(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(self.door)
        layout.addWidget(self.said)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        for name, widget in (
            (tr("Choice"), self.choice),
            (tr("Signed on"), self.day),
            (tr("Basis"), self.basis),
            (tr("Signed by"), self.signer_kind),
            (tr("Signer"), self.signer),
            (tr("Proxy document"), self.proxy),
            (tr("Water works"), self.water),
            (tr("Electricity works"), self.power),
        ):
            widget.setAccessibleName(name)
            form.addRow(label(name, "muted"), widget)
        layout.addLayout(form)
        layout.addLayout(row(self.ink, self.remove))
        layout.addLayout(self._others)
        layout.addWidget(self.photos)
        layout.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        self._inside = inside
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.error)
        whole.addWidget(self.store)
        self.setMinimumWidth(340)

    def _put(self, ballot: BallotRow | None) -> None:
        self._ballot_id = ballot.id if ballot else ""
        self.choice.set_code(str(ballot.choice or "") if ballot else "")
        basis = ballot.basis if ballot else int(ConsentBasis.PAPER)
        self.basis.setCurrentIndex(max(0, self.basis.findData(basis)))
        kind = (ballot.signer_kind if ballot else None) or int(SignerKind.OWNER)
        self.signer_kind.setCurrentIndex(max(0, self.signer_kind.findData(kind)))
        self.signer.setText((ballot.signer if ballot else "") or "")
        self.proxy.setText((ballot.proxy_document if ballot else "") or "")
        self.day.setText((ballot.cast_on if ballot else "") or "")
        self.water.set_code(_code(ballot.water_yes if ballot else None))
        self.power.set_code(_code(ballot.elec_yes if ballot else None))
        self.photos.show_owner("ballot", self._ballot_id)
        self.photos.setVisible(bool(self._ballot_id))
        self._kind_changed()
        self._offer()

    def _show_others(self, ballots: tuple[BallotRow, ...]) -> None:
        clear(self._others)
        for ballot in ballots[:-1]:
            text = f"{ballot.signer or ''}　{choice_word(ballot.choice)}　{ballot.cast_on or ''}"
            away = button(tr("Take away"), partial(self.take_away, ballot.id))
            away.setEnabled(self._able)
            line = QWidget()
            inside = row(label(text, wrap=True), away, stretch=False)
            line.setLayout(inside)
            self._others.addWidget(line)

    def _offer(self) -> None:
        for widget in (self.ink, self.remove):
            widget.setEnabled(self._able and bool(self._ballot_id))

    def _kind_changed(self) -> None:
        proxy = self.signer_kind.currentData() == int(SignerKind.PROXY)
        self.proxy.setEnabled(self._able and proxy)
        self.proxy.setPlaceholderText(sentence("vote-proxy-document").text if proxy else "")

    def _day(self) -> tuple[bool, date | None]:
        """Return whether the day can be read (else say so), and the day, None for today."""
        field = ENTITIES["ballot"].field("cast_on")
        assert field is not None  # noqa: S101 - declared in project_fields.py
        try:
            day = parse(field, self.day.text())
        except ValueProblem as problem:
            self._say(words(problem.code))
            self.day.setFocus()
            return False, None
        return True, day if isinstance(day, date) else None

    def _say(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _stored(self) -> None:
        self._say("")
        self.stored.emit()

    def _failed(self, error: BaseException) -> None:
        message = explain(error)
        self._say(f"{message.text} {message.hint}".strip())


def _three() -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(int(choice)), CHOICE.label(int(choice), language()))
        for choice in (Choice.YES, Choice.NO, Choice.ABSTAIN)
    )


def _two() -> tuple[tuple[str, str], ...]:
    return _three()[:2]


def _box(codes: CodeList) -> QComboBox:
    made = QComboBox()
    for code in codes.labels:
        made.addItem(codes.label(code, language()), code)
    return made


def _counted(line: BallotLine) -> str:
    if line.choice is None:
        return tr("No ballot yet: counts as not taking part")
    return tr("Counts as: {choice}", choice=choice_word(line.choice))


def _flag(code: str) -> bool | None:
    return {_YES_NO[0]: True, _YES_NO[1]: False}.get(code)


def _code(flag: int | None) -> str:
    return "" if flag is None else _YES_NO[0 if flag else 1]
