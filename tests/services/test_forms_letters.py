"""Letters: to the companies, to the district, minutes, each read back from its finished file."""

from __future__ import annotations

import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.documents.demo_authority import DEMO_PIN, DemoPerson, make_demo_authority
from desktop.documents.registry import form_types
from desktop.documents.signers import load_pkcs12
from desktop.documents.signing import sign_form
from desktop.domain.project_codes import FindingCategory, FindingOrigin, Severity, Trade
from desktop.kernel.errors import InputError
from desktop.services.form_drawing import FormOrder
from tests.documents.test_rendering import pdfa_complaints
from tests.support.issued import issue, missing
from tests.support.libreoffice import read_by_word
from tests.support.project_office import CODE, ProjectOffice
from tests.support.tools import needs

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = needs("pdftotext", "qpdf")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectOffice]:
    made = ProjectOffice(tmp_path_factory.mktemp("letters"), date(2026, 3, 5))
    for kind, name in enumerate(("黄州自来水公司", "国网黄州供电公司"), 3):
        made.office.registers.add("organisation", {"kind": kind, "name": name})
    yield made
    made.close()


def _meeting(place: ProjectOffice, *decisions: str, **values: object) -> FormOrder:
    record = {"held_on": date(2026, 3, 3), "title": "第二次联席会议", **values}
    meeting = place.office.registers.add("meeting", record)[0]  # type: ignore[arg-type]
    for decision in decisions:
        place.add("meeting_decision", meeting_id=meeting, decision=decision, responsible="甲公司")
    return FormOrder(CODE, "meeting-minutes", meeting)


def test_minutes_list_every_decision_with_its_unit(place: ProjectOffice, tmp_path: Path) -> None:
    text = issue(place, _meeting(place, "先停水后换管", "公示七天"), tmp_path).text
    assert "第二次联席会议纪要" in text
    assert text.index("先停水后换管") < text.index("公示七天")
    assert text.count("甲公司") == 2


def test_minutes_without_a_decision_say_so(place: ProjectOffice, tmp_path: Path) -> None:
    assert "没有议定事项" in issue(place, _meeting(place), tmp_path).text


def test_long_minutes_with_rare_names_go_over_several_pages(
    place: ProjectOffice, tmp_path: Path
) -> None:
    many = [f"第{number}项：𠮷家巷、䶮泉里分段施工" for number in range(1, 61)]
    issued = issue(place, _meeting(place, *many, chair="𬭎主任", note="说明。" * 160), tmp_path)
    assert issued.answer["pages"] > 2
    assert all(decision in issued.text for decision in many)
    assert issued.text.count("责任单位") == issued.answer["pages"] - 1, "the head is repeated"
    assert "𬭎主任" in issued.text


def test_a_reference_number_that_no_register_has_is_refused_in_words(
    place: ProjectOffice, tmp_path: Path
) -> None:
    order = _meeting(place, "先停水后换管")
    before = len(place.office.forms.numbers())
    wrong = FormOrder(CODE, order.type, order.subject_id, reference_no="黄水改[2026]12号")
    with pytest.raises(InputError, match="reference-brackets"):
        place.office.forms.issue(wrong, tmp_path)
    assert len(place.office.forms.numbers()) == before
    assert place.office.forms.draw(wrong).pages == 1
    right = FormOrder(CODE, order.type, order.subject_id, reference_no="黄水改〔2026〕12号")
    assert "黄水改〔2026〕12号" in issue(place, right, tmp_path).text


NOTICE = FormOrder(CODE, "acceptance-notice", "water_company")


