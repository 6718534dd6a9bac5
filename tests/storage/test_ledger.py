from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text
from sqlcipher3 import dbapi2

from desktop.kernel.clock import FixedClock
from desktop.kernel.errors import HubiaoError, LedgerError, RefusedError
from tests.support.template_ledger import built_as_ever

if TYPE_CHECKING:
    from desktop.domain.changes import Changes
    from desktop.storage.ledger import Ledger

Office = Any
Read = Callable[[str, str, str], object]

__all__ = ["built_as_ever"]


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(HubiaoError) as caught:
        call()
    return caught.value.code


def test_a_new_ledger_has_its_first_leader_and_a_recovery_key(office: Office) -> None:
    ledger = office.create()
    assert (ledger.operator.name, ledger.operator.role) == ("负责人", 2)
    assert (ledger.office, ledger.street_code) == ("试验街道办事处", "420106001")
    assert len(office.recovery_key.replace("-", "")) == 25


def test_nothing_readable_stands_in_the_file(office: Office, ledger: Ledger) -> None:
    office.fill(ledger)
    ledger.close()
    content = office.path.read_bytes()
    assert "翠湖".encode() not in content
    assert b"CREATE TABLE" not in content
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(office.path).execute("SELECT * FROM household")


def test_what_was_written_is_there_after_opening_again(office: Office, ledger: Ledger) -> None:
    values = {
        "household_id": office.fill(ledger)[0],
        "body_no": "A1",
        "verified_on": date(2024, 2, 29),
        "first_reading": Decimal("0.125"),
        "q3": Decimal("2.5"),
        "fault": "01",
    }
    with ledger.unit_of_work("meter") as work:
        meter = work.insert("water_meter", [values])[0]
        visit = work.insert("visit", [{"visited_at": datetime(2026, 1, 2, 3, 4, tzinfo=UTC)}])[0]
    ledger.close()
    with office.open().unit_of_work("look") as work:
        found = work.get("water_meter", meter)
        assert {name: found[name] for name in values} == values
        assert work.get("visit", visit)["visited_at"] == datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def test_only_fields_that_differ_are_written(ledger: Ledger, households: list[str]) -> None:
    before = ledger.journal.length()
    with ledger.unit_of_work("same") as work:
        assert not work.update("household", households[0], {"room_no": "101"})
    assert work.changes.operation == ""
    assert ledger.journal.length() == before
    with ledger.unit_of_work("other") as work:
        assert work.update("household", households[0], {"room_no": "101", "remarks": "门锁"})
    assert [entry.field for entry in ledger.journal.entries(operation=before + 1)] == ["remarks"]


