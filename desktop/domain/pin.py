"""The PIN that opens a locked window again within the hour."""

from __future__ import annotations

SHORTEST, LONGEST = 4, 8
ATTEMPTS = 5
"""Wrong PINs after which only the passphrase opens."""
MINUTES = 60
"""How long after the lock a PIN is taken."""

_ROW = "01234567890"


def pin_problem(pin: str) -> str:
    """Return why ``pin`` is none: ``pin-form``, ``pin-plain``, or an empty text when it is one.

    A PIN is four to eight digits, and not the first that anybody would try: one digit over and
    over, or digits in their row.
    """
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        return "pin-form"
    plain = len(set(pin)) == 1 or pin in _ROW or pin in _ROW[::-1]
    return "pin-plain" if plain else ""
