"""What belongs to the whole office: meetings of the joint conference, privacy records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.ui.pages.register_part import RegisterPart
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label
from desktop.ui.widgets.save_paper import save_paper

if TYPE_CHECKING:
    from desktop.ui.shell.desk import Desk


class MeetingsView(QWidget):
    """Meetings above; the decisions of the chosen one below, each with who acts until when."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._quarter_id = ""
        self.meetings = RegisterPart(
            desk,
            "meeting",
            columns=("title", "held_on", "minutes_no", "place"),
            defaults=lambda: {"held_on": desk.office.works.today()},
            subject="paper",
        )
        self.decisions = RegisterPart(
            desk,
            "meeting_decision",
            parent="meeting_id",
            columns=("decision", "quarter_id", "responsible", "due_on", "done_on"),
            fields=("decision", "quarter_id", "responsible", "due_on", "done_on", "reply"),
            defaults=lambda: {"quarter_id": self._quarter_id} if self._quarter_id else {},
            options={"quarter_id": self._quarters},
        )
        self.print = button(tr("Minutes to print…"), self.save_minutes)
        self.print.setEnabled(False)
        self.meetings.tools.addWidget(self.print)
        self.meetings.record_chosen.connect(self._follow)
        below = QWidget()
        inside = QVBoxLayout(below)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(label(tr("Decisions of the chosen meeting"), "heading"))
        inside.addWidget(self.decisions, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.meetings)
        splitter.addWidget(below)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(splitter, 1)
        self._follow("")

    def show_quarter(self, quarter_id: str) -> None:
        """Show the meetings of the office; new decisions are about ``quarter_id``."""
        self._quarter_id = quarter_id
        self.meetings.show_parent("")
        self.decisions.refresh()

    def save_minutes(self) -> None:
        """Save the minutes of the chosen meeting."""
        chosen, works = self.meetings.chosen, self.desk.office.works
        if chosen is not None:
            meeting = str(chosen["id"])
            save_paper(self.desk, self, tr("Minutes"), lambda: works.minutes(meeting))

    def _follow(self, meeting_id: str) -> None:
        self.print.setEnabled(bool(meeting_id))
        self.decisions.setEnabled(bool(meeting_id))
        self.decisions.show_parent(meeting_id)

    def _quarters(self) -> list[tuple[str, str]]:
        return [(row.id, row.name) for row in self.desk.office.reading.quarters()]


class PrivacyView(QWidget):
    """Impact assessments and notices; what the law asks for stands above."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.register = RegisterPart(
            desk,
            "privacy_record",
            columns=("subject", "receiver", "notice_on", "keep_until", "assessed_on"),
            defaults=lambda: {"assessed_on": desk.office.works.today()},
            subject="paper",
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(
            label(
                tr(
                    "Handing data to the companies needs an impact assessment before (PIPL art. "
                    "55) and a notice that says purpose, kinds and how long they are kept (art. "
                    "17). Records are kept for at least three years (art. 56)."
                ),
                "muted",
                wrap=True,
            )
        )
        box.addWidget(self.register, 1)

    def show_quarter(self, _quarter_id: str) -> None:
        """Show the records of the office; they belong to no quarter."""
        self.register.show_parent("")
