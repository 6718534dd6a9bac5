"""Verifying an issued form, or a PDF from elsewhere, beside the page that shows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from desktop.ui.pages.forms_paper import ShownPaper
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import sentence
from desktop.ui.viewmodels.form_words import party_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.ui.pages.forms_paper import PaperPart
    from desktop.ui.shell.desk import Desk


class Verifying(QObject):
    """Says above the paper what was found.

    Signals:
        opened: a file from elsewhere comes to the front.
    """

    opened = Signal()

    def __init__(self, desk: Desk, paper: PaperPart, folder: Path) -> None:
        super().__init__(paper)
        self._desk, self._paper, self._folder = desk, paper, folder

    def of_form(self, form: Mapping[str, Any]) -> None:
        """Verify the file of an issued form."""
        self._verify(self._folder / str(form["file_name"]))

    def ask(self) -> None:
        """Ask for a PDF, show it and verify it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._paper, tr("Verify a file…"), "", "PDF (*.pdf)"
        )
        if chosen:
            self.of_file(Path(chosen))

    def of_file(self, path: Path) -> None:
        """Show a PDF and verify it."""

        def show(data: bytes) -> None:
            self.opened.emit()
            self._paper.show_paper(ShownPaper(str(path), data, path.name, path.stem))
            self._verify(path)

        self._desk.ask(path.read_bytes, show, owner=self)

    def _verify(self, path: Path) -> None:
        trust = sorted((self._folder.parent / "keys").glob("*.pem"))
        self._desk.work(
            lambda _: self._desk.office.forms.verify([path], trust)[0],
            owner=self,
            done=self._tell,
        )

    def _tell(self, report: dict[str, Any]) -> None:
        lines = [sentence(f"form-state-{report['state']}").text]
        lines += [f"· {party_word(s['field'])}  {s['signer']}" for s in report["signatures"]]
        lines += [f"· {sentence(f['code'], f).text}" for f in report["findings"]]
        self._paper.tell("\n".join(lines))
