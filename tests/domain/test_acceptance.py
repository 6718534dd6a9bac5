"""The rules of acceptance: check list, measured values, samples, what blocks an outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import measurement
from desktop.domain.acceptance import ItemLine, ItemStatus, item_line
from desktop.domain.acceptance_changes import changed_places, exceptions
from desktop.domain.acceptance_computed import household_result, quarter_result
from desktop.domain.acceptance_known import (
    ComputedResult,
    HouseholdKnown,
    Notice,
    QuarterKnown,
    companies_needed,
)
from desktop.domain.acceptance_outcome import blockers, open_outcomes
from desktop.domain.acceptance_records import Check, Defect, Place
from desktop.domain.checklist import (
    FACTS_ONLY,
    Checklist,
    Computed,
    Item,
    ItemStage,
    Judge,
    read_checklist,
)
from desktop.domain.cost import CostItem, Limits, cost_facts
from desktop.domain.measurement import Judgement, judge
from desktop.domain.pressure import Phase, Pipe, PressureTest, faults, least_test_pressure
from desktop.domain.project_codes import (
    AcceptanceOutcome,
    CheckResult,
    CheckScope,
    EstimateKind,
    ProjectPart,
    Trade,
)
from desktop.domain.sampling import draw, sample_size
from desktop.domain.verdict import Outcome, Reason, Verdict
from desktop.kernel.errors import InputError
from desktop.kernel.resources import resource

DAY = date(2026, 6, 1)


def shipped(part: str) -> str:
    return resource("checklists", f"{part}-1.toml").read_text(encoding="utf-8")


WATER = read_checklist(shipped("water"), shipped("common"))
POWER = read_checklist(shipped("electricity"), shipped("common"))
D = Decimal


# ------------------------------------------------------------------------------- the check list


def test_the_list_has_every_item_of_the_document() -> None:
    water = [f"W{n:02d}" for n in range(1, 20)]
    power = [f"E{n:02d}" for n in range(1, 16)]
    common = [f"C{n:02d}" for n in range(1, 10)]
    assert [item.code for item in WATER.items] == water + common
    assert [item.code for item in POWER.items] == power + common


def test_the_key_items_are_those_of_the_document() -> None:
    key = {item.code for item in (*WATER.items, *POWER.items) if item.key}
    assert key == {
        *("W01", "W02", "W03", "W04", "W05", "W06", "W08"),
        *("E01", "E02", "E03", "E04", "E05", "E06", "E07", "E08"),
        *("C01", "C02", "C03", "C04"),
    }


def test_no_key_item_is_checked_by_sample() -> None:
    assert not [i.code for i in (*WATER.items, *POWER.items) if i.key and i.sampling]


def test_every_item_says_when_where_and_on_what_ground() -> None:
    for item in (*WATER.items, *POWER.items):
        assert item.stages
        assert all(isinstance(stage, ItemStage) for stage in item.stages)
        assert item.basis, item.code
        assert item.criterion_en != item.criterion


def test_a_frozen_text_reads_as_the_same_list() -> None:
    assert read_checklist(WATER.text) == WATER


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[[item", "checklist-unreadable"),
        ("[checklist.water]\nname='x'", "checklist-empty"),
        ("[[item]]\ncode='W01'\nname='x'\ncriterion='y'\nlevel='street'", "checklist-item-wrong"),
        (
            "[checklist.w]\n" + "[[item]]\ncode='W01'\nname='x'\ncriterion='y'\nlevel='unit'\n" * 2,
            "checklist-item-twice",
        ),
        (
            (
                "[checklist.w]\n[[item]]\ncode='W1'\nname='x'\ncriterion='y'\nlevel='unit'\n"
                "judge='range'\nmeasures=[{name='value',label='x'}]"
            ),
            "checklist-item-wrong",
        ),
        (
            (
                "[checklist.w]\n[[item]]\ncode='W1'\nname='x'\ncriterion='y'\nlevel='unit'\n"
                "judge='parameter-least'\nparameter='no-such'\nmeasures=[{name='value',label='x'}]"
            ),
            "checklist-item-wrong",
        ),
    ],
)
def test_a_list_that_cannot_be_judged_by_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_checklist(text)
    assert refused.value.code == code


# --- the pressure test, W06


def a_test(pipe: Pipe = Pipe.METAL, **changes: object) -> PressureTest:
    plastic = pipe is Pipe.PLASTIC
    test = PressureTest(
        pipe=pipe,
        working=D("0.4"),
        test=D("0.6"),
        first=Phase(D("0.60"), D("0.58"), D(60 if plastic else 10)),
        leak=False,
        second=Phase(D("0.46"), D("0.43"), D(120)) if plastic else None,
    )
    return replace(test, **changes)  # type: ignore[arg-type]


def reasons(test: PressureTest) -> list[str]:
    return [str(fault.reason) for fault in faults(test)]


@pytest.mark.parametrize(
    ("working", "least"), [("0.3", "0.6"), ("0.4", "0.60"), ("0.41", "0.615"), ("1.0", "1.5")]
)
def test_test_pressure_is_one_and_a_half_times_working_but_not_below_0_6(
    working: str, least: str
) -> None:
    assert least_test_pressure(D(working)) == D(least)


@pytest.mark.parametrize("pipe", list(Pipe))
def test_a_test_at_the_very_limits_passes(pipe: Pipe) -> None:
    assert not faults(a_test(pipe))


@pytest.mark.parametrize("pipe", [Pipe.METAL, Pipe.COMPOSITE])
def test_metal_and_composite_may_drop_0_02_in_ten_minutes(pipe: Pipe) -> None:
    too_much = Phase(D("0.60"), D("0.579"), D(10))
    too_short = Phase(D("0.60"), D("0.60"), D("9.5"))
    assert reasons(a_test(pipe, first=too_much)) == ["pressure-drop"]
    assert reasons(a_test(pipe, first=too_short)) == ["pressure-too-short"]


def test_plastic_is_held_an_hour_and_then_two_at_1_15_times_working() -> None:
    plastic = a_test(Pipe.PLASTIC)
    ten_minutes = Phase(D("0.60"), D("0.60"), D(10))
    assert reasons(a_test(Pipe.PLASTIC, first=ten_minutes)) == ["pressure-too-short"]
    more = Phase(D("0.60"), D("0.549"), D(60))
    assert reasons(replace(plastic, first=more)) == ["pressure-drop"]
    low = Phase(D("0.459"), D("0.459"), D(120))
    assert reasons(replace(plastic, second=low)) == ["pressure-second-start-too-low"]
    short = Phase(D("0.46"), D("0.46"), D(119))
    assert reasons(replace(plastic, second=short)) == ["pressure-second-too-short"]
    dropped = Phase(D("0.50"), D("0.469"), D(120))
    assert reasons(replace(plastic, second=dropped)) == ["pressure-second-drop"]
    assert reasons(replace(plastic, second=None)) == ["pressure-second-too-short"]


def test_a_low_test_or_start_or_a_leak_fails() -> None:
    assert "pressure-test-too-low" in reasons(a_test(test=D("0.59")))
    start = Phase(D("0.59"), D("0.59"), D(10))
    assert reasons(a_test(first=start)) == ["pressure-start-too-low"]
    assert reasons(a_test(leak=True)) == ["pressure-leak"]


@given(
    drop=st.decimals(0, D("0.2"), places=3),
    more=st.decimals(D("0.001"), D("0.2"), places=3),
    pipe=st.sampled_from(Pipe),
)
def test_a_larger_drop_never_passes_where_a_smaller_fails(drop: D, more: D, pipe: Pipe) -> None:
    minutes = D(60)
    small = Phase(D("0.8"), D("0.8") - drop, minutes)
    large = Phase(D("0.8"), D("0.8") - drop - more, minutes)
    if faults(a_test(pipe, first=small)):
        assert faults(a_test(pipe, first=large))


# ---------------------------------------------------------------------------- measured values


def judged(code: str, values: dict[str, str], **limits: str) -> Judgement:
    item = (POWER if code.startswith("E") else WATER).item(code)
    return judge(item, values, {name.replace("_", "-"): D(v) for name, v in limits.items()})


@pytest.mark.parametrize(
    ("code", "value", "result"),
    [
        ("E09", "198.0", CheckResult.PASS),
        ("E09", "235.4", CheckResult.PASS),
        ("E09", "197.9", CheckResult.FAIL),
        ("E09", "235.5", CheckResult.FAIL),
        ("W10", "0.8", CheckResult.PASS),
        ("W10", "1.2", CheckResult.PASS),
        ("W10", "0.79", CheckResult.FAIL),
        ("W10", "1.21", CheckResult.FAIL),
    ],
)
def test_voltage_and_height_hold_their_limits(code: str, value: str, result: CheckResult) -> None:
    assert judged(code, {"value": value}).result is result


@pytest.mark.parametrize("code", ["E06", "E07"])
def test_insulation_and_earth_are_not_judged_before_the_office_sets_a_number(code: str) -> None:
    for limits in ({}, {"insulation_least": "0", "earth_most": "0"}):
        answer = judged(code, {"value": "0.1"}, **limits)
        assert answer.result is None
        assert [reason.code for reason in answer.reasons] == ["measure-no-limit"]


def test_insulation_and_earth_are_judged_by_the_offices_number() -> None:
    assert judged("E06", {"value": "0.5"}, insulation_least="0.5").result is CheckResult.PASS
    assert judged("E06", {"value": "0.49"}, insulation_least="0.5").result is CheckResult.FAIL
    assert judged("E07", {"value": "4"}, earth_most="4").result is CheckResult.PASS
    assert judged("E07", {"value": "4.01"}, earth_most="4").result is CheckResult.FAIL


@pytest.mark.parametrize(
    ("master", "total", "result"),
    [
        ("1000", "950", CheckResult.PASS),
        ("1000", "1050", CheckResult.PASS),
        ("1000", "949.99", CheckResult.FAIL),
        ("0", "0", CheckResult.PASS),
        ("0", "1", CheckResult.FAIL),
    ],
)
def test_master_and_sub_meters_agree_within_the_tolerance(
    master: str, total: str, result: CheckResult
) -> None:
    values = {"begins": "2026-05-01", "ends": "2026-05-31", "master": master, "total": total}
    assert judged("W17", values, balance_tolerance="5").result is result


@pytest.mark.parametrize("text", ["", "abc", "-1", "1e3", "NaN", "Infinity", "0,6"])
def test_what_is_not_a_plain_number_is_not_judged(text: str) -> None:
    answer = judged("E09", {"value": text})
    assert answer.result is None
    assert answer.reasons


def test_the_second_phase_is_asked_for_plastic_pipes_only() -> None:
    item = WATER.item("W06")
    names = {m.name for m in item.measures if m.asked({"pipe": "metal"})}
    assert not {"second_start", "second_end", "second_minutes"} & names
    assert all(m.asked({"pipe": "plastic"}) for m in item.measures)


# ----------------------------------------------------------------------------------- samples


@given(st.lists(st.uuids().map(lambda u: u.hex), max_size=60, unique=True), st.text(max_size=12))
def test_a_sample_is_drawn_again_from_its_seed_whatever_the_order(
    places: list[str], seed: str
) -> None:
    sampling = WATER.item("W10").sampling
    assert sampling is not None
    size = sample_size(sampling, len(places))
    drawn = draw(seed, places, size)
    assert len(drawn) == size == min(len(places), max(5, -(-len(places) // 10)))
    assert set(drawn) == set(draw(seed, reversed(places), size))


def test_different_seeds_draw_different_places() -> None:
    places = [str(n) for n in range(200)]
    assert len({draw(str(seed), places, 5) for seed in range(20)}) > 15


# ------------------------------------------------------------------------- what the ledger knows


def meter(**values: object) -> dict[str, object]:
    base = dict.fromkeys(
        ("verified_on", "expires_on", "dn", "q3", "first_reading", "last_reading", "crosscheck",
         "seal_plastic", "seal_steel", "seal_lead", "seal_audit", "seal_box", "seal_meter"),
    )  # fmt: skip
    return {**base, "id": "m", "state": 1, "role": 3, **values}


def known(*meters: dict[str, object], kind: str = "water_meter", **more: object) -> HouseholdKnown:
    base = HouseholdKnown(kind, Verdict(Outcome.MET), meters, None, photographed=False)  # type: ignore[arg-type]
    return replace(base, **more)  # type: ignore[arg-type]


def result_of(computed: Computed, household: HouseholdKnown) -> CheckResult | None:
    return household_result(computed, household, DAY).result


def test_one_household_one_meter_comes_from_the_verdict() -> None:
    shared = Verdict(Outcome.NOT_MET, (Reason.SHARED_METER, Reason.INSIDE_DWELLING))
    assert result_of(Computed.SINGLE_METER, known(meter())) is CheckResult.PASS
    assert result_of(Computed.SINGLE_METER, known(meter(), verdict=shared)) is CheckResult.FAIL
    assert result_of(Computed.OUTSIDE, known(meter(), verdict=shared)) is CheckResult.FAIL
    assert result_of(Computed.ACCOUNT, known(meter(), verdict=shared)) is CheckResult.PASS
    unknown = Verdict(Outcome.UNKNOWN, (Reason.POSITION_NOT_RECORDED, Reason.NO_ACCOUNT))
    assert result_of(Computed.SINGLE_METER, known(meter(), verdict=unknown)) is CheckResult.PASS
    assert result_of(Computed.OUTSIDE, known(meter(), verdict=unknown)) is None
    assert result_of(Computed.ACCOUNT, known(meter(), verdict=unknown)) is None


def test_a_verification_counts_until_its_last_day() -> None:
    verified = meter(verified_on=date(2020, 6, 1), dn=15)
    assert result_of(Computed.VERIFICATION, known(verified)) is CheckResult.PASS
    expired = meter(verified_on=date(2020, 5, 31), dn=15)
    assert result_of(Computed.VERIFICATION, known(expired)) is CheckResult.FAIL
    prolonged = meter(verified_on=date(2014, 1, 1), expires_on=date(2027, 1, 1))
    power = known(prolonged, kind="electricity_meter")
    assert result_of(Computed.VERIFICATION, power) is CheckResult.PASS
    assert result_of(Computed.VERIFICATION, known(meter())) is None


def test_crossed_lines_fail_and_an_unchecked_door_is_not_known() -> None:
    def power(crosscheck: int | None) -> HouseholdKnown:
        return known(meter(crosscheck=crosscheck), kind="electricity_meter")

    assert result_of(Computed.CROSSCHECK, power(1)) is CheckResult.PASS
    assert result_of(Computed.CROSSCHECK, power(2)) is CheckResult.FAIL
    assert result_of(Computed.CROSSCHECK, power(0)) is None
    assert result_of(Computed.CROSSCHECK, power(None)) is None


def test_electricity_wants_the_seal_of_the_meter_and_of_the_box() -> None:
    only_meter = known(meter(seal_meter="E1"), kind="electricity_meter")
    both = known(meter(seal_meter="E1", seal_box="X1"), kind="electricity_meter")
    assert result_of(Computed.SEALS, only_meter) is None
    assert result_of(Computed.SEALS, both) is CheckResult.PASS
    assert result_of(Computed.SEALS, known(meter(seal_lead="L1"))) is CheckResult.PASS


def test_readings_want_the_old_meters_last_the_new_ones_first_and_a_photo() -> None:
    new = meter(first_reading=D(0))
    old = meter(id="old", state=7, last_reading=D(812))
    assert result_of(Computed.READINGS, known(new, old, photographed=True)) is CheckResult.PASS
    assert result_of(Computed.READINGS, known(new, old)) is None
    silent = meter(id="old", state=7)
    assert result_of(Computed.READINGS, known(new, silent, photographed=True)) is None


def test_arrears_that_nobody_asked_for_are_not_zero() -> None:
    assert result_of(Computed.ARREARS, known(arrears=None)) is None
    assert result_of(Computed.ARREARS, known(arrears=D(0))) is CheckResult.PASS
    assert result_of(Computed.ARREARS, known(arrears=D("0.01"))) is CheckResult.FAIL


QUARTER = QuarterKnown(frozenset(), None, (), companies_needed(water=True, electricity=True))


def test_both_companies_must_be_told_in_writing_and_come() -> None:
    def came(party: ProjectPart, *, told: date | None = DAY, there: bool = True) -> Notice:
        return Notice(party, told, None, there)

    water, power = QUARTER.companies
    assert (water, power) == (ProjectPart.WATER_COMPANY, ProjectPart.POWER_COMPANY)
    for notices, codes in (
        ((), ["computed-no-notice", "computed-no-notice"]),
        ((came(water),), ["computed-no-notice"]),
        ((came(water), came(power, there=False)), ["computed-not-attended"]),
        ((came(water), came(power, told=None)), ["computed-no-notice"]),
        ((came(water), came(power)), []),
    ):
        answer = quarter_result(Computed.NOTICES, replace(QUARTER, notices=notices))
        assert [reason.code for reason in answer.reasons] == codes
        assert (answer.result is CheckResult.PASS) == (not codes)


def test_a_company_whose_lines_are_not_rebuilt_need_not_come() -> None:
    assert companies_needed(water=True, electricity=False) == (ProjectPart.WATER_COMPANY,)


def test_a_lost_vote_fails_and_none_in_the_ledger_is_not_known() -> None:
    assert quarter_result(Computed.VOTE, QUARTER).result is None
    assert quarter_result(Computed.VOTE, replace(QUARTER, vote=(False, False))).result is None
    lost = replace(QUARTER, vote=(True, False))
    assert quarter_result(Computed.VOTE, lost).result is CheckResult.FAIL
    won = replace(QUARTER, vote=(True, True))
    assert quarter_result(Computed.VOTE, won).result is CheckResult.PASS


def _costs(*amounts: tuple[EstimateKind, str, int]) -> QuarterKnown:
    items = [
        CostItem(str(n), Trade.WATER, kind, item, D(amount))
        for n, (kind, item, amount) in enumerate(amounts)
    ]
    return replace(QUARTER, costs=cost_facts(items, (), Limits()))


def test_a_settlement_within_the_budget_is_met_and_one_fen_over_is_not() -> None:
    budget, settled = EstimateKind.BUDGET, EstimateKind.SETTLEMENT
    for known_, codes in (
        (QUARTER, ["computed-no-budget"]),
        (_costs((settled, "管", 100)), ["computed-no-budget"]),
        (_costs((budget, "管", 100)), ["computed-no-settlement"]),
        (_costs((budget, "管", 100), (settled, "管", 100)), []),
        (_costs((budget, "管", 100), (settled, "管", 101)), ["computed-settlement-over"]),
    ):
        answer = quarter_result(Computed.SETTLEMENT, known_)
        assert [reason.code for reason in answer.reasons] == codes
        assert (answer.result is CheckResult.PASS) == (not codes)


def test_one_item_may_pass_its_budget_by_a_tenth_and_no_more() -> None:
    budget, settled = EstimateKind.BUDGET, EstimateKind.SETTLEMENT
    planned = ((budget, "管", 100), (budget, "表", 100))
    tenth = _costs(*planned, (settled, "管", 110), (settled, "表", 90))
    assert quarter_result(Computed.SETTLEMENT, tenth).result is CheckResult.PASS
    over = quarter_result(
        Computed.SETTLEMENT, _costs(*planned, (settled, "管", 111), (settled, "表", 80))
    )
    assert over.result is CheckResult.FAIL
    assert [(r.code, r.details["item"]) for r in over.reasons] == [("computed-item-over", "管")]


def test_an_item_over_in_the_contract_says_nothing_of_the_settlement() -> None:
    budget, contract, settled = EstimateKind.BUDGET, EstimateKind.CONTRACT, EstimateKind.SETTLEMENT
    costs = _costs((budget, "管", 100), (contract, "管", 150), (settled, "管", 100))
    assert costs.costs is not None
    assert costs.costs.over_flags
    assert quarter_result(Computed.SETTLEMENT, costs).result is CheckResult.PASS


# ---------------------------------------------------------------------------- items and outcome

PLACES = tuple(Place(f"p{n}", CheckScope.HOUSEHOLD, f"1栋1单元{n}01", "b1") for n in range(1, 13))


def seen(item: Item, place: str, result: CheckResult | None, number: int = 1) -> Check:
    return Check(f"{number:04d}", item.code, place, result=result, checked_on=DAY)


def line_of(
    code: str, results: dict[str, CheckResult], checks: list[Check] | None = None
) -> ItemLine:
    """Return an item of which ``results`` were seen at some of the places."""
    item = WATER.item(code)
    made = [seen(item, place, result) for place, result in results.items()]
    return item_line(item, PLACES[: len(results) or 3], {}, made + (checks or []))


def passed(code: str, places: int = 3) -> ItemLine:
    item = WATER.item(code)
    computed = (
        {place.id: ComputedResult(CheckResult.PASS) for place in PLACES[:places]}
        if item.computed
        else {}
    )
    line = item_line(
        item,
        PLACES[:places],
        computed,
        [] if item.computed else [seen(item, p.id, CheckResult.PASS) for p in PLACES[:places]],
    )
    if item.computed is None:
        return line
    confirmed = Check("9999", code, "", confirms=True, digest=line.digest)
    return item_line(item, PLACES[:places], computed, [confirmed])


def everything(*others: ItemLine) -> tuple[ItemLine, ...]:
    named = {line.item.code: line for line in others}
    return tuple(named.get(item.code) or passed(item.code) for item in WATER.items)


def test_all_passed_is_passed_and_nothing_else() -> None:
    assert open_outcomes(everything()) == (AcceptanceOutcome.PASSED,)


def test_what_the_ledger_says_is_wrong_is_not_overruled_by_hand() -> None:
    item = WATER.item("W01")
    computed = {"p1": ComputedResult(CheckResult.FAIL)}
    line = item_line(item, PLACES[:1], computed, [seen(item, "p1", CheckResult.PASS)])
    assert line.places[0].result is CheckResult.FAIL


def test_what_the_ledger_does_not_know_a_person_may_state() -> None:
    item = WATER.item("W12")
    unknown = {"p1": ComputedResult(None)}
    assert item_line(item, PLACES[:1], unknown, []).status is ItemStatus.OPEN
    stated = item_line(item, PLACES[:1], unknown, [seen(item, "p1", CheckResult.PASS)])
    assert stated.status is ItemStatus.UNCONFIRMED
    contrary = {"p1": ComputedResult(CheckResult.PASS)}
    saw = item_line(item, PLACES[:1], contrary, [seen(item, "p1", CheckResult.FAIL)])
    assert saw.status is ItemStatus.FAILED


def test_a_change_of_the_ledger_after_the_confirmation_shows() -> None:
    item = WATER.item("W01")
    before = {p.id: ComputedResult(CheckResult.PASS) for p in PLACES[:2]}
    digest = item_line(item, PLACES[:2], before, []).digest
    confirmed = Check("1", "W01", "", confirms=True, digest=digest)
    assert item_line(item, PLACES[:2], before, [confirmed]).status is ItemStatus.PASSED
    after = {p.id: ComputedResult(CheckResult.PASS) for p in PLACES[:3]}
    assert item_line(item, PLACES[:3], after, [confirmed]).status is ItemStatus.CHANGED


def test_a_confirmation_remembers_which_places_were_not_met() -> None:
    item = WATER.item("W12")
    missing = ComputedResult(None, (measurement.Reason("computed-seal-missing"),))
    met, wrong = ComputedResult(CheckResult.PASS), ComputedResult(CheckResult.FAIL)
    before = {"p1": met, "p2": missing, "p3": missing}
    then = item_line(item, PLACES[:3], before, [])
    kept = exceptions(then)
    confirmed = Check("1", "W12", "", confirms=True, digest=then.digest, exceptions=kept)
    assert changed_places(item_line(item, PLACES[:3], before, [confirmed])) == ()
    for after, names in (
        ({**before, "p1": wrong}, ["p1"]),
        ({**before, "p2": met}, ["p2"]),
        ({**before, "p3": wrong, "p1": missing}, ["p1", "p3"]),
    ):
        found = changed_places(item_line(item, PLACES[:3], after, [confirmed]))
        assert [line.place.id for line in found] == names


def test_too_many_exceptions_are_counted_and_not_kept() -> None:
    places = [Place(f"q{n}", CheckScope.HOUSEHOLD, str(n), "b1") for n in range(151)]
    computed = {place.id: ComputedResult(None) for place in places}
    item = WATER.item("W12")
    assert exceptions(item_line(item, places, computed, [])) is None
    assert len(exceptions(item_line(item, places[:150], computed, [])) or "") == 750


def test_a_failing_key_item_leaves_nothing_but_failed() -> None:
    bad = line_of("W06", {"p1": CheckResult.PASS, "p2": CheckResult.FAIL})
    listed = replace(bad, defects=(defect("W06"),))
    assert open_outcomes(everything(listed)) == (AcceptanceOutcome.FAILED,)


def defect(code: str, places: frozenset[str] = frozenset(), **changes: object) -> Defect:
    base = Defect("d", code, places, "漏水", 1, "施工单位", date(2026, 7, 1))
    return replace(base, **changes)  # type: ignore[arg-type]


def test_a_failing_ordinary_item_passes_only_with_its_defects_listed() -> None:
    bad = line_of("W13", {"p1": CheckResult.PASS, "p2": CheckResult.TO_MEND})
    with_defects = AcceptanceOutcome.PASSED_WITH_DEFECTS
    assert open_outcomes(everything(bad)) == (AcceptanceOutcome.FAILED,)
    for found in (
        defect("W13", due_on=None),
        defect("W13", responsible=""),
        defect("W13", frozenset({"p1"})),
    ):
        unlisted = replace(bad, defects=(found,))
        assert with_defects not in open_outcomes(everything(unlisted))
    for found in (defect("W13"), defect("W13", frozenset({"p2"}))):
        listed = replace(bad, defects=(found,))
        assert open_outcomes(everything(listed)) == (with_defects, AcceptanceOutcome.FAILED)


def test_a_place_whose_defect_passed_the_re_inspection_passes() -> None:
    item = WATER.item("W13")
    checks = [seen(item, "p1", CheckResult.FAIL)]
    closed = defect("W13", frozenset({"p1"}), state=3, reinspected_on=DAY)
    assert item_line(item, PLACES[:1], {}, checks, [closed]).status is ItemStatus.PASSED
    before = replace(closed, reinspected_on=date(2026, 5, 31))
    assert item_line(item, PLACES[:1], {}, checks, [before]).status is ItemStatus.FAILED
    again = replace(closed, id="e", state=4)
    assert item_line(item, PLACES[:1], {}, checks, [closed, again]).status is ItemStatus.FAILED


def test_a_failed_pressure_test_is_measured_anew_and_not_talked_away() -> None:
    item = WATER.item("W06")
    checks = [seen(item, "p1", CheckResult.FAIL)]
    closed = defect("W06", frozenset({"p1"}), state=3, reinspected_on=DAY)
    assert item_line(item, PLACES[:1], {}, checks, [closed]).status is ItemStatus.FAILED
    again = [*checks, seen(item, "p1", CheckResult.PASS, 2)]
    assert item_line(item, PLACES[:1], {}, again, [closed]).status is ItemStatus.PASSED


def test_a_sample_spares_the_rest_until_one_of_it_fails() -> None:
    item = WATER.item("W10")
    drawing = Check("0001", "W10", "", sampled=5, seed="s")
    drawn = [seen(item, p.id, None, n) for n, p in enumerate(PLACES[:5], 2)]
    good = [seen(item, p.id, CheckResult.PASS, n) for n, p in enumerate(PLACES[:5], 10)]
    line = item_line(item, PLACES, {}, [drawing, *drawn])
    assert (line.status, len(line.open_places)) == (ItemStatus.OPEN, 5)
    done = item_line(item, PLACES, {}, [drawing, *drawn, *good])
    assert (done.status, done.counts["spared"]) == (ItemStatus.PASSED, 7)
    bad = seen(item, "p1", CheckResult.FAIL, 50)
    failed = item_line(item, PLACES, {}, [drawing, *drawn, *good, bad])
    assert failed.status is ItemStatus.FAILED
    assert len(failed.open_places) == 7


RESULTS = st.sampled_from([None, *CheckResult])


@given(
    st.lists(
        st.tuples(st.sampled_from(WATER.items), st.lists(RESULTS, min_size=1, max_size=3)),
        max_size=6,
        unique_by=lambda pair: pair[0].code,
    )
)
def test_no_findings_pass_an_acceptance_that_the_facts_do_not(
    found: list[tuple[Item, list[CheckResult | None]]],
) -> None:
    """Whatever was seen: passed means everything passed, and no key item ever fails a pass."""
    lines = []
    for item, results in found:
        checks = [seen(item, f"p{n}", r) for n, r in enumerate(results, 1) if r is not None]
        computed = {f"p{n}": ComputedResult(None) for n in range(1, len(results) + 1)}
        line = item_line(item, PLACES[: len(results)], computed if item.computed else {}, checks)
        confirmed = Check("9999", item.code, "", confirms=True, digest=line.digest)
        lines.append(
            item_line(
                item,
                PLACES[: len(results)],
                computed if item.computed else {},
                [*checks, confirmed] if item.computed else checks,
                [defect(item.code)],
            )
        )
    outcomes = open_outcomes(everything(*lines))
    every = [(item, result) for item, results in found for result in results]
    bad = {CheckResult.FAIL, CheckResult.TO_MEND}
    failing = [item for item, result in every if result in bad]
    # A notice or the mending of a defect is recorded or has not happened: a word counts nothing.
    unfinished = any(
        result is None or (item.computed in FACTS_ONLY and result not in bad)
        for item, result in every
    )
    hopeless = any(item.key or item.computed is Computed.DEFECTS for item in failing)
    assert (AcceptanceOutcome.PASSED in outcomes) == (not failing and not unfinished)
    assert (AcceptanceOutcome.PASSED_WITH_DEFECTS in outcomes) == (
        bool(failing) and not unfinished and not hopeless
    )
    assert (AcceptanceOutcome.FAILED in outcomes) == bool(failing)


def test_every_blocked_outcome_names_the_item_and_where_it_is() -> None:
    lines = everything(line_of("W13", {}), line_of("W06", {"p1": CheckResult.FAIL}))
    blocks = blockers(AcceptanceOutcome.PASSED, lines)
    assert [(block.item_code, str(block.code)) for block in blocks] == [
        ("W06", "acceptance-key-failed"),
        ("W13", "acceptance-open"),
    ]
    assert all(block.details["item"].startswith(block.item_code) for block in blocks)


def test_judges_and_limits_of_the_shipped_lists_are_whole() -> None:
    judges = {item.code: item.judge for item in (*WATER.items, *POWER.items) if item.judge}
    assert judges == {
        "W06": Judge.PRESSURE,
        "W10": Judge.RANGE,
        "W17": Judge.BALANCE,
        "E06": Judge.PARAMETER_LEAST,
        "E07": Judge.PARAMETER_MOST,
        "E09": Judge.RANGE,
    }
    assert isinstance(WATER, Checklist)
