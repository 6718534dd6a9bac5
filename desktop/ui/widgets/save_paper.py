"""Saving an official paper where the person says: PDF, Word or Excel by its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.domain.paper import Paper
    from desktop.ui.shell.desk import Desk

_SUFFIXES = (".pdf", ".docx", ".xlsx")


def save_paper(desk: Desk, parent: QWidget, name: str, make: Callable[[], Paper]) -> None:
    """Ask for a place and write the paper there, off the window's thread.

    Args:
        desk: everything behind the page.
        parent: whose window asks.
        name: what to propose; no names of people.
        make: reads what the paper says.
    """
    kinds = f"PDF (*.pdf);;{tr('Word document')} (*.docx);;Excel (*.xlsx)"
    chosen, kind = QFileDialog.getSaveFileName(parent, name, f"{name}.pdf", kinds)
    if not chosen:
        return
    target = Path(chosen)
    if target.suffix.lower() not in _SUFFIXES:
        wanted = next((suffix for suffix in _SUFFIXES if suffix in kind), ".pdf")
        target = target.with_name(target.name + wanted)
    papers = desk.office.papers
    desk.work(
        lambda _: papers.save(make(), target),
        owner=parent,
        done=lambda _: desk.messages.notice(tr("Saved as {name}", name=target.name)),
    )
