"""Every maker of papers by the type of form it makes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from desktop.services.form_makers import (
    acceptance,
    committee_application,
    household,
    letters,
    money,
    progress,
    votes,
    works,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.services.form_makers.making import FormMaker

_FAMILIES = (
    household,
    votes,
    money,
    committee_application,
    progress,
    works,
    acceptance,
    letters,
)
"""Modules with a tuple ``MAKERS``."""


@cache
def makers() -> Mapping[str, FormMaker]:
    """Return type → maker of every form that is not a list of meters."""
    return {maker.type: maker for family in _FAMILIES for maker in family.MAKERS}
