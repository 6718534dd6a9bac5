"""What a command says and where: the answer on standard output, everything else on error."""

from __future__ import annotations

import getpass
import json
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from desktop.kernel.errors import HubiaoError, InputError, UsageError
from desktop.kernel.messages import message_for

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

_BAR_WIDTH = 30
_REDRAW_SECONDS = 0.1


@dataclass(slots=True)
class Console:
    """One command's mouth and ears.

    Attributes:
        language: ``zh_CN`` or ``en``.
        as_json: whether standard output carries one JSON document and nothing else.
        quiet: whether messages and progress are left out.
    """

    language: str
    as_json: bool
    quiet: bool
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    _drawn: float = 0.0

    def answer(self, document: Any, text: str) -> None:
        """Print the command's answer: ``document`` with ``--json``, else ``text``."""
        if self.as_json:
            json.dump(document, self.out, ensure_ascii=False, default=str)
            self.out.write("\n")
        elif text:
            self.out.write(text + "\n")

    def say(self, code: str, **details: object) -> None:
        """Print the catalogue's sentence of ``code`` to standard error."""
        if not self.quiet:
            self.err.write(self.sentence(code, details) + "\n")

    def sentence(self, code: str, details: Mapping[str, object] | None = None) -> str:
        """Return the sentence of ``code`` with its hint, in the console's language."""
        message = message_for(code, details or {}, self.language)
        text = message.text.rstrip("。.")
        stop = "。" if self.language == "zh_CN" else ". "
        return f"{text}{stop}{message.hint}" if message.hint else message.text

    def fail(self, error: HubiaoError) -> int:
        """Tell ``error`` as the contract says and return its exit code."""
        message = message_for(error.code, error.details, self.language)
        if self.as_json:
            document = {
                "code": error.code,
                "message": message.text,
                "hint": message.hint,
                "details": error.details,
            }
            self.answer({"error": document}, "")
        else:
            self.err.write(f"{self.sentence(error.code, error.details)}  [{error.code}]\n")
        return error.exit_code

    def step(self, done: int, total: int, what: str = "") -> None:
        """Draw a progress bar when standard error is a terminal (the Progress protocol)."""
        if self.quiet or not self.err.isatty():
            return
        now = time.monotonic()
        if done < total and now - self._drawn < _REDRAW_SECONDS:
            return
        self._drawn = now
        filled = _BAR_WIDTH * done // max(total, 1)
        bar = "█" * filled + "░" * (_BAR_WIDTH - filled)
        self.err.write(f"\r{bar} {done}/{total} {what}" + ("\n" if done >= total else ""))
        self.err.flush()

    def passphrase(self, options: argparse.Namespace, *, default: str | None = None) -> str:
        """Return the passphrase from the file, the environment, ``default`` or a prompt.

        Raises:
            InputError: the passphrase file cannot be read.
            UsageError: there is no terminal to ask at.
        """
        if options.passphrase_file:
            return _first_line(Path(options.passphrase_file))
        from_environment = os.environ.get("HUBIAO_PASSPHRASE")
        if from_environment is not None:
            return from_environment
        if default is not None:
            return default
        if not sys.stdin.isatty():
            raise UsageError("passphrase-missing")
        return getpass.getpass(self.sentence("ask-passphrase") + " ", self.err)

    def secret(self, code: str, path: str | None) -> str:
        """Return the first line of ``path``, else what is typed at the prompt of ``code``.

        Raises:
            UsageError: there is neither a file nor a terminal.
        """
        if path:
            return _first_line(Path(path))
        if not sys.stdin.isatty():
            raise UsageError("secret-missing")
        return getpass.getpass(self.sentence(code) + " ", self.err)


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError):
        raise InputError("passphrase-file-unusable", file=path.name) from None
