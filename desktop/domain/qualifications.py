"""Qualification certificates of those who build and supervise, and what is wrong with them.

The plan, part four (4), asks for a qualified supervision unit: one takes part whose certificate
holds on the day. A certificate without a last day is not known to hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.project_codes import ProjectPart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.values import Record, Value

SOON = timedelta(days=60)
"""How long before its end a certificate is announced (our own proposal)."""
ASKED = (ProjectPart.CONTRACTOR, ProjectPart.SUPERVISION)
"""Parts that need a qualification (municipal plan, part four (4))."""


class Holding(StrEnum):
    """How the qualification of one taking part stands."""

    VALID = "valid"
    SOON = "soon"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    NOT_ASKED = "not-asked"


class PartProblem(StrEnum):
    """What is wrong with those taking part; message codes."""

    NO_CONTRACTOR = "works-no-contractor"
    NO_SUPERVISION = "works-no-supervision"
    UNQUALIFIED = "works-unqualified"
    EXPIRED = "works-qualification-expired"
    SOON = "works-qualification-soon"


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation and its part in one project on one day.

    Attributes:
        part: code 参建角色.
        name: the organisation.
        holding: its qualification.
        valid_to: last day of the certificate that holds longest.
    """

    part: int | None
    name: str
    holding: Holding
    valid_to: date | None


def takes_part(participation: Record, day: date) -> bool:
    """Return whether an organisation takes part on ``day``; an open end has no limit."""
    begin, end = participation.get("valid_from"), participation.get("valid_to")
    return (not isinstance(begin, date) or begin <= day) and (
        not isinstance(end, date) or day <= end
    )


def holding(certificates: Iterable[Record], day: date) -> tuple[Holding, date | None]:
    """Return how the certificates of one organisation stand, and the last day of the longest."""
    days: list[Value] = [certificate.get("valid_to") for certificate in certificates]
    ends = [end for end in days if isinstance(end, date)]
    if not ends:
        return Holding.UNKNOWN, None
    longest = max(ends)
    if longest < day:
        return Holding.EXPIRED, longest
    return (Holding.SOON if longest <= day + SOON else Holding.VALID), longest


def problems(participants: Sequence[Participant]) -> list[tuple[PartProblem, dict[str, str]]]:
    """Return what is wrong, each with the details of its sentence."""
    found: list[tuple[PartProblem, dict[str, str]]] = []
    missing = {
        ProjectPart.CONTRACTOR: PartProblem.NO_CONTRACTOR,
        ProjectPart.SUPERVISION: PartProblem.NO_SUPERVISION,
    }
    for part in ASKED:
        there = [one for one in participants if one.part == part]
        if not there:
            found.append((missing[part], {}))
        for one in there:
            end = one.valid_to.isoformat() if one.valid_to else ""
            if one.holding is Holding.UNKNOWN:
                found.append((PartProblem.UNQUALIFIED, {"name": one.name}))
            elif one.holding is Holding.EXPIRED:
                found.append((PartProblem.EXPIRED, {"name": one.name, "day": end}))
            elif one.holding is Holding.SOON:
                found.append((PartProblem.SOON, {"name": one.name, "day": end}))
    return found
