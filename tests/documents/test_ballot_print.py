"""Ballots as a printer and a scanner see them."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest
import zxingcpp

from desktop.documents.ballot_print import print_ballots
from desktop.domain.ballot_sheet import BallotHead, BallotSheet
from desktop.domain.door_code import read_door_code
from tests.documents.test_rendering import pdfa_complaints, text_of

HEAD = BallotHead(
    quarter="纺织厂生活区",
    title="水电一户一表改造及费用分摊方案",
    matter="改建附属设施",
    days="2026年3月1日至2026年3月20日",
    body="清江街道纺织厂社区居民委员会",
    rule="通过条件：由专有部分面积占比三分之二以上的业主且人数占比三分之二以上的业主参与表决，"
    "经参与表决专有部分面积四分之三以上的业主且参与表决人数四分之三以上的业主同意。",
)


def ballot(place: int) -> BallotSheet:
    return BallotSheet(
        f"{place:032x}",
        f"{3 + place}栋2单元{place + 1}01",
        "欧阳修远、𠮷田秀英",
        "86.52 m²（登记簿）",
    )


@pytest.mark.parametrize(("two_up", "pages"), [(True, 2), (False, 3)])
def test_every_ballot_stands_whole_with_the_code_of_its_door(*, two_up: bool, pages: int) -> None:
    printed = print_ballots(
        HEAD, [ballot(n) for n in range(3)], printed_on=date(2026, 3, 1), two_up=two_up
    )
    assert printed.pages == pages
    assert not pdfa_complaints(printed.data)
    text = text_of(printed.data)
    for expected in ("3栋2单元101", "5栋2单元301", "欧阳修远", "86.52", "附书面委托书"):
        assert expected in text
    assert text.count("业主签名") == 3
    with pypdfium2.PdfDocument(printed.data) as pdf:
        images = [page.render(scale=200 / 72, grayscale=True).to_pil() for page in pdf]
    codes = [
        read_door_code(found.text) for image in images for found in zxingcpp.read_barcodes(image)
    ]
    assert sorted(code for code in codes if code) == [(f"{n:032x}", 0) for n in range(3)]


def test_nothing_of_a_ballot_crosses_the_cut() -> None:
    printed = print_ballots(HEAD, [ballot(0), ballot(1)], printed_on=date(2026, 3, 1))
    with pypdfium2.PdfDocument(printed.data) as pdf:
        image = pdf[0].render(scale=100 / 72, grayscale=True).to_pil()
    middle = round(148.5 / 25.4 * 100)
    for row in (*range(middle - 12, middle - 2), *range(middle + 3, middle + 12)):
        assert image.crop((0, row, image.width, row + 1)).getextrema()[0] > 200