def test_the_notice_of_acceptance_goes_to_each_company_with_a_reply(
    place: ProjectOffice, tmp_path: Path
) -> None:
    assert missing(place, NOTICE, tmp_path) == ["form-acceptance-missing"]
    with place.ledger.unit_of_work("joined") as work:
        joined = {"consent_w": 1, "consent_e": 1}
        work.update_many("household", [(door.id, joined) for door in place.doors])
    for trade in (Trade.WATER, Trade.ELECTRICITY):
        place.office.acceptances.begin(place.quarter_id, trade)
    offered = place.office.forms.subjects(CODE, "acceptance-notice")
    assert [one.label for one in offered] == ["黄州自来水公司", "国网黄州供电公司"]
    letters = [
        issue(place, FormOrder(CODE, "acceptance-notice", one.id), tmp_path) for one in offered
    ]
    assert [letter.fields for letter in letters] == [
        ["street_office", "water_company"], ["street_office", "power_company"],
    ]  # fmt: skip
    for letter, one in zip(letters, offered, strict=True):
        assert "关于棉纺厂宿舍水电一户一表改造工程验收的通知" in letter.text
        assert f"{one.label}：" in letter.text
        assert "参加改造12户" in letter.text
        assert letter.text.index("2026年3月5日") < letter.text.index("回执", 200)
        assert letter.answer["pages"] == 2


def test_a_company_that_nobody_entered_is_asked_for(tmp_path: Path) -> None:
    place = ProjectOffice(tmp_path, date(2026, 3, 5))
    try:
        answer = place.office.forms.issue(NOTICE, tmp_path / "out")
        assert answer["missing"][0] == {
            "code": "form-company-missing", "details": {"company": "供水企业"},
        }  # fmt: skip
        assert "供水企业" in {one.label for one in place.office.forms.subjects(CODE, NOTICE.type)}
    finally:
        place.close()


def _listed(place: ProjectOffice, number: str, **values: object) -> str:
    record = {
        "form_type": "handover-water", "document_no": number, "households": 12, "meters": 13,
        "title": "供水一户一表设施移交清单", "pages": 3, "issued_at": place.calendar.now(),
        **values,
    }  # fmt: skip
    return place.add("handover_form", **record)


def test_a_handover_letter_names_the_list_that_stands(place: ProjectOffice, tmp_path: Path) -> None:
    order = FormOrder(CODE, "handover-letter", "water_company")
    assert missing(place, order, tmp_path) == ["form-handover-list-missing"]
    _listed(place, "L-1")
    _listed(place, "L-2", replaces="L-1", households=11)
    _listed(place, "L-3", supplements="L-2", households=1, meters=1)
    _listed(place, "L-4", voided_at=place.calendar.now(), void_reason="写错")
    issued = issue(place, order, tmp_path)
    assert "关于移交棉纺厂宿舍供水一户一表设施的函" in issued.text
    assert "供水一户一表设施11户、13只水表" in issued.text
    assert "1.供水一户一表设施移交清单（编号：L-2，共3页）" in issued.text
    assert "2.供水一户一表设施移交清单（编号：L-3，共3页）" in issued.text
    assert "3.竣工资料目录" in issued.text
    assert "L-1" not in issued.text
    assert "L-4" not in issued.text


def test_a_request_says_who_agrees_what_it_costs_and_who_pays(
    place: ProjectOffice, tmp_path: Path
) -> None:
    order = FormOrder(CODE, "request-for-instructions", reference_no="赤街改〔2026〕9号")
    assert "form-cost-missing" in missing(place, order, tmp_path)
    place.add("cost_item", utility="W", est_kind=1, item="供水", amount=Decimal("32000.00"))
    place.add("cost_item", utility="E", est_kind=1, item="供电", amount=Decimal("45200.50"))
    for source, amount in ((1, "10000"), (7, "67200.50")):
        place.add("fund_entry", source=source, step=1, amount=Decimal(amount))
    text = issue(place, order, tmp_path).text
    assert "关于实施棉纺厂宿舍水电一户一表改造的请示" in text
    assert "赤街改〔2026〕9号" in text
    assert "¥77,200.50（人民币柒万柒仟贰佰元伍角整）。" in text
    assert "居民自筹¥10,000.00，区财政¥67,200.50。" in text
    assert "妥否，请批示。" in text


