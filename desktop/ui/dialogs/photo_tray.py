"""Phone photos in one go, and the tray of those that no door has yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.door_code import read_door_code
from desktop.ui.itemmodels.photos import PhotoList
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.widgets.door_finder import DoorFinder
from desktop.ui.widgets.panels import button, column, label, row
from desktop.ui.widgets.photo_window import subject_choice
from desktop.ui.widgets.picture_view import PictureView
from desktop.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from desktop.domain.changes import Changes
    from desktop.domain.pictures import FolderReport, PictureRow
    from desktop.ui.shell.desk import Desk

_SIDE = 112
_TOUCH = 44
_NAMED = 4


class PhotoTrayDialog(QDialog):
    """Bring photos in from a folder; give those that wait to their doors, one after the other."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job = 0
        self._operation = ""
        self._door = ("", "")
        self.setWindowTitle(tr("Phone photos"))
        self.resize(1180, 660)
        self.bring = button(tr("Photos from a folder…"), self.choose_folder, main=True)
        self.take_back = button(tr("Take this import back"), self._undo_import)
        self.take_back.hide()
        self.progress = ProgressLine(lambda: desk.runner.cancel(self._job))
        self.report = label("", "muted", wrap=True)
        self.count = label("", "heading")
        self._photos = PhotoList(desk, _SIDE)
        self.list = QListView()
        self.list.setModel(self._photos)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("Photos that wait for a door"))
        self.list.setIconSize(QSize(_SIDE, _SIDE * 3 // 4))
        self.list.setFixedWidth(_SIDE + 100)
        self.view = PictureView(tr("The photo"))
        self.why = label("", "muted", wrap=True)
        self.subject = subject_choice()
        self.near = button("", self._take_near)
        self.finder = DoorFinder(desk)
        self.give = button(tr("Give it to this door"), self.file_photo, main=True)
        self.later = button(tr("Leave it for later"), lambda: self._step(1))
        self.drop = button(tr("Take the photo away"), self._remove)
        self.undo = button(tr("Undo"), self._undo_last)
        self.close_button = button(tr("Close"), self.reject)
        self.error = label("", "error", wrap=True)
        acts = (self.bring, self.take_back, self.near, self.give, self.later, self.drop, self.undo)
        for one in (*acts, self.close_button):
            one.setMinimumHeight(_TOUCH)
            one.setAutoDefault(False)
        self.subject.setMinimumHeight(_TOUCH)
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._show)
        self.finder.chosen.connect(self._mark)
        self.finder.taken.connect(self.file_photo)
        self.undo.setEnabled(False)
        self._last = ""
        desk.bus.changed.connect(self._on_changes)
        self._read()

    def choose_folder(self) -> None:
        """Ask for the folder of a phone or card."""
        chosen = QFileDialog.getExistingDirectory(self, tr("Photos from a folder…"))
        if chosen:
            self.import_folder(Path(chosen))

    def import_folder(self, folder: Path) -> None:
        """Bring in what is there; the window stays usable meanwhile."""
        pictures = self._desk.office.pictures
        self.bring.setEnabled(False)
        self.take_back.hide()
        self.error.clear()
        self.report.setText(tr("Photograph a door's code first, then its meters and papers."))
        self.progress.begin(tr("Reading photos…"))
        self._job = self._desk.work(
            lambda progress: pictures.import_folder(folder, progress),
            owner=self,
            done=self._imported,
            failed=self._import_failed,
            cancelled=self._import_stopped,
            stepped=self.progress.step,
        )

    def file_photo(self) -> None:
        """Give the photo in front to the chosen door and show the next."""
        photo, (door, name) = self.shown, self._door
        if photo is None or not door or not self.give.isEnabled():
            return
        pictures, subject = self._desk.office.pictures, str(self.subject.currentData())
        self.give.setEnabled(False)
        self._desk.act(
            lambda: pictures.file(photo.id, door, subject),
            owner=self,
            done=self._done,
            failed=self._failed,
            notice=tr("Given to {door}", door=name),
        )

    def scanned(self, text: str) -> None:
        """Choose the door whose code was scanned, or look for the meter with that number."""
        door, reading = read_door_code(text), self._desk.office.reading
        if door is None:
            self.finder.field.setText(text)
            return
        self._desk.ask(
            lambda: reading.card(door[0]),
            lambda card: self._mark(card.household["id"], card.label),
            owner=self,
            failed=self._failed,
        )

    @property
    def rows(self) -> list[PictureRow]:
        """The photos that wait."""
        return self._photos.rows

    @property
    def shown(self) -> PictureRow | None:
        """The photo in front."""
        at = self.list.currentIndex().row()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def reject(self) -> None:
        """Close; while photos are being read, the button that stops that comes first."""
        if self._job:
            self.error.setText(tr("Photos are being read; stop that first, or wait."))
        else:
            super().reject()

    def _lay_out(self) -> None:
        right = QWidget()
        right.setFixedWidth(340)
        parts = (self.why, label(tr("What it shows")), self.subject, label(tr("Whose door?")))
        acts = (self.near, self.finder, self.give, self.later, self.drop)
        right.setLayout(column(*parts, *acts))
        grid = QGridLayout()
        grid.setSpacing(12)
        grid.addWidget(self.list, 0, 0)
        grid.addWidget(self.view, 0, 1)
        grid.addWidget(right, 0, 2)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(row(self.bring, self.take_back, self.count))
        layout.addWidget(self.progress)
        layout.addWidget(self.report)
        layout.addLayout(grid, 1)
        layout.addWidget(self.error)
        layout.addLayout(row(self.undo, self.close_button))

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches("attachment"):
            self._read()

    def _read(self) -> None:
        self._desk.ask(self._desk.office.pictures.tray, self._fill, owner=self)

    def _fill(self, rows: list[PictureRow]) -> None:
        at = self.list.currentIndex().row()
        self._photos.show_rows(rows)
        self.count.setText(tr("{count} photos wait for a door", count=len(rows)) if rows else "")
        self._go_to(min(max(at, 0), len(rows) - 1))
        self._show()

    def _go_to(self, at: int) -> None:
        self.list.selectionModel().setCurrentIndex(
            self._photos.index(at), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _show(self, *_: object) -> None:
        photo, pictures = self.shown, self._desk.office.pictures
        able = photo is not None and not self._desk.read_only
        for one in (self.subject, self.finder, self.drop, self.later):
            one.setEnabled(able)
        self.bring.setEnabled(not self._desk.read_only and not self._job)
        if photo is None:
            self.why.setText("")
            self.near.hide()
            self.view.show_image(QImage(), tr("No photo waits. Bring photos in from a folder."))
            self._mark("", "")
            return
        self.why.setText(sentence(photo.note).text if photo.note else "")
        self.subject.setCurrentIndex(max(0, self.subject.findData(photo.subject)))
        self.near.setVisible(bool(photo.near_id))
        self.near.setText(tr("Photographed before it: {door}", door=photo.near_label))
        self.near.setAccessibleName(self.near.text())
        if self._door[0]:
            self._mark(*self._door)
        else:
            self._mark(*self.finder.door)
        self.view.show_image(QImage(), tr("Opening…"))
        self._desk.ask(
            lambda: QImage.fromData(pictures.image(photo.id)),
            lambda image: self._arrived(photo.id, image),
            owner=self,
            failed=lambda error: self.view.show_image(QImage(), explain(error).text),
        )

    def _arrived(self, photo_id: str, image: QImage) -> None:
        if self.shown is not None and self.shown.id == photo_id:
            self.view.show_image(image, tr("This photo cannot be shown."))

    def _mark(self, door: str, name: str) -> None:
        self._door = (door, name)
        able = bool(door) and self.shown is not None and not self._desk.read_only
        self.give.setEnabled(able)
        text = tr("Give it to {door}", door=name) if door else tr("Give it to this door")
        self.give.setText(text)
        self.give.setAccessibleName(text)

    def _take_near(self) -> None:
        if self.shown is not None and self.shown.near_id:
            self._mark(self.shown.near_id, self.shown.near_label)
            self.file_photo()

    def _step(self, by: int) -> None:
        if self.rows:
            self._go_to((self.list.currentIndex().row() + by) % len(self.rows))

    def _remove(self) -> None:
        photo, pictures = self.shown, self._desk.office.pictures
        if photo is not None:
            self._desk.act(
                lambda: pictures.remove(photo.id),
                owner=self,
                done=self._done,
                failed=self._failed,
                notice=tr("Photo taken away"),
            )

    def _done(self, changes: Changes) -> None:
        self._last = changes.operation
        self.undo.setEnabled(bool(self._last))
        self.error.clear()

    def _undo_last(self) -> None:
        operation, self._last = self._last, ""
        self.undo.setEnabled(False)
        self._desk.act(
            lambda: self._desk.office.editing.undo(operation), owner=self, failed=self._failed
        )

    def _undo_import(self) -> None:
        operation, self._operation = self._operation, ""
        self.take_back.hide()
        self._desk.act(
            lambda: self._desk.office.editing.undo(operation),
            owner=self,
            done=lambda _: self.report.setText(tr("The import is taken back.")),
            failed=self._failed,
        )

    def _failed(self, error: BaseException) -> None:
        message = explain(error)
        self.error.setText(f"{message.text} {message.hint}".strip())
        self._mark(*self._door)

    def _imported(self, report: FolderReport) -> None:
        self._import_over()
        self.report.setText(report_words(report))
        self._operation = report.changes.operation
        self.take_back.setVisible(bool(self._operation))
        self._desk.bus.publish(report.changes)

    def _import_failed(self, error: BaseException) -> None:
        self._import_over()
        self.report.clear()
        self._failed(error)

    def _import_stopped(self) -> None:
        self._import_over()
        self.report.setText(tr("Stopped; nothing was brought in."))

    def _import_over(self) -> None:
        self._job = 0
        self.progress.hide()
        self.bring.setEnabled(not self._desk.read_only)


def report_words(report: FolderReport) -> str:
    """Return what became of a folder's photos, in sentences."""
    words = [
        tr(
            "{found} photos: {placed} given to {doors} doors, {waiting} wait in the tray.",
            found=report.found,
            placed=report.placed,
            doors=len(report.filed),
            waiting=report.waiting,
        )
    ]
    if report.codes_only:
        words.append(
            tr("{count} show a door code alone and are not kept.", count=report.codes_only)
        )
    if report.known:
        words.append(tr("{count} were brought in before.", count=report.known))
    for name, code in report.refused[:_NAMED]:
        words.append(f"{name}: {sentence(code, _DETAILS).text}")
    if len(report.refused) > _NAMED:
        words.append(tr("{count} more cannot be read.", count=len(report.refused) - _NAMED))
    return " ".join(words)


_DETAILS = {"limit": 60}
"""The one number that the sentences of refused pictures name."""
