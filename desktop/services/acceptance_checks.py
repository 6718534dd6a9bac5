"""Recording the checks of an acceptance: results, confirmations, samples."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.acceptance_changes import exceptions
from desktop.domain.acceptance_records import FAILED
from desktop.domain.checklist import FACTS_ONLY
from desktop.domain.measurement import MeasureReason, judge
from desktop.domain.project_codes import CheckResult, CheckScope
from desktop.domain.sampling import draw, sample_size
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.acceptance_places import METER_KIND
from desktop.services.acceptance_sheet import earlier_of, read_checks, require_acceptance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from desktop.domain.acceptance import PlaceLine
    from desktop.domain.acceptance_records import Check
    from desktop.domain.acceptance_sheet import AcceptanceSheet
    from desktop.domain.checklist import Checklist, Item
    from desktop.domain.values import Record
    from desktop.storage.unit_of_work import UnitOfWork

__all__ = ["METER_KIND", "Entry", "carry_over", "confirm", "draw_sample", "record"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person found: see :meth:`desktop.services.acceptances.Acceptances.record`."""

    result: CheckResult | None
    measured: Mapping[str, str]
    evidence: str
    note: str
    inspector: str
    checked_on: date


def record(
    work: UnitOfWork,
    sheet: AcceptanceSheet,
    item_code: str,
    place_ids: Sequence[str],
    entry: Entry,
) -> None:
    """Write one record per place; the newest counts."""
    item = sheet.checklist.item(item_code)
    line = sheet.line(item_code)
    by_id = {place.place.id: place for place in line.places}
    unknown = [place_id for place_id in place_ids if place_id not in by_id]
    if unknown or not place_ids:
        raise InputError("acceptance-place-unknown", item=item_code)
    result = _result(sheet, item, entry)
    if result is CheckResult.NOT_APPLICABLE and not entry.note:
        raise InputError("acceptance-reason-needed", item=item_code)
    places = [by_id[place_id] for place_id in place_ids]
    if item.computed is not None:
        _require_statement(item, result, places, entry)
    kept = {"values": dict(entry.measured)} if entry.measured else None
    work.insert(
        "acceptance_check",
        [
            {
                "acceptance_id": sheet.id,
                "item_code": item_code,
                "scope": int(place.place.scope),
                "place_id": place.place.id,
                "place": place.place.label,
                "result": int(result),
                "measured": _text(kept),
                "inspector": entry.inspector,
                "checked_on": entry.checked_on,
                "evidence": entry.evidence or None,
                "note": entry.note or None,
            }
            for place in places
        ],
    )


def confirm(
    work: UnitOfWork, sheet: AcceptanceSheet, item_code: str, person: str, day: date
) -> None:
    """Write that a person confirms what the ledger says of an item, with its counts."""
    line = sheet.line(item_code)
    if line.item.computed is None:
        raise InputError("acceptance-not-computed", item=item_code)
    kept = {"counts": line.counts, "digest": line.digest, "exceptions": exceptions(line)}
    work.insert(
        "acceptance_check",
        [
            {
                "acceptance_id": sheet.id,
                "item_code": item_code,
                "scope": int(line.item.level),
                "confirms_computed": True,
                "measured": _text(kept),
                "inspector": person,
                "checked_on": day,
            }
        ],
    )


def draw_sample(
    work: UnitOfWork, sheet: AcceptanceSheet, item_code: str, person: str, day: date
) -> None:
    """Draw a sample: its size, seed and number of places in one record, a record per place."""
    line = sheet.line(item_code)
    sampling = line.item.sampling
    if sampling is None:
        raise InputError("acceptance-no-sampling", item=item_code)
    if line.sample is not None:
        raise RefusedError("acceptance-sampled-already", item=item_code)
    places = {place.place.id: place.place for place in line.places}
    seed = secrets.token_hex(8)
    size = sample_size(sampling, len(places))
    base: Record = {
        "acceptance_id": sheet.id,
        "item_code": item_code,
        "inspector": person,
        "checked_on": day,
    }
    kept = {"seed": seed, "of": len(places)}
    drawing: Record = {**base, "sampled": size, "measured": _text(kept)}
    drawn = [
        {
            **base,
            "scope": int(places[place_id].scope),
            "place_id": place_id,
            "place": places[place_id].label,
        }
        for place_id in draw(seed, places, size)
    ]
    work.insert("acceptance_check", [drawing])
    work.insert("acceptance_check", drawn)


