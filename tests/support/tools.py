"""Marks for tests that need a program which is not Python's; the reason says how to get it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

_PACKAGES = {
    "soffice": "libreoffice-calc",
    "swriter": "libreoffice-writer-nogui",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdfsig": "poppler-utils",
    "qpdf": "qpdf",
    "softhsm2-util": "softhsm2",
    "Xvfb": "xvfb",
    "strace": "strace",
    "pg_ctlcluster": "postgresql",
}


def needs(*programs: str) -> pytest.MarkDecorator:
    """Return a mark that skips a test unless all ``programs`` are installed."""
    missing = sorted({_PACKAGES.get(name, name) for name in programs if not _there(name)})
    return pytest.mark.skipif(
        bool(missing), reason=f"needs: apt-get install {' '.join(missing)}" if missing else ""
    )


def _there(name: str) -> bool:
    if name != "swriter":
        return shutil.which(name) is not None
    # The part of the office that opens letters is a library, not a program of its own.
    office = shutil.which("soffice")
    return office is not None and (Path(office).resolve().parent / "libswlo.so").exists()
