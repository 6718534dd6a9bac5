"""What stands on the papers of an acceptance, taken from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.acceptance_paper import PaperNames, notice_paper, record_paper
from desktop.domain.codes import OrganisationKind
from desktop.domain.organisations import name_on
from desktop.domain.project_codes import ProjectPart
from desktop.services.acceptance_places import METER_KIND
from desktop.services.acceptance_sheet import read_sheet
from desktop.storage.queries.acceptance import joining_doors
from desktop.storage.queries.card import record
from desktop.storage.queries.quarter_paper import quarter_organisations

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from desktop.domain.acceptance_sheet import AcceptanceSheet
    from desktop.domain.paper import Paper

_KIND = {
    ProjectPart.WATER_COMPANY: OrganisationKind.WATER_COMPANY,
    ProjectPart.POWER_COMPANY: OrganisationKind.POWER_COMPANY,
}


def acceptance_paper(
    connection: Connection,
    acceptance_id: str,
    party: ProjectPart | None,
    *,
    office: str,
    day: date,
) -> Paper:
    """Return the notice to ``party``, or with None the record of the acceptance."""
    sheet = read_sheet(connection, acceptance_id, day)
    names = _names(connection, sheet, party, office, day)
    return record_paper(sheet, names) if party is None else notice_paper(sheet, party, names, day)


def _names(
    connection: Connection,
    sheet: AcceptanceSheet,
    party: ProjectPart | None,
    office: str,
    day: date,
) -> PaperNames:
    quarter_id = str(sheet.record["quarter_id"])
    quarter = record(connection, "quarter", quarter_id) or {}
    kind = _KIND.get(party) if party is not None else None
    organisations = quarter_organisations(connection, quarter_id)
    joining = {
        door.id
        for meters in METER_KIND.values()
        for door in joining_doors(connection, meters, quarter_id)
    }
    return PaperNames(
        office=office,
        quarter=str(quarter.get("name") or ""),
        address=str(quarter.get("address") or ""),
        company="" if kind is None else name_on(organisations, kind, day),
        households=len(joining),
    )
