"""Sets the PIN of this session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QVBoxLayout, QWidget

from desktop.domain.pin import pin_problem
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.widgets.keypad import Keypad, pin_line
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from desktop.services.quick_unlock import QuickKey
    from desktop.ui.shell.desk import Desk


class PinDialog(QDialog):
    """Asks for a PIN twice.

    Signals:
        made: the wrapped key of the new PIN.
    """

    made = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(tr("Set a PIN"))
        self.setMinimumWidth(420)
        self.first, self.second = pin_line(tr("PIN")), pin_line(tr("PIN again"))
        self.keypad = Keypad(self.first, self.second)
        self.error = label("", "error", wrap=True)
        self.ok = button(tr("Use this PIN"), self.take, main=True)
        self.ok.setDefault(True)
        form = QFormLayout()
        form.addRow(tr("PIN"), self.first)
        form.addRow(tr("PIN again"), self.second)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(
            label(
                tr(
                    "4 to 8 digits, for this sign-in only. After a lock it opens the window again "
                    "for an hour; it is kept nowhere on the disk."
                ),
                "muted",
                wrap=True,
            )
        )
        layout.addLayout(form)
        layout.addWidget(self.keypad)
        layout.addWidget(self.error)
        layout.addLayout(row(self.ok, button(tr("Cancel"), self.reject)))
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self.take)
        self.setTabOrder(self.first, self.second)
        self.setTabOrder(self.second, self.ok)
        self.first.setFocus()

    def take(self) -> None:
        """Wrap the key, off the window's thread, and close."""
        pin = self.first.text()
        problem = pin_problem(pin)
        if problem:
            said = sentence(problem)
            self.error.setText(f"{said.text}{said.hint}")
            self.first.setFocus()
        elif pin != self.second.text():
            self.error.setText(tr("The two PINs differ."))
            self.second.setFocus()
        else:
            self.ok.setEnabled(False)
            office = self._desk.office
            self._desk.ask(
                lambda: office.quick_key(pin), self._done, owner=self, failed=self._failed
            )

    def _done(self, key: QuickKey) -> None:
        self.first.clear()
        self.second.clear()
        self.made.emit(key)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self.ok.setEnabled(True)
        said = explain(error)
        self.error.setText(f"{said.text}{said.hint}")
