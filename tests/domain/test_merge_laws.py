"""The laws of the merge (``exchange.md``): they hold for whatever people did."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.fields import ENTITIES, Kind
from desktop.domain.merge import MergeBasis, plan_merge
from desktop.domain.merge_decisions import Choice, FixedDecider
from desktop.domain.merge_resolution import resolve
from desktop.domain.sheet_rows import ReturnedRows, RowState, SheetRow

if TYPE_CHECKING:
    from desktop.domain.fields import Field
    from desktop.domain.merge_plan import MergePlan
    from desktop.domain.values import Value

NAMES = (
    "owner_name", "floor", "visit_state", "arrears_w", "id_type", "id_no", "remarks",
)  # fmt: skip
METER = ("verified_on", "cert_no", "first_reading", "installed_on", "kind")
CODE = "X1"

Record = dict[str, "Value"]
Ledger = dict[str, Record]


def _values(field: Field) -> st.SearchStrategy[Value]:
    # words without digits: what a spreadsheet would take for a number is not under test here
    texts = st.sampled_from(["甲", "乙", "丙 丁", "a", "=b", "-", "ß"])
    choices: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.TEXT: texts,
        Kind.INTEGER: st.integers(-3, 3),
        Kind.DECIMAL: st.integers(-200, 200).map(lambda n: Decimal(n).scaleb(-field.places)),
        Kind.DATE: st.dates(date(2020, 1, 1), date(2020, 1, 9)),
        Kind.CODE: st.sampled_from(list(field.codes.labels) if field.codes else [0]),
    }
    return st.none() | choices[field.kind]


def _records(kind: str, names: tuple[str, ...]) -> st.SearchStrategy[Record]:
    found = {name: ENTITIES[kind].field(name) for name in names}
    return st.fixed_dictionaries({name: _values(f) for name, f in found.items() if f is not None})


PAIR = st.tuples(_records("household", NAMES), _records("water_meter", METER))
STATES = st.lists(st.tuples(PAIR, PAIR, PAIR), min_size=1, max_size=5)


def _ids(number: int) -> tuple[str, str]:
    return f"{number:031x}a", f"{number:031x}b"


def _state(pairs: list[tuple[Record, Record]]) -> Ledger:
    state: Ledger = {}
    for number, pair in enumerate(pairs):
        state |= dict(zip(_ids(number), pair, strict=True))
    return state


def _base(before: Ledger, now: Ledger) -> dict[tuple[str, str], Value]:
    """What the journal answers: old values of the fields that changed since."""
    return {
        (one, name): value
        for one, record in before.items()
        for name, value in record.items()
        if value != now.get(one, {}).get(name)
    }


def _rows(state: Ledger, count: int) -> tuple[SheetRow, ...]:
    rows = []
    for number in range(count):
        ids = _ids(number)
        values = {
            f"{kind}.{name}": value
            for kind, one in zip(("household", "water_meter"), ids, strict=True)
            for name, value in state[one].items()
        }
        kinds = ("household", "water_meter")
        shown = {key: _as_cell(key, value) for key, value in values.items()}
        rows.append(SheetRow("住户", number + 3, kinds, ids, RowState.KNOWN, CODE, shown))
    return tuple(rows)


def _as_cell(key: str, value: Value) -> object:
    """Return the cell as a spreadsheet keeps it: labels for codes, floats for numbers."""
    kind, _, name = key.partition(".")
    field = ENTITIES[kind].field(name)
    assert field is not None
    if value is None:
        return None
    if field.codes is not None:
        return field.codes.label(value)
    return float(value) if isinstance(value, (int, Decimal)) else value


def _plan(before: Ledger, now: Ledger, book: Ledger, *, backwards: bool = False) -> MergePlan:
    rows = _rows(book, len(book) // 2)
    returned = ReturnedRows(rows[::-1] if backwards else rows)
    return plan_merge(returned, MergeBasis(now, {CODE: _base(before, now)}))


def _apply(now: Ledger, plan: MergePlan, choice: Choice = Choice.LEAVE) -> Ledger:
    after = {one: dict(record) for one, record in now.items()}
    for update in resolve(plan, FixedDecider(choice)).updates:
        after[update.id][update.field] = update.theirs
    return after


@settings(max_examples=40)
@given(STATES)
def test_only_the_workbook_changed_and_it_is_taken(states: list[Any]) -> None:
    base, book = _state([s[0] for s in states]), _state([s[2] for s in states])
    assert _apply(base, _plan(base, base, book)) == book


@settings(max_examples=40)
@given(STATES)
def test_only_the_ledger_changed_and_it_stays(states: list[Any]) -> None:
    base, now = _state([s[0] for s in states]), _state([s[1] for s in states])
    plan = _plan(base, now, base)
    assert not plan.updates
    assert not plan.conflicts
    assert plan.unchanged == plan.rows


@settings(max_examples=40)
@given(STATES)
def test_both_made_the_same_change_and_nothing_is_asked(states: list[Any]) -> None:
    base, both = _state([s[0] for s in states]), _state([s[1] for s in states])
    plan = _plan(base, both, both)
    assert not plan.updates
    assert not plan.conflicts


@settings(max_examples=40)
@given(STATES)
def test_the_order_of_rows_does_not_matter(states: list[Any]) -> None:
    base, now, book = (_state([s[i] for s in states]) for i in range(3))
    plain, turned = _plan(base, now, book), _plan(base, now, book, backwards=True)
    assert plain == turned


@settings(max_examples=40)
@given(STATES)
def test_merging_twice_is_merging_once(states: list[Any]) -> None:
    base, now, book = (_state([s[i] for s in states]) for i in range(3))
    once = _apply(now, _plan(base, now, book))
    again = _plan(base, once, book)
    assert _apply(once, again) == once
    assert not again.updates


@settings(max_examples=40)
@given(STATES)
def test_theirs_and_ours_settle_every_conflict(states: list[Any]) -> None:
    base, now, book = (_state([s[i] for s in states]) for i in range(3))
    plan = _plan(base, now, book)
    for choice in (Choice.OURS, Choice.THEIRS):
        assert not resolve(plan, FixedDecider(choice)).open
    taken = _apply(now, plan, Choice.THEIRS)
    for update in plan.updates:
        assert taken[update.id][update.field] == update.theirs
    for conflict in plan.conflicts:
        assert taken[conflict.id][conflict.field] == conflict.theirs


@settings(max_examples=40)
@given(STATES)
def test_no_change_of_anybody_is_lost_unseen(states: list[Any]) -> None:
    """Each field ends as base, ours or theirs, and a field both changed is asked about."""
    base, now, book = (_state([s[i] for s in states]) for i in range(3))
    plan = _plan(base, now, book)
    after = _apply(now, plan)
    asked = {(c.id, c.field) for c in plan.conflicts}
    for one, record in base.items():
        for name, before in record.items():
            ours, theirs = now[one][name], book[one][name]
            if ours != before:
                assert after[one][name] == ours
            elif theirs != before:
                assert after[one][name] == theirs or (one, name) in asked
            if ours != before and theirs not in {before, ours}:
                assert (one, name) in asked


@settings(max_examples=40)
@given(STATES)
def test_files_that_do_not_conflict_may_come_in_any_order(states: list[Any]) -> None:
    base, first, second = (_state([s[i] for s in states]) for i in range(3))
    # the second clerk leaves alone every record that the first one touched
    second = {one: second[one] if first[one] == base[one] else base[one] for one in base}
    one_way = base
    for book in (first, second):
        one_way = _apply(one_way, _plan(base, one_way, book))
    other_way = base
    for book in (second, first):
        other_way = _apply(other_way, _plan(base, other_way, book))
    assert one_way == other_way
