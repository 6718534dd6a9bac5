"""Counting votes from the ledger, freezing a count and showing a new one beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.domain.parameters import value_on
from desktop.domain.project_codes import Matter, RuleSet
from desktop.domain.rows import address_label
from desktop.domain.vote_ballots import BallotFacts
from desktop.domain.vote_count import VoteFacts, count
from desktop.domain.vote_dates import closing_refusal, date_findings
from desktop.domain.vote_inputs import digest, inputs_text, read_inputs
from desktop.domain.vote_parts import Part, area_of, owners
from desktop.domain.vote_recount import differences
from desktop.domain.vote_result import read_result, result_of, result_text
from desktop.domain.vote_rules import DEFAULT_MATTER, law_on, rule_findings
from desktop.domain.vote_text import rule_text
from desktop.kernel.errors import InputError, RefusedError
from desktop.services.parameters import set_values
from desktop.storage.queries import votes as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.values import Record, Value
    from desktop.domain.vote_count import Tally
    from desktop.domain.vote_recount import Difference
    from desktop.domain.vote_result import VoteResult
    from desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class VoteReport:
    """One count with everything that is shown of it.

    Attributes:
        vote: the vote's record.
        result: the numbers.
        rule_text: the rules in words.
        frozen: whether it is the count of the closing; otherwise it is that of this moment.
        counted_at: when it was counted; None for this moment's.
        counted_by: who closed the vote.
        sha256: of the inputs.
        intact: whether stored inputs, checksum and result still agree; True for this moment's.
        doors: code of a note → the doors that it is about, in walking order.
    """

    vote: Record
    result: VoteResult
    rule_text: str
    frozen: bool
    counted_at: datetime | None
    counted_by: str
    sha256: str
    intact: bool
    doors: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Recount:
    """The frozen count and one of this moment, side by side; the first stays what holds."""

    frozen: VoteReport
    now: VoteReport
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A count with the facts it was made from."""

    facts: VoteFacts
    parts: tuple[Part, ...]
    ballots: tuple[BallotFacts, ...]
    tally: Tally
    findings: tuple[str, ...]

    @property
    def result(self) -> VoteResult:
        """The numbers."""
        return result_of(self.tally, len(self.parts), self.findings)

    @property
    def doors(self) -> dict[str, tuple[str, ...]]:
        """Code of a note → doors; a ballot whose door is gone is called by nothing."""
        labels = {part.id: part.label for part in self.parts}
        return {
            code: tuple(labels.get(part, "") for part in ids)
            for code, ids in self.tally.notes.items()
        }


def the_vote(connection: Connection, vote_id: str) -> dict[str, Value]:
    """Return the record of a vote.

    Raises:
        InputError: ``record-missing``.
    """
    found = queries.vote(connection, vote_id)
    if found is None:
        raise InputError("record-missing")
    return found


def count_now(connection: Connection, vote: dict[str, Value], today: date) -> Counted:
    """Count a vote from what the ledger holds at this moment."""
    facts = vote_facts(connection, vote, today)
    parts = vote_parts(queries.part_rows(connection, vote))
    ballots = tuple(_ballot(row) for row in queries.ballot_facts(connection, str(vote["id"])))
    return counted(facts, parts, ballots)


def counted(facts: VoteFacts, parts: Sequence[Part], ballots: Sequence[BallotFacts]) -> Counted:
    """Count given facts."""
    findings = (
        *rule_findings(
            facts.matter, facts.rule_set, facts.day, facts.scheme_share, facts.scheme_document
        ),
        *date_findings(facts),
    )
    tally = count(facts, parts, ballots)
    return Counted(facts, tuple(parts), tuple(ballots), tally, findings)


def vote_facts(connection: Connection, vote: Record, today: date) -> VoteFacts:
    """Return what the count needs of the vote; without an end, today's law is the law."""
    last = _day(vote.get("vote_to"))
    announced = _day(vote.get("announced_on"))
    day = last or today
    share, rule_set = vote.get("scheme_share"), vote.get("rule_set")
    notice = value_on("vote-notice-days", announced or today, set_values(connection))
    return VoteFacts(
        matter=Matter(int(str(vote.get("matter") or int(DEFAULT_MATTER)))),
        rule_set=RuleSet(str(rule_set)) if rule_set else law_on(day),
        scheme_share=share if isinstance(share, Decimal) else None,
        scheme_document=str(vote.get("scheme_document") or ""),
        scope=int(str(vote.get("scope") or 1)),
        announced_on=announced,
        first=_day(vote.get("vote_from")),
        last=last,
        day=day,
        notice_days=int(notice),
    )


