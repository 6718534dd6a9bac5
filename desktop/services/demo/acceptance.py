"""Taking a finished quarter of the demo through its acceptance, as people on site would."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.domain.acceptance_outcome import open_outcomes
from desktop.domain.checklist import Judge
from desktop.domain.project_codes import CheckResult
from desktop.kernel.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from desktop.domain.acceptance import ItemLine
    from desktop.domain.acceptance_sheet import AcceptanceSheet
    from desktop.domain.checklist import Item
    from desktop.domain.project_codes import AcceptanceOutcome, Trade
    from desktop.services.bundle import Office

_STATED = "现场查验记录"
_VALUES: Mapping[Judge, Mapping[str, str]] = {
    Judge.PRESSURE: {
        "pipe": "plastic",
        "working": "0.4",
        "test": "0.6",
        "start": "0.62",
        "end": "0.60",
        "minutes": "60",
        "second_start": "0.47",
        "second_end": "0.46",
        "second_minutes": "120",
        "leak": "none",
    },
    Judge.PARAMETER_LEAST: {"value": "20"},
    Judge.PARAMETER_MOST: {"value": "2.5"},
}


def accept_quarter(office: Office, quarter_id: str, trade: Trade, day: date) -> AcceptanceOutcome:
    """Begin, check, confirm and decide the acceptance of one utility; return what was decided.

    What the ledger computes is confirmed as it is; what it does not know is stated with the
    record made on site; measured values are invented within the criterion; samples are drawn.

    Args:
        office: the open office.
        quarter_id: the quarter.
        trade: water or electricity.
        day: when the companies were told and came, not after today.

    Raises:
        RefusedError: ``acceptance-blocked``: the ledger itself says that something is wrong.
    """
    acceptances = office.acceptances
    acceptance_id, _ = acceptances.begin(quarter_id, trade)
    sheet = acceptances.sheet(acceptance_id)
    for number, company in enumerate(sheet.companies, start=1):
        acceptances.notify(acceptance_id, company, day, f"赤街验通〔{day.year}〕{number}号")
        acceptances.attended(acceptance_id, company, day)
    for line in acceptances.sheet(acceptance_id).lines:
        if line.item.sampling is not None and line.sample is None and line.open_places:
            acceptances.draw_sample(acceptance_id, line.item.code)
    for line in acceptances.sheet(acceptance_id).lines:
        _check(office, acceptance_id, line, day)
    computed = [line.item.code for line in sheet.lines if line.item.computed is not None]
    acceptances.confirm_computed(acceptance_id, *computed)
    return _decide(office, acceptances.sheet(acceptance_id))


def _check(office: Office, acceptance_id: str, line: ItemLine, day: date) -> None:
    places = [place.place.id for place in line.open_places]
    if not places:
        return
    office.acceptances.record(
        acceptance_id,
        line.item.code,
        places,
        result=CheckResult.PASS,
        measured=_values(line.item, day),
        evidence=_STATED,
        checked_on=day,
    )


def _values(item: Item, day: date) -> Mapping[str, str]:
    if item.judge is None:
        return {}
    if item.judge is Judge.RANGE:
        limits = [limit for limit in (item.least, item.most) if limit is not None]
        return {"value": f"{sum(limits) / len(limits):.1f}"}
    if item.judge is Judge.BALANCE:
        begins = (day - timedelta(days=30)).isoformat()
        return {"begins": begins, "ends": day.isoformat(), "master": "1204", "total": "1186"}
    return _VALUES[item.judge]


def _decide(office: Office, sheet: AcceptanceSheet) -> AcceptanceOutcome:
    outcomes = open_outcomes(sheet.lines)
    if not outcomes:
        raise RefusedError("acceptance-blocked", count=len(sheet.lines))
    office.acceptances.decide(sheet.id, outcomes[0])
    return outcomes[0]
