"""What may stand only once, looked at on the merged result (``exchange.md``, merge rule 8).

Two rows that swap their numbers are fine; a number that ends at two meters is not, whoever had it
first. Only what the merge itself would cause is named: what stood twice before is no news.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.fields import ENTITIES
from desktop.domain.meters import OUT_OF_USE
from desktop.domain.values import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from desktop.domain.merge_plan import Update
    from desktop.domain.values import Record, Value


@dataclass(frozen=True, slots=True)
class UniqueRule:
    """Fields that together name one record of a kind.

    Attributes:
        kind: entity kind.
        fields: the fields; the last is the one a person types. All must be filled to count.
        code: message code where two records say the same.
        in_use: whether only meters in use count.
    """

    kind: str
    fields: tuple[str, ...]
    code: str
    in_use: bool = False

    @property
    def typed(self) -> str:
        """The field a person types."""
        return self.fields[-1]


UNIQUE = (
    UniqueRule("quarter", ("quarter_code",), "merge-quarter-code-taken"),
    UniqueRule("building", ("quarter_id", "building_no"), "merge-building-taken"),
    UniqueRule("household", ("unit_id", "room_no"), "merge-room-taken"),
    UniqueRule("water_meter", ("body_no",), "merge-number-taken", in_use=True),
    UniqueRule("water_meter", ("account_no",), "merge-account-taken", in_use=True),
    UniqueRule("electricity_meter", ("asset_no",), "merge-number-taken", in_use=True),
    UniqueRule("electricity_meter", ("account_no",), "merge-account-taken", in_use=True),
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge would write, as far as uniqueness goes.

    Attributes:
        updates: fields to set.
        inserted: (kind, id, record) of new records.
        deleted: ids to delete.
        now: id → record as it is, of every record that is updated.
        holders: (kind, field) → id → record, of all that now say a value that is to be written.
    """

    updates: Sequence[Update]
    inserted: Sequence[tuple[str, str, Record]] = ()
    deleted: Collection[str] = ()
    now: Mapping[str, Record] = field(default_factory=dict)
    holders: Mapping[tuple[str, str], Mapping[str, Record]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What cannot be written because it would stand twice.

    Attributes:
        updates: (record id, field) → message code.
        inserted: id → (field, message code).
    """

    updates: Mapping[tuple[str, str], str]
    inserted: Mapping[str, tuple[str, str]]


def wanted_values(
    updates: Iterable[Update], inserted: Iterable[tuple[str, str, Record]]
) -> dict[tuple[str, str], set[Value]]:
    """Return (kind, field) → values to be written, to ask the ledger who says them now."""
    found: dict[tuple[str, str], set[Value]] = defaultdict(set)
    typed = {(rule.kind, rule.typed) for rule in UNIQUE}
    for update in updates:
        if (update.kind, update.field) in typed and update.theirs is not None:
            found[update.kind, update.field].add(update.theirs)
    for kind, _, record in inserted:
        for name, value in record.items():
            if (kind, name) in typed and value is not None:
                found[kind, name].add(value)
    return found


def taken(merged: Merged) -> Taken:
    """Return what would stand twice; leaving one out may bring another, so it is asked again."""
    updates: dict[tuple[str, str], str] = {}
    inserted: dict[str, tuple[str, str]] = {}
    while True:
        before = len(updates) + len(inserted)
        for rule in UNIQUE:
            _look(rule, merged, updates, inserted)
        if len(updates) + len(inserted) == before:
            return Taken(updates, inserted)


def _look(
    rule: UniqueRule,
    merged: Merged,
    updates: dict[tuple[str, str], str],
    inserted: dict[str, tuple[str, str]],
) -> None:
    fresh = _still_written(rule, merged, updates)
    new = {i: r for kind, i, r in merged.inserted if kind == rule.kind and i not in inserted}
    touching = {*rule.fields, "state"} if rule.in_use else set(rule.fields)
    moved = {one for one, values in fresh.items() if touching & values.keys()}
    for one in _doubled(rule, merged, fresh, moved, new):
        if one in new:
            inserted[one] = (rule.typed, rule.code)
        elif one in moved:
            names = fresh[one].keys() & set(rule.fields) or {"state"}
            updates |= {(one, name): rule.code for name in names}


def _still_written(
    rule: UniqueRule, merged: Merged, left_out: Collection[tuple[str, str]]
) -> dict[str, dict[str, Value]]:
    """Return id → fields that are written to records of the rule's kind."""
    fresh: dict[str, dict[str, Value]] = defaultdict(dict)
    for update in merged.updates:
        if update.kind == rule.kind and (update.id, update.field) not in left_out:
            fresh[update.id][update.field] = update.theirs
    return fresh


def _doubled(
    rule: UniqueRule,
    merged: Merged,
    fresh: Mapping[str, Record],
    moved: Collection[str],
    new: Mapping[str, Record],
) -> Iterable[str]:
    """Return the records that would say what another one says, once everything is written."""
    after: dict[str, Record] = dict(merged.holders.get((rule.kind, rule.typed), {}))
    for one in {*moved, *(after.keys() & fresh.keys())}:
        after[one] = {**merged.now.get(one, after.get(one, {})), **fresh[one]}
    after |= new
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for one, record in after.items():
        key = _key(rule, record)
        if key is not None and one not in merged.deleted:
            groups[key].append(one)
    return [one for members in groups.values() if len(members) > 1 for one in members]


def _key(rule: UniqueRule, record: Record) -> tuple[str, ...] | None:
    if rule.in_use and record.get("state") in OUT_OF_USE:
        return None
    parts = []
    for name in rule.fields:
        column = ENTITIES[rule.kind].field(name)
        text = canonical(column, record.get(name)) if column else ""
        if not text:
            return None
        parts.append(text)
    return tuple(parts)
