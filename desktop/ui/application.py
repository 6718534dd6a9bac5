"""Starts Qt and moves between welcome, sign-in and the open ledger."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.kernel.settings import load_settings, save_settings
from desktop.ui.shell.change_bus import ChangeBus
from desktop.ui.shell.desk import Desk
from desktop.ui.shell.fonts import register_rare_names
from desktop.ui.shell.jobs import Runner
from desktop.ui.shell.language import speak, tr
from desktop.ui.shell.messages import Messages, explain
from desktop.ui.shell.theme import Theme, apply_theme

if TYPE_CHECKING:
    from desktop.kernel.settings import Settings
    from desktop.services.bundle import Office
    from desktop.services.program import Program
    from desktop.ui.main_window.window import MainWindow
    from desktop.ui.pages.login import LoginPage
    from desktop.ui.pages.welcome import WelcomePage

_ACTIVITY = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
}
_MINUTE = 60_000
_HALF_HOUR = 30 * _MINUTE
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
    """

    def __init__(self, context: WindowContext, app: QApplication) -> None:
        super().__init__()
        self._context = context
        self._app = app
        self.settings: Settings = load_settings(context.settings_path)
        self.office: Office | None = None
        self.window: MainWindow | None = None
        self.front: WelcomePage | LoginPage | None = None
        self._path: Path | None = context.ledger
        self._operator = context.operator
        self._page = "today"
        self._runner: Runner | None = None
        self._dress()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._idle_out)
        self._changed = False
        self._drafts: tuple[str, dict[tuple[str, str, str], str]] = ("", {})
        self._half_hour = QTimer(self)
        self._half_hour.timeout.connect(self._back_up)
        self._half_hour.start(_HALF_HOUR)
        app.installEventFilter(self)

    def start(self) -> None:
        """Show the first window: the sign-in, which goes on by itself, or the welcome page."""
        from desktop.ui.pages.login import LoginPage

        if self._path is None:
            self.show_welcome()
        else:
            self.show_login()
            if self._context.passphrase is not None and isinstance(self.front, LoginPage):
                # The page paints first; reading the key and the database follows in a job.
                self.front.passphrase.setText(self._context.passphrase)
                QTimer.singleShot(_FIRST_PAINT, self.front, self.front.sign_in)

    def open(self, path: Path, operator: str, passphrase: str) -> None:
        """Open a ledger and show it.

        Raises:
            HubiaoError: as :meth:`desktop.services.program.Program.open`.
        """
        office = self._context.program.open(path, operator=operator, passphrase=passphrase)
        self.show_office(office, path, operator)

    def show_office(self, office: Office, path: Path, operator: str) -> None:
        """Show an open ledger."""
        self.office, self._path, self._operator = office, path, operator
        given = str(path)
        self.settings.recent = [given, *(p for p in self.settings.recent if p != given)][:8]
        self.save_settings()
        second = self.settings.second_backup
        office.backups.second_place = Path(second) if second else None
        self._changed = False
        self._build_window()
        self._close_front()
        self._wake()

    def show_welcome(self) -> None:
        """Show the first page: open, new, demo."""
        from desktop.ui.pages.welcome import WelcomePage

        page = WelcomePage(self._context.program, self.settings, self._first_runner())
        page.ledger_chosen.connect(self._choose_ledger)
        page.ledger_made.connect(self._open_made)
        self._show_front(page)

    def show_login(self, error: BaseException | None = None) -> None:
        """Ask who it is."""
        from desktop.ui.pages.login import LoginPage

        assert self._path is not None  # noqa: S101 - a ledger was chosen before
        page = LoginPage(self._path, self._operator, self._context.program, self._first_runner())
        page.opened.connect(self.show_office)
        page.left.connect(self.show_welcome)
        if error is not None:
            message = explain(error)
            page.show_error(f"{message.text} {message.hint}")
        self._show_front(page)

    def lock(self) -> None:
        """Close the ledger, drop its keys and ask again who it is.

        The field in hand is stored first; what cannot be stored is kept as it was typed and
        stands there again after the same person has signed in.
        """
        if self.window is not None:
            self._page = self.window.page_name
            self.window.flush()
            self._settle()
            self._drafts = (self._operator, self.window.desk.drafts)
            self._close_office()
            self.show_login()

    def quit(self) -> None:
        """Close the ledger and the program."""
        self._close_office()
        self._app.quit()

    def save_settings(self) -> None:
        """Keep what was set; a read-only home is no reason to stop working."""
        try:
            save_settings(self._context.settings_path, self.settings)
        except OSError:
            return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there."""
        if event.type() in _ACTIVITY:
            self._wake()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        """Let what is on its way to the disk arrive, for two seconds at most."""
        patience = QDeadlineTimer(_PATIENCE)
        while self._runner is not None and self._runner.busy and not patience.hasExpired():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 50)

    def _idle_out(self) -> None:
        if self._runner is not None and self._runner.busy:
            self._wake()  # an import is running: nobody is locked out of its end
        else:
            self.lock()

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

    def _wake(self) -> None:
        if self.window is not None and self.settings.idle_minutes:
            self._idle.start(self.settings.idle_minutes * _MINUTE)

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
        if self._runner is None:
            self._runner = Runner()
        old = self.window
        desk = Desk(self.office, self._runner, ChangeBus(), Messages(), self.settings)
        if self._drafts[0] == self._operator:
            desk.drafts = self._drafts[1]
        self._drafts = (self._operator, desk.drafts)
        desk.bus.changed.connect(self._note_change)
        window = MainWindow(desk)
        desk.bus.setParent(window)
        desk.messages.setParent(window)
        desk.setParent(window)
        window.lock_asked.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        window.look_changed.connect(self._redress, Qt.ConnectionType.QueuedConnection)
        window.closing.connect(self.quit)
        if self._page != "today":
            window.show_page(self._page)
        if old is not None:
            window.setGeometry(old.geometry())
        self.window = window
        if old is not None and old.isMaximized():
            window.showMaximized()
        else:
            window.show()
        window.warm()
        QTimer.singleShot(1500, self, register_rare_names)

    def _first_runner(self) -> Runner:
        if self._runner is None:
            self._runner = Runner()
        return self._runner

    def _show_front(self, page: WelcomePage | LoginPage) -> None:
        old, self.front = self.front, page
        page.show()
        if old is not None:
            old.close()
            old.deleteLater()

    def _close_front(self) -> None:
        if self.front is not None:
            self.front.hide()
            self.front.deleteLater()
            self.front = None

    def _close_office(self) -> None:
        self._idle.stop()
        if self.window is not None:
            self.window.closing.disconnect()
            self.window.hide()
        if self._runner is not None:
            self._runner.stop()
            self._runner = None
        if self.office is not None:
            self.save_settings()
            self.office.close()
            self.office = None
        if self.window is not None:
            self.window.deleteLater()
            self.window = None

    def _choose_ledger(self, path: str) -> None:
        self._path = Path(path)
        self.show_login()

    def _open_made(self, path: str, operator: str, passphrase: str) -> None:
        self._path, self._operator = Path(path), operator
        try:
            self.open(self._path, operator, passphrase)
        except Exception as error:  # noqa: BLE001 - told in words on the sign-in page
            self.show_login(error)


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
