"""What undo would take back, in words; the history of a household; one value brought back."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.action_words import ACTION_WORDS
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.editing import Editing
from desktop.services.history import History
from tests.support.small_office import ledger, office, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.history import HistoryRow
    from desktop.storage.ledger import Ledger

__all__ = ["ledger", "office", "value_of"]
ROOT = Path(__file__).resolve().parents[2]
Office = Any


@pytest.fixture
def door(office: Office, ledger: Ledger) -> str:
    households: list[str] = office.fill(ledger)
    return households[2]


@pytest.fixture
def editing(office: Office, ledger: Ledger) -> Editing:
    return Editing(ledger, office.clock)


@pytest.fixture
def history(ledger: Ledger) -> History:
    return History(ledger)


def _meter(ledger: Ledger, door: str) -> str:
    with ledger.reader() as connection:
        found: str = connection.exec_driver_sql(
            "SELECT id FROM water_meter WHERE household_id = ?", (door,)
        ).scalar_one()
    return found


def _rows(history: History, door: str, field: str) -> list[HistoryRow]:
    return [row for row in history.of_household(door) if row.field_name == field]


def test_what_undo_takes_back_is_said_with_address_and_field(
    ledger: Ledger, editing: Editing, history: History, door: str
) -> None:
    editing.set_field("household", door, "remarks", "x")
    assert history.undoable() == "1栋1单元301 备注"
    editing.set_field("water_meter", _meter(ledger, door), "body_no", "W9")
    assert history.undoable() == "1栋1单元301 表身号"
    editing.set_field("water_meter", _meter(ledger, door), "verified_on", "2026-01-31")
    assert history.undoable().startswith("1栋1单元301 ")
    assert "日期" in history.undoable() or "检定" in history.undoable()


def test_an_operation_over_many_doors_says_how_many(
    editing: Editing, history: History, office: Office, ledger: Ledger, door: str
) -> None:
    del door
    with ledger.reader() as connection:
        rows = connection.exec_driver_sql("SELECT id FROM household").scalars().all()
    editing.record_visits([(one, {"visit_state": 1}) for one in rows[:5]])
    assert history.undoable() == "走访登记 5 户"
    assert history.undoable("en") == "visits recorded 5 households"
    del office


def test_redo_says_what_was_taken_back(editing: Editing, history: History, door: str) -> None:
    assert history.redoable() == ""
    editing.set_field("household", door, "remarks", "x")
    editing.undo()
    assert history.redoable() == "1栋1单元301 备注"
    editing.redo()
    assert history.redoable() == ""
    assert history.undoable() == "1栋1单元301 备注"


def test_nothing_of_mine_is_nothing_to_undo(office: Office, ledger: Ledger) -> None:
    assert History(ledger).undoable() == ""
    del office


def test_the_history_of_a_household_holds_its_meters_and_visits(
    ledger: Ledger, editing: Editing, history: History, door: str
) -> None:
    meter = _meter(ledger, door)
    editing.set_field("water_meter", meter, "body_no", "W9")
    editing.set_field("household", door, "visit_state", 1)
    rows = history.of_household(door)
    assert rows == sorted(rows, key=lambda row: -row.entry)
    assert {row.kind for row in rows} == {"household", "water_meter", "visit"}
    changed = next(row for row in rows if row.field_name == "body_no")
    assert (changed.old, changed.new) == ("W000002", "W9")
    assert changed.subject == "水表 W9"
    assert changed.word == "修改"
    assert changed.who == "负责人"


def test_another_household_is_not_in_it(
    ledger: Ledger, editing: Editing, history: History, door: str
) -> None:
    with ledger.reader() as connection:
        other = connection.exec_driver_sql(
            "SELECT id FROM household WHERE id <> ? LIMIT 1", (door,)
        ).scalar_one()
    editing.set_field("household", other, "remarks", "not mine")
    assert not [row for row in history.of_household(door) if row.new == "not mine"]


def test_a_value_comes_back_as_a_new_operation(
    editing: Editing, history: History, door: str, value_of: Callable[[str, str, str], object]
) -> None:
    for text in ("one", "two", "three"):
        editing.set_field("household", door, "remarks", text)
    row = next(r for r in _rows(history, door, "remarks") if r.new == "three")
    first = next(r for r in _rows(history, door, "remarks") if r.old == "one")
    assert row.restorable
    changes = history.restore("household", door, "remarks", first.entry, newest=first.newest)
    assert value_of("household", door, "remarks") == "one"
    assert int(changes.operation) > row.operation
    assert history.undoable() == "1栋1单元301 备注"
    editing.undo()
    assert value_of("household", door, "remarks") == "three"


def test_a_conflict_is_told_and_nothing_written(
    editing: Editing, history: History, door: str, value_of: Callable[[str, str, str], object]
) -> None:
    editing.set_field("household", door, "remarks", "one")
    editing.set_field("household", door, "remarks", "two")
    seen = _rows(history, door, "remarks")[0]
    editing.set_field("household", door, "remarks", "three")
    with pytest.raises(RefusedError) as caught:
        history.restore("household", door, "remarks", seen.entry, newest=seen.newest)
    assert caught.value.code == "restore-changed-since"
    assert caught.value.details == {"who": "负责人"}
    assert value_of("household", door, "remarks") == "three"


def test_the_due_date_follows_a_verification_that_comes_back(
    ledger: Ledger, editing: Editing, history: History, door: str,
    value_of: Callable[[str, str, str], object],
) -> None:  # fmt: skip
    meter = _meter(ledger, door)
    editing.set_field("water_meter", meter, "dn", 15)
    editing.set_field("water_meter", meter, "q3", "2.5")
    editing.set_field("water_meter", meter, "verified_on", date(2020, 1, 31))
    due = value_of("water_meter", meter, "expires_on")
    editing.set_field("water_meter", meter, "verified_on", date(2026, 1, 31))
    assert value_of("water_meter", meter, "expires_on") != due
    row = _rows(history, door, "verified_on")[0]
    history.restore("water_meter", meter, "verified_on", row.entry, newest=row.newest)
    assert value_of("water_meter", meter, "expires_on") == due


def test_a_change_of_another_field_is_no_value_to_restore(
    editing: Editing, history: History, door: str
) -> None:
    editing.set_field("household", door, "remarks", "one")
    row = _rows(history, door, "remarks")[0]
    with pytest.raises(InputError):
        history.restore("household", door, "phone", row.entry, newest=row.newest)


def test_people_management_is_not_what_undo_takes_back(
    ledger: Ledger, editing: Editing, history: History, door: str
) -> None:
    from desktop.domain.codes import OperatorRole
    from desktop.storage import operators

    editing.set_field("household", door, "remarks", "one")
    operators.add(ledger, "李敏", OperatorRole.SURVEYOR, "long enough")
    assert history.undoable() == "1栋1单元301 备注"
    editing.undo()


def test_every_use_case_of_the_journal_has_a_word() -> None:
    named = set()
    for path in (ROOT / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"unit_of_work", "change_many"}
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                named.add(str(node.args[0].value))
    assert not named - ACTION_WORDS.keys()
