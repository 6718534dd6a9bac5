"""Two ways for paper to leave: to the printer, or to a file where the person says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.kernel.errors import HubiaoError
from desktop.ui.shell import printing
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.kernel.progress import Progress
    from desktop.services.visit_paper import PrintedSheets
    from desktop.ui.shell.desk import Desk

    Make = Callable[[Path | None, Progress], PrintedSheets]


class PaperOut(QWidget):
    """Print… and Save as PDF…, with how far it is and what came of it.

    Attributes:
        prepare: reads what was chosen and returns what draws the paper, to a file or into memory;
            the latter runs off the window's thread.
        file_name: what to propose for a file; no names of people.

    Signals:
        finished: the paper has left.
    """

    finished = Signal()

    def __init__(
        self, desk: Desk, prepare: Callable[[], Make], file_name: Callable[[], str]
    ) -> None:
        super().__init__()
        self._desk = desk
        self.prepare = prepare
        self.file_name = file_name
        self._job = 0
        self.print = button(tr("Print…"), self.to_printer, main=True)
        self.save = button(tr("Save as PDF…"), self.to_file)
        for one in (self.print, self.save):
            one.setMinimumHeight(44)
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self.says = label("", "muted", wrap=True)
        self.says.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self.print, self.save))
        layout.addWidget(self.progress)
        layout.addWidget(self.says)

    def set_ready(self, ready: bool) -> None:
        """Say whether there is anything to print."""
        self.print.setEnabled(ready)
        self.save.setEnabled(ready)

    def to_file(self) -> None:
        """Ask for a place and write the PDF there."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Save as PDF…"), self.file_name(), "PDF (*.pdf)"
        )
        if chosen:
            target = Path(chosen)
            target = target if target.suffix.lower() == ".pdf" else Path(f"{chosen}.pdf")
            make = self.prepare()
            self._start(lambda progress: make(target, progress))

    def to_printer(self) -> None:
        """Ask for a printer and send the pages from memory."""
        printer = printing.ask_printer(self, tr("Household sheets"))
        if printer is None:
            return

        make = self.prepare()

        def work(progress: Progress) -> PrintedSheets:
            made = make(None, progress)
            printing.print_pages(printer, made.data, progress)
            return made

        self._start(work)

    def _start(self, work: Callable[[Progress], PrintedSheets]) -> None:
        self.set_ready(False)
        self._say("")
        self.progress.begin(tr("Drawing the sheets…"))
        self._job = self._desk.work(
            work,
            owner=self,
            done=self._done,
            failed=self._failed,
            cancelled=self._ended,
            stepped=self.progress.step,
        )

    def _done(self, made: PrintedSheets) -> None:
        self._ended()
        told = tr("{sheets} sheets, {pages} pages", sheets=made.sheets, pages=made.pages)
        if made.path is not None:
            told = tr("{told}, saved as {name}", told=told, name=made.path.name)
        if made.unknown:
            missing = "、".join(_words(name) for name in made.unknown)
            told += "\n" + tr(
                "The notice has blank lines to fill in by hand: {missing}.", missing=missing
            )
        self._say(told, "" if made.unknown else "good")
        self.finished.emit()

    def _failed(self, error: BaseException) -> None:
        self._ended()
        if isinstance(error, RuntimeError) and not isinstance(error, HubiaoError):
            self._say(tr("The printer does not answer. Look whether it is on, or save a PDF."))
            return
        message = explain(error)
        self._say(f"{message.text} {message.hint}", "error")

    def _ended(self) -> None:
        self.progress.hide()
        self.set_ready(True)

    def _say(self, text: str, role: str = "error") -> None:
        self.says.setText(text)
        self.says.setVisible(bool(text))
        self.says.setObjectName(role)
        self.says.style().unpolish(self.says)
        self.says.style().polish(self.says)


def _words(name: str) -> str:
    return {
        "contact": tr("contact person"),
        "phone": tr("telephone"),
        "water_company": tr("water company"),
        "power_company": tr("power company"),
    }[name]
