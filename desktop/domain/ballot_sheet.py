"""What the ballot of one door says before anybody has ticked anything."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BallotHead:
    """What is alike on every ballot of a vote.

    Attributes:
        quarter: name of the quarter.
        title: what is voted on, in the office's words.
        matter: the matter of the law it falls under.
        days: days of voting, in words.
        body: who organises it and takes the ballots back.
        rule: the majority in words, one sentence for each that must be reached.
    """

    quarter: str
    title: str
    matter: str
    days: str
    body: str
    rule: str


@dataclass(frozen=True, slots=True)
class BallotSheet:
    """One door's ballot; it goes to its owner alone, so that nothing is masked.

    Attributes:
        household_id: what the square code says.
        label: the door.
        owner: name of the owner, with the co-owners; empty leaves a line.
        area: area of the exclusive part with its proof, so that the owner can object; empty leaves
            a line.
    """

    household_id: str
    label: str
    owner: str
    area: str
