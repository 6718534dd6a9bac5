"""The inputs of a count as one text that is frozen with it, and read back for ever.

Compact JSON with sorted keys, so that the same facts always give the same SHA-256. It names doors
and owners' record ids, never people.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from desktop.domain.project_codes import AreaBasis, Matter, RuleSet
from desktop.domain.vote_ballots import BallotFacts
from desktop.domain.vote_count import VoteFacts
from desktop.domain.vote_parts import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

VERSION = 1


def inputs_text(facts: VoteFacts, parts: Sequence[Part], ballots: Sequence[BallotFacts]) -> str:
    """Return the inputs as text; ballots in the order of their ids."""
    content = {
        "version": VERSION,
        "vote": {
            "matter": int(facts.matter),
            "rule_set": facts.rule_set.value,
            "scheme_share": _text(facts.scheme_share),
            "scheme_document": facts.scheme_document,
            "scope": facts.scope,
            "announced_on": _text(facts.announced_on),
            "first": _text(facts.first),
            "last": _text(facts.last),
            "day": facts.day.isoformat(),
            "notice_days": facts.notice_days,
        },
        "parts": parts,  # named tuples are written as lists
        "ballots": sorted(ballots, key=lambda one: one.id),
    }
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat
    )


def read_inputs(text: str) -> tuple[VoteFacts, tuple[Part, ...], tuple[BallotFacts, ...]]:
    """Return what :func:`inputs_text` wrote.

    Raises:
        ValueError: it is not such a text.
    """
    try:
        content = json.loads(text)
        return (
            _facts(content["vote"]),
            tuple(
                Part(i, label, owner, area, AreaBasis(basis) if basis else None)
                for i, label, owner, area, basis in content["parts"]
            ),
            tuple(
                BallotFacts(i, part, choice, basis, signer, proxy, _day(cast))
                for i, part, choice, basis, signer, proxy, cast in content["ballots"]
            ),
        )
    except (KeyError, TypeError) as error:
        message = "these are no inputs of a count"
        raise ValueError(message) from error


def digest(text: str) -> str:
    """Return the SHA-256 of the inputs in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def _facts(vote: dict[str, Any]) -> VoteFacts:
    share = vote["scheme_share"]
    return VoteFacts(
        matter=Matter(vote["matter"]),
        rule_set=RuleSet(vote["rule_set"]),
        scheme_share=None if share is None else Decimal(share),
        scheme_document=vote["scheme_document"],
        scope=vote["scope"],
        announced_on=_day(vote["announced_on"]),
        first=_day(vote["first"]),
        last=_day(vote["last"]),
        day=date.fromisoformat(vote["day"]),
        notice_days=vote["notice_days"],
    )


def _text(value: date | Decimal | None) -> str | None:
    return None if value is None else str(value)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
