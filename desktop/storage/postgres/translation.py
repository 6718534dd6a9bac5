"""Says a statement of ours in the words of PostgreSQL.

Queries are written once, for SQLite. What differs is little and mechanical: the marks for values,
the test against a whole number, hints to the planner, and two-argument ``max`` and ``min``.
Functions that PostgreSQL lacks are made in the schema (:mod:`desktop.storage.postgres.functions`),
so that nothing here has to understand an expression.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_TEXT = re.compile(r"('(?:[^']|'')*')")
_HINT = re.compile(r"\s+(?:INDEXED BY \w+|NOT INDEXED)\b")
_NUMBER_TEST = re.compile(r"\bIS (NOT )?(\d+|%s|%\(v\d+\)s|\?)(?!\w)")
_PLAIN_TEST = re.compile(r"\bIS (NOT )?(?!NOT\b|NULL\b|TRUE\b|FALSE\b|DISTINCT\b)([a-zA-Z_][\w.]*)")
_ONLY_ASCII = re.compile(r"NOT GLOB '\*\[\^ -~\]\*'")
_BY_PART = re.compile(r"\bsearch_bigram MATCH (\?\d*)")
_IN_THIS_ORDER = re.compile(r"\bCROSS JOIN (?=\w+ \w+ ON\b)")
_COLLATED = re.compile(r"\s+COLLATE (?:BINARY|NOCASE)")


_NUMBERED = re.compile(r"\?(\d+)")


def values_of(statement: str, values: Any) -> Any:
    """Return ``values`` by name where ``statement`` numbers its marks (``?1``)."""
    if not values or not _NUMBERED.search(statement):
        return values
    return {f"v{place}": value for place, value in enumerate(values, 1)}


@lru_cache(maxsize=4_096)
def to_postgres(statement: str, *, given: bool) -> str:
    """Return ``statement`` as PostgreSQL's driver takes it.

    Args:
        statement: SQL as the queries of this program write it, values marked ``?`` or ``?1``.
        given: whether values come with it; only then does a percent sign count as a mark.
    """
    statement = _ONLY_ASCII.sub("!~ '[^ -~]'", statement)
    parts = _TEXT.split(statement)
    return "".join(
        (part.replace("%", "%%") if given else part) if place % 2 else _outside(part, given=given)
        for place, part in enumerate(parts)
    )


def _outside(part: str, *, given: bool) -> str:
    """Translate what stands outside of quoted texts."""
    part = _IN_THIS_ORDER.sub("JOIN ", _COLLATED.sub("", _HINT.sub("", part)))
    part = _BY_PART.sub(r"has_bigrams(grams, \1)", part)
    if given:
        part = _NUMBERED.sub(r"%(v\1)s", part.replace("%", "%%")).replace("?", "%s")
    return tests_translated(part)


def tests_translated(statement: str) -> str:
    """Return ``statement`` with the tests for sameness in PostgreSQL's words."""
    return _PLAIN_TEST.sub(_distinct, _NUMBER_TEST.sub(_distinct, statement))


def _distinct(found: re.Match[str]) -> str:
    word = "IS DISTINCT FROM" if found[1] else "IS NOT DISTINCT FROM"
    return f"{word} {found[2]}"
