"""The three-way merge of a returned workbook: what it would change, and what a person must decide.

Pure: base, ledger and workbook come in as mappings, a :class:`MergePlan` goes out. The rules are
those of ``exchange.md``; their laws stand in ``tests/domain/test_merge_laws.py``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.damage import is_same
from desktop.domain.fields import ENTITIES, Side
from desktop.domain.merge_alarms import alarms_of, deletion_alarms
from desktop.domain.merge_basis import (
    NUMBERS,
    BaseValues,
    MergeBasis,
    MergeOptions,
    address_of,
    needed_ids,
    told_address,
)
from desktop.domain.merge_fields import GROUPS, Outcome, three_way
from desktop.domain.merge_plan import (
    Alarm,
    AlarmCode,
    Conflict,
    ConflictReason,
    Deletion,
    Insertion,
    MergePlan,
    Place,
    Update,
)
from desktop.domain.merge_resolution import matched_updates
from desktop.domain.sheet_rows import ReturnedRows, RowState, SheetProblem, SheetRow
from desktop.domain.values import ValueProblem, canonical, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from desktop.domain.fields import Field
    from desktop.domain.values import Record, Value

_NOTHING: Mapping[tuple[str, str], Value] = {}


def plan_merge(
    returned: ReturnedRows, basis: MergeBasis, options: MergeOptions | None = None
) -> MergePlan:
    """Return what merging ``returned`` into the ledger would do; nothing is changed."""
    planner = _Planner(basis, options or MergeOptions(), returned)
    seen: dict[str, set[str]] = defaultdict(set)
    twins: dict[str, set[str]] = defaultdict(set)
    for (sheet, kinds), tickets in returned.untouched.items():
        leads = {ids[0] for ids in tickets if ids[0]}
        seen[kinds[0]] |= leads
        twins[sheet] |= leads
    for rows in _by_record(returned.rows):
        planner.take_rows(rows, twins[rows[0].sheet])
        lead = rows[0].lead_id
        if lead:
            seen[rows[0].kinds[0]].add(lead)
    planner.propose_missing(seen)
    planner.raise_alarms(returned)
    return planner.plan(returned)


def _by_record(rows: Iterable[SheetRow]) -> Iterator[list[SheetRow]]:
    """Yield rows that claim the same record, and new rows that say the same, together."""
    groups: dict[object, list[SheetRow]] = {}
    for row in rows:
        key: object = (row.sheet, row.number)
        if row.state is RowState.KNOWN and row.lead_id:
            key = (row.sheet, row.lead_id)
        elif row.state is RowState.NEW:
            key = (row.sheet, "", _content(row), tuple(sorted(row.context.items())))
        groups.setdefault(key, []).append(row)
    yield from groups.values()


def _content(row: SheetRow) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, _text(raw)) for key, raw in row.values.items()))


def _text(raw: object) -> str:
    return "" if raw is None else str(raw)


class _Planner:
    """Collects the parts of a plan."""

    def __init__(self, basis: MergeBasis, options: MergeOptions, returned: ReturnedRows) -> None:
        self.basis = basis
        self.options = options
        self.letters = returned.letters
        self.updates: list[Update] = []
        self.insertions: list[Insertion] = []
        self.deletions: list[Deletion] = []
        self.conflicts: list[Conflict] = []
        self.problems: list[SheetProblem] = []
        self.alarms: list[Alarm] = []
        self.repaired = 0
        self.quiet = 0

    def take_rows(self, rows: list[SheetRow], untouched: set[str]) -> None:
        """Plan the rows that claim one record; usually that is one row."""
        before = self._size()
        copies: list[SheetRow] = []
        if len(rows) > 1 or rows[0].lead_id in untouched:
            rows, copies = self._without_copies(rows, original=rows[0].lead_id in untouched)
        if rows and (len(set(map(_content, rows))) > 1 or rows[0].lead_id in untouched):
            self._duplicate(rows)
        elif rows:
            self._take(rows[0])
        for copy in copies:
            self._take(copy)
        if self._size() == before:
            self.quiet += len(rows) + len(copies)

    def _without_copies(
        self, rows: list[SheetRow], *, original: bool
    ) -> tuple[list[SheetRow], list[SheetRow]]:
        """Tell a record's own row from rows that were copied from it and given an address.

        Args:
            rows: they claim one record.
            original: whether the record's own row stands untouched beside them.
        """
        row = rows[0]
        homes = self.basis.homes.get(row.lead_id or "", ())
        if row.state is not RowState.KNOWN or not homes:
            return rows, []
        moved = [one for one in rows if address_of(one.kinds[0], told_address(one)) not in homes]
        if len(moved) == len(rows) and not original:
            return rows, []
        copies = [
            replace(one, state=RowState.NEW, ids=(None,) * len(one.kinds), export_code="")
            for one in moved
        ]
        return [one for one in rows if one not in moved], copies

    def _size(self) -> int:
        parts = (self.updates, self.insertions, self.deletions, self.conflicts, self.problems)
        return sum(len(part) for part in parts)

    def _duplicate(self, rows: list[SheetRow]) -> None:
        row = rows[0]
        numbers = tuple(one.number for one in rows)
        for one in rows:
            self._problem(one, "", row.lead_id or "", "sheet-row-duplicate")
        self._conflict(row, row.kinds[0], row.lead_id or "", ConflictReason.DUPLICATE, numbers)

    def _take(self, row: SheetRow) -> None:
        if row.state is RowState.DAMAGED:
            self._problem(row, "", "", "sheet-row-ticket-damaged")
        elif row.state is RowState.NEW:
            self._insert(row)
        elif row.export_code not in self.basis.bases:
            self._problem(row, "", row.export_code, "sheet-row-foreign")
        elif row.delete:
            self._delete(row)
        else:
            for kind, one in zip(row.kinds, row.ids, strict=True):
                self._merge_record(row, kind, one)

    # ------------------------------------------------------------------------------ known rows

    def _merge_record(self, row: SheetRow, kind: str, one: str | None) -> None:
        cells = _cells(row, kind)
        if one is None:
            self._insert_beside(row, kind, cells)
            return
        ours = self.basis.ledger.get(one)
        base = self.basis.bases[row.export_code]
        if ours is None:
            if not _says_nothing_new(kind, one, cells, base):
                self._conflict(row, kind, one, ConflictReason.DELETED_HERE)
            return
        self._merge_fields(row, kind, one, cells, ours, base)

    def _merge_fields(
        self,
        row: SheetRow,
        kind: str,
        one: str,
        cells: Mapping[str, object],
        ours: Record,
        base: BaseValues | None,
    ) -> None:
        known = _NOTHING if base is None else base
        read = self._read_cells(row, kind, one, cells, ours, known)
        if all(value == ours.get(name) for name, value in read.items()):
            return  # says what the ledger says, as most records on a touched row do
        if all(value == known.get((one, n), ours.get(n)) for n, value in read.items()):
            return  # every cell says what was exported
        fields = _FIELDS[kind]
        names = {name: fields[name] for name in {*read, *_GROUPED.get(kind, ())}}
        before = {n: canonical(f, known.get((one, n), ours.get(n))) for n, f in names.items()}
        now = {n: canonical(f, ours.get(n)) for n, f in names.items()}
        theirs = {n: canonical(names[n], value) for n, value in read.items()}
        for name, outcome in three_way(kind, before, now, theirs).items():
            if outcome is Outcome.KEEP:
                continue
            reason = _reason(outcome, base)
            values = (known.get((one, name), ours.get(name)), ours.get(name), read[name])
            place = self._place(row, kind, name)
            if reason is None:
                proposed = _is_other_side(names[name], self.options.editor)
                self.updates.append(Update(kind, one, name, *values, place, proposed))
            else:
                self.conflicts.append(Conflict(kind, one, name, *values, reason, place))

    def _read_cells(
        self,
        row: SheetRow,
        kind: str,
        one: str,
        cells: Mapping[str, object],
        ours: Record,
        base: BaseValues,
    ) -> dict[str, Value]:
        """Return field → value of the cells that can be read; the others become conflicts."""
        read: dict[str, Value] = {}
        for name, raw in cells.items():
            column = _field(kind, name)
            now = ours.get(name)
            was = base.get((one, name), now)
            if raw.__class__ is str and raw == was:
                read[name] = was  # as most texts come back
            elif is_same(column, raw, was):
                read[name] = was
                self.repaired += _is_repair(raw, was)
            elif is_same(column, raw, now):
                read[name] = now
            else:
                self._parse_into(read, row, kind, one, name, raw, (was, now))
        return read

    def _parse_into(
        self,
        read: dict[str, Value],
        row: SheetRow,
        kind: str,
        one: str,
        name: str,
        raw: object,
        known: tuple[Value, Value],
    ) -> None:
        try:
            read[name] = parse(_field(kind, name), raw)
        except ValueProblem as problem:
            self._problem(row, f"{kind}.{name}", _text(raw), problem.code)
            place = self._place(row, kind, name)
            self.conflicts.append(
                Conflict(kind, one, name, *known, _text(raw), ConflictReason.INVALID, place)
            )

    def _delete(self, row: SheetRow) -> None:
        """Plan the deletion a person asked for; what changed here since makes it a conflict."""
        base = self.basis.bases[row.export_code] or _NOTHING
        records = [
            (kind, one)
            for kind, one in zip(row.kinds, row.ids, strict=True)
            if one is not None and one in self.basis.ledger
        ]
        if not records or records[0][1] != row.lead_id:
            return  # it is gone already
        (kind, lead), beside = records[0], tuple(records[1:])
        if any(_changed_since(one, self.basis.ledger[one], base) for _, one in records):
            self._conflict(row, kind, lead, ConflictReason.DELETED_THERE)
        else:
            place = Place(row.sheet, row.number)
            self.deletions.append(Deletion(kind, lead, True, place, (), beside))

    # -------------------------------------------------------------------------------- new rows

    def _insert(self, row: SheetRow) -> None:
        if row.delete or all(raw in {None, ""} for raw in row.values.values()):
            return
        lead, address = row.kinds[0], told_address(row)
        match = self.basis.addresses.get(address_of(lead, address))
        place = Place(row.sheet, row.number)
        planned: list[Insertion] = []
        for kind in row.kinds:
            values = self._new_values(row, kind)
            known = match if kind == lead else self.basis.meters.get((kind, match or ""))
            if known:
                ours = self.basis.ledger.get(known, {})
                now = {name: ours.get(name) for name in values}
                planned.append(Insertion(kind, values, address, None, known, place, now))
            elif values or kind == lead:
                parent = (lead, match) if match and kind != lead else None
                planned.append(Insertion(kind, values, address, parent, None, place))
        if any(not one.match or matched_updates(one) for one in planned):
            self.insertions += planned

    def _insert_beside(self, row: SheetRow, kind: str, cells: Mapping[str, object]) -> None:
        """A meter was filled in for a household that had none when the workbook was made."""
        if row.lead_id is None or all(raw in {None, ""} for raw in cells.values()):
            return
        meter = self.basis.meters.get((kind, row.lead_id))
        if meter is not None and meter in self.basis.ledger:
            nothing: BaseValues = {(meter, name): None for name in _FIELDS[kind]}
            self._merge_fields(row, kind, meter, cells, self.basis.ledger[meter], nothing)
            return
        if row.lead_id not in self.basis.ledger:
            self._conflict(row, kind, row.lead_id, ConflictReason.DELETED_HERE)
            return
        values = self._new_values(row, kind)
        if values:
            parent = (row.kinds[0], row.lead_id)
            place = self._place(row, kind, NUMBERS.get(kind, ""))
            self.insertions.append(Insertion(kind, values, row.context, parent, None, place))

    def _new_values(self, row: SheetRow, kind: str) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for name, raw in _cells(row, kind).items():
            try:
                value = parse(_field(kind, name), raw)
            except ValueProblem as problem:
                self._problem(row, f"{kind}.{name}", _text(raw), problem.code)
            else:
                if value is not None:
                    values[name] = value
        return values

    # ------------------------------------------------------------------------ the whole sheet

    def propose_missing(self, seen: Mapping[str, set[str]]) -> None:
        """Propose the deletion of what came back on no row, unless the file is an extract."""
        for kind, expected in self.basis.expected.items():
            missing = [one for one in expected if one not in seen.get(kind, ())]
            if not missing or len(missing) == len(expected):
                continue
            if len(missing) > self.options.most_lost * len(expected):
                label = ENTITIES[kind].label
                self.alarms.append(Alarm(AlarmCode.EXTRACT, label, "", len(missing), len(expected)))
            else:
                self.deletions += [Deletion(kind, one, False) for one in missing]

    def raise_alarms(self, returned: ReturnedRows) -> None:
        """Look at whole columns; the cells of an alarmed column wait as conflicts."""
        totals = Counter(row.sheet for row in returned.rows)
        for (sheet, _), rows in returned.untouched.items():
            totals[sheet] += len(rows)
        share = self.options.most_lost
        found = [
            alarm
            for alarm in (
                *alarms_of([*self.updates, *self.conflicts], totals, share),
                *deletion_alarms(self.deletions, totals, share),
            )
            if alarm.code not in self.options.accepted
        ]
        self.alarms += found
        columns = {(alarm.sheet, alarm.column) for alarm in found}
        held = [u for u in self.updates if (u.place.sheet, f"{u.kind}.{u.field}") in columns]
        self.updates = [
            u for u in self.updates if (u.place.sheet, f"{u.kind}.{u.field}") not in columns
        ]
        stopped = [d for d in self.deletions if d.asked and (d.place.sheet, "") in columns]
        self.deletions = [d for d in self.deletions if d not in stopped]
        self.conflicts += [
            Conflict(d.kind, d.id, "", None, None, None, ConflictReason.ALARM, d.place)
            for d in stopped
        ]
        self.conflicts += [
            Conflict(u.kind, u.id, u.field, u.base, u.ours, u.theirs, ConflictReason.ALARM, u.place)
            for u in held
        ]

    def plan(self, returned: ReturnedRows) -> MergePlan:
        """Return what was collected, in an order that does not depend on the rows' order."""
        untouched = sum(len(tickets) for tickets in returned.untouched.values())
        return MergePlan(
            rows=returned.count,
            unchanged=untouched + self.quiet,
            repaired=self.repaired,
            updates=tuple(sorted(self.updates, key=lambda u: (u.kind, u.id, u.field))),
            insertions=tuple(self.insertions),
            deletions=tuple(sorted(self.deletions, key=lambda d: (d.kind, d.id))),
            conflicts=tuple(sorted(self.conflicts, key=lambda c: (c.kind, c.id, c.field))),
            problems=with_headings((*returned.problems, *self.problems), returned),
            alarms=tuple(self.alarms),
        )

    def _place(self, row: SheetRow, kind: str, name: str) -> Place:
        return Place(row.sheet, row.number, self._letters(row, f"{kind}.{name}"))

    def _letters(self, row: SheetRow, column: str) -> str:
        return self.letters.get(row.sheet, {}).get(column, "")

    def _problem(self, row: SheetRow, column: str, value: str, code: str) -> None:
        letters = self._letters(row, column)
        self.problems.append(SheetProblem(row.sheet, row.number, column, value, code, letters))

    def _conflict(
        self,
        row: SheetRow,
        kind: str,
        one: str,
        reason: ConflictReason,
        rows: tuple[int, ...] = (),
    ) -> None:
        place = Place(row.sheet, row.number)
        self.conflicts.append(Conflict(kind, one, "", None, None, None, reason, place, rows))


