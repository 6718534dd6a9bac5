"""The import sheet of a company: columns, order and codes are data; it travels in the form."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.archive import Attachment
from desktop.documents.characters import printable
from desktop.documents.renderer import render_form
from desktop.documents.verification import verify_bytes
from desktop.domain.company_profile import read_profile
from desktop.domain.handover import MeterLine, Utility
from desktop.exchange.company_sheet import company_xlsx
from desktop.kernel.errors import InputError
from desktop.kernel.resources import resource
from desktop.services.company_profiles import CompanyProfiles, import_sheets
from tests.documents.conftest import content
from tests.support.project_office import ProjectOffice
from tests.support.tools import needs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 3, 5)
OWN = """
version = 2
name = "营收导入"
utility = "water"
sheet = "Sheet1"
[[columns]]
heading = "水表编号"
field = "new_number"
[[columns]]
heading = "位置"
field = "position"
codes = { "楼道墙箱" = "L" }
[[columns]]
heading = "口径"
value = "15"
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProjectOffice]:
    made = ProjectOffice(tmp_path_factory.mktemp("profiles"), DAY)
    yield made
    made.close()


def sheet_of(data: bytes) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    (sheet,) = book.worksheets
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def shipped(name: str) -> str:
    return resource("company_profiles", f"{name}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["water", "power"])
def test_the_shipped_profiles_take_every_number_of_their_meters(name: str) -> None:
    profile = read_profile(shipped(name), f"{name}.toml")
    line = MeterLine(
        "1栋1单元101", "𬭎建国", "0012", Decimal("12.5"), "00000000000000001234", Decimal(0),
        "A01", "楼道墙箱", "0800", "台区：1号", profile.utility,
    )  # fmt: skip
    other = MeterLine("1栋", "王", utility=next(u for u in Utility if u is not profile.utility))
    (row,) = profile.rows([other, line], printable)
    said = dict(zip(profile.headings, row, strict=True))
    assert {"00000000000000001234", "0800", "A01", "0012", Decimal("12.5"), Decimal(0)} <= set(row)
    assert {"𬭎建国", "1栋1单元101"} <= set(said.values())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('field = "new_number"', 'field = "nummer"'),
        ('field = "new_number"', 'field = "new_number"\nvalue = "1"'),
        ('heading = "口径"\nvalue = "15"', 'heading = "口径"'),
        ('heading = "口径"', 'heading = "位置"'),
        ('utility = "water"', 'utility = "gas"'),
        ("version = 2", "version = 2\nsort = 1"),
        ("version = 2", ""),
        ("[[columns]]", "[[columns"),
    ],
)
def test_a_profile_that_says_too_little_or_too_much_is_refused(before: str, after: str) -> None:
    assert before in OWN
    with pytest.raises(InputError, match="company-profile-unusable"):
        read_profile(OWN.replace(before, after), "own.toml")


TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from("<&>\"'_x0041_\n𠮷"),
    max_size=20,
)


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), max_size=6))
def test_a_sheet_gives_back_every_cell_and_the_same_bytes(rows: list[list[str]]) -> None:
    data = company_xlsx("导入", ("甲", "乙", "丙"), rows)
    assert company_xlsx("导入", ("甲", "乙", "丙"), rows) == data
    read = sheet_of(data)
    assert read[0] == ["甲", "乙", "丙"]
    shown = [[cell or "" for cell in row] for row in read[1:]]
    while len(shown) < len(rows):  # what is empty to its end is not written
        shown.append([""] * 3)
    assert [[c.replace("_x005F_", "_") for c in row] for row in shown] == rows


@needs("pdfdetach")
def test_it_travels_in_the_form_and_agrees_with_the_list(
    place: ProjectOffice, tmp_path: Path
) -> None:
    made = content("handover-water", count=7)
    with place.ledger.reader() as connection:
        sheets = import_sheets(connection, [Utility.WATER], made.lines, DAY)
    form = render_form(made, attached=sheets)
    path = tmp_path / "list.pdf"
    path.write_bytes(form.data)
    subprocess.run(["pdfdetach", "-saveall", "-o", str(tmp_path), str(path)], check=True)
    listed = list(csv.DictReader(io.StringIO((tmp_path / "meters.csv").read_text("utf-8-sig"))))
    data = (tmp_path / "import-water.xlsx").read_bytes()
    head, *rows = sheet_of(data)
    read = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["表身号"] for row in read] == [row["新表号"] for row in listed]
    assert [row["用水地址"] for row in read] == [row["门牌"] for row in listed]
    assert [row["户名"] for row in read] == [row["业主姓名"] for row in listed]
    assert [Decimal(str(row["表底数"])) for row in read] == [
        Decimal(row["新表起度"]) for row in listed
    ]
    described = json.loads((tmp_path / "document.json").read_text("utf-8"))["attached"]
    assert described == [{"name": "import-water.xlsx", "sha256": hashlib.sha256(data).hexdigest()}]
    with pikepdf.open(path) as pdf:
        kinds = {str(one["/AFRelationship"]) for one in pdf.Root["/AF"]}
    assert kinds <= {"/Data", "/Source"}


def test_an_import_sheet_that_is_not_the_described_one_is_found_out(place: ProjectOffice) -> None:
    made = content("handover-water", count=2)
    with place.ledger.reader() as connection:
        (sheet,) = import_sheets(connection, [Utility.WATER], made.lines, DAY)
    data = render_form(made, attached=(sheet,)).data
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        other = company_xlsx("户表导入", ("用户号",), [["999"]])
        pdf.attachments["import-water.xlsx"] = pikepdf.AttachedFileSpec(
            pdf,
            other,
            filename="import-water.xlsx",
            mime_type=sheet.mime_type,
            description="",
            creation_date="",
            mod_date="",
        )
        pdf.save(out)
    codes = [finding.code for finding in verify_bytes(out.getvalue()).findings]
    assert "attachment-differs" in codes
    assert isinstance(sheet, Attachment)


def test_an_office_rewrites_chooses_and_withdraws_its_own_profile(place: ProjectOffice) -> None:
    profiles = CompanyProfiles(place.ledger, place.calendar)
    path = profiles.begin("water")
    assert path.read_text("utf-8") == shipped("water")
    with pytest.raises(InputError, match="own-form-there"):
        profiles.begin("water")
    path.write_text(OWN, encoding="utf-8")
    profiles.choose("water")
    held = profiles.holding("water")
    assert (held.version, held.headings) == (2, ("水表编号", "位置", "口径"))
    line = MeterLine("1栋", "王", new_number="007", position_label="楼道墙箱")
    assert held.rows([line], printable) == [("007", "L", "15")]
    path.write_text(OWN.replace("water", "electricity"), encoding="utf-8")
    with pytest.raises(InputError, match="company-profile-unusable"):
        profiles.choose("water")
    profiles.withdraw("water")
    assert profiles.holding("water").headings[0] == "用户号"
    place.office.editing.undo()
    assert profiles.holding("water").version == 2
