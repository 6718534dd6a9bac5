"""What a merge says on the command line, and how its questions are answered there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.cli.json_file import json_file
from desktop.domain.fields import ENTITIES
from desktop.kernel.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.cli.console import Console

_LINES = 50
_SHOWN = 40
"""Characters of a value."""


def decisions(words: str) -> str | dict[str, Any]:
    """Return ``leave``, ``ours`` or ``theirs``, or the content of a file of decisions.

    Raises:
        UsageError: neither of them.
    """
    if words in {"leave", "ours", "theirs"}:
        return words
    if not words.endswith(".json"):
        raise UsageError("usage", detail=f"--conflicts {words}", command="hubiao")
    return json_file(words)


def explain(problems: list[dict[str, Any]], console: Console) -> None:
    """Add its sentence to every problem."""
    for problem in problems:
        problem["message"] = console.sentence(problem["code"], problem)


def problem_lines(problems: list[dict[str, Any]], console: Console) -> list[str]:
    """Return the first problems, a line each, and how many more there are."""
    lines = [f"{p['sheet']}!{p['row']} {p['column']}: {p['message']}" for p in problems[:_LINES]]
    return lines + _more(len(problems), console)


def question_lines(rows: Iterable[dict[str, Any]], console: Console) -> list[str]:
    """Return the first open questions: where each stands, and both values or what is asked."""
    asked = list(rows)
    lines = [_question_line(row, console) for row in asked[:_LINES]]
    return lines + _more(len(asked), console)


def _more(count: int, console: Console) -> list[str]:
    left = {"count": count - _LINES}
    return [console.sentence("problems-more", left)] if count > _LINES else []


def _question_line(row: dict[str, Any], console: Console) -> str:
    column = ENTITIES[row["entity_kind"]].field(row["field"]) if row["field"] else None
    if column is None and row.get("reason"):
        where = row["label"] or f"{row.get('sheet', '')}!{row.get('cell', '')}"
        return f"{where}: {console.sentence(row['reason'])}"
    label = ""
    if column is not None:
        label = column.label if console.language == "zh_CN" else column.label_en
    values = " | ".join(_short(row[name]) for name in ("base", "ours", "theirs"))
    return f"{row['label']} {label}: {values}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
