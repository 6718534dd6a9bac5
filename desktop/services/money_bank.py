"""A bank statement: read, matched to what households owe, booked as one operation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.domain.bank_lines import OpenDoor, Proposal, Standing
from desktop.domain.bank_matching import match, parts_for
from desktop.domain.payments import Received
from desktop.domain.project_codes import PaymentKind
from desktop.domain.rows import address_label
from desktop.domain.values import tidy
from desktop.services.money_payments import payment_records
from desktop.storage.queries import shares
from desktop.storage.queries.registers import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from desktop.domain.changes import Changes
    from desktop.domain.shares import ShareLine
    from desktop.domain.values import Record
    from desktop.exchange.bank_statement import Statement
    from desktop.kernel.clock import Clock
    from desktop.kernel.progress import Progress
    from desktop.storage.ledger import Ledger

_BANK_TRANSFER = 1
_NAME_MARKS = str.maketrans(dict.fromkeys("、,，;；/", " "))


@dataclass(frozen=True, slots=True)
class StatementReview:
    """A statement, and what each of its lines seems to be; nothing is booked.

    Attributes:
        statement: what the file gave.
        proposals: one for each line, in the order of the file.
        doors: household id → what it owes, for choosing by hand.
    """

    statement: Statement
    proposals: tuple[Proposal, ...]
    doors: Mapping[str, OpenDoor]


class MoneyBank:
    """Bank statements; booking one is one operation."""

    _ledger: Ledger
    _clock: Clock

    def match_statement(
        self, path: Path, quarter_id: str | None = None, progress: Progress | None = None
    ) -> StatementReview:
        """Read a statement and say which household each line seems to pay for.

        Args:
            path: .xlsx, .xls or .csv as the bank gives it.
            quarter_id: only households of this quarter; None takes every quarter.
            progress: told while reading.

        Raises:
            InputError: the file is none or hostile; ``statement-no-header``.
        """
        from desktop.exchange.bank_statement import read_statement

        statement = read_statement(path, progress)
        with self._ledger.reader() as connection:
            doors = open_doors(connection, quarter_id)
            booked = shares.booked_lines(connection, (line.key for line in statement.lines))
        proposals = match(statement.lines, doors, booked)
        return StatementReview(
            statement, tuple(proposals), {door.household_id: door for door in doors}
        )

    def assign(self, review: StatementReview, proposal: Proposal, household_id: str) -> Proposal:
        """Return ``proposal`` as a person decided it: whose payment it is."""
        door = review.doors[household_id]
        parts = parts_for(proposal.line.amount, proposal.line.purpose, door.lines)
        return replace(proposal, standing=Standing.LIKELY, household_id=household_id, parts=parts)

    def book_statement(self, proposals: Iterable[Proposal]) -> Changes:
        """Book the lines that were chosen as payments, as one operation.

        Lines without a household, booked meanwhile or standing in the file twice are left out:
        the same choice booked again changes nothing.

        Raises:
            RefusedError: the operator may only read.
        """
        chosen: dict[str, Proposal] = {}
        for proposal in proposals:
            if proposal.household_id and proposal.parts:
                chosen.setdefault(proposal.line.key, proposal)
        with self._ledger.unit_of_work("book-statement") as work:
            for key in shares.booked_lines(work.connection, chosen):
                del chosen[key]
            rows: list[Record] = []
            for key, proposal in chosen.items():
                line = proposal.line
                given = Received(way=_BANK_TRANSFER, payer=line.payer[:60], bank_line=key)
                rows += payment_records(
                    proposal.household_id,
                    proposal.parts or {},
                    given,
                    PaymentKind.PAYMENT,
                    line.day,
                )
            work.insert("payment", rows)
        return work.changes


def open_doors(connection: Connection, quarter_id: str | None) -> list[OpenDoor]:
    """Return the households that a payment may be for, with what they owe."""
    names = {str(row["id"]): str(row["name"] or "") for row in records(connection, "quarter")}
    found: list[OpenDoor] = []
    for quarter in names if quarter_id is None else (quarter_id,):
        lines: dict[str, list[ShareLine]] = {}
        for line in shares.share_lines(connection, quarter):
            lines.setdefault(line.household_id, []).append(line)
        if not lines:
            continue
        for door in shares.doors(connection, quarter):
            owed = lines.get(door.id)
            if owed is None:
                continue
            co_owners = (door.co_owners or "").translate(_NAME_MARKS).split()
            own = {tidy(name) for name in (door.owner_name or "", *co_owners) if tidy(name)}
            found.append(
                OpenDoor(
                    door.id,
                    address_label(door.building_no, door.unit_no, door.room_no),
                    door.building_no or "",
                    door.unit_no or "",
                    door.room_no or "",
                    frozenset(own),
                    tuple(owed),
                    names.get(quarter, ""),
                )
            )
    return found
