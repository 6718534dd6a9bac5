"""Conditions of the table in words, and the ready-made views. No widget in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.list_filter import Condition, ListView, Test
from desktop.domain.table_columns import column
from desktop.ui.shell.language import language, tr

if TYPE_CHECKING:
    from desktop.domain.fields import Field

_MOST_NAMED = 3
_NOT_MET = (2, 3, 4, 5, 6)


def ready_made() -> list[tuple[str, ListView]]:
    """Return (name, view) of the views everybody needs."""

    def one_of(name: str, *codes: int | None) -> ListView:
        return ListView((Condition(f"household.{name}", Test.ONE_OF, codes=codes),))

    return [
        (tr("All households"), ListView()),
        (tr("Not visited"), one_of("visit_state", None, 0)),
        (tr("Nobody home"), one_of("visit_state", 2)),
        (tr("Refused"), one_of("visit_state", 3)),
        (tr("Water not met"), one_of("w_state", *_NOT_MET)),
        (tr("Electricity not met"), one_of("e_state", *_NOT_MET)),
        (tr("Consent open"), one_of("consent_w", None, 4)),
    ]


def in_words(condition: Condition) -> str:
    """Return a condition as people say it: ``业主姓名 含“王”``."""
    of = column(condition.key)
    name = of.heading(language())
    if condition.test is Test.ONE_OF and of.field is not None:
        return f"{name}: {_codes(condition, of.field)}"
    if condition.test is Test.BETWEEN:
        return _range(name, condition.low, condition.high)
    pattern = {
        Test.EMPTY: tr("{name} is empty"),
        Test.FILLED: tr("{name} is filled in"),
        Test.EQUALS: tr("{name} is “{text}”"),
    }.get(condition.test, tr("{name} contains “{text}”"))
    return pattern.format(name=name, text=condition.text)


def test_name(test: Test) -> str:
    """Return what a test is called in a list of choices."""
    return {
        Test.CONTAINS: tr("contains"),
        Test.EQUALS: tr("is exactly"),
        Test.EMPTY: tr("is empty"),
        Test.FILLED: tr("is filled in"),
        Test.ONE_OF: tr("is one of"),
        Test.BETWEEN: tr("from – to"),
    }[test]


def _range(name: str, low: str, high: str) -> str:
    if low and high:
        return f"{low} ≤ {name} ≤ {high}"
    return f"{name} ≥ {low}" if low else f"{name} ≤ {high}"


def _codes(condition: Condition, field: Field) -> str:
    assert field.codes is not None  # noqa: S101 - only codes are asked for one by one
    names = [
        tr("(empty)") if code is None else field.codes.label(code, language())
        for code in condition.codes
    ]
    more = len(names) - _MOST_NAMED
    shown = "、".join(names[:_MOST_NAMED]) if language() == "zh_CN" else ", ".join(names[:3])
    return f"{shown} +{more}" if more > 0 else shown
