"""The main window over one open ledger: three zones and a status bar."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.main_window.banner import Banner
from desktop.ui.main_window.navigation import NAMES, Navigation
from desktop.ui.main_window.places import Places
from desktop.ui.main_window.search_box import SearchBox
from desktop.ui.main_window.status import StatusBar
from desktop.ui.shell.icons import icon
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from desktop.domain.search import SearchHit
    from desktop.ui.pages.page import Page
    from desktop.ui.shell.desk import Desk

_CLASSES = {
    "today": "TodayPage",
    "quarters": "QuartersPage",
    "survey": "SurveyPage",
    "ledger": "LedgerPage",
    "stages": "StagesPage",
    "acceptance": "AcceptancePage",
    "forms": "FormsPage",
    "exchange": "ExchangePage",
    "settings": "SettingsPage",
}

_AGAIN = {"disk-full", "disk-failed", "commit-unknown"}
_COPY = {"ledger-replaced", "disk-failed"}


class MainWindow(QMainWindow):
    """Everything a person works in.

    Signals:
        lock_asked: the window is to be locked.
        look_changed: theme, scale or language were changed.
        idle_changed: minutes after which the window locks; 0 never.
        pin_made: the wrapped key of a PIN that was just set.
        closing: the person closed the window.
    """

    lock_asked = Signal()
    look_changed = Signal()
    idle_changed = Signal(int)
    pin_made = Signal(object)
    closing = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.pages: dict[str, Page] = {}
        self.setWindowTitle(tr("Hubiao") + f" — {desk.office.session.office_name}")
        self.setWindowIcon(icon("app", "accent"))
        self.resize(1366, 768)
        self.navigation = Navigation()
        self.places = Places(desk)
        self.stack = QStackedWidget()
        self.banner = Banner()
        self.search = SearchBox(desk)
        self.setCentralWidget(self._centre())
        self.setStatusBar(StatusBar(desk))
        self._connect()
        self._add_shortcuts()
        self.show_page("today")
        for code in desk.office.session.warnings:
            desk.messages.warning(code)

    def show_page(self, name: str) -> Page:
        """Bring a page to the front; it is made when it is first asked for."""
        page = self.pages.get(name)
        if page is None:
            module = import_module(f"desktop.ui.pages.{name}")
            page = getattr(module, _CLASSES[name])(self.desk)
            self.pages[name] = page
            self.stack.addWidget(page)
            if name == "settings":
                page.look_changed.connect(self.look_changed)
                page.lock_asked.connect(self.lock_asked)
                page.pin_asked.connect(self.set_pin)
                page.idle_changed.connect(self.idle_changed)
        self.navigation.show_page(name)
        self.places.setVisible(page.wants_places)
        self.stack.setCurrentWidget(page)
        return page

    def open_household(self, household_id: str) -> None:
        """Show a household's card."""
        page = self.show_page("ledger")
        page.open_household(household_id)  # type: ignore[attr-defined]

    @property
    def page_name(self) -> str:
        """Name of the page in front."""
        return next(name for name in NAMES if self.pages.get(name) is self.stack.currentWidget())

    def warm(self) -> None:
        """Import the remaining pages while nothing else is asked for."""
        waiting = [name for name in NAMES if name not in self.pages]

        def one() -> None:
            if waiting:
                import_module(f"desktop.ui.pages.{waiting.pop()}")
                QTimer.singleShot(50, self, one)

        QTimer.singleShot(400, self, one)

    def flush(self) -> None:
        """Send the field in hand on its way."""
        focused = self.focusWidget()
        if isinstance(focused, QLineEdit) and not focused.hasFocus():
            # Another program is in front, or the lid was shut: leaving the field tells nobody.
            focused.editingFinished.emit()
        if focused is not None:
            focused.clearFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the field in hand be saved first."""
        self.flush()
        self.closing.emit()
        super().closeEvent(event)

    def _centre(self) -> QWidget:
        top = QFrame()
        top.setObjectName("topbar")
        bar = QHBoxLayout(top)
        bar.setContentsMargins(16, 6, 16, 6)
        bar.addWidget(label(self.desk.office.session.office_name, "heading"))
        bar.addStretch(1)
        bar.addWidget(self.search, 2)
        bar.addStretch(1)
        bar.addWidget(self._tool("undo", tr("Undo"), QKeySequence.StandardKey.Undo, self._undo))
        bar.addWidget(self._tool("redo", tr("Redo"), QKeySequence.StandardKey.Redo, self._redo))
        bar.addWidget(self._tool("lock", tr("Lock"), "Ctrl+L", self.lock_asked.emit))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.places)
        self._splitter.addWidget(self.stack)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([256, 980])
        self._splitter.setChildrenCollapsible(False)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self._splitter, 1)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addLayout(right, 1)
        centre = QWidget()
        centre.setObjectName("centre")
        whole = QVBoxLayout(centre)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(top)
        whole.addLayout(middle, 1)
        return centre

    def _tool(
        self, name: str, text: str, keys: QKeySequence.StandardKey | str, run: Callable[[], object]
    ) -> QToolButton:
        action = QAction(icon(name), text, self)
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{text}  ({QKeySequence(keys).toString()})")
        action.triggered.connect(lambda *_: run())
        button = QToolButton()
        button.setDefaultAction(action)
        button.setAccessibleName(text)
        return button

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.show_page)
        self.desk.page_asked.connect(self.show_page)
        self.desk.opened.connect(self.open_household)
        self.desk.messages.failed.connect(self._fail)
        self.search.picked.connect(self._go)

    def _fail(self, text: str, hint: str) -> None:
        code = self.desk.messages.code
        actions: list[tuple[str, Callable[[], object]]] = []
        if code in _AGAIN:
            actions.append((tr("Try again"), self._retry))
        if code in _COPY:
            actions.append((tr("Save a copy…"), self._save_copy))
        self.banner.show_failure(text, hint, actions)

    def _retry(self) -> None:
        self.banner.hide()
        self.desk.retry_asked.emit()

    def _save_copy(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save a copy…"), "", "*.hubiao")
        if chosen:
            self.save_copy(Path(chosen).with_suffix(".hubiao"))

    def save_copy(self, target: Path) -> None:
        """Write everything that is still seen to another file."""
        self.desk.work(
            lambda _: self.desk.office.save_copy(target),
            owner=self,
            done=lambda _: self.desk.messages.notice(tr("Copy saved: {path}", path=str(target))),
        )

    def offer_pin(self) -> None:
        """Say once that a PIN opens the window faster after a lock."""
        self.banner.show_offer(
            tr("A PIN opens the window again within the hour after a lock."),
            [(tr("Set a PIN…"), self.set_pin)],
        )

    def set_pin(self) -> None:
        """Ask for a PIN for this sign-in."""
        from desktop.ui.dialogs.pin import PinDialog

        self.banner.hide()
        dialog = PinDialog(self.desk, self)
        dialog.made.connect(self.pin_made)
        dialog.open()

    def _add_shortcuts(self) -> None:
        shortcut = QShortcut(QKeySequence("Ctrl+K"), self)
        shortcut.activated.connect(self._find)

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _go(self, hit: SearchHit) -> None:
        if hit.kind == "household":
            self.open_household(hit.id)
        elif hit.kind == "quarter":
            self.desk.choose(hit.id)
            self.show_page("ledger")
        else:
            self.desk.ask(
                lambda: self.desk.office.reading.record("building", hit.id),
                lambda record: self.desk.choose(str(record["quarter_id"]), hit.id),
                owner=self,
            )
            self.show_page("survey")

    def _undo(self) -> None:
        self.desk.act(self.desk.office.editing.undo, owner=self, notice=tr("Taken back"))

    def _redo(self) -> None:
        self.desk.act(self.desk.office.editing.redo, owner=self, notice=tr("Done again"))
