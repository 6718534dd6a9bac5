"""Pages on the screen and for a printer: their shape, their words, whole and in part."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from desktop.documents.page_print import print_pages_of
from desktop.documents.page_view import PageView
from desktop.documents.renderer import render_form
from desktop.kernel.errors import InputError
from tests.documents.conftest import content


@pytest.fixture(scope="module")
def data() -> bytes:
    return render_form(content(count=60)).data


@pytest.fixture(scope="module")
def view(data: bytes) -> PageView:
    return PageView(data)


def test_every_page_has_its_shape_and_its_picture(view: PageView) -> None:
    assert [width < height for width, height in view.sizes[:2]] == [True, False]
    front, annex = view.picture(0, 300), view.picture(1, 300)
    assert (front.width, annex.width) == (300, 300)
    assert front.height > front.width > annex.height
    assert len(front.dots) == front.stride * front.height
    assert len(set(front.dots[::4])) > 2
    assert [view.picture(0, width).width for width in range(700, 720)] == list(range(700, 720))


def test_a_word_is_found_where_it_is_drawn(view: PageView) -> None:
    hits = view.find(1, "2026000000000")
    assert len(hits) >= 9
    shown = view.picture(1, round(view.sizes[1][0]))
    for hit in hits:
        place = hit[0]
        assert 0 < place.left < view.sizes[1][0]
        rows = range(round(place.top), round(place.top + place.height))
        columns = range(round(place.left), round(place.left + place.width))
        darkest = min(shown.dots[y * shown.stride + 4 * x] for y in rows for x in columns)
        assert darkest < 128
    assert view.find(1, "no such word") == []
    assert "户表清单" in view.text(1)


def test_many_ask_at_once_and_each_gets_its_page(view: PageView) -> None:
    alone = [view.picture(page, 200).dots for page in range(len(view.sizes))]
    with ThreadPoolExecutor(4) as pool:
        wanted = [page for _ in range(4) for page in range(len(alone))]
        found = list(pool.map(lambda page: view.picture(page, 200).dots, wanted))
    assert found == alone * 4


def test_a_printer_gets_the_pages_it_was_asked_for(data: bytes) -> None:
    pages = list(print_pages_of(data, 50, first=2, last=3))
    assert [(page.number, page.pages, page.landscape) for page in pages] == [
        (1, 2, True), (2, 2, True),
    ]  # fmt: skip
    grey, coloured = (next(print_pages_of(data, 50, colour=c)) for c in (False, True))
    assert len(grey.dots) == grey.stride * grey.height
    assert coloured.stride == 4 * coloured.width
    assert grey.dots[: grey.width].count(255) == coloured.dots[: coloured.stride : 4].count(255)


def test_what_is_no_pdf_is_refused_in_words() -> None:
    with pytest.raises(InputError) as refused:
        PageView(b"not a PDF at all")
    assert refused.value.code == "form-file-broken"
