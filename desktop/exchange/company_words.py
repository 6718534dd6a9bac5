"""What a water or power company calls the columns of its lists, and what a list is about."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.domain.company_lines import ListKind
from desktop.domain.fields import ENTITIES, HOUSEHOLD, Field
from desktop.exchange.roster_fields import normal, without_brackets
from desktop.kernel.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NUMBERS = {"water_meter": "body_no", "electricity_meter": "asset_no"}
_READINGS = ("last_reading", "first_reading")
_SIDED = ("reading", "seal", "dn", "kind", "maker", "model")
PLACES = ("quarter", "building_no", "unit_no", "room_no", "address")
FIELDS = (
    *PLACES, "name", "account_no", "number", "old_number", "new_number", "last_reading",
    "first_reading", "day", "removed_on", "installed_on", "seal", "old_seal", "seal_plastic",
    "seal_steel", "seal_lead", "seal_box", "installer", "verified_on", "cert_no", "position",
    "dn", "kind", "maker", "model", "book_no", "contract_no", "transformer_area", "box_no",
    "box_slot", "remarks",
)  # fmt: skip
"""Everything that a column of a company's list may stand for, in the order people look for it."""


@dataclass(frozen=True, slots=True)
class _Table:
    """``company_headers.toml`` by normal form."""

    headers: Mapping[str, str]
    bases: Mapping[str, str]
    fields: Mapping[str, Mapping[str, str]]
    sides: Mapping[str, tuple[str, ...]]
    utilities: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]


class CompanyWords:
    """The headings of companies' lists, for :func:`desktop.exchange.roster_header.find_header`."""

    leads = frozenset({"account_no", "number", "old_number", "new_number", "room_no", "address"})

    def field_of(self, header: str, heading: str, noun: str) -> str | None:
        """Return the field of ``header``: by itself, by its side, by the side of what is over it.

        Args:
            header: the heading's own text.
            heading: what stands over it in a header of two lines.
            noun: ``old`` or ``new``, where the column to its left belongs.
        """
        table = _table()
        forms = dict.fromkeys(form for form in (normal(header), without_brackets(header)) if form)
        for form in forms:
            if form in table.headers and not (form in table.bases and _side(normal(heading))):
                return table.headers[form]
        for form in forms:
            for side, rest in _split(form):
                base = table.bases.get(rest)
                if base is None:
                    continue
                over = side or _side(normal(heading)) or (noun if base in _SIDED else "")
                return table.fields[base].get(over)
        return None

    def noun_of(self, field: str) -> str:
        """Return ``old`` or ``new`` where a column is about one of the two meters."""
        if field in {"old_number", "last_reading", "old_seal", "removed_on"}:
            return "old"
        return "new" if field in {"new_number", "first_reading", "installed_on"} else ""

    def own_name(self, name: str) -> str | None:
        """Return ``name`` if it is a field of these lists."""
        return name if name in FIELDS else None


def ledger_field(name: str, utility: str) -> Field | None:
    """Return the field of the ledger whose values a column holds; None for addresses and the like.

    Where it is not known yet which meters a list is about, the longer of both fields is taken.
    """
    if name in {"number", "old_number", "new_number"}:
        name = _NUMBERS[utility or "electricity_meter"]
        return ENTITIES[utility or "electricity_meter"].field(name)
    if name == "name":
        return HOUSEHOLD.field("owner_name")
    name = {"day": "installed_on", "old_seal": "seal_plastic"}.get(name, name)
    if name == "seal":
        name = "seal_meter" if utility == "electricity_meter" else "seal_plastic"
    if name in _READINGS and not utility:
        utility = "water_meter"
    for kind in (utility,) if utility else ("water_meter", "electricity_meter"):
        found = ENTITIES[kind].field(name)
        if found is not None:
            return found
    if name in {"seal_plastic", "old_seal"}:
        return ENTITIES["water_meter"].field("seal_plastic")
    return None


def utility_of(texts: Iterable[str]) -> str:
    """Return the kind of meter that titles and headings speak of, or ``""`` where both or none."""
    joined = "\n".join(normal(text) for text in texts)
    counts = {
        kind: sum(joined.count(word) for word in words)
        for kind, words in _table().utilities.items()
    }
    best = max(counts.values(), default=0)
    found = [kind for kind, count in counts.items() if count == best]
    return found[0] if best and len(found) == 1 else ""


def kind_of(fields: Iterable[str], titles: Iterable[str]) -> ListKind:
    """Return what a list is for: by its columns, and by the word 核对 over or in its name."""
    found = set(fields)
    exchange = "new_number" in found and found & {"old_number", *_READINGS}
    if exchange:
        return ListKind.EXCHANGES
    joined = "".join(normal(title) for title in titles)
    if any(word in joined for word in _table().kinds[ListKind.CHECK]):
        return ListKind.CHECK
    return ListKind.ACCOUNTS


def _split(form: str) -> list[tuple[str, str]]:
    """Return (side, rest) of every way to take a word like 旧 or 新 off a heading."""
    found = [("", form)]
    for side, marks in _table().sides.items():
        found += [(side, form.removeprefix(mark)) for mark in marks if form.startswith(mark)]
        found += [(side, form.removesuffix(mark)) for mark in marks if form.endswith(mark)]
    return found


def _side(text: str) -> str:
    """Return the one side that a heading over columns names: 旧表, 新装表计; none for 新旧表."""
    found = {side for side, marks in _table().sides.items() if any(mark in text for mark in marks)}
    return found.pop() if len(found) == 1 else ""


@cache
def _table() -> _Table:
    path = resource("templates", "company_headers.toml")
    read: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return _Table(
        {normal(word): name for name, words in read["headers"].items() for word in words},
        {normal(word): base for base, words in read["bases"].items() for word in words},
        read["fields"],
        {side: tuple(marks) for side, marks in read["sides"].items()},
        {kind: tuple(words) for kind, words in read["utilities"].items()},
        {kind: tuple(words) for kind, words in read["kinds"].items()},
    )
