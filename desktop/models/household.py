"""A household (户): one door, whoever owns it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import DERIVED, ID_LENGTH, Noun, Scaled, ending, filled, reference


class Household(Noun):
    """A household (户): one door, whoever owns it. Fields: ``domain/fields.py``."""

    __tablename__ = "household"
    __table_args__ = (
        Index(None, "unit_id"),
        Index(None, "building_id", "place"),
        Index(None, "room_no", "quarter_id"),
        filled("household", "owner_name"),
        filled("household", "phone"),
        ending("household", "phone"),
        Index(
            "ix_household_progress",
            "quarter_id",
            "building_id",
            "visit_state",
            "w_state",
            "e_state",
            "consent_w",
            "consent_e",
            "deleted",
        ),
    )

    unit_id: Mapped[str | None] = mapped_column(reference("unit"))
    floor: Mapped[int | None]
    room_no: Mapped[str | None] = mapped_column(String(10))
    owner_name: Mapped[str | None] = mapped_column(String(60))
    phone: Mapped[str | None] = mapped_column(String(20))
    visit_state: Mapped[int | None] = mapped_column(SmallInteger)
    w_state: Mapped[int | None] = mapped_column(SmallInteger)
    e_state: Mapped[int | None] = mapped_column(SmallInteger)
    consent_w: Mapped[int | None] = mapped_column(SmallInteger)
    consent_e: Mapped[int | None] = mapped_column(SmallInteger)
    occupant: Mapped[int | None] = mapped_column(SmallInteger)
    n_person: Mapped[int | None]
    hardship: Mapped[int | None] = mapped_column(SmallInteger)
    use_kind: Mapped[int | None] = mapped_column(SmallInteger)
    title_no: Mapped[str | None] = mapped_column(String(40))
    title_area: Mapped[Decimal | None] = mapped_column(Scaled(2))
    owner_group_id: Mapped[str | None] = mapped_column(String(32))
    co_owners: Mapped[str | None] = mapped_column(String(120))
    id_type: Mapped[int | None] = mapped_column(SmallInteger)
    id_no: Mapped[str | None] = mapped_column(String(20))
    transformer_area: Mapped[str | None] = mapped_column(String(40))
    arrears_w: Mapped[Decimal | None] = mapped_column(Scaled(2))
    arrears_e: Mapped[Decimal | None] = mapped_column(Scaled(2))
    remarks: Mapped[str | None] = mapped_column(String(500))

    # Projections for speed: derived from unit and building, never journalled, merged or exported.
    quarter_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), info=DERIVED)
    building_id: Mapped[str | None] = mapped_column(String(ID_LENGTH), info=DERIVED)
    place: Mapped[str | None] = mapped_column(String(60), info=DERIVED)

    # Since revision 0002; a column that came later stands behind the projections in the file.
    consent_basis: Mapped[int | None] = mapped_column(SmallInteger)
    consented_on: Mapped[date | None]
    noticed_on: Mapped[date | None]
    area_basis: Mapped[int | None] = mapped_column(SmallInteger)
    area_survey: Mapped[Decimal | None] = mapped_column(Scaled(2))
    area_contract: Mapped[Decimal | None] = mapped_column(Scaled(2))
