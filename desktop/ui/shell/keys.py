"""Every key of the program, declared once: the window's shortcuts and what pages do with keys."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from desktop.ui.shell.language import tr

SHORTCUTS: dict[str, tuple[str, ...]] = {
    "find": ("Ctrl+K",),
    "undo": ("Ctrl+Z",),
    "redo": ("Ctrl+Y", "Ctrl+Shift+Z"),
    "history": ("F4", "Ctrl+H"),
    "lock": ("Ctrl+L",),
    "help": ("F1",),
    "keyboard": ("?",),
}
"""Name of the window's action → its keys; the first is shown beside it."""


def sequences(name: str) -> list[QKeySequence]:
    """Return the keys of the window's action called ``name``."""
    return [QKeySequence(keys) for keys in SHORTCUTS[name]]


def shown(name: str) -> str:
    """Return the first key of the window's action called ``name``, as it is written."""
    return SHORTCUTS[name][0]


def page_keys() -> dict[str, list[tuple[str, str]]]:
    """Return page → (keys, what they do) for keys that only work inside one part of a page."""
    return {
        "survey": [
            ("← → ↑ ↓", tr("From door to door")),
            ("Home  End", tr("First and last door of the floor")),
            ("PgUp  PgDn", tr("Up and down by a screen of floors")),
            ("Space", tr("Next door to visit")),
            ("Enter", tr("Open the door's card")),
            ("Shift+←→↑↓", tr("Select several doors")),
            ("Ctrl+A", tr("Select all doors")),
            ("Esc", tr("Select none")),
            ("+  −  0", tr("Larger, smaller, whole building")),
        ],
        "ledger": [
            ("← → ↑ ↓", tr("From cell to cell")),
            ("Enter", tr("Change the cell, or open the household")),
            ("Ctrl+C  Ctrl+V", tr("Copy and paste cells")),
            ("Ctrl+D", tr("Fill down")),
            ("Del", tr("Empty the cells")),
        ],
        "exchange": [
            ("O  1", tr("Keep ours")),
            ("T  2", tr("Take theirs")),
            ("V  3", tr("Type another value")),
            ("L  0", tr("Leave it open")),
            ("Ctrl+A", tr("Select all lines")),
            ("Enter", tr("Go to the record")),
        ],
        "forms": [
            ("Ctrl+P", tr("Print the paper")),
            ("Ctrl+S", tr("Save the paper")),
            ("Ctrl+F", tr("Find in the paper")),
            ("F3  Shift+F3", tr("Next and previous hit")),
            ("← →", tr("Turn the page")),
            ("Home  End", tr("First and last page")),
            ("+  −  0", tr("Larger, smaller, whole page")),
        ],
        "quarters": [("Enter", tr("Open what is chosen"))],
        "find": [
            ("↑ ↓", tr("Move in the list")),
            ("Enter", tr("Go there")),
            ("Esc", tr("Leave the search")),
        ],
    }
