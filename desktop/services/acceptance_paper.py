"""What stands on the papers of an acceptance, taken from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.acceptance_paper import (
    AcceptanceNotice,
    PaperNames,
    notice_paper,
    record_paper,
)
from desktop.domain.codes import OrganisationKind
from desktop.domain.organisations import name_on
from desktop.domain.project_codes import ProjectPart, Trade
from desktop.services.acceptance_places import METER_KIND
from desktop.services.acceptance_sheet import is_decided, read_sheet
from desktop.services.own_forms import wording_on
from desktop.services.paper_words import day_of, said
from desktop.services.visit_paper_content import sheet_office
from desktop.storage.queries.acceptance import joining_doors
from desktop.storage.queries.card import record
from desktop.storage.queries.quarter_paper import quarter_organisations
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from desktop.documents.form_type import FormType
    from desktop.domain.paper import Paper
    from desktop.domain.values import Record

BOTH = (Trade.WATER, Trade.ELECTRICITY)
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
    quarter_id = str(sheet.record["quarter_id"])
    if party is None:
        return record_paper(sheet, _names(connection, quarter_id, None, office, day))
    form, _ = wording_on(connection, "acceptance-notice", day)
    trades = BOTH if len(sheet.companies) > 1 else (sheet.trade,)
    return acceptance_notice(
        connection, quarter_id, (trades, [sheet.record]), party, office=office, day=day, form=form
    )


def open_acceptances(connection: Connection, quarter_id: str) -> list[Record]:
    """Return the acceptances of a quarter that are not decided, oldest first."""
    rows = records_below(connection, "acceptance", "quarter_id", quarter_id)
    return [row for row in rows if not is_decided(row)]


def acceptance_notice(
    connection: Connection,
    quarter_id: str,
    about: tuple[Sequence[Trade], Sequence[Record]],
    party: ProjectPart,
    *,
    office: str,
    day: date,
    form: FormType,
) -> Paper:
    """Return the letter that tells ``party`` of acceptances, with its reply slip.

    Args:
        connection: reads the ledger.
        quarter_id: of the quarter.
        about: the trades that are accepted, and the acceptances on record.
        party: the company written to.
        office: name of the street office.
        day: of the letter.
        form: its wording.
    """
    trades, acceptances = about
    days = [one for row in acceptances if (one := day_of(row["opened_on"])) and one > day]
    numbers = (
        said(notice["document_no"])
        for row in acceptances
        for notice in records_below(
            connection, "acceptance_notice", "acceptance_id", str(row["id"])
        )
        if notice["party"] == int(party)
    )
    notice = AcceptanceNotice(
        trades=tuple(trades),
        party=party,
        begins_on=min(days, default=None),
        number=next(filter(None, numbers), ""),
    )
    return notice_paper(notice, _names(connection, quarter_id, party, office, day), day, form.text)


def _names(
    connection: Connection, quarter_id: str, party: ProjectPart | None, office: str, day: date
) -> PaperNames:
    quarter = record(connection, "quarter", quarter_id) or {}
    kind = _KIND.get(party) if party is not None else None
    organisations = quarter_organisations(connection, quarter_id)
    asking = sheet_office(connection, office, quarter_id, day)
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
        contact=asking.contact,
        phone=asking.phone,
    )