def carry_over(work: UnitOfWork, acceptance_id: str, checklist: Checklist) -> None:
    """Copy what passed in the acceptance before this one, with its day and person.

    Only what a person saw, with the sample it was seen by: what the ledger computes is confirmed
    anew. What failed is not taken over, so that one place of a sample that failed stays open.
    """
    row = require_acceptance(work.connection, acceptance_id)
    earlier = earlier_of(work.connection, row)
    if earlier is None:
        return
    codes = {item.code for item in checklist.items}
    found = read_checks(work.connection, str(earlier["id"]), checklist, {})
    rows: list[Record] = []
    for code in sorted(codes & found.keys()):
        item = checklist.item(code)
        if item.level is CheckScope.QUARTER and item.computed is not None:
            continue
        latest = {check.place_id: check for check in found[code] if check.result is not None}
        rows += _sample_over(acceptance_id, item, found[code])
        rows += [
            {
                "acceptance_id": acceptance_id,
                "item_code": code,
                "scope": int(item.level),
                "place_id": check.place_id,
                "place": check.place,
                "result": int(check.result),
                "measured": _text({"values": dict(check.measured)} if check.measured else None),
                "inspector": check.inspector,
                "checked_on": check.checked_on,
                "evidence": check.evidence or None,
                "note": check.note or f"沿用{earlier['opened_on']}起的验收",
            }
            for check in latest.values()
            if check.result is not None and check.result not in FAILED
        ]
    work.insert("acceptance_check", rows)


def _sample_over(acceptance_id: str, item: Item, checks: Sequence[Check]) -> Iterable[Record]:
    """Yield the last drawing of an item and what it drew, as it was recorded."""
    drawn: list[Check] = []
    for check in checks:
        if check.sampled is not None:
            drawn = [check]
        elif check.result is None and drawn:
            drawn.append(check)
    for check in drawn:
        base: Record = {
            "acceptance_id": acceptance_id,
            "item_code": item.code,
            "inspector": check.inspector,
            "checked_on": check.checked_on,
        }
        if check.sampled is not None:
            yield {**base, "sampled": check.sampled, "measured": _text({"seed": check.seed})}
        else:
            place: Record = {"place_id": check.place_id, "place": check.place}
            yield {**base, "scope": int(item.level), **place}


def _result(sheet: AcceptanceSheet, item: Item, entry: Entry) -> CheckResult:
    """Return what counts: the judgement of measured values before anybody's word."""
    if item.judge is None or entry.result is CheckResult.NOT_APPLICABLE:
        if entry.result is None:
            raise InputError("acceptance-result-missing", item=item.code)
        return entry.result
    judged = judge(item, entry.measured, sheet.limits)
    if judged.result is not None:
        failed = entry.result in FAILED
        return entry.result if failed and entry.result is not None else judged.result
    if any(reason.code == MeasureReason.NO_LIMIT for reason in judged.reasons):
        if entry.result is None:
            raise InputError("acceptance-no-limit", item=item.code)
        if not entry.evidence:
            raise InputError("acceptance-evidence-needed", item=item.code)
        return entry.result
    raise InputError("acceptance-values-missing", item=item.code)


def _require_statement(
    item: Item, result: CheckResult, places: Iterable[PlaceLine], entry: Entry
) -> None:
    """Refuse to overrule the ledger, and a statement without what it rests on."""
    if result in FAILED:
        return
    if item.computed in FACTS_ONLY:
        raise InputError("acceptance-facts-only", item=item.code)
    if result is CheckResult.NOT_APPLICABLE and item.key:
        raise InputError("acceptance-key-applies", item=item.code)
    for place in places:
        known = place.computed.result if place.computed is not None else None
        if known is CheckResult.FAIL:
            raise InputError("acceptance-ledger-says-no", item=item.code, place=place.place.label)
    if not entry.evidence:
        raise InputError("acceptance-evidence-needed", item=item.code)


def _text(kept: Mapping[str, Any] | None) -> str | None:
    if kept is None:
        return None
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
