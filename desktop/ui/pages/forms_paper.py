"""The paper beside the list: what it is, out to the printer or to a file, and the pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.kernel.errors import HubiaoError, MachineError
from desktop.ui.shell import printing
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.paper_pane import PaperPane
from desktop.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.kernel.progress import Progress
    from desktop.ui.shell.desk import Desk

_INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper in memory.

    Attributes:
        key: what it is; the same paper drawn anew stays where it was read.
        data: the PDF.
        title: what it is called, to people and to the printer; no names of people.
        file_name: what is proposed for a file, without ending.
        word: makes the same letter as .docx; None where there is none.
        sheets: whether every page is a household's own, which never shares a leaf.
    """

    key: str
    data: bytes
    title: str
    file_name: str
    word: Callable[[], bytes] | None = None
    sheets: bool = False


class PaperPart(QWidget):
    """Shows one paper, a draft or an issued form.

    Attributes:
        drawing: how far a form that is being drawn is.

    Signals:
        printed: it went to a printer.
        stop_asked: what is being drawn is not wanted any more.
    """

    printed = Signal()
    stop_asked = Signal()

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__()
        self._desk, self._folder = desk, folder
        self._job = 0
        self.shown: ShownPaper | None = None
        self.head = label("", "heading", wrap=True)
        self.report = label("", "", wrap=True)
        self.report.hide()
        self.print = button(tr("Print…"), self.to_printer)
        self.save = button(tr("Save as…"), self.to_file)
        self.open = button(tr("Open folder"), self.open_folder)
        self.pane = PaperPane(desk.runner)
        self.pane.view.failed.connect(self._broken)
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self.drawing = ProgressLine(self.stop_asked.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.setSpacing(8)
        top = row(self.head, self.print, self.save, self.open, stretch=False)
        top.setStretch(0, 1)
        layout.addLayout(top)
        layout.addWidget(self.progress)
        layout.addWidget(self.drawing)
        layout.addWidget(self.report)
        layout.addWidget(self.pane, 1)
        self._set_ready(False)

    def show_paper(self, paper: ShownPaper) -> None:
        """Show it; the same paper drawn anew stays where it was read."""
        same = self.shown is not None and self.shown.key == paper.key
        self.shown = paper
        self.head.setText(paper.title)
        self.tell("")
        self._set_ready(True)
        self.pane.view.show_paper(paper.data, keep_place=same)

    def show_words(self, title: str, words: str) -> None:
        """Say why there is no paper."""
        self.shown = None
        self.head.setText(title)
        self.tell("")
        self._set_ready(False)
        self.pane.view.show_words(words)

    def tell(self, words: str) -> None:
        """Say something about the paper above it, such as what verifying found."""
        self.report.setText(words)
        self.report.setVisible(bool(words))

    def add_keys(self, page: QWidget) -> None:
        """Let the keys of print, save and find work everywhere on ``page``."""
        for keys, run in (
            ("Ctrl+P", self.to_printer),
            ("Ctrl+S", self.to_file),
            ("Ctrl+F", self.pane.look_for),
        ):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(_INSIDE)
            shortcut.activated.connect(run)

    def to_printer(self) -> None:
        """Ask for a printer and send the pages from memory."""
        paper = self.shown
        if paper is None:
            return
        pages = 0 if paper.sheets else max(1, self.pane.view.pages)
        printer = printing.ask_printer(self, paper.title, pages)
        if printer is None:
            return

        def work(progress: Progress) -> int:
            return printing.print_pages(printer, paper.data, progress, form=not paper.sheets)

        self._start(tr("Printing…"), work, self._printed)

    def to_file(self) -> None:
        """Ask for a place and write the paper there, a letter as Word document where wanted."""
        paper = self.shown
        if paper is None:
            return
        kinds = "PDF (*.pdf)" + (f";;{tr('Word document')} (*.docx)" if paper.word else "")
        chosen, kind = QFileDialog.getSaveFileName(
            self, tr("Save as…"), f"{paper.file_name}.pdf", kinds
        )
        if not chosen:
            return
        target, word = Path(chosen), paper.word
        ending = ".docx" if word and "docx" in (kind + target.suffix.lower()) else ".pdf"
        if target.suffix.lower() != ending:
            stem = target.stem if target.suffix.lower() in {".pdf", ".docx"} else target.name
            target = target.with_name(stem + ending)
        make = word if ending == ".docx" and word is not None else lambda: paper.data
        saved = tr("Saved as {name}", name=target.name)
        self._start(
            tr("Saving…"),
            lambda _: _write(target, make()),
            lambda _: self._desk.messages.notice(saved),
        )

    def open_folder(self) -> None:
        """Show the folder of issued forms in the system's file manager."""
        self._folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _start(
        self, text: str, work: Callable[[Progress], object], done: Callable[[object], object]
    ) -> None:
        def ended(answer: object) -> None:
            self.progress.hide()
            done(answer)

        self.progress.begin(text)
        self._job = self._desk.work(
            work,
            owner=self,
            done=ended,
            failed=self._failed,
            cancelled=self.progress.hide,
            stepped=self.progress.step,
        )

    def _printed(self, pages: object) -> None:
        self._desk.messages.notice(tr("{count} pages sent to the printer", count=pages))
        self.printed.emit()  # last: whoever hears it may have more to say

    def _failed(self, error: BaseException) -> None:
        self.progress.hide()
        if isinstance(error, RuntimeError) and not isinstance(error, HubiaoError):
            self.tell(tr("The printer does not answer. Look whether it is on, or save a PDF."))
        else:
            self._desk.messages.failure(error)

    def _broken(self, error: BaseException) -> None:
        message = explain(error)
        self.show_words(self.head.text(), f"{message.text}{message.hint}")

    def _set_ready(self, ready: bool) -> None:
        self.print.setEnabled(ready)
        self.save.setEnabled(ready)


def _write(target: Path, data: bytes) -> None:
    try:
        target.write_bytes(data)
    except OSError as error:
        raise MachineError("form-not-written", file=target.name) from error
