"""One line of a review in full: both values, who changed ours, the cell, a third value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.domain.values import ValueProblem, parse
from desktop.ui.shell.language import field_label, language, tr
from desktop.ui.shell.messages import sentence
from desktop.ui.viewmodels.field_trail import field_trail, last_change
from desktop.ui.viewmodels.review_lines import Answer, Pick, field_name, value_text
from desktop.ui.widgets.field_editor import FieldEditor, FieldLook
from desktop.ui.widgets.panels import button, label

if TYPE_CHECKING:
    from desktop.services.history import HistoryRow
    from desktop.ui.shell.desk import Desk
    from desktop.ui.viewmodels.review_lines import ReviewLine

_WIDTH = 264


class ReviewDetails(QScrollArea):
    """Right of the table.

    Signals:
        typed: an :class:`Answer` with a third value that the field can take.
        record_asked: (kind, id) of the record to go to.
    """

    typed = Signal(object)
    record_asked = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.line: ReviewLine | None = None
        self._asked = 0
        self.title = label("", "heading", wrap=True)
        self.field = label("", "muted", wrap=True)
        self.values = {name: label("", "", wrap=True) for name in ("base", "ours", "theirs")}
        self._names = {
            "base": label(tr("Before"), "muted"),
            "ours": label(tr("Ours"), "muted"),
            "theirs": label(tr("Theirs"), "muted"),
        }
        self.why = label("", "", wrap=True)
        self.place = label("", "muted", wrap=True)
        self.trail = label("", "", wrap=True)
        self.trail_title = label(tr("Who changed ours"), "muted")
        self.hangs = label("", "error", wrap=True)
        self.value_title = label(tr("Neither of them? Type what is right"), "muted", wrap=True)
        self.value_box = QVBoxLayout()
        self.editor: FieldEditor | None = None
        self.take = button(tr("Use this value"), self._take)
        self.go = button(tr("Go to the record"), self._go)
        for one in (self.values["theirs"], self.values["ours"], self.place):
            one.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._build()
        self.show_line(None)

    def show_line(self, line: ReviewLine | None) -> None:
        """Show a line; None empties the pane."""
        self.line = line
        self._inside.setVisible(line is not None)
        if line is None:
            self._forget_editor()
            return
        self.title.setText(line.label or line.place)
        self.field.setText("" if self.title.text() == field_name(line) else field_name(line))
        for name, shown in self.values.items():
            shown.setText(value_text(line, getattr(line, name)) or tr("(empty)"))
            visible = bool(line.field) or getattr(line, name) is not None
            shown.setVisible(visible)
            self._names[name].setVisible(visible)
        message = sentence(line.reason, _about(line)) if line.reason else None
        self.why.setText(f"{message.text} {message.hint}".strip() if message else "")
        self.why.setVisible(bool(message))
        self.place.setText(tr("Cell: {place}", place=line.place) if line.place else "")
        self.place.setVisible(bool(line.place))
        self.hangs.setText(line.hangs)
        self.hangs.setVisible(bool(line.hangs))
        self.go.setVisible(bool(line.record_id) and line.reason != "conflict-deleted-here")
        self._show_editor(line)
        self._ask_trail(line)

    def begin_value(self) -> None:
        """Put the keyboard into the field for a third value."""
        if self.editor is not None:
            self.editor.inputs()[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(self.editor)

    def _build(self) -> None:
        self._inside = QWidget()
        layout = QVBoxLayout(self._inside)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addWidget(self.title)
        layout.addWidget(self.field)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        for number, name in enumerate(self.values):
            grid.addWidget(self._names[name], number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.values[name], number, 1)
        self.values["theirs"].setObjectName("key")
        self.values["ours"].setObjectName("key")
        layout.addLayout(grid)
        for one in (self.why, self.hangs, self.place, self.trail_title, self.trail, self.go):
            layout.addWidget(one)
        layout.addWidget(self.value_title)
        layout.addLayout(self.value_box)
        layout.addWidget(self.take)
        layout.addStretch(1)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("side")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(_WIDTH)

    def _show_editor(self, line: ReviewLine) -> None:
        able = Pick.VALUE in line.allowed and line.declared is not None
        able = able and not self._desk.read_only
        self._forget_editor()
        declared = line.declared
        if able and declared is not None:
            self.editor = FieldEditor(declared, FieldLook(name=""))
            self.editor.inputs()[0].setAccessibleName(
                tr("Another value for {field}", field=field_label(declared))
            )
            typed = self.editor.inputs()[0]
            if isinstance(typed, QLineEdit):
                # Only Enter or the button: who leaves the field for another answer means that one.
                typed.editingFinished.disconnect()
                typed.returnPressed.connect(self._take)
            else:
                self.editor.committed.connect(lambda _: self._take())
            self.value_box.addWidget(self.editor)
        self.value_title.setVisible(able)
        self.take.setVisible(able)

    def _forget_editor(self) -> None:
        if self.editor is not None:
            # Leaving the field would commit what was typed for the line before.
            self.editor.blockSignals(True)
            self.value_box.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None

    def _take(self) -> None:
        line, editor = self.line, self.editor
        declared = line.declared if line is not None else None
        if editor is None or declared is None:
            return
        raw = editor.raw
        try:
            value = parse(declared, raw)
        except ValueProblem as problem:
            editor.failed(sentence(problem.code, {"field": field_label(declared)}).text)
            return
        if value is None:
            editor.failed(tr("Type a value first."))
            return
        editor.show_state("✓")
        self.typed.emit(Answer(Pick.VALUE, value, raw))

    def _ask_trail(self, line: ReviewLine) -> None:
        self._asked += 1
        number, history = self._asked, self._desk.office.history
        wanted = bool(line.record_id)
        self.trail_title.setVisible(False)
        self.trail.setVisible(False)
        if not wanted:
            return

        def told(rows: list[HistoryRow]) -> None:
            if number == self._asked:
                declared = line.declared
                name = field_label(declared) if declared else ""
                said = field_trail(rows, line.field, name) or last_change(line.who, line.at)
                self.trail.setText("\n".join(said))
                self.trail.setVisible(bool(said))
                self.trail_title.setVisible(bool(said))

        record_id, spoken = line.record_id, language()
        self._desk.ask(lambda: history.of(record_id, spoken), told, owner=self, failed=_say_nothing)

    def _go(self) -> None:
        if self.line is not None:
            self.record_asked.emit(self.line.kind, self.line.record_id)


def _about(line: ReviewLine) -> dict[str, object]:
    """Return what a sentence about the line may name."""
    named = line.column or field_name(line)
    return {"value": value_text(line, line.theirs), "column": named, "field": named}


def _say_nothing(_: Any) -> None:
    """A record without a history is no failure."""
