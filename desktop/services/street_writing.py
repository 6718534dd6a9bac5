"""Writes the records of a street's workbook that the district does not know, frame by frame."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.domain.sheet_rows import RowState, SheetProblem
from desktop.domain.values import ValueProblem, parse
from desktop.storage.queries import streets as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.domain.fields import Field
    from desktop.domain.values import Value
    from desktop.exchange.street_workbook import StreetRow, StreetRows
    from desktop.services.street_places import StreetPlaces
    from desktop.services.street_planning import PlannedIntake
    from desktop.storage.unit_of_work import UnitOfWork

_Reader: TypeAlias = "Callable[[object], Value]"
_HOUSEHOLD_METER: dict[str, Value] = {"role": 3, "state": 1}
_REMEMBERED = 20_000


class StreetWriting:
    """Inserts what is new and brings back what had been deleted.

    Attributes:
        written: entity kind → records written.
        problems: rows without a place, cells that cannot be read.
    """

    def __init__(self, work: UnitOfWork, planned: PlannedIntake) -> None:
        self.written: Counter[str] = Counter()
        self.problems: list[SheetProblem] = []
        self._work = work
        self._street = planned.stamp.street_code
        self._code = planned.stamp.export_code
        self._places: StreetPlaces = planned.compared.places
        self._revived = planned.revived
        self._made: set[str] = set()
        self._units: set[str] = set()
        self._readers: dict[str, list[tuple[str, str, int, _Reader]]] = {}
        self._leads: dict[str, set[str]] = defaultdict(set)

    def take(self, frame: StreetRows) -> None:
        """Write what is new among some rows of one sheet."""
        readers = self._readers.get(frame.title) or self._make_readers(frame)
        rows = [row for row in frame.rows if self._fits(frame.title, row)]
        kinds = frame.sheet.kinds
        batches: dict[str, _Batch] = {kind: _Batch() for kind in kinds}
        known = {
            kind: queries.stored(
                self._work.connection, kind, [one for r in rows if (one := r.ids[place])], ()
            )
            for place, kind in enumerate(kinds)
        }
        for row in rows:
            self._sort(frame, row, readers, known, batches)
        self._write_units()
        for kind, batch in batches.items():
            self._write(kind, batch)

    def _fits(self, title: str, row: StreetRow) -> bool:
        lead = row.ids[0]
        if row.state is not RowState.KNOWN or row.export_code != self._code or lead is None:
            return False
        if lead in self._leads[title]:
            return False
        self._leads[title].add(lead)
        return True

    def _make_readers(self, frame: StreetRows) -> list[tuple[str, str, int, _Reader]]:
        made: list[tuple[str, str, int, _Reader]] = []
        for place, column in enumerate(frame.sheet.columns):
            if column.field is not None and not column.context and column.key in frame.present:
                kind, _, name = column.key.partition(".")
                made.append((kind, name, place, _Cells(column.field).read))
        self._readers[frame.title] = made
        return made

    def _sort(
        self,
        frame: StreetRows,
        row: StreetRow,
        readers: list[tuple[str, str, int, _Reader]],
        known: Mapping[str, Mapping[str, tuple[Any, ...]]],
        batches: Mapping[str, _Batch],
    ) -> None:
        kinds, lead = frame.sheet.kinds, str(row.ids[0])
        there = known[kinds[0]].get(lead)
        comes = there is None or lead in self._revived
        if there is not None and there[0] and not comes:
            return  # deleted here, and it stays so until a person decides
        for kind, one in zip(kinds, row.ids, strict=True):
            if one is None:
                continue
            stored = known[kind].get(one)
            again = one in self._made
            if stored is not None and not stored[0] and not again:
                continue
            parents = self._parents(frame, row, kind)
            if parents is None:
                code = "sheet-row-place-unknown"
                self.problems.append(SheetProblem(frame.title, row.number, "", "", code))
                return
            values = self._values(frame, row, kind, readers)
            if again:
                batches[kind].changed.append((one, values))
            elif stored is not None:
                batches[kind].changed.append((one, {"deleted": False, **parents, **values}))
            else:
                batches[kind].new.append({"id": one, **parents, **values})
            self._made.add(one)

    def _parents(self, frame: StreetRows, row: StreetRow, kind: str) -> dict[str, Value] | None:
        """Return what ties a new record to the others; None where its place is not known."""
        if kind == "quarter":
            return {"street_code": self._street}
        if kind == "building":
            quarter = self._places.quarter(frame.sheet, row)
            return None if quarter is None else {"quarter_id": quarter}
        if kind == "household":
            unit = self._places.unit(frame.sheet, row)
            return None if unit is None else {"unit_id": unit}
        if frame.sheet.kinds[0] == "household":
            return {"household_id": row.ids[0], **_HOUSEHOLD_METER}
        building = self._places.building(frame.sheet, row)
        return None if building is None else {"building_id": building}

    def _values(
        self,
        frame: StreetRows,
        row: StreetRow,
        kind: str,
        readers: list[tuple[str, str, int, _Reader]],
    ) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for owner, name, place, read in readers:
            if owner != kind:
                continue
            try:
                values[name] = read(row.cells[place])
            except ValueProblem as problem:
                column = frame.sheet.columns[place]
                self.problems.append(
                    SheetProblem(
                        frame.title,
                        row.number,
                        column.label,
                        problem.text,
                        problem.code,
                        frame.letters.get(column.key, ""),
                    )
                )
                values[name] = None
        return values

    def _write_units(self) -> None:
        """Make the units that the rows named and that are not there yet."""
        wanted = [one for one in self._places.units if one not in self._units]
        if not wanted:
            return
        there = queries.stored(self._work.connection, "unit", wanted, ())
        units = {one: self._places.units[one] for one in wanted}
        self._work.insert(
            "unit",
            [
                {"id": one, "building_id": building, "unit_no": number or None}
                for one, (building, number) in units.items()
                if one not in there
            ],
        )
        self._work.update_many(
            "unit", [(one, {"deleted": False}) for one, row in there.items() if row[0]]
        )
        self._units.update(wanted)

    def _write(self, kind: str, batch: _Batch) -> None:
        if batch.new:
            self._work.insert(kind, batch.new)
        if batch.changed:
            self._work.update_many(kind, batch.changed)
        written = len(batch.new) + sum("deleted" in values for _, values in batch.changed)
        if written:
            self.written[kind] += written


class _Batch:
    """What one frame writes of one kind."""

    def __init__(self) -> None:
        self.new: list[dict[str, Value]] = []
        self.changed: list[tuple[str, dict[str, Value]]] = []


class _Cells:
    """Reads the cells of one column and remembers what came again and again."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self._known: dict[object, Value] = {}

    def read(self, cell: object) -> Value:
        """Return the value of a cell."""
        if cell is None:
            return None
        try:
            return self._known[cell]
        except KeyError:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            value = self._known[cell] = parse(self._field, cell)
            return value