_FIELDS: Mapping[str, Mapping[str, Field]] = {
    kind: {column.name: column for column in entity.fields} for kind, entity in ENTITIES.items()
}


_GROUPED: Mapping[str, frozenset[str]] = {
    kind: frozenset().union(*groups) for kind, groups in GROUPS.items()
}


def _field(kind: str, name: str) -> Field:
    return _FIELDS[kind][name]


def _cells(row: SheetRow, kind: str) -> dict[str, object]:
    start = kind + "."
    return {key[len(start) :]: raw for key, raw in row.values.items() if key.startswith(start)}


def _is_repair(raw: object, value: Value) -> bool:
    """Return whether a text that had to be recognised again counts as repaired."""
    return isinstance(value, str) and raw != value and not (raw is None and not value)


def _says_nothing_new(
    kind: str, one: str, cells: Mapping[str, object], base: BaseValues | None
) -> bool:
    """Return whether every cell of a record that is gone still says what was exported."""
    if base is None:
        return False
    return all(
        (one, name) in base and is_same(_field(kind, name), raw, base[one, name])
        for name, raw in cells.items()
        if raw is not None or (one, name) in base
    )


def _reason(outcome: Outcome, base: BaseValues | None) -> ConflictReason | None:
    if base is None:
        return ConflictReason.BASE_MISSING
    if outcome is Outcome.CONFLICT:
        return ConflictReason.BOTH_CHANGED
    return ConflictReason.GROUP if outcome is Outcome.GROUP else None


def _is_other_side(column: Field, editor: Side) -> bool:
    return editor is not Side.BOTH and column.side not in {editor, Side.BOTH}


def _changed_since(one: str, record: Record, base: BaseValues) -> bool:
    return any((one, name) in base and base[one, name] != value for name, value in record.items())


def with_headings(
    problems: Iterable[SheetProblem], returned: ReturnedRows
) -> tuple[SheetProblem, ...]:
    """Replace column keys by the headings that the person sees."""
    return tuple(
        replace(
            problem,
            column=returned.columns.get(problem.sheet, {}).get(problem.column, problem.column),
        )
        for problem in problems
    )


__all__ = [
    "BaseValues",
    "MergeBasis",
    "MergeOptions",
    "address_of",
    "needed_ids",
    "plan_merge",
    "with_headings",
]
