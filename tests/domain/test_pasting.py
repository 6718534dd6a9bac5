"""What spreadsheets put on the clipboard comes in as it stood there, and goes out likewise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.pasting import (
    format_html,
    format_tsv,
    parse_html,
    parse_tsv,
    pick,
    read_clipboard,
    rounded,
    shape,
)

CELLS = st.one_of(
    st.text(), st.text(alphabet='"\t\n\r a,=', max_size=8), st.sampled_from(['"', '""', '"a"b', ""])
)
GRIDS = st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=6)


@given(GRIDS)
def test_what_was_written_is_read_back(grid: list[list[str]]) -> None:
    assert parse_tsv(format_tsv(grid)) == grid


@given(
    st.lists(
        st.lists(
            st.text(alphabet="0123456789<>&;'\"栋 王=", max_size=6).map(str.strip),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_was_written_as_html_is_read_back(grid: list[list[str]]) -> None:
    assert parse_html(format_html(grid)) == grid


def test_excel_quotes_cells_of_several_lines() -> None:
    copied = '王秀兰\t"门锁着\n""等电话"""\t13871000001\r\n李建国\t\t\r\n'
    assert parse_tsv(copied) == [
        ["王秀兰", '门锁着\n"等电话"', "13871000001"],
        ["李建国", "", ""],
    ]


def test_a_list_without_a_last_line_break_is_read_whole() -> None:
    assert parse_tsv("1\t2\n3\t4") == [["1", "2"], ["3", "4"]]
    assert parse_tsv("1\t") == [["1", ""]]
    assert parse_tsv("") == []


def test_merged_cells_stand_for_every_cell_they_cover() -> None:
    html = (
        "<html><body><table><tr><td rowspan=2>1栋</td><td>101</td></tr>"
        "<tr><td>102</td></tr><tr><td colspan='2'>空<br>房</td></tr></table></body></html>"
    )
    assert read_clipboard("1栋\t101\r\n\t102\r\n空\t\r\n", html) == [
        ["1栋", "101"],
        ["1栋", "102"],
        ["空\n房", "空\n房"],
    ]


def test_without_merged_cells_the_text_counts() -> None:
    html = "<table><tr><td>1.2E+18</td></tr></table>"
    assert read_clipboard("1230000000000000001\r\n", html) == [["1230000000000000001"]]


def test_every_cell_that_is_copied_is_text_for_excel() -> None:
    assert "mso-number-format:'\\@'" in format_html([["4230009000000000123"]])


def test_a_rounded_number_is_seen() -> None:
    assert rounded("4.23001E+18")
    assert rounded(" 1e+19 ")
    assert not rounded("4230009000000000123")
    assert not rounded("E+18")


def test_a_block_is_repeated_over_a_whole_multiple_only() -> None:
    grid = [["a", "b"], ["c"]]
    assert shape(grid, 4, 2) == (4, 2)
    assert shape(grid, 3, 5) == (2, 2)
    assert shape(grid, 1, 1) == (2, 2)
    assert shape([["x"]], 50_000, 1) == (50_000, 1)
    assert shape([], 3, 3) == (0, 0)
    assert [pick(grid, row, 1) for row in range(4)] == ["b", None, "b", None]
