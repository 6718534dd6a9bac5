"""What a person froze stays: a closed vote and its ballots, a decided acceptance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.codes import OperatorRole
from desktop.kernel.errors import RefusedError
from desktop.services.frozen import refuse_undo
from desktop.services.registers import Registers
from tests.services.test_votes import House

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def _refused(act: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as refused:
        act()
    return refused.value.code


def test_a_closed_vote_and_its_ballots_refuse_every_other_way_of_writing(house: House) -> None:
    house.say(1, 1, 1, 1, 1, 1)
    ballot = _ballots(house)[0]
    house.votes.close(house.vote)
    before = house.final()
    registers = Registers(house.ledger, house.office.clock)
    for act in (
        lambda: house.editing.set_field("vote", house.vote, "vote_to", "2026-03-02"),
        lambda: house.editing.set_field("ballot", ballot, "choice", "2"),
        lambda: house.editing.remove("ballot", ballot),
        lambda: house.editing.add("ballot", {"vote_id": house.vote, "choice": 1}),
        lambda: house.editing.change_many("x", updates={"ballot": [(ballot, {"choice": 2})]}),
        lambda: registers.add("ballot", {"vote_id": house.vote, "choice": 1}),
        lambda: registers.remove("vote", house.vote),
        lambda: registers.remove("vote_count", _count(house)),
    ):
        assert _refused(act) == "vote-closed"
    assert house.final() == before


def test_a_ballot_of_an_open_vote_cannot_be_moved_into_a_closed_one(house: House) -> None:
    house.say(1, 1, 1, 1, 1, 1)
    house.votes.close(house.vote)
    other = house.open()
    house.say(1, vote=other)
    moved = _ballots(house, other)[0]
    act = lambda: house.editing.set_field("ballot", moved, "vote_id", house.vote)  # noqa: E731
    assert _refused(act) == "vote-closed"
    house.editing.set_field("ballot", moved, "choice", "2")


def test_only_a_leader_takes_a_closing_back_and_nobody_repeats_it_blindly(house: House) -> None:
    house.say(1, 1, 1, 1, 1, 1)
    house.votes.close(house.vote)
    with house.ledger.reader() as connection:
        newest = connection.exec_driver_sql("SELECT max(number) FROM journal_operation")
        number, clerk = int(newest.scalar_one()), OperatorRole.SURVEYOR
        assert _refused(lambda: refuse_undo(connection, number, clerk)) == "frozen-undo-leader"
        assert _refused(lambda: refuse_undo(connection, number - 1, clerk)) == "vote-closed"
    house.editing.undo()
    assert house.value("vote", house.vote, "closed_at") is None
    assert _refused(house.editing.redo) == "frozen-redo"
    house.say(2)
    house.votes.close(house.vote)


def test_a_count_beside_the_frozen_one_may_be_taken_back(house: House) -> None:
    house.say(1, 1, 1, 1, 1, 1)
    house.votes.close(house.vote)
    house.votes.recount(house.vote)
    house.editing.undo()
    assert house.value("vote", house.vote, "closed_at")


def _ballots(house: House, vote: str = "") -> list[str]:
    with house.ledger.reader() as connection:
        found = connection.exec_driver_sql(
            "SELECT id FROM ballot WHERE vote_id = ? ORDER BY id", (vote or house.vote,)
        )
        return [str(one) for one in found.scalars()]


def _count(house: House) -> str:
    with house.ledger.reader() as connection:
        return str(connection.exec_driver_sql("SELECT id FROM vote_count").scalar_one())


def test_a_decided_acceptance_and_its_checks_stay_as_they_are(house: House) -> None:
    with house.ledger.unit_of_work("decided") as work:
        record = {"quarter_id": house.quarter, "utility": "W", "inputs_sha256": "00"}
        (acceptance,) = work.insert("acceptance", [record])
        (check,) = work.insert("acceptance_check", [{"acceptance_id": acceptance, "result": 1}])
    for act in (
        lambda: house.editing.set_field("acceptance", acceptance, "outcome", "1"),
        lambda: house.editing.set_field("acceptance_check", check, "result", "2"),
        lambda: house.editing.add("acceptance_notice", {"acceptance_id": acceptance}),
    ):
        assert _refused(act) == "acceptance-decided"


def test_the_quarter_keeps_in_step_with_a_committee_however_it_is_written(house: House) -> None:
    house.editing.add("committee", {"quarter_id": house.quarter, "state": 2})
    assert house.value("quarter", house.quarter, "committee_state") == 2
    with house.ledger.reader() as connection:
        committee = str(connection.exec_driver_sql("SELECT id FROM committee").scalar_one())
    house.editing.change_many("x", updates={"committee": [(committee, {"state": 3})]})
    assert house.value("quarter", house.quarter, "committee_state") == 3
    house.editing.remove("committee", committee)
    assert house.value("quarter", house.quarter, "committee_state") is None
