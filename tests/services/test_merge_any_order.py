"""The laws of the merge, held on a real ledger: any order, twice is once, nothing stands twice."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.merge_office import HOUSEHOLDS, Street, new_row, street, street_made, typed

if TYPE_CHECKING:
    from tests.support.workbooks import Cells

__all__ = ["street", "street_made"]

QUICK = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ROOMS = [(building, room) for building in ("1", "2", "7") for room in ("101", "201", "301", "401")]
FIELDS: dict[str, list[Any]] = {
    "household.owner_name": ["甲", "乙", "丙"],
    "household.phone": ["13900000001", "13900000002"],
    "household.remarks": ["东户", ""],
    "household.floor": [1.0, 2.0, "顶层"],
    "household.consent_w": ["同意", "不同意"],
    "water_meter.verified_on": ["2024年3月5日", "2025/6/7", "5/3/24"],
    "water_meter.first_reading": [12.5, "３.25"],
    "electricity_meter.asset_no": ["E-{room}-{building}"],
}
EDITS = st.dictionaries(
    st.tuples(st.sampled_from(ROOMS), st.sampled_from(list(FIELDS))), st.integers(0, 2), max_size=8
)


def _edited(cells: Cells, edits: dict[Any, int]) -> Cells:
    for ((building, room), key), pick in edits.items():
        choices = FIELDS[key]
        value = choices[pick % len(choices)]
        if isinstance(value, str):
            value = value.format(room=room, building=building)
        cells = typed(cells, (room, key, value), building=building)
    return cells


def _with_more(cells: Cells, name: str, *, new: bool, gone: str) -> Cells:
    """Add a household of this file's own, and ask for the deletion of one."""
    if new:
        cells = new_row(
            cells,
            quarter__name="东园",
            building__building_no=7.0,
            unit__unit_no="1",
            household__room_no=f"9{name}",
            household__owner_name=f"新户{name}",
            water_meter__body_no=f"N{name}",
        )
    return typed(cells, (gone, "row.action", "删除"), building="7") if gone else cells


def _shuffled(cells: Cells, seed: int) -> Cells:
    rows = cells[HOUSEHOLDS][2:]
    random.Random(seed).shuffle(rows)
    return {**cells, HOUSEHOLDS: [*cells[HOUSEHOLDS][:2], *rows]}


def _said(street: Street) -> dict[Any, Any]:
    """Return address → what the ledger says of household and meters; ids do not matter."""
    found: dict[Any, Any] = {}
    with street.ledger.reader() as connection:
        for row in connection.exec_driver_sql(
            "SELECT b.building_no, h.room_no, h.owner_name, h.phone, h.remarks, h.floor, "
            "h.consent_w, h.consented_on, h.id FROM household h JOIN building b "
            "ON b.id = h.building_id WHERE h.deleted = 0"
        ).all():
            meters = [
                tuple(meter)
                for kind, number in (("water_meter", "body_no"), ("electricity_meter", "asset_no"))
                for meter in connection.exec_driver_sql(
                    f"SELECT {number}, verified_on, first_reading, expires_on FROM {kind} "
                    "WHERE household_id = ? AND deleted = 0",
                    (row[8],),
                )
            ]
            found[tuple(row[:2])] = (tuple(row[2:8]), sorted(meters))
    return found


def _questions(street: Street) -> Counter[Any]:
    return Counter((q.label, q.field, q.theirs, q.reason) for q in street.questions.open())


def _back_to(street: Street, length: int) -> None:
    """Undo everything since, newest first."""
    while (last := street.journal.undoable()) is not None and last.number > length:
        street.journal.undo()


@QUICK
@given(EDITS, EDITS, st.booleans(), st.booleans(), st.integers(0, 99))
def test_files_that_do_not_conflict_end_in_the_same_ledger_in_any_order(
    street: Street, one: Any, other: Any, new: bool, gone: bool, seed: int
) -> None:
    other = {place: pick for place, pick in other.items() if place[0] not in {p for p, _ in one}}
    start = street.journal.length()
    cells = street.first()
    first = _with_more(_edited(cells, one), "1", new=new, gone="")
    taken = {place for place, _ in (*one, *other)}
    alone = "401" if gone and ("7", "401") not in taken else ""
    second = _shuffled(_with_more(_edited(cells, other), "2", new=True, gone=alone), seed)
    ends = []
    for files in ((first, second), (second, first)):
        for file in files:
            street.merge(file)
        ends.append((_said(street), _questions(street)))
        _back_to(street, start)
    assert ends[0] == ends[1]


@QUICK
@given(EDITS, st.booleans(), st.integers(0, 99))
def test_twice_is_once_and_the_order_of_rows_does_not_matter(
    street: Street, edits: Any, new: bool, seed: int
) -> None:
    start = street.journal.length()
    book = _with_more(_edited(street.first(), edits), "1", new=new, gone="")
    street.merge(book)
    once, asked, length = _said(street), _questions(street), street.journal.length()
    street.merge(book)
    again = street.merge(_shuffled(book, seed))
    assert again["applied"] == {"fields": 0, "inserted": 0, "deleted": 0}
    assert (_said(street), _questions(street)) == (once, asked)
    assert street.journal.length() == length
    _back_to(street, start)
    street.merge(_shuffled(book, seed))
    assert (_said(street), _questions(street)) == (once, asked)
    _back_to(street, start)


NUMBERS = st.dictionaries(
    st.sampled_from(ROOMS), st.sampled_from([f"00W{n:09d}" for n in range(1, 6)]), max_size=6
)


@QUICK
@given(NUMBERS, NUMBERS)
def test_no_merge_makes_a_number_stand_twice(street: Street, here: Any, there: Any) -> None:
    start = street.journal.length()
    cells = street.first()
    for (building, room), number in here.items():
        street.editing.set_field("water_meter", street.meter(room, building), "body_no", number)
    before = _numbers(street)
    book = cells
    for (building, room), number in there.items():
        book = typed(book, (room, "water_meter.body_no", number), building=building)
    for choice in ("leave", "theirs"):
        street.merge(book, choice)
        for number, count in _numbers(street).items():
            assert count <= max(1, before[number])
    street.questions.settle([q.id for q in street.questions.open()], "theirs")
    assert all(count <= max(1, before[number]) for number, count in _numbers(street).items())
    _back_to(street, start)


def _numbers(street: Street) -> Counter[str]:
    with street.ledger.reader() as connection:
        return Counter(
            row[0]
            for row in connection.exec_driver_sql(
                "SELECT body_no FROM water_meter WHERE deleted = 0"
            )
        )
