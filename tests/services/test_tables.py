"""The household table: orders and filters, what a paste would do and does, one step back."""

from __future__ import annotations

from array import array
from datetime import date
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

import pytest

from desktop.domain.list_filter import Condition, ListView, Test
from desktop.domain.rows import Scope
from desktop.domain.table_changes import CellBlock, TableAction
from desktop.domain.table_columns import ADDRESS, columns
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.editing import Editing
from desktop.services.table_orders import Orders
from desktop.services.tables import Tables
from tests.support.small_office import office

if TYPE_CHECKING:
    from desktop.domain.table_changes import TablePlan
    from desktop.storage.ledger import Ledger
    from tests.support.small_office import Office

__all__ = ["office"]

NAMES = ("王秀兰", "李建国", None, "王五", "陈桂英", "李建国")


@pytest.fixture
def ledger(office: Office) -> Ledger:
    """Two quarters, three buildings, 24 doors; not made in the order of their addresses."""
    ledger = office.create()
    with ledger.unit_of_work("fill") as work:
        quarters = work.insert(
            "quarter",
            [{"quarter_code": "Q2", "name": "二村"}, {"quarter_code": "Q1", "name": "一村"}],
        )
        buildings = work.insert(
            "building",
            [
                {"quarter_id": quarters[1], "building_no": "10"},
                {"quarter_id": quarters[1], "building_no": "2"},
                {"quarter_id": quarters[0], "building_no": "综合楼"},
            ],
        )
        units = work.insert("unit", [{"building_id": b, "unit_no": "1"} for b in buildings])
        households = work.insert(
            "household",
            [
                {
                    "unit_id": unit,
                    "floor": floor,
                    "room_no": f"{floor}0{door}",
                    "owner_name": NAMES[(floor + door + place) % 6],
                    "visit_state": (None, 0, 1, 3)[(floor * door + place) % 4],
                    "title_area": Decimal(50 + floor) if door == 1 else None,
                    "consented_on": date(2026, floor, door) if floor < 3 else None,
                }
                for place, unit in enumerate(units)
                for floor, door in product((4, 3, 2, 1), (1, 2))
            ],
        )
        work.insert(
            "water_meter",
            [
                {"household_id": households[0], "body_no": "OLD", "role": 3, "state": 7},
                {"household_id": households[0], "body_no": "A1", "role": 3, "state": 1},
                {"household_id": households[0], "body_no": "A2", "role": 3, "state": 1},
                {"household_id": households[1], "body_no": "B1", "position": 2},
                {"household_id": households[2], "body_no": "M", "role": 1},
            ],
        )
        work.delete("household", households[5])
    return ledger


@pytest.fixture
def tables(ledger: Ledger, office: Office) -> Tables:
    return Tables(ledger, office.clock)


def _shown(tables: Tables, key: str, view: ListView, scope: Scope = Scope()) -> list[str]:  # noqa: B008 - frozen
    numbers = tables.orders.numbers(scope, view)
    return [text for (text,) in tables.texts(tables.rows(numbers, (key,)), (key,))]


def _all(tables: Tables) -> array[int]:
    return tables.orders.numbers(Scope(), ListView())


def test_households_stand_by_quarter_building_and_door(tables: Tables) -> None:
    shown = _shown(tables, ADDRESS, ListView())
    assert len(shown) == 23
    assert shown[0] == "2栋1单元101"
    assert shown[8] == "10栋1单元101"
    assert shown[-1] == "综合楼1单元402"


def test_what_is_empty_stands_last_both_ways(tables: Tables) -> None:
    up = _shown(tables, "household.owner_name", ListView((), "household.owner_name"))
    down = _shown(
        tables, "household.owner_name", ListView((), "household.owner_name", descending=True)
    )
    filled = [name for name in up if name]
    assert filled == sorted(filled)
    assert [name for name in down if name] == filled[::-1]
    assert set(up[len(filled) :]) == set(down[len(filled) :]) == {""}


