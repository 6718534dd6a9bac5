"""The photos and signatures of one door in a row: add, look, take away."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QImageWriter, QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.codes import ATTACHMENT_SUBJECT
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, clear, label, row
from desktop.ui.widgets.photo_window import PhotoWindow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent

    from desktop.domain.changes import Changes
    from desktop.domain.pictures import PhotoAdded, PictureRow
    from desktop.ui.shell.desk import Desk

SIDE = 88
_SUFFIXES = "*.jpg *.jpeg *.png *.webp *.pdf *.tif *.tiff"


class PhotoStrip(QFrame):
    """Thumbnails of one record; a file, the clipboard or a drop adds to them.

    Attributes:
        subject: code of ``ATTACHMENT_SUBJECT`` that added photos get.

    Signals:
        codes_found: texts of bar codes on a photo just added, for the card to offer.
    """

    codes_found = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind, self._id = "", ""
        self._asked = 0
        self._removed = ""
        self.subject = "meter"
        self.pictures: list[PictureRow] = []
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Photos"))
        self.add = button(tr("Add photos…"), self.choose_files)
        self.paste = button(tr("Paste"), self.paste_photo)
        self.undo = button(tr("Bring it back"), self._bring_back)
        for one in (self.add, self.paste, self.undo):
            one.setMinimumSize(44, 44)
        self.undo.hide()
        self.says = label("", "muted", wrap=True)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        inner = QWidget()
        inner.setLayout(self._row)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inner)
        self._scroll.setFixedHeight(SIDE + 38)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row(self.add, self.paste, self.undo))
        layout.addWidget(self.says)
        layout.addWidget(self._scroll)
        self._scroll.hide()
        desk.bus.changed.connect(self._on_changes)
        self.show_owner("household", "")

    def show_owner(self, kind: str, owner_id: str) -> None:
        """Show the pictures of one record; an empty id shows none."""
        if (kind, owner_id) != (self._kind, self._id):
            self._kind, self._id = kind, owner_id
            self._removed = ""
            self.undo.hide()
            self._show_rows([])
        there = self._desk.office.pictures is not None
        able = bool(owner_id) and there and not self._desk.read_only
        for one in (self.add, self.paste):
            one.setEnabled(able)
        self._read()

    def choose_files(self) -> None:
        """Ask for files; the folder of a camera card or a phone is a folder like any other."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self, tr("Add photos…"), "", f"{tr('Photos and scans')} ({_SUFFIXES})"
        )
        self.add_photos([Path(one) for one in chosen])

    def paste_photo(self) -> None:
        """Add what is in the clipboard: a picture, or picture files copied elsewhere."""
        sources = _sources(QGuiApplication.clipboard().mimeData())
        if sources:
            self.add_photos(sources)
        else:
            self._say(tr("There is no picture in the clipboard."), "error")

    def add_photos(self, sources: Sequence[Path | bytes]) -> None:
        """Read and store photos as one operation; a refusal is told here, in the strip."""
        if not sources or not self._id or self._desk.read_only:
            return
        kind, owner, subject = self._kind, self._id, self.subject
        pictures = self._desk.office.pictures
        self._say(tr("Reading the photo…"))
        self._desk.work(
            lambda progress: pictures.attach(kind, owner, sources, subject, progress),
            owner=self,
            done=lambda added: self._added(owner, added),
            failed=self._failed,
        )

    def open_picture(self, at: int) -> PhotoWindow:
        """Show one picture large."""
        window = PhotoWindow(self._desk, self.pictures, at, self)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.remove_asked.connect(self.remove)
        window.open()
        return window

    def remove(self, picture_id: str) -> None:
        """Take a picture away; a button brings it back."""
        pictures = self._desk.office.pictures
        self._desk.act(lambda: pictures.remove(picture_id), owner=self, done=self._gone)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures that are dragged here."""
        if self._id and not self._desk.read_only and _holds_picture(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        event.acceptProposedAction()
        self.add_photos(_sources(event.mimeData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V adds what is in the clipboard."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_photo()
        else:
            super().keyPressEvent(event)

    def _on_changes(self, changes: Changes) -> None:
        if self._id and changes.touches("attachment"):
            self._read()

    def _read(self) -> None:
        kind, owner, pictures = self._kind, self._id, self._desk.office.pictures
        if not owner or pictures is None:
            self._show_rows([])
            return
        self._asked += 1
        number = self._asked
        self._desk.ask(
            lambda: pictures.of_owner(kind, owner),
            lambda rows: self._show_rows(rows) if number == self._asked else None,
            owner=self,
        )

    def _show_rows(self, rows: list[PictureRow]) -> None:
        if rows == self.pictures and rows:
            return
        self.pictures = rows
        clear(self._row)
        self._scroll.setVisible(bool(rows))
        if not rows:
            self._say(tr("No photos yet. Add them, drop them here or paste them."))
        else:
            self._say("")
        for at, picture in enumerate(rows):
            thumb = self._thumb(at, picture)
            self._row.addWidget(thumb)
            pictures = self._desk.office.pictures
            self._desk.ask(
                partial(_thumbnail, pictures, picture.id),
                partial(_dress, thumb),
                owner=thumb,
                failed=partial(_excuse, thumb),
            )

    def _thumb(self, at: int, picture: PictureRow) -> QToolButton:
        thumb = QToolButton()
        subject = _subject_name(picture.subject)
        taken = picture.taken_at.astimezone().strftime("%m-%d %H:%M") if picture.taken_at else ""
        thumb.setText(subject)
        thumb.setToolTip(f"{subject} {taken} {picture.signer or ''}".strip())
        thumb.setAccessibleName(f"{subject} {taken}".strip())
        thumb.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        thumb.setIconSize(QSize(SIDE - 8, SIDE - 26))
        thumb.setFixedSize(SIDE + 8, SIDE + 18)
        thumb.clicked.connect(lambda *_: self.open_picture(at))
        return thumb

    def _added(self, owner: str, added: list[PhotoAdded]) -> None:
        if added:
            self._desk.bus.publish(added[0].changes)
        if owner != self._id:
            return
        known = sum(one.known for one in added)
        if known:
            self._say(tr("{count} of them were here already.", count=known))
        elif self.pictures:
            self._say("")
        codes = tuple(dict.fromkeys(code for one in added for code in one.codes))
        if codes:
            self.codes_found.emit(codes)

    def _failed(self, error: BaseException) -> None:
        message = explain(error)
        self._say(f"{message.text} {message.hint}".strip(), "error")

    def _gone(self, changes: Changes) -> None:
        self._removed = changes.operation
        self.undo.show()
        self.undo.setFocus()

    def _bring_back(self) -> None:
        operation, self._removed = self._removed, ""
        self.undo.hide()
        self._desk.act(lambda: self._desk.office.editing.undo(operation), owner=self)

    def _say(self, text: str, role: str = "muted") -> None:
        self.says.setObjectName(role)
        self.says.style().polish(self.says)
        self.says.setText(text)
        self.says.setVisible(bool(text))


def _thumbnail(pictures: object, picture_id: str) -> QImage:
    """Decode off the window's thread."""
    return QImage.fromData(pictures.thumbnail(picture_id))  # type: ignore[attr-defined]


def _dress(thumb: QToolButton, image: QImage) -> None:
    thumb.setIcon(QIcon(QPixmap.fromImage(image)))


def _excuse(thumb: QToolButton, error: BaseException) -> None:
    thumb.setToolTip(explain(error).text)


def _subject_name(code: str | None) -> str:
    return ATTACHMENT_SUBJECT.label(code, language()) if code else tr("Photo")


def _holds_picture(data: QMimeData) -> bool:
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def _sources(data: QMimeData) -> list[Path | bytes]:
    """Return picture files, else the picture itself as PNG in memory."""
    files: list[Path | bytes] = [
        Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()
    ]
    if files or not data.hasImage():
        return files
    image = QImage(data.imageData())
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    written = QImageWriter(held, QByteArray(b"PNG")).write(image)
    return [bytes(held.data().data())] if written else []
