"""What is due and what is late, over all quarters, one sentence each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

AHEAD = timedelta(days=14)
"""What is due within this time is shown before it is late (P)."""

_LONGER_AHEAD = {"qualification": timedelta(days=60), "warranty": timedelta(days=60),
                 "committee-term": timedelta(days=60)}  # fmt: skip
"""A certificate, a warranty or a term takes long to renew or to use."""

PLACES: Mapping[str, tuple[str, str, str]] = {
    "stage": ("agenda-stage", "stages", "stages"),
    "stage-paper": ("agenda-stage-paper", "stages", "stages"),
    "committee-filing": ("agenda-committee-filing", "stages", "committee"),
    "committee-term": ("agenda-committee-term", "stages", "committee"),
    "vote-notice": ("agenda-vote-notice", "stages", "votes"),
    "vote-close": ("agenda-vote-close", "stages", "votes"),
    "shares-due": ("agenda-shares-due", "stages", "money"),
    "finding": ("agenda-finding", "stages", "works"),
    "qualification": ("agenda-qualification", "stages", "works"),
    "meeting_decision": ("agenda-meeting-decision", "stages", "records"),
    "voice": ("agenda-voice", "stages", "records"),
    "supervision_order": ("agenda-supervision-order", "stages", "records"),
    "warranty": ("agenda-warranty", "stages", "after"),
    "acceptance-reply": ("agenda-acceptance-reply", "acceptance", ""),
    "merge-question": ("agenda-merge-question", "exchange", "questions"),
}
"""Kind → message code, page and tab where it is settled."""


class Due(NamedTuple):
    """One thing with a date.

    Attributes:
        kind: key of :data:`PLACES`.
        quarter_id: whose; None for what belongs to no quarter.
        due_on: the day.
        subject: what it is about; no personal data of residents.
        with_whom: who must act, where known.
    """

    kind: str
    quarter_id: str | None
    due_on: date
    subject: str
    with_whom: str = ""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line of the agenda.

    Attributes:
        due: the thing.
        quarter: name of its quarter; empty where it belongs to none.
        late_days: by how many days it is late; 0 when it is not.
    """

    due: Due
    quarter: str
    late_days: int

    @property
    def code(self) -> str:
        """Message code of its sentence, which takes ``subject``."""
        return PLACES[self.due.kind][0]

    @property
    def place(self) -> tuple[str, str]:
        """Page and tab where it is settled."""
        _, page, tab = PLACES[self.due.kind]
        return page, tab


def agenda(dues: Iterable[Due], names: Mapping[str, str], today: date) -> list[AgendaItem]:
    """Return what is late or due soon, the longest late first.

    Args:
        dues: everything that has a date and is not done.
        names: quarter id → name; what belongs to another quarter is gone and left out.
        today: the day.
    """
    found = [
        AgendaItem(
            due,
            names.get(due.quarter_id or "", ""),
            max(0, (today - due.due_on).days),
        )
        for due in dues
        if due.kind in PLACES
        and (due.quarter_id is None or due.quarter_id in names)
        and due.due_on <= today + _LONGER_AHEAD.get(due.kind, AHEAD)
    ]
    return sorted(found, key=lambda item: (item.due.due_on, item.quarter, item.due.kind))
