"""Authorities are renamed: papers print the name valid on their own day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.documents.registry import form_type
from desktop.domain.codes import OrganisationKind
from desktop.services.form_content import form_content
from desktop.services.quarter_facts import quarter_file
from desktop.services.visit_paper_content import sheet_office
from desktop.storage.queries.quarter_paper import quarter_by_code, quarter_organisations
from tests.support.small_office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.ledger import Ledger

OLD, NEW = "区物业管理局", "区住房保障局"
LAST_OLD, FIRST_NEW = date(2026, 2, 28), date(2026, 3, 1)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A quarter under an authority that was renamed on 1 March 2026, a company that was too."""
    office = Office(tmp_path)
    ledger = office.create()
    office.fill(ledger, buildings=1, rooms=1)
    authority = int(OrganisationKind.HOUSING_AUTHORITY)
    company = int(OrganisationKind.WATER_COMPANY)
    with ledger.unit_of_work("fill") as work:
        work.insert(
            "organisation",
            [
                {"kind": authority, "name": NEW, "valid_from": FIRST_NEW},
                {"kind": authority, "name": OLD, "valid_to": LAST_OLD},
                # Nobody ended the older name of the company: the newer one still prints.
                {"kind": company, "name": "自来水公司"},
                {"kind": company, "name": "水务集团", "valid_from": FIRST_NEW},
            ],
        )
    return ledger


@pytest.mark.parametrize("form_name", ["acceptance-certificate", "handover-water"])
@pytest.mark.parametrize(
    ("day", "authority", "company"),
    [(LAST_OLD, OLD, "自来水公司"), (FIRST_NEW, NEW, "水务集团")],
)
def test_a_form_prints_the_names_of_its_day(
    ledger: Ledger, form_name: str, day: date, authority: str, company: str
) -> None:
    with ledger.reader() as connection:
        file = quarter_file(connection, "Q1")
        organisations = quarter_organisations(connection, str(file.quarter["id"]))
    content = form_content(
        file,
        form_type(form_name),
        organisations=organisations,
        office_name=ledger.office,
        document_no="1",
        day=day,
        draft=False,
        anchor="",
    )
    names = {party.field: party.organisation for party in content.parties}
    assert names["housing_authority"] == authority
    assert names["water_company"] == company


def test_the_sheet_for_the_door_names_the_company_of_its_day(ledger: Ledger) -> None:
    with ledger.reader() as connection:
        quarter = quarter_by_code(connection, "Q1")
        assert quarter is not None
        for day, name in ((LAST_OLD, "自来水公司"), (FIRST_NEW, "水务集团")):
            office = sheet_office(connection, ledger.office, str(quarter["id"]), day)
            assert office.water_company == name
