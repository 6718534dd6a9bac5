"""What the keys do on the card: answer, move between questions, lead on to the next door."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from desktop.ui.pages.visit_card import keys as names
from desktop.ui.pages.visit_card.foot import VISIT_KEYS
from desktop.ui.pages.visit_card.key_queue import KeyQueue
from desktop.ui.pages.visit_card.neighbour_button import waits_for
from desktop.ui.shell.language import tr
from desktop.ui.viewmodels.door_questions import CONSENT, NOBODY, REFUSED, VISIT

if TYPE_CHECKING:
    from desktop.ui.pages.visit_card.card_body import CardBody
    from desktop.ui.viewmodels.door_questions import Slot

_ENDED = {NOBODY, REFUSED}
_ARRIVAL = 300
"""Milliseconds in which the next door has to be announced, else there is none."""


class Hands(QObject):
    """The keyboard of one card; taps do the same through the buttons.

    Attributes:
        current: the question that the digits answer; None when nothing is open.
        queue: keys that wait for a door.
    """

    def __init__(self, card: CardBody) -> None:
        super().__init__(card)
        self._card = card
        self._leaving = self._done = ""
        self._fresh = False
        self.current: Slot | None = None
        self.queue = KeyQueue(self._take)
        self._actions = {
            names.AS_NEIGHBOUR: self.as_neighbour,
            names.NEXT: self.go_on,
            names.BACK: lambda: card.stepped.emit(-1),
            names.FORWARD: lambda: card.stepped.emit(1),
            names.UP: lambda: self.ask(card.questions.beside(self.current, -1)),
            names.DOWN: lambda: self.ask(card.questions.beside(self.current, 1)),
            names.LIKELY: self._take_likely,
            names.NUMBER: self._type_number,
        }
        visit = card.foot.visit
        visit.stored.connect(self._visit_stored)
        visit.refused.connect(lambda: self.queue.release(drop=True))
        if visit.buttons is not None:
            visit.buttons.chosen.connect(lambda: self._ending(visit.raw))
        card.consent.stored.connect(self._consent_stored)
        card.consent.broke.connect(lambda: self.queue.release(drop=True))

    def begin(self) -> None:
        """Wait for a new door."""
        self._fresh = True
        self.ask(None)
        self.queue.hold()

    # -------------------------------------------------------------------------------- questions

    def ask(self, slot: Slot | None) -> None:
        """Make ``slot`` the question that the digits answer; None leaves the way on."""
        self.current = slot
        rows = self._card.rows
        for each, line in rows.items():
            line.ask(now=each == slot)
        if slot in rows:
            QTimer.singleShot(0, self, self._reveal)

    def answered(self, slot: Slot) -> None:
        """Ask the next open question; the keys wait when the door is done with its consent."""
        if slot in self._card.rows:
            self.ask(self._card.questions.after(slot))
        if slot == CONSENT and not self._card.questions.open():
            self.queue.leave()

    def _reveal(self) -> None:
        if self.current in self._card.rows:
            self._card.reveal(self._card.rows[self.current])

    # ------------------------------------------------------------------------------------- keys

    def _take(self, key: str) -> None:
        card = self._card
        if key in self._actions:
            self._actions[key]()
        elif card.read_only:
            return
        elif card.offer.asks:
            card.offer.answer(key)
        elif key in VISIT_KEYS:
            self._ending(VISIT_KEYS[key])
            card.foot.visit.enter(VISIT_KEYS[key])
        else:
            self._answer(key)

    def _answer(self, key: str) -> None:
        slot, card = self.current, self._card
        if slot == CONSENT:
            card.consent.answer(key)
        elif slot == VISIT:
            if key == "1":
                card.foot.visit.enter(key)
        elif slot in card.rows and key in card.rows[slot].buttons.codes():
            card.editors[slot].enter(key)
            self.answered(slot)  # also when it was the same answer as before

    def _take_likely(self) -> None:
        row = self._card.rows.get(self.current) if self.current else None
        if row is not None and row.likely and not self._card.read_only:
            self._answer(row.likely)

    def _type_number(self) -> None:
        """Put the cursor into the number in question, else into the first one that is missing."""
        questions = self._card.questions
        metered = [part for part in self._card.utilities if questions.metered(part.kind)]
        asked = [part for part in metered if self.current and part.kind == self.current[0]]
        missing = [part for part in metered if not part.number.raw]
        for part in [*asked, *missing, *metered][:1]:
            part.number.inputs()[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ----------------------------------------------------------------------------------- way on

    def go_on(self) -> None:
        """Ask for the next door; keys wait until it is there."""
        card = self._card
        card.flush()
        before = card.household_id
        self._leaving = self._done = ""
        self.queue.leave()
        card.next_asked.emit()
        if card.household_id == before:  # nobody led on at once: perhaps it was the last door
            QTimer.singleShot(_ARRIVAL, self, partial(self._stayed, before))

    def _stayed(self, household_id: str) -> None:
        if household_id == self._card.household_id and not self._card.reading:
            self.queue.release(drop=True)

    def _ending(self, code: str) -> None:
        if code in _ENDED:
            self._leaving = self._card.household_id
            self.queue.leave()

    def _visit_stored(self, code: str) -> None:
        if code in _ENDED and self._leaving == self._card.household_id:
            self._go_when_seen()

    def _consent_stored(self) -> None:
        card = self._card
        if card.questions.open() or card.found_hard:
            self.queue.release(drop=card.found_hard)
            return
        if card.found_soft:
            card.desk.messages.notice(
                tr("{door}: {count} to confirm", door=card.title.text(), count=card.found_soft)
            )
        self._go_when_seen()

    def _go_when_seen(self) -> None:
        """Go on once everybody has read the door again: the next one depends on it."""
        self._done = self._card.household_id
        self._card.read_again()

    def as_neighbour(self) -> None:
        """Record everything about the metering as next door; consent is asked all the same."""
        card = self._card
        neighbour = card.data.neighbour if card.data is not None else None
        if neighbour is None or card.read_only or not waits_for(card.questions):
            return
        household, surveying = card.household_id, card.desk.office.surveying

        def failed(error: BaseException) -> None:
            self.queue.release(drop=True)
            card.desk.messages.failure(error)

        self.queue.hold()
        card.desk.act(
            lambda: surveying.as_neighbour(household),
            owner=card,
            done=self._copied,
            failed=failed,
        )

    def _copied(self, _: object) -> None:
        self._fresh = True
        self._card.read_again()

    def arrived(self) -> None:
        """Begin with the first open question of a door that has just come, or been copied."""
        if self._done == self._card.household_id:
            self.go_on()
            return
        self._done = ""
        if self._fresh:
            self._fresh = False
            self.ask(self._card.questions.after(None))
        self.queue.release()
