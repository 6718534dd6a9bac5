"""Starts Qt and moves between welcome, sign-in and the open ledger."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.kernel.errors import RefusedError
from desktop.kernel.settings import load_settings, save_settings
from desktop.ui.pages.doorway import Doorway
from desktop.ui.shell.change_bus import ChangeBus
from desktop.ui.shell.desk import Desk
from desktop.ui.shell.fonts import register_rare_names
from desktop.ui.shell.jobs import Runner
from desktop.ui.shell.language import speak, tr
from desktop.ui.shell.messages import Messages
from desktop.ui.shell.quick_lock import QuickLock
from desktop.ui.shell.scanner import Scanner
from desktop.ui.shell.theme import Theme, apply_theme, dress
from desktop.ui.shell.watch import Watch

if TYPE_CHECKING:
    from desktop.kernel.settings import Settings
    from desktop.services.bundle import Office
    from desktop.services.program import Program
    from desktop.services.quick_unlock import QuickKey
    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.pages.front import FrontPage

_HALF_HOUR = 30 * 60_000
_PATIENCE = 2_000
_FIRST_PAINT = 60


@dataclass(frozen=True)
class WindowContext:
    """What the composition root hands to the window.

    Attributes:
        program: the use cases that need no open ledger.
        settings_path: where this person's settings lie.
        ledger: the ledger to open, None to show the welcome page.
        operator: whose name is filled in at the sign-in.
        passphrase: opens without asking when given.
    """

    program: Program
    settings_path: Path
    ledger: Path | None
    operator: str
    passphrase: str | None


class Controller(QObject):
    """Holds the one visible window and the open office.

    Attributes:
        settings: what this person set; written whenever it changes.
        office: the open ledger, None while locked or at the welcome page.
        window: the window over it, likewise.
        doorway: the pages before it.
        quick: the PIN of this session.
        watch: whether anybody is there.
        scanner: bar codes, wherever the focus is; silent while nothing is open.
    """

    def __init__(self, context: WindowContext, app: QApplication) -> None:
        super().__init__()
        self._context = context
        self._app = app
        self.settings: Settings = load_settings(context.settings_path)
        self.office: Office | None = None
        self.window: MainWindow | None = None
        self._page = "today"
        # Qt objects end in the window's thread: the runner of a locked window is kept, though idle.
        self._retired: list[Runner] = []
        self._changed = self._locked = False
        self._drafts: tuple[str, dict[tuple[str, str, str], str]] = ("", {})
        self._dress()
        self.quick = QuickLock()
        self.doorway = Doorway(context.program, self.settings, self.quick, parent=self)
        self.doorway.path, self.doorway.operator = context.ledger, context.operator
        self.doorway.entered.connect(self._enter)
        self.watch = Watch(app)
        self.scanner = Scanner(app, self.settings, self)
        self.scanner.scanned.connect(self._scanned)
        self.watch.idle.connect(self._idle_out)
        self.watch.beat.connect(self._beat)
        self.watch.slept.connect(self._slept)
        self._half_hour = QTimer(self)
        self._half_hour.timeout.connect(self._back_up)
        self._half_hour.start(_HALF_HOUR)

    @property
    def front(self) -> FrontPage | None:
        """The page before the ledger that is shown now."""
        return self.doorway.front

    def start(self) -> None:
        """Show the first window: the sign-in, which goes on by itself, or the welcome page."""
        if self.doorway.path is None:
            self.show_welcome()
            return
        self.show_login()
        if self._context.passphrase is not None:
            from desktop.ui.pages.login import LoginPage

            page = self.front
            if isinstance(page, LoginPage):
                # The page paints first; reading the key and the database follows in a job.
                page.passphrase.setText(self._context.passphrase)
                QTimer.singleShot(_FIRST_PAINT, page, page.sign_in)

    def open(self, path: Path, operator: str, passphrase: str) -> None:
        """Open a ledger and show it.

        Raises:
            HubiaoError: as :meth:`desktop.services.program.Program.open`.
        """
        office = self._context.program.open(path, operator=operator, passphrase=passphrase)
        self.show_office(office, path, operator)

    def show_office(self, office: Office, path: Path, operator: str) -> None:
        """Show an open ledger."""
        self.office = office
        self.doorway.path, self.doorway.operator = path, operator
        given = str(path)
        self.settings.recent = [given, *(p for p in self.settings.recent if p != given)][:8]
        self.save_settings()
        second = self.settings.second_backup
        office.backups.second_place = Path(second) if second else None
        self._changed = False
        self._build_window()
        self.doorway.close()
        self.watch.guard(self.settings.idle_minutes)

    def show_welcome(self) -> None:
        """Show the first page: open, new, demo."""
        self.doorway.show_welcome()

    def show_login(self, error: BaseException | None = None) -> None:
        """Ask who it is."""
        self.doorway.show_login(error)

    def lock(self) -> None:
        """Cover the window, close the ledger, drop its keys and ask again who it is.

        The field in hand is stored first; what cannot be stored is kept as it was typed and
        stands there again after the same person has signed in. The cover comes at once; the
        ledger is backed up and closed behind it, and whoever signs in meanwhile waits for that.
        """
        window, office, runner = self.window, self.office, self.doorway.runner
        if window is None or office is None or runner is None:
            return
        self.watch.rest()
        self.quick.lock()
        self.scanner.enabled = False
        self._page, self._locked = window.page_name, True
        window.flush()
        self.doorway.runner = Runner()
        self.doorway.show_lock()
        window.hide()
        self._settle(runner)
        self._drafts = (self.doorway.operator, window.desk.drafts)
        self.window = self.office = None
        window.closing.disconnect()
        self.save_settings()
        runner.hush()
        self._retired.append(runner)
        # Before any sign-in on its lane: the file is free again when a key is tried.
        self.doorway.runner.start(lambda _: _let_go(runner, office), failed=self.doorway.tell)
        window.deleteLater()

    def quit(self) -> None:
        """Close the ledger and the program."""
        self._close_office()
        self._app.quit()

    def dismiss(self) -> None:
        """Close everything that is shown and leave the application to others."""
        self.scanner.enabled = False
        self._close_office()
        self.doorway.close()

    def save_settings(self) -> None:
        """Keep what was set; a read-only home is no reason to stop working."""
        try:
            save_settings(self._context.settings_path, self.settings)
        except OSError:
            return

    def _enter(self, office: Office, path: Path, operator: str, by_pin: bool) -> None:
        if not by_pin:
            self.quick.forget()  # whoever typed the passphrase sets a PIN of their own
        back = self._locked and operator == self._drafts[0]
        self._locked = False
        self.show_office(office, path, operator)
        if back and not self.quick.offered and self.window is not None:
            self.quick.offered = True
            self.window.offer_pin()

    def _settle(self, runner: Runner) -> None:
        """Let what is on its way to the disk arrive, for two seconds at most."""
        patience = QDeadlineTimer(_PATIENCE)
        while runner.busy and not patience.hasExpired():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 50)

    def _idle_out(self) -> None:
        if self.doorway.runner is not None and self.doorway.runner.busy:
            self.watch.wake()  # an import is running: nobody is locked out of its end
        else:
            self.lock()

    def _scanned(self, code: str) -> None:
        if self.window is not None and self.front is None:
            self.window.scanned(code)

    def _beat(self) -> None:
        if self.quick.beat():
            self.doorway.end_pin(RefusedError("pin-gone"))

    def _slept(self) -> None:
        """Whoever opens the lid again proves with the passphrase who it is."""
        self.doorway.end_pin(RefusedError("pin-gone"))
        self.lock()

    def _keep_pin(self, key: QuickKey) -> None:
        if self.doorway.path is not None and self.window is not None:
            self.quick.keep(key, self.doorway.path)
            self.window.desk.messages.notice(tr("The PIN is set for this sign-in"))

    def _back_up(self) -> None:
        """Half an hour of changes gets a backup of its own, off the window's thread."""
        if self.office is None or self.window is None or not self._changed:
            return
        office = self.office
        self._changed = False
        self.window.desk.work(
            lambda _: office.backups.automatic("half-hour"), owner=self.window, done=lambda _: None
        )

    def _note_change(self, _changes: object) -> None:
        self._changed = True

    def _dress(self) -> None:
        speak(self._app, self.settings.language or self._context.program.language)
        self._context.program.language = self.settings.language or self._context.program.language
        name = self.settings.theme or _system_theme()
        apply_theme(self._app, Theme(name, max(100, min(250, self.settings.font_scale))))

    def _redress(self) -> None:
        self.save_settings()
        self._dress()
        if self.window is not None:
            self._page = self.window.page_name
            old = self.window
            self._build_window()
            old.closing.disconnect()
            old.close()
            old.deleteLater()

    def _build_window(self) -> None:
        from desktop.ui.main_window.window import MainWindow

        assert self.office is not None  # noqa: S101 - only called with an open ledger
        old = self.window
        desk = Desk(
            self.office, self.doorway.ready_runner(), ChangeBus(), Messages(), self.settings
        )
        operator = self.doorway.operator
        if self._drafts[0] == operator:
            desk.drafts = self._drafts[1]
        self._drafts = (operator, desk.drafts)
        desk.bus.changed.connect(self._note_change)
        window = MainWindow(desk)
        desk.bus.setParent(window)
        desk.messages.setParent(window)
        desk.setParent(window)
        window.lock_asked.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        window.look_changed.connect(self._redress, Qt.ConnectionType.QueuedConnection)
        window.idle_changed.connect(self.watch.guard)
        window.pin_made.connect(self._keep_pin)
        window.closing.connect(self.quit)
        if self._page != "today":
            window.show_page(self._page)
        if old is not None:
            window.setGeometry(old.geometry())
        dress(window)
        self.window = window
        self.scanner.enabled = True
        if old is not None and old.isMaximized():
            window.showMaximized()
        else:
            window.show()
        window.warm()
        QTimer.singleShot(1500, self, register_rare_names)

    def _close_office(self) -> None:
        self.watch.rest()
        self.quick.forget()
        if self.window is not None:
            self.window.closing.disconnect()
            self.window.hide()
        if self.doorway.runner is not None:
            self.doorway.runner.stop()
            self.doorway.runner = None
        if self.office is not None:
            self.save_settings()
            self.office.close()
            self.office = None
        if self.window is not None:
            self.window.deleteLater()
            self.window = None


def _let_go(runner: Runner, office: Office) -> None:
    """Wait for what is still running, then back up and close; off the window's thread."""
    runner.stop()
    office.close()


def _system_theme() -> str:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def run_window(context: WindowContext) -> int:
    """Open the window and return the exit code when it is closed."""
    os.environ.setdefault("QT_ENABLE_HIGHDPI_SCALING", "1")
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("hubiao")
    app.setApplicationDisplayName(tr("Hubiao"))
    controller = Controller(context, app)
    controller.start()
    code = app.exec()
    controller.quit()
    return code
