"""Papers of households, money and votes, issued from a small ledger and read back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.domain.payments import Received, Waiver
from desktop.kernel.errors import InputError
from desktop.services.form_drawing import FormOrder
from tests.documents.test_rendering import pdfa_complaints
from tests.support.issued import issue, missing, read
from tests.support.project_office import CODE, ProjectOffice
from tests.support.tools import needs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.issued import IssuedForm

pytestmark = needs("pdftotext", "qpdf")

DUE = date(2026, 4, 1)


def residents(folder: Path) -> ProjectOffice:
    """Return an office with twelve doors; the first three joined and owe 1,234.50 each.

    The second has paid one half with a receipt, the third is let off.
    """
    made = ProjectOffice(folder, date(2026, 3, 5))
    for kind, name in ((3, "黄州自来水公司"), (4, "国网黄州供电公司")):
        made.office.registers.add("organisation", {"kind": kind, "name": name})
    doors = [door.id for door in made.doors]
    with made.ledger.unit_of_work("joined") as work:
        work.update_many(
            "household", [(door, {"consent_w": 1, "consent_e": 1}) for door in doors[:3]]
        )
        work.update_many("building", [(made.doors[0].building_id, {"boundary_rule_w": "A"})])
    for utility, share in (("W", "734.50"), ("E", "500")):
        made.add("cost_price", utility=utility, share=Decimal(share))
    made.type_in("household", doors[0], "owner_name", "𠮷䶮峯")
    money = made.office.money
    money.apply_shares(money.plan_shares(made.quarter_id), DUE)
    money.pay(doors[1], "600", received=Received(receipt_no="鄂财0012345", way=1, payer="业主乙"))
    lines, _ = money.household(doors[2])
    money.waive(
        lines[0].share_id, Waiver("500", 1, "赤民减〔2026〕3号", "王主任", date(2026, 3, 4))
    )
    return made


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectOffice]:
    made = residents(tmp_path_factory.mktemp("residents"))
    yield made
    made.close()


def about(place: ProjectOffice, kind: str, door: int) -> FormOrder:
    return FormOrder(CODE, kind, place.doors[door].id)


def archived(issued: IssuedForm) -> bool:
    return pdfa_complaints(Path(issued.answer["path"]).read_bytes()) == []


def test_an_agreement_says_what_is_built_what_it_costs_and_where_property_ends(
    place: ProjectOffice, tmp_path: Path
) -> None:
    issued = issue(place, about(place, "household-agreement", 0), tmp_path)
    assert issued.fields == ["resident", "street_office", "water_company", "power_company"]
    assert "业主𠮷䶮峯" in issued.text
    assert "供水一户一表改造、供电一户一表改造" in issued.text
    assert "¥1,234.50（人民币壹仟贰佰叁拾肆元伍角整）" in issued.text
    assert "水改734.500.00734.50电改500.000.00500.00合计1,234.500.001,234.50" in issued.text
    assert "供水以水表为产权分界。" in issued.text
    assert "保修期自验收合格之日起不少于2年" in issued.text
    assert (issued.answer["pages"], archived(issued)) == (1, True)


def test_an_agreement_is_offered_to_those_who_join_and_names_what_it_lacks(
    place: ProjectOffice, tmp_path: Path
) -> None:
    offered = place.office.forms.subjects(CODE, "household-agreement")
    assert [one.id for one in offered] == [door.id for door in place.doors[:3]]
    place.type_in("household", place.doors[11].id, "owner_name", "")
    assert missing(place, about(place, "household-agreement", 11), tmp_path) == [
        "form-household-not-joining", "form-owner-missing", "form-share-missing",
    ]  # fmt: skip


def test_a_notice_asks_for_what_is_open_and_is_no_receipt(
    place: ProjectOffice, tmp_path: Path
) -> None:
    offered = place.office.forms.subjects(CODE, "payment-notice")
    assert [one.id for one in offered] == [door.id for door in place.doors[:3]]
    issued = issue(place, about(place, "payment-notice", 1), tmp_path)
    assert issued.fields == ["street_office"]
    assert "请于2026年4月1日前缴清" in issued.text
    assert "合计1,234.500.00600.00634.50" in issued.text
    assert "本次应缴金额：¥634.50（人民币陆佰叁拾肆元伍角整）。" in issued.text
    assert "本通知不是收据" in issued.text
    assert "自制收据属于白条" in issued.text
    assert "送达回执" in issued.text
    assert (issued.answer["pages"], archived(issued)) == (1, True)


def test_a_household_that_owes_nothing_gets_no_notice(place: ProjectOffice, tmp_path: Path) -> None:
    assert missing(place, about(place, "payment-notice", 9), tmp_path) == ["form-share-missing"]


def test_the_register_cites_the_real_receipts_and_is_none_itself(
    place: ProjectOffice, tmp_path: Path
) -> None:
    issued = issue(place, FormOrder(CODE, "payment-register"), tmp_path)
    assert issued.fields == ["street_office"]
    assert "11栋1单元102业主乙业主乙水改收600.002026-03-05银行转账鄂财0012345" in issued.text
    assert "净收金额：¥600.00（人民币陆佰元整）。共1笔，涉及1户。" in issued.text
    assert "自制收据属于白条" in issued.text
    assert "不得张贴" in issued.text
    assert archived(issued)


def test_a_register_waits_for_receipts_that_are_missing_or_used_twice(
    place: ProjectOffice, tmp_path: Path
) -> None:
    money, doors = place.office.money, [door.id for door in place.doors]
    money.pay(doors[0], "50")
    assert missing(place, FormOrder(CODE, "payment-register"), tmp_path) == [
        "form-receipts-missing"
    ]
    place.office.editing.undo()
    # Typed on another laptop and joined: the program itself refuses a receipt that is in use.
    record = {"household_id": doors[0], "utility": "W", "kind": 1, "amount": Decimal(50),
              "paid_on": date(2026, 3, 5), "receipt_no": "鄂财0012345"}  # fmt: skip
    place.office.registers.add("payment", record)  # type: ignore[arg-type]
    assert missing(place, FormOrder(CODE, "payment-register"), tmp_path) == ["form-receipts-twice"]
    place.office.editing.undo()


def test_a_waiver_is_printed_to_be_decided_or_as_it_was_decided(
    place: ProjectOffice, tmp_path: Path
) -> None:
    place.type_in("household", place.doors[1].id, "hardship", "1")
    place.type_in_quarter("community", "沙街社区居民委员会")
    offered = place.office.forms.subjects(CODE, "hardship-waiver")
    assert [one.id for one in offered] == [door.id for door in place.doors[1:3]]
    asked, decided = (
        issue(place, about(place, "hardship-waiver", door), tmp_path) for door in (1, 2)
    )
    assert asked.fields == ["resident", "community", "street_office"]
    assert "登记的困难类别低保" in asked.text
    assert "□不予减免□同意减免" in asked.text
    assert "同意减免水改¥500.00（人民币伍佰元整）。" in decided.text
    assert "减免原因：低保；审批号：赤民减〔2026〕3号；审批人：王主任；审批日期：2026年3月4日" in (
        decided.text
    )
    assert "合计1,234.50500.00734.50" in decided.text
    assert "沙街社区居民委员会" in decided.text
    assert "不得公示" in decided.text
    assert all(archived(one) and one.answer["pages"] == 1 for one in (asked, decided))


def test_a_waiver_waits_for_a_share_and_a_hardship(place: ProjectOffice, tmp_path: Path) -> None:
    assert missing(place, about(place, "hardship-waiver", 8), tmp_path) == [
        "form-share-missing", "form-hardship-missing",
    ]  # fmt: skip


def _vote(place: ProjectOffice) -> str:
    days = {"announced_on": date(2026, 2, 1), "vote_from": date(2026, 2, 16),
            "vote_to": date(2026, 3, 1)}  # fmt: skip
    return place.office.votes.open(place.quarter_id, {"title": "𠮷巷水电改造", **days})[0]


def test_a_result_is_published_when_counted_with_masked_names_and_no_choice(
    place: ProjectOffice, tmp_path: Path
) -> None:
    vote = _vote(place)
    order = FormOrder(CODE, "consent-result-notice", vote)
    assert [entry.code for entry in place.office.forms.missing(order)] == ["form-vote-open"]
    place.type_in("household", place.doors[1].id, "phone", "13900000001")
    said = {door.id: 2 if at == 0 else 1 for at, door in enumerate(place.doors[:11])}
    place.office.votes.take(vote, said, cast_on=date(2026, 2, 25))
    place.office.votes.close(vote)
    issued = issue(place, order, tmp_path)
    assert issued.fields == ["street_office"]
    assert "关于棉纺厂宿舍业主表决结果的公示" in issued.text.split("棉纺厂宿舍“𠮷巷水电改造”")[0]
    assert "本次表决通过。" in issued.text
    assert "1栋1单元101𠮷**80.00已表决" in issued.text
    assert "业主乙" not in issued.text, "owners of more than one character are masked"
    assert "13900000001" not in issued.text
    assert "公示期7日，自2026年3月5日至2026年3月12日" in issued.text
    assert archived(issued)


def test_ballots_are_drawn_for_every_door_of_a_vote_or_of_a_building(
    place: ProjectOffice,
) -> None:
    forms, vote = place.office.forms, _vote(place)
    assert vote in {one.id for one in forms.subjects(CODE, "consent-ballot")}
    drawn = forms.draw(FormOrder(CODE, "consent-ballot", vote, buildings=("1",)))
    assert (drawn.households, drawn.pages, drawn.document_no) == (12, 6, "")
    text = read(drawn.data)
    assert text.count("棉纺厂宿舍业主表决票") == 12
    assert "表决事项：𠮷巷水电改造" in text
    assert text.count("附书面委托书") == 12
    assert pdfa_complaints(drawn.data) == []
    with pytest.raises(InputError, match="form-subject-missing"):
        forms.draw(FormOrder(CODE, "consent-ballot"))


def _choose_own(place: ProjectOffice, name: str, old: str, new: str) -> None:
    path = place.office.forms.own.begin(name)
    own = path.read_text(encoding="utf-8")
    assert old in own
    path.write_text(own.replace(old, new), encoding="utf-8")
    place.office.forms.own.choose(path.name)


def test_an_office_prints_piles_in_its_own_words_from_either_button(
    place: ProjectOffice,
) -> None:
    forms, vote, doors = place.office.forms, _vote(place), [door.id for door in place.doors]
    _choose_own(place, "consent-ballot", "请本人填写", "街道自己的话")
    _choose_own(place, "household-sheet", "本表一户一张", "街道自己的话")
    for printed in (
        forms.draw(FormOrder(CODE, "consent-ballot", vote)),
        place.office.votes.print_ballots(vote),
        forms.draw(FormOrder(CODE, "household-sheet")),
        place.office.visit_paper.print_sheets(doors),
    ):
        assert read(printed.data).count("街道自己的话") == 12
    forms.own.withdraw("consent-ballot")
    forms.own.withdraw("household-sheet")


def test_the_committee_or_the_body_acting_for_it_applies(
    place: ProjectOffice, tmp_path: Path
) -> None:
    order = FormOrder(CODE, "committee-application")
    assert missing(place, order, tmp_path) == ["form-committee-missing"]
    place.add("committee", state=2, name="未备案业委会", elected_on=date(2026, 2, 20))
    assert missing(place, order, tmp_path) == ["form-committee-missing"]
    filed = place.add(
        "committee", state=3, name="棉纺厂宿舍业主委员会", elected_on=date(2025, 2, 1),
        filed_on=date(2025, 2, 20), filing_no="赤业备〔2025〕4号",
    )  # fmt: skip
    for name, duty in (("何副", "副主任"), ("龘主任", "主任")):
        place.office.registers.add(
            "committee_member",
            {"committee_id": filed, "name": name, "duty": duty, "phone": "13900000002"},
        )
    issued = issue(place, order, tmp_path)
    assert issued.fields == ["owners_committee", "community", "street_office"]
    assert "负责人龘主任" in issued.text
    assert "赤业备〔2025〕4号" in issued.text
    assert "共1栋、12户" in issued.text
    assert "同意供水改造3户，占25.0%" in issued.text
    assert "13900000002" not in issued.text
    assert (issued.answer["pages"], archived(issued)) == (1, True)
    place.add("committee", state=4, acting_body="自治管理小组", elected_on=date(2026, 3, 1))
    acting = issue(place, order, tmp_path).text
    assert "自治管理小组代表本小区业主" in acting
    assert "代行业主委员会职责的机构" in acting


def test_a_report_of_acceptance_is_signed_by_owners_and_community_too(
    place: ProjectOffice,
) -> None:
    drawn = place.office.forms.draw(FormOrder(CODE, "completion-acceptance-report"))
    text = read(drawn.data)
    assert "业主委员会（居民代表）自治管理小组" in text
    assert "社区居民委员会沙街社区居民委员会" in text
    assert "保修期自验收合格之日起不少于2年" in text
    group = read(place.office.forms.draw(FormOrder(CODE, "acceptance-group-signatures")).data)
    assert group.count("自治管理小组") == group.count("沙街社区居民委员会") == 1
