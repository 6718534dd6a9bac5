"""Forms on paper: the same bytes, the same data in print and CSV, every name readable."""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import pdfa

from desktop.documents.annex_table import AnnexTable
from desktop.documents.archive import Attachment
from desktop.documents.fonts import wrap
from desktop.documents.layout import POINTS, landscape
from desktop.documents.renderer import RenderedForm, _meter_columns, render_form
from desktop.domain.handover import Annex, FormContent, MeterLine
from desktop.domain.meter_sheet import meter_headings, meter_rows, meters_csv
from desktop.kernel.errors import InputError, UsageError
from tests.documents.conftest import content
from tests.support.tools import needs

if TYPE_CHECKING:
    from pathlib import Path

FORMS = ("acceptance-certificate", "handover-water", "handover-power")


def text_of(data: bytes, *options: str) -> str:
    program = shutil.which("pdftotext") or "pdftotext"
    command = [program, *options, "-", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def attachments(data: bytes) -> dict[str, bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}


@pytest.fixture(scope="module", params=FORMS)
def rendered(request: pytest.FixtureRequest) -> RenderedForm:
    return render_form(content(request.param))


def test_the_same_content_gives_the_same_bytes_in_one_revision(rendered: RenderedForm) -> None:
    again = [render_form(content(form)).data for form in FORMS]
    assert rendered.data in again
    assert rendered.data.count(b"%%EOF") == 1


def test_another_day_gives_other_bytes() -> None:
    later = replace(content(), generated_on=content().generated_on.replace(day=6))
    assert render_form(content()).sha256 != render_form(later).sha256


def pdfa_complaints(data: bytes) -> list[str]:
    report = pdfa.validate_written(io.BytesIO(data), "3b")
    accepted = re.compile(r"/AcroForm|/Perms|embedded files|[Aa]nnot|[Ww]idget")
    return [
        str(finding)
        for finding in report.findings
        if finding.kind != "unsupported" or not accepted.search(f"{finding.where}{finding.message}")
    ]


def test_every_form_is_pdf_a_3b(rendered: RenderedForm) -> None:
    assert pdfa_complaints(rendered.data) == []


def test_every_signed_revision_is_still_pdf_a_3b(signed_revisions: list[bytes]) -> None:
    for data in signed_revisions:
        assert pdfa_complaints(data) == []


def test_the_data_are_attached_for_loading(rendered: RenderedForm) -> None:
    files = attachments(rendered.data)
    assert set(files) == {"meters.csv", "document.json"}
    assert files["meters.csv"] == rendered.csv
    assert rendered.csv.startswith(b"\xef\xbb\xbf")
    with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
        assert len(pdf.Root.AF) == 2
        assert {str(file.AFRelationship) for file in pdf.Root.AF} == {"/Data"}


_WORD = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>'
)


def printed_cells(data: bytes, tmp_path: Path) -> list[list[str]]:
    """Read the household table back from the finished pages, cell by cell, by its rules.

    Rows are told apart by the number in the first column, columns by the places of the rules.
    """
    columns = _meter_columns()
    frame = landscape(2)
    scale = frame.width / sum(column.width for column in columns)
    ends = [
        (frame.left + scale * sum(column.width for column in columns[: n + 1])) * POINTS
        for n in range(len(columns))
    ]
    source, target = tmp_path / "form.pdf", tmp_path / "words.html"
    source.write_bytes(data)
    program = shutil.which("pdftotext") or "pdftotext"
    subprocess.run([program, "-f", "2", "-bbox", str(source), str(target)], check=True)
    rows: list[list[str]] = []
    for page in target.read_text(encoding="utf-8").split("<page ")[1:]:
        words = [(*map(float, found[:4]), html.unescape(found[4])) for found in _WORD.findall(page)]
        rows += _page_cells(words, ends)
    ticks = next(n for n, column in enumerate(columns) if column.tick)
    return [row[:ticks] + row[ticks + 1 :] for row in rows]


def _page_cells(words: list[tuple[Any, ...]], ends: list[float]) -> list[list[str]]:
    def column_of(word: tuple[Any, ...]) -> int:
        return next(n for n, end in enumerate(ends) if (word[0] + word[2]) / 2 < end)

    inside = [word for word in words if (word[0] + word[2]) / 2 < ends[-1]]
    numbers = sorted(
        (word[1], word[3]) for word in inside if column_of(word) == 0 and word[4].isdigit()
    )
    middles = [(top + bottom) / 2 for top, bottom in numbers]
    rows = [[""] * len(ends) for _ in numbers]
    for word in sorted(inside, key=lambda word: (round(word[1]), word[0])):
        middle = (word[1] + word[3]) / 2
        nearest = min(range(len(middles)), key=lambda n: abs(middles[n] - middle))
        if abs(middles[nearest] - middle) < 9:
            rows[nearest][column_of(word)] += word[4]
    return rows


