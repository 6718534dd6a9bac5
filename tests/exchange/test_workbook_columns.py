"""The columns of the workbook are declared once, and the documentation says the same."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.domain.fields import ENTITIES, Side
from desktop.exchange.guide import editing_table
from desktop.exchange.sheets import (
    ACTION_KEY,
    FUNDING,
    HOUSEHOLDS,
    MASTER_POWER,
    NATIONAL,
    PLAN,
    SHEETS,
    Sheet,
)
from desktop.exchange.shell_colours import CONTEXT_HEAD, FOREIGN, HEADS
from desktop.exchange.shell_rules import is_foreign
from tests.support.workbook_page import PAGE, page
from tests.support.workbooks import invented_content


def test_the_page_of_columns_is_what_the_tables_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_keys_and_headings_of_a_sheet_stand_once(sheet: Sheet) -> None:
    assert len(sheet.by_key) == len(sheet.by_label) == len(sheet.columns)
    assert all(column.group for column in sheet.columns)


@pytest.mark.parametrize("sheet", [one for one in SHEETS if one.kinds], ids=lambda sheet: sheet.key)
def test_what_is_taken_back_is_a_field_of_the_rows_own_kinds(sheet: Sheet) -> None:
    for column in sheet.columns:
        kind, _, name = column.key.partition(".")
        if column.context or column.key == ACTION_KEY:
            continue
        assert kind in sheet.kinds
        assert ENTITIES[kind].field(name) is column.field


def test_figures_are_only_to_look_at() -> None:
    for sheet in SHEETS:
        assert bool(sheet.kinds) == any(not column.context for column in sheet.columns)


def test_the_transformer_area_stands_with_the_meters() -> None:
    assert "electricity_meter.transformer_area" in HOUSEHOLDS.by_key
    assert MASTER_POWER.by_key["electricity_meter.transformer_area"].label == "台区"


def test_the_national_form_and_the_funds_have_their_sheets() -> None:
    assert [sheet.title for sheet in NATIONAL] == [
        "年度计划",
        "改造进展",
        "改造效果",
        "项目基本情况",
    ]
    names = [column.key.partition(".")[2] for column in FUNDING.columns]
    assert names[2:7] == ["source", "planned", "approved", "received", "paid"]


@pytest.mark.parametrize("editor", list(Side))
def test_the_guide_names_every_column_once_with_who_and_until_when(editor: Side) -> None:
    from datetime import date

    content = invented_content(editor=editor, return_by=date(2026, 12, 20))
    table = list(editing_table(content))
    for sheet in SHEETS:
        told = [label for title, _, labels, *_ in table if title == sheet.title
                for label in labels.split("、")]  # fmt: skip
        assert told == [one.label for one in sheet.columns if one.key != ACTION_KEY]
    until = {(title, group): day for title, group, _, _, day in table}
    mine = editor in {Side.DISTRICT, Side.BOTH}
    assert until[PLAN.title, "年度计划"] == ("2026-12-20" if mine else "—")
    assert until[PLAN.title, "街道意见"] == "—"


def test_colours_say_whose_a_column_is() -> None:
    from openpyxl import Workbook

    from desktop.exchange.shell import _lay_out
    from desktop.exchange.shell_styles import Styles

    book: Any = Workbook()
    looks = Styles()
    for sheet in SHEETS:
        drawn = book.create_sheet(sheet.title)
        _lay_out(drawn, sheet, Side.DISTRICT, looks)
        for place, column in enumerate(sheet.columns, start=3):
            head = drawn.cell(2, place)
            wanted = CONTEXT_HEAD if column.context else HEADS[column.side]
            assert head.fill.start_color.rgb == wanted
            grey = drawn.column_dimensions[head.column_letter].fill.start_color.rgb == FOREIGN
            assert grey == is_foreign(column, Side.DISTRICT)
