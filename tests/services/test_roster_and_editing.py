"""What becomes of each row of a list, and of each field that is changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.domain.roster import RosterReading, RosterRow
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.backing_up import BackingUp
from desktop.services.editing import Editing
from desktop.services.reading import Reading
from desktop.services.roster import Roster
from desktop.services.verdicts import Verdicts
from tests.support.small_office import office

if TYPE_CHECKING:
    from desktop.domain.roster_report import RosterReport
    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger
    from tests.support.small_office import Office

__all__ = ["office"]


@pytest.fixture
def ledger(office: Office) -> Ledger:
    return office.create()


def row(room: str = "101", water: str = "", number: int = 3, **household: object) -> RosterRow:
    return RosterRow(
        sheet="一",
        row=number,
        quarter="新村",
        building="1",
        unit="1",
        floor=1,
        room=room,
        household=household,  # type: ignore[arg-type]
        water={"body_no": water} if water else {},
        electricity={},
    )


def bring(ledger: Ledger, *rows: RosterRow, dry_run: bool = False) -> RosterReport:
    roster = Roster(ledger, ledger.ids, BackingUp(ledger, ledger.clock))
    return roster.apply(RosterReading(sheets=(), rows=list(rows), skipped=[], problems=[]),
                        dry_run=dry_run)  # fmt: skip


def only_door(ledger: Ledger) -> Record:
    reading = Reading(ledger)
    return reading.card(reading.household_rows(reading.household_numbers())[0].id).household


def test_a_row_makes_every_place_it_names_once(ledger: Ledger) -> None:
    report = bring(ledger, row("101", "S1"), row("102", "S2"))
    assert dict(report.created) == {
        "quarters": 1, "buildings": 1, "units": 1, "households": 2, "water_meters": 2,
        "electricity_meters": 0,
    }  # fmt: skip
    again = bring(ledger, row("101", "S1"), row("102", "S2"))
    assert not any(again.created.values())
    assert not any(again.updated.values())
    assert again.unchanged == 2


def test_a_blank_cell_keeps_what_was_there_and_a_filled_one_updates(ledger: Ledger) -> None:
    bring(ledger, row(owner_name="王一", phone="100"))
    report = bring(ledger, row(phone="200"))
    assert report.updated["households"] == 1
    assert (only_door(ledger)["owner_name"], only_door(ledger)["phone"]) == ("王一", "200")


def test_another_meter_number_is_a_problem_and_no_silent_exchange(ledger: Ledger) -> None:
    bring(ledger, row(water="S1"))
    report = bring(ledger, row(water="S9"))
    assert [problem.code for problem in report.problems] == ["roster-meter-differs"]
    card = Reading(ledger).card(str(only_door(ledger)["id"]))
    assert [meter["body_no"] for meter in card.water_meters] == ["S1"]


def test_one_meter_number_at_two_doors_is_a_problem_but_the_door_is_made(ledger: Ledger) -> None:
    report = bring(ledger, row("101", "S1"), row("102", "S1", number=4))
    assert [(p.row, p.code) for p in report.problems] == [(4, "roster-meter-elsewhere")]
    assert report.created["households"] == 2
    assert report.created["water_meters"] == 1


def test_a_dry_run_leaves_no_trace(ledger: Ledger) -> None:
    before = Reading(ledger).stats()
    assert bring(ledger, row(), dry_run=True).created["households"] == 1
    assert Reading(ledger).stats() == before


def test_a_whole_import_is_taken_back_as_one(ledger: Ledger) -> None:
    report = bring(ledger, row("101", "S1"), row("102", "S2"))
    Editing(ledger, ledger.clock).undo(report.operation)
    stats = Reading(ledger).stats()
    assert (stats["quarters"], stats["households"], stats["water_meters"]) == (0, 0, 0)


def test_a_verification_date_carries_its_due_date(ledger: Ledger) -> None:
    bring(ledger, row(water="S1"))
    editing = Editing(ledger, ledger.clock)
    meter = str(Reading(ledger).card(str(only_door(ledger)["id"])).water_meters[0]["id"])
    editing.set_field("water_meter", meter, "verified_on", "2024年3月5日")
    assert Reading(ledger).record("water_meter", meter)["expires_on"] == date(2030, 3, 5)
    editing.set_field("water_meter", meter, "dn", "40")
    assert Reading(ledger).record("water_meter", meter)["expires_on"] == date(2028, 3, 5)


def test_a_visit_state_is_kept_as_a_visit_with_person_and_time(ledger: Ledger) -> None:
    bring(ledger, row())
    door = str(only_door(ledger)["id"])
    Editing(ledger, ledger.clock).set_field("household", door, "visit_state", "无人")
    visit = Reading(ledger).card(door).visits[0]
    assert (visit["state"], visit["visitor"]) == (2, "负责人")
    assert visit["visited_at"] == ledger.clock.now()


def test_undo_and_redo_go_one_step_each(ledger: Ledger) -> None:
    bring(ledger, row())
    door, editing = str(only_door(ledger)["id"]), Editing(ledger, ledger.clock)
    editing.set_field("household", door, "remarks", "一")
    editing.set_field("household", door, "remarks", "二")
    editing.undo()
    assert only_door(ledger)["remarks"] == "一"
    editing.redo()
    assert only_door(ledger)["remarks"] == "二"


def test_a_value_that_does_not_fit_changes_nothing(ledger: Ledger) -> None:
    bring(ledger, row(title_area=Decimal("60.00")))
    door, editing = str(only_door(ledger)["id"]), Editing(ledger, ledger.clock)
    length = Reading(ledger).stats()["journal"]["length"]
    with pytest.raises(InputError, match="value-not-a-number"):
        editing.set_field("household", door, "title_area", "六十")
    with pytest.raises(InputError, match="record-missing"):
        editing.set_field("household", "0" * 32, "remarks", "x")
    assert Reading(ledger).stats()["journal"]["length"] == length


def test_another_operators_change_is_not_undone_by_a_surveyor(office: Office) -> None:
    from desktop.domain.codes import OperatorRole
    from desktop.storage import operators

    with office.create() as ledger:
        report = bring(ledger, row())
        operators.add(ledger, "李敏", OperatorRole.SURVEYOR, "secret")
    with (
        office.open("李敏", "secret") as ledger,
        pytest.raises(RefusedError, match="undo-not-yours"),
    ):
        Editing(ledger, ledger.clock).undo(report.operation)


def test_one_households_verdict_is_the_reports(ledger: Ledger) -> None:
    bring(ledger, row(water="S1", w_state=1))
    verdicts, door = Verdicts(ledger), str(only_door(ledger)["id"])
    failing = {r["utility"]: r["reasons"] for r in verdicts.report()["failing"]}
    alone = verdicts.of_household(door)
    for utility, reasons in failing.items():
        assert [str(reason) for reason in alone[utility].reasons] == reasons
