"""What is asked at a door, in which order, and what follows from an answer. Nothing of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from desktop.domain.codes import Choice, MeteringState, VisitState, WaterPosition

if TYPE_CHECKING:
    from collections.abc import Mapping

Slot: TypeAlias = tuple[str, str]
"""(entity kind, field) of a question answered by one key."""

VISIT: Slot = ("household", "visit_state")
CONSENT: Slot = ("household", "consent")
"""Both consents at once; their own fields are ``consent_w`` and ``consent_e``."""
CONSENTS: tuple[Slot, Slot] = (("household", "consent_w"), ("household", "consent_e"))
BASIS: Slot = ("household", "consent_basis")

STATES: Mapping[str, Slot] = {
    "water_meter": ("household", "w_state"),
    "electricity_meter": ("household", "e_state"),
}
"""Kind of meter → the question how the household is metered."""

ANSWERS: Mapping[str, tuple[str, str]] = {
    key: (str(int(water)), str(int(power)))
    for key, water, power in (
        ("1", Choice.YES, Choice.YES),
        ("2", Choice.YES, Choice.NO),
        ("3", Choice.NO, Choice.YES),
        ("4", Choice.NO, Choice.NO),
        ("5", Choice.ABSTAIN, Choice.ABSTAIN),
        ("6", Choice.SILENT, Choice.SILENT),
    )
}
"""Key → (consent for water, consent for electricity)."""

_METERED = frozenset(
    str(int(state))
    for state in (
        MeteringState.OWN_OUTSIDE,
        MeteringState.OWN_INSIDE,
        MeteringState.SEVERAL,
        MeteringState.PROPERTY_SUBMETER,
    )
)
_WITHOUT = frozenset({str(int(MeteringState.SHARED)), str(int(MeteringState.NONE))})
NOBODY, REFUSED = str(int(VisitState.NOBODY_HOME)), str(int(VisitState.REFUSED))
_AWAY = frozenset({NOBODY, REFUSED})
_INSIDE = str(int(WaterPosition.INSIDE_DWELLING))
_POSITIONS = tuple(str(int(position)) for position in WaterPosition)


@dataclass(frozen=True, slots=True)
class DoorQuestions:
    """The questions of one door as they stand.

    Attributes:
        values: question → code that stands on the screen, empty where nothing was answered.
        meters: kinds of which the household has a meter in use.
    """

    values: Mapping[Slot, str]
    meters: frozenset[str] = frozenset()

    @property
    def away(self) -> bool:
        """Whether nobody was there to answer, or would: the rest of the card does not matter."""
        return self.value(VISIT) in _AWAY

    def value(self, slot: Slot) -> str:
        """Return what was answered; to the consents only when both were."""
        if slot == CONSENT:
            both = [self.values.get(each, "") for each in CONSENTS]
            return ",".join(both) if all(both) else ""
        return self.values.get(slot, "")

    def metered(self, kind: str) -> bool:
        """Return whether fields of a meter of ``kind`` matter: none do without a meter."""
        state = self.value(STATES[kind])
        return state in _METERED or (kind in self.meters and state not in _WITHOUT)

    def shown(self) -> tuple[Slot, ...]:
        """Return the questions that matter, in the order of the card."""
        if self.away:
            return (VISIT,)
        slots: list[Slot] = []
        for kind, state in STATES.items():
            slots.append(state)
            if self.metered(kind):
                slots += [(kind, "position"), (kind, "kind")]
        return (*slots, CONSENT)

    def open(self) -> tuple[Slot, ...]:
        """Return the questions that the walk still asks; the kind of a meter is never one."""
        if self.away:
            return (VISIT,)  # whether somebody is there now
        return tuple(slot for slot in self.shown() if slot[1] != "kind" and not self.value(slot))

    def after(self, slot: Slot | None) -> Slot | None:
        """Return the next open question after ``slot``, else the first one, else None."""
        waiting = self.open()
        order = self.shown()
        at = order.index(slot) if slot in order else -1
        later = [each for each in waiting if order.index(each) > at]
        return next(iter([*later, *waiting]), None)

    def beside(self, slot: Slot | None, by: int) -> Slot | None:
        """Return the question ``by`` places further on the card, answered or not."""
        order = self.shown()
        if not order:
            return None
        at = order.index(slot) if slot in order else (-1 if by > 0 else len(order))
        return order[min(max(at + by, 0), len(order) - 1)]

    def positions(self, kind: str) -> tuple[str, ...]:
        """Return the positions that the metering state leaves possible."""
        state = self.value(STATES[kind])
        if state == str(int(MeteringState.OWN_OUTSIDE)):
            return tuple(code for code in _POSITIONS if code != _INSIDE)
        return _POSITIONS


def follows(slot: Slot, code: str) -> Mapping[Slot, str]:
    """Return what an answer says besides itself: 未出户 means that the meter hangs inside."""
    inside = str(int(MeteringState.OWN_INSIDE))
    return {
        (kind, "position"): _INSIDE
        for kind, state in STATES.items()
        if state == slot and code == inside
    }
