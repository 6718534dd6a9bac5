"""Signing in: who works, with which passphrase."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from desktop.kernel.errors import HubiaoError
from desktop.ui.pages.front import FrontPage
from desktop.ui.shell.language import tr
from desktop.ui.shell.messages import explain, sentence
from desktop.ui.widgets.panels import button, label, row

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QShowEvent

    from desktop.services.bundle import Office
    from desktop.services.program import Program
    from desktop.ui.shell.jobs import Runner

_PAINTED = 30  # milliseconds after which the page has been painted
_DAMAGED = frozenset({"ledger-damaged", "journal-differs", "ledger-empty"})
"""Failures that the newest whole backup and the readable rest of the journal can mend."""

_NEXT = ("desktop.ui.main_window.window", "desktop.ui.pages.today")


class LoginPage(FrontPage):
    """Asks for operator and passphrase and opens the ledger.

    Signals:
        opened: (office, path, operator).
        left: back to the first page.
    """

    page = "login"
    opened = Signal(object, object, str)
    left = Signal()

    def __init__(self, path: Path, operator: str, program: Program, runner: Runner) -> None:
        super().__init__(tr("Sign in"), path.name)
        self._path, self._program, self._runner = path, program, runner
        self.operator, self.passphrase = QLineEdit(operator), QLineEdit()
        self.operator.setAccessibleName(tr("Operator"))
        self.passphrase.setAccessibleName(tr("Passphrase"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.operator.setMinimumHeight(40)
        self.passphrase.setMinimumHeight(40)
        self.go = button(tr("Open the ledger"), self.sign_in, main=True)
        self.go.setMinimumHeight(44)
        self.bring_back = button(tr("Bring the records back from the backup"), self.salvage)
        self.bring_back.setMinimumHeight(44)
        self.bring_back.hide()
        self.said = label("", "good", wrap=True)
        self.said.hide()
        self.back = button(tr("Another ledger…"), self.left.emit)
        for widget in (
            label(tr("Operator")),
            self.operator,
            label(tr("Passphrase")),
            self.passphrase,
            self.error,
            self.said,
            self.go,
            self.bring_back,
        ):
            self.box.addWidget(widget)
        self.box.addLayout(row(self.back))
        self.operator.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.returnPressed.connect(self.sign_in)
        QTimer.singleShot(_PAINTED, self, self._warm)

    def sign_in(self) -> None:
        """Try to open the ledger."""
        self.show_error("")
        self.said.hide()
        self.go.setEnabled(False)
        self.go.setText(tr("Opening…"))
        operator, passphrase = self.operator.text().strip(), self.passphrase.text()
        self._runner.start(
            lambda _: self._program.open(self._path, operator=operator, passphrase=passphrase),
            done=lambda office: self._open(office, operator),
            failed=self._failed,
            owner=self,
        )

    def salvage(self) -> None:
        """Put the newest whole backup and every later readable change in the ledger's place.

        The damaged file is kept; the ledger is opened when it is done.
        """
        operator, passphrase = self.operator.text().strip(), self.passphrase.text()
        self.show_error("")
        self.bring_back.setText(tr("Bringing back…"))
        for one in (self.go, self.bring_back, self.back):
            one.setEnabled(False)
        self._runner.start(
            lambda _: self._program.salvage(self._path, operator=operator, passphrase=passphrase),
            done=self._salvaged,
            failed=self._failed,
            owner=self,
            long=True,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where something is still to be typed."""
        super().showEvent(event)
        first = self.passphrase if self.operator.text() else self.operator
        QTimer.singleShot(0, first, first.setFocus)

    def _warm(self) -> None:
        """Import what comes next while the passphrase is typed."""

        def everything(_: object) -> None:
            self._program.warm()
            for name in _NEXT:
                import_module(name)

        self._runner.start(everything, owner=self, long=True)

    def _open(self, office: Office, operator: str) -> None:
        self.passphrase.clear()
        self.opened.emit(office, self._path, operator)

    def _salvaged(self, report: dict[str, object]) -> None:
        self._ready_again()
        self.bring_back.hide()
        self.said.setText(sentence("salvaged", report).text)
        self.said.show()
        self.go.setFocus()

    def _ready_again(self) -> None:
        for one in (self.go, self.bring_back, self.back):
            one.setEnabled(True)
        self.go.setText(tr("Open the ledger"))
        self.bring_back.setText(tr("Bring the records back from the backup"))

    def _failed(self, error: BaseException) -> None:
        self._ready_again()
        self.bring_back.setVisible(isinstance(error, HubiaoError) and error.code in _DAMAGED)
        message = explain(error)
        self.show_error(f"{message.text}{message.hint}")
        self.passphrase.selectAll()
        self.passphrase.setFocus()
