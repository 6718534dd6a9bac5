"""One photo, large: what it shows, the one before and after it, and taking it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from desktop.domain.codes import ATTACHMENT_SUBJECT
from desktop.domain.pictures import INK
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, label, row
from desktop.ui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.pictures import PictureRow
    from desktop.ui.shell.desk import Desk


class PhotoWindow(QDialog):
    """Large pictures of one record.

    Signals:
        remove_asked: id of the picture that is to go.
    """

    remove_asked = Signal(str)

    def __init__(
        self, desk: Desk, pictures: Sequence[PictureRow], at: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pictures = list(pictures)
        self._at = at
        self.setWindowTitle(tr("Photo"))
        self.resize(960, 640)
        self.view = PictureView(tr("Photo"))
        self.title = label("", "muted")
        self.subject = subject_choice()
        self.subject.setEnabled(not desk.read_only)
        self.subject.activated.connect(self._name)
        self.before = button(tr("Previous photo"), lambda: self.step(-1))
        self.after = button(tr("Next photo"), lambda: self.step(1))
        self.take_away = button(tr("Take the photo away"), self._remove)
        self.take_away.setEnabled(not desk.read_only)
        self.wrong_door = button(tr("Not this door"), self._to_tray)
        self.wrong_door.setToolTip(tr("Back to the tray, to be given to another door"))
        close = button(tr("Close"), self.accept)
        for one in (self.before, self.after, self.take_away, self.wrong_door, close, self.subject):
            one.setMinimumHeight(44)
        for one in (self.before, self.after, self.take_away, self.wrong_door):
            one.setAutoDefault(False)
        for key, by in ((Qt.Key.Key_PageUp, -1), (Qt.Key.Key_PageDown, 1)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda by=by: self.step(by))
        layout = QVBoxLayout(self)
        layout.addWidget(self.view, 1)
        layout.addLayout(row(label(tr("What it shows")), self.subject, self.title))
        layout.addLayout(row(self.before, self.after, self.wrong_door, self.take_away, close))
        self._show()

    @property
    def shown(self) -> PictureRow:
        """The picture in front."""
        return self._pictures[self._at]

    def step(self, by: int) -> None:
        """Go to the next or the previous picture."""
        at = min(max(self._at + by, 0), len(self._pictures) - 1)
        if at != self._at:
            self._at = at
            self._show()

    def _show(self) -> None:
        picture, pictures = self.shown, self._desk.office.pictures
        taken = picture.taken_at.astimezone().strftime("%Y-%m-%d %H:%M") if picture.taken_at else ""
        words = [taken, picture.signer or "", f"{self._at + 1} / {len(self._pictures)}"]
        self.title.setText("  ·  ".join(word for word in words if word))
        self.subject.setCurrentIndex(self.subject.findData(picture.subject or "other"))
        self.subject.setEnabled(picture.kind != INK and not self._desk.read_only)
        movable = picture.owner_kind == "household" and picture.kind != INK
        self.wrong_door.setVisible(movable)
        self.wrong_door.setEnabled(not self._desk.read_only)
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at < len(self._pictures) - 1)
        self.view.show_image(QImage(), tr("Opening…"))
        self._desk.ask(
            lambda: QImage.fromData(pictures.image(picture.id)),
            lambda image: self._arrived(picture.id, image),
            owner=self,
            failed=lambda error: self.view.show_image(QImage(), explain(error).text),
        )

    def _arrived(self, picture_id: str, image: QImage) -> None:
        if picture_id == self.shown.id:
            self.view.show_image(image, tr("This photo cannot be shown."))

    def _name(self) -> None:
        picture, subject = self.shown, str(self.subject.currentData())
        pictures = self._desk.office.pictures
        self._desk.act(
            lambda: pictures.name(picture.id, subject),
            owner=self,
            notice=tr("Saved"),
        )

    def _to_tray(self) -> None:
        picture, pictures = self.shown, self._desk.office.pictures
        self._desk.act(
            lambda: pictures.to_tray(picture.id),
            owner=self,
            done=lambda _: self.accept(),
            notice=tr("The photo waits in the tray for its door"),
        )

    def _remove(self) -> None:
        self.remove_asked.emit(self.shown.id)
        self.accept()


def subject_choice() -> QComboBox:
    """Return the choice of what a photo shows, in the window's language."""
    choice = QComboBox()
    choice.setAccessibleName(tr("What it shows"))
    for code in ATTACHMENT_SUBJECT.labels:
        choice.addItem(ATTACHMENT_SUBJECT.label(code, language()), str(code))
    return choice
