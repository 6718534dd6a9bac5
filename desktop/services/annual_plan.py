"""The annual plan: compiled from all streets, approved, adjusted with a reason."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.annual_plan import Adjustment, PlanChange, PlanRow, PlanSum, change_note, sums
from desktop.domain.annual_plan_paper import adjustment_notice, annual_plan_paper
from desktop.domain.fields import ENTITIES
from desktop.domain.values import parse
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.street_memory import StreetMemory
from desktop.storage.queries import annual_plan as queries
from desktop.storage.queries import streets as street_queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from desktop.domain.changes import Changes
    from desktop.domain.paper import Paper
    from desktop.domain.rows import QuarterRow
    from desktop.domain.values import Record, Value
    from desktop.kernel.clock import Clock
    from desktop.storage.ledger import Ledger

_YEARS = range(2000, 2100)


class AnnualPlan:
    """Lists, sets and adjusts the plan of all streets."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def rows(self, *, year: int | None = None, street: str | None = None) -> list[PlanRow]:
        """Return the quarters of all streets, by street and code.

        Args:
            year: only those planned for it.
            street: only those of the street with this code.
        """
        with self._ledger.reader() as connection:
            names = {s["code"]: str(s["name"] or "") for s in street_queries.streets(connection)}
            costs = _costs(connection, [str(code) for code in names])
            found = [
                _row(record, counted, names, costs)
                for record, counted in queries.planned_quarters(connection)
            ]
        return [
            row
            for row in found
            if year in {None, row.plan_year} and street in {None, row.street_code}
        ]

    def sums(self) -> list[PlanSum]:
        """Return quarters and households by year and batch."""
        return sums(self.rows())

    def assign(
        self,
        quarter_ids: Sequence[str],
        *,
        year: str = "",
        batch: str = "",
        approval_no: str = "",
        approved_on: str = "",
    ) -> Changes:
        """Set what is given for several quarters at once; one undo takes it back.

        Args:
            quarter_ids: which.
            year: as typed, like the others; empty leaves the field alone.
            batch: of that year.
            approval_no: number of the approval.
            approved_on: its day.

        Raises:
            InputError: ``plan-nothing``: no quarter or no value; ``value-…`` for a text that the
                field cannot hold; ``plan-year``.
            RefusedError: ``plan-issued``: the plan of one of them is approved and is to be
                adjusted; ``plan-approve-first-year``: an approval needs a year.
        """
        typed = {
            "plan_year": year,
            "plan_batch": batch,
            "approval_no": approval_no,
            "approved_on": approved_on,
        }
        values = {name: _typed(name, raw) for name, raw in typed.items() if raw.strip()}
        if not quarter_ids or not values:
            raise InputError("plan-nothing")
        _require_year(values.get("plan_year"))
        rows = self._chosen(quarter_ids)
        for row in rows:
            moved = {"plan_year": row.plan_year, "plan_batch": row.plan_batch or None}
            if row.issued and any(values.get(name, was) != was for name, was in moved.items()):
                raise RefusedError("plan-issued", quarter=row.name, document=row.approval_no)
            if "approval_no" in values and values.get("plan_year", row.plan_year) is None:
                raise RefusedError("plan-approve-first-year", quarter=row.name)
        with self._ledger.unit_of_work("plan-quarters") as work:
            work.update_many("quarter", [(row.quarter_id, values) for row in rows])
        return work.changes

    def adjust(
        self,
        quarter_ids: Sequence[str],
        adjustment: Adjustment,
        *,
        document_no: str,
        reason: str,
        year: str = "",
        batch: str = "",
        decided_on: str = "",
    ) -> Changes:
        """Move, withdraw or add several quarters; each change is recorded with its reason.

        Args:
            quarter_ids: which.
            adjustment: what to do.
            document_no: of the paper that decided it.
            reason: why.
            year: of the new place; empty means the year after, for a move.
            batch: of the new place.
            decided_on: the day; empty means today.

        Raises:
            InputError: ``plan-nothing``, ``plan-reason``: reason or document number is missing;
                ``plan-year``; ``value-…``.
            RefusedError: ``plan-not-planned``: to move or withdraw what is in no plan;
                ``plan-already``: to add what is in one.
        """
        if not quarter_ids:
            raise InputError("plan-nothing")
        if not document_no.strip() or not reason.strip():
            raise InputError("plan-reason")
        to_year = _typed("plan_year", year) if year.strip() else None
        _require_year(to_year)
        day = _typed("approved_on", decided_on) if decided_on.strip() else self._clock.today()
        rows = self._chosen(quarter_ids)
        changes = [
            _change(row, adjustment, to_year, batch.strip(), document_no.strip(), reason.strip())
            for row in rows
        ]
        with self._ledger.unit_of_work("adjust-plan") as work:
            for change in changes:
                work.insert("plan_change", [_record(change, day)])
                fields: dict[str, Value] = {
                    "plan_year": change.to_year,
                    "plan_batch": change.to_batch or None,
                    "plan_note": change_note(change),
                }
                work.update("quarter", change.quarter_id, fields)
        return work.changes

    def changes(self, document_no: str | None = None) -> list[PlanChange]:
        """Return the adjustments, the oldest first; ``document_no`` narrows to one document."""
        rows = {row.quarter_id: row for row in self.rows()}
        with self._ledger.reader() as connection:
            found = queries.changes(connection)
        return [
            _adjusted(record, rows[str(record["quarter_id"])])
            for record in found
            if record["quarter_id"] in rows and document_no in {None, record["document_no"]}
        ]

    def paper(self, year: int) -> Paper:
        """Return the plan of ``year`` as an official paper.

        Raises:
            InputError: ``plan-empty``: no quarter is planned for it.
        """
        rows = self.rows(year=year)
        if not rows:
            raise InputError("plan-empty", year=year)
        return annual_plan_paper(year, rows, self._ledger.office, self._clock.today())

    def notice(self, document_no: str) -> Paper:
        """Return the notice of one adjustment as an official paper.

        Raises:
            InputError: ``plan-document-unknown``: nothing was adjusted by it.
        """
        changes = self.changes(document_no)
        if not changes:
            raise InputError("plan-document-unknown", document=document_no)
        return adjustment_notice(document_no, changes, self._ledger.office)

    def _chosen(self, quarter_ids: Sequence[str]) -> list[PlanRow]:
        known = {row.quarter_id: row for row in self.rows()}
        return [known[one] for one in dict.fromkeys(quarter_ids) if one in known]


