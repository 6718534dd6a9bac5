"""Reading one acceptance: live while it is open, as it was frozen once it is decided."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop.domain.acceptance import item_line
from desktop.domain.acceptance_changes import changed_labels
from desktop.domain.acceptance_records import Check, Defect
from desktop.domain.acceptance_sheet import AcceptanceSheet, fingerprint, frozen_lines
from desktop.domain.checklist import read_checklist
from desktop.domain.measurement import Reason, judge
from desktop.domain.parameters import value_on
from desktop.domain.project_codes import AcceptanceOutcome, CheckResult, ProjectPart, Trade
from desktop.kernel.errors import InputError
from desktop.services.acceptance_places import METER_KIND, quarter_known, quarter_places
from desktop.services.parameters import set_values
from desktop.storage.queries.acceptance import moved_households
from desktop.storage.queries.card import record
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from desktop.domain.acceptance import ItemLine
    from desktop.domain.checklist import Checklist, Item
    from desktop.domain.values import Record

_TEXTS = ("template_text", "inputs")


def read_sheet(connection: Connection, acceptance_id: str, day: date) -> AcceptanceSheet:
    """Return one acceptance; an open one is judged by what holds on ``day``.

    Raises:
        InputError: ``acceptance-unknown``; ``acceptance-unreadable`` or ``checklist-…`` where a
            frozen text was damaged.
    """
    row = require_acceptance(connection, acceptance_id)
    if is_decided(row):
        try:
            return _decided(row)
        except (ValueError, KeyError, TypeError) as error:
            raise InputError("acceptance-unreadable") from error
    return _live(connection, row, day)


def is_decided(row: Record) -> bool:
    """Whether an acceptance was decided: an outcome without frozen inputs is none."""
    return row["outcome"] is not None and bool(row["inputs_sha256"])


def require_acceptance(connection: Connection, acceptance_id: str) -> Record:
    """Return the record of an acceptance.

    Raises:
        InputError: ``acceptance-unknown``.
    """
    row = record(connection, "acceptance", acceptance_id)
    if row is None:
        raise InputError("acceptance-unknown")
    return row


def earlier_of(connection: Connection, row: Record) -> Record | None:
    """Return the newest decided acceptance of the same quarter and utility before ``row``."""
    found = [
        one
        for one in records_below(connection, "acceptance", "quarter_id", str(row["quarter_id"]))
        if one["utility"] == row["utility"] and is_decided(one) and str(one["id"]) < str(row["id"])
    ]
    return found[-1] if found else None


def read_checks(
    connection: Connection,
    acceptance_id: str,
    checklist: Checklist,
    limits: Mapping[str, Decimal],
) -> dict[str, list[Check]]:
    """Return item code → everything recorded for it, oldest first."""
    items = {item.code: item for item in checklist.items}
    found: dict[str, list[Check]] = {}
    for row in records_below(connection, "acceptance_check", "acceptance_id", acceptance_id):
        item = items.get(str(row["item_code"]))
        if item is not None:
            found.setdefault(item.code, []).append(_check(row, item, limits))
    return found


def read_defects(connection: Connection, acceptance_id: str) -> dict[str, list[Defect]]:
    """Return item code → the findings of an acceptance about it, oldest first."""
    found: dict[str, list[Defect]] = {}
    for row in records_below(connection, "finding", "acceptance_id", acceptance_id):
        code = str(row["item_code"] or "")
        found.setdefault(code, []).append(_defect(row, code))
    return found


def limits_on(connection: Connection, checklist: Checklist, day: date) -> dict[str, Decimal]:
    """Return parameter → the number that holds on ``day``, for the items that ask for one."""
    values = set_values(connection)
    names = {item.parameter for item in checklist.items if item.parameter}
    return {name: value_on(name, day, values) for name in sorted(names)}


def _live(connection: Connection, row: Record, day: date) -> AcceptanceSheet:
    trade, acceptance_id = Trade(str(row["utility"])), str(row["id"])
    quarter_id = str(row["quarter_id"])
    checklist = read_checklist(str(row["template_text"] or ""))
    limits = limits_on(connection, checklist, day)
    quarter = record(connection, "quarter", quarter_id) or {}
    places = quarter_places(connection, quarter_id, str(quarter.get("name") or ""), trade)
    notices = records_below(connection, "acceptance_notice", "acceptance_id", acceptance_id)
    known = quarter_known(connection, quarter_id, notices, day)
    checks = read_checks(connection, acceptance_id, checklist, limits)
    defects = read_defects(connection, acceptance_id)
    earlier = earlier_of(connection, row)
    lines = [
        item_line(
            item,
            places.of(item),
            places.computed(item, known, day),
            checks.get(item.code, ()),
            defects.get(item.code, ()),
        )
        for item in checklist.items
    ]
    return AcceptanceSheet(
        record=_short(row),
        trade=trade,
        checklist=checklist,
        lines=tuple(_with_changes(connection, line, trade, quarter_id) for line in lines),
        notices=notices,
        companies=known.companies,
        limits=limits,
        outcome=None,
        follows="" if earlier is None else str(earlier["id"]),
    )


def _with_changes(
    connection: Connection, line: ItemLine, trade: Trade, quarter_id: str
) -> ItemLine:
    """Name the places of an item that changed since it was confirmed."""
    confirmed = line.confirmation
    if confirmed is None or confirmed.digest == line.digest:
        return line
    moved = moved_households(connection, METER_KIND[trade], quarter_id, confirmed.id)
    return replace(line, changed=changed_labels(line, moved))


def _decided(row: Record) -> AcceptanceSheet:
    """Rebuild a decided acceptance out of what was frozen and of nothing else."""
    checklist = read_checklist(str(row["template_text"] or ""))
    text = str(row["inputs"] or "")
    content: dict[str, Any] = json.loads(text)
    notices = []
    for entry in content["notices"]:
        days = {n: date.fromisoformat(v) for n, v in entry.items() if v and n.endswith("_on")}
        notices.append({**entry, **days})
    return AcceptanceSheet(
        record=_short(row),
        trade=Trade(str(row["utility"])),
        checklist=checklist,
        lines=frozen_lines(checklist, content),
        notices=tuple(notices),
        companies=tuple(ProjectPart(company) for company in content["companies"]),
        limits={name: Decimal(value) for name, value in content["limits"].items()},
        outcome=AcceptanceOutcome(int(str(row["outcome"]))),
        follows=content["follows"],
        intact=fingerprint(text) == row["inputs_sha256"]
        and fingerprint(checklist.text) == content["template_sha256"],
    )


def _short(row: Record) -> Record:
    return {name: value for name, value in row.items() if name not in _TEXTS}


def _check(row: Record, item: Item, limits: Mapping[str, Decimal]) -> Check:
    kept: dict[str, Any] = json.loads(str(row["measured"] or "{}"))
    values: dict[str, str] = kept.get("values", {})
    result = None if row["result"] is None else CheckResult(int(str(row["result"])))
    reasons: tuple[Reason, ...] = ()
    if item.judge is not None and values:
        judged = judge(item, values, limits)
        # A limit set after the measurement judges it too: the values stay what they were.
        result, reasons = judged.result or result, judged.reasons
    sampled = row["sampled"]
    day = row["checked_on"]
    return Check(
        id=str(row["id"]),
        item_code=item.code,
        place_id=str(row["place_id"] or ""),
        place=str(row["place"] or ""),
        result=result,
        measured=values,
        reasons=reasons,
        confirms=bool(row["confirms_computed"]),
        counts=kept.get("counts", {}),
        digest=str(kept.get("digest", "")),
        exceptions=kept.get("exceptions"),
        sampled=sampled if isinstance(sampled, int) else None,
        seed=str(kept.get("seed", "")),
        inspector=str(row["inspector"] or ""),
        checked_on=day,  # type: ignore[arg-type]
        evidence=str(row["evidence"] or ""),
        note=str(row["note"] or ""),
    )


def _defect(row: Record, code: str) -> Defect:
    places = {str(row[name]) for name in ("household_id", "building_id") if row[name]}
    if row["household_id"]:
        # A household's finding also names its building: it is about the household alone.
        places = {str(row["household_id"])}
    state = row["state"]
    return Defect(
        id=str(row["id"]),
        item_code=code,
        places=frozenset(places),
        what=str(row["what"] or ""),
        state=state if isinstance(state, int) else None,
        responsible=str(row["responsible"] or row["responsible_person"] or ""),
        due_on=row["due_on"],  # type: ignore[arg-type]
        found_on=row["found_on"],  # type: ignore[arg-type]
        fixed_on=row["fixed_on"],  # type: ignore[arg-type]
        reinspected_on=row["reinspected_on"],  # type: ignore[arg-type]
    )
