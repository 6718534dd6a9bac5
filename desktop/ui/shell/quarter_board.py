"""The quarters with their progress, read once for everybody who shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.changes import Changes
    from desktop.domain.rows import QuarterRow
    from desktop.services.bundle import Office
    from desktop.ui.shell.change_bus import ChangeBus
    from desktop.ui.shell.jobs import Runner

    Answer = Callable[[list[QuarterRow]], None]

_KINDS = ("quarter", "building", "household")


class QuarterBoard(QObject):
    """Counts the whole ledger once per change, however many screens ask.

    Today's page, the tree and the status bar all show the same counts; in a ledger of half a
    million households each count reads one index from end to end.
    """

    def __init__(
        self,
        office: Office,
        runner: Runner,
        bus: ChangeBus,
        failed: Callable[[BaseException], None],
    ) -> None:
        super().__init__()
        self._office, self._runner, self._failed = office, runner, failed
        self._rows: list[QuarterRow] | None = None
        self._reading = False
        self._age = 0
        self._waiting: list[tuple[Answer, QObject]] = []
        bus.changed.connect(self._on_changes)

    def ask(self, answer: Answer, owner: QObject) -> None:
        """Hand the quarters to ``answer``, later, unless ``owner`` is gone by then."""
        self._waiting.append((answer, owner))
        if self._rows is not None:
            QTimer.singleShot(0, self, self._hand_out)
        elif not self._reading:
            self._read()

    def _read(self) -> None:
        self._reading = True
        age = self._age
        self._runner.start(
            lambda _: self._office.reading.quarters(),
            done=lambda rows: self._got(rows, age),
            failed=self._broke,
            owner=self,
        )

    def _got(self, rows: list[QuarterRow], age: int) -> None:
        self._reading = False
        if age != self._age:
            self._read()  # something changed while it was read
            return
        self._rows = rows
        self._hand_out()

    def _broke(self, error: BaseException) -> None:
        self._reading = False
        self._waiting.clear()
        self._failed(error)

    def _hand_out(self) -> None:
        if self._rows is None:
            return
        waiting, self._waiting = self._waiting, []
        for answer, owner in waiting:
            if isValid(owner):
                answer(self._rows)

    def _on_changes(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in _KINDS):
            self._age += 1
            self._rows = None
            if self._waiting and not self._reading:
                self._read()
