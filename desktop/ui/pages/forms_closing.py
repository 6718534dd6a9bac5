"""Voiding a form with its reason, or noting the day it was handed over, in the place it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.ui.pages.days import read_day
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.changes import Changes
    from desktop.ui.shell.desk import Desk


class ClosingLine(QWidget):
    """Hidden until asked; the button says what it will do.

    Signals:
        closed: done or left.
    """

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._way, self._number = "", ""
        self.question = label("", "key", wrap=True)
        self.day = QLineEdit()
        self.day.setAccessibleName(tr("Day of the handover"))
        self.day.setPlaceholderText(tr("Day of the handover"))
        self.day.setMaximumWidth(130)
        self.words = QLineEdit()
        self.words.returnPressed.connect(self.go)
        self.error = label("", "error", wrap=True)
        self.do = button("", self.go, main=True)
        self.keep = button(tr("Not now"), self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.question)
        fields = row(self.day, self.words, stretch=False)
        fields.setStretch(1, 1)
        layout.addLayout(fields)
        layout.addWidget(self.error)
        layout.addLayout(row(self.do, self.keep))
        self.hide()

    def ask(self, way: str, number: str) -> None:
        """Ask for what is needed; ``way`` is ``void`` or ``hand-over``."""
        self._way, self._number = way, number
        voiding = way == "void"
        self.question.setText(
            tr("The number stays listed as void and is never given again.")
            if voiding
            else tr("Handed over with all its papers:")
        )
        self.day.setVisible(not voiding)
        self.day.setText(QDate.currentDate().toString(Qt.DateFormat.ISODate))
        self.words.clear()
        words = tr("Reason for voiding") if voiding else tr("To whom, or a note")
        self.words.setPlaceholderText(words)
        self.words.setAccessibleName(words)
        text = tr("Void this form") if voiding else tr("Note the handover")
        self.do.setText(text)
        self.do.setAccessibleName(text)
        self._say("")
        self.show()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self) -> None:
        """Do it; what keeps it from being done is said here."""
        forms, number, words = self._desk.office.forms, self._number, self.words.text().strip()
        action: Callable[[], Changes]
        if self._way == "void":
            action = lambda: forms.void(number, words)  # noqa: E731 - one of two
        else:
            day = read_day(self.day.text())
            if day is None:
                self._say(tr("That is no day; write it as 2026-03-05."))
                return
            action = lambda: forms.hand_over(number, day, words)  # noqa: E731 - one of two
        self.do.setEnabled(False)
        self._desk.act(action, owner=self, done=lambda _: self.leave(), failed=self._failed)

    def leave(self) -> None:
        """Put the question away."""
        self.do.setEnabled(True)
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _failed(self, error: BaseException) -> None:
        self.do.setEnabled(True)
        message = explain(error)
        self._say(f"{message.text}{message.hint}")

    def _say(self, text: str) -> None:
        self.error.setText(text)
        self.error.setVisible(bool(text))
