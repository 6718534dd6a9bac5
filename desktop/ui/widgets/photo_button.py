"""A button that takes one photo from a file and shows that it has it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.code_buttons import TOUCH
from desktop.ui.widgets.panels import button, label

if TYPE_CHECKING:
    from desktop.domain.meter_exchange import Picture
    from desktop.services.metering_exchange import ExchangePhoto
    from desktop.ui.shell.desk import Desk

_SUFFIXES = "*.jpg *.jpeg *.png *.webp"
_SMALL = QSize(48, 36)


class PhotoButton(QWidget):
    """Reads the chosen photo off the window's thread; a photo that fails leaves the old one.

    Attributes:
        picture: what would be stored, None while there is none.

    Signals:
        taken: codes found on the photo, largest first.
    """

    taken = Signal(tuple)

    def __init__(self, desk: Desk, household_id: str, text: str) -> None:
        super().__init__()
        self._desk = desk
        self._household_id = household_id
        self._text = text
        self.picture: Picture | None = None
        self.button = button(f"{text}…", self.choose)
        self.button.setMinimumHeight(TOUCH)
        self.button.setAutoDefault(False)
        self.button.setIconSize(_SMALL)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._error)

    def choose(self) -> None:
        """Ask for a file."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, self._text, "", f"{tr('Photos')} ({_SUFFIXES})"
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, source: Path | bytes) -> None:
        """Read ``source`` and keep it."""
        metering, household = self._desk.office.metering, self._household_id
        self.button.setEnabled(False)
        self._desk.work(
            lambda _: metering.read_photo(household, source),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, photo: ExchangePhoto) -> None:
        self.button.setEnabled(True)
        self._error.hide()
        self.picture = photo.picture
        small = QPixmap()
        small.loadFromData(photo.picture.content)
        self.button.setIcon(QIcon(small.scaled(_SMALL, Qt.AspectRatioMode.KeepAspectRatio)))
        self.button.setText(f"✓ {self._text}")
        self.button.setAccessibleDescription(tr("A photo is there"))
        self.taken.emit(photo.codes)

    def _failed(self, error: BaseException) -> None:
        self.button.setEnabled(True)
        message = explain(error)
        self._error.setText(f"{message.text} {message.hint}".strip())
        self._error.show()
