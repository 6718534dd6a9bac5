"""The rows of a vote's table: what is shown of a door, and which doors a filter lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from desktop.domain.codes import CHOICE, CONSENT_BASIS, Choice
from desktop.domain.project_codes import AREA_BASIS
from desktop.ui.itemmodels.records import Column
from desktop.ui.shell.language import language, tr
from desktop.ui.viewmodels.vote_words import choice_word, square_metres, words
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.services.vote_doors import BallotLine

_KEYS = {Qt.Key.Key_1: Choice.YES, Qt.Key.Key_2: Choice.NO, Qt.Key.Key_3: Choice.ABSTAIN}
_COLOURS = {int(Choice.YES): "good_text", int(Choice.NO): "not_met_text"}
ALL, OPEN, DOUBTFUL, NOTED = "all", "open", "doubtful", "noted"


class BallotTable(Table):
    """1, 2 and 3 answer for the door in hand and go on to the next.

    Signals:
        answered: (row, choice).
    """

    answered = Signal(int, int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a ballot by its key."""
        choice = _KEYS.get(Qt.Key(event.key()))
        if choice is None or not self.currentIndex().isValid():
            super().keyPressEvent(event)
            return
        number = self.currentIndex().row()
        self.answered.emit(number, int(choice))
        if number + 1 < self.model().rowCount():
            self.selectRow(number + 1)


def ballot_columns() -> list[Column[BallotLine]]:
    """Return the columns of the table."""
    return [
        Column(tr("Door"), lambda r: r.door, 14),
        Column(tr("Owner"), lambda r: "、".join(filter(None, (r.owner, r.co_owners))), 10),
        Column(tr("Area, m²"), lambda r: square_metres(r.area) or tr("none"), 9, number=True),
        Column(
            tr("Choice"),
            lambda r: choice_word(r.choice),
            8,
            colour=lambda r: _COLOURS.get(r.choice or 0, ""),
        ),
        Column(tr("To look at"), _to_look_at, 20, colour=lambda _: "not_met_text"),
        Column(tr("Signed on"), lambda r: r.ballots[-1].cast_on if r.ballots else "", 11),
        Column(tr("Basis"), _basis, 14),
        Column(tr("Dwellings"), lambda r: r.same_owner if r.same_owner > 1 else "", 6, number=True),
        Column(tr("Water, survey"), lambda r: _consent(r.consent_w), 8),
        Column(tr("Power, survey"), lambda r: _consent(r.consent_e), 8),
        Column(tr("Proof of area"), lambda r: _proof(r.area_basis), 10),
    ]


def _to_look_at(line: BallotLine) -> str:
    codes = [code for code in (line.why_not, *line.remarks) if code]
    if not line.area:
        codes.append("vote-area-missing")
    return "；".join(words(code) for code in codes)


def _basis(line: BallotLine) -> str:
    found = line.ballots[-1].basis if line.ballots else None
    return CONSENT_BASIS.label(found, language()) if found else ""


def _proof(basis: int | None) -> str:
    return AREA_BASIS.label(basis, language()) if basis else ""


def _consent(choice: int | None) -> str:
    return CHOICE.label(choice, language()) if choice else ""


def filters(lines: list[BallotLine]) -> list[tuple[str, str, int]]:
    """Return what can be listed: (key, name, how many doors)."""
    offers = [(ALL, tr("All doors")), (OPEN, tr("No ballot yet"))]
    offers += [
        (str(int(choice)), choice_word(int(choice)))
        for choice in (Choice.YES, Choice.NO, Choice.ABSTAIN)
    ]
    offers.append((DOUBTFUL, tr("To look at")))
    return [(key, text, sum(fits(line, key) for line in lines)) for key, text in offers]


def fits(line: BallotLine, key: str) -> bool:
    """Return whether a door belongs to what ``key`` lists."""
    if key == ALL:
        return True
    if key == OPEN:
        return line.choice is None
    if key == DOUBTFUL:
        return bool(line.why_not or line.remarks or not line.area)
    return str(line.choice) == key


def found_in(line: BallotLine, wanted: str) -> bool:
    """Return whether door or owner is what somebody looks for."""
    return not wanted or wanted in line.door or wanted in line.owner or wanted in line.co_owners
