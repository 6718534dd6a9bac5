"""The one door to PDFium, which serves one caller at a time in the whole process."""

from __future__ import annotations

import threading
from typing import Any

from desktop.kernel.errors import InputError

PDFIUM = threading.RLock()
"""Held around every call: PDFium keeps state of its own and is not made for threads."""


def open_pdf(data: bytes) -> Any:
    """Open a PDF with its form fields, so that signatures and seals are drawn.

    Raises:
        InputError: ``form-file-broken``, it is no PDF.
    """
    import pypdfium2

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
            document.init_forms()
        except pypdfium2.PdfiumError as error:
            raise InputError("form-file-broken") from error
        return document
