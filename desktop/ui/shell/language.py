"""The language of the window: English in the source, Chinese from ``resources/translations``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop.kernel.resources import resource

if TYPE_CHECKING:
    from desktop.domain.fields import Field

_CONTEXT = "hubiao"
_LOCALES = {"zh_CN": QLocale.Language.Chinese, "en": QLocale.Language.English}


class _Speech:
    """Which language is spoken now; there is one window and hence one language."""

    language = "zh_CN"
    translators: tuple[QTranslator, ...] = ()


def tr(text: str, /, **values: object) -> str:
    """Return ``text`` in the window's language with ``values`` put into its placeholders."""
    translated = QCoreApplication.translate(_CONTEXT, text)
    return translated.format(**values) if values else translated


def language() -> str:
    """Return ``zh_CN`` or ``en``."""
    return _Speech.language


def field_label(field: Field) -> str:
    """Return what people call ``field``."""
    return field.label if _Speech.language == "zh_CN" else field.label_en


def speak(app: QCoreApplication, wanted: str) -> None:
    """Switch ``app`` to ``wanted``; windows built afterwards speak it."""
    for translator in _Speech.translators:
        app.removeTranslator(translator)
    _Speech.language = wanted if wanted in _LOCALES else "zh_CN"
    _Speech.translators = tuple(_translators(app, _Speech.language))
    QLocale.setDefault(QLocale(_LOCALES[_Speech.language]))


def _translators(app: QCoreApplication, wanted: str) -> list[QTranslator]:
    if wanted == "en":
        return []
    folders = (
        (f"hubiao_{wanted}.qm", str(resource("translations"))),
        (f"qtbase_{wanted}.qm", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    )
    found = []
    for name, folder in folders:
        translator = QTranslator()
        if translator.load(name, folder) and app.installTranslator(translator):
            found.append(translator)
    return found
