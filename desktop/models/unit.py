"""A unit (单元): the households around one staircase."""

from __future__ import annotations

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, reference


class Unit(Noun):
    """A unit (单元): the households around one staircase. Fields: ``domain/fields.py``."""

    __tablename__ = "unit"
    __table_args__ = (Index(None, "building_id"),)

    building_id: Mapped[str | None] = mapped_column(reference("building"))
    unit_no: Mapped[str | None] = mapped_column(String(6))
    n_floor: Mapped[int | None]
    per_floor: Mapped[int | None]
    w_box_pos: Mapped[str | None] = mapped_column(String(40))
    e_box_pos: Mapped[str | None] = mapped_column(String(40))
    riser_id: Mapped[str | None] = mapped_column(String(20))
