"""A street's workbook against what the district holds of it: only rows that differ are kept.

One pass over the stream. A row whose record is not known yet is counted and read again when it is
written; a row that says what the ledger says leaves nothing but its ids.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from desktop.domain.damage import is_same
from desktop.domain.fields import ENTITIES, Kind
from desktop.domain.merge_plan import Deletion, Place, Update
from desktop.domain.sheet_rows import RowState, SheetProblem, SheetRow
from desktop.domain.values import tidy
from desktop.exchange.sheets import ACTION_KEY
from desktop.services.street_places import StreetPlaces
from desktop.storage.codec import decoders
from desktop.storage.queries import streets as queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from desktop.domain.fields import Field
    from desktop.exchange.street_workbook import StreetRow, StreetRows

PARENTS = {
    "quarter": ("street_code",),
    "building": ("quarter_id",),
    "household": ("unit_id", "quarter_id"),
    "water_meter": ("household_id", "building_id"),
    "electricity_meter": ("household_id", "building_id"),
}
METERS = ("water_meter", "electricity_meter")


@dataclass(slots=True)
class Compared:
    """What the pass found.

    Attributes:
        rows: how many rows were read.
        new: entity kind → records that are not known here.
        kept: rows of known records that say something else.
        untouched: as :class:`~desktop.domain.sheet_rows.ReturnedRows` has them.
        dead: id → the row of a record that is marked as deleted here.
        replaced: meters that the street no longer has at a household.
        moves: records that belong to another unit or building now.
        seen: entity kind → ids that led a row.
        places: quarters and buildings of the workbook.
        columns, letters: sheet name → column key → heading, letters.
        problems: rows that cannot be taken.
        costs: quarter id → what the workbook says the works cost, in yuan.
    """

    rows: int = 0
    new: Counter[str] = field(default_factory=Counter)
    kept: list[SheetRow] = field(default_factory=list)
    untouched: dict[tuple[str, tuple[str, ...]], list[tuple[str | None, ...]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    dead: dict[str, SheetRow] = field(default_factory=dict)
    replaced: list[Deletion] = field(default_factory=list)
    moves: list[Update] = field(default_factory=list)
    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    places: StreetPlaces = field(default_factory=StreetPlaces)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    letters: dict[str, dict[str, str]] = field(default_factory=dict)
    problems: list[SheetProblem] = field(default_factory=list)
    costs: dict[str, str] = field(default_factory=dict)


class Comparing:
    """Compares frame by frame."""

    def __init__(self, connection: Connection, street_code: str, export_code: str) -> None:
        self.found = Compared()
        self._connection = connection
        self._street = street_code
        self._code = export_code
        self._streets = queries.street_of_quarters(connection)
        self._leads: dict[str, set[str]] = defaultdict(set)
        self._made: set[str] = set()
        self._checks: dict[str, _SheetChecks] = {}

    def take(self, frame: StreetRows) -> None:
        """Compare some rows of one sheet."""
        checks = self._checks.get(frame.title)
        if checks is None:
            checks = self._checks[frame.title] = _SheetChecks(frame)
            labels = {column.key: column.label for column in frame.sheet.columns}
            self.found.columns[frame.title] = {key: labels[key] for key in frame.letters}
            self.found.letters[frame.title] = dict(frame.letters)
        self.found.rows += len(frame.rows)
        rows = [row for row in frame.rows if self._fits(frame, row)]
        known = {
            kind: queries.stored(
                self._connection, kind, [one for row in rows if (one := row.ids[place])], names
            )
            for place, (kind, names) in enumerate(checks.names.items())
        }
        self._find_replaced(frame, rows)
        for row in rows:
            self._compare(frame, checks, row, known)

    def end(self) -> Compared:
        """Return what was found once all rows were compared."""
        moved = {move.id for move in self.found.moves}
        self.found.replaced = [one for one in self.found.replaced if one.id not in moved]
        return self.found

    def _fits(self, frame: StreetRows, row: StreetRow) -> bool:
        """Return whether the row is one of this export and stands here for the first time."""
        code = ""
        if row.state is RowState.NEW:
            code = "street-row-without-ticket"
        elif row.state is RowState.DAMAGED or row.ids[0] is None:
            code = "sheet-row-ticket-damaged"
        elif row.export_code != self._code:
            code = "sheet-row-foreign"
        elif row.ids[0] in self._leads[frame.title]:
            code = "sheet-row-duplicate"
        if code:
            self._problem(frame, row, code)
            return False
        self._leads[frame.title].add(str(row.ids[0]))
        return True

    def _problem(self, frame: StreetRows, row: StreetRow, code: str) -> None:
        self.found.problems.append(SheetProblem(frame.title, row.number, "", "", code))

    def _compare(
        self,
        frame: StreetRows,
        checks: _SheetChecks,
        row: StreetRow,
        known: Mapping[str, Mapping[str, tuple[Any, ...]]],
    ) -> None:
        found, kinds, lead = self.found, frame.sheet.kinds, str(row.ids[0])
        found.places.note(frame.sheet, row)
        there = known[kinds[0]].get(lead)
        if there is None:
            found.seen[kinds[0]].add(lead)
            self._count(kinds[0], lead)
            self._meters(frame, row, known)
            return
        if self._of_another(kinds[0], there):
            self._problem(frame, row, "street-row-of-another")
            return
        found.seen[kinds[0]].add(lead)
        if there[0]:
            found.dead[lead] = checks.sheet_row(row, kinds)
            return
        alive = [kinds[0], *self._meters(frame, row, known)]
        self._find_moves(frame, row, there)
        if all(checks.same(kind, row, known) for kind in alive):
            found.untouched[frame.title, kinds].append(row.ids)
        else:
            found.kept.append(checks.sheet_row(row, alive))

    def _meters(
        self,
        frame: StreetRows,
        row: StreetRow,
        known: Mapping[str, Mapping[str, tuple[Any, ...]]],
    ) -> list[str]:
        """Count the row's meters that are new, note those that moved; return the known kinds."""
        alive = []
        for kind, one in zip(frame.sheet.kinds[1:], row.ids[1:], strict=True):
            if one is None:
                continue
            stored = known[kind].get(one)
            if stored is None or stored[0]:
                self._count(kind, one)
                continue
            alive.append(kind)
            if stored[-2] != row.ids[0]:
                place = Place(frame.title, row.number)
                self.found.moves.append(
                    Update(kind, one, "household_id", stored[-2], stored[-2], row.ids[0], place)
                )
        return alive

    def _count(self, kind: str, one: str) -> None:
        if one not in self._made:
            self._made.add(one)
            self.found.new[kind] += 1

    def _of_another(self, kind: str, there: tuple[Any, ...]) -> bool:
        """Return whether the record belongs to another street."""
        if kind in METERS:
            return False
        owner = there[-1] if kind == "quarter" else self._streets.get(there[-1] or "", "")
        return bool(owner) and owner != self._street

    def _find_moves(self, frame: StreetRows, row: StreetRow, there: tuple[Any, ...]) -> None:
        """Note a household that stands in another unit now, or a building in another quarter."""
        kind, places = frame.sheet.kinds[0], self.found.places
        if kind == "household":
            name, now, then = "unit_id", there[-2], places.unit(frame.sheet, row)
        elif kind == "building":
            name, now, then = "quarter_id", there[-1], places.quarter(frame.sheet, row)
        else:
            return
        if then is not None and then != now:
            place = Place(frame.title, row.number)
            self.found.moves.append(Update(kind, str(row.ids[0]), name, now, now, then, place))

    def _find_replaced(self, frame: StreetRows, rows: Sequence[StreetRow]) -> None:
        """Note meters that hang at a household here and are no longer its meter in use."""
        kinds = frame.sheet.kinds
        if kinds[0] != "household":
            return
        by_id = {str(row.ids[0]): row for row in rows}
        for place, kind in enumerate(kinds[1:], start=1):
            for household, meters in queries.meters_at(self._connection, kind, list(by_id)).items():
                row = by_id[household]
                self.found.replaced += [
                    Deletion(kind, one, True, Place(frame.title, row.number))
                    for one in meters
                    if one != row.ids[place]
                ]


