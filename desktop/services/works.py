"""Schedule, those who take part, voices in numbers, and what is left after the works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain import qualifications as q
from desktop.domain import voices, works
from desktop.domain.findings import stops_works
from desktop.domain.parameters import value_on
from desktop.services import works_papers
from desktop.services.aftercare import after_report, let_warranty_begin
from desktop.services.own_forms import wording_on
from desktop.services.parameters import set_values
from desktop.storage.queries.lists import building_rows
from desktop.storage.queries.registers import records, records_below

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from sqlalchemy import Connection

    from desktop.domain.changes import Changes
    from desktop.domain.paper import Paper
    from desktop.domain.qualifications import Participant, PartProblem
    from desktop.domain.values import Record
    from desktop.domain.voices import VoiceTotals
    from desktop.domain.works import Schedule
    from desktop.kernel.clock import Clock
    from desktop.services.aftercare import AfterReport
    from desktop.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class WorksReport:
    """The works of a quarter on a day.

    Attributes:
        schedule: plan against done per building.
        participants: who takes part today and how their qualifications stand.
        problems: message codes with details about those who take part.
        stopping: what the findings say that stop the works until they are closed.
    """

    schedule: Schedule
    participants: tuple[Participant, ...]
    problems: tuple[tuple[PartProblem, dict[str, str]], ...]
    stopping: tuple[str, ...]


class Works:
    """Answers about the works and writes their papers; records are kept by the registers."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def today(self) -> date:
        """Return the day that entries without one get."""
        return self._clock.today()

    def report(self, quarter_id: str) -> WorksReport:
        """Return schedule, those who take part and what stops the works."""
        today = self._clock.today()
        with self._ledger.reader() as connection:
            buildings = {row.id: row.building_no for row in building_rows(connection, quarter_id)}
            items = records_below(connection, "work_item", "quarter_id", quarter_id)
            found = records_below(connection, "finding", "quarter_id", quarter_id)
            taking_part = self._participants(connection, quarter_id)
        return WorksReport(
            works.schedule(items, buildings, today),
            tuple(taking_part),
            tuple(q.problems(taking_part)),
            tuple(
                str(one.get("what") or "")
                for one in found
                if stops_works(one.get("severity"), one.get("state"))
            ),
        )

    def voices(self, quarter_id: str) -> tuple[VoiceTotals, Decimal]:
        """Return the voices of a quarter in numbers, and the days within which one is answered."""
        today = self._clock.today()
        with self._ledger.reader() as connection:
            days = value_on("voice-answer-days", today, set_values(connection))
            rows = records_below(connection, "voice", "quarter_id", quarter_id)
        return voices.totals(rows, days, today), days

    def after(self, quarter_id: str) -> AfterReport:
        """Return accounts, charging, warranty, and the rate before and after the works."""
        with self._ledger.reader() as connection:
            return after_report(connection, quarter_id, self._clock.today())

    def warranty_from_paper(self, quarter_id: str) -> Changes:
        """Let the warranty begin with the newest completion paper, as a person expressly says.

        Raises:
            InputError: ``warranty-no-paper``.
        """
        with self._ledger.unit_of_work("warranty-from-paper") as work:
            let_warranty_begin(work, quarter_id)
        return work.changes

    def outage_notice(self, outage_id: str) -> Paper:
        """Return the notice of an outage, to be printed and hung out.

        Raises:
            InputError: ``outage-incomplete``, ``outage-times``, ``record-missing``.
        """
        with self._ledger.reader() as connection:
            today = self._clock.today()
            form, _ = wording_on(connection, "outage-notice", today)
            return works_papers.outage_notice(connection, outage_id, today, self._office, form)

    def rectification_notice(self, quarter_id: str, finding_ids: Sequence[str] = ()) -> Paper:
        """Return the notice that asks for findings to be mended: those given, or all open ones.

        Raises:
            InputError: ``rectification-empty``: nothing is left to mend.
        """
        with self._ledger.reader() as connection:
            today = self._clock.today()
            form, _ = wording_on(connection, "rectification-order", today)
            found = works_papers.open_findings(connection, quarter_id, finding_ids)
            return works_papers.rectification_notice(
                connection, quarter_id, found, today, self._office, form
            )

    def minutes(self, meeting_id: str) -> Paper:
        """Return the minutes of a joint conference with its decisions.

        Raises:
            InputError: ``record-missing``.
        """
        with self._ledger.reader() as connection:
            today = self._clock.today()
            form, _ = wording_on(connection, "meeting-minutes", today)
            return works_papers.minutes(connection, meeting_id, today, self._office, form)

    def supervision_order(self, order_id: str) -> Paper:
        """Return a supervision order (督办单) with its reply slip.

        Raises:
            InputError: ``record-missing``.
        """
        with self._ledger.reader() as connection:
            return works_papers.supervision_order(
                connection, order_id, self._clock.today(), self._office
            )

    def pilot_summary(self, summary_id: str) -> Paper:
        """Return the summary of a pilot.

        Raises:
            InputError: ``record-missing``.
        """
        with self._ledger.reader() as connection:
            return works_papers.pilot_summary(
                connection, summary_id, self._clock.today(), self._office
            )

    @property
    def _office(self) -> str:
        return self._ledger.office

    def _participants(self, connection: Connection, quarter_id: str) -> list[Participant]:
        today = self._clock.today()
        names = {
            str(row["id"]): str(row["name"] or "") for row in records(connection, "organisation")
        }
        certificates: dict[str, list[Record]] = {}
        for row in records(connection, "qualification"):
            certificates.setdefault(str(row["organisation_id"]), []).append(row)
        found = []
        for row in records_below(connection, "participation", "quarter_id", quarter_id):
            organisation = str(row["organisation_id"] or "")
            if not q.takes_part(row, today) or organisation not in names:
                continue
            part = row["part"] if isinstance(row["part"], int) else None
            holding, end = q.holding(certificates.get(organisation, ()), today)
            if part not in q.ASKED:
                holding = q.Holding.NOT_ASKED
            found.append(q.Participant(part, names[organisation], holding, end))
        return found
