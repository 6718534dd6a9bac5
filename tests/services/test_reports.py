"""Reports say what the ledger knows, and their sums are those of their lines."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.paper_docx import paper_docx
from desktop.documents.paper_pdf import paper_pages, paper_pdf
from desktop.documents.registry import form_type
from desktop.domain import reports
from desktop.domain.national_figures import national_figures
from desktop.domain.paper import PaperTable
from desktop.domain.report_facts import Period, QuarterLine, ReportFacts, rate
from desktop.exchange.paper_sheet import paper_xlsx
from desktop.storage.queries.reports import changes_between
from tests.documents.test_rendering import text_of
from tests.support.small_office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.paper import Paper

DAY = date(2026, 11, 22)
WEEK = Period(date(2026, 11, 16), DAY, visited=120, agreed=85, paid=Decimal("4500.00"))


def _facts(count: int = 30, **more: Any) -> ReportFacts:
    lines = [
        QuarterLine(
            f"第{n}小区",
            area_group="东片区" if n % 2 else "西片区",
            stage="投资评审",
            stage_number=3,
            waits="缺资料：财政评审结论，另有 2 项",
            with_whom="区财政局",
            late_days=n,
            households=100,
            visited=90,
            met_w=n,
            met_e=2 * n,
            planned=Decimal("1000.10"),
            batch="第一批" if n % 3 else "",
            **more,
        )
        for n in range(count)
    ]
    return ReportFacts(
        "赤壁街道办事处", DAY, lines, WEEK, [("问题待整改：表箱未固定", "第3小区", 9)]
    )


def _plan(facts: ReportFacts) -> Paper:
    return reports.action_plan(facts, form_type("action-plan").text)


def test_the_weekly_report_is_one_page_with_what_is_stuck_and_with_whom() -> None:
    paper = reports.weekly_report(_facts())
    assert paper_pages(paper) == 1
    text = text_of(paper_pdf(paper), "-layout")
    for wanted in ("老旧小区水电改造周报", "第29小区", "区财政局", "4,500.00", "本周 +120",
                   "2026年11月16日—2026年11月22日", "另有 18 个小区未列出"):  # fmt: skip
        assert wanted in text, wanted
    assert text.index("第29小区") < text.index("第20小区"), "the longest late comes first"


@pytest.mark.parametrize("write", [reports.progress_report, _plan])
def test_progress_and_plan_name_every_quarter_in_pdf_word_and_excel(write: Any) -> None:
    paper = write(_facts())
    text = text_of(paper_pdf(paper))
    assert all(f"第{n}小区" in text for n in range(30))
    assert paper_docx(paper)[:2] == b"PK"
    book = openpyxl.load_workbook(io.BytesIO(paper_xlsx([paper])))
    cells = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert "第29小区" in cells
    assert 30003.0 in cells, "the sum of the planned amounts, to the fen"


def test_the_plan_groups_quarters_by_batch_and_leaves_out_what_is_done() -> None:
    facts = _facts(6)
    tables = [b for b in _plan(facts).blocks if isinstance(b, PaperTable)]
    captions = [table.caption for table in tables]
    assert captions[:2] == ["批次：第一批", "批次：待定"]
    assert sum(len(table.rows) for table in tables[:2]) == 6
    done = _plan(_facts(2, complete=True))
    assert not any(isinstance(b, PaperTable) and b.caption.startswith("批次") for b in done.blocks)


def test_the_national_form_has_four_sheets_with_a_row_a_quarter() -> None:
    book = openpyxl.load_workbook(io.BytesIO(paper_xlsx(national_figures(_facts(3)))))
    assert book.sheetnames == ["年度计划", "改造进展", "改造效果", "项目基本情况"]
    sheet = book["改造效果"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=5)]
    assert rows[0][0] == "小区名称"
    assert rows[2] == ["第1小区", 100, 1, "1.0%", 2, "2.0%"]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_rate_is_right_to_the_tenth(part: int, more: int) -> None:
    whole = part + more
    if not whole:
        assert rate(part, whole) == "—"
        return
    exact = Decimal(part) * 100 / Decimal(whole)
    assert abs(Decimal(rate(part, whole).removesuffix("%")) - exact) <= Decimal("0.05")


def test_the_week_counts_what_was_recorded_in_it(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.create() as ledger, ledger.unit_of_work("fill") as work:
        (quarter,) = work.insert("quarter", [{"name": "一村"}])
        (building,) = work.insert("building", [{"quarter_id": quarter}])
        (unit,) = work.insert("unit", [{"building_id": building}])
        inside, outside = date(2026, 11, 16), date(2026, 11, 15)
        doors = work.insert(
            "household",
            [
                {"unit_id": unit, "room_no": str(n), "consent_w": 1, "consented_on": day}
                for n, day in enumerate((inside, outside, DAY))
            ],
        )
        work.insert(
            "water_meter",
            [
                {"household_id": door, "role": 3, "installed_on": day}
                for door, day in zip(doors, (inside, outside, None), strict=True)
            ],
        )
        work.insert(
            "payment",
            [
                {"household_id": doors[0], "kind": 1, "amount": Decimal("450.50"), "paid_on": DAY},
                {"household_id": doors[1], "kind": 2, "amount": Decimal("50.25"), "paid_on": DAY},
                {"household_id": doors[2], "kind": 1, "amount": Decimal(9), "paid_on": outside},
            ],
        )
        work.insert("finding", [{"quarter_id": quarter, "found_on": inside, "state": 1}])
        found = changes_between(work.connection, inside, DAY)
    assert (found.agreed, found.water_meters, found.findings_opened) == (2, 1, 1)
    assert found.paid == Decimal("400.25")
    assert found.findings_closed == 0
