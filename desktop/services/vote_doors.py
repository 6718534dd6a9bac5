"""The doors of a vote with what was cast there, and what typed lines mean."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.vote_ballots import refusal, remarks, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.vote_ballots import BallotFacts, BallotRow
    from desktop.domain.vote_lines import DoorIndex
    from desktop.services.vote_counting import Counted
    from desktop.storage.queries import votes as queries


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One door of a vote.

    Attributes:
        household_id: the door; ``door`` how it is called.
        owner: name of the owner; ``co_owners`` of the others.
        area: in 0.01 m², 0 when none is on record; ``area_basis`` its proof.
        same_owner: how many parts in the scope belong to this owner.
        ballots: what was cast here, oldest first.
        choice: the one voice of the ballots that count, code of ``Choice``; None for none.
        why_not: code of why the newest ballot does not count; empty when it does.
        remarks: codes of what must still be done about ballots that count.
        consent_w, consent_e: the consents of the survey, shown beside it, never copied.
    """

    household_id: str
    door: str
    owner: str
    co_owners: str
    area: int
    area_basis: int | None
    same_owner: int
    ballots: tuple[BallotRow, ...]
    choice: int | None
    why_not: str
    remarks: tuple[str, ...]
    consent_w: int | None
    consent_e: int | None


@dataclass(frozen=True, slots=True)
class LineTaken:
    """One typed line: the door and choice it means, or why it means none."""

    text: str
    household_id: str
    choice: int
    problem: str


def line_taken(doors: DoorIndex, text: str) -> LineTaken:
    """Return what one line means."""
    try:
        household_id, choice = doors.read(text)
    except ValueError as error:
        return LineTaken(text, "", 0, str(error))
    return LineTaken(text, household_id, int(choice), "")


def ballot_lines(
    rows: Sequence[queries.VoterRow],
    now: Counted,
    cast: Sequence[BallotRow],
) -> list[BallotLine]:
    """Return every door with its ballots and what they are worth."""
    by_door: dict[str, list[BallotRow]] = defaultdict(list)
    for ballot in cast:
        by_door[ballot.household_id].append(ballot)
    facts = {ballot.id: ballot for ballot in now.ballots}
    owned = Counter(part.owner for part in now.parts)
    lines = []
    for row, part in zip(rows, now.parts, strict=True):
        ballots = tuple(by_door.get(row.id, ()))
        why_not, to_do = _worth([facts[ballot.id] for ballot in ballots], now)
        voice = now.tally.voices.get(row.id)
        lines.append(
            BallotLine(
                household_id=row.id,
                door=part.label,
                owner=row.owner_name or "",
                co_owners=row.co_owners or "",
                area=part.area,
                area_basis=part.basis,
                same_owner=owned[part.owner],
                ballots=ballots,
                choice=None if voice is None else int(voice),
                why_not=why_not,
                remarks=to_do,
                consent_w=row.consent_w,
                consent_e=row.consent_e,
            )
        )
    return lines


def _worth(ballots: Sequence[BallotFacts], now: Counted) -> tuple[str, tuple[str, ...]]:
    """Return why the newest refused ballot of a door does not count, and what others lack."""
    why_not, to_do = "", {}
    for ballot in ballots:
        if said(ballot) is None:
            continue
        why = refusal(ballot, now.facts.first, now.facts.last)
        why_not = why or why_not
        to_do.update({} if why else dict.fromkeys(remarks(ballot)))
    return why_not, tuple(to_do)
