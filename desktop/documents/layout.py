"""Where things stand on official paper (``signing.md``, GB/T 9704): all lengths in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

POINTS = 72 / 25.4
SHORT_SIDE = 210.0
LONG_SIDE = 297.0
BINDING_EDGE = 28.0
SEAL_EDGE = 15.0
"""The edge opposite the binding stays clear for the seal across the pages (骑缝章)."""
SEAL_DIAMETER = 42.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a page that may be printed on; y runs downwards from the top edge."""

    page_width: float
    page_height: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the printable width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the printable height."""
        return self.bottom - self.top


def portrait(number: int) -> Frame:
    """Return the frame of portrait page ``number``: bound left on odd pages, right on even ones."""
    left, right = (BINDING_EDGE, SEAL_EDGE) if number % 2 else (SEAL_EDGE, BINDING_EDGE)
    return Frame(SHORT_SIDE, LONG_SIDE, left, 18.0, SHORT_SIDE - right, LONG_SIDE - 16.0)


def landscape(number: int) -> Frame:
    """Return the frame of landscape page ``number``: its head at the binding edge on odd pages."""
    top, bottom = (BINDING_EDGE, SEAL_EDGE) if number % 2 else (SEAL_EDGE, BINDING_EDGE)
    return Frame(LONG_SIDE, SHORT_SIDE, 14.0, top, LONG_SIDE - 14.0, SHORT_SIDE - bottom)
