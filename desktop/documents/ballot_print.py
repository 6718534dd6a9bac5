"""The ballots of the chosen doors as one PDF/A-3b in memory."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from desktop.documents.archive import archive
from desktop.documents.ballot_page import HALF, PAGE, BallotPage
from desktop.documents.registry import form_type
from desktop.documents.sheet import Sheet
from desktop.documents.sheet_print import SheetPrint
from desktop.kernel.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.documents.form_type import FormType
    from desktop.domain.ballot_sheet import BallotHead, BallotSheet
    from desktop.kernel.progress import Progress

_TICK = 20
_WHOLE_PAGE = 1.7


def print_ballots(
    head: BallotHead,
    ballots: Sequence[BallotSheet],
    *,
    printed_on: date,
    two_up: bool = True,
    form: FormType | None = None,
    progress: Progress | None = None,
) -> SheetPrint:
    """Return the ballots in the given order.

    Args:
        head: what is alike on all.
        ballots: one for each door.
        printed_on: the day.
        two_up: two on one A4 with a line to cut along; otherwise one on each.
        form: the wording; None takes the shipped one.
        progress: told the ballots as they are drawn.

    Raises:
        InputError: ``form-character-missing`` or ``form-character-private``.
        CancelledError: through ``progress``.
    """
    from reportlab.pdfgen.canvas import Canvas

    from desktop.documents.fonts import REGULAR, Pen, typeface

    typeface(REGULAR)
    progress = progress or NoProgress()
    form = form or form_type("consent-ballot")
    page = BallotPage(head, form, 1.0 if two_up else _WHOLE_PAGE)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=0, initialFontName=REGULAR)
    pen, each, pages = Pen(canvas), 2 if two_up else 1, 0
    for first in range(0, len(ballots), each):
        if first % _TICK == 0:
            progress.step(first, len(ballots), "sheet-pages")
        sheet = Sheet(canvas, pen, PAGE)
        for place, ballot in enumerate(ballots[first : first + each]):
            page.draw(sheet, ballot, place * HALF)
        if two_up:
            _cut_line(sheet)
        sheet.finish()
        pages += 1
    canvas.save()
    data = archive(
        buffer.getvalue(),
        title=form.text("title", quarter=head.quarter),
        issued=printed_on,
        places=(),
        attachments=(),
        one_sided=True,
    )
    progress.step(len(ballots), len(ballots), "sheet-pages")
    return SheetPrint(data, pages)


def _cut_line(sheet: Sheet) -> None:
    dash, gap = 3.0, 2.0
    x = 4.0
    while x < PAGE.page_width - 4.0:
        sheet.line(x, HALF, min(x + dash, PAGE.page_width - 4.0), HALF, 0.4)
        x += dash + gap
