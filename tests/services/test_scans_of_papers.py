"""A scanned paper is kept page by page with the record it belongs to."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from desktop.domain.pictures import PHOTO, SCAN
from desktop.kernel.errors import InputError
from desktop.services.pictures import Pictures
from tests.support.photos import photo
from tests.support.small_office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.ledger import Ledger


def paper(*pages: str) -> bytes:
    """Return a PDF with one line of text a page; an empty line leaves the page blank."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for text in pages:
        canvas.setFont("Helvetica", 60)
        canvas.drawString(80, 500, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.fixture
def filed(tmp_path: Path) -> tuple[Ledger, Pictures, str]:
    office = Office(tmp_path)
    ledger = office.create()
    with ledger.unit_of_work("file") as work:
        (quarter,) = work.insert("quarter", [{"name": "一村"}])
        (kept,) = work.insert("stage_paper", [{"quarter_id": quarter, "paper": "批复"}])
    return ledger, Pictures(ledger, office.clock), kept


def test_each_page_of_a_pdf_that_says_something_is_a_scan(
    filed: tuple[Ledger, Pictures, str],
) -> None:
    _, pictures, kept = filed
    added = pictures.attach("stage_paper", kept, [paper("first", "", "third")], "paper")
    rows = pictures.of_owner("stage_paper", kept)
    assert [row.kind for row in rows] == [SCAN, SCAN]
    assert len({one.changes.operation for one in added}) == 1
    shown = Image.open(BytesIO(pictures.image(rows[0].id)))
    assert shown.format == "JPEG"
    assert shown.height > shown.width > 1000


def test_the_same_scan_again_adds_nothing(filed: tuple[Ledger, Pictures, str]) -> None:
    _, pictures, kept = filed
    scan = paper("first", "second")
    pictures.attach("stage_paper", kept, [scan], "paper")
    assert all(one.known for one in pictures.attach("stage_paper", kept, [scan], "paper"))
    assert len(pictures.of_owner("stage_paper", kept)) == 2


def test_photos_and_scans_come_together_and_a_broken_one_adds_neither(
    filed: tuple[Ledger, Pictures, str],
) -> None:
    _, pictures, kept = filed
    with pytest.raises(InputError) as refused:
        pictures.attach("stage_paper", kept, [photo(), b"%PDF-1.7 and nothing more"], "paper")
    assert refused.value.code == "scan-damaged"
    assert pictures.of_owner("stage_paper", kept) == []
    pictures.attach("stage_paper", kept, [photo(), paper("first")], "paper")
    assert {row.kind for row in pictures.of_owner("stage_paper", kept)} == {PHOTO, SCAN}
