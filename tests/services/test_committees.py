"""The owners' committee: filed in time, and the quarter shows how it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.codes import CommitteeState
from desktop.domain.committee import committee_findings, standing
from desktop.services.committees import Committees
from desktop.services.editing import Editing
from desktop.services.parameters import Parameters
from desktop.services.registers import Registers
from tests.support.small_office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger

TODAY = date(2026, 3, 5)


def _codes(committee: dict[str, Any], *, party: bool = True, days: int = 30) -> list[str]:
    members = [{"party_member": party}]
    return [found.code for found in committee_findings(committee, members, TODAY, days)]


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"elected_on": date(2026, 2, 20)}, ["committee-to-file"]),
        ({"elected_on": date(2026, 2, 3)}, ["committee-to-file"]),
        ({"elected_on": date(2026, 2, 2)}, ["committee-filing-overdue"]),
        ({"elected_on": date(2026, 1, 1), "filed_on": date(2026, 1, 31)}, []),
        ({"elected_on": date(2026, 1, 1), "filed_on": date(2026, 2, 1)}, ["committee-filed-late"]),
        (
            {"elected_on": date(2026, 1, 9), "filed_on": date(2026, 1, 1)},
            ["committee-filed-before"],
        ),
        ({"term_to": date(2026, 3, 4)}, ["committee-term-over"]),
        ({"term_to": TODAY}, []),
        ({"state": 4}, ["committee-acting-body"]),
        ({"state": 4, "acting_body": "居民自治小组"}, []),
        ({"state": 3}, ["committee-filed-without-date"]),
    ],
)
def test_a_committee_is_filed_within_thirty_days_of_its_election(
    facts: dict[str, Any], codes: list[str]
) -> None:
    assert _codes(facts) == codes


def test_the_plan_wants_party_members_on_the_committee() -> None:
    assert _codes({}, party=False) == ["committee-no-party-member"]


def test_the_committee_elected_last_stands_for_the_quarter() -> None:
    old: Record = {"elected_on": date(2020, 1, 1), "state": 3, "filed_on": date(2020, 1, 20)}
    new: Record = {"elected_on": date(2026, 1, 1), "state": 2}
    assert standing([new, old]) == (2, None)
    assert standing([old]) == (3, date(2020, 1, 20))
    assert standing([]) == (None, None)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def ledger(office: Office) -> Ledger:
    return office.create()


def test_the_quarter_follows_its_committee_in_the_same_operation(
    office: Office, ledger: Ledger
) -> None:
    with ledger.unit_of_work("quarter") as work:
        (quarter,) = work.insert("quarter", [{"name": "一村", "committee_state": 0}])
    registers, editing = Registers(ledger, office.clock), Editing(ledger, office.clock)

    def shown() -> tuple[Any, Any]:
        (row,) = registers.rows("quarter")
        return row["committee_state"], row["committee_filed_on"]

    committee, added = registers.add("committee", {"quarter_id": quarter, "state": 2})
    assert shown() == (CommitteeState.FORMED, None)
    assert added.touches("quarter")
    editing.set_field("committee", committee, "state", "3")
    editing.set_field("committee", committee, "filed_on", "2026-02-01")
    assert shown() == (CommitteeState.FILED, date(2026, 2, 1))
    editing.undo()
    assert shown() == (CommitteeState.FILED, None)
    editing.undo()
    editing.undo()
    assert shown() == (0, None)


def test_without_its_committee_a_quarter_does_not_stay_filed(
    office: Office, ledger: Ledger
) -> None:
    with ledger.unit_of_work("quarter") as work:
        (quarter,) = work.insert("quarter", [{"name": "一村"}])
    registers, editing = Registers(ledger, office.clock), Editing(ledger, office.clock)
    committee, _ = registers.add("committee", {"quarter_id": quarter, "state": 3})
    registers.remove("committee", committee)
    assert registers.rows("quarter")[0]["committee_state"] is None
    editing.undo()
    assert registers.rows("quarter")[0]["committee_state"] == CommitteeState.FILED


def test_the_days_to_file_are_those_of_the_day_of_election(office: Office, ledger: Ledger) -> None:
    with ledger.unit_of_work("quarter") as work:
        (quarter,) = work.insert("quarter", [{"name": "一村"}])
    registers = Registers(ledger, office.clock)
    Parameters(ledger, office.clock).set(
        "committee-filing-days", "10", valid_from=date(2026, 2, 20)
    )
    values: Record = {"quarter_id": quarter, "elected_on": date(2026, 2, 10)}
    first, _ = registers.add("committee", values)
    second, _ = registers.add("committee", {**values, "elected_on": date(2026, 2, 21)})
    found = Committees(ledger, office.clock).findings(quarter)
    assert [finding.details["last"] for finding in found[first]] == ["2026-03-12"]
    assert [finding.details["last"] for finding in found[second]] == ["2026-03-03"]
