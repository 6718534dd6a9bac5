"""Document number and date of one paper, typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from desktop.domain.fields import ENTITIES
from desktop.domain.values import parse
from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from desktop.domain.values import Record


def paper_edits() -> tuple[QLineEdit, QLineEdit]:
    """Return the fields for number and date; what goes where is said in them."""
    number, dated = QLineEdit(), QLineEdit()
    for line, name in (
        (number, tr("Document number")),
        (dated, tr("Date, such as 2026-01-31")),
    ):
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
        line.setMinimumWidth(150)
    return number, dated


def paper_values(number: QLineEdit, dated: QLineEdit) -> Record:
    """Return what was typed as fields of ``stage_paper``; None where nothing was.

    Raises:
        ValueProblem: the date is none.
    """
    field = ENTITIES["stage_paper"].field("dated_on")
    assert field is not None  # noqa: S101 - declared
    day = parse(field, dated.text())
    return {"document_no": number.text().strip() or None, "dated_on": day}
