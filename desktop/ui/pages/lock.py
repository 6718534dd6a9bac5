"""The locked window: the PIN of this session, within the hour; else the passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal

from desktop.kernel.errors import RefusedError
from desktop.ui.pages.front import FrontPage
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain
from desktop.ui.widgets.keypad import Keypad, pin_line
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QShowEvent

    from desktop.services.bundle import Office
    from desktop.services.program import Program
    from desktop.services.quick_unlock import QuickKey
    from desktop.ui.shell.jobs import Runner


class LockPage(FrontPage):
    """Asks for the PIN and opens the ledger again.

    Signals:
        opened: (office, path, operator).
        ended: the PIN is no longer taken, with the failure; the passphrase is to be asked.
        left: the person would rather type the passphrase.
    """

    page = "lock"
    opened = Signal(object, object, str)
    ended = Signal(object)
    left = Signal()

    def __init__(self, path: Path, quick: QuickKey, program: Program, runner: Runner) -> None:
        super().__init__(tr("Locked"), f"{quick.operator.name} · {path.name}")
        self._path, self._quick, self._program, self._runner = path, quick, program, runner
        self.pin = pin_line(tr("PIN"))
        self.go = button(tr("Unlock"), self.unlock, main=True)
        self.go.setMinimumHeight(44)
        self.keypad = Keypad(self.pin)
        self.back = button(tr("Sign in with the passphrase"), self.left.emit)
        self.back.setMinimumHeight(44)
        for widget in (label(tr("PIN")), self.pin, self.error, self.keypad, self.go):
            self.box.addWidget(widget)
        self.box.addLayout(row(self.back))
        self.setTabOrder(self.pin, self.go)
        self.setTabOrder(self.go, self.back)
        self.pin.returnPressed.connect(self.unlock)

    def unlock(self) -> None:
        """Try the PIN."""
        pin = self.pin.text()
        if not pin or not self.go.isEnabled():
            return
        self.show_error("")
        self.go.setEnabled(False)
        self._runner.start(
            lambda _: self._program.reopen(self._path, self._quick, pin),
            done=self._open,
            failed=self._failed,
            owner=self,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the PIN."""
        super().showEvent(event)
        QTimer.singleShot(0, self.pin, self.pin.setFocus)

    def _open(self, office: Office) -> None:
        self.pin.clear()
        self.opened.emit(office, self._path, self._quick.operator.name)

    def _failed(self, error: BaseException) -> None:
        self.go.setEnabled(True)
        self.pin.clear()
        self.pin.setFocus()
        if isinstance(error, RefusedError) and error.code == "pin-gone":
            self.ended.emit(error)
            return
        message = explain(error)
        self.show_error(f"{message.text}{message.hint}")
