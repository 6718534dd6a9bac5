"""A building (楼栋) of a quarter."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Noun, Scaled, reference


class Building(Noun):
    """A building (楼栋) of a quarter. Fields: ``domain/fields.py``."""

    __tablename__ = "building"
    __table_args__ = (
        Index(None, "quarter_id"),
        Index(None, "building_no"),
    )

    quarter_id: Mapped[str | None] = mapped_column(reference("quarter"))
    building_no: Mapped[str | None] = mapped_column(String(10))
    year: Mapped[int | None]
    structure: Mapped[int | None] = mapped_column(SmallInteger)
    n_floor_up: Mapped[int | None]
    n_floor_down: Mapped[int | None]
    n_unit: Mapped[int | None]
    n_household: Mapped[int | None]
    floor_area: Mapped[Decimal | None] = mapped_column(Scaled(2))
    riser_material_old: Mapped[int | None] = mapped_column(SmallInteger)
    riser_material_new: Mapped[int | None] = mapped_column(SmallInteger)
    install_form_w: Mapped[int | None] = mapped_column(SmallInteger)
    boundary_rule_w: Mapped[str | None] = mapped_column(String(8))
    boundary_rule_e: Mapped[str | None] = mapped_column(String(8))
    elec_entry: Mapped[str | None] = mapped_column(String(60))
    hazard: Mapped[str | None] = mapped_column(String(120))
    remarks: Mapped[str | None] = mapped_column(String(500))
