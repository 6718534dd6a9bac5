"""What a table shows and in which order: conditions a person can read, save and share."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.domain.fields import Kind
from desktop.domain.table_columns import ADDRESS, columns
from desktop.domain.values import ValueProblem, canonical, parse, tidy

if TYPE_CHECKING:
    from desktop.domain.fields import Field
    from desktop.domain.table_columns import TableColumn

Code: TypeAlias = int | str | None


class Test(StrEnum):
    """What a condition asks of a value."""

    __test__ = False

    CONTAINS = "contains"
    EQUALS = "equals"
    EMPTY = "empty"
    FILLED = "filled"
    ONE_OF = "one_of"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Condition:
    """One column narrowed.

    Attributes:
        key: the column.
        test: what is asked.
        text: what a text contains or equals.
        codes: accepted codes; None among them means "empty".
        low: least value in canonical form, empty for none; ``high`` the greatest likewise.
    """

    key: str
    test: Test
    text: str = ""
    codes: tuple[Code, ...] = ()
    low: str = ""
    high: str = ""

    @property
    def empty(self) -> bool:
        """Whether it asks nothing."""
        if self.test in {Test.CONTAINS, Test.EQUALS}:
            return not self.text
        if self.test is Test.BETWEEN:
            return not (self.low or self.high)
        return self.test is Test.ONE_OF and not self.codes


@dataclass(frozen=True, slots=True)
class ListView:
    """Order and conditions together; every condition has to hold.

    Attributes:
        conditions: at most one for a column.
        order: key of the column to order by.
        descending: the greatest first; what is empty stands last either way.
    """

    conditions: tuple[Condition, ...] = field(default=())
    order: str = ADDRESS
    descending: bool = False

    def condition(self, key: str) -> Condition | None:
        """Return the condition on a column, or None."""
        return next((found for found in self.conditions if found.key == key), None)

    def narrowed(self, condition: Condition) -> ListView:
        """Return the view with ``condition`` instead of the one on its column; empty ones go."""
        kept = tuple(found for found in self.conditions if found.key != condition.key)
        added = () if condition.empty else (condition,)
        return ListView((*kept, *added), self.order, self.descending)

    def widened(self, key: str) -> ListView:
        """Return the view without a condition on this column."""
        kept = tuple(found for found in self.conditions if found.key != key)
        return ListView(kept, self.order, self.descending)

    def ordered(self, order: str, *, descending: bool) -> ListView:
        """Return the view in another order."""
        return ListView(self.conditions, order, descending)


def possible_tests(column: TableColumn) -> tuple[Test, ...]:
    """Return what can be asked of a column, the usual one first."""
    if not column.searchable:
        return ()
    if column.field is None:
        return (Test.CONTAINS,)
    if column.field.codes is not None:
        return (Test.ONE_OF,)
    if column.field.kind is Kind.TEXT:
        return (Test.CONTAINS, Test.EQUALS, Test.EMPTY, Test.FILLED)
    return (Test.BETWEEN, Test.EMPTY, Test.FILLED)


def between(column: TableColumn, low: str, high: str) -> Condition:
    """Return the range that a person typed.

    Raises:
        ValueProblem: a bound is no value of this column.
    """
    if column.field is None:
        raise ValueProblem("value-not-a-number", low or high)
    return Condition(
        column.key, Test.BETWEEN, low=_bound(column.field, low), high=_bound(column.field, high)
    )


def to_text(view: ListView) -> str:
    """Return ``view`` as one line of JSON, for keeping."""
    entries = [
        {
            name: list(value) if isinstance(value, tuple) else value
            for name in ("key", "test", "text", "codes", "low", "high")
            if (value := getattr(condition, name)) not in {"", ()}
        }
        for condition in view.conditions
    ]
    content = {"conditions": entries, "order": view.order, "descending": view.descending}
    return json.dumps(content, ensure_ascii=False)


def from_text(text: str) -> ListView:
    """Return the view kept as ``text``; what this version does not know is left out."""
    try:
        content: Any = json.loads(text)
    except ValueError:
        return ListView()
    if not isinstance(content, dict):
        return ListView()
    conditions = tuple(
        condition
        for entry in content.get("conditions") or ()
        if (condition := _condition(entry)) is not None
    )
    order = content.get("order")
    if not isinstance(order, str) or order not in columns() or not columns()[order].searchable:
        order = ADDRESS
    return ListView(conditions, order, bool(content.get("descending")))


def _bound(field_: Field, text: str) -> str:
    return canonical(field_, parse(field_, tidy(text)))


def _condition(entry: Any) -> Condition | None:
    if not isinstance(entry, dict):
        return None
    try:
        test = Test(str(entry.get("test")))
    except ValueError:
        return None
    column = columns().get(str(entry.get("key")))
    if column is None or test not in possible_tests(column):
        return None
    codes = tuple(code for code in entry.get("codes") or () if isinstance(code, int | str | None))
    texts = {name: str(entry.get(name) or "") for name in ("text", "low", "high")}
    made = Condition(column.key, test, codes=codes, **texts)
    return None if made.empty else made
