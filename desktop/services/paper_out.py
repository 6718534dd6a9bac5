"""Papers on their way out: PDF to sign, Word to go on writing, Excel to reckon."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from desktop.kernel.errors import InputError, MachineError

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.paper import Paper
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger


class PaperOut:
    """Writes papers where a person says; nothing is left half-written."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def pdf(self, paper: Paper) -> bytes:
        """Return ``paper`` as PDF/A-3b.

        Raises:
            InputError: ``form-character-missing`` or ``form-character-private``.
        """
        from desktop.documents.paper_pdf import paper_pdf

        return paper_pdf(paper)

    def save(self, papers: Paper | list[Paper], path: Path) -> Path:
        """Write to ``path`` in the form its ending names and return where it is.

        Several papers go into one workbook; PDF and Word hold one.

        Raises:
            InputError: ``paper-format``; a character that cannot be printed.
            MachineError: ``paper-not-written``.
        """
        several = papers if isinstance(papers, list) else [papers]
        data = self._made(several, path.suffix.lower())
        draft = path.with_name(path.name + ".part")
        try:
            with draft.open("wb") as target:
                target.write(data)
                target.flush()
                os.fsync(target.fileno())
            os.replace(draft, path)
        except OSError as failure:
            raise MachineError("paper-not-written", file=path.name) from failure
        finally:
            draft.unlink(missing_ok=True)
        return path

    def _made(self, papers: list[Paper], suffix: str) -> bytes:
        if suffix == ".xlsx":
            from desktop.exchange.paper_sheet import paper_xlsx

            return paper_xlsx(papers)
        if len(papers) == 1 and suffix == ".pdf":
            return self.pdf(papers[0])
        if len(papers) == 1 and suffix == ".docx":
            from desktop.documents.paper_docx import paper_docx

            return paper_docx(papers[0])
        raise InputError("paper-format", suffix=suffix)
