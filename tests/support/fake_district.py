"""A district workbook that came back, invented: a review of any size and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from desktop.domain.merge_plan import Alarm, AlarmCode, Hanging, MergePlan, Place
from desktop.domain.merge_review import Review, ReviewGroup, ReviewRow
from desktop.domain.sheet_rows import ReturnedRows
from desktop.exchange.workbook import ReturnedWorkbook
from desktop.services.exchange_log import ExportRow
from desktop.services.planned_merge import PlannedMerge
from desktop.services.questions import OpenQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_QUARTERS = ("棉纺厂宿舍", "红旗机械厂一村", "翠湖小区")


def door(number: int) -> dict[str, Any]:
    """Return where an invented household stands."""
    quarter = _QUARTERS[number % 3]
    label = f"{quarter} {1 + number % 9}栋{1 + number % 3}单元{1 + number % 6}0{1 + number % 2}"
    return {"kind": "household", "id": f"{number:032x}", "quarter": quarter, "label": label}


def a_row(group: ReviewGroup, number: int, **more: Any) -> ReviewRow:
    """Return a row about an invented household's phone."""
    usual: dict[str, Any] = {
        **door(number),
        "field": "phone",
        "base": "13871000000",
        "ours": "13871000001",
        "theirs": f"1399900{number:04d}",
        "place": Place("住户", 3 + number, "H"),
        "heading": "联系电话",
        "can_type": True,
    }
    made = {**usual, **more}
    return ReviewRow(f"{made['id']}/{made['field']}/{number}", group, **made)


def a_review() -> Review:
    """Return one of everything."""
    group = ReviewGroup
    both = "conflict-both-changed"
    changes = [
        a_row(group.CHANGE, n, base="13871000000", ours="13871000000", taken=True)
        for n in range(20, 34)
    ]
    rows = (
        a_row(group.CONFLICT, 1, reason=both, who="李敏", at=_AT),
        a_row(group.CONFLICT, 2, reason=both, field="owner_name", base="王秀兰", ours="王秀英",
              theirs="王秀蓝"),
        a_row(group.CONFLICT, 3, reason="conflict-deleted-there", field="", base=None, ours=None,
              theirs=None, can_type=False),
        a_row(group.CONFLICT, 4, reason="conflict-invalid", field="floor", base=5, ours=5,
              theirs="五楼半", can_take=False),
        a_row(group.PROPOSAL, 5, reason="conflict-other-side", field="owner_name", base="李建国",
              ours="李建国", theirs="李建囯", proposed=True),
        a_row(group.PROPOSAL, 6, reason="conflict-other-side", proposed=True),
        ReviewRow("住户/99", group.PROBLEM, theirs_shown="X99", reason="sheet-row-ticket-damaged",
                  place=Place("住户", 99), heading=""),
        a_row(group.DELETION, 7, field="", base=None, ours=None, theirs=None, can_type=False,
              reason="conflict-missing-row",
              hanging=(Hanging("water_meter", 1), Hanging("electricity_meter", 1))),
        ReviewRow("住户/120", group.NEW, "household", quarter=_QUARTERS[0], taken=True,
                  label="棉纺厂宿舍 3栋2单元701", theirs_shown="赵新生", place=Place("住户", 120)),
        a_row(group.MATCH, 8, field="", base=None, ours=None, theirs=None, theirs_shown="周小满",
              reason="conflict-same-address", can_type=False),
        *changes,
    )  # fmt: skip
    alarm = Alarm(AlarmCode.MANY_EMPTIED, "住户", "household.phone", 40, 100)
    return Review(rows, (alarm,))


def big_review(count: int) -> Review:
    """Return a review of many changes."""
    group = ReviewGroup
    rows = [
        a_row(group.CHANGE, n, taken=True)
        if n % 5
        else a_row(group.CONFLICT, n, reason="conflict-both-changed")
        for n in range(count)
    ]
    return Review(tuple(rows))


@dataclass
class FakeDistrict:
    """Plans what it is told and remembers what it was asked to apply."""

    found: Review = field(default_factory=a_review)
    applied: list[dict[str, Any]] = field(default_factory=list)
    did: Callable[[str], None] = lambda _: None
    fail_with: BaseException | None = None
    planned: list[Path] = field(default_factory=list)
    marked_to: list[tuple[Path, Path]] = field(default_factory=list)

    def plan(self, path: Path, progress: Any = None) -> PlannedMerge:
        del progress
        self.planned.append(path)
        if self.fail_with is not None:
            raise self.fail_with
        workbook = ReturnedWorkbook("e" * 32, "DEMO01", {"DEMO01": 1}, ReturnedRows(()))
        return PlannedMerge(workbook, MergePlan(rows=120, unchanged=90), {}, "0" * 64)

    def review(self, planned: PlannedMerge) -> Review:
        del planned
        return self.found

    def marked(self, planned: PlannedMerge, source: Path, target: Path) -> int:
        del planned
        self.marked_to.append((source, target))
        return 2

    def apply(
        self, planned: PlannedMerge, *, decisions: Any, proposals: str = "take"
    ) -> dict[str, Any]:
        del planned
        assert proposals == "ask"
        self.applied.append(decisions)
        self.did("merge")
        return {
            "applied": {"fields": 14, "inserted": 1, "deleted": 0},
            "conflicts": [{"field": "phone"}] * 2,
            "proposals": [{"field": "phone"}],
        }


def an_export(**more: Any) -> ExportRow:
    """Return an export that has not come back."""
    made = ExportRow("e" * 32, "DEMO01", _AT, _QUARTERS, 324, date(2026, 3, 31), None, 0)
    return replace(made, **more)


@dataclass
class FakeExchangeLog:
    """What went out."""

    out: list[ExportRow] = field(default_factory=list)

    def exports(self) -> list[ExportRow]:
        return list(self.out)

    def export(self, export_id: str) -> ExportRow | None:
        return next((row for row in self.out if row.id == export_id), None)


def a_question(number: int, **more: Any) -> OpenQuestion:
    """Return a question about an invented household's phone."""
    where = door(number)
    made = OpenQuestion(
        f"q{number}", "workbook", "DEMO01", "", _AT, "household", where["id"], "phone", "",
        where["quarter"], where["label"], "13871000000", "13871000001", f"1399900{number:04d}",
        "", "", "", "conflict-both-changed", "住户", 3 + number, can_type=True,
    )  # fmt: skip
    return replace(made, **more)


@dataclass
class FakeQuestions:
    """What waits, and the answers that were given."""

    waiting: list[OpenQuestion] = field(default_factory=list)
    settled: list[tuple[tuple[str, ...], str, object]] = field(default_factory=list)
    did: Callable[[str], None] = lambda _: None

    def count(self) -> int:
        return len(self.waiting)

    def open(self) -> list[OpenQuestion]:
        return list(self.waiting)

    def settle(self, ids: Sequence[str], choice: str, value: object = None) -> dict[str, Any]:
        self.settled.append((tuple(ids), choice, value))
        self.did("settle-questions")
        before = len(self.waiting)
        self.waiting = [question for question in self.waiting if question.id not in ids]
        return {"settled": before - len(self.waiting), "skipped": 0, "problems": []}