def _typed(name: str, raw: str) -> Value:
    field = ENTITIES["quarter"].field(name)
    assert field is not None  # noqa: S101 - a column of every quarter
    return parse(field, raw)


def _require_year(year: Value) -> None:
    if year is not None and year not in _YEARS:
        raise InputError("plan-year", year=year)


def _change(
    row: PlanRow, adjustment: Adjustment, year: Value, batch: str, document_no: str, reason: str
) -> PlanChange:
    planned = row.plan_year is not None
    if adjustment is Adjustment.ADD and planned:
        raise RefusedError("plan-already", quarter=row.name, year=row.plan_year)
    if adjustment is not Adjustment.ADD and not planned:
        raise RefusedError("plan-not-planned", quarter=row.name)
    to_year = year if isinstance(year, int) else None
    if adjustment is Adjustment.MOVE and to_year is None and row.plan_year is not None:
        to_year = row.plan_year + 1
    if adjustment is Adjustment.ADD and to_year is None:
        raise InputError("plan-year", year="")
    if adjustment is Adjustment.WITHDRAW:
        to_year, batch = None, ""
    return PlanChange(
        row.quarter_id,
        row.name,
        row.street,
        row.households,
        row.plan_year,
        row.plan_batch,
        to_year,
        batch,
        document_no,
        None,
        reason,
    )


def _record(change: PlanChange, day: Value) -> dict[str, Value]:
    return {
        "quarter_id": change.quarter_id,
        "from_year": change.from_year,
        "from_batch": change.from_batch or None,
        "to_year": change.to_year,
        "to_batch": change.to_batch or None,
        "document_no": change.document_no,
        "decided_on": day,
        "reason": change.reason,
    }


def _adjusted(record: Record, row: PlanRow) -> PlanChange:
    return PlanChange(
        row.quarter_id,
        row.name,
        row.street,
        row.households,
        _number(record["from_year"]),
        str(record["from_batch"] or ""),
        _number(record["to_year"]),
        str(record["to_batch"] or ""),
        str(record["document_no"] or ""),
        record["decided_on"],  # type: ignore[arg-type]
        str(record["reason"] or ""),
    )


def _row(
    record: Record, counted: QuarterRow, names: dict[Value, str], costs: dict[str, str]
) -> PlanRow:
    quarter_id, progress = str(record["id"]), counted.progress
    cost = costs.get(quarter_id)
    return PlanRow(
        quarter_id=quarter_id,
        code=counted.code,
        name=counted.name,
        community=counted.community,
        area_group=str(record["area_group"] or ""),
        street_code=str(record["street_code"] or ""),
        street=names.get(record["street_code"], ""),
        pilot=bool(record["pilot"]),
        own_batch=str(record["own_batch"] or ""),
        plan_year=_number(record["plan_year"]),
        plan_batch=str(record["plan_batch"] or ""),
        plan_note=str(record["plan_note"] or ""),
        approval_no=str(record["approval_no"] or ""),
        approved_on=record["approved_on"],  # type: ignore[arg-type]
        buildings=counted.buildings,
        households=progress.households,
        visited=progress.visited,
        agreed_w=progress.consent_water,
        agreed_e=progress.consent_power,
        built_from=_number(record["built_from"]),
        built_to=_number(record["built_to"]),
        committee_state=_number(record["committee_state"]),
        retrofitted=bool(record["sa_retrofitted"]),
        demolition=bool(record["sa_demolition"]),
        cost=None if cost is None else Decimal(cost),
    )


def _costs(connection: Connection, codes: Sequence[str]) -> dict[str, str]:
    """Return quarter id → what the last workbook of its street said the works cost."""
    found: dict[str, str] = {}
    for code in codes:
        taken = street_queries.intakes(connection, code)
        if taken:
            found |= StreetMemory.from_text(str(taken[0]["summary"])).costs
    return found


def _number(value: Value) -> int | None:
    return value if isinstance(value, int) else None