@needs("pdftotext")
def test_print_and_csv_are_the_same_cell_by_cell(tmp_path: Path) -> None:
    form = content("acceptance-certificate", count=40)
    rendered = render_form(replace(form, remaining=(), open_defects=()))
    table = list(csv.reader(io.StringIO(rendered.csv.decode("utf-8-sig"))))
    assert tuple(table[0]) == meter_headings()
    printed = printed_cells(rendered.data, tmp_path)
    assert len(printed) == 80
    # pdftotext gives words: a space inside a name is the only thing that it loses.
    assert printed == [[cell.replace(" ", "") for cell in row] for row in table[1:]]


@needs("pdftotext")
def test_rare_names_can_be_copied_and_searched() -> None:
    text = text_of(render_form(content(count=12)).data)
    for name in ("𠮷田秀英", "陈𬭎", "䶮俊"):
        assert text.count(name) == 2


def test_a_character_without_a_glyph_is_refused_not_boxed() -> None:
    strange = replace(content(), quarter_name="纺织厂\U0001f600生活区")
    with pytest.raises(InputError) as caught:
        render_form(strange)
    assert caught.value.code == "form-character-missing"
    assert caught.value.details == {"character": "U+1F600"}


@pytest.mark.parametrize("character", ["\ue000", "\U000f0001", "\ud800"])
def test_a_private_character_is_refused(character: str) -> None:
    line = MeterLine("1幢101", f"王{character}")
    with pytest.raises(InputError) as caught:
        render_form(replace(content(), lines=(line,)))
    assert caught.value.code == "form-character-private"


@needs("pdftotext")
def test_invisible_characters_do_not_reach_the_paper() -> None:
    line = MeterLine("1幢101", "王\u200b建\ufe00国\U000e0101")
    rendered = render_form(replace(content(), lines=(line,)))
    assert "王建国" in rendered.csv.decode()
    assert "王建国" in text_of(rendered.data)


