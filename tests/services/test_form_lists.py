"""Certificates and lists of the demo's first quarter: by utility, by building, returned."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from desktop.documents.form_file import FormFile
from desktop.domain.grid import Grid
from desktop.domain.returned_lines import CheckedLine
from desktop.domain.rows import Scope
from desktop.kernel.errors import InputError
from desktop.services.form_drawing import FormOrder
from desktop.services.form_lists import list_content
from tests.support.demo_office import OPERATOR, PASSPHRASE, demo_office, program
from tests.support.printed import pdf_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.domain.handover import FormContent
    from desktop.services.bundle import Office

CODE = "421102001001"
RETURNED = 2


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("lists")
    with _opened(demo_office(folder), folder) as office:
        yield office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with _opened(demo_office(tmp_path), tmp_path) as office:
        yield office


def _opened(ledger: Path, folder: Path) -> Office:
    return program(folder).open(ledger, operator=OPERATOR, passphrase=PASSPHRASE)


def _issue(office: Office, folder: Path, order: FormOrder, **more: str) -> dict[str, Any]:
    answer = office.forms.issue(order, folder / "out", **more)  # type: ignore[arg-type]
    assert "missing" not in answer, answer
    return answer


def _rows(office: Office, number: str) -> list[dict[str, str]]:
    sheet = FormFile(office.forms.stored(number)).attachment("meters.csv")
    assert sheet is not None
    return list(csv.DictReader(io.StringIO(sheet.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("utility", "word", "absent"), [("water", "水", "power"), ("power", "电", "water")]
)
def test_each_company_has_a_certificate_of_its_own(
    shared: Office, tmp_path: Path, utility: str, word: str, absent: str
) -> None:
    answer = _issue(shared, tmp_path, FormOrder(CODE, f"acceptance-certificate-{utility}"))
    assert f"{utility}_company" in answer["fields"]
    assert f"{absent}_company" not in answer["fields"]
    assert {row["类别"] for row in _rows(shared, answer["document_no"])} == {word}
    assert f"供{word}一户一表改造工程验收证书" in pdf_text(answer["path"])


def test_a_list_of_one_building_says_so_and_holds_no_other(office: Office, tmp_path: Path) -> None:
    plain = FormOrder(CODE, "handover-water")
    whole = _rows(office, _issue(office, tmp_path, plain)["document_no"])
    quarter = next(row for row in office.reading.quarters() if row.code == CODE)
    office.grids.build(quarter.id, "9", Grid(floors=1, doors=2))
    door = next(d for d in office.reading.doors(Scope(quarter.id)) if d.building_no == "9")
    office.editing.set_field("household", door.id, "consent_w", "1")
    office.editing.add("water_meter", {"household_id": door.id, "body_no": "W-9", "state": 1})
    order = replace(plain, buildings=("9",), reference_no="黄水改〔2026〕12号")
    with pytest.raises(InputError, match="form-building-unknown"):
        office.forms.draw(replace(plain, buildings=("99",)))
    content = _confined(office, order)
    assert [line.new_number for line in content.lines] == ["W-9"]
    assert dict(content.facts) == {"发文字号": "黄水改〔2026〕12号", "范围": "9栋"}
    assert len(_confined(office, plain).lines) == len(whole) + 1


def _confined(office: Office, order: FormOrder) -> FormContent:
    """Return what would be printed, whether or not the gates let it be issued."""
    drawing = office.forms._drawing
    with office._ledger.reader() as connection:
        source, _ = drawing._source(connection, order, draft=True)
        return list_content(source, "")


def test_equipment_papers_and_open_defects_go_along(office: Office, tmp_path: Path) -> None:
    quarter = next(row for row in office.reading.quarters() if row.code == CODE)
    building = office.reading.buildings(quarter.id)[0]
    office.editing.add(
        "water_meter", {"building_id": building.id, "body_no": "总-2601", "role": 1, "state": 1}
    )
    text = pdf_text(_issue(office, tmp_path, FormOrder(CODE, "handover-water"))["path"])
    places = [text.index(title) for title in ("附件2", "管线设备清单", "资料清单")]
    assert places
    assert "总-2601" in text
    assert "验收" in text[text.rindex("资料清单") :]
    order = [text.index(f"{n}. {title}") for n, title in enumerate(
        ("户表清单（供水）", "管线设备清单", "资料清单"), 1)]  # fmt: skip
    assert order == sorted(order)


def test_returned_lines_become_defects_and_a_supplement_holds_only_them(
    office: Office, tmp_path: Path
) -> None:
    number = _issue(office, tmp_path, FormOrder(CODE, "handover-water"))["document_no"]
    rows = _rows(office, number)
    sheet = tmp_path / "returned.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["自来水公司核对"])
    book.active.append(["序号", "新表号", "核对结果", "退回原因"])
    for at, row in enumerate(rows, start=1):
        book.active.append(
            [
                at,
                row["新表号"],
                "×" if at in {3, 5} else "√",
                "封印缺失" if at == 3 else "表反装" if at == 5 else None,
            ]
        )
    book.save(sheet)
    returns = office.forms.returns
    answer = returns.record(number, returns.read(sheet))
    assert (answer["accepted"], answer["returned"]) == (len(rows) - 2, 2)
    lines = returns.lines(number)
    assert [(one.line_no, one.reason) for one in lines if one.result == RETURNED] == [
        (3, "封印缺失"),
        (5, "表反装"),
    ]
    found = [office.reading.record("finding", one) for one in answer["findings"]]
    assert [one["household_id"] is not None for one in found] == [True, True]
    assert all(number in str(one["what"]) for one in found)
    assert returns.record(number, returns.read(sheet))["findings"] == [], "the same word again"

    order = FormOrder(CODE, "handover-water")
    waits = office.forms.issue(order, tmp_path / "out", supplements=number)["missing"]
    assert [(one["code"], one["details"]) for one in waits] == [
        ("form-nothing-mended", {"count": 2})
    ]
    for finding in answer["findings"]:
        office.findings.fixed(finding)
        office.findings.reinspect(finding, passed=True)
    supplement = _issue(office, tmp_path, order, supplements=number)
    assert [row["新表号"] for row in _rows(office, supplement["document_no"])] == [
        rows[2]["新表号"],
        rows[4]["新表号"],
    ]
    text = pdf_text(supplement["path"])
    assert "补充移交清单" in text
    assert number in text

    later = returns.record(number, [CheckedLine(3, RETURNED, "封印缺失")])
    assert (later["returned"], later["findings"]) == (1, [])
    office.editing.undo()
    assert sum(one.result == RETURNED for one in returns.lines(number)) == 2


def test_what_a_returned_sheet_cannot_say_is_refused(office: Office, tmp_path: Path) -> None:
    number = _issue(office, tmp_path, FormOrder(CODE, "handover-water"))["document_no"]
    returns = office.forms.returns
    with pytest.raises(InputError, match="returned-reason"):
        returns.record(number, [CheckedLine(1, RETURNED, " ")])
    with pytest.raises(InputError, match="returned-line-unknown"):
        returns.record(number, [CheckedLine(9_999, RETURNED, "x")])
    with pytest.raises(InputError, match="form-unknown"):
        returns.lines("no such number")
    plain = tmp_path / "plain.csv"
    plain.write_text("户号,表号\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="returned-no-header"):
        returns.read(plain)
    assert {one.result for one in returns.lines(number)} == {None}
