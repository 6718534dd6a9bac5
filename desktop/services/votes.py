"""Votes of the owners: opened, ballots taken, counted, closed and frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.codes import ConsentBasis
from desktop.domain.project_codes import VoteScope
from desktop.domain.vote_lines import DoorIndex
from desktop.domain.vote_result import read_result
from desktop.domain.vote_rules import DEFAULT_MATTER, law_on
from desktop.kernel.errors import InputError
from desktop.services import vote_counting as counting
from desktop.services import vote_taking as taking
from desktop.services.vote_doors import BallotLine, LineTaken, ballot_lines, line_taken
from desktop.services.vote_printing import VotePapers
from desktop.storage.queries import votes as queries
from desktop.storage.queries.registers import records_below

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.changes import Changes
    from desktop.domain.values import Record, Value
    from desktop.domain.vote_result import VoteResult
    from desktop.services.vote_counting import Recount, VoteReport
    from desktop.services.vote_taking import BallotForm, ConsentsFound


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One vote of a quarter's list: its record, and its frozen numbers once closed."""

    vote: Record
    frozen: VoteResult | None


_WHOLE = 100


class Votes(VotePapers):
    """Votes of the owners: opened, ballots taken, counted, closed and frozen."""

    def of_quarter(self, quarter_id: str) -> list[VoteLine]:
        """Return the votes of a quarter, oldest first."""
        with self._ledger.reader() as connection:
            frozen = queries.final_counts(connection, quarter_id)
            rows = records_below(connection, "vote", "quarter_id", quarter_id)
        return [
            VoteLine(row, read_result(found.result) if found else None)
            for row in rows
            for found in (frozen.get(str(row["id"])),)
        ]

    def open(self, quarter_id: str, values: Record | None = None) -> tuple[str, Changes]:
        """Begin a vote and return its id with what changed.

        Without other values: the stricter matter, the law of its last day (today's while none is
        set), the whole quarter.

        Raises:
            RefusedError: the operator may only read.
        """
        given = dict(values or {})
        last = given.get("vote_to")
        day = last if isinstance(last, date) else self._clock.today()
        record: dict[str, Value] = {
            "quarter_id": quarter_id,
            "matter": int(DEFAULT_MATTER),
            "rule_set": law_on(day).value,
            "scope": int(VoteScope.QUARTER),
            **given,
        }
        with self._ledger.unit_of_work("open-vote") as work:
            (vote_id,) = work.insert("vote", [record])
        return vote_id, work.changes

    def remove(self, vote_id: str) -> Changes:
        """Take an open vote away; undo brings it back.

        Raises:
            RefusedError: ``vote-closed``.
        """
        with self._ledger.unit_of_work("remove-vote") as work:
            counting.require_open(counting.the_vote(work.connection, vote_id))
            work.delete("vote", vote_id)
        return work.changes

    def describe(self, vote_id: str, values: Record) -> Changes:
        """Change matter, rules, scope or days of an open vote, in one operation.

        Raises:
            InputError: ``record-missing``, ``vote-share-range``: not above 0 and at most 100 %.
            RefusedError: ``vote-closed``.
        """
        share = values.get("scheme_share")
        if share is not None and not 0 < Decimal(str(share)) <= _WHOLE:
            raise InputError("vote-share-range")
        with self._ledger.unit_of_work("describe-vote") as work:
            counting.require_open(counting.the_vote(work.connection, vote_id))
            work.update("vote", vote_id, values)
        return work.changes

    def ballot(self, vote_id: str, household_id: str, form: BallotForm) -> tuple[str, Changes]:
        """Take one ballot and return its id with what changed.

        Ink is kept with it by ``Pictures.attach_ink("ballot", …)``, a scan by ``attach``.

        Raises:
            InputError: ``vote-door-outside``, ``vote-proxy-document``.
            RefusedError: ``vote-closed``; the operator may only read.
        """
        with self._ledger.unit_of_work("take-ballot") as work:
            today = self._clock.today()
            ballot_id = taking.take_one(work, vote_id, household_id, form, today)
        return ballot_id, work.changes

    def take(
        self,
        vote_id: str,
        choices: Mapping[str, int],
        *,
        cast_on: date | None = None,
        basis: int = int(ConsentBasis.PAPER),
    ) -> Changes:
        """Take many owners' ballots as one operation: household id → choice.

        Raises:
            InputError: ``vote-door-outside``.
            RefusedError: ``vote-closed``; the operator may only read.
        """
        with self._ledger.unit_of_work("take-ballots") as work:
            day = cast_on or self._clock.today()
            taking.take_many(work, vote_id, choices, basis=basis, cast_on=day)
        return work.changes

    def remove_ballot(self, ballot_id: str) -> Changes:
        """Take a ballot of an open vote away; undo brings it back.

        Raises:
            InputError: ``record-missing``.
            RefusedError: ``vote-closed``.
        """
        with self._ledger.unit_of_work("remove-ballot") as work:
            found = work.get("ballot", ballot_id)
            if found is None:
                raise InputError("record-missing")
            counting.require_open(counting.the_vote(work.connection, str(found["vote_id"])))
            work.delete("ballot", ballot_id)
        return work.changes

    def read_lines(self, vote_id: str, text: str) -> list[LineTaken]:
        """Return what typed or pasted lines such as ``3-1-502 1`` mean; nothing is stored."""
        with self._ledger.reader() as connection:
            rows = queries.voters(connection, counting.the_vote(connection, vote_id))
        doors = DoorIndex((r.id, r.building_no, r.unit_no, r.room_no) for r in rows)
        return [line_taken(doors, line.strip()) for line in text.splitlines() if line.strip()]

    def consents(self, vote_id: str, since: date) -> ConsentsFound:
        """Return which signed consents could be taken as ballots; see ``take_consents``."""
        with self._ledger.reader() as connection:
            return taking.consents(connection, vote_id, since)

    def take_consents(self, vote_id: str, since: date) -> Changes:
        """Take the consents signed from ``since`` on as ballots, as a person expressly asked.

        Raises:
            InputError: ``vote-no-consents``.
            RefusedError: ``vote-closed``; the operator may only read.
        """
        with self._ledger.unit_of_work("take-consents") as work:
            taking.take_consents(work, vote_id, since)
        return work.changes

    def give_consents(self, vote_id: str) -> Changes:
        """Store the boxes 水表改造 and 电表改造 of counting ballots as the households' consents.

        Raises:
            InputError: ``vote-no-answers``: the ballots say nothing that is not on record.
            RefusedError: the operator may only read.
        """
        with self._ledger.unit_of_work("ballots-to-consents") as work:
            taking.give_consents(work, vote_id, self._clock.today())
        return work.changes

    def same_owner(self, household_ids: Sequence[str]) -> Changes:
        """Put parts into one owner's group, such as the builder's unsold ones (L2 art. 9)."""
        group = self._ledger.ids()
        with self._ledger.unit_of_work("same-owner") as work:
            work.update_many(
                "household", [(one, {"owner_group_id": group}) for one in household_ids]
            )
        return work.changes

    def different_owners(self, household_ids: Sequence[str]) -> Changes:
        """Take parts out of their owners' groups; the same identity number still is one owner."""
        with self._ledger.unit_of_work("different-owners") as work:
            work.update_many(
                "household", [(one, {"owner_group_id": None}) for one in household_ids]
            )
        return work.changes

    def count(self, vote_id: str) -> VoteReport:
        """Count as of this moment, whether the vote is closed or not.

        Raises:
            InputError: ``record-missing``.
        """
        with self._ledger.reader() as connection:
            vote = counting.the_vote(connection, vote_id)
            return counting.report_now(
                vote, counting.count_now(connection, vote, self._clock.today())
            )

    def result(self, vote_id: str) -> VoteReport:
        """Return the count that holds: the frozen one of a closed vote, else this moment's.

        Raises:
            InputError: ``record-missing``.
        """
        with self._ledger.reader() as connection:
            vote = counting.the_vote(connection, vote_id)
            final = [row for row in queries.counts(connection, vote_id) if row.final]
            if vote.get("closed_at") and final:
                return counting.report_frozen(connection, vote, final[0])
            return counting.report_now(
                vote, counting.count_now(connection, vote, self._clock.today())
            )

    def close(self, vote_id: str) -> Changes:
        """Close the vote: result, rules and inputs are frozen in one transaction.

        Raises:
            RefusedError: ``vote-closed``, ``vote-dates-missing``, ``vote-dates-order``,
                ``vote-still-running``, ``vote-nobody``; the operator may only read.
        """
        with self._ledger.unit_of_work("close-vote") as work:
            vote = counting.the_vote(work.connection, vote_id)
            counting.freeze(
                work,
                vote,
                now=self._clock.now(),
                today=self._clock.today(),
                by=self._ledger.operator.name,
            )
        return work.changes

    def compare(self, vote_id: str) -> Recount:
        """Return the frozen count and one of this moment side by side; nothing is stored.

        Raises:
            RefusedError: ``vote-not-closed``.
        """
        with self._ledger.reader() as connection:
            vote = counting.the_vote(connection, vote_id)
            return counting.compare(connection, vote, self._clock.today())

    def recount(self, vote_id: str) -> Changes:
        """Keep a count of this moment beside the frozen one, which stays what holds.

        Raises:
            RefusedError: ``vote-not-closed``; the operator may only read.
        """
        with self._ledger.unit_of_work("recount-vote") as work:
            vote = counting.the_vote(work.connection, vote_id)
            counting.compare(work.connection, vote, self._clock.today())
            found = counting.count_now(work.connection, vote, self._clock.today())
            counting.store(
                work,
                vote_id,
                found,
                final=False,
                now=self._clock.now(),
                by=self._ledger.operator.name,
            )
        return work.changes

    def ballots(self, vote_id: str) -> list[BallotLine]:
        """Return every door of a vote with its ballots, in walking order.

        Raises:
            InputError: ``record-missing``.
        """
        with self._ledger.reader() as connection:
            vote = counting.the_vote(connection, vote_id)
            rows = queries.voters(connection, vote)
            now = counting.count_now(connection, vote, self._clock.today())
            cast = queries.ballots(connection, vote_id)
        return ballot_lines(rows, now, cast)
