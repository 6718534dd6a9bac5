"""The end of the demo's story: a failed pressure test, the acceptance, and the signed forms."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from desktop.domain.project_codes import AcceptanceOutcome, FindingState, Trade
from desktop.services.demo.acceptance import accept_quarter
from desktop.services.demo.invention import office_facts
from desktop.services.form_drawing import FormOrder

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from desktop.domain.values import Record
    from desktop.services.bundle import Office
    from desktop.services.demo.invention import InventedQuarter

DEMO_PIN = "demo"
FORMS = ("acceptance-certificate", "handover-water", "handover-power")
_PRESSURE = "W06"
_LEAKING = {
    "pipe": "plastic",
    "working": "0.4",
    "test": "0.6",
    "start": "0.62",
    "end": "0.51",
    "minutes": "60",
    "second_start": "0.47",
    "second_end": "0.40",
    "second_minutes": "120",
    "leak": "found",
}


def accept_and_hand_over(
    office: Office, folder: Path, quarter: InventedQuarter, today: date
) -> tuple[list[Path], Path]:
    """Take the finished quarter through both acceptances, and have every party sign the forms.

    Returns:
        The signed forms, and the certificate that verifies the demo's signatures.
    """
    from desktop.documents.demo_authority import make_demo_authority

    quarter_id = next(row.id for row in office.reading.quarters() if row.code == quarter.code)
    _accept(office, quarter_id, today)
    people = _people(quarter.name)
    authority = make_demo_authority(folder / "keys", people, pin=DEMO_PIN)
    trust: Record = {
        "kind": 99,
        "name": "演示签名机构（试用）",
        "trust_pem": authority.root.read_text(encoding="ascii"),
    }
    office.editing.add("organisation", trust)
    paths = []
    for form in FORMS:
        issued = office.forms.issue(FormOrder(quarter.code, form), folder / "forms")
        if "missing" in issued:
            continue
        path = folder / "forms" / str(issued["path"]).rsplit("/", 1)[-1]
        for field in issued["fields"]:
            key = {"p12": str(authority.keys[field])}
            office.forms.sign(path, field, key, DEMO_PIN, signer=people[field].name)
        paths.append(path)
    return paths, authority.root


def _people(quarter: str) -> dict[str, Any]:
    from desktop.documents.demo_authority import DemoPerson

    known = office_facts()["organisations"]
    people = {found["field"]: DemoPerson(found["person"], found["name"]) for found in known}
    people["owners_committee"] = DemoPerson("涂国华", f"{quarter}业主委员会")
    people["witness"] = people["contractor"]
    return people


def _accept(office: Office, quarter_id: str, today: date) -> None:
    """Accept both works; the water pipes fail their first pressure test and are tested again."""
    _fail_the_pressure_test(office, quarter_id, today - timedelta(days=12))
    for trade in (Trade.WATER, Trade.ELECTRICITY):
        accept_quarter(office, quarter_id, trade, today - timedelta(days=2))


def _fail_the_pressure_test(office: Office, quarter_id: str, day: date) -> None:
    acceptances = office.acceptances
    acceptance_id, _ = acceptances.begin(quarter_id, Trade.WATER)
    places = [line.place.id for line in acceptances.sheet(acceptance_id).line(_PRESSURE).places]
    acceptances.record(acceptance_id, _PRESSURE, places[:1], measured=_LEAKING, checked_on=day)
    acceptances.decide(acceptance_id, AcceptanceOutcome.FAILED, note="一栋接头渗漏，返工后重试")
    finding: Record = {
        "quarter_id": quarter_id,
        "acceptance_id": acceptance_id,
        "origin": 2,
        "utility": str(Trade.WATER),
        "category": 1,
        "severity": 2,
        "item_code": _PRESSURE,
        "what": "水压试验压降超限，接头渗漏",
        "responsible": "鄂东水电安装工程有限公司",
        "found_on": day,
        "due_on": day + timedelta(days=7),
        "fixed_on": day + timedelta(days=4),
        "reinspected_on": day + timedelta(days=5),
        "reinspected_by": "叶文清",
        "state": int(FindingState.PASSED),
    }
    office.editing.add("finding", finding)
