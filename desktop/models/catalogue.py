"""Every table by its name, and which of their columns the journal keeps."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from desktop.models import (
    attachment,
    building,
    confirmation,
    device,
    electricity_meter,
    exchange,
    handover_form,
    household,
    journal,
    meta,
    meter_reading,
    operator,
    organisation,
    quarter,
    saved_filter,
    search_text,
    stage_paper,
    unit,
    visit,
    water_meter,
)
from desktop.models.base import Base

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Column, Table

_MODULES = (
    quarter, building, unit, household, water_meter, electricity_meter, visit, organisation,
    stage_paper, handover_form, attachment, exchange, meter_reading, confirmation, saved_filter,
    operator, device, journal, meta, search_text,
)  # fmt: skip

JOURNALLED = (
    "quarter", "building", "unit", "household", "water_meter", "electricity_meter", "visit",
    "organisation", "stage_paper", "handover_form", "attachment", "exchange", "meter_reading",
    "confirmation", "saved_filter", "operator", "device",
)  # fmt: skip
"""Tables whose every change is journalled, parents before children."""


@cache
def tables() -> Mapping[str, Table]:
    """Return every table of a ledger by name."""
    return dict(Base.metadata.tables)


@cache
def journalled_columns(kind: str) -> tuple[Column[object], ...]:
    """Return the columns of ``kind`` in the order of its row images: appended to, never changed."""
    return tuple(c for c in tables()[kind].columns if not c.info.get("derived"))
