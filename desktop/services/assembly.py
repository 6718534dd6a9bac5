"""Puts the use cases around an open ledger. Imported when one is opened: it imports them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.codes import OperatorRole
from desktop.services.acceptances import Acceptances
from desktop.services.agenda import Agenda
from desktop.services.annual_plan import AnnualPlan
from desktop.services.backing_up import BackingUp
from desktop.services.bundle import Office, SessionInfo
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

if TYPE_CHECKING:
    from desktop.services.environment import Environment
    from desktop.storage.ledger import Ledger


def assemble(environment: Environment, ledger: Ledger) -> Office:
    """Put every family of use cases around ``ledger``; none does any work before it is asked."""
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
