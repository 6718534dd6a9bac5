"""Organisations by the name they had on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.codes import OrganisationKind
from desktop.domain.organisations import name_on

if TYPE_CHECKING:
    from desktop.domain.values import Record

_KIND = int(OrganisationKind.HOUSING_AUTHORITY)
_OLD: Record = {"kind": _KIND, "name": "区物业管理局", "valid_to": date(2019, 3, 31)}
_NEW: Record = {"kind": _KIND, "name": "区住房保障局", "valid_from": date(2019, 4, 1)}


def test_the_housing_authority_is_called_by_its_name_of_the_day() -> None:
    known = [_OLD, _NEW]
    assert name_on(known, _KIND, date(2019, 3, 31)) == "区物业管理局"
    assert name_on(known, _KIND, date(2019, 4, 1)) == "区住房保障局"


def test_the_newer_name_wins_where_nobody_ended_the_older_one() -> None:
    forgotten: Record = {**_OLD, "valid_to": None}
    for known in ([forgotten, _NEW], [_NEW, forgotten]):
        assert name_on(known, _KIND, date(2026, 1, 1)) == "区住房保障局"


def test_before_its_first_day_and_for_another_kind_there_is_no_name() -> None:
    assert name_on([_NEW], _KIND, date(2019, 3, 31)) == ""
    assert name_on([_NEW], int(OrganisationKind.WATER_COMPANY), date(2026, 1, 1)) == ""


def test_the_quarters_own_organisation_goes_before_the_offices() -> None:
    own: Record = {**_OLD, "name": "本小区主管", "valid_to": None, "quarter_id": "q"}
    assert name_on([_NEW, own], _KIND, date(2026, 1, 1)) == "本小区主管"
