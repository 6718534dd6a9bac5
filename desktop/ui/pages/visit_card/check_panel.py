"""What does not fit at the door: red to be put right, yellow to be confirmed with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.door_checks import Severity
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.code_buttons import TOUCH
from desktop.ui.widgets.panels import button, clear, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.surveying_checks import DoorCheck
    from desktop.ui.shell.desk import Desk


class WarningRow(QFrame):
    """One warning: its sentence, and the reason for which it may stand.

    Signals:
        confirmed: the reason was given and Enter or the button pressed.
    """

    confirmed = Signal(str)

    def __init__(self, check: DoorCheck, *, read_only: bool) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.check = check
        self.setAccessibleName(check.message)
        self.ask = button(tr("Confirm…"), self._begin)
        self.ask.setMinimumHeight(TOUCH)
        self.ask.setVisible(not read_only)
        self.reason = QLineEdit()
        self.reason.setMinimumHeight(TOUCH)
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText(tr("Why is it right all the same?"))
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.returnPressed.connect(self._send)
        self.keep = button(tr("It is right"), self._send)
        self.keep.setMinimumHeight(TOUCH)
        self.error = label("", "error", wrap=True)
        head = QHBoxLayout()
        head.addWidget(label(f"⚠ {check.message}", wrap=True), 1)
        head.addWidget(self.ask)
        self._inline = QWidget()
        line = QHBoxLayout(self._inline)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.reason, 1)
        line.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addLayout(head)
        layout.addWidget(self._inline)
        layout.addWidget(self.error)
        self._inline.hide()
        self.error.hide()

    def fail(self, text: str) -> None:
        """Say why it was not kept; the reason stays as typed."""
        self.error.setText(text)
        self.error.show()

    def _begin(self) -> None:
        self.ask.hide()
        self._inline.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _send(self) -> None:
        if self.reason.text().strip():
            self.confirmed.emit(self.reason.text().strip())
        else:
            self.fail(tr("Write in a few words why it is right."))


class CheckPanel(QWidget):
    """Every finding of the door that is not told beside its field."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._household_id = ""
        self._shown: tuple[object, ...] = ()
        self.rows: list[WarningRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def show_checks(self, household_id: str, checks: Sequence[DoorCheck]) -> None:
        """Show these; a reason that is being typed is left alone while nothing changes."""
        shown = (household_id, *checks)
        if shown == self._shown:
            return
        self._shown, self._household_id = shown, household_id
        clear(self._layout)
        self.rows.clear()
        for check in checks:
            self._layout.addWidget(self._row(check))
        self.setVisible(bool(checks))

    def _row(self, check: DoorCheck) -> QWidget:
        if check.severity is Severity.SOFT and not check.confirmed:
            made = WarningRow(check, read_only=self._desk.read_only)
            made.confirmed.connect(lambda reason: self._confirm(made, reason))
            self.rows.append(made)
            return made
        if check.hard:
            return label(f"✕ {check.message} {check.hint}".strip(), "error", wrap=True)
        said = f"✓ {check.message}: {check.reason}" if check.confirmed else f"… {check.message}"
        return label(said, "muted", wrap=True)

    def _confirm(self, shown: WarningRow, reason: str) -> None:
        household, check = self._household_id, shown.check
        surveying = self._desk.office.surveying

        def failed(error: BaseException) -> None:
            message = explain(error)
            shown.fail(f"{message.text} {message.hint}".strip())

        self._desk.act(
            lambda: surveying.confirm(household, check.code, reason, subject=check.subject),
            owner=shown,
            failed=failed,
        )
