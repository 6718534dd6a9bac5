"""Household sheets, and the list of tomorrow's doors before them, as one PDF/A-3b in memory."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.documents.archive import archive
from desktop.documents.household_sheet import HouseholdSheetPage
from desktop.documents.sheet import Sheet
from desktop.documents.sheet_survey import FRAME
from desktop.documents.sheet_wording import sheet_wording
from desktop.kernel.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.documents.form_type import FormType
    from desktop.domain.household_sheet import DoorList, HouseholdSheet, SheetOffice
    from desktop.kernel.progress import Progress

_TICK = 20


@dataclass(frozen=True, slots=True)
class SheetPrint:
    """What goes to the printer.

    Attributes:
        data: the PDF; it exists in memory only, until a person says where it shall lie.
        pages: how many pages it has.
    """

    data: bytes
    pages: int


def print_household_sheets(
    households: Sequence[tuple[HouseholdSheet, SheetOffice]],
    *,
    printed_on: date,
    doors: DoorList | None = None,
    form: FormType | None = None,
    progress: Progress | None = None,
) -> SheetPrint:
    """Return one page for each household in the given order, after the pages of ``doors``.

    Args:
        households: each with who asks, in walking order: typing back follows the pages.
        printed_on: the day.
        doors: list of doors to put before the sheets.
        form: the wording; None takes the shipped one.
        progress: told the pages as they are drawn.

    Raises:
        InputError: ``form-wording-unusable``, ``sheet-wording-too-long``;
            ``form-character-missing`` or ``form-character-private``, a character that cannot be
            printed.
        CancelledError: through ``progress``.
    """
    from reportlab.pdfgen.canvas import Canvas

    from desktop.documents.fonts import REGULAR, Pen, typeface

    typeface(REGULAR)
    progress = progress or NoProgress()
    wording = sheet_wording(form)
    pages = {office: HouseholdSheetPage(wording, office) for _, office in households}
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=0, initialFontName=REGULAR)
    pen = Pen(canvas)
    listed = 0
    if doors is not None:
        from desktop.documents.door_list import draw_door_list

        listed = draw_door_list(canvas, pen, doors)
    for done, (household, office) in enumerate(households):
        if done % _TICK == 0:
            progress.step(done, len(households), "sheet-pages")
        sheet = Sheet(canvas, pen, FRAME)
        pages[office].draw(sheet, household)
        sheet.finish()
    canvas.save()
    data = archive(
        buffer.getvalue(),
        title=wording.title,
        issued=printed_on,
        places=(),
        attachments=(),
        # Two households back to back would carry one household's data to its neighbour.
        one_sided=True,
    )
    progress.step(len(households), len(households), "sheet-pages")
    return SheetPrint(data, listed + len(households))
