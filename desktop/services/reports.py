"""Reports for the district: weekly, progress, action plan, the national form's figures."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.domain import reports
from desktop.domain.national_figures import national_figures
from desktop.domain.report_facts import QuarterLine, ReportFacts
from desktop.services.own_forms import wording_on
from desktop.services.quarter_lines import paper_words, quarter_lines
from desktop.storage.queries.reports import changes_between

if TYPE_CHECKING:
    from desktop.domain.paper import Paper
    from desktop.kernel.clock import Clock
    from desktop.services.agenda import Agenda
    from desktop.services.gates import Gates
    from desktop.services.verdicts import Verdicts
    from desktop.storage.ledger import Ledger

_WEEK = timedelta(days=6)


class Reports:
    """Writes what the ledger knows as papers; nothing is stored."""

    def __init__(
        self, ledger: Ledger, clock: Clock, gates: Gates, verdicts: Verdicts, agenda: Agenda
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._gates = gates
        self._verdicts = verdicts
        self._agenda = agenda

    def weekly(self) -> Paper:
        """Return this week on one A4 page."""
        return reports.weekly_report(self.facts())

    def progress(self) -> Paper:
        """Return the progress report."""
        return reports.progress_report(self.facts())

    def action_plan(self) -> Paper:
        """Return the action plan in the wording that holds today."""
        with self._ledger.reader() as connection:
            form, _ = wording_on(connection, "action-plan", self._clock.today())
        return reports.action_plan(self.facts(), form.text)

    def national_figures(self) -> list[Paper]:
        """Return the four tables of the national form."""
        return national_figures(self.facts())

    def lines(self) -> list[tuple[str, QuarterLine]]:
        """Return (quarter id, its line) of every quarter, as reports list them."""
        return quarter_lines(self._ledger, self._gates.all(), self._verdicts.totals())

    def facts(self) -> ReportFacts:
        """Gather what every report says."""
        gates = self._gates.all()
        today = self._clock.today()
        with self._ledger.reader() as connection:
            week = changes_between(connection, today - _WEEK, today)
        lines = quarter_lines(self._ledger, gates, self._verdicts.totals())
        late = [
            (paper_words(item.code, {"subject": item.due.subject}), item.quarter, item.late_days)
            for item in self._agenda.items(gates)
            if item.late_days and item.due.kind != "stage"
        ]
        return ReportFacts(self._ledger.office, today, [line for _, line in lines], week, late)
