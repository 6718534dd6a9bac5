from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.codes import OperatorRole
from desktop.kernel.errors import HubiaoError, RefusedError
from desktop.storage import operators

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.storage.ledger import Ledger

Office = Any


def change(ledger: Ledger, household: str, **values: object) -> int:
    with ledger.unit_of_work("survey.set") as work:
        work.update("household", household, values)  # type: ignore[arg-type]
    return int(work.changes.operation or 0)


def tamper(ledger: Ledger, *statements: str) -> None:
    """Change the journal as somebody with the key and another program could."""
    driver = ledger._driver
    for table in ("operation", "entry"):
        for event in ("update", "delete"):
            driver.execute(f"DROP TRIGGER IF EXISTS keep_journal_{table}_{event}")
    for statement in statements:
        driver.execute(statement)


def test_an_insertion_is_one_entry_with_the_whole_row(
    ledger: Ledger, households: list[str]
) -> None:
    operation, entry = ledger.journal.history(households[0])[0]
    assert (operation.operator, operation.action, entry.action) == ("负责人", "fill", "I")
    assert entry.image["owner_name"] == "张伟明"
    assert entry.image["deleted"] is False


def test_an_update_is_one_entry_per_changed_field_with_its_parent(
    ledger: Ledger, households: list[str]
) -> None:
    change(ledger, households[0], title_area=Decimal("80.50"), floor=2)
    change(ledger, households[0], title_area=None)
    made, *updates = [entry for _, entry in ledger.journal.history(households[0])]
    assert sorted((entry.field, str(entry.old), str(entry.new)) for entry in updates) == [
        ("floor", "1", "2"),
        ("title_area", "80.50", "None"),
        ("title_area", "None", "80.50"),
    ]
    first = next(entry for entry in updates if entry.field == "title_area")
    assert first.parent == made.number
    assert updates[2].parent == first.number


def test_projections_are_not_journalled(ledger: Ledger, households: list[str]) -> None:
    change(ledger, households[0], room_no="999")
    fields = {entry.field for _, entry in ledger.journal.history(households[0])}
    assert fields == {"", "room_no"}


def test_the_journal_cannot_be_changed_from_inside(ledger: Ledger, households: list[str]) -> None:
    for statement in ("DELETE FROM journal_entry", "UPDATE journal_operation SET action = 'x'"):
        with pytest.raises(Exception, match="append only"):
            ledger._driver.execute(statement)


@pytest.mark.parametrize(
    ("statements", "wrong"),
    [
        (["UPDATE journal_entry SET new = 'x' WHERE operation = 4"], 4),
        (["UPDATE journal_entry SET old = 'x' WHERE operation = 5"], 5),
        (["UPDATE journal_entry SET entity_id = 'x' WHERE operation = 5"], 5),
        (["UPDATE journal_operation SET operator = 'x' WHERE number = 4"], 4),
        (["UPDATE journal_operation SET at = '2020' WHERE number = 5"], 5),
        (["UPDATE journal_operation SET undoes = 'x' WHERE number = 6"], 6),
        (["DELETE FROM journal_entry WHERE operation = 5"], 5),
        (["DELETE FROM journal_operation WHERE number = 4"], 4),
        (["DELETE FROM journal_operation WHERE number = 6"], 6),
        (
            [
                "UPDATE journal_entry SET operation = 99 WHERE operation = 4",
                "UPDATE journal_entry SET operation = 4 WHERE operation = 5",
                "UPDATE journal_entry SET operation = 5 WHERE operation = 99",
            ],
            4,
        ),
        (
            [
                (
                    "CREATE TEMP TABLE kept AS SELECT number, old, new FROM journal_entry "
                    "WHERE operation IN (4, 5)"
                ),
                (
                    "UPDATE journal_entry SET new = (SELECT new FROM kept WHERE number <> "
                    "journal_entry.number) WHERE operation IN (4, 5)"
                ),
            ],
            4,
        ),
    ],
)
def test_every_edit_deletion_and_swap_is_found_at_its_number(
    ledger: Ledger, households: list[str], statements: list[str], wrong: int
) -> None:
    for number in (4, 5, 6):
        assert change(ledger, households[0], remarks=str(number)) == number
    assert ledger.journal.verify() is None
    tamper(ledger, *statements)
    assert ledger.journal.verify() == wrong


