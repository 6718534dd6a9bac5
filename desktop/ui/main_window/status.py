"""The bar that always answers: who am I, is it saved, how old is the backup, how many are left."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStatusBar

from desktop.domain import codes
from desktop.domain.profile import Profile
from desktop.ui.main_window.others import Others
from desktop.ui.shell.language import language, tr
from desktop.ui.widgets.panels import button, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.changes import Changes
    from desktop.domain.rows import QuarterRow
    from desktop.ui.shell.desk import Desk

_OLD = timedelta(days=1)
_MINUTE = 60_000
_NOTICE = 4_000
_OFFER = 10_000


class StatusBar(QStatusBar):
    """Operator, saved state, backup, what is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setSizeGripEnabled(False)
        session = desk.office.session
        role = codes.OPERATOR_ROLE.label(int(session.role), language())
        self._saved = label("", "good")
        self._backup = label("", "muted")
        self._left = label("")
        self._notice = label("", "good")
        for widget in (
            label(f"{session.operator_name} · {role}"),
            self._saved,
            self._backup,
            self._left,
        ):
            self.addWidget(widget)
        self._run: Callable[[], object] | None = None
        self._next = button("", self._act)
        self._next.setObjectName("quiet")
        self._next.hide()
        self.addPermanentWidget(self._notice)
        self.addPermanentWidget(self._next)
        self._hush = QTimer(self)
        self._hush.setSingleShot(True)
        self._hush.timeout.connect(self._fall_silent)
        self.others = Others(desk, self) if desk.office.backups.elsewhere else None
        clock = QTimer(self)
        clock.timeout.connect(self.refresh)
        clock.start(_MINUTE)
        desk.saving.connect(self._show_saved)
        desk.messages.noticed.connect(self._say)
        desk.messages.offered.connect(self._offer)
        desk.bus.changed.connect(self._on_changes)
        desk.scope_changed.connect(lambda *_: self.refresh())
        self._show_saved(saving=False)
        self.refresh()

    def refresh(self) -> None:
        """Ask again for what grows old by itself."""
        office = self._desk.office
        if office.backups.elsewhere:
            self._backup.setText(tr("Backed up by the server"))
        else:
            self._desk.ask(office.backups.age, self._show_age, owner=self, failed=lambda _: None)
        self._desk.quarters.ask(self._show_left, self)

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches("household"):
            self.refresh()

    def _show_saved(self, saving: bool) -> None:
        if self._desk.read_only:
            self._saved.setText(tr("Read only"))
        else:
            self._saved.setText(tr("Saving…") if saving else tr("✓ Saved"))

    def _show_age(self, age: timedelta | None) -> None:
        old = age is None or age > _OLD
        self._backup.setText(tr("No backup yet") if age is None else _age_text(age))
        self._backup.setObjectName("error" if old else "muted")
        self._backup.style().polish(self._backup)

    def _show_left(self, rows: list[QuarterRow]) -> None:
        if self._desk.office.session.profile is Profile.DISTRICT:
            return  # nobody goes from door to door here
        chosen = [row for row in rows if self._desk.quarter_id in {"", row.id}]
        left = sum(row.progress.left for row in chosen)
        name = chosen[0].name if self._desk.quarter_id and chosen else tr("Whole office")
        self._left.setText(tr("{place}: {left} households left", place=name, left=left))

    def _say(self, text: str) -> None:
        self._fall_silent()
        self._notice.setText(text)
        self._hush.start(_NOTICE)

    def _offer(self, text: str, action: str, run: Callable[[], object]) -> None:
        self._say(text)
        self._run = run
        self._next.setText(action)
        self._next.setAccessibleName(action)
        self._next.show()
        self._hush.start(_OFFER)

    def _act(self) -> None:
        run = self._run
        self._fall_silent()
        if run is not None:
            run()

    def _fall_silent(self) -> None:
        self._run = None
        self._notice.clear()
        self._next.hide()


def _age_text(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    if minutes < 60:  # noqa: PLR2004 - an hour
        return tr("Backup {minutes} min ago", minutes=minutes)
    if minutes < 24 * 60:
        return tr("Backup {hours} h ago", hours=minutes // 60)
    return tr("Backup {days} days ago", days=minutes // 1440)
