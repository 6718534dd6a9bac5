"""A list that comes back checked: accepted lines stay, returned ones become defects (D7)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.domain import findings as rules
from desktop.domain.handover import UTILITY_LABELS, Utility
from desktop.domain.parameters import value_on
from desktop.domain.project_codes import FindingCategory, FindingOrigin, Severity, Trade
from desktop.domain.returned_lines import RETURNED, every_line, read_checked_lines
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.parameters import set_values
from desktop.storage.queries import form_lines, quarter_paper
from desktop.storage.queries.merging import holders

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from sqlalchemy import Connection

    from desktop.domain.returned_lines import CheckedLine
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.services.form_store import FormStore
    from desktop.storage.ledger import Ledger

_KIND = {
    UTILITY_LABELS[Utility.WATER]: ("water_meter", "body_no", Trade.WATER),
    UTILITY_LABELS[Utility.ELECTRICITY]: ("electricity_meter", "asset_no", Trade.ELECTRICITY),
}


class ListLine(NamedTuple):
    """One line of an issued list with what the receiver said of it.

    Attributes:
        line_no: 序号 of the annex.
        utility: 水 or 电, as printed.
        door: as printed.
        number: of the meter handed over.
        result: code of ``LINE_RESULT``; None where nothing was said.
        reason: of a return.
        finding_id: the defect it became.
    """

    line_no: int
    utility: str
    door: str
    number: str
    result: int | None = None
    reason: str = ""
    finding_id: str | None = None


class FormReturns:
    """Records what receivers say of issued lists."""

    def __init__(self, ledger: Ledger, clock: Clock, store: FormStore) -> None:
        self._ledger = ledger
        self._clock = clock
        self._store = store

    def lines(self, document_no: str) -> list[ListLine]:
        """Return every line of an issued list with what was said of it.

        Raises:
            InputError: ``form-unknown``; ``form-no-list``: it lists no meters; ``form-not-kept``.
        """
        row = self._row(document_no)
        with self._ledger.reader() as connection:
            told = {one["line_no"]: one for one in form_lines.lines_of(connection, str(row["id"]))}
        return [_with(line, told.get(line.line_no)) for line in self._printed(row)]

    def read(self, path: Path) -> list[CheckedLine]:
        """Return what a returned sheet says, Excel or CSV, with 核对结果 and 退回原因.

        Raises:
            InputError: the file is unusable, or ``returned-no-header``, ``returned-line-…``.
        """
        from desktop.exchange.guard import guard
        from desktop.exchange.reader import read_sheets

        for sheet in read_sheets(guard(path)):
            if sheet.rows and sheet.visible:
                return read_checked_lines(sheet.rows)
        raise InputError("returned-no-header")

    def record(
        self,
        document_no: str,
        checked: Iterable[CheckedLine],
        *,
        decided_on: date | None = None,
        responsible: str = "",
    ) -> dict[str, Any]:
        """Record what the receiver said: one operation, one undo; a later word counts.

        Whoever is not named is accepted. Every returned line becomes a defect of its household.

        Args:
            document_no: of the list.
            checked: lines that were said anything of.
            decided_on: when they were checked; None for today.
            responsible: who mends; empty takes the contractor on record.

        Returns:
            ``document_no``, ``accepted``, ``returned``, ``findings`` (ids made).

        Raises:
            InputError: ``form-unknown``; ``form-no-list``; ``returned-line-unknown``;
                ``returned-reason``: a return without a reason.
            RefusedError: ``form-replaced-already``.
        """
        row = self._row(document_no)
        if row["voided_at"] is not None:
            raise RefusedError("form-replaced-already", number=document_no)
        printed = self._printed(row)
        whole = every_line(checked, len(printed))
        for line in whole:
            if line.result == RETURNED and not line.reason.strip():
                raise InputError("returned-reason", line=line.line_no)
        day = decided_on or self._clock.today()
        with self._ledger.reader() as connection:
            known = {one["line_no"]: one for one in form_lines.lines_of(connection, str(row["id"]))}
            places = _meters(connection, printed)
            who = responsible or self._contractor(connection, row, day)
            days = value_on("finding-due-days", day, set_values(connection))
        found: list[str] = []
        with self._ledger.unit_of_work("return-lines") as work:
            for line, seen in zip(whole, printed, strict=True):
                before = known.get(line.line_no)
                if before is not None and (before["result"], before["reason"] or "") == (
                    line.result,
                    line.reason,
                ):
                    continue
                meter = places.get((seen.utility, seen.number), {})
                finding = None
                if line.result == RETURNED:
                    values = _defect(row, seen, line.reason, meter, who)
                    (finding,) = work.insert("finding", [rules.opened(values, day, days)])
                    found.append(finding)
                values = {
                    "result": line.result,
                    "reason": line.reason or None,
                    "finding_id": finding,
                    "decided_on": day,
                }
                if before is not None:
                    work.update("form_line", str(before["id"]), values)
                else:
                    work.insert("form_line", [{**_place(row, line, seen, meter), **values}])
        returned = sum(line.result == RETURNED for line in whole)
        return {
            "document_no": document_no,
            "accepted": len(whole) - returned,
            "returned": returned,
            "findings": found,
        }

    def _row(self, document_no: str) -> Record:
        with self._ledger.reader() as connection:
            row = quarter_paper.form_by_number(connection, document_no)
        if row is None:
            raise InputError("form-unknown", number=document_no)
        return row

    def _printed(self, row: Record) -> list[ListLine]:
        from desktop.documents.form_file import FormFile

        sheet = FormFile(self._store.newest(str(row["id"]))).attachment("meters.csv")
        if sheet is None:
            raise InputError("form-no-list", number=str(row["document_no"]))
        rows = csv.DictReader(io.StringIO(sheet.decode("utf-8-sig")))
        return [ListLine(int(r["序号"]), r["类别"], r["门牌"], r["新表号"]) for r in rows]

    def _contractor(self, connection: Connection, row: Record, day: date) -> str:
        from desktop.domain.codes import OrganisationKind
        from desktop.domain.organisations import name_on

        units = quarter_paper.quarter_organisations(connection, str(row["quarter_id"]))
        return name_on(units, OrganisationKind.CONTRACTOR, day)


def _with(line: ListLine, told: Mapping[str, Any] | None) -> ListLine:
    if told is None:
        return line
    return line._replace(
        result=told["result"], reason=told["reason"] or "", finding_id=told["finding_id"]
    )


def _meters(
    connection: Connection, lines: Sequence[ListLine]
) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return (utility, number) → the meter with that number on a household."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for utility, (kind, field, _) in _KIND.items():
        numbers = {line.number for line in lines if line.utility == utility and line.number}
        for one, record in holders(connection, kind, field, numbers).items():
            if record["household_id"]:
                found[utility, str(record[field])] = {**record, "id": one, "kind": kind}
    return found


def _place(
    row: Record, line: CheckedLine, seen: ListLine, meter: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "form_id": row["id"],
        "line_no": line.line_no,
        "household_id": meter.get("household_id"),
        "meter_kind": _KIND[seen.utility][0],
        "meter_id": meter.get("id"),
    }


def _defect(
    row: Record, seen: ListLine, reason: str, meter: Mapping[str, Any], who: str
) -> dict[str, Any]:
    return {
        "quarter_id": row["quarter_id"],
        "household_id": meter.get("household_id"),
        "origin": int(FindingOrigin.RETURNED_LIST),
        "category": int(FindingCategory.QUALITY),
        "severity": int(Severity(1)),
        "utility": str(_KIND[seen.utility][2]),
        "what": f"移交清单{row['document_no']}第{seen.line_no}行退回：{reason}"[:500],
        "responsible": who or None,
    }
