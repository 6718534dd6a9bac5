"""One mouth: what happened is said here, and whichever window exists shows it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.kernel.errors import HubiaoError
from desktop.kernel.messages import Message, message_for
from desktop.ui.shell.language import language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_logger = logging.getLogger(__name__)


def sentence(code: str, details: Mapping[str, object] | None = None) -> Message:
    """Return the catalogue's sentence of ``code`` in the window's language."""
    return message_for(code, details or {}, language())


def explain(error: BaseException) -> Message:
    """Return what a person must hear of ``error``; our own mistakes go to the log as well."""
    if isinstance(error, HubiaoError):
        return sentence(error.code, error.details)
    _logger.error("unexpected %s", type(error).__name__, exc_info=error)
    return sentence("window-unexpected", {"kind": type(error).__name__})


class Messages(QObject):
    """The bridge between what happens and who shows it.

    Attributes:
        code: of the failure told last; empty for our own mistakes.

    Signals:
        noticed: a quiet word that passes by itself.
        offered: (quiet word, name of a button, what it does); passes by itself as well.
        failed: (sentence, what to do); stays until it is put away.
    """

    noticed = Signal(str)
    offered = Signal(str, str, object)
    failed = Signal(str, str)
    code = ""

    def notice(self, text: str) -> None:
        """Say quietly that something is done."""
        self.noticed.emit(text)

    def offer(self, text: str, action: str, run: Callable[[], object]) -> None:
        """Say quietly that something is done, with the one thing that may be wanted next."""
        self.offered.emit(text, action, run)

    def failure(self, error: BaseException) -> None:
        """Say in one sentence what went wrong and what to do."""
        message = explain(error)
        self.code = error.code if isinstance(error, HubiaoError) else ""
        self.failed.emit(message.text, message.hint)

    def warning(self, code: str, details: Mapping[str, object] | None = None) -> None:
        """Say the catalogue's sentence of ``code``."""
        message = sentence(code, details)
        self.code = code
        self.failed.emit(message.text, message.hint)
