"""Acceptance over a real ledger: what is recorded, confirmed, decided and frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.domain.acceptance import ItemStatus
from desktop.domain.acceptance_outcome import open_outcomes
from desktop.domain.checklist import Judge
from desktop.domain.paper import NewPage, PaperTable, Paragraph
from desktop.domain.project_codes import AcceptanceOutcome, CheckResult, ProjectPart, Trade
from desktop.domain.sampling import draw
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.acceptances import Acceptances
from desktop.services.editing import Editing
from desktop.services.parameters import Parameters
from desktop.storage.journal import Journal
from desktop.storage.queries.acceptance import due_items, outcomes
from tests.support.small_office import NOW, Office, households, ledger, office

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.acceptance import ItemLine
    from desktop.domain.acceptance_sheet import AcceptanceSheet
    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger

__all__ = ["households", "ledger", "office"]

TODAY = NOW.astimezone().date()
WATER, POWER = ProjectPart.WATER_COMPANY, ProjectPart.POWER_COMPANY
PASS, FAIL = CheckResult.PASS, CheckResult.FAIL
GOOD = {
    "pipe": "metal", "working": "0.4", "test": "0.6", "start": "0.62", "end": "0.61",
    "minutes": "10", "leak": "none",
}  # fmt: skip
BAD = {**GOOD, "end": "0.55"}


@dataclass
class Site:
    """One quarter of eight households that joined for water, ready to be accepted."""

    ledger: Ledger
    office: Office
    quarter_id: str
    households: list[str]
    acceptances: Acceptances

    def sheet(self, acceptance_id: str) -> AcceptanceSheet:
        return self.acceptances.sheet(acceptance_id)

    def set(self, kind: str, entity_id: str, field: str, value: object) -> None:
        Editing(self.ledger, self.office.clock).set_field(kind, entity_id, field, value)

    def check_everything(self, acceptance_id: str, *but: str) -> None:
        """Check what is open, as passed, but for the items named; confirm what is computed."""
        for line in self.sheet(acceptance_id).lines:
            places = [place.place.id for place in line.open_places]
            if line.item.code in {"C03", *but} or not places:
                continue
            self.acceptances.record(
                acceptance_id,
                line.item.code,
                places,
                result=PASS,
                measured=values_of(line.item.judge),
                evidence="现场查验记录",
            )
        for line in self.sheet(acceptance_id).lines:
            if line.item.computed is not None:
                self.acceptances.confirm_computed(acceptance_id, line.item.code)

    def call_companies(self, acceptance_id: str) -> None:
        for party in self.sheet(acceptance_id).companies:
            self.acceptances.notify(acceptance_id, party, TODAY, "通1号")
            self.acceptances.attended(acceptance_id, party, TODAY)


def values_of(judge: Judge | None) -> dict[str, str]:
    if judge is None:
        return {}
    if judge is Judge.PRESSURE:
        return GOOD
    if judge is Judge.BALANCE:
        return {"begins": "2026-02-01", "ends": "2026-03-01", "master": "100", "total": "99"}
    return {"value": "1.0"}


@pytest.fixture
def site(office: Office, ledger: Ledger, households: list[str]) -> Site:
    with ledger.reader() as connection:
        quarter_id = connection.exec_driver_sql("SELECT id FROM quarter").scalar_one()
        meters = connection.exec_driver_sql("SELECT id FROM water_meter").scalars().all()
    meter: Record = {
        "state": 1, "position": 2, "account_no": "8001", "verified_on": date(2026, 1, 5),
        "seal_plastic": "S1", "first_reading": Decimal(0),
    }  # fmt: skip
    joined: Record = {"consent_w": 1, "w_state": 1, "arrears_w": Decimal(0)}
    with ledger.unit_of_work("works") as work:
        work.update("quarter", quarter_id, {"water_charge_mode": 1})
        work.update_many("household", [(one, joined) for one in households])
        work.update_many("water_meter", [(one, meter) for one in meters])
    return Site(ledger, office, quarter_id, households, Acceptances(ledger, office.clock))


@pytest.fixture
def begun(site: Site) -> str:
    return site.acceptances.begin(site.quarter_id, Trade.WATER)[0]


def code_of(refused: pytest.ExceptionInfo[InputError | RefusedError]) -> str:
    return refused.value.code


def test_the_ledger_fills_what_it_knows_and_a_person_confirms(site: Site, begun: str) -> None:
    line = site.sheet(begun).line("W01")
    assert (line.status, line.counts["passed"]) == (ItemStatus.UNCONFIRMED, 8)
    site.acceptances.confirm_computed(begun, "W01")
    assert site.sheet(begun).line("W01").status is ItemStatus.PASSED


def test_a_later_change_of_the_ledger_shows_as_changed_since(site: Site, begun: str) -> None:
    before = site.sheet(begun).line("W02").places
    site.acceptances.confirm_computed(begun, "W02")
    with site.ledger.reader() as connection:
        meter = connection.exec_driver_sql("SELECT min(id) FROM water_meter").scalar_one()
    site.set("water_meter", meter, "position", None)
    # Not recorded any more: the place is open; recorded anew elsewhere it is as before.
    assert site.sheet(begun).line("W02").status is ItemStatus.OPEN
    site.set("water_meter", meter, "position", 3)
    assert site.sheet(begun).line("W02").status is ItemStatus.PASSED
    site.set("household", site.households[0], "consent_w", None)
    line = site.sheet(begun).line("W02")
    assert line.status is ItemStatus.CHANGED
    # It names the door that left, and only that one.
    (place,) = (p for p in before if p.place.id == site.households[0])
    assert line.changed == (place.place.label,)
    site.acceptances.confirm_computed(begun, "W02")
    assert site.sheet(begun).line("W02").changed == ()
    site.set("household", site.households[0], "consent_w", 1)
    assert site.sheet(begun).line("W02").changed == (place.place.label,)


def test_a_household_inside_the_dwelling_cannot_be_talked_outside(site: Site, begun: str) -> None:
    with site.ledger.unit_of_work("test") as work:
        row = work.connection.exec_driver_sql(
            "SELECT id FROM water_meter WHERE household_id = ?", (site.households[0],)
        ).scalar_one()
        work.update("water_meter", row, {"position": 1})
    assert site.sheet(begun).line("W02").status is ItemStatus.FAILED
    with pytest.raises(InputError) as refused:
        site.acceptances.record(begun, "W02", [site.households[0]], result=PASS, evidence="看过了")
    assert code_of(refused) == "acceptance-ledger-says-no"


def test_what_is_not_known_is_stated_with_its_ground(site: Site, begun: str) -> None:
    with pytest.raises(InputError) as refused:
        site.acceptances.record(begun, "W15", site.households, result=PASS)
    assert code_of(refused) == "acceptance-evidence-needed"
    changes = site.acceptances.record(
        begun, "W15", site.households, result=PASS, evidence="换表确认单1–8号"
    )
    assert site.sheet(begun).line("W15").counts["passed"] == 8
    Journal(site.ledger).undo(None)
    assert changes.touches("acceptance_check")
    assert site.sheet(begun).line("W15").counts["open"] == 8


@pytest.mark.parametrize(
    ("item", "more", "code"),
    [
        ("W07", {}, "acceptance-result-missing"),
        ("W07", {"result": CheckResult.NOT_APPLICABLE}, "acceptance-reason-needed"),
        ("W06", {"measured": {"pipe": "metal"}}, "acceptance-values-missing"),
        ("W06", {"result": PASS}, "acceptance-values-missing"),
        ("W07", {"result": PASS, "checked_on": TODAY + timedelta(1)}, "acceptance-day-in-future"),
        ("W99", {"result": PASS}, "checklist-no-item"),
    ],
)
def test_a_record_that_says_nothing_is_refused(
    site: Site, begun: str, item: str, more: dict[str, object], code: str
) -> None:
    line = next((one for one in site.sheet(begun).lines if one.item.code == item), None)
    places = [line.places[0].place.id] if line else ["x"]
    with pytest.raises(InputError) as refused:
        site.acceptances.record(begun, item, places, **more)  # type: ignore[arg-type]
    assert code_of(refused) == code


def test_measured_values_are_judged_whatever_the_person_says(site: Site, begun: str) -> None:
    first, second = (place.place.id for place in site.sheet(begun).line("W06").places)
    site.acceptances.record(begun, "W06", [first], result=PASS, measured=BAD)
    site.acceptances.record(begun, "W06", [second], measured=GOOD)
    line = site.sheet(begun).line("W06")
    assert [place.result for place in line.places] == [FAIL, PASS]
    assert [reason.code for reason in line.places[0].reasons] == ["pressure-drop"]


def test_insulation_waits_for_the_offices_number(site: Site) -> None:
    with site.ledger.unit_of_work("test") as work:
        work.update_many("household", [(one, {"consent_e": 1}) for one in site.households])
    power = site.acceptances.begin(site.quarter_id, Trade.ELECTRICITY)[0]
    unit = site.sheet(power).line("E06").places[0].place.id
    with pytest.raises(InputError) as refused:
        site.acceptances.record(power, "E06", [unit], measured={"value": "0.6"})
    assert code_of(refused) == "acceptance-no-limit"
    site.acceptances.record(
        power, "E06", [unit], result=PASS, measured={"value": "0.6"}, evidence="检测报告3号"
    )
    Parameters(site.ledger, site.office.clock).set("insulation-least", "1")
    # The office's number judges what was measured before it was set.
    assert site.sheet(power).line("E06").places[0].result is FAIL


def test_a_sample_can_be_drawn_again_from_what_was_recorded(site: Site, begun: str) -> None:
    site.acceptances.draw_sample(begun, "W10")
    line = site.sheet(begun).line("W10")
    assert line.sample is not None
    drawn = [place.place.id for place in line.open_places]
    places = [place.place.id for place in line.places]
    assert len(drawn) == line.sample.sampled == 5
    assert tuple(drawn) == draw(line.sample.seed, places, 5)
    with pytest.raises(RefusedError) as refused:
        site.acceptances.draw_sample(begun, "W10")
    assert code_of(refused) == "acceptance-sampled-already"
    with pytest.raises(InputError):
        site.acceptances.draw_sample(begun, "W05")
    site.acceptances.record(begun, "W10", drawn, measured={"value": "1.1"})
    assert site.sheet(begun).line("W10").status is ItemStatus.PASSED
    site.acceptances.record(begun, "W10", drawn[:1], measured={"value": "1.3"})
    assert site.sheet(begun).line("W10").counts["open"] == 3


def test_the_company_must_be_told_and_come_before_anything_is_passed(
    site: Site, begun: str
) -> None:
    site.check_everything(begun)
    assert site.sheet(begun).companies == (WATER,)
    with pytest.raises(RefusedError) as refused:
        site.acceptances.decide(begun, AcceptanceOutcome.PASSED)
    assert code_of(refused) == "acceptance-blocked"
    with pytest.raises(RefusedError) as early:
        site.acceptances.attended(begun, WATER, TODAY)
    assert code_of(early) == "acceptance-not-notified"
    site.call_companies(begun)
    site.acceptances.confirm_computed(begun, "C03")
    site.acceptances.decide(begun, AcceptanceOutcome.PASSED)
    assert site.acceptances.outcomes() == {site.quarter_id: {"W": 1}}


def test_nobodys_word_replaces_a_notice_or_makes_a_key_item_not_apply(
    site: Site, begun: str
) -> None:
    with pytest.raises(InputError) as word:
        site.acceptances.record(begun, "C03", [site.quarter_id], result=PASS, evidence="电话通知")
    assert code_of(word) == "acceptance-facts-only"
    with pytest.raises(InputError) as spared:
        site.acceptances.record(
            begun, "W01", site.households, result=CheckResult.NOT_APPLICABLE, note="旧房"
        )
    assert code_of(spared) == "acceptance-key-applies"


def test_one_letter_counts_for_both_open_acceptances_and_is_filed(site: Site, begun: str) -> None:
    with site.ledger.unit_of_work("test") as work:
        work.update("household", site.households[0], {"consent_e": 1})
    power = site.acceptances.begin(site.quarter_id, Trade.ELECTRICITY)[0]
    site.acceptances.notify(begun, POWER, TODAY, "验通2号")
    site.acceptances.replied(begun, POWER, TODAY, "按时参加")
    (notice,) = site.sheet(power).notices
    assert (notice["party"], notice["reply"]) == (int(POWER), "按时参加")
    with site.ledger.reader() as connection:
        paper = connection.exec_driver_sql("SELECT paper, document_no FROM stage_paper").one()
    assert tuple(paper) == ("验收通知(供电)", "验通2号")


def test_nobody_comes_before_the_letter(site: Site, begun: str) -> None:
    site.acceptances.notify(begun, WATER, TODAY)
    with pytest.raises(InputError) as refused:
        site.acceptances.attended(begun, WATER, TODAY - timedelta(days=1))
    assert code_of(refused) == "acceptance-before-notice"
    assert not site.sheet(begun).notices[0]["attended"]


def test_an_outcome_that_was_only_typed_is_none(site: Site, begun: str) -> None:
    site.set("acceptance", begun, "outcome", 1)
    assert site.sheet(begun).outcome is None
    assert site.acceptances.outcomes() == {}


def test_the_notice_and_the_record_say_what_the_ledger_says(site: Site, begun: str) -> None:
    with site.ledger.unit_of_work("test") as work:
        names = (
            ("老自来水公司", None, date(2025, 12, 31)),
            ("新自来水公司", date(2026, 1, 1), None),
        )
        work.insert(
            "organisation",
            [{"kind": 3, "name": n, "valid_from": a, "valid_to": b} for n, a, b in names],
        )
    site.acceptances.notify(begun, WATER, TODAY, "验通〔2026〕1号")
    letter = site.acceptances.paper(begun, WATER)
    assert letter.title == "关于翠湖小区供水一户一表改造工程验收的通知"
    assert (letter.number, letter.addressee) == ("验通〔2026〕1号", "新自来水公司")
    said = " ".join(block.text for block in letter.blocks if isinstance(block, Paragraph))
    assert "参加改造8户" in said
    assert any(isinstance(block, NewPage) for block in letter.blocks), "the reply is torn off"
    record = site.acceptances.paper(begun)
    tables = [block for block in record.blocks if isinstance(block, PaperTable)]
    rows = {row[0]: row for row in tables[0].rows}
    assert len(rows) == 28
    assert rows["W01"][-2:] == ("8/8", "待确认")
    assert rows["W06"][-2:] == ("0/2", "未查完")


def test_a_reply_that_is_out_is_due_until_the_company_answers_or_comes(
    site: Site, begun: str
) -> None:
    def due() -> list[tuple[str, str]]:
        with site.ledger.reader() as connection:
            return [(item.due_on, item.subject) for item in due_items(connection)]

    assert due() == []
    site.acceptances.notify(begun, WATER, TODAY)
    assert due() == [((TODAY + timedelta(days=15)).isoformat(), "供水企业")]
    site.acceptances.replied(begun, WATER, TODAY)
    assert due() == []


def test_the_office_sets_the_days_for_a_reply_and_a_company_that_stayed_away_still_owes_one(
    site: Site, begun: str
) -> None:
    site.acceptances.notify(begun, WATER, TODAY)
    site.acceptances.attended(begun, WATER, None, came=False)
    with site.ledger.reader() as connection:
        (item,) = due_items(connection, 30)
    assert item.due_on == (TODAY + timedelta(days=30)).isoformat()
    (notice,) = site.acceptances.sheet(begun).notices
    assert (notice["attended"], notice["attended_on"]) == (False, None)


def decided(site: Site, acceptance_id: str) -> None:
    site.check_everything(acceptance_id)
    site.call_companies(acceptance_id)
    site.acceptances.confirm_computed(acceptance_id, "C03")
    site.acceptances.decide(acceptance_id, AcceptanceOutcome.PASSED)


def found_in(line: ItemLine) -> object:
    """Return everything of an item that a decision must keep."""
    places = [
        (p.place, p.result, p.reasons, p.wanted, p.check and (p.check.measured, p.check.evidence))
        for p in line.places
    ]
    seed = line.sample.seed if line.sample else ""
    return line.item, line.status, line.counts, places, seed, line.digest


def test_a_decision_freezes_what_it_rests_on(site: Site, begun: str) -> None:
    site.acceptances.draw_sample(begun, "W10")
    site.check_everything(begun)
    site.call_companies(begun)
    site.acceptances.confirm_computed(begun, "C03")
    live = site.sheet(begun)
    site.acceptances.decide(begun, AcceptanceOutcome.PASSED)
    before = site.sheet(begun)
    assert [found_in(line) for line in before.lines] == [found_in(line) for line in live.lines]
    assert (before.notices, before.limits) == (live.notices, live.limits)
    site.set("household", site.households[0], "consent_w", 2)
    site.set("household", site.households[1], "w_state", 3)
    Parameters(site.ledger, site.office.clock).set("balance-tolerance", "0")
    after = site.sheet(begun)
    assert after.intact
    assert after.lines == before.lines
    assert after.line("W01").counts["passed"] == 8
    actions: list[Callable[[], object]] = [
        lambda: site.acceptances.record(begun, "W07", ["x"], result=FAIL),
        lambda: site.acceptances.confirm_computed(begun, "W01"),
        lambda: site.acceptances.notify(begun, WATER, TODAY),
        lambda: site.acceptances.decide(begun, AcceptanceOutcome.FAILED),
        lambda: site.acceptances.withdraw(begun),
    ]
    for action in actions:
        with pytest.raises(RefusedError) as refused:
            action()
        assert code_of(refused) == "acceptance-decided"


def test_inputs_that_were_touched_afterwards_are_told(site: Site, begun: str) -> None:
    decided(site, begun)
    with site.ledger.unit_of_work("tamper") as work:
        row = work.get("acceptance", begun)
        assert row is not None
        touched = str(row["inputs"]).replace("0.61", "0.62", 1)
        assert touched != row["inputs"]
        work.update("acceptance", begun, {"inputs": touched})
    assert not site.sheet(begun).intact


def test_a_damaged_frozen_text_is_told_in_words(site: Site, begun: str) -> None:
    decided(site, begun)
    for damaged in ("", "{}", "not json"):
        with site.ledger.unit_of_work("damage") as work:
            work.update("acceptance", begun, {"inputs": damaged})
        with pytest.raises(InputError) as refused:
            site.sheet(begun)
        assert code_of(refused) == "acceptance-unreadable"


def test_a_decision_that_is_blocked_leaves_nothing_behind(site: Site, begun: str) -> None:
    length = Journal(site.ledger).length()
    for outcome in AcceptanceOutcome:
        with pytest.raises(RefusedError):
            site.acceptances.decide(begun, outcome)
    assert Journal(site.ledger).length() == length
    assert site.sheet(begun).outcome is None


def test_an_office_may_keep_its_own_list_and_a_begun_one_keeps_its_text(
    site: Site, begun: str
) -> None:
    own = site.acceptances.own_checklist(Trade.WATER)
    assert own.parent == site.ledger.path.parent / "checklists"
    assert site.acceptances.own_checklist(Trade.WATER) == own
    text = own.read_text(encoding="utf-8").replace('version = "1"', 'version = "2025 企业版"')
    own.write_text(text.replace('name = "通水试验"', 'name = "放水试验"'), encoding="utf-8")
    assert site.sheet(begun).checklist.item("W07").name == "通水试验"
    site.acceptances.withdraw(begun)
    again = site.acceptances.begin(site.quarter_id, Trade.WATER)[0]
    assert site.sheet(again).checklist.item("W07").name == "放水试验"
    assert site.sheet(again).record["template_version"] == "2025 企业版+1"
    own.write_text("[[item", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        site.acceptances.checklist(Trade.WATER)
    assert code_of(refused) == "checklist-file-wrong"
    assert refused.value.details["file"] == own.name


def test_a_second_acceptance_waits_for_the_first_and_names_it(site: Site, begun: str) -> None:
    with pytest.raises(RefusedError) as refused:
        site.acceptances.begin(site.quarter_id, Trade.WATER)
    assert code_of(refused) == "acceptance-open-already"
    with pytest.raises(RefusedError) as nobody:
        site.acceptances.begin(site.quarter_id, Trade.ELECTRICITY)
    assert code_of(nobody) == "acceptance-nobody-joins"


def test_a_failed_pressure_test_is_passed_by_a_new_acceptance(site: Site, begun: str) -> None:
    """The story: a building fails, the acceptance fails, it is mended, tested again, passed."""
    places = [place.place.id for place in site.sheet(begun).line("W06").places]
    site.acceptances.record(begun, "W06", places[:1], measured=BAD)
    site.check_everything(begun)
    site.call_companies(begun)
    site.acceptances.confirm_computed(begun, "C03")
    assert open_outcomes(site.sheet(begun).lines) == (AcceptanceOutcome.FAILED,)
    site.acceptances.decide(begun, AcceptanceOutcome.FAILED)
    again = site.acceptances.begin(site.quarter_id, Trade.WATER)[0]
    sheet = site.sheet(again)
    assert sheet.follows == begun
    # What passed is taken over with its day; what failed, and what is computed, is not.
    assert [place.result for place in sheet.line("W06").places] == [None, PASS]
    assert sheet.line("W07").status is ItemStatus.PASSED
    assert sheet.line("W01").status is ItemStatus.UNCONFIRMED
    assert not sheet.notices
    assert site.acceptances.outcomes()[site.quarter_id]["W"] == AcceptanceOutcome.FAILED
    site.acceptances.record(again, "W06", places[:1], measured=GOOD)
    decided(site, again)
    rows = site.acceptances.of_quarter(site.quarter_id)
    assert [(row.outcome, row.follows) for row in rows] == [
        (AcceptanceOutcome.FAILED, ""),
        (AcceptanceOutcome.PASSED, begun),
    ]
    with site.ledger.reader() as connection:
        assert outcomes(connection) == {site.quarter_id: {"W": 1}}
    assert site.sheet(begun).intact


def test_the_balance_is_filled_from_the_readings(site: Site, begun: str) -> None:
    begins, ends = date(2026, 2, 1), date(2026, 3, 1)
    with pytest.raises(RefusedError) as nothing:
        site.acceptances.balance_values(begun, begins, ends)
    assert code_of(nothing) == "acceptance-no-master"
    with site.ledger.unit_of_work("master") as work:
        building = work.connection.exec_driver_sql("SELECT min(id) FROM building").scalar_one()
        master = work.insert(
            "water_meter", [{"building_id": building, "role": 1, "state": 1, "body_no": "M1"}]
        )[0]
        rows = work.connection.exec_driver_sql("SELECT id FROM water_meter WHERE role = 3").all()
        meters = [row[0] for row in rows]
        work.update_many("water_meter", [(one, {"parent_id": master}) for one in meters])
        readings: list[Record] = [
            {"water_meter_id": one, "read_on": day, "reading": Decimal(value)}
            for one, used in [(master, 84), *((one, 10) for one in meters)]
            for day, value in ((begins, 100), (ends, 100 + used))
        ]
        work.insert("meter_reading", readings[2:])
    with pytest.raises(RefusedError) as lacking:
        site.acceptances.balance_values(begun, begins, ends)
    assert (code_of(lacking), lacking.value.details) == (
        "acceptance-balance-incomplete",
        {"count": 1},
    )
    with site.ledger.unit_of_work("read") as work:
        work.insert("meter_reading", readings[:2])
    values = site.acceptances.balance_values(begun, begins, ends)
    assert (Decimal(values["master"]), Decimal(values["total"])) == (Decimal(84), Decimal(80))
    site.acceptances.record(begun, "W17", [site.quarter_id], measured=values)
    assert site.sheet(begun).line("W17").status is ItemStatus.PASSED
