"""意见与资料: voices, publicity, supervision orders, meetings, pilot summary, privacy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.pages.project.records_meetings import MeetingsView, PrivacyView
from desktop.ui.pages.project.records_registers import (
    OrdersView,
    PublicityView,
    SummaryView,
    VoicesView,
)
from desktop.ui.pages.project.sectioned_part import Section, SectionedPart
from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from desktop.ui.shell.desk import Desk


class RecordsPart(SectionedPart):
    """Six sections; the last two belong to the whole office, not to one quarter."""

    kinds = frozenset(
        {
            *("voice", "publicity", "supervision_order", "pilot_summary"),
            *("meeting", "meeting_decision", "privacy_record", "parameter"),
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            (
                Section("voices", tr("Opinions and complaints"), VoicesView),
                Section("publicity", tr("Publicity"), PublicityView),
                Section("orders", tr("Supervision orders"), OrdersView),
                Section("summary", tr("Pilot summary"), SummaryView),
                Section("meetings", tr("Joint conference"), MeetingsView),
                Section("privacy", tr("Privacy records"), PrivacyView),
            ),
        )
