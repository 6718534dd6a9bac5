"""To the printer straight from memory: no file of people's data is left anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from desktop.services.preview import pages_to_print

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.kernel.progress import Progress

DPI = 300


def ask_printer(parent: QWidget, title: str) -> QPrinter | None:
    """Let the person choose a printer; None when they think better of it.

    One side of A4, whatever the printer is used to: two households never share a sheet of paper.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    printer.setFullPage(True)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def print_pages(printer: QPrinter, data: bytes, progress: Progress) -> int:
    """Send every page of a PDF to ``printer`` and return how many there were.

    Safe off the window's thread.

    Raises:
        CancelledError: through ``progress``; what the printer has is printed.
        RuntimeError: the printer does not take the job.
    """
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        message = "the printer does not take the job"
        raise RuntimeError(message)
    sent = 0
    try:
        for page in pages_to_print(data, DPI):
            progress.step(page.number - 1, page.pages, "sheet-pages")
            if sent:
                printer.newPage()
            image = QImage(
                page.grey, page.width, page.height, page.width, QImage.Format.Format_Grayscale8
            )
            painter.drawImage(QRectF(printer.pageRect(QPrinter.Unit.DevicePixel)), image)
            sent += 1
    finally:
        painter.end()
    return sent
