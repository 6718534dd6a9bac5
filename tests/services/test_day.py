"""The end of the day over a real ledger, and what is printed for tomorrow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import zxingcpp

from desktop.domain.day import GapReason
from desktop.domain.door_code import read_door_code
from desktop.domain.rows import Scope
from desktop.kernel.errors import RefusedError
from desktop.services.day import Day
from desktop.services.editing import Editing
from tests.documents.test_rendering import text_of
from tests.support.scanner import sheets_as_pictures
from tests.support.small_office import LEADER, NOW, Office, households, ledger, office

if TYPE_CHECKING:
    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger

__all__ = ["households", "ledger", "office"]


@pytest.fixture
def day(office: Office, ledger: Ledger, households: list[str]) -> Day:
    editing = Editing(ledger, office.clock)
    editing.set_field("household", households[0], "visit_state", 1)
    editing.set_field("household", households[1], "visit_state", 2)
    editing.set_field("household", households[2], "visit_state", 3)
    with ledger.unit_of_work("test") as work:
        work.update("household", households[0], {"w_state": 1, "e_state": 3, "consent_w": 1})
        old: Record = {
            "household_id": households[3],
            "visited_at": NOW - timedelta(days=9),
            "state": 1,
        }
        work.insert("visit", [{**old, "visitor": "丁一"}])
    return Day(ledger, office.clock)


def test_the_report_tells_what_the_ledger_knows(day: Day, households: list[str]) -> None:
    report = day.report()
    assert report.day == NOW.astimezone().date()
    assert (report.doors, report.met, report.refused) == (8, 1, 1)
    (done,) = report.done
    assert (done.visitor, done.visited, done.nobody, done.refused) == (LEADER, 1, 1, 1)
    assert [found.door.id for found in report.nobody] == [households[1]]
    assert report.nobody[0].tried == (NOW.astimezone(),)
    (lacking,) = report.incomplete
    assert lacking.door.id == households[0]
    assert set(lacking.gaps) == {
        GapReason.WATER_POSITION, GapReason.CONSENT_POWER, GapReason.SIGNATURE,
    }  # fmt: skip
    # Nobody home first, then the new doors from the top floor down, then who lacks something.
    order = [found.door.id for found in report.tomorrow]
    assert order == [
        households[1], households[3],
        *(households[n] for n in (7, 6, 5, 4)), households[0],
    ]  # fmt: skip


def test_another_day_and_a_smaller_scope_tell_less(
    day: Day, ledger: Ledger, households: list[str]
) -> None:
    with ledger.reader() as connection:
        building = connection.exec_driver_sql(
            "SELECT building_id FROM household WHERE id = ?", (households[4],)
        ).scalar_one()
    report = day.report(Scope(building_id=building))
    assert (report.doors, report.done) == (4, ())
    before = day.report(day=(NOW - timedelta(days=9)).astimezone().date())
    assert [(done.visitor, done.visited) for done in before.done] == [("丁一", 1)]


def test_hard_errors_of_todays_doors_are_told_in_words(
    day: Day, ledger: Ledger, households: list[str]
) -> None:
    with ledger.unit_of_work("test") as work:
        work.insert(
            "water_meter", [{"household_id": households[0], "body_no": "W000003", "role": 3}]
        )
    (lacking,) = day.report().incomplete
    assert GapReason.ERRORS in lacking.gaps
    assert any("W000003" in text or "表号" in text for text in lacking.door.errors)
    assert day.report(language="en").incomplete[0].door.errors != lacking.door.errors


def test_tomorrow_is_a_list_without_names_and_the_sheets_in_its_order(day: Day) -> None:
    report = day.report()
    printed = day.print_tomorrow(report.tomorrow)
    assert list(printed.ids) == [found.door.id for found in report.tomorrow]
    pages = text_of(printed.data).split("\f")[:-1]
    assert (len(pages), printed.pages, printed.sheets) == (8, 8, 7)
    first = "".join(pages[0].split())
    assert "2026年3月6日" in first
    assert "再去" in first
    assert "张伟" not in first
    assert "1380000" not in first
    for found, picture in zip(
        report.tomorrow, sheets_as_pictures(printed.data, 150)[1:], strict=True
    ):
        (code,) = zxingcpp.read_barcodes(picture)
        assert read_door_code(code.text) == (found.door.id, 1)


def test_names_stand_on_the_list_only_where_they_are_asked_for(day: Day) -> None:
    doors = day.report().tomorrow[:2]
    asked = day.print_tomorrow(doors, names=True, sheets=False)
    text = "".join(text_of(asked.data).split())
    assert all(found.door.person.replace(" ", "") in text for found in doors)
    assert (asked.pages, asked.sheets) == (1, 0)


def test_nothing_left_is_said(day: Day) -> None:
    with pytest.raises(RefusedError, match="day-nothing-left"):
        day.print_tomorrow([])


def test_a_visit_belongs_to_the_day_where_the_program_runs(
    ledger: Ledger, office: Office, households: list[str]
) -> None:
    midnight = datetime(2026, 3, 5, 23, 59, tzinfo=UTC)
    with ledger.unit_of_work("test") as work:
        work.insert(
            "visit",
            [{"household_id": households[0], "visited_at": midnight, "state": 1, "visitor": "丁"}],
        )
    local = midnight.astimezone().date()
    assert Day(ledger, office.clock).report(day=local).done
    assert not Day(ledger, office.clock).report(day=local + timedelta(days=1)).done
