"""What the district's pages say of streets, intakes and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.street import Age
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from desktop.domain.street_checks import StreetFinding
    from desktop.services.street_planning import PlannedIntake

_NOBODY = "—"


def day_text(moment: datetime | None) -> str:
    """Return the day of a time on the wall; a dash for never."""
    return _NOBODY if moment is None else f"{moment.astimezone():%Y-%m-%d}"


def share_text(part: int, whole: int) -> str:
    """Return a share in per cent; a dash of nothing."""
    return _NOBODY if not whole else f"{100 * part / whole:.1f}%"


def finding_text(found: StreetFinding) -> str:
    """Return the sentence of one finding."""
    return sentence(str(found.check), found.details).text


def intake_text(planned: PlannedIntake) -> str:
    """Return what a workbook would bring."""
    new, plan = planned.new, planned.merge.plan
    return tr(
        "{rows} rows: {households} households and {meters} meters are new, {fields} values change, "
        "{questions} to decide, {missing} rows missing, {problems} problems.",
        rows=planned.compared.rows,
        households=new.get("household", 0),
        meters=new.get("water_meter", 0) + new.get("electricity_meter", 0),
        fields=sum(not update.proposed for update in plan.updates),
        questions=len(plan.conflicts) + sum(update.proposed for update in plan.updates),
        missing=len(planned.missing),
        problems=len(plan.problems),
    )


def age_text(planned: PlannedIntake) -> str:
    """Return what stands against taking the workbook; an empty text for nothing."""
    if planned.street is None:
        return ""
    if planned.taken_before:
        return tr("This very file was taken last; it changes nothing.")
    if planned.age is Age.OLDER:
        return tr("This workbook is older than the one taken last.")
    if planned.age is Age.APART:
        return tr(
            "This workbook lacks what the one taken last had: it comes from another laptop that "
            "has not exchanged parcels."
        )
    return ""


def taken_text(answer: dict[str, Any]) -> str:
    """Return what an intake did."""
    done = answer["applied"]
    left = len(answer["conflicts"]) + len(answer["proposals"])
    return tr(
        "Taken: {inserted} records new, {fields} values changed, {left} left to decide",
        inserted=done["inserted"],
        fields=done["fields"],
        left=left,
    )


def sent_text(answers: Sequence[dict[str, Any]]) -> str:
    """Return what was written for the streets."""
    return tr(
        "Written for {streets} streets: {cells} values for them to look at",
        streets=len(answers),
        cells=sum(answer["cells"] for answer in answers),
    )
