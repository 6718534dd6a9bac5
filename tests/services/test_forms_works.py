"""Papers of the works, each issued from a small ledger and read back from its finished file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.domain.project_codes import FindingCategory, FindingOrigin, Severity, Trade
from desktop.kernel.errors import InputError
from desktop.services.form_drawing import FormOrder
from tests.support.issued import issue, missing
from tests.support.project_office import CODE, ProjectOffice
from tests.support.tools import needs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = needs("pdftotext", "qpdf")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectOffice]:
    made = ProjectOffice(tmp_path_factory.mktemp("works"), date(2026, 3, 5))
    for kind, name in enumerate(
        ("黄州自来水公司", "黄州供电公司", "鄂东安装公司", "诚信监理公司"), 3
    ):
        made.office.registers.add("organisation", {"kind": kind, "name": name})
    yield made
    made.close()


def _finding(place: ProjectOffice, what: str, by: str, severity: int = 1, **more: object) -> str:
    return place.office.findings.open(
        place.quarter_id,
        what=what,
        origin=FindingOrigin.INSPECTION,
        category=FindingCategory.QUALITY,
        severity=Severity(severity),
        responsible=by,
        **more,  # type: ignore[arg-type]
    )[0]


def test_a_rectification_order_goes_to_one_unit_with_what_it_must_mend(
    place: ProjectOffice, tmp_path: Path
) -> None:
    first = _finding(place, "箱门松", "整改甲公司")
    _finding(place, "未接地", "整改甲公司", 3)
    _finding(place, "竣工图不全", "设计乙院")
    offered = place.office.forms.subjects(CODE, "rectification-order")
    assert [one.label for one in offered] == ["整改甲公司（2）", "设计乙院（1）"]
    issued = issue(place, FormOrder(CODE, "rectification-order", first), tmp_path)
    assert issued.fields == ["street_office", "contractor"]
    assert issued.text.count("箱门松") == issued.text.count("未接地") == 2, "notice and reply"
    assert "立即停工" in issued.text
    assert "竣工图不全" not in issued.text


def test_a_rectification_order_with_nothing_to_mend_cannot_be_drawn(place: ProjectOffice) -> None:
    finding = _finding(place, "已修好", "丙公司")
    place.office.findings.fixed(finding)
    place.office.findings.reinspect(finding, passed=True)
    with pytest.raises(InputError, match="rectification-empty"):
        place.office.forms.draw(FormOrder(CODE, "rectification-order", finding))


def _building(place: ProjectOffice) -> str:
    with place.ledger.reader() as connection:
        return str(connection.exec_driver_sql("SELECT id FROM building").scalar_one())


def test_hidden_works_are_recorded_when_begun_and_not_stopped(
    place: ProjectOffice, tmp_path: Path
) -> None:
    building = _building(place)
    water = place.add("work_item", building_id=building, kind=1, done_from=date(2026, 3, 2))
    power = place.add("work_item", building_id=building, kind=4)
    stopping = _finding(place, "立管未试压", "隐蔽公司", 3, building_id=building)
    codes = missing(place, FormOrder(CODE, "hidden-works-record", power), tmp_path)
    assert codes[0] == "form-works-not-begun"
    assert "form-works-stopped" in codes
    for one in place.office.findings.of_quarter(place.quarter_id):
        if one["state"] == 1 and one["severity"] == 3:
            place.office.findings.fixed(str(one["id"]))
            place.office.findings.reinspect(str(one["id"]), passed=True)
    issued = issue(place, FormOrder(CODE, "hidden-works-record", water), tmp_path)
    assert stopping
    assert issued.fields == ["contractor", "supervision", "water_company", "street_office"]
    assert "水压试验" in issued.text
    assert "绝缘电阻" not in issued.text
    assert "鄂东安装公司" in issued.text
    assert issued.answer["pages"] == 1


def test_a_unit_that_nobody_entered_is_asked_for_by_name(tmp_path: Path) -> None:
    place = ProjectOffice(tmp_path, date(2026, 3, 5))
    try:
        item = place.add("work_item", kind=7, done_from=date(2026, 3, 2))
        order = FormOrder(CODE, "hidden-works-record", item)
        answer = place.office.forms.issue(order, tmp_path / "out")
        assert [entry["details"]["party"] for entry in answer["missing"]] == [
            "施工单位", "监理单位", "供电企业",
        ]  # fmt: skip
        assert place.office.forms.draw(order).pages == 1
    finally:
        place.close()


PLASTIC = {
    "pipe": "plastic", "working": "0.4", "test": "0.6", "start": "0.62", "end": "0.60",
    "minutes": "60", "second_start": "0.46", "second_end": "0.45", "second_minutes": "120",
    "leak": "none",
}  # fmt: skip
METAL = {
    "pipe": "metal", "working": "0.4", "test": "0.6", "start": "0.62", "end": "0.55",
    "minutes": "10", "leak": "found",
}  # fmt: skip


def test_a_pressure_test_says_what_was_measured_and_why_it_failed(
    place: ProjectOffice, tmp_path: Path
) -> None:
    with place.ledger.unit_of_work("joined") as work:
        work.update_many("household", [(door.id, {"consent_w": 1}) for door in place.doors])
    acceptances = place.office.acceptances
    begun = acceptances.begin(place.quarter_id, Trade.WATER)[0]
    for values in (PLASTIC, METAL):
        acceptances.record(begun, "W06", [_building(place)], measured=values, inspector="𬭎检查员")
    offered = place.office.forms.subjects(CODE, "pressure-test-record")
    texts = [
        issue(place, FormOrder(CODE, "pressure-test-record", one.id), tmp_path).text
        for one in offered
    ]
    passed, failed = sorted(texts, key=lambda text: "不合格：" in text)
    assert "1.15倍工作压力0.460.45120≥1200.01≤0.03" in passed
    assert "试验结论合格。" in passed
    assert "试验压力0.620.5510≥100.07≤0.02" in failed
    assert "有渗漏" in failed
    assert "不合格：" in failed
    assert "𬭎检查员" in passed


def test_a_test_with_a_value_missing_is_drawn_but_not_issued(
    place: ProjectOffice, tmp_path: Path
) -> None:
    tests = place.office.forms.subjects(CODE, "pressure-test-record")
    text = '{"values": {"pipe": "metal", "working": "0.4", "leak": "none"}}'
    place.office.editing.change_many(
        "type", inserts={}, updates={"acceptance_check": [(tests[0].id, {"measured": text})]}
    )
    order = FormOrder(CODE, "pressure-test-record", tests[0].id)
    answer = place.office.forms.issue(order, tmp_path)
    assert [entry["details"]["fields"] for entry in answer["missing"]] == [
        "试验压力、起始压力、终了压力、稳压时间"
    ]
    assert place.office.forms.draw(order).pages == 1


def test_a_defect_sheet_tells_every_re_inspection(place: ProjectOffice, tmp_path: Path) -> None:
    findings = place.office.findings
    finding = _finding(place, "零线未压接" * 60, "鄂东安装公司", 2, responsible_person="王建国")
    order = FormOrder(CODE, "defect-sheet", finding)
    answer = place.office.forms.issue(order, tmp_path)
    assert [entry["code"] for entry in answer["missing"]] == ["form-defect-not-mended"]
    findings.fixed(finding, date(2026, 3, 5))
    answer = place.office.forms.issue(order, tmp_path)
    assert [entry["code"] for entry in answer["missing"]] == ["form-defect-not-reinspected"]
    findings.reinspect(finding, passed=False, on=date(2026, 3, 5), by="李监理")
    place.office.editing.undo()
    findings.reinspect(finding, passed=False, on=date(2026, 3, 5), by="李监理")
    findings.fixed(finding, date(2026, 3, 6))
    findings.reinspect(finding, passed=True, on=date(2026, 3, 7), by="赵监理")
    issued = issue(place, order, tmp_path)
    assert issued.text.count("零线未压接") == 60
    assert issued.text.count("李监理") == 1, "what was undone is left out"
    assert "12026年3月5日2026年3月5日李监理不合格" in issued.text
    assert "22026年3月6日2026年3月7日赵监理合格" in issued.text
    assert issued.fields == ["contractor", "supervision", "street_office"]


def _exchanged(place: ProjectOffice, door: int, **new: object) -> FormOrder:
    household = place.doors[door].id
    put_up = {
        "household_id": household, "body_no": f"2600{door}", "state": 1, "dn": 15,
        "first_reading": Decimal("0.120"), "installed_on": date(2026, 3, 4), "installer": "周安装",
        "seal_plastic": "SF0098", **new,
    }  # fmt: skip
    with place.ledger.unit_of_work("exchange") as work:
        (meter,) = work.insert("water_meter", [put_up])  # type: ignore[list-item]
        work.insert(
            "water_meter",
            [
                {
                    "household_id": household, "body_no": f"0500{door}", "state": 2,
                    "replaced_by_id": meter, "last_reading": Decimal("1893.455"),
                    "removed_on": date(2026, 3, 4), "seal_lead": "Q17",
                }
            ],
        )  # fmt: skip
    return FormOrder(CODE, "meter-exchange-slip", household)


def test_a_slip_shows_both_meters_and_is_signed_by_the_resident(
    place: ProjectOffice, tmp_path: Path
) -> None:
    place.type_in("household", place.doors[0].id, "owner_name", "𠮷䶮峯")
    issued = issue(place, _exchanged(place, 0), tmp_path)
    assert issued.fields == ["resident", "contractor", "water_company"]
    assert "表号0500026000" in issued.text
    assert "止度1893.455m³起度0.120m³" in issued.text
    assert "封印号Q17SF0098" in issued.text
    assert "𠮷䶮峯" in issued.text
    assert "𠮷䶮峯（盖章）" not in issued.text
    assert "电能表" not in issued.text.split("住户已到现场")[0]
    assert issued.answer["pages"] == 1


def test_a_slip_without_seal_or_reading_says_what_is_missing(
    place: ProjectOffice, tmp_path: Path
) -> None:
    order = _exchanged(place, 1, first_reading=None, seal_plastic=None)
    answer = place.office.forms.issue(order, tmp_path)
    assert [entry["code"] for entry in answer["missing"]] == [
        "form-meter-reading-missing", "form-meter-seal-missing",
    ]  # fmt: skip
    assert place.office.forms.draw(order).pages == 1
    untouched = FormOrder(CODE, "meter-exchange-slip", place.doors[5].id)
    answer = place.office.forms.issue(untouched, tmp_path)
    assert [entry["code"] for entry in answer["missing"]] == ["form-exchange-missing"]
    assert place.doors[5].id not in {
        one.id for one in place.office.forms.subjects(CODE, "meter-exchange-slip")
    }
