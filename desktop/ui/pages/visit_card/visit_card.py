"""The household card at the door.

One question is current and highlighted: its digits answer it, the next open one follows, and the
consent is the last. Every answer is stored when it is given.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from desktop.domain.codes import VisitState
from desktop.ui.pages.visit_card.card_body import UTILITIES, CardBody
from desktop.ui.pages.visit_card.door_data import read_door
from desktop.ui.pages.visit_card.hands import Hands
from desktop.ui.pages.visit_card.keys import key_of, takes_text
from desktop.ui.pages.visit_card.neighbour_button import (
    show_neighbour,
)
from desktop.ui.pages.visit_card.numbers import Numbers
from desktop.ui.shell.language import language, tr
from desktop.ui.viewmodels.door_questions import (
    CONSENT,
    VISIT,
    follows,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from desktop.domain.changes import Changes
    from desktop.ui.pages.saving import SavingEditor
    from desktop.ui.pages.visit_card.door_data import DoorData
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.door_questions import Slot

_KINDS = ("household", "water_meter", "electricity_meter", "visit", "meter_reading",
          "confirmation", "attachment")  # fmt: skip


class VisitCard(CardBody):
    """Shows and records one door.

    Attributes:
        hands: the keyboard; ``hands.current`` is the question that the digits answer.
        numbers: where scanned numbers go.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._again = False
        self.hands = Hands(self)
        self.numbers = Numbers(desk, self.utilities, self.offer)
        self._connect()
        self._show_shell()

    def press(self, key: str) -> None:
        """Do what a key does."""
        self.hands.queue.press(key)

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

    def set_selection(self, ids: list[str]) -> None:
        """Take the doors chosen in the elevation, for "apply to"."""
        self.fill.set_selection(ids)

    def scanned(self, text: str) -> None:
        """Put a scanned number where it belongs, wherever the focus is."""
        self.numbers.scanned(text)

    def _connect(self) -> None:
        self.desk.bus.changed.connect(self._on_changes)
        self._follow(self.editors)
        for part in self.foldaways:
            part.grown.connect(self._grown)
        self.consent.answered.connect(partial(self._answered, CONSENT))
        self.tools.history_asked.connect(lambda: self.history_asked.emit(self.household_id))
        self.tools.fill_asked.connect(self._fill_others)
        self.tools.codes_found.connect(self.numbers.found)
        self.numbers.door_scanned.connect(self.door_scanned)

    def _follow(self, editors: Mapping[Slot, SavingEditor]) -> None:
        for slot, editor in editors.items():
            editor.committed.connect(partial(self._answered, slot))

    def _grown(self, editors: dict[Slot, SavingEditor]) -> None:
        self.editors |= editors
        self._follow(editors)

    def _has_focus_inside(self) -> bool:
        focused: QWidget | None = self.window().focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def _show_shell(self) -> None:
        self._empty.setVisible(not self.household_id)
        self._body.setVisible(bool(self.household_id))

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
        self._bring_back_drafts(data)
        questions = self.questions
        for section in self._parts:
            section.show_door(data, questions)
        self._show_checks(data)
        self._show_questions()

    def _bring_back_drafts(self, data: DoorData) -> None:
        """What was typed and could not be stored is shown, folded away or not."""
        here = {data.card.household["id"]}
        here |= {data.entry(kind, "remarks").entity_id for kind in UTILITIES if data.meter(kind)}
        for kind, entity_id, field in tuple(self.desk.drafts):
            if entity_id in here:
                self.editor(kind, field)

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

    def _fill_others(self) -> None:
        self.fill.open_for(self.household_id)
        QTimer.singleShot(0, self, lambda: self.reveal(self.fill))


def _tries(data: DoorData) -> str:
    """Return how often nobody was at home and when last; empty when somebody was."""
    visits = [v for v in data.card.visits if v.get("state") == VisitState.NOBODY_HOME]
    if not visits or data.card.household.get("visit_state") != VisitState.NOBODY_HOME:
        return ""
    when = visits[-1].get("visited_at")
    day = when.astimezone().strftime("%m-%d %H:%M") if isinstance(when, datetime) else ""
    return tr("tried {count} times, last {when}", count=len(visits), when=day)
