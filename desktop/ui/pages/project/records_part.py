"""意见与资料: voices, publicity, supervision orders, meetings, pilot summary, privacy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.pages.project.records_meetings import MeetingsView, PrivacyView
from desktop.ui.pages.project.records_registers import (
    OrdersView,
    PublicityView,
    SummaryView,
    VoicesView,
)
from desktop.ui.shell.language import tr
from desktop.ui.widgets.code_buttons import CodeButtons

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.shell.desk import Desk


class RecordsPart(QWidget):
    """Six sections; the last two belong to the whole office, not to one quarter."""

    kinds = frozenset(
        {
            *("voice", "publicity", "supervision_order", "pilot_summary"),
            *("meeting", "meeting_decision", "privacy_record", "parameter"),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._quarter_id = ""
        self._made: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._makers: dict[str, Callable[[Desk], QWidget]] = {
            "voices": VoicesView,
            "publicity": PublicityView,
            "orders": OrdersView,
            "summary": SummaryView,
            "meetings": MeetingsView,
            "privacy": PrivacyView,
        }
        self.sections = CodeButtons(
            [
                ("voices", tr("Opinions and complaints")),
                ("publicity", tr("Publicity")),
                ("orders", tr("Supervision orders")),
                ("summary", tr("Pilot summary")),
                ("meetings", tr("Joint conference")),
                ("privacy", tr("Privacy records")),
            ],
            toggles=False,
        )
        self.sections.set_code("voices")
        self.sections.chosen.connect(self._show_section)
        self._stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.sections)
        box.addWidget(self._stack, 1)

    def show_quarter(self, quarter_id: str, _code: str) -> None:
        """Look at another quarter; empty texts when there is none."""
        self._quarter_id = quarter_id
        self.refresh()

    def refresh(self) -> None:
        """Read again what shows; the other sections when they are looked at."""
        self._stale = set(self._makers)
        self._show_section()

    def section(self, name: str) -> QWidget:
        """Return a section, made when it is first asked for."""
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = self._makers[name](self._desk)
            self._stack.addWidget(found)
            self._stale.add(name)
        return found

    def open(self, name: str) -> None:
        """Bring the section called ``name`` to the front."""
        self.sections.set_code(name)
        self._show_section()

    def _show_section(self) -> None:
        name = self.sections.code
        found = self.section(name)
        self._stack.setCurrentWidget(found)
        if name in self._stale:
            self._stale.discard(name)
            found.show_quarter(self._quarter_id)  # type: ignore[attr-defined]
