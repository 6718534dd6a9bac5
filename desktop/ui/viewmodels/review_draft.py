"""Answers of a review that were given and not merged yet: they outlive a lock of the window."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desktop.domain.values import ValueProblem, parse
from desktop.ui.viewmodels.review_lines import Answer, Pick

if TYPE_CHECKING:
    from desktop.ui.viewmodels.review_state import ReviewState

_KIND = "merge-review"
Drafts = dict[tuple[str, str, str], str]


def keep_answers(drafts: Drafts, sha256: str, state: ReviewState) -> None:
    """Remember the answers given to the file with this digest; none forgets them."""
    place = (_KIND, sha256, "")
    if state.answers:
        drafts[place] = json.dumps({k: [str(a.pick), a.raw] for k, a in state.answers.items()})
    else:
        drafts.pop(place, None)


def forget_answers(drafts: Drafts, sha256: str) -> None:
    """Forget what was remembered: it is merged."""
    drafts.pop((_KIND, sha256, ""), None)


def restore_answers(drafts: Drafts, sha256: str, state: ReviewState) -> int:
    """Give the remembered answers again and return how many there are now."""
    kept = json.loads(drafts.get((_KIND, sha256, ""), "{}"))
    fields = {line.key: line.declared for line in state.lines if line.key in kept}
    answers: dict[str, Answer] = {}
    for key, declared in fields.items():
        pick, raw = Pick(kept[key][0]), kept[key][1]
        try:
            value = parse(declared, raw) if pick is Pick.VALUE and declared else None
        except ValueProblem:  # the field's rules have changed since
            continue
        answers[key] = Answer(pick, value, raw)
    state.keep(answers)
    return len(state.answers)
