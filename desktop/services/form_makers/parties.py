"""Who signs a paper: who has the part in the project, else the office's own unit of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import OrganisationKind
from desktop.domain.form_reasons import FormReason
from desktop.domain.organisations import name_on
from desktop.domain.paper import SignPlaces
from desktop.domain.project_codes import ProjectPart
from desktop.domain.qualifications import takes_part
from desktop.domain.stages import Missing
from desktop.services.form_makers.committee import applicant
from desktop.services.paper_words import said
from desktop.storage.queries.card import record
from desktop.storage.queries.quarter_paper import quarter_organisations
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.services.form_makers.making import FormSource

_FIELDS: Mapping[str, tuple[OrganisationKind, ProjectPart | None]] = {
    "street_office": (OrganisationKind.STREET_OFFICE, ProjectPart.CLIENT),
    "design": (OrganisationKind.DESIGN, ProjectPart.DESIGN),
    "contractor": (OrganisationKind.CONTRACTOR, ProjectPart.CONTRACTOR),
    "supervision": (OrganisationKind.SUPERVISION, ProjectPart.SUPERVISION),
    "water_company": (OrganisationKind.WATER_COMPANY, ProjectPart.WATER_COMPANY),
    "power_company": (OrganisationKind.POWER_COMPANY, ProjectPart.POWER_COMPANY),
    "owners_committee": (OrganisationKind.OWNERS_COMMITTEE, None),
    "community": (OrganisationKind.COMMUNITY, ProjectPart.COMMUNITY),
}


def party_names(source: FormSource) -> dict[str, str]:
    """Return signature field → name of the unit on the day of issue; empty where unknown."""
    connection, day = source.connection, source.day
    organisations = quarter_organisations(connection, source.quarter_id)
    names = {field: name_on(organisations, kind, day) for field, (kind, _) in _FIELDS.items()}
    fields = {int(part): field for field, (_, part) in _FIELDS.items() if part is not None}
    for row in records_below(connection, "participation", "quarter_id", source.quarter_id):
        field = fields.get(row["part"]) if isinstance(row["part"], int) else None
        unit = record(connection, "organisation", row["organisation_id"])
        if field is not None and unit is not None and takes_part(row, day):
            names[field] = said(unit["name"]) or names[field]
    names["street_office"] = names["street_office"] or source.office
    names["owners_committee"] = applicant(source).name or names["owners_committee"]
    names["community"] = names["community"] or said(source.quarter["community"])
    return names


def sign_places(source: FormSource, names: Mapping[str, str], fields: Sequence[str]) -> SignPlaces:
    """Return a place to sign for every one of ``fields``, under the titles of the wording."""
    shown = [field for field in fields if field in source.form.fields]
    return SignPlaces(
        tuple((source.form.title_of(field), names.get(field, "")) for field in shown),
        tuple(shown),
    )


def missing_parties(
    source: FormSource, names: Mapping[str, str], fields: Sequence[str]
) -> list[Missing]:
    """Return every one of ``fields`` whose unit is not on record."""
    return [
        Missing(FormReason.PARTY, {"party": source.form.title_of(field)})
        for field in fields
        if field in source.form.fields and not names.get(field)
    ]
