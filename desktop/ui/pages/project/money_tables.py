"""Tables of amounts: thousands set apart, at the right edge, with the widths they need."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.domain.amounts import shown
from desktop.domain.fields import Kind
from desktop.ui.itemmodels.records import Column, RecordTable
from desktop.ui.pages.register_part import RegisterPart
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import current
from desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.fields import Field
    from desktop.domain.values import Record

T = TypeVar("T")
AMOUNT_WIDTH = 12
HOUSEHOLD_WIDTH = 8
"""Characters of an amount that a household pays: 9,999.99."""


class MoneyRegister(RegisterPart):
    """A register whose amounts read ``12,345.60``."""

    def _cell(self, field: Field, record: Record) -> str:
        value = record.get(field.name)
        return shown(value) if isinstance(value, Decimal) else super()._cell(field, record)

    def _show_record(self, record: Record | None) -> None:
        super()._show_record(record)
        for editor in self._editors.values():
            line = editor.inputs()[0]
            if editor.field.kind is Kind.DECIMAL and isinstance(line, QLineEdit):
                line.setAlignment(Qt.AlignmentFlag.AlignRight)


class AuditRegister(MoneyRegister):
    """Reviews and audits with what was cut: submitted − approved."""

    def _column(self, name: str) -> Column[Record]:
        if name == "cut":
            return Column(tr("Amount cut"), _cut, AMOUNT_WIDTH - 2, number=True)
        return super()._column(name)


def _cut(record: Record) -> str:
    submitted, approved = record.get("submitted"), record.get("approved")
    if not isinstance(submitted, Decimal) or not isinstance(approved, Decimal):
        return ""
    return shown(submitted - approved)


def amount_column(
    heading: str,
    amount: Callable[[T], Decimal | None],
    colour: Callable[[T], str] | None = None,
    *,
    width: int = AMOUNT_WIDTH,
) -> Column[T]:
    """Return a column of amounts; nought stands as a dash, so that money is seen."""

    def text(record: T) -> str:
        found = amount(record)
        return "–" if found is not None and not found else shown(found)

    return Column(heading, text, width, number=True, colour=colour)


class FewRows(Table, Generic[T]):
    """A table that is as high as its rows, up to a limit, and takes no scroll bar."""

    def __init__(
        self, columns: Sequence[Column[T]], name: str, *, most: int = 14, picks: bool = False
    ) -> None:
        self.shown_model: RecordTable[T] = RecordTable(columns)
        super().__init__(self.shown_model, [c.width for c in columns], name, stretch=0)
        self._most = most
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if not picks:
            self.setSelectionMode(self.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_rows([])

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these and take the height they need."""
        self.shown_model.show_records(rows)
        height = current().measure("row")
        seen = min(max(len(rows), 1), self._most)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + seen * height + 4)
