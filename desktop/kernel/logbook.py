"""The program's log: what happened, never to whom.

Loggers get codes, counts and ids. Names, phones, addresses and values of fields do not belong in
a log line; the redaction below is the second fence, not the first.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LONG_DIGITS = re.compile(r"(?<![0-9a-fA-F])\d{7,18}[0-9Xx]?(?![0-9a-fA-F])")
_HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]+")


def redact(text: str) -> str:
    """Return ``text`` without what could be a person: long digit runs and Chinese characters."""
    return _HAN.sub("＊", _LONG_DIGITS.sub("#", text))


class RedactingFormatter(logging.Formatter):
    """Formats a record, exception text included, and redacts the result."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the redacted line."""
        return redact(super().format(record))


class _LateHandler(logging.Handler):
    """Makes the rotating file when there is something to write: most days there is not.

    Its module brings sockets and pickling along, which the first paint would wait for.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.WARNING)
        self._folder = folder
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record; a folder that cannot be written costs the log and nothing else."""
        try:
            if self._file is None:
                self._file = self._open()
            self._file.emit(record)
        except OSError:
            self.handleError(record)

    def close(self) -> None:
        """Close the file if there is one."""
        if self._file is not None:
            self._file.close()
        super().close()

    def _open(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        self._folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            self._folder / "hubiao.log", maxBytes=500_000, backupCount=4, encoding="utf-8"
        )
        handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        return handler


def open_logbook(folder: Path) -> None:
    """Write warnings and above to ``hubiao.log`` in ``folder``, five files of 500 kB."""
    logging.getLogger("desktop").addHandler(_LateHandler(folder))
