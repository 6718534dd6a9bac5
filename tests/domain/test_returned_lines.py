"""What a receiver's sheet says of each line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.returned_lines import (
    ACCEPTED,
    RETURNED,
    CheckedLine,
    every_line,
    read_checked_lines,
)
from desktop.kernel.errors import InputError

HEAD = ["核对结果", "退回原因", "序号"]


@pytest.mark.parametrize(
    ("result", "reason", "line"),
    [
        ("√", "", CheckedLine(1, ACCEPTED)),
        (" 接收 ", None, CheckedLine(1, ACCEPTED)),
        ("OK", "", CheckedLine(1, ACCEPTED)),
        ("×", "表反装", CheckedLine(1, RETURNED, "表反装")),
        ("", "封印缺失", CheckedLine(1, RETURNED, "封印缺失")),
        (0.0, "未通水", CheckedLine(1, RETURNED, "未通水")),
    ],
)
def test_a_word_or_a_reason_decides(result: object, reason: object, line: CheckedLine) -> None:
    assert read_checked_lines([["某公司"], HEAD, [result, reason, 1.0]]) == [line]


def test_a_line_that_says_nothing_is_left_out() -> None:
    assert read_checked_lines([HEAD, ["", None, 7], [None], ["√", "", "2"]]) == [
        CheckedLine(2, ACCEPTED)
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["序号", "新表号"], [1, 2]], "returned-no-header"),
        ([], "returned-no-header"),
        ([HEAD, ["大概", "", 1]], "returned-line-unclear"),
        ([HEAD, ["√", "", "一"]], "returned-line-unclear"),
        ([HEAD, ["√", "", 1], ["×", "坏", 1]], "returned-line-twice"),
    ],
)
def test_what_is_not_clear_is_refused(rows: list[list[object]], code: str) -> None:
    with pytest.raises(InputError, match=code):
        read_checked_lines(rows)


@given(st.integers(1, 60), st.sets(st.integers(1, 60)))
def test_whoever_is_not_returned_is_accepted(count: int, returned: set[int]) -> None:
    told = [CheckedLine(number, RETURNED, "x") for number in returned]
    if returned and max(returned) > count:
        with pytest.raises(InputError, match="returned-line-unknown"):
            every_line(told, count)
        return
    whole = every_line(told, count)
    assert [line.line_no for line in whole] == list(range(1, count + 1))
    assert {line.line_no for line in whole if line.result == RETURNED} == returned
