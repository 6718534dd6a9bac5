"""Where a signature field lies on a drawn page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a signature field lies.

    Attributes:
        field: its name.
        page: index from 0.
        rectangle: in points.
        dated: whether a line for the date stands in it until it is signed.
    """

    field: str
    page: int
    rectangle: tuple[float, ...]
    dated: bool = True