def test_a_journal_cut_off_at_its_end_is_seen_by_the_anchor_alone(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    change(ledger, households[0], remarks="last")
    length = ledger.journal.length()
    ledger.close()
    with office.open() as again:
        tamper(
            again,
            f"DELETE FROM journal_entry WHERE operation = {length}",
            f"DELETE FROM journal_operation WHERE number = {length}",
        )
        assert again.journal.verify() is None
        again.abandon()
    with pytest.raises(HubiaoError) as caught:
        office.open()
    assert caught.value.code == "ledger-fewer-records"
    assert caught.value.details == {"now": length - 1, "before": length}


def test_the_base_is_what_the_export_had_seen(ledger: Ledger, households: list[str]) -> None:
    seen = ledger.journal.vector()
    change(ledger, households[0], owner_name="甲", phone="1")
    change(ledger, households[0], owner_name="乙")
    with ledger.unit_of_work("new") as work:
        made = work.insert("household", [{"room_no": "9"}])[0]
        work.update("household", made, {"room_no": "10"})
    base = ledger.journal.base_values("household", None, seen)
    assert base == {
        (households[0], "owner_name"): "张伟明",
        (households[0], "phone"): "13800000100",
        (made, ""): None,
    }
    assert ledger.journal.base_values("household", [made], seen) == {(made, ""): None}
    assert ledger.journal.base_values("unit", None, seen) == {}
    assert ledger.journal.base_values("household", None, ledger.journal.vector()) == {}


def test_undo_and_redo_walk_back_and_forth(
    ledger: Ledger, households: list[str], value_of: Callable[[str, str, str], object]
) -> None:
    for name in ("甲", "乙"):
        change(ledger, households[0], owner_name=name)
    steps = [ledger.journal.undo, ledger.journal.undo, ledger.journal.redo, ledger.journal.redo]
    seen = []
    for step in [*steps, ledger.journal.undo, ledger.journal.redo]:
        step()
        seen.append(value_of("household", households[0], "owner_name"))
    assert seen == ["甲", "张伟明", "甲", "乙", "甲", "乙"]
    assert ledger.journal.verify() is None


def test_redo_ends_when_something_new_was_done(ledger: Ledger, households: list[str]) -> None:
    change(ledger, households[0], floor=7)
    ledger.journal.undo()
    change(ledger, households[1], floor=8)
    with pytest.raises(RefusedError, match="redo-nothing"):
        ledger.journal.redo()


def test_undo_refuses_when_the_field_changed_since_and_names_who(
    office: Office, ledger: Ledger, households: list[str]
) -> None:
    number = change(ledger, households[0], phone="1", floor=4)
    operators.add(ledger, "小王", OperatorRole.SURVEYOR, "pw")
    ledger.close()
    with office.open("小王", "pw") as other:
        later = change(other, households[0], phone="2")
        with pytest.raises(RefusedError, match="undo-not-yours"):
            other.journal.undo(number)
    again = office.open()
    with pytest.raises(RefusedError) as caught:
        again.journal.undo(number)
    assert (caught.value.code, caught.value.details) == ("undo-changed-since", {"who": "小王"})
    again.journal.undo(later)
    with pytest.raises(RefusedError, match="undo-already-undone"):
        again.journal.undo(later)


def test_an_import_is_undone_as_one(ledger: Ledger, households: list[str]) -> None:
    number = int(ledger.journal.latest(1)[0].number)
    ledger.journal.undo(number)
    with ledger.reader() as connection:
        for kind in ("quarter", "building", "unit", "household", "water_meter"):
            left = f"SELECT count(*) FROM {kind} WHERE deleted = 0"
            assert connection.exec_driver_sql(left).scalar_one() == 0
    ledger.journal.redo()
    with ledger.reader() as connection:
        left = "SELECT count(*) FROM household WHERE deleted = 0"
        assert connection.exec_driver_sql(left).scalar_one() == len(households)


def test_an_import_that_was_worked_on_is_not_undone(ledger: Ledger, households: list[str]) -> None:
    number = ledger.journal.length()
    with ledger.unit_of_work("visit") as work:
        work.insert("visit", [{"household_id": households[0]}])
    length = ledger.journal.length()
    with pytest.raises(RefusedError, match="undo-changed-since"):
        ledger.journal.undo(number)
    assert ledger.journal.length() == length
    ledger.journal.undo()
    ledger.journal.undo(number)


def test_a_deleted_record_comes_back(ledger: Ledger, households: list[str]) -> None:
    with ledger.unit_of_work("delete") as work:
        work.delete("household", households[0])
        assert work.get("household", households[0]) is None
    ledger.journal.undo()
    with ledger.unit_of_work("look") as work:
        assert work.get("household", households[0]) is not None


def test_operators_are_not_undone(ledger: Ledger) -> None:
    operators.add(ledger, "小王", OperatorRole.SURVEYOR, "pw")
    added = ledger.journal.latest(1)[0]
    with pytest.raises(RefusedError, match="undo-not-possible"):
        ledger.journal.undo(added.number)
    # Ctrl+Z passes over it and would take back what was done before.
    with pytest.raises(RefusedError, match="undo-nothing"):
        ledger.journal.undo()


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "owner_name": st.none() | st.text(max_size=5),
        "floor": st.none() | st.integers(-3, 40),
        "title_area": st.none() | st.decimals(0, 9999, places=2),
        "hardship": st.none() | st.integers(0, 3),
        "deleted": st.booleans(),
    },
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 3), VALUES), min_size=1, max_size=5))
def test_undoing_everything_brings_back_every_value(
    ledger: Ledger, households: list[str], changes: list[tuple[int, dict[str, object]]]
) -> None:
    """What was done in any order is gone when it is undone backwards; the chain stays whole."""
    before = _rows(ledger)
    numbers = [
        number
        for place, values in changes
        if (number := change(ledger, households[place], **values))
    ]
    after = _rows(ledger)
    for number in reversed(numbers):
        ledger.journal.undo(number)
    assert _rows(ledger) == before
    for _ in numbers:
        ledger.journal.redo()
    assert _rows(ledger) == after
    for number in reversed(numbers):
        ledger.journal.undo(number)
    assert ledger.journal.verify() is None


def _rows(ledger: Ledger) -> list[tuple[object, ...]]:
    def read() -> Iterator[tuple[object, ...]]:
        with ledger.reader() as connection:
            rows = connection.exec_driver_sql("SELECT * FROM household ORDER BY id")
            yield from (tuple(row) for row in rows)

    return list(read())
