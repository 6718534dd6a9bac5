"""Who speaks for the owners of a quarter: a filed committee, or the body acting for it (R6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.codes import CommitteeState
from desktop.services.paper_words import chinese_day, said
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from desktop.domain.values import Record
    from desktop.services.form_makers.making import FormSource

_CHAIR = ("主任", "组长", "会长", "负责人")


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who speaks for the owners; empty where unknown.

    Attributes:
        name: of the committee or of the body.
        acting: whether it is a body acting for a committee.
        chair: who leads it.
        filed_on: day of the filing, as printed.
        filing_no: number of the filing.
    """

    name: str = ""
    acting: bool = False
    chair: str = ""
    filed_on: str = ""
    filing_no: str = ""


def applicant(source: FormSource) -> Applicant:
    """Return the committee or acting body of a quarter, the one elected last; empty for none."""
    rows = records_below(source.connection, "committee", "quarter_id", source.quarter_id)
    able = [row for row in rows if _name(row)]
    if not able:
        return Applicant()
    newest = max(enumerate(able), key=lambda pair: (_elected(pair[1]), pair[0]))[1]
    members = records_below(
        source.connection, "committee_member", "committee_id", str(newest["id"])
    )
    return Applicant(
        name=_name(newest),
        acting=newest["state"] == CommitteeState.ACTING_BODY,
        chair=next((said(one["name"]) for one in members if said(one["duty"]) in _CHAIR), ""),
        filed_on=chinese_day(newest["filed_on"]),
        filing_no=said(newest["filing_no"]),
    )


def _name(committee: Record) -> str:
    """Return under which name it may apply; empty where it may not (R6: filed, or acting)."""
    if committee["state"] == CommitteeState.ACTING_BODY:
        return said(committee["acting_body"])
    return said(committee["name"]) if committee["state"] == CommitteeState.FILED else ""


def _elected(committee: Record) -> date:
    day = committee["elected_on"]
    return day if isinstance(day, date) else date.min
