"""The fields that a column of a household list may stand for, and how headers name them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.domain.fields import ELECTRICITY_METER, HOUSEHOLD, WATER_METER, Kind
from desktop.domain.values import tidy
from desktop.kernel.resources import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.fields import Field

PLACES = ("quarter", "building_no", "unit_no", "room_no", "floor", "address")
_METERS = (WATER_METER, ELECTRICITY_METER)
_NO_MATTER = re.compile(r"[\s*＊:：?？、/\\.。_-]+")
_BRACKETS = re.compile(r"[(（\[【〔].*?[)）\]】〕]")


@dataclass(frozen=True, slots=True)
class Target:
    """Where the values of a column go.

    Attributes:
        name: the name people see and write in a mapping file.
        noun: ``household``, ``water_meter``, ``electricity_meter``, or ``place``.
        field: what the values must be; None for the parts of the address.
    """

    name: str
    noun: str
    field: Field | None


@cache
def targets() -> Mapping[str, Target]:
    """Return every name that a mapping may use → its target; qualified names work throughout."""
    known = {name: Target(name, "place", None) for name in PLACES}
    known |= {
        "quarter.name": known["quarter"],
        "building": known["building_no"],
        "unit": known["unit_no"],
        "room": known["room_no"],
    }
    for field in HOUSEHOLD.fields:
        if field.kind is not Kind.REFERENCE and field.name not in known:
            known[field.name] = Target(field.name, "household", field)
    for entity in (HOUSEHOLD, *_METERS):
        others = {field.name for other in _METERS if other is not entity for field in other.fields}
        for field in entity.fields:
            if field.kind is Kind.REFERENCE:
                continue
            if entity is HOUSEHOLD:
                known.setdefault(f"household.{field.name}", known[field.name])
                continue
            unique = field.name not in others and field.name not in known
            target = Target(
                field.name if unique else f"{entity.kind}.{field.name}", entity.kind, field
            )
            known[f"{entity.kind}.{field.name}"] = known[target.name] = target
    return known


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """The header synonyms of ``roster_headers.toml``, by normal form."""

    fields: Mapping[str, str]
    nouns: Mapping[str, tuple[str, ...]]
    prefixes: Mapping[str, tuple[str, ...]]
    bare: frozenset[str]
    values: Mapping[str, Mapping[str, int]]


@cache
def header_words() -> HeaderWords:
    """Return the shipped synonyms together with the labels of ``fields.py``."""
    path = resource("templates", "roster_headers.toml")
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    words = {normal(word): name for name, synonyms in table["headers"].items() for word in synonyms}
    labels: dict[str, str] = {}
    for name, target in targets().items():
        if target.field is not None and name == target.name:
            label = normal(target.field.label)
            labels[label] = "" if label in labels else name  # one label, two nouns: says nothing
    for label, name in labels.items():
        if name:
            words.setdefault(label, name)
    return HeaderWords(
        words,
        {noun: tuple(found) for noun, found in table["nouns"].items()},
        {noun: tuple(found) for noun, found in table["prefixes"].items()},
        frozenset(normal(word) for word in table["bare"]["words"]),
        table["values"],
    )


def normal(header: str) -> str:
    """Return ``header`` without what differs from office to office: space, marks, case."""
    return _NO_MATTER.sub("", tidy(header)).lower().replace("(", "").replace(")", "")


def without_brackets(header: str) -> str:
    """Return the normal form of ``header`` without its bracketed parts (units, remarks)."""
    return normal(_BRACKETS.sub("", tidy(header)))


def field_of(header: str, heading: str = "", noun: str = "") -> str | None:
    """Return the field that ``header`` names, or None.

    Args:
        header: the header's own text.
        heading: text of a heading that stands over it in a two-line header.
        noun: ``water_meter`` or ``electricity_meter``, where the column to its left belongs.
    """
    words = header_words()
    forms = [form for form in (normal(header), without_brackets(header)) if form]
    over = _noun_of(heading) or (noun if any(form in words.bare for form in forms) else "")
    for form in forms:
        for prefix in words.prefixes.get(over, ()):
            found = words.fields.get(prefix + form)
            if found:
                return found
    return next((words.fields[form] for form in forms if form in words.fields), None)


def _noun_of(heading: str) -> str:
    text = normal(heading)
    for noun, found in header_words().nouns.items():
        if any(word in text for word in found):
            return noun
    return ""
