"""To the printer straight from memory: no file of people's data is left anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QTransform
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

from desktop.services.preview import pages_to_print

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.kernel.progress import Progress
    from desktop.services.preview import PrintPage

DPI = 300


def ask_printer(parent: QWidget, title: str, pages: int = 0) -> QPrinter | None:
    """Let the person choose a printer; None when they think better of it.

    Args:
        parent: whose window asks.
        title: what is printed; no names of people, a spooler shows it to everybody.
        pages: of a form, which may go on both sides and in part; 0 for sheets, which go one side a
            household whatever the printer is used to: two never share a sheet of paper.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    if not pages:
        printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    printer.setFullPage(True)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    if pages:
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def print_pages(printer: QPrinter, data: bytes, progress: Progress, *, form: bool = False) -> int:
    """Send the pages of a PDF to ``printer`` and return how many there were.

    Safe off the window's thread. A page that lies on its side stands with its head at the left:
    that is the binding edge of an odd page, and the outer edge of an even one, as annexes are
    bound.

    Args:
        printer: the chosen one.
        data: the PDF.
        progress: told before every page.
        form: print the chosen pages on the chosen sides, in colours where the printer has them;
            else every page on a side of its own, in grey.

    Raises:
        CancelledError: through ``progress``; what the printer has is printed.
        RuntimeError: the printer does not take the job.
    """
    if not form:
        printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    printer.setFullPage(True)
    part = form and printer.printRange() == QPrinter.PrintRange.PageRange
    chosen = (printer.fromPage(), printer.toPage()) if part else (1, 0)
    colour = form and printer.colorMode() == QPrinter.ColorMode.Color
    painter = QPainter()
    if not painter.begin(printer):
        message = "the printer does not take the job"
        raise RuntimeError(message)
    sent = 0
    try:
        for page in pages_to_print(data, DPI, colour=colour, first=chosen[0], last=chosen[1]):
            progress.step(page.number - 1, page.pages, "sheet-pages")
            if sent:
                printer.newPage()
            image = _image(page)
            painter.drawImage(_within(printer, image), image)
            sent += 1
    finally:
        painter.end()
    return sent


def _image(page: PrintPage) -> QImage:
    kind = QImage.Format.Format_RGB32 if page.colour else QImage.Format.Format_Grayscale8
    image = QImage(page.dots, page.width, page.height, page.stride, kind)
    return image.transformed(QTransform().rotate(-90)) if page.landscape else image


def _within(printer: QPrinter, image: QImage) -> QRectF:
    """Return the largest place on the paper that keeps the page's shape."""
    paper = QRectF(printer.pageRect(QPrinter.Unit.DevicePixel))
    size = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, size.width(), size.height())
    place.moveCenter(paper.center())
    return place
