"""Ballots typed quickly: a door and 1, 2 or 3 on one line."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from desktop.domain.codes import CHOICE, Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORDS = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]+")
_MARKS = re.compile(r"(?<=\d)(?:号楼|号|栋|幢|单元|室)")
_CHOICES: Mapping[str, Choice] = {
    **{str(int(choice)): choice for choice in (Choice.YES, Choice.NO, Choice.ABSTAIN)},
    **{CHOICE.label(int(c)): c for c in (Choice.YES, Choice.NO, Choice.ABSTAIN)},
}

UNREADABLE, UNKNOWN, SEVERAL = "vote-line-unreadable", "vote-line-unknown", "vote-line-several"


class DoorIndex:
    """Finds doors by what people type: 3-1-502, 3 502, or 502 where it is the only one."""

    def __init__(self, doors: Iterable[tuple[str, str | None, str | None, str | None]]) -> None:
        """Set up from (id, building number, unit number, room number)."""
        self._doors: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for door, building, unit, room in doors:
            b, u, r = _plain(building), _plain(unit), _plain(room)
            for key in {(b, u, r), (b, r), (r,)}:
                self._doors[key].append(door)

    def read(self, line: str) -> tuple[str, Choice]:
        """Return (household id, choice) of one line.

        Raises:
            ValueError: with :data:`UNREADABLE`, :data:`UNKNOWN` or :data:`SEVERAL`.
        """
        words = _WORDS.findall(_MARKS.sub(" ", line))
        choice = _CHOICES.get(words[-1]) if len(words) > 1 else None
        if choice is None:
            raise ValueError(UNREADABLE)
        found = self._doors.get(tuple(_plain(word) for word in words[:-1]), [])
        if len(found) != 1:
            raise ValueError(SEVERAL if found else UNKNOWN)
        return found[0], choice


def _plain(text: str | None) -> str:
    return (text or "").strip().upper().lstrip("0")
