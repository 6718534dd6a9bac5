"""The program's log: what happened, never to whom.

Loggers get codes, counts and ids. Names, phones, addresses and values of fields do not belong in
a log line; the redaction below is the second fence, not the first.
"""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
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


def open_logbook(folder: Path) -> None:
    """Write warnings and above to ``hubiao.log`` in ``folder``, five files of 500 kB."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "hubiao.log", maxBytes=500_000, backupCount=4, encoding="utf-8", delay=True
    )
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("desktop").addHandler(handler)
