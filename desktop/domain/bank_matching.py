"""Matching bank lines to what households still owe.

A line names a household by the door in its text, by its payer, and by its amount. Only where all
three say the same household, and no other, is the match sure; what two of them say is likely and
waits for a person; anything else a person decides. No line is ever booked twice, and the order of
the lines changes nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.amounts import NOTHING, added, shown
from desktop.domain.bank_doors import EITHER, doors_in
from desktop.domain.bank_lines import MatchReason, Proposal, Reason, Standing
from desktop.domain.project_codes import Trade
from desktop.domain.shares import spread
from desktop.domain.values import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from desktop.domain.bank_lines import BankLine, OpenDoor
    from desktop.domain.shares import ShareLine

_NAMES = re.compile(r"[、,，;；/ ]+")


def match(
    lines: Sequence[BankLine], doors: Sequence[OpenDoor], booked: frozenset[str] | set[str]
) -> list[Proposal]:
    """Return a proposal for every line, in the order of the lines.

    Args:
        lines: credits of a statement.
        doors: households that may pay.
        booked: keys of bank lines that a payment already names.
    """
    matching = _Matching(doors)
    seen: set[str] = set()
    found: list[Proposal] = []
    for line in lines:
        key = line.key
        if key in booked:
            found.append(_settled(line, Standing.BOOKED, MatchReason.BOOKED))
        elif key in seen:
            found.append(_settled(line, Standing.REPEATED, MatchReason.REPEATED))
        else:
            found.append(matching.propose(line))
        seen.add(key)
    return _not_too_much(found, matching.by_id)


def parts_for(amount: Decimal, purpose: str, lines: Sequence[ShareLine]) -> dict[Trade, Decimal]:
    """Return how ``amount`` falls on ``lines``, by the words 水 and 电 in ``purpose``."""
    return _parts(amount, purpose, lines)[0]


class _Matching:
    """Doors by address and by name."""

    def __init__(self, doors: Sequence[OpenDoor]) -> None:
        self.by_id = {found.household_id: found for found in doors}
        self._by_room: dict[str, list[OpenDoor]] = defaultdict(list)
        self._by_name: dict[str, list[OpenDoor]] = defaultdict(list)
        for found in doors:
            self._by_room[found.room].append(found)
            for name in found.names:
                self._by_name[name].append(found)

    def propose(self, line: BankLine) -> Proposal:
        """Return what ``line`` seems to be."""
        named = doors_in(line.purpose)
        at_door = self._at(named, line.purpose)
        of_payer = self._of(line.payer, line.purpose)
        if named and not at_door:
            # Somebody wrote a door that is not here: the payer's name alone must not overrule it.
            return _undecided(line, of_payer, _reason(MatchReason.DOOR_UNKNOWN))
        candidates = [found for found in at_door if found in of_payer] or at_door or of_payer
        if len(candidates) > 1:
            code = _reason(MatchReason.SEVERAL, count=len(candidates))
            return _undecided(line, candidates, code)
        if not candidates:
            return _undecided(line, (), _reason(MatchReason.NOBODY))
        return self._judge(line, candidates[0], at_door, of_payer)

    def _judge(
        self,
        line: BankLine,
        found: OpenDoor,
        at_door: Sequence[OpenDoor],
        of_payer: Sequence[OpenDoor],
    ) -> Proposal:
        door_fits = found in at_door
        payer_fits = found in of_payer or any(
            len(name) > 1 and name in line.purpose for name in found.names
        )
        parts, clear = _parts(line.amount, line.purpose, found.lines)
        amount_fits = _parts_fit(line, found)
        reasons = [
            _reason(MatchReason.DOOR if door_fits else MatchReason.NO_DOOR),
            _reason(MatchReason.PAYER if payer_fits else MatchReason.OTHER_PAYER),
        ]
        if not found.open:
            reasons.append(_reason(MatchReason.NOTHING_OPEN))
        elif amount_fits:
            reasons.append(_reason(MatchReason.AMOUNT))
        else:
            reasons.append(_reason(MatchReason.AMOUNT_DIFFERS, open=shown(found.open)))
        if not clear:
            reasons.append(_reason(MatchReason.TRADE_UNCLEAR))
        agreeing = (door_fits, payer_fits, amount_fits).count(True)
        standing = Standing.OPEN
        if agreeing == 3 and clear and len(at_door) == 1:  # noqa: PLR2004 - door, payer, amount
            standing = Standing.SURE
        elif agreeing > 1 and found.open and clear:
            standing = Standing.LIKELY
        return Proposal(
            line,
            standing,
            found.household_id if standing is not Standing.OPEN else "",
            parts,
            (found.household_id,),
            tuple(reasons),
        )

    def _at(self, named: Iterable[tuple[str, str, str]], purpose: str) -> list[OpenDoor]:
        found = {
            one.household_id: one
            for building, unit, room in named
            for one in self._by_room.get(room, ())
            if _stands_at(one, building, unit)
        }
        if len(found) > 1:  # the quarter's name may tell them apart
            here = [one for one in found.values() if one.quarter and one.quarter in purpose]
            return here or list(found.values())
        return list(found.values())

    def _of(self, payer: str, purpose: str) -> list[OpenDoor]:
        found = list(self._by_name.get(tidy(payer), ()))
        if found:
            return found
        words = {word for word in _NAMES.split(tidy(purpose)) if len(word) > 1}
        return [one for word in words for one in self._by_name.get(word, ())]


def _stands_at(one: OpenDoor, building: str, unit: str) -> bool:
    """Whether ``one`` is the door named; what was not named fits any."""
    if unit == EITHER:  # 3-402: building and room, or unit and room
        return building in {one.building, one.unit}
    return (not building or one.building == building) and (not unit or one.unit == unit)


def _parts_fit(line: BankLine, found: OpenDoor) -> bool:
    """Whether the amount is exactly what one trade, or all together, still owe."""
    owed = [share.open for share in found.lines if share.open > 0]
    return bool(owed) and (line.amount == added(owed) or line.amount in owed)


def _parts(
    amount: Decimal, purpose: str, lines: Sequence[ShareLine]
) -> tuple[dict[Trade, Decimal], bool]:
    """Return how ``amount`` falls on ``lines``, and whether it could fall no other way."""
    owed = [line for line in lines if line.open > 0]
    if amount == added(line.open for line in owed):
        return spread(amount, owed), True
    said = {
        trade
        for trade, word in ((Trade.WATER, "水"), (Trade.ELECTRICITY, "电"))
        if word in purpose.replace("水电", "")
    }
    if len(said) == 1:
        trade = next(iter(said))
        named = [line for line in lines if line.trade is trade]
        if named:
            return {trade: amount}, True
    exact = [line for line in owed if line.open == amount]
    if len(exact) == 1:
        return {exact[0].trade: amount}, True
    return spread(amount, owed or list(lines)), len({line.trade for line in owed or lines}) == 1


def _not_too_much(found: list[Proposal], doors: Mapping[str, OpenDoor]) -> list[Proposal]:
    """Leave lines to a person that fit one by one but together pay more than the door owes."""
    sums: dict[tuple[str, Trade], Decimal] = defaultdict(lambda: NOTHING)
    for proposal in found:
        for trade, part in _booking(proposal):
            sums[(proposal.household_id, trade)] += part
    too_much = set()
    for (household, trade), total in sums.items():
        owed = added(
            max(line.open, NOTHING) for line in doors[household].lines if line.trade is trade
        )
        if total > owed:
            too_much.add((household, trade))
    counts: dict[tuple[str, Trade], int] = defaultdict(int)
    for proposal in found:
        for trade, _ in _booking(proposal):
            counts[(proposal.household_id, trade)] += 1
    return [
        _doubted(proposal)
        if any(
            (proposal.household_id, trade) in too_much
            and (counts[(proposal.household_id, trade)] > 1 or proposal.standing is Standing.SURE)
            for trade, _ in _booking(proposal)
        )
        else proposal
        for proposal in found
    ]


def _booking(proposal: Proposal) -> list[tuple[Trade, Decimal]]:
    if proposal.standing not in {Standing.SURE, Standing.LIKELY} or proposal.parts is None:
        return []
    return list(proposal.parts.items())


def _doubted(proposal: Proposal) -> Proposal:
    reasons = (*proposal.reasons, _reason(MatchReason.TOGETHER_TOO_MUCH))
    return replace(proposal, standing=Standing.OPEN, household_id="", reasons=reasons)


def _undecided(line: BankLine, candidates: Sequence[OpenDoor], reason: Reason) -> Proposal:
    return Proposal(line, Standing.OPEN, candidates=_ids(candidates), reasons=(reason,))


def _settled(line: BankLine, standing: Standing, code: MatchReason) -> Proposal:
    return Proposal(line, standing, reasons=(_reason(code),))


def _reason(code: MatchReason, **details: object) -> Reason:
    return Reason(code, details)


def _ids(doors: Sequence[OpenDoor]) -> tuple[str, ...]:
    return tuple(found.household_id for found in doors)
