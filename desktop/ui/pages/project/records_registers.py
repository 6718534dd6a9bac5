"""The registers below one quarter that keep what residents said and what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.voices import answer_due
from desktop.ui.pages.project.works_registers import QuarterRegister
from desktop.ui.shell.language import tr
from desktop.ui.widgets.panels import button, label
from desktop.ui.widgets.save_paper import save_paper

if TYPE_CHECKING:
    from decimal import Decimal

    from desktop.domain.voices import VoiceTotals
    from desktop.ui.shell.desk import Desk


class VoicesView(QuarterRegister):
    """Opinions and complaints with answer and date; how many wait stands above."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "voice",
            columns=("content", "received_on", "channel", "number", "answered_on", "satisfied"),
            fields=("received_on", "channel", "number", "person", "phone", "content", "due_on",
                    "answered_on", "answer", "answered_by", "satisfied"),
            defaults=lambda: {"received_on": desk.office.works.today()},
            subject="paper",
        )  # fmt: skip
        self.totals = label("", "heading", wrap=True)
        self.box.insertWidget(0, self.totals)
        self.due = label("", "muted", wrap=True)
        self.register.beside.addWidget(self.due)
        self._days: Decimal | None = None
        self.register.shown.connect(self._ask)
        self.register.record_chosen.connect(lambda _: self._show_due())

    def _ask(self) -> None:
        works, quarter = self.desk.office.works, self.quarter_id
        if quarter:
            self.desk.ask(
                lambda: works.voices(quarter),
                lambda found: self._show(*found) if quarter == self.quarter_id else None,
                owner=self,
            )

    def _show(self, totals: VoiceTotals, days: Decimal) -> None:
        self._days = days
        if totals.received:
            words = tr("{count} received, {waiting} not answered yet, {late} of them late.",
                       count=totals.received, waiting=totals.waiting, late=totals.late)  # fmt: skip
            if totals.asked:
                words += tr(" Content with the answer: {content} of {asked}.",
                            content=totals.content, asked=totals.asked)  # fmt: skip
        else:
            words = tr("No opinion or complaint is recorded.")
        self.totals.setText(words)
        self._show_due()

    def _show_due(self) -> None:
        chosen = self.register.chosen
        if chosen is None or self._days is None or chosen.get("answered_on"):
            self.due.setText("")
            return
        due = answer_due(chosen, self._days)
        self.due.setText(
            tr("To be answered by {day} ({days} days after receipt unless a day is typed above).",
               day=due.isoformat(), days=int(self._days)) if due else ""
        )  # fmt: skip


class PublicityView(QuarterRegister):
    """What was shown where and how long, with photos."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "publicity",
            columns=("content", "kind", "place", "shown_from", "shown_to"),
            fields=("kind", "content", "place", "shown_from", "shown_to", "note"),
            defaults=lambda: {"kind": 1, "shown_from": desk.office.works.today()},
            subject="notice",
        )


class OrdersView(QuarterRegister):
    """Supervision orders: task, deadline, reply; printed with a reply slip."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "supervision_order",
            columns=("task", "number", "responsible", "due_on", "replied_on"),
            defaults=lambda: {"issued_on": desk.office.works.today()},
            subject="paper",
        )
        self.print = button(tr("Order to print…"), self.save_order)
        self.register.tools.addWidget(self.print)
        self.print.setEnabled(False)
        self.register.record_chosen.connect(lambda chosen: self.print.setEnabled(bool(chosen)))

    def save_order(self) -> None:
        """Save the chosen order as a paper."""
        chosen, works = self.register.chosen, self.desk.office.works
        if chosen is not None:
            order = str(chosen["id"])
            save_paper(
                self.desk, self, tr("Supervision order"), lambda: works.supervision_order(order)
            )


class SummaryView(QuarterRegister):
    """What a pilot has taught; saved as a paper for the district."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            "pilot_summary",
            columns=("done", "written_on", "author"),
            fields=("written_on", "author", "done", "problems", "advice"),
            defaults=lambda: {"written_on": desk.office.works.today()},
            subject="paper",
        )
        self.print = button(tr("Save the summary…"), self.save_summary)
        self.register.tools.addWidget(self.print)
        self.print.setEnabled(False)
        self.register.record_chosen.connect(lambda chosen: self.print.setEnabled(bool(chosen)))

    def save_summary(self) -> None:
        """Save the chosen summary as a paper."""
        chosen, works = self.register.chosen, self.desk.office.works
        if chosen is not None:
            summary = str(chosen["id"])
            save_paper(self.desk, self, tr("Pilot summary"), lambda: works.pilot_summary(summary))
