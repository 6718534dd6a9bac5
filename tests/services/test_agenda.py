"""What is late stands on the agenda until it is done, the longest late first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.agenda import AHEAD, PLACES, Due, agenda
from desktop.domain.codes import Stage
from desktop.services.agenda import Agenda
from desktop.services.gates import Gates
from desktop.services.money import Money
from desktop.services.registers import Registers
from desktop.services.verdicts import Verdicts
from tests.support.small_office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger

TODAY = date(2026, 3, 5)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def ledger(office: Office) -> Ledger:
    return office.create()


@pytest.fixture
def quarter(ledger: Ledger) -> str:
    with ledger.unit_of_work("quarter") as work:
        return work.insert("quarter", [{"name": "一村", "quarter_code": "Q"}])[0]


def _kinds(office: Office, ledger: Ledger) -> dict[str, int]:
    gates = Gates(ledger, office.clock, Verdicts(ledger))
    items = Agenda(ledger, office.clock, gates, Money(ledger, office.clock)).items()
    return {item.due.kind: item.late_days for item in items}


@pytest.mark.parametrize(
    ("kind", "record", "done", "shown"),
    [
        ("finding", {"what": "x", "due_on": date(2026, 3, 1)}, {"state": 3}, ("finding", 4)),
        ("meeting_decision", {"decision": "x", "due_on": TODAY}, {"done_on": TODAY},
         ("meeting_decision", 0)),
        ("voice", {"number": "1", "received_on": date(2026, 2, 10)}, {"answered_on": TODAY},
         ("voice", 8)),
        ("supervision_order", {"task": "x", "due_on": date(2026, 3, 15)}, {"replied_on": TODAY},
         ("supervision_order", 0)),
        ("committee", {"elected_on": date(2026, 1, 1)}, {"filed_on": TODAY},
         ("committee-filing", 33)),
        ("stage_paper", {"stage": 2, "paper": "水改预算", "due_on": date(2026, 3, 2)},
         {"dated_on": TODAY}, ("stage-paper", 3)),
        ("vote", {"matter": 1, "vote_to": date(2026, 3, 4), "announced_on": date(2026, 2, 1)},
         {"deleted": True}, ("vote-close", 1)),
    ],
)  # fmt: skip
def test_each_dated_thing_waits_on_the_agenda_until_it_is_done(
    office: Office, ledger: Ledger, quarter: str, kind: str, record: Record, done: Record,
    shown: tuple[str, int],
) -> None:  # fmt: skip
    entity, _ = Registers(ledger, office.clock).add(kind, {"quarter_id": quarter, **record})
    assert shown[0] in _kinds(office, ledger)
    assert _kinds(office, ledger)[shown[0]] == shown[1]
    with ledger.unit_of_work("done") as work:
        work.update(kind, entity, done)
    assert shown[0] not in _kinds(office, ledger)


def test_a_late_stage_is_on_the_agenda(office: Office, ledger: Ledger, quarter: str) -> None:
    gates = Gates(ledger, office.clock, Verdicts(ledger))
    gates.enter("Q", Stage.REVIEW)
    assert "stage" not in _kinds(office, ledger)
    with ledger.unit_of_work("late") as work:
        work.update("quarter", quarter, {"entered_on": date(2026, 1, 1)})
    assert _kinds(office, ledger)["stage"] == 33


@given(
    st.lists(
        st.builds(
            Due,
            st.sampled_from(sorted(PLACES)),
            st.sampled_from(["q", "gone", None]),
            st.dates(date(2026, 1, 1), date(2026, 6, 1)),
            st.just("x"),
        )
    )
)
def test_the_longest_late_comes_first_and_nothing_late_is_left_out(dues: list[Due]) -> None:
    items = agenda(dues, {"q": "一村"}, TODAY)
    days = [item.due.due_on for item in items]
    assert days == sorted(days)
    late = [due for due in dues if due.due_on < TODAY and due.quarter_id != "gone"]
    assert sum(item.late_days > 0 for item in items) == len(late)
    assert all(item.due.due_on <= TODAY + timedelta(days=60) for item in items)
    assert timedelta(days=60) > AHEAD


def test_what_merges_left_open_is_one_line_until_it_is_settled(
    office: Office, ledger: Ledger
) -> None:
    with ledger.unit_of_work("merge") as work:
        first, second, _ = work.insert("merge_question", [{"state": 1}, {"state": 1}, {"state": 2}])
    gates = Gates(ledger, office.clock, Verdicts(ledger))
    agenda_of = Agenda(ledger, office.clock, gates, Money(ledger, office.clock))
    (line,) = agenda_of.items()
    assert (line.due.subject, line.place) == ("2", ("exchange", "questions"))
    with ledger.unit_of_work("settle") as work:
        work.update("merge_question", first, {"state": 2})
        work.update("merge_question", second, {"state": 5})
    assert agenda_of.items() == []
