"""The program's own Chinese font, so that it looks the same on a bare machine."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from desktop.kernel.resources import resource

_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
FAMILY = "Noto Sans SC"


class _Registered:
    """Rare-name fonts are read once, when the first window has been painted."""

    family = ""
    rare = False


def register_fonts() -> str:
    """Make the bundled font known and return its family; the system's where it is missing."""
    if not _Registered.family:
        families: list[str] = []
        for name in _FILES:
            path = resource("fonts", name)
            number = QFontDatabase.addApplicationFont(str(path)) if path.exists() else -1
            families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        _Registered.family = families[0] if families else QFont().family()
    return _Registered.family


def register_rare_names() -> None:
    """Add the font of rare characters (CJK Ext B and later) as a fallback; it is large."""
    path = resource("fonts", "HanaMinB.ttf")
    if not _Registered.rare and path.exists():
        _Registered.rare = True
        number = QFontDatabase.addApplicationFont(str(path))
        families = QFontDatabase.applicationFontFamilies(number)
        if families:
            QFont.insertSubstitutions(_Registered.family, families)


def window_font(points: float, scale: int) -> QFont:
    """Return the window's font at ``scale`` per cent, with figures of equal width."""
    font = QFont(register_fonts())
    font.setPointSizeF(points * scale / 100)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
