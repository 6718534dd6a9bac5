"""Lists of the water and power companies: read, matched, looked at, applied as one operation."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from desktop.domain.company_accounts import judge_accounts
from desktop.domain.company_check import check
from desktop.domain.company_doors import Doors
from desktop.domain.company_exchange import Judged
from desktop.domain.company_lines import ListKind
from desktop.domain.company_planning import judge_exchanges
from desktop.domain.company_proposals import Standing
from desktop.kernel.collecting import no_collecting
from desktop.kernel.errors import InputError, RefusedError
from desktop.kernel.progress import NoProgress
from desktop.services.company_memory import remember, remembered
from desktop.services.company_paper import check_paper
from desktop.services.company_writing import AccountWriter, ExchangeWriter, ListWriter
from desktop.storage.queries import company as queries
from desktop.storage.queries.card import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from desktop.domain.changes import Changes
    from desktop.domain.company_check import CheckResult
    from desktop.domain.company_exchange import DoorFacts
    from desktop.domain.company_lines import CompanyList
    from desktop.domain.company_proposals import Proposal
    from desktop.domain.paper import Paper
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.services.backing_up import BackingUp
    from desktop.storage.ledger import Ledger
    from desktop.storage.unit_of_work import UnitOfWork

_ACTIONS = {ListKind.EXCHANGES: "company-exchanges", ListKind.ACCOUNTS: "company-accounts"}
_UTILITIES = ("water_meter", "electricity_meter")


@dataclass(frozen=True, slots=True)
class CompanyReview:
    """A list, and what each of its lines would do; nothing is changed.

    Attributes:
        reading: what the file says.
        proposals: one for each line, in the order of the file.
        doors: household id → address, for choosing by hand.
        quarter_id: the quarter that the list is about; None for every quarter.
        mapping: corrections of headings that were used, remembered ones included.
        by_hand: (sheet, row) → household that a person said.
        check: what a pre-check found; None for lists that are applied.
        file_name: name of the company's file.
    """

    reading: CompanyList
    proposals: tuple[Proposal, ...]
    doors: Mapping[str, str]
    quarter_id: str | None = None
    mapping: Mapping[str, Any] = field(default_factory=dict)
    by_hand: Mapping[tuple[str, int], str] = field(default_factory=dict)
    check: CheckResult | None = None
    file_name: str = ""

    @property
    def ready(self) -> list[Proposal]:
        """What is applied without being looked at."""
        return [one for one in self.proposals if one.standing is Standing.READY]


class Company:
    """Matches companies' lists to doors and brings in what fits."""

    def __init__(self, ledger: Ledger, clock: Clock, backups: BackingUp) -> None:
        self._ledger = ledger
        self._clock = clock
        self._backups = backups

    def plan(
        self,
        path: Path,
        *,
        kind: ListKind | None = None,
        utility: str = "",
        mapping: Mapping[str, Any] | None = None,
        quarter_id: str | None = None,
        by_hand: Mapping[tuple[str, int], str] | None = None,
        progress: Progress | None = None,
    ) -> CompanyReview:
        """Read a list and say what each of its lines would do; nothing is changed.

        Args:
            path: .xlsx, .xls or .csv as the company gives it.
            kind: what it is for; None finds it out.
            utility: ``water_meter`` or ``electricity_meter``; empty finds it out.
            mapping: heading → field name or None; None takes what was remembered.
            quarter_id: only doors of this quarter are meant by an address, and only its meters
                are checked; empty for every quarter. None is the same, but that a check takes the
                one quarter whose meters the list names.
            by_hand: (sheet, row) → household, as a person said when it was read before.
            progress: told while reading.

        Raises:
            InputError: the file is none or hostile; ``company-no-header``;
                ``company-utility-unclear``, neither headings nor numbers tell.
            UsageError: ``mapping`` names a field or a heading that does not exist.
        """
        watched = progress or NoProgress()
        reading, used = self.read(path, kind, utility, mapping, watched)
        watched.step(len(reading.lines), len(reading.lines), "matching")
        said = dict(by_hand or {})
        review = CompanyReview(reading, (), {}, quarter_id, used, said, file_name=path.name)
        return self._reviewed(review)

    def assign(self, review: CompanyReview, proposal: Proposal, household_id: str) -> CompanyReview:
        """Return the review as a person decided it: which door a line speaks of."""
        place = (proposal.line.sheet, proposal.line.row)
        return self._reviewed(replace(review, by_hand={**review.by_hand, place: household_id}))

    def apply(self, review: CompanyReview, chosen: Sequence[Proposal], reason: str = "") -> Changes:
        """Apply the lines that were chosen, as one operation that is undone as one.

        Args:
            review: what was looked at.
            chosen: of its proposals; those that need a person's word need ``reason`` as well.
            reason: why what is odd is right all the same; kept with every such door.

        Raises:
            InputError: ``company-reason-missing``.
            RefusedError: ``company-check-not-applied``; ``company-door-chosen-twice``;
                ``company-changed-since``, the ledger is no longer what was
                looked at; the operator may only read.
        """
        if review.reading.kind is ListKind.CHECK:
            raise RefusedError("company-check-not-applied")
        chosen = [one for one in chosen if one.applicable]
        if any(one.standing is Standing.ASK for one in chosen) and not reason.strip():
            raise InputError("company-reason-missing")
        households = [one.household_id for one in chosen]
        if len(set(households)) < len(households):
            raise RefusedError("company-door-chosen-twice")
        self._backups.automatic("import")
        with (
            no_collecting(),
            self._ledger.unit_of_work(_ACTIONS[review.reading.kind]) as work,
        ):
            self._write(work, review, chosen, reason.strip())
            remember(work, review.reading.heading_key, review.mapping)
        return work.changes

    def remember(self, review: CompanyReview) -> Changes:
        """Keep the corrections of the headings without applying anything, as after a check.

        Raises:
            RefusedError: the operator may only read.
        """
        with self._ledger.unit_of_work("company-headings") as work:
            remember(work, review.reading.heading_key, review.mapping)
        return work.changes

    def check_paper(self, review: CompanyReview) -> Paper:
        """Return a pre-check as a paper that may leave the house: names are masked.

        Raises:
            RefusedError: ``company-not-a-check``.
        """
        if review.check is None:
            raise RefusedError("company-not-a-check")
        with self._ledger.reader() as connection:
            quarter = record(connection, "quarter", review.quarter_id or None) or {}
        return check_paper(
            review.check,
            utility=review.reading.utility,
            quarter=str(quarter.get("name") or ""),
            file=review.file_name,
            office=self._ledger.office,
            today=self._today(),
        )

    def read(
        self,
        path: Path,
        kind: ListKind | None,
        utility: str,
        mapping: Mapping[str, Any] | None,
        progress: Progress,
    ) -> tuple[CompanyList, Mapping[str, Any]]:
        """Return what the file says, with what was remembered of such lists, and what was used."""
        from desktop.exchange.company_list import read_company_list

        def read(about: str, used: Mapping[str, Any] | None) -> CompanyList:
            return read_company_list(
                path, kind=kind, utility=about, mapping=used, progress=progress
            )

        reading = read(utility, mapping)
        used = mapping
        if used is None:
            with self._ledger.reader() as connection:
                used = remembered(connection, reading.heading_key)
        if mapping is None and used:
            reading = read(utility, used)
        if not reading.utility:
            reading = read(self._utility_by_numbers(reading), used)
        return reading, used

    def _reviewed(self, review: CompanyReview) -> CompanyReview:
        with no_collecting(), self._ledger.reader() as connection:
            doors = self._doors(connection, review)
            labels = {one.id: one.label for one in doors.by_id.values()}
            if review.reading.kind is ListKind.CHECK:
                if review.quarter_id is None:
                    doors.quarter_id = doors.quarter_named(review.reading.lines)
                found = check(review.reading.lines, doors)
                return replace(review, doors=labels, check=found, quarter_id=doors.quarter_id or "")
            judged = self._judged(connection, doors, review)
        return replace(review, proposals=tuple(one.proposal for one in judged), doors=labels)

    def _judged(
        self,
        connection: Connection,
        doors: Doors,
        review: CompanyReview,
        added_id: Callable[[], str] = lambda: "added",
    ) -> list[Judged]:
        """Return every line judged as the ledger stands on ``connection``."""
        reading, kind = review.reading, review.reading.utility

        def facts(ids: Iterable[str]) -> Mapping[str, DoorFacts]:
            return queries.door_facts(connection, kind, ids)

        if reading.kind is ListKind.ACCOUNTS:
            found = judge_accounts(reading.lines, doors, facts, kind=kind, by_hand=review.by_hand)
            return [Judged(one) for one in found]
        return judge_exchanges(
            reading.lines,
            doors,
            facts,
            kind=kind,
            today=self._today(),
            by_hand=review.by_hand,
            added_id=added_id,
            first_assumed="first_reading" not in reading.fields,
        )

    def _write(
        self, work: UnitOfWork, review: CompanyReview, chosen: Sequence[Proposal], reason: str
    ) -> None:
        kind = review.reading.utility
        doors = self._doors(work.connection, review)
        judged = self._judged(work.connection, doors, review, self._ledger.ids)
        now = {(one.proposal.line.sheet, one.proposal.line.row): one for one in judged}
        make = AccountWriter if review.reading.kind is ListKind.ACCOUNTS else ExchangeWriter
        writer: ListWriter = make(self._ledger, kind, reason)
        for proposal in chosen:
            one = now[proposal.line.sheet, proposal.line.row]
            if one.proposal != proposal:
                raise RefusedError("company-changed-since")
            writer.add(one)
        writer.write(work)

    def _doors(self, connection: Connection, review: CompanyReview) -> Doors:
        return Doors(
            queries.ledger_doors(connection),
            queries.ledger_meters(connection, review.reading.utility),
            review.quarter_id or None,
        )

    def _utility_by_numbers(self, reading: CompanyList) -> str:
        """Return the kind of meter whose numbers and accounts the list names.

        Raises:
            InputError: ``company-utility-unclear``.
        """
        hits = {}
        with self._ledger.reader() as connection:
            for kind in _UTILITIES:
                doors = Doors((), queries.ledger_meters(connection, kind))
                hits[kind] = doors.known(reading.lines)
        water, power = (hits[kind] for kind in _UTILITIES)
        if water == power:
            raise InputError("company-utility-unclear")
        return _UTILITIES[water < power]

    def _today(self) -> Any:
        return self._clock.now().astimezone().date()
