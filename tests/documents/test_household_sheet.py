"""The household sheet as a printer, a reader of PDF and a scanner see it."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from desktop.documents.form_type import parse_form_type
from desktop.documents.sheet_print import SheetPrint, print_household_sheets
from desktop.domain.door_code import read_door_code
from desktop.domain.household_sheet import (
    DoorList,
    HouseholdSheet,
    ListedDoor,
    SheetMeter,
    SheetOffice,
)
from desktop.domain.sheet_number import sheet_number
from desktop.kernel.errors import InputError
from desktop.kernel.resources import resource
from tests.documents.test_rendering import pdfa_complaints, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

OFFICE = SheetOffice(
    "清江区清江街道办事处",
    "丁一",
    "0700-8350001",
    "江城市自来水有限公司（0700-8350002）",
    "江城市城区供电公司",
    date(2026, 3, 5),
)
NAMES = ("王建国", "𠮷田秀英", "陈𬭎", "䶮俊", "欧阳修远")


def household(place: int) -> HouseholdSheet:
    return HouseholdSheet(
        household_id=f"{place:032x}",
        quarter="纺织厂生活区",
        label=f"{3 + place}栋2单元{place + 1}01",
        owner_name=NAMES[place % len(NAMES)],
        phone=f"139000000{place:02d}",
        occupant=2,
        n_person="3",
        use_kind=1,
        water=SheetMeter(3, 1, 1, f"2019000{place:04d}", "FS002211", "3042001122"),
        power=SheetMeter(1, 1, 2, f"42300011{place:08d}", "", "4221100334"),
    )


@pytest.fixture(scope="module")
def printed() -> SheetPrint:
    return draw([household(place) for place in range(5)], OFFICE)


def draw(sheets: list[HouseholdSheet], office: SheetOffice, **more: Any) -> SheetPrint:
    pairs = [(sheet, office) for sheet in sheets]
    return print_household_sheets(pairs, printed_on=office.printed_on, **more)


def pages_of(data: bytes, dpi: int = 200) -> list[Image]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in pdf]


def page_texts(data: bytes) -> list[str]:
    return text_of(data).split("\f")[:-1]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_one_page_a_household_and_it_is_pdf_a_3b(printed: SheetPrint) -> None:
    assert printed.pages == 5
    assert len(page_texts(printed.data)) == 5
    assert pdfa_complaints(printed.data) == []


def test_every_font_is_embedded(printed: SheetPrint, tmp_path: Path) -> None:
    (tmp_path / "s.pdf").write_bytes(printed.data)
    told = subprocess.run(
        ["pdffonts", tmp_path / "s.pdf"], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert told
    for line in told:
        embedded, subset, unicode = line.split()[-5:-2]
        assert (embedded, subset, unicode) == ("yes", "yes", "yes"), line


def test_no_page_tells_of_another_household(printed: SheetPrint) -> None:
    for place, text in enumerate(map(squeezed, page_texts(printed.data))):
        for other in range(5):
            sheet = household(other)
            told = (
                sheet.owner_name, sheet.phone, sheet.label, sheet.water.number,
                sheet.power.number, sheet_number(sheet.household_id).replace(" ", ""),
            )  # fmt: skip
            assert all((word in text) == (other == place) for word in told), (place, other)


def test_the_notice_names_purpose_manner_kinds_retention_contact_and_receivers(
    printed: SheetPrint,
) -> None:
    text = squeezed(page_texts(printed.data)[0])
    for word in (
        "目的", "方式", "种类", "保存期限", "查阅、复制、更正", OFFICE.name, OFFICE.contact,
        OFFICE.phone, OFFICE.water_company, OFFICE.power_company, "未选择的视为未表态",
    ):  # fmt: skip
        assert word in text, word


def test_an_unknown_receiver_leaves_a_line_for_the_pen() -> None:
    office = replace(OFFICE, power_company="", phone="")
    text = squeezed(page_texts(draw([household(0)], office).data)[0])
    assert "供电企业＿＿＿＿" in text
    assert "电话：＿＿＿＿" in text
    assert "{" not in text


@pytest.mark.parametrize("dpi", [100, 150, 200, 300])
def test_the_code_of_every_page_is_read(printed: SheetPrint, dpi: int) -> None:
    for place, page in enumerate(pages_of(printed.data, dpi)):
        found = [read_door_code(code.text) for code in zxingcpp.read_barcodes(page)]
        assert found == [(f"{place:032x}", 1)]


def test_it_is_black_on_white_and_leaves_the_margins_free(printed: SheetPrint) -> None:
    with pypdfium2.PdfDocument(printed.data) as pdf:
        page = pdf[0].render(scale=200 / 72).to_pil().convert("RGB")
    assert all(abs(red - blue) < 3 for red, _, blue in set(page.get_flattened_data()))
    grey = page.convert("L").point(lambda light: 255 if light < 200 else 0)
    left, top, right, bottom = grey.getbbox()
    scale = 25.4 / 200
    assert left * scale >= 24.5  # room to punch and bind
    assert top * scale >= 5
    assert (page.width - right) * scale >= 5
    assert (page.height - bottom) * scale >= 5


def marks(data: bytes, box: tuple[float, float, float, float]) -> int:
    """Count dark pixels in a box given in mm."""
    left, top, right, bottom = (round(mm * 200 / 25.4) for mm in box)
    page = pages_of(data)[0].crop((left, top, right, bottom))
    return sum(page.histogram()[:128])


def test_what_is_known_is_ticked_and_nothing_else(printed: SheetPrint) -> None:
    blank = HouseholdSheet(f"{0:032x}", "纺织厂生活区", "3栋2单元101")
    empty = draw([blank], OFFICE).data
    survey, consent = (25, 100, 197, 200), (25, 225, 197, 285)
    assert marks(printed.data, survey) > marks(empty, survey) + 500
    assert marks(printed.data, consent) == marks(empty, consent)


def test_a_title_too_long_and_a_name_too_long_shrink_instead_of_running_over() -> None:
    long = replace(household(0), quarter="江城市清江街道原国营第一棉纺织印染厂职工家属生活区南院",
                   owner_name="阿卜杜热合曼·买买提伊敏·吐尔逊江之妻古丽")  # fmt: skip
    data = draw([long], OFFICE).data
    text = squeezed(page_texts(data)[0])
    assert long.quarter in text
    assert long.owner_name in text
    assert [read_door_code(c.text) for c in zxingcpp.read_barcodes(pages_of(data)[0])]


def test_the_same_households_give_the_same_bytes(printed: SheetPrint) -> None:
    again = draw([household(place) for place in range(5)], OFFICE)
    assert again.data == printed.data


def test_a_viewer_is_told_to_print_on_one_side_and_not_to_shrink(printed: SheetPrint) -> None:
    with pikepdf.open(io.BytesIO(printed.data)) as pdf:
        wishes = pdf.Root.ViewerPreferences
        assert str(wishes.Duplex) == "/Simplex"
        assert str(wishes.PrintScaling) == "/None"


def test_an_office_may_bring_its_own_wording() -> None:
    shipped = resource("forms", "household-sheet.toml").read_text(encoding="utf-8")

    def drawn(old: str, new: str) -> bytes:
        assert old in shipped
        form = parse_form_type(shipped.replace(old, new), "own.toml")
        return draw([household(0)], OFFICE, form=form).data

    data = drawn("水电“一户一表”改造入户调查及意愿表", "清江街道入户表")
    assert "清江街道入户表" in squeezed(page_texts(data)[0])
    for old, new in (("{office}", "{bureau}"), ("retention = ", "kept = ")):
        with pytest.raises(InputError, match="form-wording-unusable"):
            drawn(old, new)
    with pytest.raises(InputError, match="sheet-wording-too-long"):
        drawn('notice = """', 'notice = """\n' + "很长的告知。" * 200)


def test_a_list_of_doors_stands_before_the_sheets_and_names_nobody() -> None:
    doors = tuple(
        ListedDoor(f"3栋2单元{n}01", ("3月4日上午", "3月5日下午"), "晚上再去") for n in range(1, 31)
    )
    listed = DoorList("明日入户清单", "纺织厂生活区 3栋", date(2026, 3, 6), doors)
    result = draw([household(0)], OFFICE, doors=listed)
    texts = [squeezed(text) for text in page_texts(result.data)]
    assert len(texts) == result.pages == 3
    assert all(door.label in texts[0] + texts[1] for door in doors)
    assert household(0).owner_name not in texts[0] + texts[1]
    assert household(0).owner_name in texts[2]
    assert pdfa_complaints(result.data) == []


def test_each_quarter_names_its_own_companies() -> None:
    other = replace(OFFICE, water_company="南院自备水厂")
    both = [(household(0), OFFICE), (household(1), other)]
    data = print_household_sheets(both, printed_on=OFFICE.printed_on).data
    first, second = map(squeezed, page_texts(data))
    assert OFFICE.water_company in first
    assert OFFICE.water_company not in second
    assert other.water_company in second
