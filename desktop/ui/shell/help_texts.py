"""Reads the short help of a page in the window's language."""

from __future__ import annotations

from desktop.kernel.resources import resource
from desktop.ui.shell.language import language


def help_text(page: str) -> str:
    """Return the help of ``page`` as Markdown.

    Raises:
        FileNotFoundError: there is none: our own mistake, and a test walks all pages.
    """
    return resource("help", language(), f"{page}.md").read_text(encoding="utf-8")