def test_a_kept_order_is_the_one_that_the_database_gives(ledger: Ledger) -> None:
    asked, kept = Orders(ledger), Orders(ledger, large=0)
    narrow = (
        (),
        (Condition("household.visit_state", Test.ONE_OF, codes=(None, 3)),),
        (
            Condition("household.owner_name", Test.CONTAINS, text="王"),
            Condition("household.visit_state", Test.ONE_OF, codes=(0, 1, 3)),
        ),
    )
    orders = [key for key, column in columns().items() if column.searchable]
    for order, conditions, descending in product(orders, narrow, (False, True)):
        if order == ADDRESS and descending:
            continue
        view = ListView(conditions, order, descending)
        assert kept.numbers(Scope(), view) == asked.numbers(Scope(), view), view


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        (Condition("household.owner_name", Test.CONTAINS, text="建"), 9),
        (Condition("household.owner_name", Test.EQUALS, text="王五"), 3),
        (Condition("household.owner_name", Test.EMPTY), 2),
        (Condition("household.title_area", Test.BETWEEN, low="52.00", high="53.00"), 6),
        (Condition("household.consented_on", Test.BETWEEN, low="2026-02-01"), 5),
        (Condition("quarter.name", Test.CONTAINS, text="一"), 15),
        (Condition("building.building_no", Test.EQUALS, text="10"), 7),
        (Condition("address", Test.CONTAINS, text="综合楼1单元40"), 2),
        (Condition("water_meter.body_no", Test.CONTAINS, text="a"), 1),
        (Condition("water_meter.body_no", Test.EQUALS, text="A2"), 0),
        (Condition("water_meter.body_no", Test.EQUALS, text="OLD"), 0),
        (Condition("water_meter.body_no", Test.FILLED), 2),
        (Condition("water_meter.body_no", Test.EMPTY), 21),
        (Condition("water_meter.position", Test.ONE_OF, codes=(2,)), 1),
        (Condition("water_meter.position", Test.ONE_OF, codes=(None, 3)), 22),
        (Condition("unit.w_box_pos", Test.EMPTY), 23),
    ],
)
def test_a_condition_finds_what_it_says(ledger: Ledger, condition: Condition, count: int) -> None:
    for large in (0, 20_000):
        found = Orders(ledger, large=large).numbers(Scope(), ListView((condition,)))
        assert len(found) == count


def test_an_order_of_a_moment_ago_is_shown_until_the_new_one_is_there(
    ledger: Ledger, office: Office
) -> None:
    orders = Orders(ledger, large=0)
    view = ListView((), "household.owner_name")
    assert orders.at_hand(Scope(), view) is None
    first = orders.numbers(Scope(), view)
    assert orders.is_fresh(view)
    household = Tables(ledger, office.clock).rows(first[:1], (ADDRESS,))[0].id
    Editing(ledger, office.clock).set_field("household", household, "owner_name", "龚")
    assert orders.at_hand(Scope(), view) == first
    assert not orders.is_fresh(view)
    assert orders.numbers(Scope(), view) != first
    assert orders.is_fresh(view)


def test_a_cell_shows_the_first_meter_in_use(tables: Tables) -> None:
    key = "water_meter.body_no"
    rows = tables.rows(_all(tables), (key, ADDRESS))
    shown = {row.values[1]: row.values[0] for row in rows if row.values[0]}
    assert shown == {"10栋1单元401": "A1", "10栋1单元402": "B1"}


def test_verdicts_are_those_of_the_rule(tables: Tables, ledger: Ledger) -> None:
    del ledger
    rows = tables.rows(_all(tables), ("verdict.water",))
    outcomes = tables.verdicts(rows)
    assert len(outcomes) == 2 * 23
    alone = tables._verdicts.of_household(rows[0].id)
    assert outcomes[rows[0].id, "water"] == alone["water"].outcome


def _plan(
    tables: Tables, grid: list[list[str]], keys: tuple[str, ...], rows: int, *, clear: bool = False
) -> TablePlan:
    numbers = _all(tables)[:rows]
    return tables.plan(CellBlock(numbers, keys, grid, TableAction.PASTE, blanks_clear=clear))


def test_a_paste_is_looked_at_before_anything_is_written(tables: Tables) -> None:
    keys = ("household.owner_name", "household.visit_state", ADDRESS, "household.title_area")
    grid = [
        ["新户主", "拒访", "1栋", "88.5"],
        ["", "2", "", "big"],
        ["", "没这个", "", ""],
        ["", "", "", "4.2E+18"],
    ]
    before = tables.rows(_all(tables), keys)
    plan = _plan(tables, grid, keys, 4)
    assert tables.rows(_all(tables), keys) == before
    assert [(change.address, change.key, change.new) for change in plan.changes] == [
        ("一村2栋1单元101", "household.owner_name", "新户主"),
        ("一村2栋1单元101", "household.visit_state", 3),
        ("一村2栋1单元101", "household.title_area", Decimal("88.50")),
        ("一村2栋1单元102", "household.visit_state", 2),
    ]
    assert [(problem.address, problem.code) for problem in plan.problems] == [
        ("一村2栋1单元102", "value-not-a-number"),
        ("一村2栋1单元201", "value-not-in-list"),
        ("一村2栋1单元202", "value-digits-lost"),
    ]
    assert plan.locked == 4
    assert plan.households == 2