@needs("pdftotext")
def test_two_thousand_characters_of_gb_18030_level_3_come_back_from_the_print() -> None:
    blocks = (
        range(0x4E00, 0x9FA6),
        range(0x3400, 0x4DB6),
        range(0x20000, 0x2A6D7),
        range(0x2A700, 0x2B735),
        range(0x2B740, 0x2B81E),
        range(0x2B820, 0x2CEA2),
        range(0x2CEB0, 0x2EBE1),
    )
    every = [code for block in blocks for code in block]
    sample = [chr(code) for code in every[:: len(every) // 2000]]
    names = ["".join(sample[start : start + 6]) for start in range(0, len(sample), 6)]
    form = replace(content(), lines=tuple(MeterLine("1幢101", name) for name in names))
    text = text_of(render_form(form).data)
    assert [name for name in names if name not in text] == []


@needs("pdftotext")
def test_every_page_names_the_document_and_counts_the_pages() -> None:
    rendered = render_form(content(count=60))
    pages = text_of(rendered.data).split("\f")[:-1]
    assert len(pages) == rendered.pages
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页 共{rendered.pages}页" in page
        assert "编号：QJ-2026-000123" in page


@pytest.mark.parametrize("count", [0, 1, 25, 26, 27, 33, 34])
@needs("pdftotext")
def test_no_row_is_lost_at_a_page_break(count: int) -> None:
    rendered = render_form(replace(content(count=count), remaining=(), open_defects=()))
    found = re.findall(r"2026\d{10}", text_of(rendered.data, "-raw"))
    assert found == [f"2026{n:010d}" for n in range(count)]
    assert rendered.pages >= 2


@needs("pdftotext")
def test_an_overlong_cell_is_printed_whole() -> None:
    remark = "".join(chr(0x4E00 + n) for n in range(2500))
    line = MeterLine("1幢101", "王建国", remark=remark)
    rendered = render_form(replace(content(), lines=(line,), remaining=(), open_defects=()))
    printed = set(text_of(rendered.data))
    assert set(remark) <= printed


def test_a_line_ends_neither_with_an_opening_mark_nor_begins_with_a_closing_one() -> None:
    text = "安装表计（供水）四十只，供电（高层）二十只。" * 8
    for width in range(40, 260, 7):
        lines = wrap(text, 10, width)
        assert "".join(lines) == text
        assert all(line[-1] != "（" for line in lines)
        assert all(line[0] not in "，。）" for line in lines)


def test_a_meter_number_of_22_digits_stays_on_one_line() -> None:
    lines = (MeterLine("1幢101", "王建国", old_number="4" * 22, new_number="5" * 22),)
    table = AnnexTable("附件1", "户表清单", _meter_columns(), meter_rows(lines))
    table.paginate(1)
    assert all(len(cell) == 1 for cell in table.pages[0].rows[0].cells)


@needs("pdftotext")
def test_a_draft_says_so_has_no_number_and_nothing_to_sign() -> None:
    rendered = render_form(replace(content(), draft=True, document_no=""))
    assert rendered.fields == ()
    for page in text_of(rendered.data).split("\f")[:-1]:
        assert "草稿" in page
    with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_further_files_travel_inside() -> None:
    sheet = Attachment("import.xlsx", "application/octet-stream", b"sheet", "导入表", "Source")
    rendered = render_form(content(), attached=(sheet,))
    assert attachments(rendered.data)["import.xlsx"] == b"sheet"
    assert pdfa_complaints(rendered.data) == []


def test_an_issued_form_needs_its_number_and_its_parties() -> None:
    with pytest.raises(InputError) as caught:
        render_form(replace(content(), document_no=""))
    assert caught.value.code == "form-number-missing"
    with pytest.raises(InputError) as caught:
        render_form(replace(content(), parties=content().parties[1:]))
    assert caught.value.details["field"] == "street_office"
    blank = replace(content().parties[0], organisation=" ")
    with pytest.raises(InputError) as caught:
        render_form(replace(content(), parties=(blank, *content().parties[1:])))
    assert caught.value.code == "form-party-missing"
    twice = (*content().parties, content().parties[0])
    with pytest.raises(InputError) as caught:
        render_form(replace(content(), parties=twice))
    assert caught.value.code == "form-party-unknown"
    with pytest.raises(UsageError):
        render_form(replace(content(), form_type="receipt"))


@needs("pdftotext")
def test_further_annexes_are_numbered_in_order() -> None:
    annex = Annex("资料清单", ("名称", "份数"), (4.0, 1.0), (("竣工图", "2"),))
    text = text_of(render_form(replace(content(), annexes=(annex,))).data)
    places = [text.index(f"附件{number}\n") for number in (1, 2, 3, 4)]
    assert places == sorted(places)
    assert "竣工图" in text


@needs("pdftoppm")
def test_the_square_code_is_read_from_a_200_dpi_print(tmp_path: Path) -> None:
    import zxingcpp
    from PIL import Image

    rendered = render_form(content())
    program = shutil.which("pdftoppm") or "pdftoppm"
    command = [program, "-r", "200", "-f", "1", "-l", "1", "-gray", "-", str(tmp_path / "page")]
    subprocess.run(command, input=rendered.data, check=True)
    [picture] = tmp_path.glob("page*")
    with Image.open(picture) as page:
        [code] = zxingcpp.read_barcodes(page)
    assert code.text.startswith("HB1;NO=QJ-2026-000123;N=8;SHA256=")
    import hashlib

    assert code.text.endswith(hashlib.sha256(rendered.csv).hexdigest())


@needs("qpdf")
def test_qpdf_has_nothing_to_complain_about(rendered: RenderedForm, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(rendered.data)
    program = shutil.which("qpdf") or "qpdf"
    subprocess.run([program, "--check", str(path)], check=True, capture_output=True)


_CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


@given(names=st.lists(_CELLS, max_size=4))
@settings(max_examples=60)
def test_the_csv_gives_back_every_cell(names: list[str]) -> None:
    form: FormContent = content()
    lines = tuple(replace(form.lines[0], owner_name=name, remark=name) for name in names)
    rows = meter_rows(lines)
    read = list(csv.reader(io.StringIO(meters_csv(rows).decode("utf-8-sig"), newline="")))
    assert [tuple(row) for row in read[1:]] == rows


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "@SUM(A1)", "-cmd|' /C calc'!A0"])
def test_a_name_cannot_become_a_formula(name: str) -> None:
    [row] = meter_rows([MeterLine("1幢101", name)])
    assert row[3] == f"'{name}"
    [harmless] = meter_rows([MeterLine("1幢101", "-", remark="-12")])
    assert (harmless[3], harmless[-1]) == ("-", "-12")
