"""The catalogue that turns an error or reason code into a sentence a person can use."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from desktop.kernel.resources import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("zh_CN", "en")


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence and what to do next; ``hint`` may be empty."""

    code: str
    text: str
    hint: str


class _Lenient(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


@cache
def catalogue(language: str) -> Mapping[str, Mapping[str, str]]:
    """Return code → {"message", "hint"} for ``zh_CN`` or ``en``, from every room's file."""
    entries: dict[str, Mapping[str, str]] = {}
    for path in sorted(resource("messages", language).glob("*.toml")):
        entries.update(tomllib.loads(path.read_text(encoding="utf-8")))
    return entries


def message_for(code: str, details: Mapping[str, object], language: str) -> Message:
    """Return the sentence of ``code`` in ``language`` with ``details`` put in.

    A code without an entry is shown as itself: people see something, and a test fails.
    """
    entry = catalogue(language).get(code, {})
    values = _Lenient(details)
    return Message(
        code,
        entry.get("message", code).format_map(values),
        entry.get("hint", "").format_map(values),
    )
