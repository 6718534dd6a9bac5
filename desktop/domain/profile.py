"""Whose ledger it is: a street office's own, or the district's over all streets."""

from __future__ import annotations

from enum import StrEnum


class Profile(StrEnum):
    """What a ledger is for; chosen when it is made and never changed.

    Attributes:
        STREET: a street office surveys, builds and hands over.
        DISTRICT: the district takes the streets' workbooks and makes the annual plan.
    """

    STREET = "street"
    DISTRICT = "district"
