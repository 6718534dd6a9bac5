"""Papers of a household: sheets for the door, the agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.rows import Scope
from desktop.kernel.errors import RefusedError
from desktop.services.form_makers.door_money import joining_doors
from desktop.services.form_makers.household_agreement import (
    household_agreement,
    missing_for_agreement,
)
from desktop.services.form_makers.making import DrawnSheets, FormMaker
from desktop.services.visit_paper_content import doors_to_print, sheet_of, sheet_office

if TYPE_CHECKING:
    from desktop.kernel.progress import Progress
    from desktop.services.form_makers.making import FormSource
    from desktop.storage.queries.visit_paper import PaperDoor


def _sheets(source: FormSource, progress: Progress) -> DrawnSheets:
    from desktop.documents.sheet_print import print_household_sheets

    doors = _doors(source)
    if not doors:
        raise RefusedError("sheets-none")
    office = sheet_office(source.connection, source.office, source.quarter_id, source.day)
    printed = print_household_sheets(
        [(sheet_of(door), office) for door in doors],
        printed_on=source.day,
        form=source.form,
        progress=progress,
    )
    return DrawnSheets(printed.data, printed.pages, len(doors))


def _doors(source: FormSource) -> list[PaperDoor]:
    if source.subject_id:
        return list(doors_to_print(source.connection, [source.subject_id]))
    scopes = [Scope(source.quarter_id, building) for building in source.buildings]
    return [
        door
        for scope in scopes or [Scope(source.quarter_id)]
        for door in doors_to_print(source.connection, scope)
    ]


MAKERS = (
    FormMaker("household-sheet", sheets=_sheets),
    FormMaker(
        "household-agreement",
        paper=household_agreement,
        subjects=joining_doors,
        missing=missing_for_agreement,
    ),
)
