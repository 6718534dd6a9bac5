"""The blocks at the foot of a form where the parties sign and seal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.documents.characters import printable
from desktop.documents.fonts import text_width, wrap
from desktop.documents.layout import POINTS

if TYPE_CHECKING:
    from desktop.documents.layout import Frame
    from desktop.documents.sheet import Sheet
    from desktop.domain.handover import Party

HEIGHT = 46.0
"""Room for a seal of 42 mm, pressed over the organisation and the date (骑年盖月)."""
_FIELD_TOP = 18.5
_FIELD_HEIGHT = 26.0
_LABEL = 12.0
_SIZE = 9.5
_SIZES = (9.5, 8.5, 7.5, 6.5)
_NAME_LINES = 3
_SEALED = "（盖章）"
BLANK = "＿" * 12
"""A draft may name an organisation by a line to write on."""


@dataclass(frozen=True, slots=True)
class SigningParty:
    """A party with the wording of the form filled in."""

    field: str
    title: str
    organisation: str
    seals: bool = True
    """Whether it has a seal: a resident signs by name alone."""

    @classmethod
    def of(cls, party: Party, title: str) -> SigningParty:
        """Take ``title`` from the form where the party brings none, cleaned for print."""
        return cls(
            party.field, printable(party.title or title), printable(party.organisation) or BLANK
        )


def columns(parties: int) -> int:
    """Return how many blocks stand side by side."""
    return 2 if parties in {1, 2, 4} else 3


def draw_block(
    sheet: Sheet, frame: Frame, slot: int, y: float, party: SigningParty, across: int
) -> tuple[float, ...]:
    """Draw one block in column ``slot`` with its top at ``y``; return its field's rectangle."""
    width = frame.width / across
    x = frame.left + slot * width
    sheet.box(x, y, width, HEIGHT)
    sheet.text(x + 2, y + 5, party.title, _SIZE, bold=True)
    base = y + 10
    size, lines = _fitted(party, (width - 4) * POINTS)
    for line in lines:
        sheet.text(x + 2, base, line, size)
        base += 4.6 * size / _SIZE
    sheet.text(x + 2, y + _FIELD_TOP + 6.5, "签字：", _SIZE)
    sheet.text(x + 2, y + _FIELD_TOP + _FIELD_HEIGHT - 2.5, "日期：", _SIZE)
    return sheet.rectangle(x + _LABEL, y + _FIELD_TOP, width - _LABEL - 1.5, _FIELD_HEIGHT)


def _fitted(party: SigningParty, room: float) -> tuple[float, list[str]]:
    """Return the size of type in which the organisation stays clear of the signature."""
    for size in _SIZES:
        lines = _sealed(party, room, size)
        if len(lines) * size <= _NAME_LINES * _SIZE:
            return size, lines
    return _SIZES[-1], _sealed(party, room, _SIZES[-1])


def _sealed(party: SigningParty, room: float, size: float) -> list[str]:
    lines = wrap(party.organisation, size, room)
    if not party.seals:
        return lines
    if text_width(lines[-1] + _SEALED, size) <= room:
        return [*lines[:-1], lines[-1] + _SEALED]
    return [*lines, _SEALED]
