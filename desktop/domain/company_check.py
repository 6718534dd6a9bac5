"""预核对表: the ledger's meters and accounts against a company's own list, before a handover.

Nothing is changed by it. A number is only called a slip of another one (one digit, a digit more or
less, noughts in front) where both stand alone on their side and no other fits as well.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.company_lines import number_key
from desktop.domain.number_slips import Slips, slip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.domain.company_doors import Doors, LedgerMeter
    from desktop.domain.company_lines import CompanyLine


class CheckReason(StrEnum):
    """What was found; the values are message codes."""

    NUMBER_TWICE_OURS = "check-number-twice-ours"
    ACCOUNT_TWICE_OURS = "check-account-twice-ours"
    NUMBER_TWICE_THEIRS = "check-number-twice-theirs"
    ACCOUNT_TWICE_THEIRS = "check-account-twice-theirs"
    NUMBER_DIGIT = "check-number-one-digit"
    NUMBER_NOUGHTS = "check-number-noughts"
    NUMBER_DIFFERS = "check-number-differs"
    NUMBER_BLANK = "check-number-blank"
    NUMBER_NOT_THEIRS = "check-number-not-theirs"
    KNOWN_ELSEWHERE = "check-known-elsewhere"
    TAKEN_DOWN = "check-taken-down"
    ACCOUNT_DIGIT = "check-account-one-digit"
    ACCOUNT_NOUGHTS = "check-account-noughts"
    ACCOUNT_DIFFERS = "check-account-differs"
    ACCOUNT_NOT_OURS = "check-account-not-ours"
    ACCOUNT_NOT_THEIRS = "check-account-not-theirs"
    NOT_OURS = "check-not-ours"
    NOT_THEIRS = "check-not-theirs"
    NO_METER = "check-no-meter"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One finding.

    Attributes:
        reason: what it is.
        household_id: our door; empty where we have none.
        address: our address, else theirs as written.
        name: our owner, else their customer; masked before it leaves the house.
        our_number, their_number: the meter on both sides.
        our_account, their_account: the account on both sides.
        row: row in their file; 0 for none.
        where: where else the number stands.
    """

    reason: CheckReason
    household_id: str = ""
    address: str = ""
    name: str = ""
    our_number: str = ""
    their_number: str = ""
    our_account: str = ""
    their_account: str = ""
    row: int = 0
    where: str = ""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the check found.

    Attributes:
        ours: how many meters of households were compared.
        theirs: how many lines their list has.
        agreeing: how many stand on both sides with number and account alike.
        rows: findings, in the order of their list, ours that they lack last.
    """

    ours: int
    theirs: int
    agreeing: int
    rows: tuple[CheckRow, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings there are of each sort."""
        return Counter(str(row.reason) for row in self.rows)


def check(lines: Sequence[CompanyLine], doors: Doors) -> CheckResult:
    """Compare their list with the meters in use of ``doors.quarter_id``, or of all quarters."""
    return _Check(lines, doors).result()


