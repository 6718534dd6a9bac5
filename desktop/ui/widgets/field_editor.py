"""One field: its label, what is in it, and beside it the tick or what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.fields import Kind
from desktop.domain.values import show
from desktop.ui.shell.language import field_label, language, tr
from desktop.ui.widgets.code_buttons import TOUCH, CodeButtons
from desktop.ui.widgets.panels import label
from desktop.ui.widgets.text_box import TextBox

if TYPE_CHECKING:
    from desktop.domain.fields import Field
    from desktop.domain.values import Value

_BUTTONS_UP_TO = 5
_LETTERS_UP_TO = 24


@dataclass(frozen=True, slots=True)
class FieldLook:
    """How a field is shown where the usual way does not serve.

    Attributes:
        name: what people call it here; None for the label of the field, empty for no label.
        choices: (code, text) of buttons; empty for what the code list says.
        options: (code, text) of a list to choose from, for a field that names another record.
        figures: width of the label in figures.
        role: of the label in the look.
        touch: as large as a finger needs.
        keys: the code in front of the text of a button.
        lines: height of a box for long text; 0 for one line that Enter leaves.
        toggles: pressing the button that holds takes the answer back.
    """

    name: str | None = None
    choices: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    figures: float = 10
    role: str = "muted"
    touch: bool = False
    keys: bool = False
    toggles: bool = True
    lines: int = 0


_USUAL = FieldLook()


class FieldEditor(QWidget):
    """Saves when it is left; keeps what was typed when saving fails.

    Signals:
        committed: what a person left in the field; a person's empty text means "nothing".
    """

    committed = Signal(object)

    def __init__(self, field: Field, look: FieldLook = _USUAL) -> None:
        super().__init__()
        self.field = field
        self._look = look
        self._saved = ""
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(2)
        name = field_label(field)
        unit = f" ({field.unit})" if field.unit else ""
        self._label = label(name + unit if look.name is None else look.name, look.role, wrap=True)
        figure = self.fontMetrics().horizontalAdvance("0")
        self._label.setFixedWidth(round(figure * look.figures))
        if look.name == "":
            self._label.hide()  # never shown without a parent: it would flash as a window
        self._label.setContentsMargins(0, 4, 0, 0)
        self._sign = label("", "good")
        self._sign.setFixedWidth(figure * 3 // 2)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._remark = label("", "error", wrap=True)
        self._remark.hide()
        self._editor = self._make_editor()
        for widget in self.inputs():
            if not widget.accessibleName():
                widget.setAccessibleName(name)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._label)
        layout.addLayout(beside, 0, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._editor, 0, 1)
        if look.touch and look.choices and look.name:
            beside.addWidget(self._sign)  # the buttons need the width
        else:
            layout.addWidget(self._sign, 0, 2)
        layout.addWidget(self._error, 1, 1, 1, 2)
        layout.addWidget(self._remark, 2, 1, 1, 2)
        layout.setColumnStretch(1, 1)

    def inputs(self) -> list[QWidget]:
        """Return what takes the keyboard, in tab order."""
        if isinstance(self._editor, CodeButtons):
            return list(self._editor.buttons)
        return [self._editor]

    @property
    def raw(self) -> str:
        """What stands in it now, stored or not; a code as its number."""
        return self._taken()

    @property
    def buttons(self) -> CodeButtons | None:
        """Its buttons, where it has some."""
        return self._editor if isinstance(self._editor, CodeButtons) else None

    def enter(self, raw: str) -> None:
        """Put ``raw`` in as if a person had, and store it."""
        self.put(raw)
        self._left()

    def put(self, raw: str) -> None:
        """Put ``raw`` in; somebody else stores it."""
        with QSignalBlocker(self._editor):
            self._put(raw)

    def placeholder(self, text: str) -> None:
        """Say in the empty field what belongs there."""
        if isinstance(self._editor, QLineEdit):
            self._editor.setPlaceholderText(text)

    def remark(self, text: str) -> None:
        """Say under the field what does not fit although it is stored; empty takes it away."""
        if text != self._remark.text():
            self._remark.setText(text)
            self._remark.setVisible(bool(text))

    def flush(self) -> None:
        """Store what was typed and not left yet."""
        if (
            isinstance(self._editor, QLineEdit | TextBox)
            and self._editor.hasFocus()
            and self._unsaved()
        ):
            self._left()

    def show_value(self, value: Value) -> None:
        """Show what is stored; a field that is being typed in is left alone."""
        if (
            isinstance(self._editor, QLineEdit | TextBox)
            and self._editor.hasFocus()
            and self._unsaved()
        ):
            return
        self.put_value(value)
        self.show_state("")

    def put_value(self, value: Value) -> None:
        """Show what is stored, whatever stands there; the sign beside it stays."""
        self._saved = self._raw_of(value)
        with QSignalBlocker(self._editor):
            self._put(self._saved)

    def show_state(self, sign: str, error: str = "") -> None:
        """Show a tick, a dot while saving, or what is wrong with what was typed."""
        self._sign.setText(sign)
        if error == self._error.text():
            return
        self._error.setText(error)
        self._error.setVisible(bool(error))
        self._editor.setAccessibleDescription(error)
        if bool(self._editor.property("wrong")) != bool(error):
            self._editor.setProperty("wrong", bool(error))
            self._editor.style().unpolish(self._editor)
            self._editor.style().polish(self._editor)

    def saved(self, raw: str | None = None) -> None:
        """Show that ``raw`` (what stands there, when none is given) is on the disk.

        Who has typed on meanwhile sees no tick yet: what was added is stored when it is left.
        """
        self._saved = self._taken() if raw is None else raw
        self.show_state("…" if self._unsaved() else "✓")
        self._sign.setAccessibleName("" if self._unsaved() else tr("Saved"))

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
        made = self._plain_editor()
        if self._look.touch:
            made.setMinimumHeight(TOUCH)
        return made

    def _plain_editor(self) -> QWidget:
        if self._look.choices:
            return self._buttons(list(self._look.choices))
        if self._look.options:
            return self._combo(list(self._look.options))
        if self.field.codes is not None:
            labels = [
                (str(code), self.field.codes.label(code, language()))
                for code in self.field.codes.labels
            ]
            short = sum(len(text) for _, text in labels) <= _LETTERS_UP_TO
            if len(labels) <= _BUTTONS_UP_TO and (short or language() == "en"):
                return self._buttons(labels)
            return self._combo(labels)
        if self._look.lines:
            box = TextBox(self._look.lines)
            box.left.connect(self._leave_box)
            box.textChanged.connect(lambda: self._sign.setText("…"))
            return box
        line = QLineEdit()
        if self.field.length:
            line.setMaxLength(max(self.field.length, 4))
        if self.field.kind is Kind.DATE:
            line.setPlaceholderText("2026-01-31")
        line.editingFinished.connect(self._left)
        line.textEdited.connect(lambda _: self._sign.setText("…"))
        return line

    def _buttons(self, labels: list[tuple[str, str]]) -> QWidget:
        look = self._look
        made = CodeButtons(labels, keys=look.keys, touch=look.touch, toggles=look.toggles)
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
        if self._unsaved() or self._error.text() or not self._look.toggles:
            self.show_state("…")
            self.committed.emit(self._taken())

    def _leave_box(self) -> None:
        if self._unsaved():
            self._left()
        else:
            self._sign.setText("")

    def _taken(self) -> str:
        if isinstance(self._editor, TextBox):
            return self._editor.toPlainText().strip()
        if isinstance(self._editor, QLineEdit):
            return self._editor.text().strip()
        if isinstance(self._editor, QComboBox):
            return str(self._editor.currentData() or "")
        return self._editor.code if isinstance(self._editor, CodeButtons) else ""

    def _put(self, raw: str) -> None:
        if isinstance(self._editor, QLineEdit):
            self._editor.setText(raw)
        elif isinstance(self._editor, TextBox):
            self._editor.setPlainText(raw)
        elif isinstance(self._editor, QComboBox):
            self._editor.setCurrentIndex(max(0, self._editor.findData(raw)))
        elif isinstance(self._editor, CodeButtons):
            self._editor.set_code(raw)

    def _raw_of(self, value: Value) -> str:
        if value is None:
            return ""
        if self.field.codes is not None:
            return str(int(value)) if isinstance(value, bool) else str(value)
        return show(self.field, value, language())
