"""What another program reads from a finished PDF."""

from __future__ import annotations

import subprocess
from pathlib import Path


def pdf_text(path: Path | str) -> str:
    """Return the text of a PDF as poppler's ``pdftotext`` reads it."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(Path(path)), "-"], check=True, capture_output=True
    )
    return done.stdout.decode("utf-8")
