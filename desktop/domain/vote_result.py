"""A count's result in numbers: short enough to be stored beside it and shown at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from desktop.domain.vote_count import Check, Side
from desktop.domain.vote_rules import Threshold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.vote_count import Tally


@dataclass(frozen=True, slots=True)
class VoteResult:
    """The numbers of one count.

    Attributes:
        passed: whether the owners agreed by every rule.
        area, heads: the two reckonings; areas in 0.01 m².
        checks: every share that must be reached, with its legal denominator.
        needed: side → how many more must say yes, None when all the silent ones are not enough.
        parts: exclusive parts in the scope.
        notes: code → how many parts it is about.
        findings: codes of what is wrong with rules and days.
    """

    passed: bool
    area: Side
    heads: Side
    checks: tuple[Check, ...]
    needed: Mapping[str, int | None]
    parts: int
    notes: Mapping[str, int]
    findings: tuple[str, ...]


def result_of(tally: Tally, parts: int, findings: Sequence[str]) -> VoteResult:
    """Return the numbers of ``tally``."""
    return VoteResult(
        passed=tally.passed,
        area=tally.area,
        heads=tally.heads,
        checks=tally.checks,
        needed=tally.needed,
        parts=parts,
        notes={code: len(ids) for code, ids in tally.notes.items()},
        findings=tuple(findings),
    )


def result_text(result: VoteResult) -> str:
    """Return the result as compact JSON."""
    return json.dumps(
        {
            "passed": result.passed,
            "area": _numbers(result.area),
            "heads": _numbers(result.heads),
            "checks": [
                [c.side, c.what, c.part, c.whole, str(c.threshold.share), c.threshold.more,
                 c.of_all, c.own]
                for c in result.checks
            ],
            "needed": dict(result.needed),
            "parts": result.parts,
            "notes": dict(result.notes),
            "findings": list(result.findings),
        },
        separators=(",", ":"),
    )  # fmt: skip


def read_result(text: str) -> VoteResult:
    """Return what :func:`result_text` wrote.

    Raises:
        ValueError: it is no such text.
    """
    try:
        found: dict[str, Any] = json.loads(text)
        return VoteResult(
            passed=bool(found["passed"]),
            area=Side(*found["area"]),
            heads=Side(*found["heads"]),
            checks=tuple(_check(*one) for one in found["checks"]),
            needed=found["needed"],
            parts=found["parts"],
            notes=found["notes"],
            findings=tuple(found["findings"]),
        )
    except (KeyError, TypeError) as error:
        message = "this is no result of a count"
        raise ValueError(message) from error


def _numbers(side: Side) -> list[int]:
    return [side.total, side.taking_part, side.yes, side.no, side.abstain]


def _check(*stored: Any) -> Check:
    side, what, part, whole, share, more, of_all, own = stored
    threshold = Threshold(Fraction(share), more=more)
    return Check(side, what, part, whole, threshold, of_all=of_all, own=own)
