"""One open ledger, as the window and the command line receive it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from desktop.domain.profile import Profile

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.changes import Changes
    from desktop.domain.codes import OperatorRole
    from desktop.services.acceptances import Acceptances
    from desktop.services.agenda import Agenda
    from desktop.services.annual_plan import AnnualPlan
    from desktop.services.backing_up import BackingUp
    from desktop.services.committees import Committees
    from desktop.services.company import Company
    from desktop.services.csv_out import CsvOut
    from desktop.services.day import Day
    from desktop.services.devices import Devices
    from desktop.services.district import District
    from desktop.services.district_office import DistrictOffice
    from desktop.services.editing import Editing
    from desktop.services.exchange_log import ExchangeLog
    from desktop.services.findings import Findings
    from desktop.services.forms import Forms
    from desktop.services.gates import Gates
    from desktop.services.grids import Grids
    from desktop.services.health import Health
    from desktop.services.history import History
    from desktop.services.metering import Metering
    from desktop.services.money import Money
    from desktop.services.operators import Operators
    from desktop.services.paper_out import PaperOut
    from desktop.services.parameters import Parameters
    from desktop.services.parcels import Parcels
    from desktop.services.pictures import Pictures
    from desktop.services.questions import Questions
    from desktop.services.readiness import Readiness
    from desktop.services.reading import Reading
    from desktop.services.registers import Registers
    from desktop.services.reports import Reports
    from desktop.services.roster import Roster
    from desktop.services.surveying import Surveying
    from desktop.services.tables import Tables
    from desktop.services.templates import Templates
    from desktop.services.verdicts import Verdicts
    from desktop.services.visit_paper import VisitPaper
    from desktop.services.votes import Votes
    from desktop.services.waiting import Waiting
    from desktop.services.works import Works
    from desktop.storage.ledger import Ledger
    from desktop.storage.quick_key import QuickKey


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """Who works in which ledger.

    Attributes:
        office_name: the street office.
        street_code: its administrative code.
        operator_name: who is signed in.
        role: what they may do.
        read_only: whether nothing can be written (read-only place, auditor, damaged file).
        ledger_path: the file, for display.
        warnings: message codes to show after opening, such as fewer records than last time.
        profile: a street office's ledger, or the district's.
    """

    office_name: str
    street_code: str
    operator_name: str
    role: OperatorRole
    read_only: bool
    ledger_path: str
    warnings: tuple[str, ...]
    profile: Profile = Profile.STREET


@dataclass(frozen=True, slots=True)
class Office:
    """The use cases of one open ledger, a family each."""

    session: SessionInfo
    reading: Reading
    editing: Editing
    history: History
    roster: Roster
    grids: Grids
    district: District
    district_office: DistrictOffice
    annual_plan: AnnualPlan
    parcels: Parcels
    verdicts: Verdicts
    gates: Gates
    forms: Forms
    operators: Operators
    devices: Devices
    backups: BackingUp
    health: Health
    surveying: Surveying
    metering: Metering
    pictures: Pictures
    tables: Tables
    visit_paper: VisitPaper
    day: Day
    acceptances: Acceptances
    agenda: Agenda
    committees: Committees
    company: Company
    csv_out: CsvOut
    exchange_log: ExchangeLog
    findings: Findings
    money: Money
    papers: PaperOut
    parameters: Parameters
    questions: Questions
    readiness: Readiness
    registers: Registers
    reports: Reports
    templates: Templates
    votes: Votes
    waiting: Waiting
    works: Works
    _ledger: Ledger

    @property
    def profile(self) -> Profile:
        """Whose ledger it is."""
        return self.session.profile

    def others(self) -> Changes | None:
        """Return what other clerks changed on the server since the last look; None for nothing."""
        return self._ledger.others()

    def save_copy(self, target: Path) -> None:
        """Copy everything still seen to ``target``: the file itself was deleted or replaced.

        Raises:
            RefusedError: the target is there already.
            MachineError: the disk refuses.
        """
        self._ledger.save_copy(target)

    def quick_key(self, pin: str) -> QuickKey:
        """Return the way back in by PIN after a lock; in memory only, for an hour.

        Raises:
            InputError: ``pin-form``, ``pin-plain``.
        """
        return self._ledger.quick_key(pin)

    def close(self) -> None:
        """Copy to the second place, back up what changed, and let go of the file."""
        try:
            self.backups.at_close()
        finally:
            self._ledger.close()

    def __enter__(self) -> Self:
        """Return the office itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the office, whatever happened."""
        self.close()
