"""Appends a revision that holds a signature and nothing else."""

from __future__ import annotations

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


class RevisionWriter(IncrementalPdfFileWriter):
    """Leaves the document's metadata alone: pyHanko would note the time of writing there.

    A signature is allowed to touch its field and no other object; see :mod:`audit`.
    """

    def _update_meta(self) -> None:
        return
