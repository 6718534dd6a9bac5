"""Opinions and complaints of residents: until when they are answered, and what is late.

The term is the office's own (parameter ``voice-answer-days``); a day of its own on the record,
such as the hotline gives one, goes before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from desktop.domain.values import Record

_CONTENT = (1, 2)
"""满意, 基本满意 of the code list."""


@dataclass(frozen=True, slots=True)
class VoiceTotals:
    """The voices of a quarter in numbers.

    Attributes:
        received: all of them.
        waiting: not answered yet.
        late: waiting beyond their day.
        in_time: answered by their day.
        asked: how many said whether they are content with the answer; ``content``: how many are.
    """

    received: int = 0
    waiting: int = 0
    late: int = 0
    in_time: int = 0
    asked: int = 0
    content: int = 0


def answer_due(voice: Record, days: Decimal) -> date | None:
    """Return until when a voice is answered; None while nobody knows when it came."""
    own, received = voice.get("due_on"), voice.get("received_on")
    if isinstance(own, date):
        return own
    return received + timedelta(days=int(days)) if isinstance(received, date) else None


def totals(voices: Iterable[Record], days: Decimal, today: date) -> VoiceTotals:
    """Count the voices of a quarter."""
    received = waiting = late = in_time = asked = content = 0
    for voice in voices:
        received += 1
        due, answered = answer_due(voice, days), voice.get("answered_on")
        if isinstance(answered, date):
            in_time += due is None or answered <= due
        else:
            waiting += 1
            late += due is not None and due < today
        asked += voice.get("satisfied") is not None
        content += voice.get("satisfied") in _CONTENT
    return VoiceTotals(received, waiting, late, in_time, asked, content)
