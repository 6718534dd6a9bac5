"""Colours and measures: one token file makes palette and style sheet, light and dark."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor, QPalette

from desktop.kernel.resources import resource
from desktop.ui.shell.fonts import window_font

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QApplication, QWidget

NAMES = ("light", "dark")
SCALES = (100, 110, 125, 150, 175, 200, 225, 250)
"""Sizes of type that can be chosen, in per cent."""
_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "selected",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Link: "accent",
}


@cache
def tokens() -> Mapping[str, Mapping[str, Any]]:
    """Return the token file: ``measures``, ``light`` and ``dark``."""
    return tomllib.loads(resource("styles", "tokens.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Theme:
    """One look.

    Attributes:
        name: ``light`` or ``dark``.
        scale: font scale in per cent.
    """

    name: str = "light"
    scale: int = 100

    def colour(self, token: str) -> QColor:
        """Return the colour called ``token``."""
        return QColor(tokens()[self.name][token])

    def measure(self, token: str) -> int:
        """Return a measure in pixels at this font scale."""
        return round(float(tokens()["measures"][token]) * self.scale / 100)

    def points(self, token: str = "font_points") -> float:  # noqa: S107 - a token of the look
        """Return a font size in points at this font scale."""
        return float(tokens()["measures"][token]) * self.scale / 100

    def palette(self) -> QPalette:
        """Return the palette for what the style draws itself."""
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("muted"))
        return palette

    def style_sheet(self) -> str:
        """Return the style sheet with every token put in."""
        template = Template(resource("styles", "window.qss").read_text(encoding="utf-8"))
        points = self.points()
        return template.substitute(
            tokens()[self.name],
            radius=f"{tokens()['measures']['radius']}px",
            chevron=resource("icons", "chevron.svg").as_posix(),
            visit=f"{self.points('visit_points'):.1f}pt",
            title=f"{points * 1.45:.1f}pt",
            heading=f"{points * 1.12:.1f}pt",
            number=f"{points * 1.9:.1f}pt",
        )


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress ``app``; pages that paint themselves ask :func:`current` when they paint.

    The style sheet goes to each window (:func:`dress`). On the application it would be worked out
    anew for every widget that gets a parent: a page took 100 ms to build instead of 30.
    """
    _Current.theme = theme
    if app.style().name() != "fusion":  # setting it again would polish every living widget
        app.setStyle("Fusion")
    app.setFont(window_font(tokens()["measures"]["font_points"], theme.scale))
    app.setPalette(theme.palette())
    _Current.sheet = theme.style_sheet()


def current() -> Theme:
    """Return the look of the window."""
    return _Current.theme


def dress(window: QWidget) -> None:
    """Give a window that has no parent the look; what opens over it inherits it."""
    window.setStyleSheet(_Current.sheet)


class _Current:
    theme = Theme()
    sheet = ""


def luminance(colour: QColor) -> float:
    """Return the relative luminance of WCAG 2 (0 black, 1 white)."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]  # noqa: PLR2004 - WCAG
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of WCAG 2, from 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)
