"""Numbers that may be one and the same but for a slip: a digit, or noughts in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def slip(one: str, other: str) -> str:
    """Return ``noughts`` or ``digit`` where two numbers may be one, else ``""``."""
    if not one or not other or one == other:
        return ""
    if one.lstrip("0") == other.lstrip("0"):
        return "noughts"
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    if len(longer) == len(shorter):
        differing = sum(a != b for a, b in zip(longer, shorter, strict=True))
        return "digit" if differing == 1 else ""
    if len(longer) != len(shorter) + 1:
        return ""
    missing = any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    return "digit" if missing else ""


class Slips:
    """Numbers of either side that stand alone, and which may be one.

    Args:
        ours: canonical numbers of the one side.
        theirs: of the other.
    """

    def __init__(self, ours: Iterable[str], theirs: Iterable[str]) -> None:
        self._ours = _by_form(ours)
        self._theirs = _by_form(theirs)

    def of(self, number: str) -> str:
        """Return our number that theirs may be, where neither may be another one; else ``""``."""
        near = self._near(number, self._ours)
        if len(near) != 1:
            return ""
        ours = near.pop()
        return ours if self._near(ours, self._theirs) == {number} else ""

    @staticmethod
    def _near(number: str, others: Mapping[str, set[str]]) -> set[str]:
        found = {other for form in _forms(number) for other in others.get(form, ())}
        return {other for other in found if slip(number, other)}


def _by_form(numbers: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number in numbers:
        for form in _forms(number):
            found.setdefault(form, set()).add(number)
    return found


def _forms(number: str) -> Iterator[str]:
    """Yield what a number has in common with those one slip away from it."""
    if not number:
        return
    yield number
    yield f"0*{number.lstrip('0')}"
    for at in range(len(number)):
        yield f"{number[:at]}?{number[at + 1 :]}"
        yield number[:at] + number[at + 1 :]
