"""Where a signature field lies on a drawn page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a signature field lies: page index from 0 and rectangle in points."""

    field: str
    page: int
    rectangle: tuple[float, ...]
