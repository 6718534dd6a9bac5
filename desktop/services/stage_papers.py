"""Which papers the stages ask for: the office's own list beside the ledger, else what ships."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.domain.required_papers import read_papers
from desktop.kernel.errors import InputError
from desktop.kernel.resources import resource
from desktop.storage.placement import natural

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.required_papers import RequiredPapers

FOLDER = "stages"
"""Beside the ledger: ``papers-….toml``; of several the one named last in order holds."""


class StagePapers:
    """Reads the list once and again when its file has changed."""

    def __init__(self, ledger_folder: Path) -> None:
        self._own = ledger_folder / FOLDER

    def current(self) -> RequiredPapers:
        """Return the list that holds; one that ships while the office's own has a mistake."""
        return self._read()[0]

    def mistake(self) -> InputError | None:
        """Return what is wrong with the office's own list, so that what ships holds."""
        return self._read()[1]

    def _read(self) -> tuple[RequiredPapers, InputError | None]:
        shipped = _stored(_newest(resource("stages")))
        own = _newest(self._own)
        if own is None:
            return shipped, None
        try:
            return _stored(own), None
        except InputError as error:
            return shipped, InputError("stage-papers-wrong", file=own.name, why=_why(error))


def _newest(folder: Path) -> Path | None:
    found = sorted(folder.glob("papers-*.toml"), key=lambda path: natural(path.stem))
    return found[-1] if found else None


def _stored(path: Path | None) -> RequiredPapers:
    if path is None:
        raise InputError("stage-papers-empty")
    try:
        state = path.stat()
    except OSError:
        raise InputError("stage-papers-unreadable", why=path.name) from None
    return _parsed(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _parsed(path: Path, _changed: int, _size: int) -> RequiredPapers:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InputError("stage-papers-unreadable", why="UTF-8") from None
    return read_papers(text)


def _why(error: InputError) -> str:
    words = (str(error.details[name]) for name in ("paper", "why") if name in error.details)
    return "：".join(words) or error.code
