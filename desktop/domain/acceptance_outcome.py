"""Which outcome of an acceptance may be decided, and what blocks it in words.

Per utility passed, passed with defects listed, or failed (``acceptance_and_rules.md`` section 1;
R8, R9). A key item that fails blocks the certificate whatever else holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.acceptance import ItemStatus
from desktop.domain.acceptance_records import about
from desktop.domain.checklist import Computed
from desktop.domain.project_codes import AcceptanceOutcome, CheckScope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from desktop.domain.acceptance import ItemLine
    from desktop.domain.measurement import Reason


class Blocker(StrEnum):
    """What keeps an outcome from being decided; the values are message codes."""

    OPEN = "acceptance-open"
    UNCONFIRMED = "acceptance-unconfirmed"
    CHANGED = "acceptance-changed"
    KEY_FAILED = "acceptance-key-failed"
    FAILED = "acceptance-item-failed"
    UNLISTED = "acceptance-defect-unlisted"
    NOTHING_FAILED = "acceptance-nothing-failed"


@dataclass(frozen=True, slots=True)
class Block:
    """Why an outcome cannot be decided: a message code, its placeholders, and where to go.

    Attributes:
        item_code: the item to look at; empty where it is none of them.
        reasons: what the ledger still lacks, where it is the quarter as a whole that is open.
    """

    code: Blocker
    details: Mapping[str, str]
    item_code: str = ""
    reasons: tuple[Reason, ...] = ()


def blockers(outcome: AcceptanceOutcome, lines: Iterable[ItemLine]) -> tuple[Block, ...]:
    """Return what keeps ``outcome`` from being decided; empty when it may be.

    Passed needs every item passed. With defects listed, no key item may fail and nothing may be
    open, and every failing place needs a defect with who mends it and by when. Failed needs
    something that fails: an unfinished acceptance is not a failed one.
    """
    lines = tuple(lines)
    if outcome is AcceptanceOutcome.FAILED:
        if any(line.status is ItemStatus.FAILED for line in lines):
            return ()
        return (Block(Blocker.NOTHING_FAILED, {}),)
    return tuple(block for line in lines for block in _of_item(outcome, line))


def open_outcomes(lines: Iterable[ItemLine]) -> tuple[AcceptanceOutcome, ...]:
    """Return the outcomes that may be decided now, the best first."""
    lines = tuple(lines)
    found = [outcome for outcome in AcceptanceOutcome if not blockers(outcome, lines)]
    if AcceptanceOutcome.PASSED in found:
        return (AcceptanceOutcome.PASSED,)
    return tuple(found)


def _of_item(outcome: AcceptanceOutcome, line: ItemLine) -> Iterator[Block]:
    details = {"item": f"{line.item.code} {line.item.name}"}
    details["item_en"] = f"{line.item.code} {line.item.name_en}"
    code = line.item.code
    if line.status is ItemStatus.OPEN:
        count = {"count": str(len(line.open_places))}
        whole = line.item.level is CheckScope.QUARTER
        reasons = line.open_places[0].reasons if whole else ()
        yield Block(Blocker.OPEN, {**details, **count}, code, reasons)
    elif line.status is ItemStatus.UNCONFIRMED:
        yield Block(Blocker.UNCONFIRMED, details, code)
    elif line.status is ItemStatus.CHANGED:
        yield Block(Blocker.CHANGED, details, code)
    elif line.status is ItemStatus.FAILED:
        details["count"] = str(len(line.failed_places))
        if line.item.key:
            yield Block(Blocker.KEY_FAILED, details, code)
        elif line.item.computed is Computed.DEFECTS:
            # A defect is not listed for the list of defects: it says itself what it lacks.
            yield Block(Blocker.FAILED, details, code, line.failed_places[0].reasons)
        elif outcome is AcceptanceOutcome.PASSED:
            yield Block(Blocker.FAILED, details, code)
        else:
            yield from _unlisted(line, details)
            yield from _unfinished(line, details)


def _unlisted(line: ItemLine, details: Mapping[str, str]) -> Iterator[Block]:
    listed = [defect for defect in line.defects if defect.listed]
    if any(not defect.places for defect in listed):
        return
    covered = {place for defect in listed for place in defect.places}
    bare = [failed for failed in line.failed_places if not about(failed.place) & covered]
    if bare:
        yield Block(Blocker.UNLISTED, {**details, "count": str(len(bare))}, line.item.code)


def _unfinished(line: ItemLine, details: Mapping[str, str]) -> Iterator[Block]:
    """A failing item may have open places besides, and must be confirmed like any other."""
    if line.open_places:
        count = str(len(line.open_places))
        yield Block(Blocker.OPEN, {**details, "count": count}, line.item.code)
    elif line.item.computed is not None:
        if line.confirmation is None:
            yield Block(Blocker.UNCONFIRMED, details, line.item.code)
        elif line.confirmation.digest != line.digest:
            yield Block(Blocker.CHANGED, details, line.item.code)
