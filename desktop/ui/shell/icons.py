"""The program's own icons: SVG files in one colour, painted in the theme's."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.kernel.resources import resource
from desktop.ui.shell.theme import current

_SIZES = (20, 40)


def icon(name: str, token: str = "text") -> QIcon:  # noqa: S107 - a token of the look
    """Return the icon ``resources/icons/NAME.svg`` in the theme's colour ``token``."""
    theme = current()
    return _icon(name, theme.colour(token).name(), theme.colour("accent").name())


@cache
def _icon(name: str, colour: str, checked: str) -> QIcon:
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_pixmap(source, colour, size), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(_pixmap(source, checked, size), QIcon.Mode.Normal, QIcon.State.On)
    return made


def _pixmap(source: str, colour: str, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap
