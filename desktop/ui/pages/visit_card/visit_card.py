"""The household card at the door.

One question is current and highlighted: its digits answer it, the next open one follows, and the
consent is the last. Every answer is stored when it is given.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.codes import VisitState
from desktop.domain.door_checks import Severity
from desktop.ui.pages.visit_card.check_panel import CheckPanel
from desktop.ui.pages.visit_card.consent_section import ConsentSection
from desktop.ui.pages.visit_card.door_data import door_answers, door_field, read_door
from desktop.ui.pages.visit_card.fill_panel import FillPanel
from desktop.ui.pages.visit_card.foot import Foot
from desktop.ui.pages.visit_card.hands import Hands
from desktop.ui.pages.visit_card.keys import key_of, takes_text
from desktop.ui.pages.visit_card.neighbour_button import (
    neighbour_button,
    show_neighbour,
)
from desktop.ui.pages.visit_card.numbers import Numbers
from desktop.ui.pages.visit_card.offer_bar import OfferBar
from desktop.ui.pages.visit_card.people_section import PeopleSection
from desktop.ui.pages.visit_card.tools import Tools
from desktop.ui.pages.visit_card.utility_section import UtilitySection
from desktop.ui.shell.language import language, tr
from desktop.ui.viewmodels.card import Entry
from desktop.ui.viewmodels.door_questions import (
    CONSENT,
    CONSENTS,
    VISIT,
    DoorQuestions,
    follows,
)
from desktop.ui.widgets.panels import EmptyState, label
from desktop.ui.widgets.verdict_line import VerdictLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.domain.changes import Changes
    from desktop.ui.pages.saving import SavingEditor
    from desktop.ui.pages.visit_card.door_data import DoorData
    from desktop.ui.pages.visit_card.question_row import QuestionRow
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.door_questions import Slot

_KINDS = ("household", "water_meter", "electricity_meter", "visit", "meter_reading",
          "confirmation", "attachment")  # fmt: skip
_UTILITIES = ("water_meter", "electricity_meter")
_AROUND = 60
"""Pixels of what stands around a question that are brought into view with it."""


class VisitCard(QFrame):
    """Shows and records one door.

    Attributes:
        household_id: the door; empty for none.
        data: what is stored of it; None until it has been read.
        hands: the keyboard; ``hands.current`` is the question that the digits answer.
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
        self.reading = self._again = False
        self.found_soft, self.found_hard = 0, False
        self._make_parts()
        self.hands = Hands(self)
        self.numbers = Numbers(desk, self.utilities, self.offer)
        self._lay_out()
        self._connect()
        self._show_shell()

    # ------------------------------------------------------------------------------- interface

    def show_household(self, household_id: str) -> None:
        """Show this door; empty text shows what to do. The card has the keyboard then."""
        self.flush()
        if household_id != self.household_id:
            self.household_id = household_id
            self.data = None
            # Until the door is there, the buttons are still the last one's.
            self._body.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.hands.begin()
            self.numbers.show_household(household_id)
            self.fill.hide()
            self._scroll.verticalScrollBar().setValue(0)
            if takes_text(self.focusWidget()) or self._has_focus_inside():
                self.setFocus()
        self._show_shell()
        if household_id:
            self.read_again()

    def editor(self, kind: str, field: str) -> SavingEditor | None:
        """Return the editor of a field; of the household's own meter for a kind of meter."""
        return self.editors.get((kind, field))

    def set_selection(self, ids: list[str]) -> None:
        """Take the doors chosen in the elevation, for "apply to"."""
        self.fill.set_selection(ids)

    def scanned(self, text: str) -> None:
        """Put a scanned number where it belongs, wherever the focus is."""
        self.numbers.scanned(text)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be answered."""
        return self.desk.read_only

    def flush(self) -> None:
        """Store what is being typed."""
        for editor in self.editors.values():
            editor.flush()

    # --------------------------------------------------------------------------------- building

    def _make_parts(self) -> None:
        desk = self.desk
        self.title = label("", "title", wrap=True)
        self._visits = label("", "muted", wrap=True)
        self.verdicts = [VerdictLine(role, short=True) for role in ("water", "electricity")]
        self.checks = CheckPanel(desk)
        self.offer = OfferBar()
        self.neighbour = neighbour_button(lambda: self.hands.queue.press("="))
        self.utilities = [UtilitySection(desk, kind, _blank, self._store) for kind in _UTILITIES]
        self.consent = ConsentSection(desk, _blank, self._store, self._store_consent)
        self.people = PeopleSection(desk, _blank, self._store)
        self.tools = Tools(desk)
        self.fill = FillPanel(desk)
        self.foot = Foot(
            desk, _blank, self._store,
            back=lambda: self.stepped.emit(-1), on=lambda: self.hands.queue.press("next"),
        )  # fmt: skip
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

    def _connect(self) -> None:
        self.desk.bus.changed.connect(self._on_changes)
        for slot, editor in self.editors.items():
            editor.committed.connect(partial(self._answered, slot))
        self.consent.answered.connect(partial(self._answered, CONSENT))
        self.tools.history_asked.connect(lambda: self.history_asked.emit(self.household_id))
        self.tools.fill_asked.connect(self._fill_others)
        self.tools.codes_found.connect(self.numbers.found)
        self.numbers.door_scanned.connect(self.door_scanned)

    def _has_focus_inside(self) -> bool:
        focused: QWidget | None = self.window().focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def _show_shell(self) -> None:
        self._empty.setVisible(not self.household_id)
        self._body.setVisible(bool(self.household_id))

    # ---------------------------------------------------------------------------------- reading

    def read_again(self) -> None:
        """Read the door again; one reading at a time, the newest wins."""
        wanted = self.household_id
        if self.reading:
            self._again = True
            return
        self.reading, self._again = True, False
        office, spoken = self.desk.office, language()
        self.desk.ask(
            lambda: read_door(office, wanted, spoken),
            partial(self._arrived, wanted),
            owner=self,
            failed=self._not_read,
        )

    def _not_read(self, error: BaseException) -> None:
        self.reading = False
        self.hands.queue.release(drop=True)
        self.desk.messages.failure(error)

    def _on_changes(self, changes: Changes) -> None:
        if self.household_id and any(changes.touches(kind) for kind in _KINDS):
            self.read_again()

    def _arrived(self, wanted: str, data: DoorData) -> None:
        self.reading = False
        stale = self._again or wanted != self.household_id
        if wanted == self.household_id:
            self._show(data)
        if stale:
            self.read_again()
        else:
            self.hands.arrived()

    def _show(self, data: DoorData) -> None:
        self.data = data
        self._body.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
        owner = data.card.household.get("owner_name")
        self.title.setText(f"{data.card.label}  {owner or ''}".strip())
        self._visits.setText(_tries(data))
        self._visits.setVisible(bool(self._visits.text()))
        for line in self.verdicts:
            line.show_verdict(data.verdicts[line.utility])
        self.foot.visit.show_entry(data.entry(*VISIT))
        questions = self.questions
        for section in self._parts:
            section.show_door(data, questions)
        self._show_checks(data)
        self._show_questions()

    def _show_checks(self, data: DoorData) -> None:
        beside: dict[Slot, list[str]] = {}
        rest = []
        for check in data.checks:
            slot = (check.kind, check.field)
            editor = self.editors.get(slot)
            if check.hard and editor is not None and editor.isVisibleTo(self):
                beside.setdefault(slot, []).append(f"{check.message} {check.hint}".strip())
            else:
                rest.append(check)
        for slot, editor in self.editors.items():
            editor.remark("\n".join(beside.get(slot, ())))
        self.checks.show_checks(self.household_id, rest)

    # -------------------------------------------------------------------------------- questions

    @property
    def questions(self) -> DoorQuestions:
        """The questions as they stand on the screen, stored or on their way."""
        values = {slot: self.editors[slot].raw for slot in (*self.rows, VISIT, *CONSENTS)
                  if slot in self.editors}  # fmt: skip
        data = self.data
        has = frozenset(kind for kind in _UTILITIES if data is not None and data.meter(kind))
        return DoorQuestions(values, has)

    def _show_questions(self) -> None:
        questions = self.questions
        for part in self._parts:
            part.show_questions(questions)
        self.foot.show_questions(questions)
        neighbour = self.data.neighbour if self.data is not None else None
        show_neighbour(self.neighbour, neighbour, questions)
        values = neighbour.values if neighbour is not None else {}
        for slot, line in self.rows.items():
            line.suggest(str(values[slot]) if slot in values else "")
        if self.hands.current is not None and self.hands.current not in questions.shown():
            self.hands.ask(questions.after(self.hands.current))

    def _answered(self, slot: Slot, *_: object) -> None:
        for other, code in follows(slot, self.questions.value(slot)).items():
            self.editors[other].put(code)
        self._show_questions()
        self.hands.answered(slot)

    def reveal(self, part: QWidget) -> None:
        """Bring a part of the card into view."""
        self._scroll.ensureWidgetVisible(part, 0, _AROUND)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the current question; Esc and Enter lead out of a text field."""
        focused = self.window().focusWidget()
        if focused is not self and takes_text(focused):
            if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        key = key_of(event)
        if not key or not self.household_id:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.hands.queue.press(key)

    # ---------------------------------------------------------------------------------- storing

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

    def _fill_others(self) -> None:
        self.fill.open_for(self.household_id)
        QTimer.singleShot(0, self, lambda: self.reveal(self.fill))


def _blank(kind: str, name: str) -> Entry:
    return Entry(kind, "", door_field(kind, name), None)


def _tries(data: DoorData) -> str:
    """Return how often nobody was at home and when last; empty when somebody was."""
    visits = [v for v in data.card.visits if v.get("state") == VisitState.NOBODY_HOME]
    if not visits or data.card.household.get("visit_state") != VisitState.NOBODY_HOME:
        return ""
    when = visits[-1].get("visited_at")
    day = when.astimezone().strftime("%m-%d %H:%M") if isinstance(when, datetime) else ""
    return tr("tried {count} times, last {when}", count=len(visits), when=day)
