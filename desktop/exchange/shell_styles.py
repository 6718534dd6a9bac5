"""Looks that many cells share: openpyxl works one out once, the others take it over."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


class Styles:
    """The looks of one workbook by a key of the caller's."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def dress(self, target: Any, key: Hashable, make: Callable[[], dict[str, Any]]) -> None:
        """Give ``target``, a cell or a column, the look that ``make`` describes."""
        known = self._known.get(key)
        if known is None:
            for name, value in make().items():
                setattr(target, name, value)
            self._known[key] = copy(target._style)  # noqa: SLF001 - no public way to share it
        else:
            target._style = copy(known)  # noqa: SLF001 - likewise
