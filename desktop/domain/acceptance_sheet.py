"""An acceptance as a whole, and the form in which a decision freezes it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.domain.acceptance import ItemLine, ItemStatus, PlaceLine
from desktop.domain.acceptance_known import ComputedResult
from desktop.domain.acceptance_records import Check, Defect, Place
from desktop.domain.measurement import Reason
from desktop.domain.project_codes import AcceptanceOutcome, CheckResult, CheckScope, Trade

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from desktop.domain.checklist import Checklist, Item
    from desktop.domain.project_codes import ProjectPart
    from desktop.domain.values import Record


@dataclass(frozen=True, slots=True)
class AcceptanceSheet:
    """One acceptance with every item.

    Attributes:
        record: the acceptance as stored, without its frozen texts.
        trade: water or electricity.
        checklist: what it began with.
        lines: its items in the order of the list; of a decided one as they were frozen.
        notices: records of the notices to the companies.
        companies: whose notice and attendance is needed.
        limits: parameter → the office's number that holds.
        outcome: what was decided; None while open.
        follows: id of the decided acceptance before this one; empty for the first.
        intact: whether the frozen inputs still have their fingerprint; True while open.
    """

    record: Record
    trade: Trade
    checklist: Checklist
    lines: tuple[ItemLine, ...]
    notices: tuple[Record, ...]
    companies: tuple[ProjectPart, ...]
    limits: Mapping[str, Decimal]
    outcome: AcceptanceOutcome | None
    follows: str = ""
    intact: bool = True

    @property
    def id(self) -> str:
        """Id of the acceptance."""
        return str(self.record["id"])

    def line(self, code: str) -> ItemLine:
        """Return the line of one item; the item is one of the list."""
        return next(line for line in self.lines if line.item.code == code)

    def counts(self) -> dict[ItemStatus, int]:
        """Return how many items have each status."""
        found = dict.fromkeys(ItemStatus, 0)
        for line in self.lines:
            found[line.status] += 1
        return found


def frozen_text(sheet: AcceptanceSheet, day: date) -> str:
    """Return everything a decision rests on as canonical JSON."""
    notices = [
        {name: _plain(value) for name, value in sorted(notice.items())} for notice in sheet.notices
    ]
    return json.dumps(
        {
            "acceptance": sheet.id,
            "quarter": sheet.record["quarter_id"],
            "utility": str(sheet.trade),
            "follows": sheet.follows,
            "decided_on": day.isoformat(),
            "template_sha256": fingerprint(sheet.checklist.text),
            "limits": {name: str(value) for name, value in sorted(sheet.limits.items())},
            "companies": [int(company) for company in sheet.companies],
            "notices": notices,
            "places": {
                line.place.id: [int(line.place.scope), line.place.label, line.place.building_id]
                for item in sheet.lines
                for line in item.places
            },
            "items": [_item_content(line) for line in sheet.lines],
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a frozen text."""
    return hashlib.sha256(text.encode()).hexdigest()


def frozen_lines(checklist: Checklist, content: Mapping[str, Any]) -> tuple[ItemLine, ...]:
    """Return the items as they were when the acceptance was decided."""
    places = {
        place_id: Place(place_id, CheckScope(scope), label, building)
        for place_id, (scope, label, building) in content["places"].items()
    }
    return tuple(
        _thawed(checklist.item(entry["code"]), entry, places) for entry in content["items"]
    )


def result_text(outcome: AcceptanceOutcome, lines: Iterable[ItemLine], follows: str) -> str:
    """Return the result in short, as JSON: counts by status and what fails, listed or not."""
    lines = tuple(lines)
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.status] = counts.get(line.status, 0) + 1
    failing = {
        line.item.code: len(line.failed_places)
        for line in lines
        if line.status is ItemStatus.FAILED
    }
    return json.dumps(
        {"outcome": int(outcome), "items": counts, "failing": failing, "follows": follows},
        ensure_ascii=False,
        sort_keys=True,
    )


