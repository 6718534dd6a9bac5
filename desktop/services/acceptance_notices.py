"""Telling the companies of an acceptance, and what came of it (C03, R8; L13 14, L14 13)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from desktop.domain.codes import Stage
from desktop.domain.project_codes import ProjectPart
from desktop.domain.stages import Paper
from desktop.kernel.errors import InputError, RefusedError
from desktop.storage.queries.acceptance import open_siblings
from desktop.storage.queries.quarter_paper import quarter_papers
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.domain.acceptance_sheet import AcceptanceSheet
    from desktop.domain.values import Record, Value
    from desktop.storage.unit_of_work import UnitOfWork

    Values: TypeAlias = Mapping[str, Value]

_PAPER = {
    ProjectPart.WATER_COMPANY: Paper.NOTICE_WATER,
    ProjectPart.POWER_COMPANY: Paper.NOTICE_POWER,
}


def notify(
    work: UnitOfWork, sheet: AcceptanceSheet, party: ProjectPart, sent_on: date, document_no: str
) -> None:
    """Write the notice into every open acceptance of the quarter, and file the letter once."""
    values: Record = {"sent_on": sent_on, "document_no": document_no or None}
    quarter_id = str(sheet.record["quarter_id"])
    for acceptance_id in open_siblings(work.connection, quarter_id):
        there = list(_of_party(work, acceptance_id, party))
        for notice in there:
            work.update("acceptance_notice", str(notice["id"]), values)
        if not there:
            work.insert(
                "acceptance_notice",
                [{"acceptance_id": acceptance_id, "party": int(party), **values}],
            )
    _file(work, quarter_id, party, values)


def update(work: UnitOfWork, sheet: AcceptanceSheet, party: ProjectPart, values: Values) -> None:
    """Write what came of a notice into every open acceptance of the quarter.

    Raises:
        RefusedError: ``acceptance-not-notified``.
        InputError: ``acceptance-before-notice``: a reply or a visit before the letter.
    """
    found = False
    for acceptance_id in open_siblings(work.connection, str(sheet.record["quarter_id"])):
        for notice in _of_party(work, acceptance_id, party):
            found = True
            _require_order(notice, values)
            work.update("acceptance_notice", str(notice["id"]), values)
    if not found:
        raise RefusedError("acceptance-not-notified")


def _require_order(notice: Record, values: Values) -> None:
    sent = notice["sent_on"]
    for name in ("replied_on", "attended_on"):
        day = values.get(name)
        if isinstance(day, date) and isinstance(sent, date) and day < sent:
            raise InputError("acceptance-before-notice", sent=sent.isoformat())


def _of_party(work: UnitOfWork, acceptance_id: str, party: ProjectPart) -> Iterator[Record]:
    for notice in records_below(
        work.connection, "acceptance_notice", "acceptance_id", acceptance_id
    ):
        if notice["party"] == int(party):
            yield notice


def _file(work: UnitOfWork, quarter_id: str, party: ProjectPart, values: Record) -> None:
    paper = _PAPER.get(party)
    if paper is None or paper in quarter_papers(work.connection, quarter_id):
        return
    work.insert(
        "stage_paper",
        [
            {
                "quarter_id": quarter_id,
                "stage": int(Stage.HANDOVER),
                "paper": str(paper),
                "document_no": values["document_no"],
                "dated_on": values["sent_on"],
            }
        ],
    )
