"""A door as the survey draws it: what it is and how far it is, column by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class DoorRow:
    """One household in the elevation of its building.

    Attributes:
        label: address inside the quarter, such as ``3栋2单元501``.
        quarter: name of the quarter.
        floor: negative below ground, None when it is not known.
        visit_state: 入户情况; None counts as not visited.
        consent_w: 水改意愿; ``consent_e`` 电改意愿.
        use_kind: 用水用电性质; shops are commercial or mixed.
        tried: when nobody was home, oldest first, in UTC.
    """

    id: str
    building_id: str
    quarter: str
    label: str
    building_no: str
    unit_no: str
    floor: int | None
    room_no: str
    owner_name: str
    visit_state: int | None
    consent_w: int | None
    consent_e: int | None
    use_kind: int | None
    tried: tuple[datetime, ...] = ()

    @property
    def tries(self) -> int:
        """How often nobody was home."""
        return len(self.tried)
