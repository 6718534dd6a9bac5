"""Which check list holds: the office's own beside the ledger, else the one that ships."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.checklist import PARTS, Checklist, read_checklist
from desktop.domain.project_codes import Trade
from desktop.kernel.errors import InputError, MachineError
from desktop.kernel.resources import resource
from desktop.storage.placement import natural

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "checklists"
"""Beside the ledger: ``water-….toml``, ``electricity-….toml``, ``common-….toml``."""


class Checklists:
    """Reads the templates; of several of one part the one named last in order holds."""

    def __init__(self, ledger_folder: Path) -> None:
        self._own = ledger_folder / FOLDER

    def current(self, trade: Trade) -> Checklist:
        """Return the check list for a utility, the common items included.

        Raises:
            InputError: the office's own cannot be read; its file is named.
        """
        paths = [self.path(part) for part in (trade, Trade.COMMON)]
        texts = [_text(path) for path in paths]
        for path, text in zip(paths, texts, strict=True):
            _checked(path, text)
        return read_checklist(*texts)

    def path(self, trade: Trade) -> Path:
        """Return the file that holds for one part."""
        name = f"{PARTS[trade]}-*.toml"
        for folder in (self._own, resource("checklists")):
            found = sorted(folder.glob(name), key=lambda path: natural(path.stem))
            if found:
                return found[-1]
        raise MachineError("checklist-missing", name=PARTS[trade])

    def own(self, trade: Trade) -> Path:
        """Return the office's own file of one part, copied from the current one if there is none.

        Raises:
            MachineError: ``checklist-not-written``.
        """
        current = self.path(trade)
        if current.parent == self._own:
            return current
        target = self._own / f"{PARTS[trade]}-2.toml"
        try:
            self._own.mkdir(parents=True, exist_ok=True)
            target.write_bytes(current.read_bytes())
        except OSError as error:
            raise MachineError("checklist-not-written", name=target.name) from error
        return target


def _checked(path: Path, text: str) -> None:
    try:
        read_checklist(text)
    except InputError as error:
        raise InputError("checklist-file-wrong", file=path.name, why=_why(error)) from None


def _why(error: InputError) -> str:
    words = (str(error.details[name]) for name in ("item", "why") if name in error.details)
    return "：".join(words) or error.code


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InputError("checklist-file-wrong", file=path.name, why="UTF-8") from None