def test_the_action_plan_is_of_the_street_or_of_one_quarter(
    place: ProjectOffice, tmp_path: Path
) -> None:
    order = FormOrder(CODE, "action-plan", "street")
    assert "棉纺厂宿舍" in issue(place, order, tmp_path).text
    with place.ledger.unit_of_work("more") as work:
        work.insert(
            "quarter",
            [{"quarter_code": f"4211020010{n:02}", "name": f"𠮷{n}村"} for n in range(10, 60)],
        )
    whole = issue(place, order, tmp_path)
    assert "老旧小区水电改造行动计划" in whole.text
    assert all(f"𠮷{n}村" in whole.text for n in range(10, 60))
    assert whole.text.count("水改意愿") > 1, "the head is repeated"
    one = issue(place, FormOrder(CODE, "action-plan", place.quarter_id), tmp_path).text
    assert "棉纺厂宿舍水电改造行动计划" in one
    assert "𠮷10村" not in one
    assert "目前处于“" in one


def _letters(place: ProjectOffice) -> dict[str, tuple[FormOrder, str]]:
    """Return type → an order for it and a sentence of it."""
    finding = place.office.findings.open(
        place.quarter_id,
        what="箱门松动",
        origin=FindingOrigin.INSPECTION,
        category=FindingCategory.QUALITY,
        severity=Severity.ORDINARY,
        responsible="龘𠮷公司",
    )[0]
    now = place.calendar.now()
    outage = place.add(
        "outage", utility="W", place="1栋", starts_at=now, ends_at=now.replace(hour=23)
    )
    meeting = _meeting(place, "先停水后换管").subject_id
    subjects = {
        "outage-notice": (outage, "停水通知"),
        "rectification-order": (finding, "箱门松动"),
        "meeting-minutes": (meeting, "先停水后换管"),
        "acceptance-notice": ("power_company", "国网黄州供电公司："),
        "handover-letter": ("power_company", "竣工资料目录"),
        "request-for-instructions": ("", "妥否，请批示。"),
        "action-plan": (place.quarter_id, "棉纺厂宿舍水电改造行动计划"),
    }
    number = "赤街改〔2026〕21号"
    return {
        name: (FormOrder(CODE, name, subject, reference_no=number), sentence)
        for name, (subject, sentence) in subjects.items()
    }


@needs("soffice", "swriter")
def test_every_letter_is_read_by_another_word_processor(
    place: ProjectOffice, tmp_path: Path
) -> None:
    letters = _letters(place)
    assert set(letters) == {form.type for form in form_types() if form.letter}
    for name, (order, _) in letters.items():
        (tmp_path / f"{name}.docx").write_bytes(place.office.forms.word(order))
    read_by_word(tmp_path)
    for name, (_, sentence) in letters.items():
        text = (tmp_path / f"{name}.txt").read_text(encoding="utf-8-sig")
        assert sentence in text, name
        assert "赤街改〔2026〕21号" in text, name
    assert "龘𠮷公司：" in (tmp_path / "rectification-order.txt").read_text(encoding="utf-8-sig")


@needs("pdfsig")
def test_a_letter_is_sealed_by_certificate_and_its_reply_signed_by_the_company(
    place: ProjectOffice, tmp_path: Path
) -> None:
    now = place.calendar.now()
    people = {
        field: DemoPerson("陈𬭎", name)
        for field, name in (("street_office", "赤壁街道办事处"), ("water_company", "自来水公司"))
    }
    keys = make_demo_authority(tmp_path / "keys", people, now=now)
    letter = Path(issue(place, NOTICE, tmp_path).answer["path"])
    assert pdfa_complaints(letter.read_bytes()) == []
    for field in people:
        sign_form(letter, field, load_pkcs12(keys.keys[field], DEMO_PIN), now=now)
    (report,) = place.office.forms.verify([letter], [keys.root])
    assert (report["state"], [one["field"] for one in report["signatures"]]) == (
        "valid", ["street_office", "water_company"],
    )  # fmt: skip
    said = subprocess.run(["pdfsig", str(letter)], check=True, capture_output=True, text=True)
    assert said.stdout.count("Signature is Valid.") == 2
    assert pdfa_complaints(letter.read_bytes()) == []
