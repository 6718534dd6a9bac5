"""The new meter's side of the exchange dialog: its fields, its photo, the day it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.meter_exchange import NUMBERS
from desktop.domain.values import tidy
from desktop.ui.shell.language import language, tr
from desktop.ui.viewmodels.exchange_form import (
    ROWS,
    carried_account,
    due_on,
    field_of,
    first_values,
)
from desktop.ui.widgets.field_editor import FieldEditor, FieldLook
from desktop.ui.widgets.panels import label, row
from desktop.ui.widgets.photo_button import PhotoButton

if TYPE_CHECKING:
    from desktop.domain.fields import Field
    from desktop.services.metering_exchange import ExchangeDraft
    from desktop.ui.shell.desk import Desk

_FIGURES = 8


def exchange_editor(kind: str, name: str) -> FieldEditor:
    """Return a large editor of one field; nothing is stored when it is left."""
    field = field_of(kind, name)
    look = FieldLook(figures=_FIGURES, touch=True, choices=_choices(field))
    editor = FieldEditor(field, look)
    editor.committed.connect(lambda _: editor.show_state(""))
    return editor


def _choices(field: Field) -> tuple[tuple[str, str], ...]:
    """Return every code as a button: the new meter's particulars are answered with one tap."""
    if field.codes is None:
        return ()
    return tuple((str(code), field.codes.label(code, language())) for code in field.codes.labels)


class NewMeterBox(QWidget):
    """Begins with what the last exchange in this building had.

    Attributes:
        editors: field → its editor.
        photo: of the new meter; a code on it becomes the number when there is none yet.
        due: the day it is due, as it follows from what is typed.

    Signals:
        changed: something was answered.
    """

    changed = Signal()

    def __init__(self, desk: Desk, draft: ExchangeDraft) -> None:
        super().__init__()
        self._kind = draft.kind
        self.editors: dict[str, FieldEditor] = {}
        self.photo = PhotoButton(desk, draft.household_id, tr("Photo of the new meter"))
        self.due = label("", "good")
        self.due.setAccessibleName(tr("Due for exchange"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(label(tr("New meter"), "heading"), self.due))
        layout.addLayout(self._grid())
        layout.addStretch(1)
        for name, value in first_values(draft).items():
            if name in self.editors:
                self.editors[name].put_value(value)
        line = self.editors["account_no"].inputs()[0]
        carried = carried_account(draft)
        if carried and isinstance(line, QLineEdit):
            line.setPlaceholderText(tr("stays {account}", account=carried))
        self.photo.taken.connect(self._photographed)
        self._show_due()

    @property
    def number(self) -> FieldEditor:
        """The editor of the new meter's number."""
        return self.editors[NUMBERS[self._kind]]

    def scanned(self, text: str) -> None:
        """Take a scanned number."""
        number = tidy(text)
        if number:
            self.number.enter(number)

    def values(self) -> dict[str, str]:
        """Return field → what stands in it."""
        return {name: editor.raw for name, editor in self.editors.items()}

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        rows = ROWS[self._kind]
        for number, names in enumerate(rows):
            for place, name in enumerate(names):
                editor = self._editor(name)
                wide = len(names) == 1 and number < len(rows) - 1
                grid.addWidget(editor, number, place, 1, 2 if wide else 1)
        grid.addWidget(self.photo, len(rows) - 1, len(rows[-1]))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _editor(self, name: str) -> FieldEditor:
        editor = exchange_editor(self._kind, name)
        self.editors[name] = editor
        editor.committed.connect(self._answered)
        for line in editor.inputs():
            if isinstance(line, QLineEdit):
                line.textChanged.connect(self._show_due)
        return editor

    def _answered(self, _raw: object) -> None:
        self._show_due()
        self.changed.emit()

    def _photographed(self, codes: tuple[str, ...]) -> None:
        if codes and not self.number.raw:
            self.scanned(codes[0])
        self.changed.emit()

    def _show_due(self) -> None:
        due = due_on(self._kind, self.values())
        self.due.setText(tr("due {day}", day=due.isoformat()) if due else "")
