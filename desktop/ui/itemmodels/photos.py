"""The photos of a tray: only what is painted is fetched, one picture at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QImage, QPixmap

if TYPE_CHECKING:
    from desktop.domain.pictures import PictureRow
    from desktop.ui.shell.desk import Desk

_NOWHERE = QModelIndex()
_ROOM = 10
_KEPT = 400


class PhotoList(QAbstractListModel):
    """Photos with their time; a thumbnail is asked for when it is first painted.

    One at a time, the newest wish first: what somebody stores meanwhile never waits for a row of
    thumbnails. One that cannot be made stays blank; the large view says why.
    """

    def __init__(self, desk: Desk, side: int) -> None:
        super().__init__()
        self._desk = desk
        self._size = QSize(side, side * 3 // 4)
        self._pixmaps: dict[str, QPixmap] = {}
        self._wishes: list[str] = []
        self._fetching = False
        self.rows: list[PictureRow] = []

    def show_rows(self, rows: list[PictureRow]) -> None:
        """Show other photos; what was fetched for those that stay is kept."""
        self.beginResetModel()
        self.rows = rows
        self._wishes.clear()
        present = {row.id for row in rows}
        self._pixmaps = {one: found for one, found in self._pixmaps.items() if one in present}
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return how many photos there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        """Return the time, the thumbnail or the room they take."""
        if role == int(Qt.ItemDataRole.SizeHintRole):
            return QSize(self._size.width() + 80, self._size.height() + _ROOM)
        row = self.rows[index.row()]
        if role in {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}:
            return row.taken_at.astimezone().strftime("%m-%d\n%H:%M") if row.taken_at else ""
        if role == int(Qt.ItemDataRole.DecorationRole):
            return self._thumbnail(row.id)
        return None

    def _thumbnail(self, picture_id: str) -> QPixmap:
        found = self._pixmaps.get(picture_id)
        if found is not None:
            return found
        if picture_id in self._wishes:
            self._wishes.remove(picture_id)
        self._wishes.append(picture_id)
        self._fetch()
        blank = QPixmap(self._size)
        blank.fill(Qt.GlobalColor.transparent)
        return blank

    def _fetch(self) -> None:
        if self._fetching or not self._wishes:
            return
        wanted, pictures = self._wishes.pop(), self._desk.office.pictures
        self._fetching = True
        self._desk.ask(
            lambda: QImage.fromData(pictures.thumbnail(wanted, 2 * self._size.width())),
            lambda image: self._fetched(wanted, image),
            owner=self,
            failed=lambda _: self._fetched(wanted, QImage()),
        )

    def _fetched(self, wanted: str, image: QImage) -> None:
        self._fetching = False
        pixmap = QPixmap(self._size)
        pixmap.fill(Qt.GlobalColor.transparent)
        if not image.isNull():
            pixmap = QPixmap.fromImage(image).scaled(
                self._size,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        while len(self._pixmaps) >= _KEPT:
            self._pixmaps.pop(next(iter(self._pixmaps)))
        self._pixmaps[wanted] = pixmap
        for at, row in enumerate(self.rows):
            if row.id == wanted:
                self.dataChanged.emit(self.index(at), self.index(at))
        self._fetch()
