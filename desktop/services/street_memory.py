"""What a street said last where the district's ledger says otherwise.

The base of the next comparison is the journal at the last intake. Where the ledger did not take
what the street said (a correction of the district, an open question), that base would be wrong:
what the street said is kept with the intake instead.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.damage import is_same
from desktop.domain.fields import ENTITIES
from desktop.domain.values import ValueProblem, canonical, parse, restore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain.fields import Field
    from desktop.domain.merge_plan import Update
    from desktop.domain.sheet_rows import SheetRow
    from desktop.domain.values import Record, Value

_FIELDS: Mapping[tuple[str, str], Field] = {
    (kind, one.name): one for kind, entity in ENTITIES.items() for one in entity.fields
}


@dataclass(slots=True)
class StreetMemory:
    """Kept in the summary of an intake.

    Attributes:
        said: (id, field) → (kind, canonical text) of what the street said.
        missing: ids that were in the ledger and on no row.
        dead: ids of rows whose record is deleted here.
        counts: for the list of intakes.
        costs: quarter id → what the workbook says the works cost, in yuan.
        merged: SHA-256 of the workbooks that the street had merged.
    """

    said: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    dead: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    costs: dict[str, str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)

    def to_text(self) -> str:
        """Return the summary as it is stored."""
        return json.dumps(
            {
                "counts": self.counts,
                "said": [[k, i, f, text] for (i, f), (k, text) in sorted(self.said.items())],
                "missing": sorted(self.missing),
                "dead": sorted(self.dead),
                "costs": self.costs,
                "merged": sorted(self.merged),
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_text(cls, text: str | None) -> StreetMemory:
        """Return what a summary holds; an empty memory for none."""
        found = json.loads(text or "{}")
        return cls(
            {(i, f): (k, said) for k, i, f, said in found.get("said", ())},
            set(found.get("missing", ())),
            set(found.get("dead", ())),
            dict(found.get("counts", {})),
            dict(found.get("costs", {})),
            list(found.get("merged", ())),
        )

    def values(self) -> dict[tuple[str, str], Value]:
        """Return (id, field) → what the street said."""
        return {
            (one, name): restore(_FIELDS[kind, name], text)
            for (one, name), (kind, text) in self.said.items()
            if (kind, name) in _FIELDS
        }


def differences(
    rows: Iterable[SheetRow],
    ledger: Mapping[str, Record],
    updates: Iterable[Update],
    before: StreetMemory,
) -> dict[tuple[str, str], tuple[str, str]]:
    """Return what the street says of ``rows`` where the ledger will not say the same.

    Args:
        rows: those that were kept because they differ.
        ledger: id → record before anything is written.
        updates: what will be written.
        before: memory of the last intake, for cells that cannot be read.
    """
    then = {(update.id, update.field): update.theirs for update in updates}
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows:
        by_kind = dict(zip(row.kinds, row.ids, strict=True))
        for key, raw in row.values.items():
            kind, _, name = key.partition(".")
            one = by_kind.get(kind)
            if one is None or one not in ledger:
                continue
            place, column = (one, name), _FIELDS[kind, name]
            will_be = then.get(place, ledger[one].get(name))
            if is_same(column, raw, will_be):
                continue
            try:
                text = canonical(column, parse(column, raw))
            except ValueProblem:
                if place in before.said:
                    found[place] = before.said[place]
                continue
            if text != canonical(column, will_be):
                found[place] = (kind, text)
    return found
