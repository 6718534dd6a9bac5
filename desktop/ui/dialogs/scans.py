"""Scanned sheets: taken in, told apart, typed back with the picture beside the card."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.codes import ConsentBasis
from desktop.ui.dialogs.print_sheets import way_of
from desktop.ui.dialogs.scan_lists import AwaitedList, TrayList, TypingList
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.picture_view import PictureView
from desktop.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.changes import Changes
    from desktop.domain.scanning import AwaitedOriginal, ScanReport, SheetScan
    from desktop.ui.shell.desk import Desk

_TOUCH = 44
_PATTERNS = "*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp"
_SHOWN_PROBLEMS = 6


class ScansDialog(QDialog):
    """Pages on the left, large; on the right what is to be done with them, in walking order.

    Without a window modality, so that a card elsewhere stays usable beside it. A card handed over
    (anything with ``show_household(id)``) stands in this window instead.

    Attributes:
        typing: pages to be typed back.
        tray: pages without a door.
        awaited: households whose original is to come.

    Signals:
        turned: id of the household whose page is shown, empty for a page without a door.
    """

    turned = Signal(str)

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, card: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._card = card
        self._job = 0
        self._asked = 0
        self._file = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Scanned sheets"))
        self.resize(1180, 680)
        self.picture = PictureView(tr("Scanned page"))
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self.says = label("", "muted", wrap=True)
        self.typing = TypingList()
        self.tray = TrayList()
        self.awaited = AwaitedList()
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("Scanned sheets"))
        self._build()
        self._connect()
        self.refresh()

    def _build(self) -> None:
        # Which of the three it is says the person, once for the whole pile.
        self.takes = (
            button(tr("Originals are here…"), lambda: self.choose(ConsentBasis.PAPER), main=True),
            button(tr("Photos, originals to come…"), lambda: self.choose(ConsentBasis.COPY)),
            button(tr("Not signed…"), lambda: self.choose(None)),
        )
        for take in self.takes:
            take.setMinimumHeight(_TOUCH)
            take.setEnabled(not self._desk.read_only)
        right = QWidget()
        layout = QVBoxLayout(right)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(label(tr("Take scans in"), "heading"))
        for take in self.takes:
            layout.addWidget(take)
        layout.addWidget(self.progress)
        layout.addWidget(self.says)
        for found in (self.typing, self.tray, self.awaited):
            self.tabs.addTab(found, "")
        layout.addWidget(self.tabs, 1)
        layout.addLayout(row(button(tr("Close"), self.close)))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.picture)
        if self._card is not None:
            splitter.addWidget(self._card)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        right.setMinimumWidth(340)
        outer = QHBoxLayout(self)
        outer.addWidget(splitter)
        buttons: list[QPushButton] = list(right.findChildren(QPushButton))
        for one in buttons:
            one.setAutoDefault(False)  # Enter in the number's field looks it up and nothing else

    def _connect(self) -> None:
        self.typing.chosen.connect(self._show_page)
        self.typing.opened.connect(self._open_card)
        self.typing.typed.connect(self._typed)
        self.tray.chosen.connect(self._show_page)
        self.tray.asked.connect(self._file_by_number)
        self.awaited.chosen.connect(lambda _: self._show_current())
        self.awaited.came.connect(self._came)
        self.tabs.currentChanged.connect(lambda _: self._show_current())
        self._desk.bus.changed.connect(self._on_changes)

    def refresh(self) -> None:
        """Read the three lists again."""
        paper, way = self._desk.office.visit_paper, way_of(self._desk)
        self._asked += 1
        asked = self._asked
        self._desk.ask(
            lambda: (paper.scans(way=way), paper.tray(), paper.awaited_originals()),
            lambda answer: self._show(asked, answer),
            owner=self,
        )

    def choose(self, basis: ConsentBasis | None) -> None:
        """Ask for the files and take them in."""
        names, _ = QFileDialog.getOpenFileNames(
            self, tr("Take scans in"), "", f"{tr('Scans')} ({_PATTERNS})"
        )
        if names:
            self.take([Path(name) for name in names], basis)

    def take(self, paths: Sequence[Path], basis: ConsentBasis | None) -> None:
        """Take these files in, off the window's thread."""
        paper = self._desk.office.visit_paper
        self._say("")
        self.progress.begin(tr("Reading the scans…"))
        self._job = self._desk.work(
            lambda progress: paper.take_scans(paths, progress, basis=basis),
            owner=self,
            done=self._taken,
            failed=self._failed,
            cancelled=self._stopped,
            stepped=self.progress.step,
        )

    def _taken(self, report: ScanReport) -> None:
        self.progress.hide()
        self._desk.bus.publish(report.changes)
        counts = {
            "pages": report.pages,
            "filed": len(report.filed),
            "tray": len(report.tray),
            "known": report.known,
            "blank": report.blank,
            "refused": len(report.refused),
        }
        lines = [sentence("scans-taken", counts).text]
        lines += [tr("Two pages or more: {label}", label=label_) for label_ in report.twice][
            :_SHOWN_PROBLEMS
        ]
        lines += [sentence(scan.code, scan.details).text for scan in report.refused][
            :_SHOWN_PROBLEMS
        ]
        self._say("\n".join(lines), "error" if report.refused else "good")
        self.refresh()

    def _failed(self, error: BaseException) -> None:
        self.progress.hide()
        message = explain(error)
        self._say(f"{message.text} {message.hint}", "error")

    def _stopped(self) -> None:
        self.progress.hide()
        self._say(tr("Stopped; nothing was taken in."))

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches("attachment") or changes.touches("household"):
            self.refresh()

    def _show(
        self,
        asked: int,
        answer: tuple[list[SheetScan], list[SheetScan], list[AwaitedOriginal]],
    ) -> None:
        if asked != self._asked:
            return
        scans, waiting, awaited = answer
        self.typing.show_scans(scans)
        self.tray.show_scans(waiting)
        self.awaited.show_households(awaited)
        left = sum(not scan.typed for scan in scans)
        for number, text in enumerate(
            (
                tr("To type back {count}", count=left),
                tr("Whose? {count}", count=len(waiting)),
                tr("Copies {count}", count=len(awaited)),
            )
        ):
            self.tabs.setTabText(number, text)
        self._show_current()

    def _show_current(self) -> None:
        shown = self.tabs.currentWidget()
        if shown is self.awaited:
            self._show_page(self.typing.page_of(self.awaited.current_id))
        elif shown is self.typing or shown is self.tray:
            self._show_page(shown.current)

    def _show_page(self, scan: SheetScan | None) -> None:
        self._file = scan.file_id if scan else ""
        self.turned.emit(scan.household_id if scan else "")
        if scan is None:
            self.picture.show_image(QImage(), tr("No page here."))
            return
        show = getattr(self._card, "show_household", None)
        if show is not None and scan.household_id:
            show(scan.household_id)
        paper, file = self._desk.office.visit_paper, scan.file_id
        self._desk.ask(
            lambda: QImage.fromData(paper.picture(file)),
            lambda image: self._show_image(file, image),
            owner=self,
            failed=lambda error: self.picture.show_image(QImage(), explain(error).text),
        )

    def _show_image(self, file: str, image: QImage) -> None:
        if file == self._file:  # another page was turned to meanwhile
            self.picture.show_image(image)

    def _open_card(self, scan: SheetScan) -> None:
        self._desk.opened.emit(scan.household_id)

    def _typed(self, scan: SheetScan, done: bool) -> None:
        paper = self._desk.office.visit_paper
        self._desk.act(
            lambda: paper.typed_back([scan.attachment_id], done=done),
            owner=self,
            failed=self._failed,
        )

    def _file_by_number(self, scan: SheetScan, typed: str) -> None:
        paper = self._desk.office.visit_paper
        self._desk.ask(
            lambda: paper.doors_by_number(typed),
            lambda doors: self.tray.offer(scan, doors, self._file_at),
            owner=self,
            failed=lambda error: self.tray.say(explain(error).text),
        )

    def _file_at(self, scan: SheetScan, household_id: str) -> None:
        paper = self._desk.office.visit_paper
        self._desk.act(
            lambda: paper.file_scan(scan.attachment_id, household_id),
            owner=self,
            failed=lambda error: self.tray.say(explain(error).text),
            notice=tr("Filed"),
        )

    def _came(self, household_ids: list[str]) -> None:
        paper = self._desk.office.visit_paper
        self._desk.act(
            lambda: paper.original_came(household_ids),
            owner=self,
            failed=self._failed,
            notice=tr("Noted: the originals are here"),
        )

    def _say(self, text: str, role: str = "muted") -> None:
        self.says.setText(text)
        self.says.setObjectName(role)
        self.says.style().unpolish(self.says)
        self.says.style().polish(self.says)
