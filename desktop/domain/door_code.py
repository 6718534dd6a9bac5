"""The square code of a door: on its household sheet, and photographed before a phone's pictures."""

from __future__ import annotations

import re

_PREFIX = "HBD1"
_CODE = re.compile(rf"{_PREFIX};H=([0-9a-f]{{32}})(?:;P=(\d{{1,2}}))?")


def door_code(household_id: str, page: int = 0) -> str:
    """Return what the code of a household's door or sheet says; ``page`` 0 is the door itself.

    It names nobody: an id that means nothing outside the ledger.
    """
    return f"{_PREFIX};H={household_id}" + (f";P={page}" if page else "")


def read_door_code(text: str) -> tuple[str, int] | None:
    """Return (household id, page) of a scanned code, None when it is no door's code."""
    found = _CODE.fullmatch(text.strip())
    return None if found is None else (found[1], int(found[2] or 0))