def test_a_paste_is_one_step_and_one_step_back(
    tables: Tables, ledger: Ledger, office: Office
) -> None:
    keys = ("household.owner_name", "household.visit_state", "water_meter.body_no")
    numbers = _all(tables)
    before = tables.rows(numbers, keys)
    length = len(_operations(ledger))
    tables.apply(_plan(tables, [["新户主", "3", "W9"]], keys, 6))
    rows = tables.rows(numbers[:6], keys)
    assert {row.values for row in rows} == {("新户主", 3, "W9")}
    assert len(_operations(ledger)) == length + 1
    assert _visits(ledger) == 6 - sum(row.values[1] == 3 for row in before[:6])
    Editing(ledger, office.clock).undo()
    assert tables.rows(numbers, keys) == before
    assert _visits(ledger) == 0


def _operations(ledger: Ledger) -> list[object]:
    with ledger.reader() as connection:
        return list(connection.exec_driver_sql("SELECT number FROM journal_operation").all())


def _visits(ledger: Ledger) -> int:
    with ledger.reader() as connection:
        row = connection.exec_driver_sql("SELECT count(*) FROM visit WHERE deleted = 0").one()
    return int(row[0])


def test_empty_cells_leave_what_is_there_unless_asked(tables: Tables) -> None:
    keys = ("household.title_area",)
    kept = _plan(tables, [[""]], keys, 4)
    assert (kept.changes, kept.kept) == ([], 4)
    cleared = _plan(tables, [[""]], keys, 4, clear=True)
    assert [change.new for change in cleared.changes] == [None, None]
    assert cleared.same == 2


def test_a_plan_for_another_state_of_the_ledger_is_refused(tables: Tables) -> None:
    plan = _plan(tables, [["新户主"]], ("household.owner_name",), 2)
    tables.set_cell(_all(tables)[0], "household.remarks", "门锁着")
    with pytest.raises(RefusedError) as caught:
        tables.apply(plan)
    assert caught.value.code == "table-changed-since"


def test_a_typed_cell_is_checked_and_a_missing_meter_recorded(
    tables: Tables, ledger: Ledger, office: Office
) -> None:
    number = _all(tables)[0]
    keys = ("water_meter.body_no", "water_meter.state", "water_meter.role", "water_meter.dn")
    assert tables.rows([number], keys)[0].values == (None, None, None, None)
    tables.set_cell(number, "water_meter.body_no", "W26000001")
    assert tables.rows([number], keys)[0].values == ("W26000001", 1, 3, None)
    tables.set_cell(number, "water_meter.dn", "15")
    tables.set_cell(number, "water_meter.verified_on", "2026.3.1")
    due = ("water_meter.expires_on",)
    assert tables.rows([number], due)[0].values == (date(2032, 3, 1),)
    with pytest.raises(InputError) as caught:
        tables.set_cell(number, "water_meter.dn", "wide")
    assert caught.value.code == "value-not-a-number"
    with pytest.raises(InputError) as caught:
        tables.set_cell(number, ADDRESS, "1栋")
    assert caught.value.code == "table-read-only"
    for _ in range(3):
        Editing(ledger, office.clock).undo()
    assert tables.rows([number], keys)[0].values == (None, None, None, None)


def test_too_many_cells_are_refused_in_words(tables: Tables) -> None:
    numbers = array("q", range(500_000))
    block = CellBlock(numbers, ("household.remarks",), [["x"]], TableAction.BULK)
    with pytest.raises(InputError) as caught:
        tables.plan(block)
    assert caught.value.code == "table-too-many"
    with pytest.raises(InputError):
        tables.copy(numbers, ("household.remarks",))


def test_a_selection_is_copied_as_people_read_it(tables: Tables) -> None:
    text, html = tables.copy(
        _all(tables)[:2], (ADDRESS, "household.visit_state", "household.title_area")
    )
    assert text == "2栋1单元101\t已访\t51.00\r\n2栋1单元102\t拒访\t\r\n"
    assert "<td>拒访</td>" in html


def test_a_selection_is_counted_and_added_up(tables: Tables) -> None:
    found = tables.totals(_all(tables)[:8], ("household.title_area", "household.owner_name"))
    assert (found.cells, found.sum, found.unit) == (16, Decimal("210.00"), "m²")
    assert found.filled == 4 + 8
    assert tables.totals(_all(tables), ("household.owner_name",)).sum is None


def test_filters_are_kept_by_name_and_journalled(
    tables: Tables, ledger: Ledger, office: Office
) -> None:
    view = ListView((Condition("household.hardship", Test.ONE_OF, codes=(1, 2)),), "address")
    tables.save_filter("困难家庭", view)
    tables.save_filter("困难家庭", view.ordered("household.owner_name", descending=True))
    (kept,) = tables.saved_filters()
    assert (kept.name, kept.view.order) == ("困难家庭", "household.owner_name")
    Editing(ledger, office.clock).undo()
    assert tables.saved_filters()[0].view == view
    tables.remove_filter(kept.id)
    assert tables.saved_filters() == []
    with pytest.raises(InputError):
        tables.save_filter("  ", view)
