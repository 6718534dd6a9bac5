"""One field: its label, what is in it, and beside it the tick or what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.domain.fields import Kind
from desktop.domain.values import show
from desktop.ui.shell.language import field_label, language, tr
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from desktop.domain.fields import Field
    from desktop.domain.values import Value

_BUTTONS_UP_TO = 5
_LETTERS_UP_TO = 24


class FieldEditor(QWidget):
    """Saves when it is left; keeps what was typed when saving fails.

    Signals:
        committed: what a person left in the field; a person's empty text means "nothing".
    """

    committed = Signal(object)

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self._saved = ""
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(2)
        name = field_label(field)
        unit = f" ({field.unit})" if field.unit else ""
        self._label = label(name + unit, "muted", wrap=True)
        figure = self.fontMetrics().horizontalAdvance("0")
        self._label.setFixedWidth(figure * 10)
        self._label.setContentsMargins(0, 4, 0, 0)
        self._sign = label("", "good")
        self._sign.setFixedWidth(figure * 3 // 2)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._editor = self._make_editor()
        for widget in self.inputs():
            if not widget.accessibleName():
                widget.setAccessibleName(name)
        layout.addWidget(self._label, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._editor, 0, 1)
        layout.addWidget(self._sign, 0, 2)
        layout.addWidget(self._error, 1, 1, 1, 2)
        layout.setColumnStretch(1, 1)

    def inputs(self) -> list[QWidget]:
        """Return what takes the keyboard, in tab order."""
        if isinstance(self._editor, _CodeButtons):
            return list(self._editor.buttons)
        return [self._editor]

    def show_value(self, value: Value) -> None:
        """Show what is stored; a field that is being typed in is left alone."""
        if isinstance(self._editor, QLineEdit) and self._editor.hasFocus() and self._unsaved():
            return
        self._saved = self._raw_of(value)
        with QSignalBlocker(self._editor):
            self._put(self._saved)
        self.show_state("")

    def show_state(self, sign: str, error: str = "") -> None:
        """Show a tick, a dot while saving, or what is wrong with what was typed."""
        self._sign.setText(sign)
        self._error.setText(error)
        self._error.setVisible(bool(error))
        self._editor.setProperty("wrong", bool(error))
        self._editor.style().unpolish(self._editor)
        self._editor.style().polish(self._editor)
        self._editor.setAccessibleDescription(error)

    def saved(self) -> None:
        """Show that it is on the disk."""
        self._saved = self._taken()
        self.show_state("✓")
        self._sign.setAccessibleName(tr("Saved"))

    def failed(self, error: str) -> None:
        """Show what is wrong; what was typed stays."""
        self.show_state("", error)

    def show_draft(self, raw: str, why: str) -> None:
        """Show what was typed and could not be stored."""
        with QSignalBlocker(self._editor):
            self._put(raw)
        self.show_state("", why)

    def retry(self) -> None:
        """Try again to store what could not be stored."""
        if self._unsaved():
            self._left()

    def set_read_only(self, read_only: bool) -> None:
        """Allow or forbid changes."""
        self._editor.setEnabled(not read_only)

    def _unsaved(self) -> bool:
        return self._taken() != self._saved

    def _make_editor(self) -> QWidget:
        if self.field.codes is not None:
            labels = [
                (str(code), self.field.codes.label(code, language()))
                for code in self.field.codes.labels
            ]
            short = sum(len(text) for _, text in labels) <= _LETTERS_UP_TO
            if len(labels) <= _BUTTONS_UP_TO and (short or language() == "en"):
                return self._buttons(labels)
            return self._combo(labels)
        line = QLineEdit()
        if self.field.length:
            line.setMaxLength(max(self.field.length, 4))
        if self.field.kind is Kind.DATE:
            line.setPlaceholderText("2026-01-31")
        line.editingFinished.connect(self._left)
        line.textEdited.connect(lambda _: self._sign.setText("…"))
        return line

    def _buttons(self, labels: list[tuple[str, str]]) -> QWidget:
        made = _CodeButtons(labels)
        made.chosen.connect(self._left)
        return made

    def _combo(self, labels: list[tuple[str, str]]) -> QWidget:
        combo = QComboBox()
        combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        combo.setMinimumWidth(120)
        combo.addItem("", "")
        for code, text in labels:
            combo.addItem(text, code)
        combo.activated.connect(lambda _: self._left())
        return combo

    def _left(self) -> None:
        # What is wrong goes away only when something is stored, be it the old value again.
        if self._unsaved() or self._error.text():
            self.show_state("…")
            self.committed.emit(self._taken())

    def _taken(self) -> str:
        if isinstance(self._editor, QLineEdit):
            return self._editor.text().strip()
        if isinstance(self._editor, QComboBox):
            return str(self._editor.currentData() or "")
        return self._editor.code if isinstance(self._editor, _CodeButtons) else ""

    def _put(self, raw: str) -> None:
        if isinstance(self._editor, QLineEdit):
            self._editor.setText(raw)
        elif isinstance(self._editor, QComboBox):
            self._editor.setCurrentIndex(max(0, self._editor.findData(raw)))
        elif isinstance(self._editor, _CodeButtons):
            self._editor.set_code(raw)

    def _raw_of(self, value: Value) -> str:
        if value is None:
            return ""
        if self.field.codes is not None:
            return str(int(value)) if isinstance(value, bool) else str(value)
        return show(self.field, value, language())


class _CodeButtons(QWidget):
    """Codes side by side; the one that holds is pressed, pressing it again takes it back.

    Signals:
        chosen: a person pressed one.
    """

    chosen = Signal()

    def __init__(self, labels: list[tuple[str, str]]) -> None:
        super().__init__()
        layout = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.buttons: list[QToolButton] = []
        self.code = ""
        for code, text in labels:
            button = QToolButton()
            button.setText(text)
            button.setAccessibleName(text)
            button.setCheckable(True)
            button.setProperty("code", True)  # how the style sheet knows it
            button.setProperty("value", code)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda checked, given=code: self._pressed(given, checked))
            self.buttons.append(button)
            layout.addWidget(button)

    def set_code(self, code: str) -> None:
        """Press the button of ``code`` and no other."""
        self.code = code
        for button in self.buttons:
            button.setChecked(button.property("value") == code)

    def _pressed(self, code: str, checked: bool) -> None:
        self.set_code(code if checked else "")
        self.chosen.emit()