class _SheetChecks:
    """The columns of one sheet, made ready to be compared as they are stored.

    Attributes:
        names: kind → its columns in this sheet, and its parents last.
    """

    def __init__(self, frame: StreetRows) -> None:
        self._title, self._sheet = frame.title, frame.sheet
        self._cells = [
            (place, column.key)
            for place, column in enumerate(frame.sheet.columns)
            if column.key in frame.present and not column.context and column.key != ACTION_KEY
        ]
        self._context = [
            (place, column.key)
            for place, column in enumerate(frame.sheet.columns)
            if column.key in frame.present and column.context
        ]
        self._kinds: dict[str, list[tuple[int, int, _Shown]]] = {}
        self.names: dict[str, tuple[str, ...]] = {}
        for kind in frame.sheet.kinds:
            own = [(p, key.split(".", 1)[1]) for p, key in self._cells if _kind(key) == kind]
            self._kinds[kind] = [
                (place, slot, _Shown(kind, name)) for slot, (place, name) in enumerate(own, 1)
            ]
            self.names[kind] = (*(name for _, name in own), *PARENTS[kind])

    def same(
        self, kind: str, row: StreetRow, known: Mapping[str, Mapping[str, tuple[Any, ...]]]
    ) -> bool:
        """Return whether every cell of the row says what is stored."""
        one = row.ids[self._sheet.kinds.index(kind)]
        stored, cells = known[kind][str(one)], row.cells
        return all(
            cells[place] == shown[stored[slot]] or shown.says(cells[place], stored[slot])
            for place, slot, shown in self._kinds[kind]
        )

    def sheet_row(self, row: StreetRow, alive: Sequence[str]) -> SheetRow:
        """Return the row as the merge takes it, with the cells of records that are ``alive``."""
        kinds = self._sheet.kinds
        return SheetRow(
            self._title,
            row.number,
            kinds,
            tuple(one if kind in alive else None for kind, one in zip(kinds, row.ids, strict=True)),
            row.state,
            row.export_code,
            {key: row.cells[place] for place, key in self._cells if _kind(key) in alive},
            {key: tidy(str(row.cells[place] or "")) for place, key in self._context},
        )


class _Shown(dict[Any, object]):
    """What a cell holds for a stored value of one column, remembered."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__()
        found = ENTITIES[kind].field(name)
        if found is None:
            raise KeyError(name)
        self._field: Field = found
        self._decode = decoders(kind)[name]

    def __missing__(self, stored: Any) -> object:
        if len(self) > 20_000:  # noqa: PLR2004 - names and numbers of one frame are enough
            self.clear()
        made = self[stored] = _as_cell(self._field, self._value(stored))
        return made

    def says(self, cell: object, stored: Any) -> bool:
        """Return whether ``cell`` means the stored value although it is written otherwise."""
        return is_same(self._field, cell, self._value(stored))

    def _value(self, stored: Any) -> Any:
        return stored if self._decode is None else self._decode(stored)


def _as_cell(field: Field, value: Any) -> object:
    if value is None:
        return None
    if field.codes is not None:
        return field.codes.label(int(value) if field.kind is Kind.BOOLEAN else value)
    if field.kind in {Kind.INTEGER, Kind.DECIMAL}:
        return float(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - as cells are read
    return value


def _kind(key: str) -> str:
    return key.split(".", 1)[0]