class _Check:
    def __init__(self, lines: Sequence[CompanyLine], doors: Doors) -> None:
        self._lines = lines
        self._doors = doors
        self._ours = [
            meter
            for one in doors.by_id.values()
            if doors.quarter_id in {None, one.quarter_id}
            for meter in doors.meters_at(one.id)
            if meter.in_use
        ]
        self._left = {meter.id: meter for meter in self._ours}
        self._agreeing = 0

    def result(self) -> CheckResult:
        """Return everything found."""
        rows = list(self._twice_theirs())
        unpaired: list[CompanyLine] = []
        for line in self._lines:
            meter = self._same_number(line)
            if meter is None:
                unpaired.append(line)
                continue
            self._left.pop(meter.id, None)
            found = [*self._place(line, meter), *self._account(line, meter)]
            self._agreeing += not found
            rows += found
        ours = {number_key(meter.number): meter for meter in self._left.values()}
        ours.pop("", None)
        slips = Slips(ours, {number_key(_number(line)) for line in unpaired})
        for line in unpaired:
            if not _number(line) and self._without_meter(line):
                continue  # neither side has a number, and ours is named below
            rows.append(self._unpaired(line, ours.get(slips.of(number_key(_number(line))))))
        rows += self._twice_ours()
        rows += self._not_theirs()
        order = {reason: at for at, reason in enumerate(CheckReason)}
        rows.sort(key=lambda row: (row.row == 0, row.row, order[row.reason], row.address))
        return CheckResult(len(self._ours), len(self._lines), self._agreeing, tuple(rows))

    def _same_number(self, line: CompanyLine) -> LedgerMeter | None:
        here = self._doors.numbered(_number(line))
        return next((meter for meter in here if meter.id in self._left), None) or next(
            (m for m in here if m.in_use and self._in_scope(m)), None
        )

    def _in_scope(self, meter: LedgerMeter) -> bool:
        door = self._doors.by_id.get(meter.household_id)
        return door is not None and self._doors.quarter_id in {None, door.quarter_id}

    def _place(self, line: CompanyLine, meter: LedgerMeter) -> Iterator[CheckRow]:
        """Find a number that stands at another door than their line says."""
        said = self._doors.at(line.place) if line.place else set()
        if said and meter.household_id not in said:
            where = self._doors.label(meter.household_id)
            yield self._row(CheckReason.KNOWN_ELSEWHERE, line, meter, where)

    def _account(self, line: CompanyLine, meter: LedgerMeter) -> Iterator[CheckRow]:
        ours, theirs = number_key(meter.account_no), number_key(line.account_no)
        if ours == theirs:
            return
        if not ours:
            reason = CheckReason.ACCOUNT_NOT_OURS
        elif not theirs:
            reason = CheckReason.ACCOUNT_NOT_THEIRS
        else:
            kind = slip(ours, theirs)
            reason = _ACCOUNTS.get(kind, CheckReason.ACCOUNT_DIFFERS)
        yield self._row(reason, line, meter)

    def _unpaired(self, line: CompanyLine, near: LedgerMeter | None) -> CheckRow:
        """Say what a line of theirs is whose number we do not have in use here."""
        meter = self._by_account_or_door(line)
        number = _number(line)
        for known in self._doors.numbered(number):
            where = self._doors.label(known.household_id) or known.where
            reason = CheckReason.KNOWN_ELSEWHERE if known.in_use else CheckReason.TAKEN_DOWN
            if meter is not None:
                self._left.pop(meter.id, None)
            return self._row(reason, line, meter, where)
        meter = meter or (near if near and near.id in self._left else None)
        if meter is None:
            return self._row(CheckReason.NOT_OURS, line, None)
        self._left.pop(meter.id, None)
        if not number:
            return self._row(CheckReason.NUMBER_NOT_THEIRS, line, meter)
        if not meter.number:
            return self._row(CheckReason.NUMBER_BLANK, line, meter)
        kind = slip(number_key(meter.number), number_key(number))
        return self._row(_NUMBERS.get(kind, CheckReason.NUMBER_DIFFERS), line, meter)

    def _without_meter(self, line: CompanyLine) -> bool:
        """Whether the line names a door of ours where no meter is in use."""
        doors = self._doors.at(line.place) if line.place else set()
        return len(doors) == 1 and not any(
            meter.in_use for one in doors for meter in self._doors.meters_at(one)
        )

    def _by_account_or_door(self, line: CompanyLine) -> LedgerMeter | None:
        """Return our one meter with their account, else the one at their door; no other."""
        here = [m for m in self._doors.with_account(line.account_no) if m.id in self._left]
        if len(here) != 1 and line.place:
            doors = self._doors.at(line.place)
            here = [m for one in doors for m in self._doors.meters_at(one) if m.id in self._left]
        return here[0] if len(here) == 1 else None

    def _not_theirs(self) -> Iterator[CheckRow]:
        for meter in self._left.values():
            yield self._row(CheckReason.NOT_THEIRS, None, meter)
        for door in self._doors.by_id.values():
            if self._doors.quarter_id not in {None, door.quarter_id}:
                continue
            if not any(meter.in_use for meter in self._doors.meters_at(door.id)):
                yield CheckRow(CheckReason.NO_METER, door.id, door.label, door.owner_name)

    def _twice_theirs(self) -> Iterator[CheckRow]:
        for reason, key in (
            (CheckReason.NUMBER_TWICE_THEIRS, _number),
            (CheckReason.ACCOUNT_TWICE_THEIRS, _account),
        ):
            counts = Counter(number_key(key(line)) for line in self._lines)
            for line in self._lines:
                if number_key(key(line)) and counts[number_key(key(line))] > 1:
                    yield self._row(reason, line, None)

    def _twice_ours(self) -> Iterator[CheckRow]:
        for meter in self._ours:
            same = [m for m in self._doors.numbered(meter.number) if m.id != meter.id]
            if same:
                where = self._doors.label(same[0].household_id) or same[0].where
                yield self._row(CheckReason.NUMBER_TWICE_OURS, None, meter, where)
            others = [
                m
                for m in self._doors.with_account(meter.account_no)
                if m.in_use and m.household_id != meter.household_id
            ]
            if others:
                where = self._doors.label(others[0].household_id) or others[0].where
                yield self._row(CheckReason.ACCOUNT_TWICE_OURS, None, meter, where)

    def _row(
        self, reason: CheckReason, line: CompanyLine | None, meter: LedgerMeter | None,
        where: str = "",
    ) -> CheckRow:  # fmt: skip
        door = self._doors.by_id.get(meter.household_id) if meter is not None else None
        address = door.label if door else (line.address if line else "")
        name = door.owner_name if door else (line.name if line else "")
        return CheckRow(
            reason,
            door.id if door else "",
            address,
            name,
            meter.number if meter else "",
            _number(line) if line else "",
            meter.account_no if meter else "",
            line.account_no if line else "",
            line.row if line else 0,
            where,
        )


_ACCOUNTS = {"digit": CheckReason.ACCOUNT_DIGIT, "noughts": CheckReason.ACCOUNT_NOUGHTS}
_NUMBERS = {"digit": CheckReason.NUMBER_DIGIT, "noughts": CheckReason.NUMBER_NOUGHTS}


def _number(line: CompanyLine) -> str:
    return line.number or line.new_number or line.old_number


def _account(line: CompanyLine) -> str:
    return line.account_no
