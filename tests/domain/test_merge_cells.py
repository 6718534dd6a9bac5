"""A cell that says the same in another writing is no change; one that says another thing is."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.domain.field_kinds import Side
from desktop.domain.merge import MergeBasis, MergeOptions, plan_merge
from desktop.domain.merge_plan import AlarmCode, ConflictReason
from desktop.domain.sheet_rows import ReturnedRows, RowState, SheetRow

if TYPE_CHECKING:
    from desktop.domain.merge_plan import MergePlan
    from desktop.domain.values import Value

ONE = "0" * 31 + "1"
VERIFIED, READING = ("water_meter", "verified_on"), ("water_meter", "first_reading")
NUMBER, PRIMARY = ("water_meter", "body_no"), ("quarter", "pilot")


def _plan(place: tuple[str, str], before: Value, cell: object) -> MergePlan:
    kind, name = place
    row = SheetRow("表", 3, (kind,), (ONE,), RowState.KNOWN, "X", {f"{kind}.{name}": cell})
    return plan_merge(ReturnedRows((row,)), MergeBasis({ONE: {name: before}}, {"X": {}}))


DAY = date(2024, 3, 5)
SAME: list[tuple[tuple[str, str], Value, object]] = [
    *[
        (VERIFIED, DAY, cell)
        for cell in (
            "2024-03-05", "2024/3/5", "2024.3.5", "2024年3月5日", "2024年03月05日", " 2024-3-5 ",
            "２０２４－３－５", "20240305", 20240305.0, 45356, 45356.0, "2024-03-05 00:00:00",
            datetime(2024, 3, 5), date(2024, 3, 5),  # noqa: DTZ001 - cells have no zone
        )
    ],
    *[(NUMBER, "00123", cell) for cell in ("00123 ", "\u200b00123", "００１２３", 123.0, "'00123")],
    (NUMBER, "110101199912310019", 1.1010119991231e17),
    (NUMBER, "110101199912310019", "110101199912310000"),
    *[(READING, Decimal("12.500"), cell) for cell in (12.5, "12.5", "１２．５", " 12.50 ")],
    (READING, Decimal("0.300"), 0.1 + 0.2),
    *[(PRIMARY, True, cell) for cell in ("是", "TRUE()", "=TRUE()", True, 1.0, "true", "1")],
    *[(PRIMARY, False, cell) for cell in ("否", "FALSE()", False, 0.0)],
    *[(("household", "visit_state"), 1, cell) for cell in (1.0, "1")],
    *[(("household", "remarks"), None, cell) for cell in ("", " ", "　", None)],
]  # fmt: skip


@pytest.mark.parametrize(("place", "before", "cell"), SAME)
def test_the_same_in_another_writing_is_no_change(
    place: tuple[str, str], before: Value, cell: object
) -> None:
    plan = _plan(place, before, cell)
    assert (plan.updates, plan.conflicts, plan.problems) == ((), (), ())
    assert plan.unchanged == 1


@pytest.mark.parametrize(
    ("place", "before", "cell", "now"),
    [
        (VERIFIED, DAY, "2024/3/6", date(2024, 3, 6)),
        (VERIFIED, DAY, 45357.0, date(2024, 3, 6)),
        (VERIFIED, DAY, None, None),
        (NUMBER, "00123", "00124", "00124"),
        (NUMBER, "00123", 124.0, "124"),
        (READING, Decimal("12.500"), 12.501, Decimal("12.501")),
        (PRIMARY, True, "否", False),
    ],
)
def test_another_value_is_a_change(
    place: tuple[str, str], before: Value, cell: object, now: Value
) -> None:
    (update,) = _plan(place, before, cell).updates
    assert (update.ours, update.theirs) == (before, now)


@pytest.mark.parametrize("cell", ["5/3/24", "24.3.5", "3/5/2024"])
def test_a_year_of_two_digits_is_asked(cell: str) -> None:
    plan = _plan(VERIFIED, None, cell)
    assert not plan.updates
    assert [c.reason for c in plan.conflicts] == [ConflictReason.INVALID]
    assert [p.code for p in plan.problems] == ["value-date-unclear"]


def test_dates_of_the_other_calendar_stop_and_ask() -> None:
    """Copied from a workbook with date1904: every date is four years and a day off."""
    days = [date(2020, 1, number) for number in range(1, 6)]
    ids = [f"{number:032x}" for number in range(5)]
    rows = tuple(
        SheetRow(
            "表", n + 3, ("water_meter",), (one,), RowState.KNOWN, "X",
            {"water_meter.verified_on": date.fromordinal(day.toordinal() + 1462)},
        )
        for n, (one, day) in enumerate(zip(ids, days, strict=True))
    )  # fmt: skip
    records = {one: {"verified_on": day} for one, day in zip(ids, days, strict=True)}
    plan = plan_merge(ReturnedRows(rows), MergeBasis(records, {"X": {}}))
    assert [alarm.code for alarm in plan.alarms] == [AlarmCode.DATES_SHIFTED]
    assert not plan.updates
    assert {c.reason for c in plan.conflicts} == {ConflictReason.ALARM}


@pytest.mark.parametrize(
    ("editor", "name", "proposed"),
    [
        (Side.DISTRICT, "name", True),
        (Side.DISTRICT, "approval_no", False),
        (Side.DISTRICT, "remarks", False),
        (Side.STREET, "name", False),
        (Side.STREET, "approval_no", True),
        (Side.STREET, "remarks", False),
        (Side.BOTH, "approval_no", False),
    ],
)
def test_a_change_in_the_other_sides_column_is_a_proposal(
    editor: Side, name: str, *, proposed: bool
) -> None:
    row = SheetRow("表", 3, ("quarter",), (ONE,), RowState.KNOWN, "X", {f"quarter.{name}": "新"})
    basis = MergeBasis({ONE: {name: "旧"}}, {"X": {}})
    (update,) = plan_merge(ReturnedRows((row,)), basis, MergeOptions(editor=editor)).updates
    assert update.proposed is proposed
