"""Makes and opens ledgers, and puts the use cases around them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from desktop.domain.codes import OperatorRole
from desktop.domain.profile import Profile
from desktop.services.bundle import Office, SessionInfo
from desktop.storage.ledger import Ledger
from desktop.storage.postgres.address import ServerAddress, is_address

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.services.environment import Environment
    from desktop.storage.quick_key import QuickKey

_FAMILIES = (
    "acceptances", "agenda", "annual_plan", "backing_up", "committees", "company", "csv_out", "day",
    "devices", "district", "district_office", "editing", "exchange_log", "findings", "forms",
    "gates", "health", "history", "metering",
    "money", "operators", "paper_out", "parameters", "parcels", "pictures", "questions",
    "readiness", "reading", "registers", "reports", "roster", "surveying", "tables", "templates",
    "verdicts", "visit_paper", "votes", "waiting", "works",
)  # fmt: skip
_LATE = (
    "argon2.low_level",
    "cryptography.hazmat.primitives.ciphers.aead",
    "desktop.models.catalogue",
)


def create_ledger(
    environment: Environment,
    path: Path,
    *,
    office_name: str,
    street_code: str,
    operator: str,
    passphrase: str,
    profile: Profile = Profile.STREET,
) -> tuple[Office, str]:
    """Make a new ledger and return it open, with the recovery key that is shown once.

    Raises:
        RefusedError: a ledger or key file of that name is there already.
        MachineError: the place is full or cannot be written.
    """
    if is_address(str(path)):
        facts = {"office": office_name, "street_code": street_code, "profile": profile}
        return _office(environment, _made(environment, path, operator, passphrase, facts)), ""
    ledger, recovery_key = Ledger.create(
        path,
        office=office_name,
        street_code=street_code,
        operator=operator,
        passphrase=passphrase,
        clock=environment.clock,
        ids=environment.make_id,
        machine=environment.device_folder,
        profile=profile,
    )
    return _office(environment, ledger), recovery_key


def open_office(
    environment: Environment, path: Path, *, operator: str, passphrase: str, read_only: bool
) -> Office:
    """Open the ledger at ``path`` for ``operator``.

    Raises:
        LedgerError: wrong passphrase, damaged, newer, held by another program.
        MachineError: the disk refuses, or the server does not answer.
    """
    if is_address(str(path)):
        ledger = _reached(environment, path, operator, passphrase)
        ledger.read_only = ledger.read_only or read_only
        return _office(environment, ledger)
    return _office(
        environment,
        Ledger.open(
            path,
            operator=operator,
            passphrase=passphrase,
            clock=environment.clock,
            ids=environment.make_id,
            read_only=read_only,
            machine=environment.device_folder,
        ),
    )


def reopen_office(
    environment: Environment, path: Path, quick: QuickKey, pin: str, *, read_only: bool
) -> Office:
    """Open the ledger at ``path`` again with the PIN of ``quick``.

    Raises:
        RefusedError: ``pin-wrong``, ``pin-gone``.
        LedgerError: damaged, held by another program.
    """
    return _office(
        environment,
        Ledger.reopen(
            path,
            quick,
            pin,
            clock=environment.clock,
            ids=environment.make_id,
            read_only=read_only,
            machine=environment.device_folder,
        ),
    )


def _reached(environment: Environment, path: Path, operator: str, passphrase: str) -> Ledger:
    """Return the ledger on a server, which does all that a file does but keep files."""
    from desktop.storage.postgres.ledger import ServerLedger

    address = ServerAddress.parse(str(path))
    ledger = ServerLedger(
        address,
        address.user or operator,
        passphrase,
        clock=environment.clock,
        ids=environment.make_id,
        machine=environment.device_folder,
    )
    return cast("Ledger", ledger)


def _made(
    environment: Environment, path: Path, operator: str, passphrase: str, facts: Mapping[str, str]
) -> Ledger:
    from desktop.storage.postgres.ledger import ServerLedger

    address = ServerAddress.parse(str(path))
    ledger = ServerLedger.create(
        address,
        office=facts["office"],
        street_code=facts["street_code"],
        profile=Profile(facts["profile"]),
        operator=address.user or operator,
        passphrase=passphrase,
        clock=environment.clock,
        ids=environment.make_id,
        machine=environment.device_folder,
    )
    return cast("Ledger", ledger)


def warm() -> None:
    """Import what opening a ledger imports on first use; opens nothing."""
    for name in _FAMILIES:
        import_module(f"desktop.services.{name}")
    for name in _LATE:
        import_module(name)


def _office(environment: Environment, ledger: Ledger) -> Office:
    """Put every family of use cases around ``ledger``; none does any work before it is asked."""
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
    from desktop.services.server_backups import ServerBackups
    from desktop.services.surveying import Surveying
    from desktop.services.tables import Tables
    from desktop.services.templates import Templates
    from desktop.services.verdicts import Verdicts
    from desktop.services.visit_paper import VisitPaper
    from desktop.services.votes import Votes
    from desktop.services.waiting import Waiting
    from desktop.services.works import Works

    made = ServerBackups if ledger.on_server else BackingUp
    backups = made(ledger, environment.clock)
    verdicts = Verdicts(ledger)
    gates = Gates(ledger, environment.clock, verdicts)
    money = Money(ledger, environment.clock)
    agenda = Agenda(ledger, environment.clock, gates, money)
    reports = Reports(ledger, environment.clock, gates, verdicts, agenda)
    reading = Reading(ledger)
    tables = Tables(ledger, environment.clock)
    return Office(
        session=_session(ledger),
        reading=reading,
        editing=Editing(ledger, environment.clock),
        history=History(ledger),
        roster=Roster(ledger, environment.make_id, backups),
        grids=Grids(ledger, environment.make_id),
        district=District(ledger, environment.clock, environment.make_id, backups, reports.lines),
        district_office=DistrictOffice(ledger, environment.clock, environment.make_id, backups),
        annual_plan=AnnualPlan(ledger, environment.clock),
        parcels=Parcels(ledger, environment.clock, environment.make_id, backups),
        verdicts=verdicts,
        gates=gates,
        forms=Forms(ledger, environment.clock, gates),
        operators=Operators(ledger),
        devices=Devices(ledger),
        backups=backups,
        health=Health(ledger),
        surveying=Surveying(ledger, environment.clock),
        metering=Metering(ledger, environment.clock),
        pictures=Pictures(ledger, environment.clock),
        tables=tables,
        visit_paper=VisitPaper(ledger, environment.clock),
        day=Day(ledger, environment.clock),
        acceptances=Acceptances(ledger, environment.clock),
        agenda=agenda,
        committees=Committees(ledger, environment.clock),
        company=Company(ledger, environment.clock, backups),
        csv_out=CsvOut(ledger, environment.clock, environment.make_id, tables, reading),
        exchange_log=ExchangeLog(ledger),
        findings=Findings(ledger, environment.clock),
        money=money,
        papers=PaperOut(ledger, environment.clock),
        parameters=Parameters(ledger, environment.clock),
        waiting=Waiting(ledger, environment.clock, environment.make_id),
        questions=Questions(ledger, environment.clock, environment.make_id),
        readiness=Readiness(ledger, environment.clock, verdicts),
        registers=Registers(ledger, environment.clock),
        reports=reports,
        templates=Templates(ledger, environment.clock, reports),
        votes=Votes(ledger, environment.clock),
        works=Works(ledger, environment.clock),
        _ledger=ledger,
    )


def _session(ledger: Ledger) -> SessionInfo:
    return SessionInfo(
        office_name=ledger.office,
        street_code=ledger.street_code,
        operator_name=ledger.operator.name,
        role=OperatorRole(ledger.operator.role),
        read_only=ledger.read_only,
        ledger_path=ledger.place,
        warnings=ledger.warnings,
        profile=ledger.profile,
    )
