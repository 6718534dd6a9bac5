"""What the card consists of, what it asks, and how an answer is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.codes import VisitState
from desktop.domain.door_checks import Severity
from desktop.ui.pages.visit_card.check_panel import CheckPanel
from desktop.ui.pages.visit_card.consent_section import ConsentSection
from desktop.ui.pages.visit_card.door_data import door_answers, door_field
from desktop.ui.pages.visit_card.fill_panel import FillPanel
from desktop.ui.pages.visit_card.foot import Foot
from desktop.ui.pages.visit_card.neighbour_button import neighbour_button
from desktop.ui.pages.visit_card.offer_bar import OfferBar
from desktop.ui.pages.visit_card.people_section import PeopleSection
from desktop.ui.pages.visit_card.tools import Tools
from desktop.ui.pages.visit_card.utility_section import UtilitySection
from desktop.ui.shell.language import language, tr
from desktop.ui.viewmodels.card import Entry
from desktop.ui.viewmodels.door_questions import CONSENTS, VISIT, DoorQuestions, follows
from desktop.ui.widgets.panels import EmptyState, label
from desktop.ui.widgets.verdict_line import VerdictLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.changes import Changes
    from desktop.ui.pages.saving import SavingEditor
    from desktop.ui.pages.visit_card.door_data import DoorData
    from desktop.ui.pages.visit_card.question_row import QuestionRow
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.door_questions import Slot

UTILITIES = ("water_meter", "electricity_meter")
_AROUND = 60
"""Pixels of what stands around a question that are brought into view with it."""


class CardBody(QFrame):
    """The parts of one door's card; reading and the keyboard come with the card itself.

    Attributes:
        household_id: the door; empty for none.
        data: what is stored of it; None until it has been read.
        editors: (entity kind, field) → its editor; of the household's own meters.
        rows: the questions that a key answers.
        reading: whether the door is being read.
        found_soft, found_hard: open warnings, and whether an error stands, after the consent.

    Signals:
        stepped: +1 or -1 when the next or previous door of the building is asked for.
        next_asked: the door is done; the next one of the walk is asked for.
        history_asked: id of the household whose history is asked for.
        door_scanned: id of a household whose square code was scanned.
    """

    stepped = Signal(int)
    next_asked = Signal()
    history_asked = Signal(str)
    door_scanned = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setProperty("visit", True)  # 14 pt, for readers at the door
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Household card"))
        self.desk = desk
        self.household_id = ""
        self.data: DoorData | None = None
        self.reading = False
        self.found_soft, self.found_hard = 0, False
        self._make_parts()
        self._lay_out()

    def press(self, key: str) -> None:
        """Do what a key does."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Read the door again."""
        raise NotImplementedError

    def editor(self, kind: str, field: str) -> SavingEditor | None:
        """Return the editor of a field; of the household's own meter for a kind of meter."""
        found = self.editors.get((kind, field))
        if found is None:
            for part in self.foldaways:
                part.make_seldom()
            found = self.editors.get((kind, field))
        return found

    @property
    def read_only(self) -> bool:
        """Whether nothing can be answered."""
        return self.desk.read_only

    def flush(self) -> None:
        """Store what is being typed."""
        for editor in self.editors.values():
            editor.flush()

    def _make_parts(self) -> None:
        desk = self.desk
        self.title = label("", "title", wrap=True)
        self._visits = label("", "muted", wrap=True)
        self.verdicts = [VerdictLine(role, short=True) for role in ("water", "electricity")]
        self.checks = CheckPanel(desk)
        self.offer = OfferBar()
        self.neighbour = neighbour_button(lambda: self.press("="))
        self.utilities = [UtilitySection(desk, kind, _blank, self._store) for kind in UTILITIES]
        self.consent = ConsentSection(desk, _blank, self._store, self._store_consent)
        self.people = PeopleSection(desk, _blank, self._store)
        self.tools = Tools(desk)
        self.fill = FillPanel(desk)
        self.foot = Foot(
            desk, _blank, self._store,
            back=lambda: self.stepped.emit(-1), on=lambda: self.press("next"),
        )  # fmt: skip
        self.foldaways: list[UtilitySection | PeopleSection] = [*self.utilities, self.people]
        self.editors: dict[Slot, SavingEditor] = {VISIT: self.foot.visit}
        self.rows: dict[Slot, QuestionRow] = {}
        self._parts: list[UtilitySection | ConsentSection | PeopleSection | Tools] = [
            *self.utilities, self.consent, self.people, self.tools,
        ]  # fmt: skip
        for part in self._parts:
            if not isinstance(part, Tools):
                self.editors |= part.editors
            if isinstance(part, (UtilitySection, ConsentSection)):
                self.rows |= part.rows

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(6)
        for part in (
            self.offer, self.checks, self.neighbour, *self.utilities, self.consent, self.people,
            self.tools, self.fill,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(4)
        body.addWidget(self.title)
        body.addWidget(self._visits)
        for line in self.verdicts:
            body.addWidget(line)
        body.addWidget(self._scroll, 1)
        body.addWidget(self.foot)
        self._empty = EmptyState(
            tr("No door chosen"), tr("Choose a door in the drawing of the building.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._body, 1)

    @property
    def questions(self) -> DoorQuestions:
        """The questions as they stand on the screen, stored or on their way."""
        values = {slot: self.editors[slot].raw for slot in (*self.rows, VISIT, *CONSENTS)
                  if slot in self.editors}  # fmt: skip
        data = self.data
        has = frozenset(kind for kind in UTILITIES if data is not None and data.meter(kind))
        return DoorQuestions(values, has)

    def reveal(self, part: QWidget) -> None:
        """Bring a part of the card into view."""
        self._scroll.ensureWidgetVisible(part, 0, _AROUND)

    def _store(self, entry: Entry, raw: object) -> Changes:
        slot = (entry.kind, entry.field.name)
        given: dict[Slot, object] = {slot: raw, **follows(slot, str(raw))}
        return self.desk.office.surveying.record(entry.entity_id, door_answers(given))

    def _store_consent(self, entries: Sequence[Entry], raws: Sequence[object]) -> Changes:
        surveying = self.desk.office.surveying
        household = entries[0].entity_id
        given: dict[Slot, object] = {
            (e.kind, e.field.name): raw for e, raw in zip(entries, raws, strict=True)
        }
        if self._first_words(household):
            given[VISIT] = int(VisitState.VISITED)  # who says nothing was met all the same
        changes = surveying.record(household, door_answers(given))
        found = [c for c in surveying.checks(household, language()) if not c.confirmed]
        self.found_soft = sum(c.severity is Severity.SOFT for c in found)
        self.found_hard = any(c.hard for c in found)
        return changes

    def _first_words(self, household: str) -> bool:
        data = self.data
        if data is None or data.card.household["id"] != household:
            return False
        return data.card.household.get("visit_state") in {None, VisitState.NOT_VISITED}


def _blank(kind: str, name: str) -> Entry:
    return Entry(kind, "", door_field(kind, name), None)