def _item_content(line: ItemLine) -> dict[str, Any]:
    confirmation, sample = line.confirmation, line.sample
    return {
        "code": line.item.code,
        "status": str(line.status),
        "confirmed": None
        if confirmation is None
        else [confirmation.inspector, _plain(confirmation.checked_on), confirmation.digest],
        "sample": None if sample is None else [sample.sampled, sample.seed],
        "places": [_place_content(place) for place in line.places],
        "defects": [_defect_content(defect) for defect in line.defects],
    }


def _place_content(line: PlaceLine) -> dict[str, Any]:
    """Return one place of an item; what is as usual is left out, there are very many."""
    check = line.check
    content: dict[str, Any] = {
        "id": line.place.id,
        "result": None if line.result is None else int(line.result),
    }
    if line.reasons:
        content["reasons"] = [[reason.code, dict(reason.details)] for reason in line.reasons]
    if not line.wanted:
        content["wanted"] = False
    if line.mended:
        content["mended"] = True
    if line.computed is not None:
        known = line.computed.result
        content["known"] = None if known is None else int(known)
    if check is not None:
        content["check"] = {
            "id": check.id,
            "inspector": check.inspector,
            "on": _plain(check.checked_on),
        }
        kept = {"values": dict(check.measured), "evidence": check.evidence, "note": check.note}
        content["check"] |= {name: value for name, value in kept.items() if value}
    return content


def _defect_content(defect: Defect) -> dict[str, Any]:
    return {
        "id": defect.id,
        "places": sorted(defect.places),
        "what": defect.what,
        "state": defect.state,
        "responsible": defect.responsible,
        "due_on": _plain(defect.due_on),
        "reinspected_on": _plain(defect.reinspected_on),
    }


def _thawed(item: Item, entry: Mapping[str, Any], places: Mapping[str, Place]) -> ItemLine:
    confirmation = sample = None
    if entry["confirmed"] is not None:
        who, on, digest = entry["confirmed"]
        confirmation = Check(
            "", item.code, "", confirms=True, inspector=who, checked_on=_day(on), digest=digest
        )
    if entry["sample"] is not None:
        size, seed = entry["sample"]
        sample = Check("", item.code, "", sampled=size, seed=seed)
    return ItemLine(
        item,
        ItemStatus(entry["status"]),
        tuple(_thawed_place(item, place, places[place["id"]]) for place in entry["places"]),
        confirmation,
        sample,
        confirmation.digest if confirmation is not None else "",
        tuple(_thawed_defect(item, defect) for defect in entry["defects"]),
    )


def _thawed_place(item: Item, entry: Mapping[str, Any], place: Place) -> PlaceLine:
    reasons = tuple(Reason(code, details) for code, details in entry.get("reasons", ()))
    result = None if entry["result"] is None else CheckResult(entry["result"])
    computed = None
    if "known" in entry:
        known = entry["known"]
        computed = ComputedResult(None if known is None else CheckResult(known), reasons)
    check = None
    if "check" in entry:
        found = entry["check"]
        check = Check(
            found["id"],
            item.code,
            place.id,
            place.label,
            result,
            found.get("values", {}),
            inspector=found["inspector"],
            checked_on=_day(found["on"]),
            evidence=found.get("evidence", ""),
            note=found.get("note", ""),
        )
    return PlaceLine(
        place,
        computed,
        check,
        result,
        reasons,
        wanted=entry.get("wanted", True),
        mended=entry.get("mended", False),
    )


def _thawed_defect(item: Item, entry: Mapping[str, Any]) -> Defect:
    return Defect(
        entry["id"],
        item.code,
        frozenset(entry["places"]),
        entry["what"],
        entry["state"],
        entry["responsible"],
        _day(entry["due_on"]),
        reinspected_on=_day(entry["reinspected_on"]),
    )


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int) else str(value)


def _day(text: str | None) -> date | None:
    return None if not text else date.fromisoformat(text)
