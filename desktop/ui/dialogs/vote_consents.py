"""Taking signed consents of the survey over as ballots: only when asked, from a stated day on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.fields import ENTITIES
from desktop.domain.values import ValueProblem, parse
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from desktop.services.vote_taking import ConsentsFound
    from desktop.ui.shell.desk import Desk


class VoteConsentsDialog(QDialog):
    """Says beforehand how many would be taken and why the others are not."""

    def __init__(self, desk: Desk, vote_id: str, since: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._vote_id = desk, vote_id
        self._since: date | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Consents as ballots"))
        self.setMinimumWidth(560)
        self.day = QLineEdit(since)
        self.day.setAccessibleName(tr("Signed from this day on"))
        self.day.setPlaceholderText("2026-01-31")
        self.look = button(tr("See how many"), self.ask)
        self.says = label("", wrap=True)
        self.says.setMinimumHeight(self.fontMetrics().lineSpacing() * 8)
        self.says.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.take = button(tr("Take them as ballots"), self.take_them, main=True)
        self.take.setEnabled(False)
        for one in (self.day, self.look, self.take):
            one.setMinimumHeight(44)
        self.day.textChanged.connect(lambda _: self.take.setEnabled(False))
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(label(tr("Take signed consents as ballots of this vote?"), "heading"))
        layout.addWidget(
            label(
                tr(
                    "A consent to the works is no ballot by itself. Only original signatures on "
                    "paper or on the screen are taken, with the day on which they were signed; "
                    "spoken answers and silence never are."
                ),
                "muted",
                wrap=True,
            )
        )
        layout.addLayout(row(label(tr("Signed from this day on")), self.day, self.look))
        layout.addWidget(self.says)
        layout.addLayout(row(self.take, button(tr("Close"), self.reject)))

    def ask(self) -> None:
        """Look what would be taken."""
        field = ENTITIES["ballot"].field("cast_on")
        assert field is not None  # noqa: S101 - declared in project_fields.py
        try:
            since = parse(field, self.day.text())
        except ValueProblem:
            since = None
        if not isinstance(since, date):
            self.says.setText(sentence("value-not-a-date").text)
            self.day.setFocus()
            return
        self._since = since
        votes, vote_id = self._desk.office.votes, self._vote_id
        self._desk.ask(lambda: votes.consents(vote_id, since), self._show, owner=self)

    def take_them(self) -> None:
        """Take what was shown."""
        votes, vote_id, since = self._desk.office.votes, self._vote_id, self._since
        if since is not None:
            self._desk.act(
                lambda: votes.take_consents(vote_id, since),
                owner=self,
                done=lambda _: self.accept(),
                notice=tr("Consents taken as ballots"),
            )

    def _show(self, found: ConsentsFound) -> None:
        lines = [tr("{count} would be taken as ballots", count=len(found.ballots))]
        lines += [
            tr("{count} not: {why}", count=count, why=sentence(code).text)
            for code, count in sorted(found.left_out.items())
        ]
        self.says.setText("\n".join(lines))
        self.take.setEnabled(bool(found.ballots) and not self._desk.read_only)
