"""A picture in the room there is; closer by wheel, keys or a double tap, then dragged about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.shell.theme import current

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QWheelEvent

_STEP = 1.25
_CLOSEST = 6.0
_TURN = 120.0
_SMOOTH = Qt.TransformationMode.SmoothTransformation


class PictureView(QWidget):
    """Shows one image; ``words`` stand there while there is none."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._small = QImage()
        self._words = ""
        self._zoom = 1.0
        self._middle = QPointF()
        self._grabbed: QPointF | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage, words: str = "") -> None:
        """Show ``image`` whole, or ``words`` when it is empty."""
        self._image, self._words = image, words
        self._small = QImage()
        self._zoom = 1.0
        self._middle = QPointF(image.width() / 2, image.height() / 2)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room to see something."""
        return QSize(720, 480)

    @property
    def zoom(self) -> float:
        """How much larger than whole it is shown."""
        return self._zoom

    def zoom_by(self, factor: float) -> None:
        """Go closer or further away; never further than the whole picture."""
        self._zoom = min(max(self._zoom * factor, 1.0), _CLOSEST)
        self._hold()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with the wheel."""
        self.zoom_by(_STEP ** (event.angleDelta().y() / _TURN))
        event.accept()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Go close at a double tap, and back at the next."""
        self.zoom_by(3.0 if self._zoom == 1.0 else 0.0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        self._grabbed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it about."""
        if self._grabbed is not None:
            self._middle -= (event.position() - self._grabbed) * (1 / self._scale())
            self._grabbed = event.position()
            self._hold()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grabbed = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom with plus and minus; zero shows the whole picture."""
        if event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_by(_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom_by(1 / _STEP)
        elif event.key() == Qt.Key.Key_0:
            self.zoom_by(0.0)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it in the middle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour("raised"))
        if self._image.isNull():
            painter.setPen(current().colour("muted"))
            wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 16, -16, -16), wrapped, self._words)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            scale = self._scale()
            corner = QPointF(self.width() / 2, self.height() / 2) - self._middle * scale
            size = self._image.size()
            target = QRectF(corner.x(), corner.y(), size.width() * scale, size.height() * scale)
            painter.drawImage(target, self._reduced(target))
        if self.hasFocus():
            painter.setPen(current().colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _reduced(self, target: QRectF) -> QImage:
        """Return a smaller copy for a small target: painting alone would lose thin lines."""
        size = (target.size() * self.devicePixelRatioF()).toSize()
        if size.width() * 2 > self._image.width():
            return self._image
        if self._small.size() != size:
            keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, _SMOOTH
            self._small = self._image.scaled(size, keep, smooth)
        return self._small

    def _scale(self) -> float:
        wide, high = max(1, self._image.width()), max(1, self._image.height())
        return min(self.width() / wide, self.height() / high, 1.5) * self._zoom

    def _hold(self) -> None:
        """Keep the picture inside the frame it fills."""
        scale = self._scale()
        for name, room, length in (
            ("x", self.width(), self._image.width()),
            ("y", self.height(), self._image.height()),
        ):
            half = min(room / scale, length) / 2
            place = min(max(getattr(self._middle, name)(), half), length - half)
            (self._middle.setX if name == "x" else self._middle.setY)(place)
        self.update()
