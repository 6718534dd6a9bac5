"""Acceptance of a quarter's water or electricity against a check list, and its freezing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.acceptance_outcome import blockers
from desktop.domain.acceptance_sheet import fingerprint, frozen_text, result_text
from desktop.domain.project_codes import AcceptanceOutcome, CheckResult, Trade
from desktop.kernel.errors import InputError, RefusedError
from desktop.services import acceptance_checks as checks
from desktop.services import acceptance_notices as notices
from desktop.services.acceptance_paper import acceptance_paper
from desktop.services.acceptance_sheet import is_decided, read_sheet, require_acceptance
from desktop.services.checklists import Checklists
from desktop.services.gates import Gates
from desktop.services.metering_readings import weigh
from desktop.services.verdicts import Verdicts
from desktop.storage.queries import acceptance as queries
from desktop.storage.queries.card import record
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from desktop.domain.acceptance_sheet import AcceptanceSheet
    from desktop.domain.changes import Changes
    from desktop.domain.checklist import Checklist
    from desktop.domain.paper import Paper
    from desktop.domain.project_codes import ProjectPart
    from desktop.domain.stages import Missing
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork


_LISTS = {Trade.WATER: "handover-water", Trade.ELECTRICITY: "handover-power"}


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """One acceptance in the list of a quarter.

    Attributes:
        trade: water or electricity.
        outcome: None while it is open.
        follows: id of the decided acceptance before it; empty for the first.
    """

    id: str
    trade: Trade
    opened_on: date | None
    outcome: AcceptanceOutcome | None
    decided_at: datetime | None
    decided_by: str
    template: str
    follows: str


class Acceptances:
    """Begins acceptances, records what was checked, and decides them."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self.checklists = Checklists(ledger.path.parent)

    def of_quarter(self, quarter_id: str) -> list[AcceptanceRow]:
        """Return the acceptances of a quarter, oldest first."""
        with self._ledger.reader() as connection:
            rows = records_below(connection, "acceptance", "quarter_id", quarter_id)
        found: list[AcceptanceRow] = []
        decided: dict[str, str] = {}
        for row in rows:
            utility = str(row["utility"])
            outcome = row["outcome"] if is_decided(row) else None
            found.append(
                AcceptanceRow(
                    id=str(row["id"]),
                    trade=Trade(utility),
                    opened_on=row["opened_on"],  # type: ignore[arg-type]
                    outcome=AcceptanceOutcome(outcome) if isinstance(outcome, int) else None,
                    decided_at=row["decided_at"],  # type: ignore[arg-type]
                    decided_by=str(row["decided_by"] or ""),
                    template=f"{row['template']} {row['template_version']}",
                    follows=decided.get(utility, ""),
                )
            )
            if outcome is not None:
                decided[utility] = str(row["id"])
        return found

    def sheet(self, acceptance_id: str) -> AcceptanceSheet:
        """Return one acceptance with every item and every place.

        Raises:
            InputError: ``acceptance-unknown``.
        """
        with self._ledger.reader() as connection:
            return read_sheet(connection, acceptance_id, self._clock.today())

    def checklist(self, trade: Trade) -> Checklist:
        """Return the check list that an acceptance begun now would freeze.

        Raises:
            InputError: ``checklist-file-wrong``, the office's own cannot be read.
        """
        return self.checklists.current(trade)

    def begin(
        self, quarter_id: str, trade: Trade, *, led_by: str = "", carry: bool = True
    ) -> tuple[str, Changes]:
        """Begin an acceptance with the check list of today.

        Args:
            quarter_id: the quarter.
            trade: water or electricity.
            led_by: who leads it; the office itself when empty.
            carry: take over what passed in the acceptance before it, with its day and person;
                what the ledger computes is confirmed anew all the same.

        Raises:
            InputError: ``acceptance-trade``, ``checklist-file-wrong``.
            RefusedError: ``acceptance-open-already``, ``acceptance-nobody-joins``.
        """
        if trade is Trade.COMMON:
            raise InputError("acceptance-trade")
        checklist = self.checklists.current(trade)
        with self._ledger.unit_of_work("begin-acceptance") as work:
            self._require_beginning(work, quarter_id, trade)
            (acceptance_id,) = work.insert(
                "acceptance",
                [
                    {
                        "quarter_id": quarter_id,
                        "utility": str(trade),
                        "template": checklist.name,
                        "template_version": checklist.version,
                        "template_text": checklist.text,
                        "opened_on": self._clock.today(),
                        "led_by": led_by or self._ledger.office,
                    }
                ],
            )
            if carry:
                checks.carry_over(work, acceptance_id, checklist)
        return acceptance_id, work.changes

    def withdraw(self, acceptance_id: str) -> Changes:
        """Take back an acceptance that was begun by mistake; undo brings it back.

        Raises:
            RefusedError: ``acceptance-decided``.
        """
        with self._ledger.unit_of_work("withdraw-acceptance") as work:
            self._require_open(work, acceptance_id)
            work.delete("acceptance", acceptance_id)
        return work.changes

    def record(
        self,
        acceptance_id: str,
        item_code: str,
        place_ids: Sequence[str],
        *,
        result: CheckResult | None = None,
        measured: Mapping[str, str] | None = None,
        evidence: str = "",
        note: str = "",
        inspector: str = "",
        checked_on: date | None = None,
    ) -> Changes:
        """Record what was found at one or many places of an item, as one step.

        Measured values are judged against the criterion, and the judgement counts. What was
        recorded before stays on file; the newest record of a place counts.

        Args:
            acceptance_id: which acceptance.
            item_code: such as ``W06``.
            place_ids: ids of the places.
            result: what the person found; left out where measured values are judged.
            measured: measure → what was read.
            evidence: what a statement rests on that the ledger knows nothing of.
            note: why an item does not apply, or anything else.
            inspector: who looked; the operator when empty.
            checked_on: when; today when left out.

        Raises:
            InputError: ``acceptance-unknown``, ``acceptance-values-missing``,
                ``acceptance-no-limit``, ``acceptance-result-missing``,
                ``acceptance-reason-needed``, ``acceptance-evidence-needed``,
                ``acceptance-ledger-says-no``, ``acceptance-place-unknown``,
                ``acceptance-facts-only``, ``acceptance-key-applies``,
                ``acceptance-day-in-future``.
            RefusedError: ``acceptance-decided``.
        """
        today = self._clock.today()
        if checked_on is not None and checked_on > today:
            raise InputError("acceptance-day-in-future", day=checked_on.isoformat())
        entry = checks.Entry(
            result=result,
            measured={name: text.strip() for name, text in (measured or {}).items()},
            evidence=evidence.strip(),
            note=note.strip(),
            inspector=inspector.strip() or self._ledger.operator.name,
            checked_on=checked_on or today,
        )
        with self._ledger.unit_of_work("record-check") as work:
            sheet = self._require_open(work, acceptance_id)
            checks.record(work, sheet, item_code, place_ids, entry)
        return work.changes

    def confirm_computed(self, acceptance_id: str, *item_codes: str) -> Changes:
        """Confirm what the ledger says of items: the counts and exceptions of this moment.

        A later change of it shows as "changed since" and is confirmed anew.

        Raises:
            InputError: ``acceptance-not-computed``.
            RefusedError: ``acceptance-decided``.
        """
        with self._ledger.unit_of_work("confirm-computed") as work:
            sheet = self._require_open(work, acceptance_id)
            for code in item_codes:
                checks.confirm(work, sheet, code, self._ledger.operator.name, self._clock.today())
        return work.changes

    def draw_sample(self, acceptance_id: str, item_code: str) -> Changes:
        """Draw which places of an item are checked; the seed and the choice are recorded.

        Raises:
            InputError: ``acceptance-no-sampling``.
            RefusedError: ``acceptance-decided``, ``acceptance-sampled-already``.
        """
        with self._ledger.unit_of_work("draw-sample") as work:
            sheet = self._require_open(work, acceptance_id)
            person, today = self._ledger.operator.name, self._clock.today()
            checks.draw_sample(work, sheet, item_code, person, today)
        return work.changes

    def balance_values(self, acceptance_id: str, begins: date, ends: date) -> dict[str, str]:
        """Return the measured values of W17 from the ledger's readings over a period.

        Raises:
            InputError: ``balance-period``.
            RefusedError: ``acceptance-no-master``, ``acceptance-balance-incomplete``.
        """
        with self._ledger.reader() as connection:
            row = require_acceptance(connection, acceptance_id)
            kind = checks.METER_KIND[Trade(str(row["utility"]))]
            masters = queries.masters_of(connection, kind, str(row["quarter_id"]))
            found = [weigh(connection, kind, master, begins, ends) for master in masters]
        if not found:
            raise RefusedError("acceptance-no-master")
        missing = sum(len(balance.missing) for balance in found)
        if missing:
            raise RefusedError("acceptance-balance-incomplete", count=missing)
        return {
            "begins": begins.isoformat(),
            "ends": ends.isoformat(),
            "master": str(sum(balance.master or 0 for balance in found)),
            "total": str(sum(balance.total for balance in found)),
        }

    def notify(
        self, acceptance_id: str, party: ProjectPart, sent_on: date, document_no: str = ""
    ) -> Changes:
        """Record the written notice to a company (C03, R8).

        It counts for every open acceptance of the quarter, and is filed with the papers of the
        last stage: one letter, one visit.

        Raises:
            InputError: ``acceptance-day-in-future``.
            RefusedError: ``acceptance-decided``.
        """
        self._require_past(sent_on)
        with self._ledger.unit_of_work("notify-company") as work:
            sheet = self._require_open(work, acceptance_id)
            notices.notify(work, sheet, party, sent_on, document_no.strip())
        return work.changes

    def replied(
        self, acceptance_id: str, party: ProjectPart, replied_on: date, reply: str = ""
    ) -> Changes:
        """Record a company's answer.

        Raises:
            InputError: ``acceptance-day-in-future``, ``acceptance-before-notice``.
            RefusedError: ``acceptance-decided``, ``acceptance-not-notified``.
        """
        self._require_past(replied_on)
        values = {"replied_on": replied_on, "reply": reply.strip() or None}
        return self._update_notices(acceptance_id, party, values, "company-replied")

    def attended(
        self,
        acceptance_id: str,
        party: ProjectPart,
        attended_on: date | None,
        attended_by: str = "",
        *,
        came: bool = True,
    ) -> Changes:
        """Record that a company came, or with ``came`` false, which needs no day, that it did not.

        Raises:
            InputError: ``acceptance-day-in-future``, ``acceptance-before-notice``.
            RefusedError: ``acceptance-decided``, ``acceptance-not-notified``.
        """
        if attended_on is not None:
            self._require_past(attended_on)
        values = {
            "attended": came,
            "attended_on": attended_on if came else None,
            "attended_by": attended_by.strip() or None,
        }
        return self._update_notices(acceptance_id, party, values, "company-attended")

    def decide(self, acceptance_id: str, outcome: AcceptanceOutcome, *, note: str = "") -> Changes:
        """Decide an acceptance and freeze everything it rests on, in one transaction.

        Raises:
            RefusedError: ``acceptance-decided``, or ``acceptance-blocked`` with how much blocks.
        """
        with self._ledger.unit_of_work("decide-acceptance") as work:
            sheet = self._require_open(work, acceptance_id)
            found = blockers(outcome, sheet.lines)
            if found:
                raise RefusedError("acceptance-blocked", count=len(found))
            text = frozen_text(sheet, self._clock.today())
            work.update(
                "acceptance",
                acceptance_id,
                {
                    "outcome": int(outcome),
                    "decided_at": self._clock.now(),
                    "decided_by": self._ledger.operator.name,
                    "result": result_text(outcome, sheet.lines, sheet.follows),
                    "inputs": text,
                    "inputs_sha256": fingerprint(text),
                    **({"note": note.strip()} if note.strip() else {}),
                },
            )
        return work.changes

    def own_checklist(self, trade: Trade) -> Path:
        """Return the office's own template of one part to edit, made from the current one.

        Raises:
            MachineError: ``checklist-not-written``.
        """
        return self.checklists.own(trade)

    def outcomes(self) -> dict[str, dict[str, int]]:
        """Return quarter id → trade → outcome of its newest decided acceptance."""
        with self._ledger.reader() as connection:
            return queries.outcomes(connection)

    def paper(self, acceptance_id: str, party: ProjectPart | None = None) -> Paper:
        """Return the written notice to a company, or without one the record of the acceptance.

        Raises:
            InputError: ``acceptance-unknown``.
        """
        day, office = self._clock.today(), self._ledger.office
        with self._ledger.reader() as connection:
            return acceptance_paper(connection, acceptance_id, party, office=office, day=day)

    def may_issue(self, quarter_id: str, trade: Trade) -> tuple[Missing, ...]:
        """Return what keeps the handover list of a utility from being issued; empty for nothing.

        Raises:
            InputError: ``quarter-unknown``: there is none, or it has no code yet.
        """
        with self._ledger.reader() as connection:
            quarter = record(connection, "quarter", quarter_id) or {}
        gates = Gates(self._ledger, self._clock, Verdicts(self._ledger))
        return gates.missing_for_form(str(quarter.get("quarter_code") or ""), _LISTS[trade])

    def _update_notices(
        self, acceptance_id: str, party: ProjectPart, values: notices.Values, action: str
    ) -> Changes:
        with self._ledger.unit_of_work(action) as work:
            sheet = self._require_open(work, acceptance_id)
            notices.update(work, sheet, party, values)
        return work.changes

    def _require_past(self, day: date) -> None:
        if day > self._clock.today():
            raise InputError("acceptance-day-in-future", day=day.isoformat())

    def _require_open(self, work: UnitOfWork, acceptance_id: str) -> AcceptanceSheet:
        sheet = read_sheet(work.connection, acceptance_id, self._clock.today())
        if sheet.outcome is not None:
            raise RefusedError("acceptance-decided")
        return sheet

    def _require_beginning(self, work: UnitOfWork, quarter_id: str, trade: Trade) -> None:
        for row in records_below(work.connection, "acceptance", "quarter_id", quarter_id):
            if row["utility"] == str(trade) and not is_decided(row):
                raise RefusedError("acceptance-open-already")
        water, electricity = queries.joining_counts(work.connection, quarter_id)
        if not (water if trade is Trade.WATER else electricity):
            raise RefusedError("acceptance-nobody-joins")
