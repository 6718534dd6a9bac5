"""Answers are read by their fields, whatever is typed; an answer about the works carries a date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.consent_marks import consent_marks
from desktop.domain.door_answers import AnswerProblem, DoorAnswers, answerable, read_answers
from desktop.domain.fields import Kind
from desktop.domain.meter_due import due_date

if TYPE_CHECKING:
    from desktop.domain.values import Value

TODAY = date(2026, 3, 5)
KINDS = {"household": "household", "water": "water_meter", "electricity": "electricity_meter"}
FIELDS = [(part, field.name) for part, kind in KINDS.items() for field in answerable(kind)]
UNSAID = {None, 4}


def test_everyday_names_stand_for_the_fields_of_each_meter() -> None:
    read = read_answers(
        DoorAnswers(
            water={"number": "Ｗ１", "seal": "S", "reading": "1,234.5", "id": "m1"},
            electricity={"number": "E1", "seal": "T", "reading": ""},
        )
    )
    water, power = read.meters["water_meter"], read.meters["electricity_meter"]
    assert water.values == {"body_no": "W1", "seal_plastic": "S"}
    assert (water.reading, water.meter_id) == (Decimal("1234.500"), "m1")
    assert power.values == {"asset_no": "E1", "seal_meter": "T"}
    assert (power.reading, power.reading_given, power.meter_id) == (None, True, None)


def test_a_meter_of_which_nothing_is_said_is_not_made() -> None:
    silent = read_answers(DoorAnswers(water={"number": "", "reading": None}))
    assert not silent.meters["water_meter"].says_something
    assert silent.meters["water_meter"]
    assert not silent.meters["electricity_meter"]


@given(st.sampled_from(FIELDS), st.one_of(st.text(max_size=30), st.integers(), st.none()))
def test_any_answer_is_read_or_told_by_its_field(place: tuple[str, str], raw: object) -> None:
    part, name = place
    try:
        read = read_answers(DoorAnswers(**{part: {name: raw}}))  # type: ignore[arg-type]
    except AnswerProblem as problem:
        found = (problem.kind, problem.field)
        expected = (KINDS[part], name)
        assert found == expected
        return
    values = read.household if part == "household" else read.meters[KINDS[part]].values
    assert set(values) == {name}


def test_no_place_no_link_and_nothing_computed_can_be_answered() -> None:
    names = {name for _, name in FIELDS}
    assert not names & {"floor", "room_no", "unit_id", "household_id", "parent_id", "expires_on"}
    for kind in KINDS.values():
        assert all(field.kind is not Kind.REFERENCE for field in answerable(kind))
    with pytest.raises(AnswerProblem, match="field-unknown"):
        read_answers(DoorAnswers(household={"number": "1"}))


CHOICES = st.sampled_from([None, 1, 2, 3, 4])


@given(
    st.fixed_dictionaries(
        {"consent_w": CHOICES, "consent_e": CHOICES, "consent_basis": st.sampled_from([None, 1])}
    ),
    st.fixed_dictionaries(
        {},
        optional={
            "consent_w": CHOICES,
            "consent_e": CHOICES,
            "visit_state": st.sampled_from([1, 3, 4]),
        },
    ),
)
def test_an_answer_has_a_date_and_silence_has_neither_date_nor_basis(
    before: dict[str, Value], said: dict[str, Value]
) -> None:
    marks = consent_marks(before, said, TODAY)
    after = {**before, **said, **marks}
    answers = [after["consent_w"], after["consent_e"]]
    changed = [n for n in ("consent_w", "consent_e") if n in said and said[n] != before[n]]
    assert bool(marks) == bool(changed)
    if not changed:
        return
    if set(answers) <= UNSAID:
        assert (after["consented_on"], after["consent_basis"]) == (None, None)
        return
    assert after["consented_on"] == TODAY
    if said.get("visit_state") == 4:
        assert after["consent_basis"] == 4
    elif any(before[name] not in UNSAID for name in changed):
        assert after["consent_basis"] is None
    else:
        assert after["consent_basis"] == before["consent_basis"]


def test_what_is_said_about_date_and_basis_comes_first() -> None:
    said: dict[str, Value] = {"consent_w": 1, "consented_on": date(2026, 1, 1), "consent_basis": 1}
    assert consent_marks({"consent_w": 2}, said, TODAY) == {}


def test_the_due_date_is_decided_only_by_what_it_depends_on() -> None:
    before: dict[str, Value] = {"verified_on": date(2024, 2, 29), "dn": 15}
    assert due_date("water_meter", before, {"remarks": "x"}) == {}
    assert due_date("water_meter", before, {"dn": 40}) == {"expires_on": date(2028, 2, 29)}
    assert due_date("water_meter", before, {"q3": Decimal(25)}) == {"expires_on": date(2026, 2, 28)}
    assert due_date("electricity_meter", before, {"dn": 40}) == {}
    assert due_date("electricity_meter", {}, {"verified_on": None}) == {"expires_on": None}
