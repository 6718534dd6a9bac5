"""Undo and redo that say what they will do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.ui.shell.icons import icon
from desktop.ui.shell.keys import sequences, shown
from desktop.ui.shell.language import language, tr

if TYPE_CHECKING:
    from desktop.ui.shell.desk import Desk

_TOGETHER = 150  # milliseconds: many changes in a row are asked about once


class Undoing(QObject):
    """Two actions for the tool bar.

    In a text field the keys belong to the field first, as long as it has something to take back.

    Attributes:
        undo / redo: the actions; their texts name what they are about.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words = {"undo": "", "redo": ""}
        self.undo = self._action("undo", tr("Undo"), self.take_back)
        self.redo = self._action("redo", tr("Redo"), self.do_again)
        self._field: QWidget | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        desk.bus.changed.connect(lambda _: self._later.start(_TOGETHER))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Ask, off the window's thread, what would be taken back now."""
        history, spoken = self._desk.office.history, language()
        self._desk.ask(
            lambda: (history.undoable(spoken), history.redoable(spoken)),
            self._show,
            owner=self,
            failed=lambda _: None,  # the words on a tool tip are worth no banner
        )

    def take_back(self) -> None:
        """Undo the newest change of this person."""
        said = self._words["undo"]
        self._desk.act(
            self._desk.office.editing.undo, owner=self, done=partial(self._taken_back, said)
        )

    def do_again(self) -> None:
        """Redo what was just undone."""
        said = self._words["redo"]
        notice = tr("Done again: {what}", what=said) if said else tr("Done again")
        self._desk.act(self._desk.office.editing.redo, owner=self, notice=notice)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+Z through to the ledger where the field has nothing to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            redo = event.matches(QKeySequence.StandardKey.Redo) or any(
                QKeySequence(event.keyCombination()) == keys for keys in sequences("redo")
            )
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if (undo or redo) and not _has_something(watched, undo=undo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _taken_back(self, said: str, _: object) -> None:
        text = tr("Taken back: {what}", what=said) if said else tr("Taken back")
        self._desk.messages.offer(text, tr("Redo"), self.do_again)

    def _show(self, words: tuple[str, str]) -> None:
        self._words = dict(zip(("undo", "redo"), words, strict=True))
        for action, name, word in (
            (self.undo, "undo", tr("Undo")),
            (self.redo, "redo", tr("Redo")),
        ):
            what = self._words[name]
            said = tr("{action}: {what}", action=word, what=what) if what else word
            action.setToolTip(f"{said}  ({shown(name)})")
            action.setText(said)
            for widget in action.associatedObjects():
                if isinstance(widget, QWidget):
                    widget.setAccessibleName(said)

    def _action(self, name: str, text: str, run: object) -> QAction:
        action = QAction(icon(name), text, self)
        action.setObjectName(name)
        action.setShortcuts(sequences(name))
        action.setToolTip(f"{text}  ({shown(name)})")
        action.triggered.connect(lambda *_: run())  # type: ignore[operator]
        return action

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None and old is self._field:
            old.removeEventFilter(self)
        self._field = now if isinstance(now, (QLineEdit, QPlainTextEdit, QTextEdit)) else None
        if self._field is not None:
            self._field.installEventFilter(self)


def _has_something(field: QObject, *, undo: bool) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable() if undo else field.isRedoAvailable()
    if isinstance(field, (QPlainTextEdit, QTextEdit)):
        document = field.document()
        return document.isUndoAvailable() if undo else document.isRedoAvailable()
    return False
