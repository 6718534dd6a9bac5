"""The pages before a ledger is open, one at a time: welcome, sign-in, PIN."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.shell.jobs import Runner
from desktop.ui.shell.messages import explain
from desktop.ui.shell.theme import dress

if TYPE_CHECKING:
    from desktop.kernel.settings import Settings
    from desktop.services.bundle import Office
    from desktop.services.program import Program
    from desktop.ui.pages.front import FrontPage
    from desktop.ui.shell.quick_lock import QuickLock


class Doorway(QObject):
    """Shows them and says when somebody has come in.

    Attributes:
        front: the page that is shown, None while a ledger is open.
        runner: what their jobs run on, and the window's after them; None when all is closed.
        path: the ledger that is signed in to, None before one was chosen.
        operator: whose name is filled in.

    Signals:
        entered: (office, path, operator, whether by PIN).
    """

    entered = Signal(object, object, str, bool)

    def __init__(
        self,
        program: Program,
        settings: Settings,
        quick: QuickLock,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._program, self._settings, self._quick = program, settings, quick
        self.runner: Runner | None = None
        self.front: FrontPage | None = None
        self.path: Path | None = None
        self.operator = ""

    def ready_runner(self) -> Runner:
        """Return the runner, a new one when there is none."""
        if self.runner is None:
            self.runner = Runner()
        return self.runner

    def show_welcome(self) -> None:
        """Show the first page: open, new, demo."""
        from desktop.ui.pages.welcome import WelcomePage

        page = WelcomePage(self._program, self._settings, self.ready_runner())
        page.ledger_chosen.connect(self._choose)
        page.ledger_made.connect(self._open_made)
        self._show(page)

    def show_login(self, error: BaseException | None = None) -> None:
        """Ask who it is, saying why when there is a reason."""
        from desktop.ui.pages.login import LoginPage

        assert self.path is not None  # noqa: S101 - a ledger was chosen before
        page = LoginPage(self.path, self.operator, self._program, self.ready_runner())
        page.opened.connect(lambda *given: self.entered.emit(*given, False))
        page.left.connect(self.show_welcome)
        self._show(page)
        if error is not None:
            self.tell(error)

    def show_lock(self) -> None:
        """Ask for the PIN, or for the passphrase when no PIN is taken."""
        from desktop.ui.pages.lock import LockPage

        key = self._quick.key
        if key is None or self.path is None or not self._quick.fits(self.path, self.operator):
            self.show_login()
            return
        page = LockPage(self.path, key, self._program, self.ready_runner())
        page.opened.connect(lambda *given: self.entered.emit(*given, True))
        page.ended.connect(self.end_pin)
        page.left.connect(self.end_pin)
        self._show(page)

    def end_pin(self, error: BaseException | None = None) -> None:
        """Destroy the PIN; where it is being asked for, ask for the passphrase."""
        from desktop.ui.pages.lock import LockPage

        self._quick.forget()
        if isinstance(self.front, LockPage):
            self.show_login(error)

    def tell(self, error: BaseException) -> None:
        """Say on the page that is shown what went wrong."""
        if self.front is not None:
            message = explain(error)
            self.front.show_error(f"{message.text} {message.hint}".strip())

    def close(self) -> None:
        """Take the page away: somebody is in."""
        if self.front is not None:
            self.front.hide()
            self.front.deleteLater()
            self.front = None

    def _show(self, page: FrontPage) -> None:
        old, self.front = self.front, page
        dress(page)
        page.show()
        if old is not None:
            old.close()
            old.deleteLater()

    def _choose(self, path: str) -> None:
        self.path = Path(path)
        self.show_login()

    def _open_made(self, path: str, operator: str, passphrase: str) -> None:
        self.path, self.operator = Path(path), operator
        try:
            office: Office = self._program.open(self.path, operator=operator, passphrase=passphrase)
        except Exception as error:  # noqa: BLE001 - told in words on the sign-in page
            self.show_login(error)
        else:
            self.entered.emit(office, self.path, operator, False)