def test_an_exception_inside_leaves_nothing(ledger: Ledger, households: list[str]) -> None:
    before = ledger.journal.length()

    def fail() -> None:
        with ledger.unit_of_work("fails") as work:
            work.update("household", households[0], {"remarks": "x"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert ledger.journal.length() == before
    with ledger.unit_of_work("look") as work:
        found = work.get("household", households[0])
        assert found is not None
        assert found["remarks"] is None


def test_listeners_hear_what_changed_after_the_commit(
    ledger: Ledger, households: list[str]
) -> None:
    heard: list[Changes] = []
    ledger.listeners.append(heard.append)
    with ledger.unit_of_work("survey.set") as work:
        work.update("household", households[0], {"floor": 9})
    assert heard == [work.changes]
    assert heard[0].touches("household", households[0])
    assert not heard[0].touches("household", households[1])
    assert not heard[0].touches("visit")


def test_a_change_outside_the_door_is_refused_by_the_file(
    ledger: Ledger, households: list[str]
) -> None:
    with pytest.raises(dbapi2.IntegrityError, match=r"journal_entry\.operation"):
        ledger._driver.execute("UPDATE household SET remarks = 'x' WHERE id = ?", households[:1])
    with pytest.raises(dbapi2.IntegrityError):
        ledger._driver.execute("DELETE FROM household WHERE id = ?", households[:1])


def test_bulk_statements_are_journalled_too(ledger: Ledger, households: list[str]) -> None:
    with ledger.unit_of_work("bulk") as work:
        work.connection.execute(text("UPDATE household SET remarks = 'all' WHERE deleted = 0"))
    number = ledger.journal.length()
    changed = {entry.entity_id for entry in ledger.journal.entries(operation=number)}
    assert changed == set(households)


def test_a_reader_cannot_write_and_does_not_see_what_is_not_committed(
    ledger: Ledger, households: list[str]
) -> None:
    with ledger.unit_of_work("slow") as work:
        work.update("household", households[0], {"remarks": "x"})
        with ledger.reader() as connection:
            query = "SELECT count(*) FROM household WHERE remarks = 'x'"
            assert connection.exec_driver_sql(query).scalar_one() == 0
    with ledger.reader() as connection:
        assert connection.exec_driver_sql(query).scalar_one() == 1
    assert code_of(lambda: _write_through_reader(ledger)) == "place-not-writable"


def _write_through_reader(ledger: Ledger) -> None:
    with ledger.reader() as connection:
        connection.exec_driver_sql("DELETE FROM meta")


def test_many_threads_write_one_after_the_other(ledger: Ledger, households: list[str]) -> None:
    def work_through(place: int) -> None:
        for number in range(10):
            with ledger.unit_of_work("thread") as work:
                work.update("household", households[place], {"remarks": str(number)})

    before = ledger.journal.length()
    threads = [threading.Thread(target=work_through, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.journal.length() == before + 40
    assert ledger.journal.verify() is None


def test_a_door_inside_the_door_is_our_own_mistake(ledger: Ledger) -> None:
    with (
        pytest.raises(RuntimeError),
        ledger.unit_of_work("outer"),
        ledger.unit_of_work("inner"),
    ):
        pass


def test_a_record_that_points_nowhere_is_refused(ledger: Ledger) -> None:
    def insert() -> None:
        with ledger.unit_of_work("lost") as work:
            work.insert("unit", [{"building_id": "0" * 32}])

    before = ledger.journal.length()
    assert code_of(insert) == "record-still-used"
    assert ledger.journal.length() == before
    with ledger.unit_of_work("still open for work") as work:
        assert work.insert("quarter", [{"name": "东湖里"}])


def test_an_unknown_field_or_kind_is_our_own_mistake(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="nonsense"), ledger.unit_of_work("x") as work:
        work.insert("quarter", [{"nonsense": 1}])
    with pytest.raises(ValueError, match="journal_entry"), ledger.unit_of_work("x") as work:
        work.insert("journal_entry", [{}])


def test_a_ledger_is_not_made_over_another(office: Office, ledger: Ledger) -> None:
    ledger.close()
    content = office.path.read_bytes()
    assert code_of(office.create) == "ledger-exists"
    assert office.path.read_bytes() == content


def test_the_second_program_hears_who_holds_it(office: Office, ledger: Ledger) -> None:
    with pytest.raises(LedgerError) as caught:
        office.open()
    assert caught.value.code == "ledger-held"
    assert caught.value.details["who"] == "负责人"
    assert office.open(read_only=True).read_only


def test_reading_beside_a_writer_sees_its_commits(office: Office, ledger: Ledger) -> None:
    reading = office.open(read_only=True)
    office.fill(ledger)
    with reading.reader() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM household").scalar_one()
    assert count == 8
    assert code_of(lambda: reading.unit_of_work("x").__enter__()) == "ledger-read-only"


def test_a_clock_set_back_is_a_warning_and_no_failure(office: Office, ledger: Ledger) -> None:
    ledger.close()
    office.clock = FixedClock(office.clock.now() - timedelta(days=9131))
    again = office.open()
    assert again.warnings == ("clock-set-back",)
    office.fill(again)
    assert again.journal.verify() is None


def test_a_moved_household_moves_in_every_list(
    ledger: Ledger, households: list[str], value_of: Read
) -> None:
    unit = value_of("household", households[-1], "unit_id")
    with ledger.unit_of_work("move") as work:
        work.update("household", households[0], {"unit_id": unit})  # type: ignore[dict-item]
    for field in ("building_id", "quarter_id", "place"):
        expected = value_of("household", households[-4], field)
        assert value_of("household", households[0], field) == expected


def test_a_closed_ledger_writes_no_more(ledger: Ledger) -> None:
    ledger.close()
    ledger.close()
    with pytest.raises((RefusedError, LedgerError)):
        ledger.unit_of_work("late").__enter__()
