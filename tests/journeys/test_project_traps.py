"""The oldest traps: facts of their own time, and what was frozen before the ledger moved on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.domain.codes import Choice
from desktop.domain.project_codes import AcceptanceOutcome, Matter, RuleSet, Trade
from desktop.kernel.errors import RefusedError
from desktop.services.demo.acceptance import accept_quarter
from desktop.storage.doctor import check
from desktop.storage.journal import Journal
from tests.support.project_office import ProjectOffice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.services.vote_counting import VoteReport

YES, NO = int(Choice.YES), int(Choice.NO)


@pytest.fixture
def open_place(tmp_path: Path) -> Iterator[Callable[[date], ProjectOffice]]:
    made: list[ProjectOffice] = []

    def open_on(day: date) -> ProjectOffice:
        made.append(ProjectOffice(tmp_path, day))
        return made[-1]

    yield open_on
    for place in made:
        place.close()


def hold(
    place: ProjectOffice,
    last: date,
    choices: list[int],
    matter: Matter = Matter.REBUILD_FACILITIES,
) -> str:
    """Hold a vote that ends on ``last`` and close it the day after."""
    vote_id, _ = place.office.votes.open(
        place.quarter_id,
        {
            "matter": int(matter),
            "announced_on": last - timedelta(days=30),
            "vote_from": last - timedelta(days=7),
            "vote_to": last,
        },
    )
    given = {door.id: choice for door, choice in zip(place.doors, choices, strict=False)}
    place.calendar.turn_to(last)
    place.office.votes.take(vote_id, given)
    place.calendar.turn_to(last + timedelta(days=1))
    place.office.votes.close(vote_id)
    return vote_id


@pytest.mark.parametrize(
    ("last", "rule_set", "passed"),
    [
        # Two thirds of all owners are enough by the law of 2007 (L3 12) …
        (date(2020, 12, 31), RuleSet.REGULATION_2007, True),
        # … but not three quarters of those taking part (Civil Code 278), a day later.
        (date(2021, 1, 1), RuleSet.CIVIL_CODE, False),
    ],
)
def test_the_same_ballots_are_judged_by_the_law_of_their_day(
    open_place: Callable[[date], ProjectOffice], last: date, rule_set: RuleSet, passed: bool
) -> None:
    place = open_place(date(2020, 11, 1))
    vote_id = hold(place, last, [YES] * 8 + [NO] * 4)
    report = place.office.votes.result(vote_id)
    assert report.vote["rule_set"] == rule_set
    assert report.result.passed is passed
    place.calendar.turn_to(date(2026, 3, 1))
    later = place.office.votes.result(vote_id)
    assert later.result == report.result
    assert place.office.votes.compare(vote_id).now.result.passed is passed


def test_owners_who_stay_away_sink_a_new_vote_but_not_an_old_one(
    open_place: Callable[[date], ProjectOffice],
) -> None:
    place = open_place(date(2020, 11, 1))
    old = hold(place, date(2020, 12, 20), [YES] * 7, Matter.OTHER)
    assert place.office.votes.result(old).result.passed
    new = hold(place, date(2021, 2, 20), [YES] * 7, Matter.OTHER)
    assert not place.office.votes.result(new).result.passed


def state(report: VoteReport) -> tuple[object, ...]:
    result = report.result
    return result.passed, result.area, result.heads


def frozen_row(place: ProjectOffice, vote_id: str) -> tuple[object, ...]:
    (row,) = [r for r in place.office.registers.rows("vote_count", vote_id) if r["final"]]
    return tuple(row[name] for name in ("result", "rule_text", "inputs", "inputs_sha256"))


def test_a_household_split_after_the_closing_changes_no_frozen_result(
    open_place: Callable[[date], ProjectOffice],
) -> None:
    place = open_place(date(2026, 1, 5))
    vote_id = hold(place, date(2026, 3, 1), [YES] * 9 + [NO] * 3)
    before, kept = state(place.office.votes.result(vote_id)), frozen_row(place, vote_id)
    door = place.doors[0]
    place.type_in("household", door.id, "title_area", "40")
    unit = place.office.registers.rows("unit")[0]["id"]
    place.office.registers.add(
        "household",
        {
            "unit_id": unit,
            "floor": 1,
            "room_no": "101乙",
            "owner_name": "新业主",
            "title_area": Decimal(40),
        },
    )
    assert state(place.office.votes.result(vote_id)) == before
    assert frozen_row(place, vote_id) == kept
    both = place.office.votes.compare(vote_id)
    assert state(both.frozen) == before
    assert (both.frozen.result.heads.total, both.now.result.heads.total) == (12, 13)
    assert both.frozen.result.area.total == both.now.result.area.total
    assert both.now.result.area.yes == before[1].yes - 4000  # type: ignore[attr-defined]


def test_owners_merged_after_the_closing_change_no_frozen_result(
    open_place: Callable[[date], ProjectOffice],
) -> None:
    place = open_place(date(2026, 1, 5))
    vote_id = hold(place, date(2026, 3, 1), [YES] * 9 + [NO] * 3)
    before, kept = state(place.office.votes.result(vote_id)), frozen_row(place, vote_id)
    place.office.votes.same_owner([door.id for door in place.doors[:4]])
    assert frozen_row(place, vote_id) == kept
    both = place.office.votes.compare(vote_id)
    assert state(both.frozen) == before
    assert (both.frozen.result.heads.yes, both.now.result.heads.yes) == (9, 6)
    place.office.votes.recount(vote_id)
    assert frozen_row(place, vote_id) == kept
    assert len(place.office.registers.rows("vote_count", vote_id)) == 2
    assert Journal(place.ledger).verify() is None
    assert [finding.name for finding in check(place.ledger) if not finding.ok] == []


def test_a_frozen_acceptance_keeps_what_the_ledger_said_then(
    open_place: Callable[[date], ProjectOffice],
) -> None:
    place = open_place(date(2026, 1, 5))
    place.survey()
    hold(place, date(2026, 3, 1), [YES] * 11)
    place.calendar.turn_to(date(2026, 6, 20))
    place.build(date(2026, 6, 1))
    outcome, acceptance_id = accepted(place)
    acceptances = place.office.acceptances
    (before,) = place.office.registers.rows("acceptance")
    (meter, *_) = [
        row for row in place.office.registers.rows("water_meter") if not row["parent_id"]
    ]
    place.type_in("water_meter", str(meter["id"]), "expires_on", "2026-01-01")
    place.type_in("water_meter", str(meter["id"]), "position", "1")
    assert place.office.registers.rows("acceptance") == [before]
    assert acceptances.outcomes()[place.quarter_id]["W"] == outcome
    with pytest.raises(RefusedError, match="acceptance-decided"):
        acceptances.decide(acceptance_id, AcceptanceOutcome.PASSED)
    assert acceptances.sheet(acceptance_id).outcome is outcome


def accepted(place: ProjectOffice) -> tuple[AcceptanceOutcome, str]:
    """Accept the water works as they are; papers are missing, so they fail by their key items."""
    outcome = accept_quarter(place.office, place.quarter_id, Trade.WATER, date(2026, 6, 19))
    (row,) = place.office.acceptances.of_quarter(place.quarter_id)
    return outcome, row.id
