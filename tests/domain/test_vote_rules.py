"""Which majority a matter needs, and what is said when the rules were chosen against the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.project_codes import AreaBasis, Matter, RuleSet
from desktop.domain.vote_ballots import BallotFacts
from desktop.domain.vote_count import Side, VoteFacts, count, judge
from desktop.domain.vote_dates import closing_refusal, date_findings
from desktop.domain.vote_inputs import digest, inputs_text, read_inputs
from desktop.domain.vote_parts import Part, area_of, owners
from desktop.domain.vote_recount import differences
from desktop.domain.vote_rules import Threshold, below_law, law_on, rule_findings, rules
from desktop.domain.vote_text import rule_text

OLD, NEW = date(2020, 12, 31), date(2021, 1, 1)
FACTS = VoteFacts(
    matter=Matter.REBUILD_FACILITIES,
    rule_set=RuleSet.CIVIL_CODE,
    scheme_share=None,
    scheme_document="",
    scope=1,
    announced_on=date(2026, 2, 1),
    first=date(2026, 3, 1),
    last=date(2026, 3, 10),
    day=date(2026, 3, 10),
    notice_days=15,
)


def test_the_civil_code_holds_from_its_first_day() -> None:
    assert law_on(OLD) is RuleSet.REGULATION_2007
    assert law_on(NEW) is RuleSet.CIVIL_CODE


def test_rules_chosen_against_their_day_are_followed_and_said() -> None:
    def said(rule_set: RuleSet, day: date) -> tuple[str, ...]:
        return rule_findings(Matter.OTHER, rule_set, day, None, "")

    assert said(RuleSet.CIVIL_CODE, NEW) == said(RuleSet.REGULATION_2007, OLD) == ()
    assert said(RuleSet.CIVIL_CODE, OLD) == ("vote-rule-new-before-2021",)
    assert said(RuleSet.REGULATION_2007, NEW) == ("vote-rule-old-after-2021",)
    (followed,) = rules(Matter.OTHER, RuleSet.REGULATION_2007, NEW, None)
    assert followed.of_all


def test_using_the_fund_was_a_qualified_matter_before_2021_and_is_none_since() -> None:
    (before,) = rules(Matter.USE_FUND, RuleSet.REGULATION_2007, OLD, None)
    (since,) = rules(Matter.USE_FUND, RuleSet.CIVIL_CODE, NEW, None)
    assert before.consent == Threshold(Fraction(2, 3))
    assert since.consent == Threshold(Fraction(1, 2), more=True)


def test_at_least_includes_the_number_and_more_than_half_does_not() -> None:
    assert Threshold(Fraction(2, 3)).reached(2, 3)
    assert not Threshold(Fraction(2, 3)).reached(666_666, 1_000_000)
    assert not Threshold(Fraction(1, 2), more=True).reached(1, 2)
    assert Threshold(Fraction(1, 2), more=True).reached(500_001, 1_000_000)
    assert not Threshold(Fraction(0)).reached(0, 0)


@pytest.mark.parametrize(
    ("rule_set", "day", "share", "below"),
    [
        (RuleSet.SCHEME, NEW, "75", False),
        (RuleSet.SCHEME, NEW, "74.99", True),
        (RuleSet.SCHEME, OLD, "66.67", False),
        (RuleSet.SCHEME, OLD, "66.66", True),
        (RuleSet.SCHEME_OF_TAKING_PART, NEW, "75", False),
        (RuleSet.SCHEME_OF_TAKING_PART, NEW, "74", True),
        (RuleSet.SCHEME_OF_TAKING_PART, OLD, "100", True),
    ],
)
def test_a_scheme_below_the_law_in_force_is_said(
    rule_set: RuleSet, day: date, share: str, *, below: bool
) -> None:
    assert below_law(Matter.REBUILD_FACILITIES, rule_set, day, Decimal(share)) is below


def test_more_than_half_is_not_covered_by_half() -> None:
    assert below_law(Matter.OTHER, RuleSet.SCHEME_OF_TAKING_PART, NEW, Decimal(50))
    assert not below_law(Matter.OTHER, RuleSet.SCHEME_OF_TAKING_PART, NEW, Decimal("50.01"))


_SIDE = st.tuples(*[st.integers(0, 60)] * 4).map(
    lambda n: Side(sum(n), sum(n[:3]), n[0], n[1], n[2])
)


@given(
    st.sampled_from(list(Matter)),
    st.sampled_from([RuleSet.SCHEME, RuleSet.SCHEME_OF_TAKING_PART]),
    st.sampled_from([OLD, NEW]),
    st.decimals(1, 100, places=2),
    _SIDE,
)
def test_a_vote_by_a_scheme_never_passes_where_the_law_fails(
    matter: Matter, rule_set: RuleSet, day: date, share: Decimal, side: Side
) -> None:
    own = replace(FACTS, matter=matter, rule_set=rule_set, scheme_share=share, day=day)
    lawful = replace(FACTS, matter=matter, rule_set=law_on(day), day=day)
    by_scheme, by_law = judge(own, side, side, {}, {}), judge(lawful, side, side, {}, {})
    assert by_law.passed or not by_scheme.passed


@given(
    st.sampled_from([Matter.REBUILD_FACILITIES, Matter.USE_FUND]),
    st.sampled_from([OLD, NEW]),
    st.decimals(1, 100, places=2),
    _SIDE,
)
def test_a_share_of_all_that_is_not_below_the_law_implies_it(
    matter: Matter, day: date, share: Decimal, side: Side
) -> None:
    if below_law(matter, RuleSet.SCHEME, day, share):
        return
    lawful = replace(FACTS, matter=matter, rule_set=law_on(day), day=day)
    if Threshold(Fraction(share) / 100).reached(side.yes, side.total):
        assert judge(lawful, side, side, {}, {}).passed


def test_an_unfinished_scheme_rule_is_said() -> None:
    found = rule_findings(Matter.OTHER, RuleSet.SCHEME, NEW, None, " ")
    assert found == ("vote-scheme-share-missing", "vote-scheme-document-missing")
    found = rule_findings(Matter.OTHER, RuleSet.SCHEME, NEW, Decimal(101), "1号")
    assert found == ("vote-share-range",)


# ----- the parts


def test_l2_art_8_the_register_comes_before_the_survey_and_the_contract() -> None:
    assert area_of(8000, 1, 7900, 7800) == (8000, AreaBasis.REGISTER)
    assert area_of(8000, None, 7900, None) == (8000, AreaBasis.REGISTER)
    assert area_of(None, None, 7900, 7800) == (7900, AreaBasis.SURVEY)
    assert area_of(0, 1, None, 7800) == (7800, AreaBasis.CONTRACT)
    assert area_of(8000, 3, 7900, None) == (7900, AreaBasis.SURVEY)
    assert area_of(None, 2, 0, None) == (0, None)


def test_l2_art_9_one_owner_by_group_or_identity_number_never_by_name() -> None:
    found = owners(
        [
            ("1", "builder", None),
            ("2", "builder", None),
            ("3", None, "42010119700101001x"),
            ("4", None, " 42010119700101001X "),
            ("5", "pair", "42010119700101001X"),
            ("6", "pair", None),
            ("7", None, None),
            ("8", None, ""),
        ]
    )
    assert found == {
        "1": "1", "2": "1", "3": "3", "4": "3", "5": "3", "6": "3", "7": "7", "8": "8",
    }  # fmt: skip


@given(
    st.lists(
        st.tuples(st.sampled_from([None, "a", "b", "c"]), st.sampled_from([None, "x", "y", "z"])),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_owners_do_not_depend_on_the_order_of_the_parts(
    marks: list[tuple[str | None, str | None]], dice: object
) -> None:
    parts = [(f"{number:02d}", *mark) for number, mark in enumerate(marks)]
    shuffled = list(parts)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert owners(shuffled) == owners(parts)


# ----- days


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ()),
        ({"announced_on": date(2026, 2, 14)}, ()),
        ({"announced_on": date(2026, 2, 15)}, ("vote-notice-short",)),
        ({"announced_on": date(2026, 3, 2)}, ("vote-notice-after",)),
        ({"announced_on": None}, ("vote-notice-missing",)),
        ({"announced_on": None, "matter": Matter.OWN_APPLICATION}, ()),
        ({"last": None}, ("vote-dates-missing",)),
        ({"last": date(2026, 2, 28)}, ("vote-dates-order",)),
    ],
)
def test_l3_art_14_fifteen_days_of_notice(
    changes: dict[str, object], codes: tuple[str, ...]
) -> None:
    assert date_findings(replace(FACTS, **changes)) == codes  # type: ignore[arg-type]


def test_a_vote_is_not_closed_while_somebody_still_has_time() -> None:
    assert closing_refusal(FACTS, date(2026, 3, 9)) == "vote-still-running"
    assert closing_refusal(FACTS, date(2026, 3, 10)) == ""
    assert closing_refusal(replace(FACTS, first=None), date(2026, 3, 10)) == "vote-dates-missing"


# ----- frozen inputs and words


def _part(number: str, owner: str, area: int = 100) -> Part:
    return Part(number, f"1-1-{number}", owner, area, AreaBasis.REGISTER if area else None)


def test_inputs_are_read_back_as_they_were_frozen() -> None:
    parts = (_part("1", "1"), _part("2", "1", 0))
    ballots = (BallotFacts("b", "1", 1, 3, 3, True, date(2026, 3, 2)),)
    facts = replace(FACTS, scheme_share=Decimal("80.50"), rule_set=RuleSet.SCHEME)
    text = inputs_text(facts, parts, ballots)
    assert read_inputs(text) == (facts, parts, ballots)
    assert digest(text) == digest(inputs_text(facts, parts, ballots))
    with pytest.raises(ValueError, match="no inputs"):
        read_inputs("{}")


def test_a_recount_names_what_it_counts_differently() -> None:
    ballots = [BallotFacts("b", "1", 1, 1, 1, False, date(2026, 3, 2))]
    before = [_part("1", "1"), _part("2", "2"), _part("3", "3")]
    after = [_part("1", "1", 120), _part("2", "2"), _part("4", "2"), _part("5", "5")]
    found = differences((before, count(FACTS, before, ballots)), (after, count(FACTS, after, [])))
    assert [(one.code, one.label, one.before, one.after) for one in found] == [
        ("vote-part-added", "1-1-4", None, 100),
        ("vote-part-added", "1-1-5", None, 100),
        ("vote-area-changed", "1-1-1", 100, 120),
        ("vote-voice-changed", "1-1-1", 1, 4),
        ("vote-part-gone", "1-1-3", 100, None),
    ]


def test_two_owners_become_one_is_named_at_both_doors() -> None:
    before = [_part("1", "1"), _part("2", "2")]
    after = [_part("1", "1"), _part("2", "1")]
    found = differences((before, count(FACTS, before, [])), (after, count(FACTS, after, [])))
    assert [(one.code, one.before, one.after) for one in found] == [
        ("vote-owner-changed", 1, 2),
        ("vote-owner-changed", 1, 2),
    ]


def test_the_rule_stands_on_the_result_in_the_words_of_the_law() -> None:
    text = rule_text(FACTS)
    assert "《中华人民共和国民法典》第二百七十八条" in text
    assert "专有部分面积占比三分之二以上的业主且人数占比三分之二以上的业主参与表决" in text
    assert "经参与表决专有部分面积四分之三以上的业主且参与表决人数四分之三以上的业主同意" in text
    before = rule_text(replace(FACTS, rule_set=RuleSet.REGULATION_2007, day=OLD))
    assert "经专有部分总面积三分之二以上的业主且业主总人数三分之二以上的业主同意" in before
    own = replace(
        FACTS, rule_set=RuleSet.SCHEME, scheme_share=Decimal(95), scheme_document="黄改〔2020〕3号"
    )
    assert "改造方案（黄改〔2020〕3号），经专有部分总面积95%以上" in rule_text(own)
    assert "第二百七十八条" in rule_text(own)
    applying = rule_text(replace(FACTS, matter=Matter.OWN_APPLICATION))
    assert "不需业主共同决定" in applying
