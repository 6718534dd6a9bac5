"""The main window over one open ledger: three zones and a status bar."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
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
from desktop.ui.main_window.commands import commands
from desktop.ui.main_window.help_panel import HelpPanel
from desktop.ui.main_window.navigation import Navigation, names_of, title
from desktop.ui.main_window.paperwork import Paperwork
from desktop.ui.main_window.places import Places
from desktop.ui.main_window.search_box import SearchBox
from desktop.ui.main_window.status import StatusBar
from desktop.ui.main_window.undoing import Undoing
from desktop.ui.shell import keys
from desktop.ui.shell.icons import icon
from desktop.ui.shell.language import tr
from desktop.ui.shell.theme import SCALES
from desktop.ui.widgets.panels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from desktop.domain.rows import HouseholdCard
    from desktop.domain.search import SearchHit
    from desktop.ui.pages.page import Page
    from desktop.ui.shell.desk import Desk

_CLASSES = {
    "streets": "StreetsPage",
    "annual_plan": "AnnualPlanPage",
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

_DRAWN = frozenset({"history", "help", "lock"})
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
        self.names = names_of(desk.office.session.profile)
        self.navigation = Navigation(self.names)
        self.places = Places(desk)
        self.stack = QStackedWidget()
        self.banner = Banner()
        self.search = SearchBox(desk)
        self.help = HelpPanel()
        self.undoing = Undoing(desk, self)
        self.paperwork = Paperwork(desk, self, self.selected_doors)
        self.setCentralWidget(self._centre())
        self.setStatusBar(StatusBar(desk))
        self._connect()
        self._add_shortcuts()
        self.show_page(self.names[0])
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
        if not self.help.isHidden():
            self.help.show_page(name)
        return page

    def _show_tab(self, name: str) -> None:
        if name == "questions":
            self._exchange(name)
            return
        self.show_page("stages").open_tab(name)  # type: ignore[attr-defined]

    def open_household(self, household_id: str) -> None:
        """Show a household's card."""
        page = self.show_page("ledger")
        page.open_household(household_id)  # type: ignore[attr-defined]

    def open_door(self, household_id: str) -> None:
        """Show a household's door in its building."""
        reading = self.desk.office.reading

        def found(card: HouseholdCard) -> None:
            if card.quarter and card.building:
                self.desk.choose(str(card.quarter["id"]), str(card.building["id"]))
            page = self.show_page("survey")
            page.open_household(household_id)  # type: ignore[attr-defined]

        self.desk.ask(lambda: reading.card(household_id), found, owner=self)

    @property
    def page_name(self) -> str:
        """Name of the page in front."""
        shown = self.stack.currentWidget()
        return next(name for name, page in self.pages.items() if page is shown)

    def warm(self) -> None:
        """Import the remaining pages while nothing else is asked for."""
        waiting = [name for name in self.names if name not in self.pages]

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
        bar.addWidget(self._button(self.undoing.undo))
        bar.addWidget(self._button(self.undoing.redo))
        for name, text, run in (
            ("history", tr("History of the household"), self.show_history),
            ("help", tr("Help"), self.toggle_help),
            ("lock", tr("Lock"), self.lock_asked.emit),
        ):
            bar.addWidget(self._button(self._action(name, text, run)))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.places)
        self._splitter.addWidget(self.stack)
        self._splitter.addWidget(self.help)
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

    def _action(self, name: str, text: str, run: Callable[[], object]) -> QAction:
        action = QAction(icon(name), text, self) if name in _DRAWN else QAction(text, self)
        action.setObjectName(name)
        action.setShortcuts(keys.sequences(name))
        action.setToolTip(f"{text}  ({keys.shown(name)})")
        action.triggered.connect(lambda *_: run())
        self.addAction(action)
        return action

    @staticmethod
    def _button(action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setAccessibleName(action.text())
        return button

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.show_page)
        self.desk.page_asked.connect(self.show_page)
        self.desk.tab_asked.connect(self._show_tab)
        self.desk.opened.connect(self.open_household)
        self.desk.messages.failed.connect(self._fail)
        self.search.picked.connect(self._go)
        self.search.commands = commands(self._command, self.names)
        self.help.left.connect(self.help.hide)
        self.help.keyboard_asked.connect(self.show_keyboard)

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

    def scanned(self, code: str) -> None:
        """Take what a bar code scanner read: to the card in front, else look it up."""
        card = getattr(self.stack.currentWidget(), "card", None)
        if card is not None and card.household_id:
            card.scanned(code)
        else:
            self._find()
            self.search.look_up(code)

    def show_history(self) -> None:
        """Show everything that happened to the household in hand."""
        from desktop.ui.dialogs.history import HistoryDialog

        household = self.household_id
        if household:
            HistoryDialog(self.desk, household, self).open()
        else:
            self.desk.messages.notice(tr("Choose a household first"))

    def selected_doors(self) -> list[str]:
        """Return the doors selected on the page in front."""
        view = getattr(self.stack.currentWidget(), "view", None)
        return [] if view is None else list(view.selected_ids())

    @property
    def household_id(self) -> str:
        """The household in hand on the page in front; an empty text when there is none."""
        page = self.stack.currentWidget()
        card = getattr(page, "card", None) or getattr(page, "form", None)
        return str(getattr(card, "household_id", "") or "")

    def toggle_help(self) -> None:
        """Show the help of the page in front, or put it away."""
        if self.help.isHidden():
            self.help.show_page(self.page_name)
        self.help.setVisible(self.help.isHidden())

    def show_keyboard(self) -> None:
        """Show what every key does."""
        from desktop.ui.dialogs.keyboard import KeyboardDialog

        KeyboardDialog(self.keyboard_map(), self).open()

    def keyboard_map(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return section → (keys, what they do): the bound ones first, then those of the pages."""
        actions: list[QAction] = list(self.findChildren(QAction))
        bound = [
            ("  ".join(k.toString() for k in action.shortcuts()), action.text())
            for action in actions
            if action.shortcuts()
        ]
        pages = [(b.shortcut().toString(), b.text()) for b in self.navigation.buttons.values()]
        inside = keys.page_keys()
        sections = [(tr("Everywhere"), bound + pages)]
        sections += [
            (tr("Find") if name == "find" else title(name), meant) for name, meant in inside.items()
        ]
        return sections

    def _add_shortcuts(self) -> None:
        self._action("find", tr("Find"), self._find)
        self._action("keyboard", tr("Keyboard map"), self.show_keyboard)

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _go(self, hit: SearchHit) -> None:
        """Go to what was found: on the survey page when that is in front, else in the ledger."""
        surveying = self.page_name == "survey"
        if hit.kind == "household" and surveying:
            self.open_door(hit.id)
        elif hit.kind == "household":
            self.open_household(hit.id)
        elif hit.kind == "quarter":
            self.desk.choose(hit.id)
            self.show_page("survey" if surveying else "ledger")
        else:
            self.desk.ask(
                lambda: self.desk.office.reading.record("building", hit.id),
                lambda record: self.desk.choose(str(record["quarter_id"]), hit.id),
                owner=self,
            )
            self.show_page("survey" if "survey" in self.names else "ledger")

    def _command(self, name: str) -> Callable[[], object]:
        """Return what carries out the command called ``name``."""
        if name in self.names:
            return partial(self.show_page, name)
        actions: dict[str, Callable[[], object]] = {
            "backup": self._back_up,
            "lock": self.lock_asked.emit,
            "export": partial(self._exchange, "export"),
            "roster": partial(self._exchange, "roster"),
            "light": partial(self._look, "light"),
            "dark": partial(self._look, "dark"),
            "larger": partial(self._resize, 1),
            "smaller": partial(self._resize, -1),
            "pin": self.set_pin,
            "history": self.show_history,
            "undo": self._undo,
            "redo": self._redo,
            "help": self.toggle_help,
            "keyboard": self.show_keyboard,
            **{name: partial(self.paperwork.open, name) for name in self.paperwork.tools},
        }
        return actions[name]

    def _back_up(self) -> None:
        said = tr("Backup made and proven")
        self.desk.work(
            lambda _: self.desk.office.backups.make(),
            owner=self,
            done=lambda _: self.desk.messages.notice(said),
        )

    def _exchange(self, part: str) -> None:
        page = self.show_page("exchange")
        page.tabs.setCurrentWidget(getattr(page, part))  # type: ignore[attr-defined]

    def _look(self, theme: str) -> None:
        self.desk.settings.theme = theme
        self.look_changed.emit()

    def _resize(self, by: int) -> None:
        """Take the next larger or smaller size of type."""
        settings = self.desk.settings
        place = min(range(len(SCALES)), key=lambda n: abs(SCALES[n] - settings.font_scale))
        settings.font_scale = SCALES[max(0, min(len(SCALES) - 1, place + by))]
        self.look_changed.emit()

    def _undo(self) -> None:
        self.undoing.take_back()

    def _redo(self) -> None:
        self.undoing.do_again()
