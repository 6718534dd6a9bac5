"""Papers as PDF, Word and Excel, read back by other programs."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from defusedxml.ElementTree import fromstring

from desktop.documents.fonts import wrap
from desktop.documents.paper_docx import paper_docx
from desktop.documents.paper_pdf import _pieces, paper_pages, paper_pdf, paper_scale
from desktop.documents.paper_text import balanced
from desktop.documents.paper_type import PaperType, paper_frame
from desktop.domain.letter import attached_list
from desktop.domain.paper import (
    Bar,
    BarChart,
    CutLine,
    Facts,
    Figures,
    Heading,
    Issuer,
    NewPage,
    Paper,
    PaperTable,
    Paragraph,
    SignPlaces,
    Ticks,
)
from desktop.exchange.paper_sheet import cell_value, paper_xlsx
from tests.documents.test_rendering import pdfa_complaints, text_of

ROWS = tuple((f"第{n}小区", "投资评审", f"{n * 1000:,}") for n in range(1, 41))
PAPER = Paper(
    "老旧小区水电改造进展",
    (
        Figures((("达标户数", "1,234", "比上周 +56"), ("一户一表率", "45.6%", ""))),
        Heading("一、总体情况"),
        Paragraph("本周完成入户调查一百二十户。户主𠮷田先生等均已签字。"),
        PaperTable(("小区", "环节", "户数"), ROWS, (2, 2, 1), frozenset({2}), "各小区", 1),
        Facts((("项目", "一村"), ("户数", "36"), ("联系人", "李敏"))),
        BarChart("达标率", (Bar("一村", 30, 36), Bar("二村", 0, 50)), "户"),
        Ticks("是否同意？", ("同意", "不同意", "弃权")),
        CutLine(),
        NewPage(),
        Paragraph("回执"),
        SignPlaces((("建设单位", "赤壁街道办事处"), ("监理单位", ""))),
    ),
    number="赤街报〔2026〕3号",
    addressee="区住建局：",
    issuer="赤壁街道办事处",
    dated_on=date(2026, 11, 20),
    footer="投诉电话 12345",
)


def test_everything_a_paper_says_is_found_again_in_its_pdf() -> None:
    text = text_of(paper_pdf(PAPER))
    for wanted in ("老旧小区水电改造进展", "赤街报〔2026〕3号", "1,234", "𠮷田", "第40小区",
                   "40,000", "赤壁街道办事处", "2026年11月20日", "投诉电话 12345"):  # fmt: skip
        assert wanted in text, wanted
    assert text.count("环节") > 1, "the table's head is repeated on its second page"
    assert f"共{paper_pages(PAPER)}页" in text.replace(" ", "")


def test_the_pdf_is_an_archive_and_always_the_same() -> None:
    made = paper_pdf(PAPER)
    assert made == paper_pdf(PAPER)
    assert pdfa_complaints(made) == []


def test_a_one_page_paper_is_set_smaller_rather_than_cut() -> None:
    table = PaperTable(("小区", "环节", "户数"), ROWS[:24])
    blocks = (*PAPER.blocks[:3], table, Paragraph("请区住建局协调财政评审。" * 8))
    assert paper_pages(Paper(PAPER.title, blocks)) == 2
    assert paper_pages(Paper(PAPER.title, blocks, one_page=True)) == 1
    assert "第24小区" in text_of(paper_pdf(Paper(PAPER.title, blocks, one_page=True)))


def test_type_is_not_set_smaller_where_that_saves_no_page() -> None:
    long = (NewPage(), PaperTable(("小区", "环节", "户数"), ROWS[:10]))
    paper = Paper(PAPER.title, (Paragraph("一"), *long), one_page=True)
    assert (paper_pages(paper), paper_scale(paper)) == (2, 1.0)


def test_a_note_below_the_issuer_never_stands_alone() -> None:
    for count in range(14, 26):
        lines = tuple(Paragraph("字" * 20, indent=False) for _ in range(count))
        issuer = Issuer("赤壁街道办事处", date(2026, 3, 5))
        paper = Paper("函", (*lines, issuer, Paragraph("（联系人：张工）")), letter=True)
        last = text_of(paper_pdf(paper)).split("\f")[-2]
        assert "联系人" in last
        assert "赤壁街道办事处" in last
        assert "字字字" in last, "a page with nothing but a seal proves nothing"


def test_word_finds_every_line_and_every_cell() -> None:
    with zipfile.ZipFile(io.BytesIO(paper_docx(PAPER))) as package:
        assert package.testzip() is None
        root = fromstring(package.read("word/document.xml"))
        footers = [package.read(n) for n in package.namelist() if n.startswith("word/footer")]
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lines = ["".join(t.text or "" for t in p.iter(f"{word}t")) for p in root.iter(f"{word}p")]
    assert lines[0] == PAPER.title
    for wanted in ("2026年11月20日", "第40小区", "40,000", "区住建局：", "30 / 36 户"):
        assert wanted in lines, wanted
    assert len(list(root.iter(f"{word}tblHeader"))) == 2
    assert any("投诉电话 12345".encode() in footer for footer in footers)


def test_excel_reckons_with_numbers_and_takes_no_text_for_a_formula() -> None:
    rows = (("0012", "1,234.50"), ("=A1", "5%"))
    counted = Paper("=1+1", (PaperTable(("户号", "数"), rows, (), frozenset({0, 1})),))
    book = openpyxl.load_workbook(io.BytesIO(paper_xlsx([PAPER, counted, counted])))
    assert len(book.sheetnames) == 3
    sheet = book[book.sheetnames[1]]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[2][:2] == ["0012", 1234.5]
    assert cells[3][:2] == ["'=A1", "5%"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,234", 1234), ("-5", -5), ("0", 0), ("0.50", 0.5), ("007", "007"), ("1,23", "1,23"),
     ("1234567890123456", "1234567890123456"), ("十", "十"), ("", "")],
)  # fmt: skip
def test_a_number_is_only_what_is_plainly_one(text: str, value: object) -> None:
    assert cell_value(text) == value


def test_no_number_is_broken_and_no_line_begins_with_a_space() -> None:
    sentence = "共有 12 栋 480 户，总建筑面积 36,540.25 平方米。"
    text = text_of(paper_pdf(Paper("函", (Paragraph(sentence * 12),), addressee="区住建局")))
    assert text.count("36,540.25") == 12
    for width in range(60, 160, 3):
        lines = wrap(sentence * 3, 16, float(width))
        assert not any(line.startswith(" ") for line in lines), width


def test_a_share_or_an_amount_is_not_broken_before_what_closes_it() -> None:
    text = "同意供电改造98户，占98.0%；本次应缴¥1,234.50。"
    for width in range(110, 320):
        lines = wrap(text, 16, float(width))
        assert "".join(lines) == text
        for number in ("98.0%", "¥1,234.50"):
            assert any(number in line for line in lines), (width, lines)


def test_no_line_begins_with_a_closing_mark() -> None:
    text = "总投资（人民币柒万柒仟贰佰元伍角整）。资金来源：《办法》（试行）”，"
    for width in range(80, 260):
        lines = wrap(text, 16, float(width))
        assert not any(line[0] in "）。，”》" for line in lines), (width, lines)


@pytest.mark.parametrize(
    "title",
    [
        "赤壁街道老旧小区水电改造第二次联席会议纪要",
        "关于实施棉纺厂宿舍水电一户一表改造的请示",
        "关于移交黄州区赤壁街道棉纺厂宿舍供水一户一表设施的函",
        "关于棉纺厂宿舍供水一户一表改造工程验收的通知",
    ],
)
def test_a_title_is_not_broken_within_a_word(title: str) -> None:
    first, second = balanced(title, 22, 106)
    assert first + second == title
    for word in ("水电", "改造", "一户一表", "联席会议", "供水", "设施"):
        assert title.count(word) == first.count(word) + second.count(word), (first, second)
    assert abs(len(first) - len(second)) <= 8


def test_a_letter_has_22_lines_of_28_characters() -> None:
    paper = Paper("", (Paragraph("字" * 28 * 22, indent=False),), letter=True)
    lines = [line for line in text_of(paper_pdf(paper)).splitlines() if line.startswith("字")]
    assert {len(line) for line in lines} == {28}
    kind = PaperType.of(letter=True)
    assert int(paper_frame(1, kind, lying=False, footer_lines=0).height / kind.leading) == 22


def test_a_long_annex_goes_on_below_its_own_name() -> None:
    name = "供水一户一表设施移交清单（编号：421102001-2026-0001，共12页）"
    blocks = attached_list((name, "资料目录"))
    text = text_of(paper_pdf(Paper("函", blocks, letter=True)), "-layout")
    lines = [line for line in text.splitlines() if line.strip()]
    first = next(number for number, line in enumerate(lines) if "附件：1. 供水" in line)
    below, second = lines[first + 1], lines[first + 2]
    assert "421102001-2026-0001，共12页" in below, "its number is kept whole"
    assert "2. 资料目录" in second
    indents = [len(line) - len(line.lstrip()) for line in (second, below)]
    assert 0 < indents[0] < indents[1], lines


def test_what_stands_in_below_a_list_of_annexes_stays_so() -> None:
    paper = Paper("函", (Paragraph("附件：1. 户表清单\n　　　2. 资料清单"),))
    lines = text_of(paper_pdf(paper), "-layout").splitlines()
    first, second = (next(n for n in lines if what in n) for what in ("1. 户表", "2. 资料"))
    assert second.startswith(" "), (first, second)
    assert not first.startswith(" ")


def test_a_workbook_prints_with_rules_and_its_head_on_every_page() -> None:
    table = PaperTable(
        ("小区", "年代", "投资"), (("一村", "1998", "20,000"),), (), frozenset({1, 2})
    )
    paper = Paper("年度计划", (table,), landscape=True)
    sheet = openpyxl.load_workbook(io.BytesIO(paper_xlsx([paper]))).worksheets[0]
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.freeze_panes == "A3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet["A3"].border.left.style == "thin"
    assert sheet["B3"].number_format == "General", "a year takes no comma"
    assert sheet["C3"].number_format == "#,##0"
    assert "A1:C1" in {str(merged) for merged in sheet.merged_cells.ranges}


def test_text_stands_clear_of_the_table_above_it() -> None:
    table = PaperTable(("小区",), (("一村",),))
    kind = PaperType.of(letter=False)
    after_table = _pieces(Paper("报告", (table, Paragraph("说明"))), kind, 160.0)[-1]
    after_text = _pieces(Paper("报告", (Paragraph("一"), Paragraph("二"))), kind, 160.0)[-1]
    assert after_table.gap >= 2 > after_text.gap
