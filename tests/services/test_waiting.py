"""What merges left open and what laptops wrote apart wait in one list and are settled there."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from desktop.services.agenda import Agenda
from desktop.services.exchange_log import ExchangeLog
from desktop.services.gates import Gates
from desktop.services.money import Money
from desktop.services.verdicts import Verdicts
from desktop.services.waiting import Waiting
from tests.support.joined_laptops import Laptop, laptops

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[list[str], Laptop, Laptop]]:
    """Eight households, and two of them written apart on two laptops."""
    office, doors, (a, b) = laptops(tmp_path, 2)
    for number in (0, 1):
        a.do("household", doors[number], phone=f"1390000000{number}")
        b.do("household", doors[number], phone=f"1391111111{number}")
    a.take(b.hand())
    yield doors, a, b
    for ledger in office.opened:
        ledger.abandon()


def waiting(laptop: Laptop) -> Waiting:
    ids = (f"{number:032x}" for number in itertools.count(10**6))
    return Waiting(laptop.ledger, laptop.ledger.clock, lambda: next(ids))


def test_what_laptops_wrote_apart_is_listed_with_both_values(
    two: tuple[list[str], Laptop, Laptop],
) -> None:
    doors, a, _ = two
    found = waiting(a).open()
    assert {one.record_id for one in found} == set(doors[:2])
    first = next(one for one in found if one.record_id == doors[0])
    assert (first.source, first.field, first.base) == ("parcel", "phone", "13800000100")
    assert {first.ours, first.theirs} == {"13900000000", "13911111110"}
    assert first.label
    assert first.quarter
    assert first.who == "负责人"
    assert waiting(a).count() == 2


def test_theirs_and_a_third_value_end_them(two: tuple[list[str], Laptop, Laptop]) -> None:
    doors, a, _ = two
    service = waiting(a)
    by_record = {one.record_id: one for one in service.open()}
    first, second = by_record[doors[0]], by_record[doors[1]]
    assert service.settle([first.id], "theirs")["settled"] == 1
    assert a.value("household", doors[0], "phone") == first.theirs
    assert service.settle([second.id], "value", "13922222222")["settled"] == 1
    assert a.value("household", doors[1], "phone") == "13922222222"
    assert service.count() == 0
    assert service.settle([first.id], "ours") == {"settled": 0, "skipped": 1, "problems": []}


def test_both_kinds_are_settled_together_and_counted_on_the_start_page(
    two: tuple[list[str], Laptop, Laptop],
) -> None:
    doors, a, _ = two
    ledger = a.ledger
    with ledger.unit_of_work("merge") as work:
        work.insert(
            "merge_question",
            [
                {
                    "source": "workbook", "record_kind": "household", "record_id": doors[2],
                    "field": "owner_name", "base": "", "ours": "", "theirs": "王表格",
                    "reason": "conflict-both-changed", "state": 1,
                }
            ],
        )  # fmt: skip
    service, money = waiting(a), Money(ledger, ledger.clock)
    agenda = Agenda(ledger, ledger.clock, Gates(ledger, ledger.clock, Verdicts(ledger)), money)
    (line,) = [item for item in agenda.items() if item.due.kind == "merge-question"]
    assert line.due.subject == "3"
    ids = [one.id for one in service.open()]
    assert service.settle(ids, "theirs") == {"settled": 3, "skipped": 0, "problems": []}
    assert a.value("household", doors[2], "owner_name") == "王表格"
    assert [item for item in agenda.items() if item.due.kind == "merge-question"] == []


def test_an_export_knows_whether_it_came_back(two: tuple[list[str], Laptop, Laptop]) -> None:
    _, a, _ = two
    ledger = a.ledger
    moment = ledger.clock.now()
    with ledger.unit_of_work("export") as work:
        one, _two = work.insert(
            "exchange",
            [
                {
                    "direction": "out", "export_code": code, "scope": "[]", "made_at": moment,
                    "summary": '{"households": 8, "return_by": "2026-04-01"}',
                }
                for code in ("A1", "B2")
            ],
        )  # fmt: skip
        work.insert("exchange", [{"direction": "in", "export_code": "A1", "made_at": moment}])
    log = ExchangeLog(ledger)
    found = {row.code: row for row in log.exports()}
    assert (found["A1"].returned_at, found["A1"].returns) == (moment, 1)
    assert (found["B2"].returned_at, found["B2"].returns) == (None, 0)
    assert str(found["B2"].return_by) == "2026-04-01"
    assert found["B2"].households == 8
    exported = log.export(one)
    assert exported is not None
    assert exported.code == "A1"
    assert log.export("nobody") is None