def vote_parts(rows: Iterable[tuple[Any, ...]]) -> tuple[Part, ...]:
    """Return the exclusive parts with their owners and areas; see ``queries.part_rows``."""
    found = list(rows)
    whose = owners((row[0], row[4], row[5]) for row in found)
    return tuple(
        Part(row[0], address_label(*row[1:4]), whose[row[0]], *area_of(*row[6:10])) for row in found
    )


def report_now(vote: Record, now: Counted) -> VoteReport:
    """Return a count of this moment for showing."""
    return VoteReport(
        vote=vote,
        result=now.result,
        rule_text=rule_text(now.facts),
        frozen=False,
        counted_at=None,
        counted_by="",
        sha256="",
        intact=True,
        doors=now.doors,
    )


def frozen_of(connection: Connection, vote_id: str) -> tuple[queries.CountRow, Counted] | None:
    """Return the frozen count of a vote with what was counted then, or None."""
    row = next((c for c in queries.counts(connection, vote_id) if c.final), None)
    if row is None:
        return None
    return row, counted(*read_inputs(queries.count_inputs(connection, row.id)))


def report_frozen(connection: Connection, vote: Record, row: queries.CountRow) -> VoteReport:
    """Return a stored count for showing, and whether it still is what was stored."""
    text = queries.count_inputs(connection, row.id)
    again = counted(*read_inputs(text))
    result = read_result(row.result)
    return VoteReport(
        vote=vote,
        result=result,
        rule_text=row.rule_text,
        frozen=True,
        counted_at=datetime.fromisoformat(row.counted_at) if row.counted_at else None,
        counted_by=row.counted_by,
        sha256=row.inputs_sha256,
        intact=digest(text) == row.inputs_sha256 and again.result == result,
        doors=again.doors,
    )


def freeze(work: UnitOfWork, vote: dict[str, Value], *, now: datetime, today: date, by: str) -> str:
    """Count, and store the count with rule and inputs as the one that holds, in ``work``.

    Raises:
        RefusedError: ``vote-closed``, ``vote-dates-missing``, ``vote-dates-order``,
            ``vote-still-running``, ``vote-nobody``: no door in the scope.
    """
    require_open(vote)
    found = count_now(work.connection, vote, today)
    _may_close(found, today)
    vote_id = str(vote["id"])
    count_id = store(work, vote_id, found, final=True, now=now, by=by)
    work.update("vote", vote_id, {"closed_at": now, "closed_by": by})
    return count_id


def store(
    work: UnitOfWork, vote_id: str, found: Counted, *, final: bool, now: datetime, by: str
) -> str:
    """Store a count with rule, inputs and their SHA-256 and return its id."""
    inputs = inputs_text(found.facts, found.parts, found.ballots)
    record: dict[str, Any] = {
        "vote_id": vote_id,
        "final": final,
        "counted_at": now,
        "counted_by": by,
        "result": result_text(found.result),
        "rule_text": rule_text(found.facts),
        "inputs": inputs,
        "inputs_sha256": digest(inputs),
    }
    return work.insert("vote_count", [record])[0]


def compare(connection: Connection, vote: dict[str, Value], today: date) -> Recount:
    """Return the frozen count and one of this moment.

    Raises:
        RefusedError: ``vote-not-closed``.
    """
    found = frozen_of(connection, str(vote["id"]))
    if found is None:
        raise RefusedError("vote-not-closed")
    row, before = found
    now = count_now(connection, vote, today)
    return Recount(
        report_frozen(connection, vote, row),
        report_now(vote, now),
        differences((before.parts, before.tally), (now.parts, now.tally)),
    )


def require_open(vote: Record) -> None:
    """Refuse what would change a closed vote.

    Raises:
        RefusedError: ``vote-closed``.
    """
    if vote.get("closed_at"):
        raise RefusedError("vote-closed")


def _may_close(found: Counted, today: date) -> None:
    if not found.parts:
        raise RefusedError("vote-nobody")
    why = closing_refusal(found.facts, today)
    if why == "vote-still-running":
        raise RefusedError("vote-still-running", day=str(found.facts.last))
    if why == "vote-dates-order":
        raise RefusedError("vote-dates-order")
    if why:
        raise RefusedError("vote-dates-missing")


def _ballot(row: tuple[Any, ...]) -> BallotFacts:
    ballot_id, part, choice, basis, signer, proxy, cast = row
    return BallotFacts(
        id=ballot_id,
        part=part,
        choice=choice,
        basis=basis,
        signer=signer,
        proxy=bool(proxy and proxy.strip()),
        cast_on=_signed(cast) if cast else None,
    )


@cache
def _signed(text: str) -> date:
    """Return a day from its text; the ballots of a vote share a few."""
    return date.fromisoformat(text)


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None
